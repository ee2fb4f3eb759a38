"""Rounds in sentences: how they stand, for whom they are, and which weeks they have."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import format_date, to_user_timezone
from wtforms import SelectChoice

from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import hour, is_french, lazy_gettext, localized, ngettext, with_ordinal
from talentgrow.infra.templates import number
from talentgrow.missions import days
from talentgrow.shadowing.exchanges.models import Missing, Round
from talentgrow.shadowing.states import RoundStatus

R = RoundStatus
NOON = 12


@dataclass(frozen=True, slots=True)
class Look:
    """How it looks that a round stands where it does: the words stand beside."""

    icon: str
    tone: str = ""


LOOKS = {
    R.DRAFT: Look(icon="pencil"),
    R.OPEN: Look(icon="clock", tone="warn"),
    R.CLOSED: Look(icon="hourglass", tone="info"),
    R.PUBLISHED: Look(icon="circle-check", tone="grow"),
    R.FINISHED: Look(icon="archive"),
    R.CANCELLED: Look(icon="ban"),
}


def standing(one: Round, today: date) -> str:
    """Say how a round stands."""
    if one.status is R.DRAFT:
        return _("Nobody sees it before HR opens it.")
    if one.status is R.OPEN:
        return _("People join until %(day)s.", day=days.near(one.join_by, today))
    if one.status is R.CLOSED:
        return _("HR sends the rings before %(day)s.", day=days.near(one.visits_from, today))
    day = days.in_words(one.since.date(), today)
    if one.status is R.PUBLISHED:
        return _("HR sent the rings on %(day)s.", day=day)
    if one.status is R.CANCELLED:
        return _("HR called it off on %(day)s.", day=day)
    return _("Its visits are over since %(day)s.", day=day)


def for_whom(one: Round) -> str:
    """Return for which part of the house a round with its place is held."""
    if one.unit is not None:
        return localized(one.unit.name)
    return one.site.name if one.site is not None else _("The whole house")


def length(half_days: int) -> str:
    """Say how long a visit takes."""
    if half_days == 1:
        return _("Half a day")
    whole, half = divmod(half_days, 2)
    if half:
        return ngettext("One day and a half", "%(num)s and a half days", whole)
    return ngettext("One day", "%(num)s days", whole)


def span(first: date, last: date, today: date) -> str:
    """Say from which day to which, such as "from 9 to 27 November"."""
    begin, end = _both(first, last, "" if last.year == today.year else " y")
    return _("from %(first)s to %(last)s", first=begin, last=end)


def on_days(days: Collection[date]) -> str:
    """Return one day or two, such as "12 and 13 November"."""
    first, last = min(days), max(days)
    begin, end = _both(first, last)
    return end if first == last else _("%(first)s and %(last)s", first=begin, last=end)


def _both(first: date, last: date, year: str = "") -> tuple[str, str]:
    """Return two days, the first without the month that both share."""
    end = _written(last, f"d\u00a0MMMM{year}")
    if (first.year, first.month) == (last.year, last.month):
        return "1er" if is_french() and first.day == 1 else str(first.day), end
    return _written(first, "d\u00a0MMMM" + ("" if first.year == last.year else " y")), end


def week(monday: date) -> str:
    """Return what a week is called, by its Monday."""
    return _("Week of %(day)s", day=_written(monday, "d\u00a0MMMM"))


def weeks(mondays: Sequence[date]) -> str:
    """Return what one or several weeks are called."""
    found = sorted(set(mondays))
    if len(found) == 1:
        return week(found[0])
    *others, last = (_written(monday, "d\u00a0MMMM") for monday in found)
    return _("Weeks of %(days)s and %(last)s", days=", ".join(others), last=last)


def _written(day: date, pattern: str) -> str:
    return with_ordinal(str(format_date(day, pattern)))


def ways() -> list[SelectChoice]:
    """Return how somebody may take part, as a form offers it."""
    return [
        SelectChoice("both", _("I visit somebody, and somebody visits me")),
        SelectChoice("visit", _("I only visit: no ring can hold me, a host may still have room")),
        SelectChoice("host", _("I only host: whoever is left over may come to me")),
    ]


_FOR_ME: Mapping[Missing, Any] = {
    Missing.NO_WISH: lazy_gettext("You had no wish, so there was nobody to send you to."),
    Missing.NO_HOST: lazy_gettext("Nobody in this round shows what you would like to see."),
    Missing.DATES: lazy_gettext("You and those who show what you wish had no week in common."),
    Missing.SITES: lazy_gettext("Those who show what you wish work at another site."),
    Missing.HOSTS_NOBODY: lazy_gettext(
        "You took no visitor, so no ring could hold you, and other hosts had no room left."
    ),
    Missing.NO_WAY_BACK: lazy_gettext(
        "Nobody wished to see what you do this time, so no ring came back to you."
    ),
    Missing.LONGER_RING: lazy_gettext("Only a longer ring would have held you."),
    Missing.TAKEN: lazy_gettext("Others wished for the same, and places were few."),
}


def missing_for_me(missing: Missing) -> str:
    """Say to somebody what was missing for them."""
    return str(_FOR_ME[missing])


_NUMBERS: tuple[Any, ...] = (
    lazy_gettext("two"),
    lazy_gettext("three"),
    lazy_gettext("four"),
    lazy_gettext("five"),
    lazy_gettext("six"),
    lazy_gettext("seven"),
    lazy_gettext("eight"),
    lazy_gettext("nine"),
    lazy_gettext("ten"),
)
_FIRST_IN_LETTERS = 2


def in_letters(count: int) -> str:
    """Return a number from two to ten as a word, others in digits."""
    place = count - _FIRST_IN_LETTERS
    return str(_NUMBERS[place]) if 0 <= place < len(_NUMBERS) else number(count)


def starting(words: str) -> str:
    """Return words with a capital at the beginning."""
    return words[:1].upper() + words[1:]


def granted(ranks: Sequence[int]) -> str:
    """Say which wishes a ring grants, such as "Three first wishes, one second"."""
    if set(ranks) == {1}:
        return _("First wishes only")
    counted = [sum(rank == one for rank in ranks) for one in (1, 2, 3)]
    later = len(ranks) - sum(counted)
    parts = [
        _first(counted[0]),
        _second(counted[1], after_first=bool(counted[0])),
        ngettext("one third", "%(count)s third", counted[2], count=in_letters(counted[2])),
        ngettext("one later", "%(count)s later", later, count=in_letters(later)),
    ]
    found = [part for part, count in zip(parts, (*counted, later), strict=True) if count]
    return starting(", ".join(found))


def _first(count: int) -> str:
    return ngettext("one first wish", "%(count)s first wishes", count, count=in_letters(count))


def _second(count: int, *, after_first: bool) -> str:
    if after_first:
        return ngettext("one second", "%(count)s second", count, count=in_letters(count))
    return ngettext("one second wish", "%(count)s second wishes", count, count=in_letters(count))


def at(moment: datetime, now: datetime) -> str:
    """Say when something was computed, such as "today at 6:12"."""
    here, today = to_user_timezone(moment), to_user_timezone(now).date()
    time = hour(here.time())
    if here.date() == today and here.hour < NOON:
        return _("this morning at %(hour)s", hour=time)
    if here.date() == today:
        return _("today at %(hour)s", hour=time)
    return _("on %(day)s at %(hour)s", day=days.in_words(here.date(), today), hour=time)
