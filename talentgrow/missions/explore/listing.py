"""The list of missions: which fit what was asked for, in which order, a page at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, literal, select, true
from sqlalchemy.orm.interfaces import ORMOption

from talentgrow.infra.db import db
from talentgrow.infra.i18n import localized
from talentgrow.infra.paging import paginate
from talentgrow.kernel.access import Actor
from talentgrow.kernel.page import Page
from talentgrow.missions import house
from talentgrow.missions.explore import cards, filters, keeping, narrowing
from talentgrow.missions.explore.cards import Card
from talentgrow.missions.explore.filters import Order, Shown, Wanted
from talentgrow.missions.explore.narrowing import Choices
from talentgrow.missions.models import HouseRules, Mission, Theme
from talentgrow.missions.recommend.ranking import ranked
from talentgrow.missions.recommend.seekers import Asker, asker

PAGE_SIZE = 20
BY_DATE: Mapping[Order, tuple[ColumnElement[Any], ...]] = {
    Order.NEWEST: (Mission.published_at.desc(), Mission.id.desc()),
    Order.DEADLINE: (Mission.apply_by.asc(), Mission.id.asc()),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One page of missions, in the order that was taken, for a reader with their choices."""

    wanted: Wanted
    order: Order
    reader: Asker
    page: Page[Card]
    themes: Choices


@dataclass(frozen=True, slots=True)
class Chosen:
    """One page of missions as they are stored, in the order that was taken."""

    order: Order
    reader: Asker
    page: Page[Mission]
    themes: Sequence[Theme]


def listing(actor: Actor, wanted: Wanted, *, number: int, now: datetime) -> Listing:
    """Return one page of the missions that were asked for."""
    found = chosen(actor, wanted, number=number, now=now)
    return Listing(
        wanted=wanted,
        order=found.order,
        reader=found.reader,
        page=_with_cards(actor, found.page, now, found.reader),
        themes=narrowing.in_order((one.id, localized(one.name)) for one in found.themes),
    )


def chosen(
    actor: Actor,
    wanted: Wanted,
    *,
    number: int,
    now: datetime,
    load: Sequence[ORMOption] = cards.FOR_CARDS,
) -> Chosen:
    """Return one page of the missions that were asked for, loaded with what `load` says."""
    reader = asker(actor.person_id or 0)
    themes = _themes_and_rules()
    order = _order(wanted, reader)
    found = filters.found(wanted, themes, today=now.date())
    if order is Order.STRETCH:
        page = _by_stretch(actor, reader, found, number, load)
    else:
        ids = paginate(
            found.with_only_columns(Mission.id).order_by(*BY_DATE[order]), number, size=PAGE_SIZE
        )
        page = Page(_loaded(ids.items, load), ids.number, ids.size, ids.total)
    return Chosen(order, reader, page, themes)


def _themes_and_rules() -> Sequence[Theme]:
    """Return all themes; the rules of the house, which zones need, come in the same statement."""
    once = select(literal(1).label("one")).subquery()
    rows = db.session.execute(
        select(Theme, HouseRules)
        .select_from(once)
        .outerjoin(Theme, true())
        .outerjoin(HouseRules, HouseRules.id == once.c.one)
        .order_by(Theme.id)
    ).all()
    house.remember(rows[0][1])
    return [theme for theme, _rules in rows if theme is not None]


def kept(actor: Actor, *, number: int, now: datetime) -> Page[Card]:
    """Return one page of the missions which the actor keeps, the newest first."""
    found = keeping.kept_by(actor).options(*cards.FOR_CARDS)
    return _with_cards(actor, paginate(found, number, size=PAGE_SIZE), now)


def _order(wanted: Wanted, reader: Asker) -> Order:
    """Return the order to take: by stretch unless asked otherwise, and where it means something."""
    if wanted.order is not None and wanted.order is not Order.STRETCH:
        return wanted.order
    is_suggested = wanted.shown is Shown.OPEN and not reader.opted_out
    return Order.STRETCH if is_suggested else Order.NEWEST


def _by_stretch(
    actor: Actor, reader: Asker, found: Select[Mission], number: int, load: Sequence[ORMOption]
) -> Page[Mission]:
    """Return one page by useful stretch: the ids of all, the missions of the page only."""
    newest_first = found.with_only_columns(Mission.id).order_by(*BY_DATE[Order.NEWEST])
    order = _ranked(actor.person_id or 0, reader, list(db.session.scalars(newest_first)))
    number = min(number, max(1, -(-len(order) // PAGE_SIZE)))
    shown = order[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    return Page(_loaded(shown, load), number, PAGE_SIZE, len(order))


def _ranked(person_id: int, reader: Asker, ids: Sequence[int]) -> list[int]:
    """Return ids as they are ranked; what the ranking does not know yet comes last."""
    among = set(ids)
    order = [one for one in ranked(person_id, among=among, known=reader.seeker) if one in among]
    placed = set(order)
    return order + [one for one in ids if one not in placed]


def _loaded(ids: Sequence[int], load: Sequence[ORMOption]) -> list[Mission]:
    rows = db.session.scalars(select(Mission).where(Mission.id.in_(ids)).options(*load))
    by_id = {mission.id: mission for mission in rows.unique()}
    return [by_id[one] for one in ids if one in by_id]


def _with_cards(
    actor: Actor, page: Page[Mission], now: datetime, reader: Asker | None = None
) -> Page[Card]:
    shown = cards.cards(actor, page.items, now=now, reader=reader)
    return Page(shown, page.number, page.size, page.total)
