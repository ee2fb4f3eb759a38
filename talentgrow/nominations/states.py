"""The lives of campaigns, nominations, candidacies, sessions, pool memberships and approaches."""

from enum import StrEnum

from talentgrow.kernel.workflow import Workflow


class CampaignStatus(StrEnum):
    """Where a campaign stands."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    CALIBRATED = "calibrated"
    PUBLISHED = "published"
    ARCHIVED = "archived"


C = CampaignStatus
CAMPAIGN_FLOW = Workflow(
    open=({C.PLANNED}, C.OPEN),
    close=({C.OPEN}, C.CLOSED),
    # Its end was put later after it had passed.
    reopen=({C.CLOSED}, C.OPEN),
    calibrate=({C.CLOSED}, C.CALIBRATED),
    # Something was found wrong before anybody has read it.
    review_again=({C.CALIBRATED}, C.CLOSED),
    publish=({C.CALIBRATED}, C.PUBLISHED),
    archive=({C.PUBLISHED}, C.ARCHIVED),
)
# Everybody whom it is for may read about it.
SHOWN_TO_ALL = frozenset({C.OPEN, C.CLOSED, C.CALIBRATED, C.PUBLISHED})
# Nominees may still answer, and HR may still enter what came late.
RUNNING = frozenset({C.OPEN, C.CLOSED})


class NominationStatus(StrEnum):
    """Where the text of one nominator stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"
    # The campaign ended before it was sent.
    LAPSED = "lapsed"


N = NominationStatus
NOMINATION_FLOW = Workflow(
    submit=({N.DRAFT}, N.SUBMITTED),
    withdraw=({N.DRAFT, N.SUBMITTED}, N.WITHDRAWN),
    lapse=({N.DRAFT}, N.LAPSED),
)


class CandidacyStatus(StrEnum):
    """Where one intent for one person stands: nominated, with the person's own word, decided."""

    INFORMED = "nominee_informed"
    ACCEPTED = "accepted"
    POSTPONED = "postponed"
    DECLINED = "declined"
    # The nominee was silent: it is back with the nominator.
    RETURNED = "returned"
    # The nominee took their consent back after having given it.
    WITHDRAWN = "withdrawn"
    UNDER_REVIEW = "under_review"
    DECIDED = "decided"
    IN_POOL = "in_pool"
    # Nobody stands behind it any more, or the campaign went on without an answer.
    LAPSED = "lapsed"


K = CandidacyStatus
CANDIDACY_FLOW = Workflow(
    accept=({K.INFORMED, K.POSTPONED, K.RETURNED, K.DECLINED, K.WITHDRAWN}, K.ACCEPTED),
    postpone=({K.INFORMED, K.RETURNED, K.ACCEPTED, K.UNDER_REVIEW, K.POSTPONED}, K.POSTPONED),
    decline=({K.INFORMED, K.RETURNED, K.POSTPONED}, K.DECLINED),
    withdraw_consent=({K.ACCEPTED, K.UNDER_REVIEW}, K.WITHDRAWN),
    give_back=({K.INFORMED}, K.RETURNED),
    ask_again=({K.RETURNED, K.POSTPONED}, K.INFORMED),
    # Nobody stood behind it any more, then somebody else nominated for the same.
    nominate_again=({K.LAPSED}, K.INFORMED),
    review=({K.ACCEPTED}, K.UNDER_REVIEW),
    # The campaign was opened again by a later end.
    take_back=({K.UNDER_REVIEW}, K.ACCEPTED),
    decide=({K.UNDER_REVIEW}, K.DECIDED),
    join_pool=({K.DECIDED}, K.IN_POOL),
    leave_pool=({K.IN_POOL}, K.DECIDED),
    lapse=({K.INFORMED, K.RETURNED, K.ACCEPTED, K.POSTPONED, K.UNDER_REVIEW}, K.LAPSED),
)
# The nominee stands behind it: only these are read and weighed by HR.
CONSENTED = frozenset({K.ACCEPTED, K.UNDER_REVIEW, K.DECIDED, K.IN_POOL})
# The nominee has the word.
WITH_NOMINEE = frozenset({K.INFORMED, K.RETURNED})
# HR has said its word, and the person reads it.
ANSWERED = frozenset({K.DECIDED, K.IN_POOL})


class SessionStatus(StrEnum):
    """Where a calibration session stands."""

    PREPARED = "prepared"
    RUNNING = "running"
    CLOSED = "closed"


S = SessionStatus
SESSION_FLOW = Workflow(
    start=({S.PREPARED}, S.RUNNING),
    # Its decisions stay between those in HR: they are published with the campaign.
    close=({S.RUNNING}, S.CLOSED),
)


class MembershipStatus(StrEnum):
    """Where somebody's place in a talent pool stands."""

    MEMBER = "member"
    LEFT = "left"
    EXPIRED = "expired"


P = MembershipStatus
MEMBERSHIP_FLOW = Workflow(
    leave=({P.MEMBER}, P.LEFT),
    expire=({P.MEMBER}, P.EXPIRED),
)


class ApproachStatus(StrEnum):
    """Where it stands that HR wants to talk to a member of a pool about a mission or a job."""

    ASKED = "asked"
    AGREED = "agreed"
    DEFERRED = "deferred"
    REFUSED = "refused"
    APPROACHED = "approached"
    INTERESTED = "interested"
    NOT_INTERESTED = "not_interested"
    CALLED_OFF = "called_off"


Q = ApproachStatus
APPROACH_FLOW = Workflow(
    agree=({Q.ASKED}, Q.AGREED),
    defer=({Q.ASKED}, Q.DEFERRED),
    refuse=({Q.ASKED}, Q.REFUSED),
    # From ASKED only once the manager has been silent too long, or where there is none.
    approach=({Q.ASKED, Q.AGREED, Q.DEFERRED}, Q.APPROACHED),
    be_interested=({Q.APPROACHED}, Q.INTERESTED),
    say_no=({Q.APPROACHED}, Q.NOT_INTERESTED),
    call_off=({Q.ASKED, Q.AGREED, Q.DEFERRED, Q.REFUSED, Q.APPROACHED}, Q.CALLED_OFF),
)
UNDER_WAY = frozenset({Q.ASKED, Q.AGREED, Q.DEFERRED, Q.APPROACHED})
