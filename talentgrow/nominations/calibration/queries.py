"""Questions about sessions, those who stand in them, and what was decided; nothing changes here."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor, Scope
from talentgrow.kernel.errors import NotFound
from talentgrow.nominations import queries
from talentgrow.nominations.calibration.models import (
    CalibrationSession,
    Decision,
    Placement,
    SessionNote,
)
from talentgrow.nominations.models import Campaign, Candidacy, Nomination, Nominee
from talentgrow.nominations.states import (
    CONSENTED,
    CandidacyStatus,
    SessionStatus,
)
from talentgrow.people import queries as people
from talentgrow.people.models import Person

SESSION = (
    joinedload(CalibrationSession.campaign).joinedload(Campaign.intents),
    joinedload(CalibrationSession.unit),
    joinedload(CalibrationSession.site),
    joinedload(CalibrationSession.author),
)
DECISION = (
    joinedload(Decision.pool),
    joinedload(Decision.action_owner),
    joinedload(Decision.talk_with),
    joinedload(Decision.staged_by),
)
_SEEN = (
    joinedload(Nominee.person),
    selectinload(Nominee.candidacies).joinedload(Candidacy.target),
    selectinload(Nominee.nominations),
)


# The same as `queries.NOMINEE` in fewer statements: a nominee has at most three wishes.
_FULL = (
    joinedload(Nominee.person),
    joinedload(Nominee.campaign).joinedload(Campaign.intents),
    joinedload(Nominee.candidacies).joinedload(Candidacy.target),
    selectinload(Nominee.nominations).options(
        joinedload(Nomination.nominator),
        joinedload(Nomination.submitter),
        joinedload(Nomination.reference),
        joinedload(Nomination.intents),
        selectinload(Nomination.evidence).options(*queries.EVIDENCE),
    ),
    selectinload(Nominee.evidence).options(*queries.EVIDENCE),
)


def sessions_visible_to(actor: Actor) -> Select[CalibrationSession]:
    """Select the sessions which the actor may read: HR those about their own part."""
    found = select(CalibrationSession)
    if actor.is_hr_for_all:
        return found
    scope = actor.scope if actor.is_hr and actor.scope is not None else Scope()
    return found.where(
        or_(
            CalibrationSession.unit_id.in_(sorted(scope.unit_ids)),
            CalibrationSession.site_id.in_(sorted(scope.site_ids)),
        )
    )


def sessions_of(campaign: Campaign, actor: Actor) -> list[CalibrationSession]:
    """Return the sessions of a campaign which the actor may read, by day."""
    found = sessions_visible_to(actor).where(CalibrationSession.campaign_id == campaign.id)
    order = (CalibrationSession.held_on, CalibrationSession.id)
    places = (joinedload(CalibrationSession.unit), joinedload(CalibrationSession.site))
    return list(db.session.scalars(found.order_by(*order).options(*places)))


def get_session(actor: Actor, session_id: int) -> CalibrationSession:
    """Return one session with its campaign and place.

    :raises NotFound: no such session, or not one which the actor may read
    """
    found = sessions_visible_to(actor).where(CalibrationSession.id == session_id)
    session = db.session.scalars(found.options(*SESSION)).unique().one_or_none()
    if session is None:
        raise NotFound(_("This session does not exist."))
    return session


def hold_session(session_id: int) -> CalibrationSession:
    """Return a session that is known to exist, which nobody else changes until we are done.

    Its campaign is held before.
    """
    found = (
        select(CalibrationSession)
        .where(CalibrationSession.id == session_id)
        .options(*SESSION)
        .with_for_update(key_share=True, of=CalibrationSession)
        .execution_options(populate_existing=True)
    )
    return db.session.scalars(found).unique().one()


def running_sessions(campaign_id: int) -> list[CalibrationSession]:
    """Return the sessions of a campaign that have begun and are not closed."""
    found = select(CalibrationSession).where(
        CalibrationSession.campaign_id == campaign_id,
        CalibrationSession.status == SessionStatus.RUNNING,
    )
    campaign = joinedload(CalibrationSession.campaign)
    return list(db.session.scalars(found.order_by(CalibrationSession.id).options(campaign)))


def nominees_in(session: CalibrationSession) -> Select[Nominee]:
    """Select everybody who stands in a session: nominated in its part, and behind it themselves.

    Who takes their consent back is not among them from that moment on.
    """
    stands = exists().where(Candidacy.nominee_id == Nominee.id, Candidacy.status.in_(CONSENTED))
    found = select(Nominee).where(Nominee.campaign_id == session.campaign_id, stands)
    part = part_of(session)
    if part is None:
        return found
    return found.where(Nominee.person_id.in_(select(Person.id).where(people.is_within(part))))


def has_anybody(session: CalibrationSession) -> bool:
    """Tell whether somebody stands in a session."""
    inside = nominees_in(session).with_only_columns(Nominee.id).limit(1)
    return db.session.scalar(inside) is not None


def part_of(session: CalibrationSession) -> Scope | None:
    """Return the part of the house that a session is about, None for all of its campaign.

    Whoever moved elsewhere since they were nominated is weighed with the others: nobody is left.
    """
    campaign = session.campaign
    if (session.unit_id, session.site_id) in {
        (None, None),
        (campaign.unit_id, campaign.site_id),
    }:
        return None
    units = people.with_units_below([session.unit_id]) if session.unit_id else frozenset()
    sites = frozenset({session.site_id}) if session.site_id else frozenset()
    return Scope(unit_ids=units, site_ids=sites)


def has_part(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that the actor has a part in a nominee: `policy.has_part` for many."""
    mine = actor.person_id or 0
    wrote = exists().where(
        Nomination.nominee_id == Nominee.id,
        or_(Nomination.nominator_id == mine, Nomination.submitter_id == mine),
    )
    return or_(Nominee.person_id == mine, wrote)


