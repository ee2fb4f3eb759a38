"""The lives of missions and of applications to them."""

from enum import StrEnum

from talentgrow.kernel.workflow import Workflow


class MissionStatus(StrEnum):
    """Where a mission stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    PUBLISHED = "published"
    PAUSED = "paused"
    STAFFED = "staffed"
    IN_PROGRESS = "in_progress"
    DEBRIEFING = "debriefing"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    ARCHIVED = "archived"


M = MissionStatus
MISSION_FLOW = Workflow(
    submit=({M.DRAFT}, M.SUBMITTED),
    send_back=({M.SUBMITTED}, M.DRAFT),
    publish=({M.DRAFT, M.SUBMITTED}, M.PUBLISHED),
    pause=({M.PUBLISHED}, M.PAUSED),
    resume=({M.PAUSED}, M.PUBLISHED),
    staff=({M.PUBLISHED, M.PAUSED}, M.STAFFED),
    reopen=({M.STAFFED}, M.PUBLISHED),
    start=({M.PUBLISHED, M.PAUSED, M.STAFFED}, M.IN_PROGRESS),
    end=({M.IN_PROGRESS}, M.DEBRIEFING),
    complete=({M.DEBRIEFING}, M.COMPLETED),
    cancel=(
        {M.DRAFT, M.SUBMITTED, M.PUBLISHED, M.PAUSED, M.STAFFED, M.IN_PROGRESS},
        M.CANCELLED,
    ),
    archive=({M.COMPLETED, M.CANCELLED}, M.ARCHIVED),
)
# Everybody may find these; the others are for those who take part in them.
SHOWN_TO_ALL = frozenset({M.PUBLISHED, M.PAUSED, M.STAFFED, M.IN_PROGRESS, M.DEBRIEFING})
# Nothing more happens to these.
OVER = frozenset({M.COMPLETED, M.CANCELLED, M.ARCHIVED})


class ApplicationStatus(StrEnum):
    """Where an application stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    MANAGER_PENDING = "manager_pending"
    MANAGER_DEFERRED = "manager_deferred"
    MANAGER_REFUSED = "manager_refused"
    UNDER_REVIEW = "under_review"
    TALK_PLANNED = "talk_planned"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    PARTIALLY_COMPLETED = "partially_completed"
    DID_NOT_START = "did_not_start"
    DECLINED = "declined"
    WAITLISTED = "waitlisted"
    WITHDRAWN = "withdrawn"
    OFFER_DECLINED = "offer_declined"
    EXPIRED = "expired"


A = ApplicationStatus
# The owner has the word: a manager's "from that date" leaves the decision to the owner too.
WITH_OWNER = frozenset({A.MANAGER_DEFERRED, A.UNDER_REVIEW, A.TALK_PLANNED})
# A seat is theirs, or kept for them.
SEATED = frozenset({A.OFFERED, A.ACCEPTED, A.IN_PROGRESS})
# Sent and not answered for good; one person has one such application to a mission.
UNANSWERED = frozenset({A.SUBMITTED, A.MANAGER_PENDING, A.WAITLISTED, A.OFFERED}) | WITH_OWNER
ALIVE = UNANSWERED | {A.DRAFT, A.ACCEPTED, A.IN_PROGRESS}
# How it ended for somebody who had a seat.
OUTCOMES = frozenset({A.COMPLETED, A.PARTIALLY_COMPLETED, A.DID_NOT_START})
APPLICATION_FLOW = Workflow(
    send=({A.DRAFT}, A.SUBMITTED),
    ask_manager=({A.SUBMITTED}, A.MANAGER_PENDING),
    forward=({A.SUBMITTED}, A.UNDER_REVIEW),
    agree=({A.MANAGER_PENDING, A.MANAGER_REFUSED}, A.UNDER_REVIEW),
    defer=({A.MANAGER_PENDING, A.MANAGER_REFUSED}, A.MANAGER_DEFERRED),
    refuse=({A.MANAGER_PENDING}, A.MANAGER_REFUSED),
    plan_talk=({A.MANAGER_DEFERRED, A.UNDER_REVIEW, A.TALK_PLANNED}, A.TALK_PLANNED),
    offer=(set(WITH_OWNER | {A.WAITLISTED}), A.OFFERED),
    waitlist=(set(WITH_OWNER), A.WAITLISTED),
    decline=(set(WITH_OWNER | {A.MANAGER_PENDING, A.WAITLISTED}), A.DECLINED),
    accept=({A.OFFERED}, A.ACCEPTED),
    decline_offer=({A.OFFERED}, A.OFFER_DECLINED),
    withdraw=(set(ALIVE - {A.SUBMITTED} | {A.MANAGER_REFUSED}), A.WITHDRAWN),
    start=({A.ACCEPTED}, A.IN_PROGRESS),
    complete=({A.IN_PROGRESS}, A.COMPLETED),
    complete_partly=({A.IN_PROGRESS}, A.PARTIALLY_COMPLETED),
    miss_start=({A.ACCEPTED, A.IN_PROGRESS}, A.DID_NOT_START),
    # The mission was cancelled: nobody's word about the person.
    call_off=(set(ALIVE - {A.SUBMITTED, A.DRAFT}), A.DECLINED),
    expire=(set(ALIVE - {A.SUBMITTED, A.ACCEPTED, A.IN_PROGRESS}), A.EXPIRED),
)
