"""Rounds as everybody reads them: what they are, how one takes part, what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import current_app
from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import localized
from talentgrow.kernel.access import Actor
from talentgrow.missions import days
from talentgrow.shadowing import queries
from talentgrow.shadowing.exchanges.models import LeftOver, Round, RoundMember, RoundRun
from talentgrow.shadowing.models import VisitWish
from talentgrow.shadowing.rounds import joining, members, wording
from talentgrow.shadowing.rounds.weeks import weeks_of
from talentgrow.shadowing.states import FELL_THROUGH, ROUNDS_SHOWN, RoundStatus, VisitStatus
from talentgrow.shadowing.visits.models import Visit

MOST_LISTED = 30
R = RoundStatus


@dataclass(frozen=True, slots=True)
class Card:
    """One round, and whether the reader takes part."""

    round: Round
    standing: str
    for_whom: str
    span: str
    length: str
    part: RoundMember | None

    @property
    def look(self) -> wording.Look:
        """Return how it looks that the round stands where it does."""
        return wording.LOOKS[self.round.status]


@dataclass(frozen=True, slots=True)
class Index:
    """All rounds that a reader may read."""

    open: Sequence[Card]
    mine: Sequence[Card]
    others: Sequence[Card]


@dataclass(frozen=True, slots=True)
class Step:
    """One moment in a round, as the timeline shows it."""

    title: str
    text: str
    then: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Leg:
    """A visit which a round made, as one of its two sides reads it."""

    visit: Visit
    title: str
    text: str
    exchange_id: int | None


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything on the page of one round."""

    card: Card
    title: str
    lead: str
    steps: Sequence[Step]
    wishes: Sequence[str]
    is_for_me: bool
    may_join: bool
    may_change: bool
    weeks: Sequence[tuple[str, str]]
    legs: Sequence[Leg]
    # What was missing, where a round that was published found nothing for the reader.
    missing: str
    # How many take part, where there are enough of them to be counted.
    taking_part: int | None


def index(actor: Actor, *, now: datetime) -> Index:
    """Return the rounds which the reader may read, those that end joining first before others."""
    shown = queries.rounds_visible_to(actor).where(Round.status.in_(ROUNDS_SHOWN))
    found = list(
        db.session.scalars(
            shown.options(*queries.ROUND)
            .order_by(Round.join_by.desc(), Round.id.desc())
            .limit(MOST_LISTED)
        )
    )
    cards = _cards(actor, found, now.date())
    is_open = [one for one in reversed(cards) if one.round.status is R.OPEN]
    rest = [one for one in cards if one.round.status is not R.OPEN]
    return Index(
        open=is_open,
        mine=[one for one in rest if one.part],
        others=[one for one in rest if not one.part],
    )


def _cards(actor: Actor, found: Sequence[Round], today: date) -> list[Card]:
    parts = joining.parts_of(actor.person_id or 0, [one.id for one in found])
    return [
        Card(
            round=one,
            standing=wording.standing(one, today),
            for_whom=wording.for_whom(one),
            span=wording.span(one.visits_from, one.visits_to, today),
            length=wording.length(one.half_days),
            part=parts.get(one.id),
        )
        for one in found
    ]


def shown(actor: Actor, one: Round, *, now: datetime) -> Shown:
    """Return one round, loaded with its place, for its reader."""
    me, today = actor.person_id or 0, now.date()
    (card,) = _cards(actor, [one], today)
    is_for_me = card.part is not None or joining.is_for(one, me)
    is_open = one.status is R.OPEN and today <= one.join_by
    is_over = one.status in {R.PUBLISHED, R.FINISHED}
    legs = _legs(one, me, today) if is_over else ()
    missing = _missing(one, me) if is_over and card.part else ""
    title, lead = _news(card, legs, is_open=is_open, is_for_me=is_for_me, today=today)
    return Shown(
        card=card,
        title=title,
        lead=lead,
        steps=_timeline(one, today),
        wishes=_wishes(me),
        is_for_me=is_for_me,
        may_join=is_open and is_for_me and card.part is None,
        may_change=card.part is not None and one.status in joining.CHANGEABLE,
        weeks=[(monday.isoformat(), wording.week(monday)) for monday in weeks_of(one)],
        legs=legs,
        missing=missing,
        taking_part=_enough(members.counts([one.id]).get(one.id, 0)),
    )


def _enough(count: int) -> int | None:
    return count if count >= int(current_app.config["SMALLEST_GROUP"]) else None


