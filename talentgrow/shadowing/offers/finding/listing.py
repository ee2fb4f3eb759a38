"""The list of offers: which fit what was asked for, a page at a time."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from talentgrow.infra.i18n import localized
from talentgrow.infra.paging import paginate
from talentgrow.jobs import queries as jobs
from talentgrow.kernel.access import Actor
from talentgrow.kernel.page import Page
from talentgrow.people import queries as people
from talentgrow.shadowing.offers import wording
from talentgrow.shadowing.offers.finding import cards, filters
from talentgrow.shadowing.offers.finding.cards import Card
from talentgrow.shadowing.offers.finding.filters import Wanted

PAGE_SIZE = 18
# Nobody plans a visit further ahead than this.
MONTHS_AHEAD = 8


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of offers, in the order that was asked for."""

    wanted: Wanted
    page: Page[Card]


@dataclass(frozen=True, slots=True)
class Options:
    """What the list may be narrowed to: pairs of a value and words."""

    families: tuple[tuple[int, str], ...]
    sites: tuple[tuple[int, str], ...]
    months: tuple[tuple[str, str], ...]


def listing(actor: Actor, wanted: Wanted, *, number: int, now: datetime) -> Listing:
    """Return one page of the offers that were asked for."""
    found = filters.found(actor, wanted, today=now.date())
    ordered = found.options(*cards.FOR_CARDS).order_by(
        *filters.in_order(wanted.order, jobs.by_title())
    )
    page = paginate(ordered, number, size=PAGE_SIZE)
    shown = cards.cards(actor, page.items, now=now)
    return Listing(wanted, Page(shown, page.number, page.size, page.total))


def options(*, today: date) -> Options:
    """Return what the list may be narrowed to."""
    return Options(
        families=tuple((one.id, localized(one.name)) for one in jobs.families()),
        sites=tuple((site.id, site.name) for site in people.sites()),
        months=tuple((f"{one:%Y-%m}", wording.month(one, today)) for one in _months(today)),
    )


def _months(today: date) -> list[date]:
    found = [today.replace(day=1)]
    while len(found) < MONTHS_AHEAD:
        found.append((found[-1] + timedelta(days=32)).replace(day=1))
    return found
