"""The list of wishes, with who shows each; and what one may add. Nothing here changes anything."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import joinedload

from talentgrow.claims.queries import peers_found
from talentgrow.infra.db import db
from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.infra.i18n import localized
from talentgrow.jobs import queries as jobs
from talentgrow.kernel.access import Actor
from talentgrow.kernel.text import search_key
from talentgrow.people import queries as people
from talentgrow.people.models import Person, Unit
from talentgrow.shadowing import queries
from talentgrow.shadowing.models import Aim, Offer, VisitWish
from talentgrow.shadowing.states import OfferStatus
from talentgrow.shadowing.wishes.service import MOST_WISHES, Kind, Target, target_of

SHOWN_HOSTS = 3
MOST_FOUND = 6
KINDS: Mapping[Kind, Any] = {
    Kind.JOB: _("a job"),
    Kind.UNIT: _("a unit"),
    Kind.HOST: _("a person"),
}
AIMS: Mapping[Aim, Any] = {
    Aim.DISCOVER: _("To discover"),
    Aim.CONFIRM: _("To confirm a project of mine"),
    Aim.WORK_TOGETHER: _("To work better together"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One wish in words, with who shows it."""

    wish: VisitWish
    name: str
    kind: str
    aim: str
    hosts: Sequence[Offer]
    # How many more show it.
    others: int


@dataclass(frozen=True, slots=True)
class Found:
    """Something one may add: what it is, and whether it is in the list."""

    target: Target
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class WishesPage:
    """All wishes of somebody in their order, and what their words found."""

    rows: Sequence[Row]
    words: str
    found: Sequence[Found]

    @property
    def shown(self) -> int:
        """Return how many of the wishes somebody shows now."""
        return sum(bool(row.hosts) for row in self.rows)

    @property
    def is_full(self) -> bool:
        """Tell whether there is room for no further wish."""
        return len(self.rows) >= MOST_WISHES


def page(actor: Actor, words: str) -> WishesPage:
    """Return the wishes of the actor, and what may be added by some words."""
    wishes = list(db.session.scalars(queries.wishes_of(actor.person_id or 0)))
    shown = _shown(actor, wishes)
    rows = [_row(wish, shown) for wish in wishes]
    held = {target_of(wish) for wish in wishes}
    found = [one for one in _found(actor, words) if one.target not in held] if words else []
    return WishesPage(rows, words, found)


def name_of(wish: VisitWish) -> str:
    """Return what a loaded wish is about."""
    if wish.job is not None:
        return localized(wish.job.title)
    if wish.unit is not None:
        return localized(wish.unit.name)
    return wish.host.name if wish.host else ""


def _row(wish: VisitWish, shown: Sequence[Offer]) -> Row:
    kind = target_of(wish).kind
    units = people.with_units_below([wish.unit_id]) if wish.unit_id else frozenset()
    hosts: dict[int, Offer] = {}
    for offer in shown:
        is_it = (
            (kind is Kind.JOB and offer.job_id == wish.job_id)
            or (kind is Kind.UNIT and offer.unit_id in units)
            or (kind is Kind.HOST and offer.host_id == wish.host_id)
        )
        if is_it:
            hosts.setdefault(offer.host_id, offer)
    return Row(
        wish=wish,
        name=name_of(wish),
        kind=str(KINDS[kind]),
        aim=str(AIMS[wish.aim]),
        hosts=list(hosts.values())[:SHOWN_HOSTS],
        others=max(0, len(hosts) - SHOWN_HOSTS),
    )


def _shown(actor: Actor, wishes: Sequence[VisitWish]) -> Sequence[Offer]:
    """Return the open offers of colleagues that show something of it, by name of their host."""
    if not wishes:
        return ()
    units = people.with_units_below([wish.unit_id for wish in wishes if wish.unit_id])
    return db.session.scalars(
        select(Offer)
        .join(Person, Person.id == Offer.host_id)
        .where(
            Offer.status == OfferStatus.OPEN,
            Offer.host_id != (actor.person_id or 0),
            Person.left_on.is_(None),
            or_(
                Offer.job_id.in_([wish.job_id for wish in wishes if wish.job_id]),
                Offer.unit_id.in_(sorted(units)),
                Offer.host_id.in_([wish.host_id for wish in wishes if wish.host_id]),
            ),
        )
        .options(joinedload(Offer.host), joinedload(Offer.site), joinedload(Offer.job))
        .order_by(Person.search_key, Offer.id)
    ).all()


def _found(actor: Actor, words: str) -> list[Found]:
    """Return jobs, units and colleagues by words, so many of each."""
    wanted = search_key(words).split()
    if not wanted:
        return []
    found_jobs = db.session.scalars(jobs.search(words).limit(MOST_FOUND)).unique()
    found = [
        Found(Target(Kind.JOB, one.id), localized(one.title), _kind(Kind.JOB)) for one in found_jobs
    ]
    found += [
        Found(Target(Kind.UNIT, unit.id), localized(unit.name), _kind(Kind.UNIT))
        for unit in people.units()
        if all(word in _key(unit) for word in wanted)
    ][:MOST_FOUND]
    found += [
        Found(Target(Kind.HOST, one.id), one.name, _kind(Kind.HOST))
        for one in peers_found(actor, words, limit=MOST_FOUND)
    ]
    return found


def _key(unit: Unit) -> str:
    return search_key(f"{unit.name_fr} {unit.name_en}")


def _kind(kind: Kind) -> str:
    return str(KINDS[kind])


@dataclass(frozen=True, slots=True)
class Around:
    """What the page of a job or a colleague says of visits, to whom it may concern."""

    target: Target
    is_wished: bool
    # How many offers show it now, and one of them.
    offers: int
    offer_id: int | None


def around(actor: Actor, kind: Kind, number: int) -> Around:
    """Return whether the actor wishes to see something, and who shows it, in one statement."""
    person_id = actor.person_id or 0
    wish = select(func.count(VisitWish.id)).where(
        VisitWish.person_id == person_id, getattr(VisitWish, f"{kind}_id") == number
    )
    column: Any = getattr(Offer, f"{kind}_id")
    is_it = column.in_(people.units_below(number)) if kind is Kind.UNIT else column == number
    shown = and_(Offer.status == OfferStatus.OPEN, Offer.host_id != person_id, is_it)
    wished, offers, offer_id = db.session.execute(
        select(
            wish.scalar_subquery(),
            select(func.count(Offer.id)).where(shown).scalar_subquery(),
            select(func.min(Offer.id)).where(shown).scalar_subquery(),
        )
    ).one()
    return Around(Target(kind, number), bool(wished), offers or 0, offer_id)