def _news(
    card: Card, legs: Sequence[Leg], *, is_open: bool, is_for_me: bool, today: date
) -> tuple[str, str]:
    """Return the title and the sentence below it: what a round means for its reader today."""
    one, takes_part = card.round, card.part is not None
    until = days.near(one.join_by, today)
    if is_open and not is_for_me:
        return localized(one.name), _(
            "It is held for another part of the house: %(part)s.", part=card.for_whom
        )
    if is_open and not takes_part:
        return (
            _("See a colleague’s job, while yours is seen"),
            _(
                "Join until %(day)s. HR then draws rings: each visits somebody, and is visited.",
                day=until,
            ),
        )
    if one.status in {R.OPEN, R.CLOSED} and takes_part:
        return (
            _("You take part. HR draws the rings after %(day)s", day=until),
            _(
                "You hear whom you would visit, and who would visit you, before %(day)s.",
                day=days.in_words(one.visits_from, today),
            ),
        )
    if takes_part and any(leg.visit.visitor_id == card.part.person_id for leg in legs if card.part):
        return _("This round found somebody for you"), (
            card.standing
            if one.status is R.FINISHED
            else _("Answer for each visit; each has its page.")
        )
    if takes_part and card.part is not None and card.part.is_served is not None:
        return (
            _("This round found nobody for you"),
            _("You come first among equals in the next one. Your wishes stay as they are."),
        )
    return localized(one.name), card.standing


def _timeline(one: Round, today: date) -> list[Step]:
    """Return who acts by when, from joining to the last visit."""
    order = [R.OPEN, R.CLOSED, R.PUBLISHED, R.FINISHED]
    reached = order.index(one.status) if one.status in order else 0

    def tone(place: int) -> str:
        return "now" if reached == place else "done" if reached > place else ""

    return [
        Step(
            _("You, until %(day)s", day=days.near(one.join_by, today)),
            _("You say in which weeks you can. Your wishes say whom you would like to see."),
            tone=tone(0),
        ),
        Step(
            _("HR, before %(day)s", day=days.near(one.visits_from, today)),
            _(
                "Rings are computed so that as many people as possible visit somebody. "
                "HR reads them and sends them."
            ),
            tone=tone(1),
        ),
        Step(
            _("You, within ten days"),
            _(
                "You say yes or no to the visit you make and to the one you receive. "
                "You may say no to one of them."
            ),
            tone=tone(2) if today < one.visits_from else "done" if reached >= 2 else "",
        ),
        Step(
            _("The visits, %(span)s", span=wording.span(one.visits_from, one.visits_to, today)),
            _("Both sides may move the day. An agreement is signed in the app before it."),
            tone="done"
            if reached == 3
            else "now"
            if reached == 2 and today >= one.visits_from
            else "",
        ),
    ]


def _wishes(person_id: int) -> list[str]:
    """Return what somebody would like to see, what they want most first."""
    rows = db.session.scalars(queries.wishes_of(person_id)).all()
    return [_name_of(wish) for wish in rows]


def _name_of(wish: VisitWish) -> str:
    if wish.job is not None:
        return localized(wish.job.title)
    return (
        localized(wish.unit.name) if wish.unit is not None else wish.host.name if wish.host else ""
    )


def _legs(one: Round, person_id: int, today: date) -> list[Leg]:
    """Return the visits which a round made for somebody, those they make first."""
    rows = db.session.scalars(
        select(Visit)
        .where(
            Visit.round_id == one.id,
            or_(Visit.visitor_id == person_id, Visit.host_id == person_id),
        )
        .options(joinedload(Visit.visitor), joinedload(Visit.host))
        .order_by(Visit.starts_on, Visit.id)
    ).all()
    legs = [_leg(visit, person_id, today) for visit in rows]
    return sorted(legs, key=lambda leg: leg.visit.host_id == person_id)


def _leg(visit: Visit, person_id: int, today: date) -> Leg:
    if visit.visitor_id == person_id:
        title = _("You visit %(name)s", name=visit.host.name)
    else:
        title = _("%(name)s visits you", name=visit.visitor.name)
    is_asked = visit.status in {VisitStatus.PROPOSED, VisitStatus.ONE_WAY_ASKED}
    day = days.in_words(visit.starts_on, today)
    if visit.status in FELL_THROUGH:
        text = _("Planned for %(day)s. It does not take place.", day=day)
    elif is_asked:
        text = _("Proposed for %(day)s. You may move the day together.", day=day)
    else:
        text = _("On %(day)s.", day=day)
    return Leg(visit, title, text, visit.exchange_id if is_asked else None)


def _missing(one: Round, person_id: int) -> str:
    """Say what was missing for somebody, by the proposal that was published."""
    found = db.session.scalar(
        select(LeftOver.missing)
        .join(RoundRun, RoundRun.id == LeftOver.run_id)
        .where(RoundRun.round_id == one.id, LeftOver.person_id == person_id)
        .where(RoundRun.computed_at.is_not(None))
        .order_by(RoundRun.id.desc())
        .limit(1)
    )
    return wording.missing_for_me(found) if found else ""
