"""Whose turn it is with an application, by when, and what follows: in words, with names."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from talentgrow.infra.i18n import gettext as _
from talentgrow.missions import days, deadlines, house
from talentgrow.missions.applications import queries
from talentgrow.missions.applications.models import Application
from talentgrow.missions.deadlines import Deadline, Who
from talentgrow.missions.hr import hr_of
from talentgrow.missions.models import Mission
from talentgrow.missions.states import ApplicationStatus as A
from talentgrow.people.models import Person


@dataclass(frozen=True, slots=True)
class Turn:
    """Who must act, until which day, and what follows otherwise; `is_late` once it has passed."""

    who: Who
    name: str
    by: date
    words: str
    then: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class Names:
    """The people of an application by part; `hr` is empty where nobody answers in HR."""

    applicant: str
    manager: str
    owner: str
    hr: str

    def of(self, who: Who) -> str:
        """Return the name of the one who has the word."""
        return {
            Who.APPLICANT: self.applicant,
            Who.MANAGER: self.manager,
            Who.HR: self.hr or _("Somebody in HR"),
            Who.OWNER: self.owner,
        }[who]


def due(application: Application) -> Deadline | None:
    """Return who must act on an application and by when; None: nobody owes an answer."""
    return queries.deadline(application, silence_days=house.rules().silence_days)


def names(application: Application, owner: Person, besides: frozenset[int]) -> Names:
    """Return the first names of everybody who may have a word; `besides` are the owners."""
    hr: tuple[Person, ...] = ()
    if application.status is A.MANAGER_PENDING:
        hr = hr_of(application.person_id, besides=besides)
    return _names(application, owner, hr[0].given_name if hr else "")


def names_in_list(application: Application, owner: Person) -> Names:
    """Return the names for a line of a list, where HR is just that."""
    return _names(application, owner, "")


def _names(application: Application, owner: Person, hr: str) -> Names:
    return Names(
        applicant=application.person.given_name,
        manager=application.manager.given_name if application.manager else "",
        owner=owner.given_name,
        hr=hr,
    )


def turn(application: Application, known: Names, reader: Who, *, today: date) -> Turn | None:
    """Return whose turn it is, in words for one reader."""
    found = due(application)
    if found is None:
        return None
    name, is_mine = known.of(found.who), found.who is reader
    day = days.near(found.by, today)
    is_late = today > found.by
    if is_late:
        words = (
            _("Your answer was due on %(day)s.", day=day)
            if is_mine
            else _("%(name)s’s answer was due on %(day)s.", name=name, day=day)
        )
    else:
        words = (
            _("You have until %(day)s.", day=day)
            if is_mine
            else _("%(name)s has until %(day)s.", name=name, day=day)
        )
    return Turn(found.who, name, found.by, words, _then(found, known, reader), is_late)


def _then(found: Deadline, known: Names, reader: Who) -> str:
    """Say what happens when nobody acts."""
    if found.then is deadlines.Then.HR_TAKES_OVER:
        if known.hr:
            return _("Without an answer %(name)s, of HR, takes over.", name=known.hr)
        return _("Without an answer HR takes over.")
    if found.then is deadlines.Then.SEAT_MOVES_ON:
        if reader is Who.APPLICANT:
            return _("Without an answer the seat goes to the next.")
        return _("Without an answer the seat is free again.")
    if found.then is deadlines.Then.EXPIRES:
        return _("Without an answer the application ends.")
    return _("Without an answer it is shown as late, to everybody it concerns.")


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a timeline, as its component draws it: the tone is "now", "done" or ""."""

    title: str
    text: str
    then: str = ""
    tone: str = ""


def to_come(
    mission: Mission,
    manager: Person | None,
    hr: Person | None,
    *,
    owner_ids: frozenset[int],
    now: datetime,
) -> tuple[Step, ...]:
    """Return who answers and when, if somebody applied now; with real names and dates."""
    known, today = house.rules(), now.date()
    steps = [
        Step(
            _("You send it today"), _("You can take your application back at any time."), tone="now"
        )
    ]
    day = today
    if manager is None or manager.id not in owner_ids:
        if house.needs_word(mission, known):
            day = _due(
                A.MANAGER_PENDING,
                today,
                silence_days=known.silence_days,
                climbed_at=now if manager is None else None,
            )
            steps.append(_word(day, manager, hr, today))
        elif manager is not None:
            steps.append(
                Step(
                    _("%(name)s is told", name=manager.given_name),
                    _("Your manager’s word is not needed for so few hours."),
                )
            )
    day = _due(A.UNDER_REVIEW, day)
    steps.append(
        Step(
            _until(mission.owner.given_name, day, today),
            _("Reads in the order of arrival. A no says why, and opens another door."),
        )
    )
    answer = days.in_words(_due(A.OFFERED, day), today)
    steps.append(
        Step(_("You, until %(day)s", day=answer), _("The seat is yours if you accept it."))
    )
    return tuple(steps)


def _due(
    status: A, since: date, *, silence_days: int = 0, climbed_at: datetime | None = None
) -> date:
    """Return by when whoever has the word answers what came to them on a day."""
    moment = datetime.combine(since, time(), UTC)
    found = deadlines.of_application(
        status, moment, silence_days=silence_days, climbed_at=climbed_at
    )
    return found.by if found else since


def _word(by: date, manager: Person | None, hr: Person | None, today: date) -> Step:
    if manager is None:
        return Step(
            _until(hr.given_name if hr else _("Somebody in HR"), by, today),
            _("You have no manager here: HR agrees, agrees from a date, or says no and why."),
        )
    return Step(
        _until(manager.given_name, by, today),
        _("Your manager agrees, agrees from a date, or says no and why."),
        then=_("Without an answer %(name)s, of HR, takes over.", name=hr.given_name)
        if hr
        else _("Without an answer HR takes over."),
    )


def _until(name: str, by: date, today: date) -> str:
    return _("%(name)s, until %(day)s", name=name, day=days.in_words(by, today))
