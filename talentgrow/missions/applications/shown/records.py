"""The page of one application: for the applicant, an owner, and who has the manager's word.

Each reader gets a shape of their own, which holds no more than they may read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from talentgrow.kernel.access import Actor
from talentgrow.kernel.localized import Localized
from talentgrow.missions.applications import policy, weeks, words
from talentgrow.missions.applications.models import Application, DeclineReason, NextStep
from talentgrow.missions.applications.shown import history, status, turns
from talentgrow.missions.applications.shown.levels import HeldLevel, levels_on_page
from talentgrow.missions.applications.shown.turns import Step, Turn
from talentgrow.missions.applications.weeks import Weeks
from talentgrow.missions.deadlines import Who
from talentgrow.missions.models import Mission
from talentgrow.missions.queries import owner_ids
from talentgrow.missions.states import ALIVE, APPLICATION_FLOW, SHOWN_TO_ALL, ApplicationStatus
from talentgrow.people.load import Share
from talentgrow.people.models import Person


@dataclass(frozen=True, slots=True)
class Door:
    """Why somebody was not chosen, in the owner's words, and the next step they propose."""

    reason: DeclineReason
    feedback: str
    step: NextStep | None
    note: str
    mission_id: int | None
    mission_title: Localized | None
    offers_talk: bool


@dataclass(frozen=True, slots=True)
class Base:
    """What every reader of an application gets."""

    id: int
    mission: Mission
    person: Person
    title: str
    turn: Turn | None
    steps: tuple[Step, ...]
    can: frozenset[str]
    available_from: date | None

    @property
    def has_word(self) -> bool:
        """Tell whether the reader may give the word that a manager gives."""
        return not self.can.isdisjoint({"agree", "defer", "refuse"})

    @property
    def may_choose(self) -> bool:
        """Tell whether the reader may answer as an owner."""
        return not self.can.isdisjoint({"offer", "plan_talk", "waitlist", "decline"})


@dataclass(frozen=True, slots=True)
class ForApplicant(Base):
    """Everything about one's own application."""

    message: str
    word_reason: str
    talk_at: datetime | None
    talk_note: str
    door: Door | None
    weeks: Weeks | None


@dataclass(frozen=True, slots=True)
class ForOwner(Base):
    """What an owner reads: the message and the skills of the mission, not the manager's reason."""

    message: str
    levels: tuple[HeldLevel, ...]
    talk_at: datetime | None
    talk_note: str
    door: Door | None
    seats_left: int


@dataclass(frozen=True, slots=True)
class ForWord(Base):
    """What a manager, or HR, reads: the load and the word; never the message."""

    sent_at: datetime | None
    word_reason: str
    weeks: Weeks | None
    last_day: date
    is_hr: bool


Record = ForApplicant | ForOwner | ForWord


def record(actor: Actor, application: Application, *, now: datetime) -> Record:
    """Return an application, which the actor may read, in the shape for this reader."""
    if actor.is_person(application.person_id):
        return _for_applicant(actor, application, now)
    if actor.person_id in owner_ids(application.mission):
        return _for_owner(actor, application, now)
    return for_word(actor, application, now=now)


def for_word(
    actor: Actor,
    application: Application,
    *,
    now: datetime,
    taken: Sequence[Share] | None = None,
) -> ForWord:
    """Return what a manager or HR reads of an application.

    In a list, where what takes everybody's time was read before, it comes without its history.
    """
    is_manager = application.manager_id is not None and actor.is_person(application.manager_id)
    reader = Who.MANAGER if is_manager else Who.HR
    # Who managed somebody once keeps what they said, and learns no more of their weeks.
    looks_after = actor.manages(application.person_id) or actor.is_hr_for(application.person_id)
    return ForWord(
        *_base(actor, application, reader, now.date(), in_list=taken is not None),
        sent_at=application.sent_at,
        word_reason=application.word_reason,
        weeks=_weeks(application, now.date(), taken) if looks_after else None,
        last_day=words.last_day(application.mission),
        is_hr=not is_manager,
    )


def _for_applicant(actor: Actor, application: Application, now: datetime) -> ForApplicant:
    return ForApplicant(
        *_base(actor, application, Who.APPLICANT, now.date()),
        message=application.message,
        word_reason=application.word_reason,
        talk_at=application.talk_at,
        talk_note=application.talk_note,
        door=_door(application),
        weeks=_weeks(application, now.date()),
    )


def _for_owner(actor: Actor, application: Application, now: datetime) -> ForOwner:
    person_id = application.person_id
    return ForOwner(
        *_base(actor, application, Who.OWNER, now.date()),
        message=application.message,
        levels=levels_on_page(application.mission, [person_id])[person_id],
        talk_at=application.talk_at,
        talk_note=application.talk_note,
        door=_door(application),
        seats_left=application.mission.seats_left,
    )


def _base(
    actor: Actor, application: Application, reader: Who, today: date, *, in_list: bool = False
) -> tuple[
    int,
    Mission,
    Person,
    str,
    Turn | None,
    tuple[Step, ...],
    frozenset[str],
    date | None,
]:
    mission = application.mission
    known = (
        turns.names_in_list(application, mission.owner)
        if in_list
        else turns.names(application, mission.owner, owner_ids(mission))
    )
    turn = turns.turn(application, known, reader, today=today)
    return (
        application.id,
        mission,
        application.person,
        _title(application, reader, turn, today),
        turn,
        () if in_list else history.steps(application, reader),
        steps_open_to(actor, application),
        application.available_from,
    )


def _title(application: Application, reader: Who, turn: Turn | None, today: date) -> str:
    owner = application.mission.owner.given_name
    if reader is Who.APPLICANT:
        return status.for_applicant(application, owner, today=today)
    if turn is not None and turn.who is reader:
        return status.for_whoever_must_act(application)
    return status.for_others(application, owner, today=today)


RULES = {
    "agree": policy.may_agree,
    "defer": policy.may_defer,
    "refuse": policy.may_refuse,
    "plan_talk": policy.may_plan_talk,
    "offer": policy.may_offer,
    "waitlist": policy.may_waitlist,
    "decline": policy.may_decline,
    "accept": policy.may_accept,
    "decline_offer": policy.may_decline_offer,
    "withdraw": policy.may_withdraw,
}


def steps_open_to(actor: Actor, application: Application) -> frozenset[str]:
    """Return the steps which the actor may take now."""
    open_now = APPLICATION_FLOW.moves_from(application.status)
    found = {step for step, rule in RULES.items() if step in open_now and rule(actor, application)}
    if application.mission.seats_left > 0:
        found.discard("waitlist")
    elif application.status is not ApplicationStatus.OFFERED:
        found.discard("offer")
    return frozenset(found)


def _weeks(
    application: Application, today: date, taken: Sequence[Share] | None = None
) -> Weeks | None:
    """Return the weeks with the mission as long as they may come."""
    if application.status not in ALIVE | {ApplicationStatus.MANAGER_REFUSED}:
        return None
    return weeks.with_mission(
        application.person_id,
        application.mission,
        today=today,
        available_from=application.available_from,
        taken=taken,
    )


def _door(application: Application) -> Door | None:
    if application.declined_reason is None:
        return None
    proposed = application.next_mission
    # A mission that is not shown any more is no door: its words stay.
    if proposed is not None and proposed.status not in SHOWN_TO_ALL:
        proposed = None
    return Door(
        application.declined_reason,
        application.feedback,
        application.next_step,
        application.next_note,
        proposed.id if proposed else None,
        proposed.title if proposed else None,
        application.offers_talk,
    )
