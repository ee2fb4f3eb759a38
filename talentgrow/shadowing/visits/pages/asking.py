"""Beside the form that asks for a visit: its days, what happens next, and one's weeks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from talentgrow.claims.queries import manager_of
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import localized
from talentgrow.infra.templates import number
from talentgrow.kernel.access import Actor
from talentgrow.kernel.calendar import workday
from talentgrow.missions import days, house
from talentgrow.missions.house import load_limit
from talentgrow.people import load as weeks
from talentgrow.shadowing import deadlines
from talentgrow.shadowing.deadlines import needs_word
from talentgrow.shadowing.models import Offer, Timing
from talentgrow.shadowing.offers import room
from talentgrow.shadowing.offers import wording as offer_wording
from talentgrow.shadowing.offers.room import Day
from talentgrow.shadowing.states import VisitStatus
from talentgrow.shadowing.visits import load, requesting
from talentgrow.shadowing.visits.pages import wording
from talentgrow.shadowing.visits.pages.history import Step

MOST_DAYS = 12


@dataclass(frozen=True, slots=True)
class Choice:
    """A day one may ask for, in words, and what one's week holds already."""

    day: Day
    words: str
    hours: str
    note: str


@dataclass(frozen=True, slots=True)
class AskPage:
    """What stands beside the form: the offer, its days, and who answers when."""

    offer: Offer
    job: str
    length: str
    where: str
    choices: tuple[Choice, ...]
    periods: tuple[str, ...]
    first: date | None
    last: date | None
    alive_id: int | None
    steps: tuple[Step, ...]
    # The Monday of the week of which `load` speaks, in words.
    week: str
    load: str
    is_above: bool


def days_of(offer: Offer, *, today: date) -> tuple[Day, ...]:
    """Return the next days with room."""
    return room.days(offer, room.taken_of([offer.id], today=today), today=today, limit=MOST_DAYS)


def page(
    actor: Actor,
    offer: Offer,
    found: Sequence[Day],
    *,
    slot_id: int | None,
    day: date | None,
    now: datetime,
) -> AskPage:
    """Return what stands beside the form; it speaks of the day on which the reader has an eye."""
    mine, today = actor.person_id or 0, now.date()
    first = _eyed(offer, found, slot_id, day)
    taken = _taken(mine, first, found)
    said, is_above = _load(offer, first, taken)
    return AskPage(
        offer=offer,
        job=localized(offer.job.title) if offer.job is not None else "",
        length=wording.length(offer.half_days),
        where=offer_wording.where(offer),
        choices=_choices(offer, found, taken, today),
        periods=_periods(offer, today),
        first=found[0].starts_on if found else None,
        last=max((one.to_on for one in offer.periods), default=None),
        alive_id=requesting.alive_between(mine, offer.host_id),
        steps=_steps(mine, offer, first, now),
        week=days.in_words(_monday(first), today) if first else "",
        load=said,
        is_above=is_above,
    )


def _eyed(offer: Offer, found: Sequence[Day], slot_id: int | None, day: date | None) -> date | None:
    """Return the day that was chosen if it is one of the host's, else their next."""
    if not found:
        return None
    for one in found:
        if one.slot_id is not None and one.slot_id == slot_id:
            return one.starts_on
    is_theirs = day is not None and day >= found[0].starts_on and room.is_within(offer, day)
    return day if is_theirs else found[0].starts_on


def _taken(mine: int, first: date | None, found: Sequence[Day]) -> Mapping[date, float]:
    """Return the hours that are taken of one's weeks around some days, by their Mondays."""
    seen = [one.starts_on for one in found] + ([first] if first is not None else [])
    if not seen:
        return {}
    start, end = _monday(min(seen)), max(seen) + timedelta(days=6)
    parts = weeks.shares(mine, start, end)
    return {week.monday: week.total for week in weeks.weeks(parts, start, end)}


def _choices(
    offer: Offer, found: Sequence[Day], taken: Mapping[date, float], today: date
) -> tuple[Choice, ...]:
    if offer.timing is not Timing.SLOTS:
        return ()
    return tuple(
        Choice(
            one,
            _day(one, today),
            wording.hours(one.begins_at, one.ends_at),
            _busy(taken.get(_monday(one.starts_on), 0)),
        )
        for one in found
    )


def _day(one: Day, today: date) -> str:
    words = days.in_words(one.starts_on, today)
    if one.starts_on != one.ends_on:
        words = _("%(start)s to %(end)s", start=words, end=days.in_words(one.ends_on, today))
    return words[0].upper() + words[1:]


def _busy(hours: float) -> str:
    if not hours:
        return ""
    return _("%(hours)s h are taken in this week already", hours=number(hours, 1))


def _periods(offer: Offer, today: date) -> tuple[str, ...]:
    if offer.timing is not Timing.PERIODS:
        return ()
    return tuple(
        _(
            "from %(start)s to %(end)s",
            start=days.in_words(max(one.from_on, today + timedelta(days=1)), today),
            end=days.in_words(one.to_on, today),
        )
        for one in offer.periods
        if one.to_on > today
    )


def _load(offer: Offer, first: date | None, taken: Mapping[date, float]) -> tuple[str, bool]:
    """Say what a visit makes of the week in which it begins: a warning, never a bar."""
    if first is None:
        return "", False
    start, _end, half_days = next(iter(load.parts(first, offer.half_days)))
    held = taken.get(_monday(start), 0)
    new, rules = load.hours(half_days), house.rules()
    limit = load_limit(rules)
    if not held:
        return (
            _(
                "It takes %(hours)s h of a week in which you have nothing else beside your job.",
                hours=number(new, 1),
            ),
            False,
        )
    words = _(
        "With what you have agreed to, that week holds %(hours)s h beside your job; "
        "the house finds %(limit)s h wise.",
        hours=number(held + new, 1),
        limit=number(limit, 1),
    )
    return words, held + new > limit


def _steps(mine: int, offer: Offer, first: date | None, now: datetime) -> tuple[Step, ...]:
    """Return who answers and when, if somebody asked now; with real names and dates."""
    today, name = now.date(), offer.host.given_name
    day = first or workday(today + timedelta(days=deadlines.SILENCE_DAYS * 2))
    found = deadlines.of_visit(VisitStatus.REQUESTED, now, starts_on=day, ends_on=day)
    steps = [
        Step(
            _("You ask today"),
            _("Your place is kept. You can take it back at any time."),
            tone="now",
        ),
        Step(
            _("%(name)s, until %(day)s", name=name, day=days.in_words(found.by, today))
            if found
            else name,
            _("Says yes, or no and why; then we propose other hosts."),
            _("Without an answer the request ends, and its place is free again."),
            "",
        ),
        _manager_step(mine, offer),
        Step(
            _("Both of you sign, until %(day)s", day=days.in_words(deadlines.sign_by(day), today)),
            _("Aims, hours, safety and confidentiality stand in the agreement."),
            "",
            "",
        ),
    ]
    return tuple(steps)


def _manager_step(mine: int, offer: Offer) -> Step:
    manager = manager_of(mine)
    name = manager.given_name if manager is not None else _("Somebody in HR")
    if needs_word(offer.half_days):
        return Step(
            _("%(name)s and the manager of %(host)s", name=name, host=offer.host.given_name),
            _("It is longer than a day: both agree, agree from a date, or say no and why."),
            _("Without an answer HR takes over."),
            "",
        )
    if manager is None:
        return Step(_("Nobody else is asked"), _("It is no longer than a day."), "", "")
    return Step(
        _("%(name)s is told", name=name),
        _("Your manager’s word is not needed for a day or less."),
        "",
        "",
    )


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
