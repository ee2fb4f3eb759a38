"""Whether somebody may apply to a mission: conditions in words, shown before the form."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import localized, ngettext
from talentgrow.kernel.errors import DomainError
from talentgrow.missions import days
from talentgrow.missions.models import Audience, Mission
from talentgrow.missions.states import MissionStatus
from talentgrow.people import queries as people
from talentgrow.people.models import Assignment, Person

MONTHS_A_YEAR = 12


class NotEligible(DomainError):
    """A condition of the mission is not met."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition, whether it is met, and how it reads; a warning stops nobody."""

    is_met: bool
    words: str
    is_warning: bool = False

    @property
    def stops(self) -> bool:
        """Tell whether nobody may apply who does not meet it."""
        return not self.is_met and not self.is_warning


def conditions(
    person_id: int,
    mission: Mission,
    *,
    now: datetime,
    career: Sequence[Assignment] | None = None,
) -> tuple[Condition, ...]:
    """Return what must hold so that somebody may apply to a mission with its unit and site.

    Who asks about several missions reads the `career` once.
    """
    today = now.date()
    career = people.career(person_id) if career is None else career
    post = _post(career, today)
    found = [_is_open(mission, today), _is_for(mission, post)]
    if mission.months_in_post:
        found.append(_is_long_enough(mission, _began(career, post), today))
    return tuple(found)


def manager_in(career: Sequence[Assignment], today: date) -> Person | None:
    """Return who leads somebody today, while working here, from a career that was read."""
    post = _post(career, today)
    manager = post.manager if post else None
    return manager if manager is not None and manager.left_on is None else None


def check(person_id: int, mission: Mission, *, now: datetime) -> None:
    """Refuse somebody who does not meet a condition, with all the words about it.

    :raises NotEligible: at least one is not met
    """
    failed = [one.words for one in conditions(person_id, mission, now=now) if one.stops]
    if failed:
        raise NotEligible(" ".join(failed))


def is_open(mission: Mission, today: date) -> bool:
    """Tell whether people may apply to a mission today."""
    return _is_open(mission, today).is_met


def months_between(start: date, end: date) -> int:
    """Return how many whole months lie between two days.

    >>> months_between(date(2026, 1, 31), date(2026, 2, 28)), months_between(date(2025, 10, 8),
    ...     date(2026, 10, 8))
    (0, 12)
    """
    months = (end.year - start.year) * MONTHS_A_YEAR + end.month - start.month
    return max(0, months - (end.day < start.day))


def _is_open(mission: Mission, today: date) -> Condition:
    last = days.in_words(mission.apply_by, today)
    if mission.status is MissionStatus.PAUSED:
        return Condition(False, _("The mission is paused: nobody can apply for the moment."))
    if mission.status is MissionStatus.STAFFED and not mission.keeps_accepting:
        return Condition(False, _("All seats are taken, and no waiting list is kept."))
    if mission.status not in {MissionStatus.PUBLISHED, MissionStatus.STAFFED}:
        return Condition(False, _("Nobody can apply to this mission any more, or not yet."))
    if today > mission.apply_by:
        return Condition(False, _("The last day to apply was %(day)s.", day=last))
    if mission.seats_left <= 0 and not mission.keeps_accepting:
        return Condition(False, _("All seats are taken, and no waiting list is kept."))
    if mission.seats_left <= 0:
        return Condition(
            True,
            _(
                "All seats are taken: you can still apply for the waiting list, until %(day)s.",
                day=last,
            ),
        )
    return Condition(True, _("You can apply until %(day)s.", day=last))


def _is_for(mission: Mission, post: Assignment | None) -> Condition:
    if mission.audience is Audience.UNIT and mission.unit is not None:
        units = people.with_units_below([mission.unit.id])
        met = post is not None and post.unit_id in units
        name = localized(mission.unit.name)
        yes, no = (
            _("It is for people of %(place)s, and you are one.", place=name),
            _("It is for people of %(place)s only.", place=name),
        )
        return Condition(met, yes if met else no)
    if mission.audience is Audience.SITE and mission.site is not None:
        met = post is not None and post.site_id == mission.site.id
        name = mission.site.name
        yes, no = (
            _("It is for people who work at %(place)s, and you do.", place=name),
            _("It is for people who work at %(place)s only.", place=name),
        )
        return Condition(met, yes if met else no)
    return Condition(True, _("It is open to all sites and units."))


def _is_long_enough(mission: Mission, began: date | None, today: date) -> Condition:
    wanted = mission.months_in_post
    held = months_between(began, today) if began else 0
    asked = ngettext(
        "It asks for one month in your post", "It asks for %(num)s months in your post", wanted
    )
    if held >= wanted:
        return Condition(
            True,
            ngettext(
                "%(asked)s: you have been there for one month.",
                "%(asked)s: you have been there for %(num)s months.",
                held,
                asked=asked,
            ),
        )
    if began is None:
        return Condition(False, _("%(asked)s, and we know of none.", asked=asked))
    return Condition(
        False,
        _(
            "%(asked)s: you will have them on %(day)s.",
            asked=asked,
            day=days.in_words(_months_after(began, wanted), today),
        ),
    )


def _months_after(start: date, months: int) -> date:
    """Return the same day some months later, or the first of the next where there is none."""
    years, month = divmod(start.month - 1 + months, MONTHS_A_YEAR)
    first = date(start.year + years, month + 1, 1)
    found = first + timedelta(days=start.day - 1)
    return found if found.month == first.month else found.replace(day=1)


def _post(career: Sequence[Assignment], today: date) -> Assignment | None:
    return next(
        (
            one
            for one in career
            if one.started_on <= today and (one.ended_on is None or one.ended_on >= today)
        ),
        None,
    )


def _began(career: Sequence[Assignment], post: Assignment | None) -> date | None:
    """Return since when the present job is held: a new manager or site is no new post."""
    if post is None:
        return None
    began = post.started_on
    for one in career:
        touches = one.ended_on is not None and one.ended_on >= began - timedelta(days=1)
        if one.job_id == post.job_id and one.started_on < began and touches:
            began = one.started_on
    return began
