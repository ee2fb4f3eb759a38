"""Run sessions, stage decisions and take them back. Functions flush; the caller commits.

Held, always in this order: the campaign, the session, the nominee; then the decision is read.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete, func, select

from talentgrow.audit import service as audit
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import ngettext
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import DomainError, Forbidden
from talentgrow.nominations import steps
from talentgrow.nominations.calibration import choices, queries
from talentgrow.nominations.calibration.models import (
    CalibrationSession,
    Decision,
    Placement,
)
from talentgrow.nominations.calibration.values import (
    FIELDS,
    DecisionValues,
    WrongDecision,
    errors_in,
    tidied,
    values_of,
)
from talentgrow.nominations.models import Candidacy, Nominee
from talentgrow.nominations.policy import has_part
from talentgrow.nominations.queries import hold_campaign, hold_nominees
from talentgrow.nominations.states import CampaignStatus, CandidacyStatus, SessionStatus

# Words which the person will read stand in the decision, not in the trail.
STAGED = audit.Kind("nominations.decision_staged", "before", "after", "changed", "session")
UNSTAGED = audit.Kind("nominations.decision_unstaged", "before", "session")


class TooEarly(DomainError):
    """A session begins once the campaign has closed, until everything is decided."""


class NotAllDecided(DomainError):
    """A session is closed once every wish in it has an answer."""


class NotDecidable(DomainError):
    """Nothing can be decided about this wish now."""


class DecisionChanged(DomainError):
    """Somebody else decided about one of the wishes since the page was read."""


class Said(NamedTuple):
    """An answer to a wish, and which version of the decision stood there; 0 for none."""

    values: DecisionValues
    seen: int


def start(session: CalibrationSession, *, by: Actor, now: datetime) -> None:
    """Begin a session: from now on decisions are staged in it.

    :raises TooEarly: nominations still come in, or everything is decided
    """
    campaign = hold_campaign(session.campaign_id)
    session = queries.hold_session(session.id)
    if campaign.status is not CampaignStatus.CLOSED:
        raise TooEarly(_("A session begins once the campaign has closed, until it is decided."))
    steps.take(session, "start", by=by, now=now)


def close(session: CalibrationSession, *, by: Actor, now: datetime) -> None:
    """Close a session in which every wish has an answer; nobody’s place on the grid stays.

    :raises NotAllDecided: some wishes have no answer yet
    :raises TooEarly: nominations come in again
    """
    campaign = hold_campaign(session.campaign_id)
    session = queries.hold_session(session.id)
    if campaign.status is CampaignStatus.OPEN:
        raise TooEarly(_("The campaign is open again: the session waits for its end."))
    if campaign.status is CampaignStatus.CLOSED:
        _check_all_decided(session)
    steps.take(session, "close", by=by, now=now)
    db.session.execute(delete(Placement).where(Placement.session_id == session.id))


def _check_all_decided(session: CalibrationSession) -> None:
    inside = queries.nominees_in(session).with_only_columns(Nominee.id)
    waiting = queries.undecided_in(session.campaign_id).where(Candidacy.nominee_id.in_(inside))
    count = db.session.scalar(select(func.count()).select_from(waiting.subquery())) or 0
    if count:
        raise NotAllDecided(
            ngettext(
                "One wish has no answer yet. Where you have a part in it, a colleague in HR"
                " decides.",
                "%(num)s wishes have no answer yet. Where you have a part in one, a colleague in HR"
                " decides.",
                count,
            )
        )


def stage(
    candidacy: Candidacy,
    values: DecisionValues,
    *,
    seen: int,
    by: Actor,
    now: datetime,
    session: CalibrationSession | None = None,
) -> Decision:
    """Keep what HR says to one wish until everything is published, and return it.

    :raises NotDecidable: the campaign still runs or is decided, or consent was taken back
    :raises DecisionChanged: somebody else decided since `seen`
    :raises WrongDecision: something is missing in it
    :raises Forbidden: they nominated the person, or it is they
    """
    said = {candidacy.id: Said(values, seen)}
    return stage_all(candidacy.nominee, said, by=by, now=now, session=session)[0]


def stage_all(
    nominee: Nominee,
    said: Mapping[int, Said],
    *,
    by: Actor,
    now: datetime,
    session: CalibrationSession | None = None,
) -> list[Decision]:
    """Keep what HR says to several wishes of one person: all of it, or nothing.

    :raises NotDecidable: the campaign still runs or is decided, or consent was taken back
    :raises DecisionChanged: somebody else decided since the page was read
    :raises WrongDecision: something is missing in one of them
    :raises Forbidden: they nominated the person, or it is they
    """
    nominee = _hold(nominee, session, by=by)
    wishes = [_wish(nominee, number) for number in said]
    stored = {wish.id: queries.decision_on(wish.id) for wish in wishes}
    answers = {number: Said(tidied(one.values), one.seen) for number, one in said.items()}
    if any(_is_overtaken(stored[number], one) for number, one in answers.items()):
        raise DecisionChanged(_("Somebody else decided about this meanwhile."))
    for number, one in answers.items():
        _check(one.values, stored[number], nominee, by=by, now=now)
    return [
        _keep(wish, stored[wish.id], answers[wish.id].values, session, by=by, now=now)
        for wish in wishes
    ]


def unstage(
    candidacy: Candidacy,
    *,
    seen: int,
    by: Actor,
    now: datetime,
    session: CalibrationSession | None = None,
) -> None:
    """Take a decision back before it is published: the wish is to be decided again.

    :raises NotDecidable: the campaign still runs or is decided, or consent was taken back
    :raises DecisionChanged: somebody else decided since `seen`
    :raises Forbidden: they nominated the person, or it is they
    """
    wish = _wish(_hold(candidacy.nominee, session, by=by), candidacy.id)
    decision = queries.decision_on(wish.id)
    if decision is None:
        return
    if decision.version != seen:
        raise DecisionChanged(_("Somebody else decided about this meanwhile."))
    details = {"before": decision.outcome.value, "session": session.id if session else None}
    db.session.delete(decision)
    db.session.flush()
    audit.record(UNSTAGED, wish, by=by, now=now, **details)


def _hold(nominee: Nominee, session: CalibrationSession | None, *, by: Actor) -> Nominee:
    """Hold a campaign that is closed, its running session and a nominee in it, in this order."""
    campaign = hold_campaign(nominee.campaign_id)
    if campaign.status is not CampaignStatus.CLOSED:
        raise NotDecidable(_("Decisions are made once a campaign has closed, until it is decided."))
    if session is not None:
        session = queries.hold_session(session.id)
        if session.campaign_id != campaign.id or session.status is not SessionStatus.RUNNING:
            raise NotDecidable(_("This session does not run: begin it first."))
    (held,) = hold_nominees([nominee.id])
    if has_part(by, held):
        raise Forbidden(_("You have a part in this: a colleague in HR decides."))
    return held


def _wish(nominee: Nominee, candidacy_id: int) -> Candidacy:
    for one in nominee.candidacies:
        if one.id == candidacy_id and one.status is CandidacyStatus.UNDER_REVIEW:
            return one
    raise NotDecidable(_("This wish is no longer before you. Nothing was stored."))


def _is_overtaken(stored: Decision | None, said: Said) -> bool:
    if stored is None:
        return said.seen != 0
    return stored.version != said.seen and values_of(stored) != said.values


def _check(
    values: DecisionValues, stored: Decision | None, nominee: Nominee, *, by: Actor, now: datetime
) -> None:
    before = values_of(stored) if stored is not None else None
    errors = errors_in(values, today=now.date()) | choices.not_offered(values, before, nominee, by)
    if errors:
        raise WrongDecision(errors)


def stands(decision: Decision, nominee: Nominee) -> bool:
    """Tell whether an answer counts: it does not once who gave it has a part in the file."""
    return not has_part(Actor(person_id=decision.staged_by_id, roles=frozenset()), nominee)


def _keep(
    wish: Candidacy,
    decision: Decision | None,
    values: DecisionValues,
    session: CalibrationSession | None,
    *,
    by: Actor,
    now: datetime,
) -> Decision:
    """Store an answer that was checked, and say in the trail who changed what."""
    before = values_of(decision) if decision is not None else None
    if decision is not None and before == values and stands(decision, wish.nominee):
        return decision
    if decision is None:
        decision = Decision(candidacy_id=wish.id, version=0)
        db.session.add(decision)
    for name in FIELDS:
        setattr(decision, name, getattr(values, name))
    decision.session_id = session.id if session else None
    decision.staged_by_id, decision.staged_at = by.person_id or 0, now
    decision.version += 1
    db.session.flush()
    audit.record(
        STAGED,
        wish,
        by=by,
        now=now,
        before=before.outcome.value if before else "",
        after=values.outcome.value,
        changed=[n for n in FIELDS if before and getattr(before, n) != getattr(values, n)],
        session=session.id if session else None,
    )
    return decision
