"""One's own applications, and those that wait for the word of a manager or of HR."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select

from talentgrow.infra.paging import paginate
from talentgrow.kernel.access import Actor
from talentgrow.kernel.localized import Localized
from talentgrow.kernel.page import Page
from talentgrow.missions.applications import queries
from talentgrow.missions.applications.models import Application
from talentgrow.missions.applications.shown import records, status, turns
from talentgrow.missions.applications.shown.records import ForWord
from talentgrow.missions.applications.shown.turns import Turn
from talentgrow.missions.deadlines import Who
from talentgrow.missions.states import ApplicationStatus
from talentgrow.people import load

# Each comes with the weeks of the person, drawn.
WORDS_A_PAGE = 5
ENDED_A_PAGE = 20


@dataclass(frozen=True, slots=True)
class Line:
    """One application in a list of one's own."""

    id: int
    mission_id: int
    mission_title: Localized
    owner: str
    title: str
    turn: Turn | None
    starts_on: date
    ends_on: date
    hours_a_week: float
    is_draft: bool


@dataclass(frozen=True, slots=True)
class Mine:
    """One's own applications: what waits for oneself, what is alive, and a page of what is over."""

    yours: tuple[Line, ...]
    alive: tuple[Line, ...]
    ended: Page[Line]


def mine(person_id: int, number: int, *, now: datetime) -> Mine:
    """Return what somebody applied to, or began to; of what is over one page."""
    yours: list[Line] = []
    alive: list[Line] = []
    for application in queries.mine(person_id):
        line = _line(application, now.date())
        is_mine = line.turn is not None and line.turn.who is Who.APPLICANT
        (yours if is_mine or line.is_draft else alive).append(line)
    found = paginate(queries.ended(person_id), number, size=ENDED_A_PAGE)
    over = tuple(_line(one, now.date()) for one in found)
    return Mine(tuple(yours), tuple(alive), Page(over, found.number, found.size, found.total))


def to_manager(actor: Actor, number: int, *, now: datetime) -> Page[ForWord]:
    """Return what waits for the actor's word as a manager, the oldest first."""
    return _page(actor, queries.to_answer_as_manager(actor.person_id or 0), number, now)


def climbed(actor: Actor, number: int, *, now: datetime) -> Page[ForWord]:
    """Return what waits for the word of HR, the oldest first."""
    return _page(actor, queries.climbed_to(actor), number, now)


def refused(actor: Actor, number: int, *, now: datetime) -> Page[ForWord]:
    """Return what managers refused and HR may decide otherwise, the oldest first."""
    return _page(actor, queries.refused_in(actor), number, now)


def _page(actor: Actor, waiting: Select[Application], number: int, now: datetime) -> Page[ForWord]:
    found = paginate(waiting, number, size=WORDS_A_PAGE)
    today = now.date()
    until = max((one.mission.ends_on for one in found), default=today)
    taken = load.shares_of({one.person_id for one in found}, today, until)
    shown = [
        records.for_word(actor, one, now=now, taken=taken.get(one.person_id, ())) for one in found
    ]
    return Page(shown, found.number, found.size, found.total)


def _line(application: Application, today: date) -> Line:
    mission = application.mission
    known = turns.names_in_list(application, mission.owner)
    return Line(
        application.id,
        mission.id,
        mission.title,
        mission.owner.name,
        status.for_applicant(application, mission.owner.given_name, today=today),
        turns.turn(application, known, Who.APPLICANT, today=today),
        mission.starts_on,
        mission.ends_on,
        mission.hours_a_week,
        application.status is ApplicationStatus.DRAFT,
    )