def _before(actor: Actor, session: CalibrationSession) -> ColumnElement[bool]:
    """Return the condition that the actor weighs a nominee of a session.

    Whom they nominated or wrote about, and they themselves, are for a colleague in HR.
    """
    inside = nominees_in(session).with_only_columns(Nominee.id)
    ways = [Nominee.id.in_(inside), ~has_part(actor)]
    if actor.scope is not None:
        reached = select(Person.id).where(people.is_within(actor.scope))
        ways.append(Nominee.person_id.in_(reached))
    return and_(*ways)


def nominees_of(session: CalibrationSession, actor: Actor) -> list[Nominee]:
    """Return whom the actor weighs in a session, by name, with wishes and nominations."""
    found = select(Nominee).where(_before(actor, session)).join(Nominee.person)
    rows = db.session.scalars(found.order_by(Person.search_key, Person.id).options(*_SEEN))
    return list(rows)


class Weighed(NamedTuple):
    """A wish of somebody who stands in a session, with what was decided and their place."""

    wish: Candidacy
    decision: Decision | None
    placement: Placement | None


def wishes_in(session: CalibrationSession, actor: Actor) -> list[Weighed]:
    """Return the wishes which the actor weighs in a session, by name; nobody is ranked."""
    placed = and_(Placement.nominee_id == Nominee.id, Placement.session_id == session.id)
    found = (
        select(Candidacy, Decision, Placement)
        .join(Candidacy.nominee)
        .join(Nominee.person)
        .outerjoin(Decision, Decision.candidacy_id == Candidacy.id)
        .outerjoin(Placement, placed)
        .where(Candidacy.status.in_(CONSENTED), _before(actor, session))
        .order_by(Person.search_key, Person.id, Candidacy.id)
        .options(
            contains_eager(Candidacy.nominee).contains_eager(Nominee.person),
            joinedload(Candidacy.target),
            *DECISION,
        )
    )
    return [Weighed(*row) for row in db.session.execute(found)]


def get_nominee(session: CalibrationSession, actor: Actor, nominee_id: int) -> Nominee:
    """Return one of those whom the actor weighs in a session, in full.

    :raises NotFound: nobody of that number stands in it, or not before this actor
    """
    found = select(Nominee).where(Nominee.id == nominee_id, _before(actor, session))
    # Whoever was held is loaded with less.
    found = found.options(*_FULL).execution_options(populate_existing=True)
    nominee = db.session.scalars(found).unique().one_or_none()
    if nominee is None:
        raise NotFound(_("This person does not stand in this session, or does no longer."))
    return nominee


def decision_on(candidacy_id: int) -> Decision | None:
    """Return the decision about one wish as it is stored now, if there is one."""
    found = select(Decision).where(Decision.candidacy_id == candidacy_id).options(*DECISION)
    return db.session.scalar(found.execution_options(populate_existing=True))


def decisions(candidacy_ids: Collection[int]) -> dict[int, Decision]:
    """Return the decisions about wishes, staged or published, by wish."""
    if not candidacy_ids:
        return {}
    found = select(Decision).where(Decision.candidacy_id.in_(candidacy_ids)).options(*DECISION)
    return {one.candidacy_id: one for one in db.session.scalars(found)}


def undecided_in(campaign_id: int) -> Select[Candidacy]:
    """Select the wishes of a campaign that HR weighs and about which nothing is staged yet."""
    return (
        select(Candidacy)
        .join(Nominee, Nominee.id == Candidacy.nominee_id)
        .where(
            Nominee.campaign_id == campaign_id,
            Candidacy.status == CandidacyStatus.UNDER_REVIEW,
            ~exists().where(Decision.candidacy_id == Candidacy.id),
        )
        .order_by(Candidacy.id)
    )


def notes(session_id: int, nominee_ids: Sequence[int]) -> list[SessionNote]:
    """Return what was said in a session about some nominees and about all, the oldest first."""
    about = or_(SessionNote.nominee_id.is_(None), SessionNote.nominee_id.in_(nominee_ids))
    found = select(SessionNote).where(SessionNote.session_id == session_id, about)
    rows = found.options(joinedload(SessionNote.author)).order_by(SessionNote.at, SessionNote.id)
    return list(db.session.scalars(rows))
