"""What the pages about debriefs show; nothing here changes anything."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from talentgrow.claims import sentences
from talentgrow.kernel.access import Actor
from talentgrow.kernel.localized import Localized
from talentgrow.missions import days, deadlines
from talentgrow.missions import policy as mission_policy
from talentgrow.missions.applications import policy
from talentgrow.missions.applications.models import Application, Credit, Debrief, Growth, Side
from talentgrow.missions.debriefs import ended, levels, queries
from talentgrow.missions.models import Mission, MissionSkill
from talentgrow.missions.states import OUTCOMES
from talentgrow.skills import queries as skills
from talentgrow.skills.models import Skill


class Agreement(StrEnum):
    """How far the two sides are with one level."""

    NOTHING_SAID = "nothing_said"
    YOURS_TO_SAY = "yours_to_say"
    THEIRS_TO_SAY = "theirs_to_say"
    DIFFERENT = "different"
    # Both say the same; it counts once the owner has said how the mission ended.
    SAME = "same"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class LevelLine:
    """One skill of the mission, and what each side says of the level it gave."""

    skill: Skill
    held: int | None
    before: int | None
    grown_to: int | None
    by_participant: int | None
    by_owner: int | None
    agreement: Agreement
    is_claim: bool
    sentences: Sequence[Localized]


@dataclass(frozen=True, slots=True)
class Ending:
    """Who the two sides are, on which the reader stands, and what is in."""

    application: Application
    side: Side | None
    written: Mapping[Side, Debrief]
    credit: Credit | None
    # The last day to write, as words; empty once the mission is closed.
    by: str

    @property
    def mission(self) -> Mission:
        """Return what has ended."""
        return self.application.mission

    @property
    def is_concluded(self) -> bool:
        """Tell whether an owner said how it ended."""
        return self.application.status in OUTCOMES

    @property
    def was_started(self) -> bool:
        """Tell whether there is something to look back on."""
        return self.application.status in ended.WORKED

    @property
    def is_open(self) -> bool:
        """Tell whether one looks back already."""
        return self.mission.status in ended.OVER

    @property
    def mine(self) -> Debrief | None:
        """Return what the reader's side wrote."""
        return self.written.get(self.side) if self.side else None

    @property
    def both(self) -> bool:
        """Tell whether both sides have written: from then on they read each other."""
        return len(self.written) == len(Side)

    @property
    def other_name(self) -> str:
        """Return how the other side is called."""
        other = self.mission.owner if self.side is Side.PARTICIPANT else self.application.person
        return other.given_name


@dataclass(frozen=True, slots=True)
class DebriefCard:
    """What is to be done, or was done, once the mission is over; on the page of an application."""

    ending: Ending
    may_read_credit: bool


@dataclass(frozen=True, slots=True)
class DebriefPage:
    """How a mission ended for one person."""

    ending: Ending
    levels: Sequence[LevelLine]
    may_conclude: bool
    may_read_credit: bool

    @property
    def next_step(self) -> str:
        """Return what the reader does first: it has the primary button."""
        if self.may_conclude:
            return "outcome"
        if self.ending.credit is not None:
            return "certificate"
        if self.ending.side is None or self.ending.mine is None:
            return "debrief"
        return "levels"

    @property
    def to_say(self) -> Sequence[LevelLine]:
        """Return the levels on which something may still be said."""
        return [line for line in self.levels if line.agreement is not Agreement.SETTLED]


@dataclass(frozen=True, slots=True)
class MissionEnd:
    """Who of a mission has written and who has not, by name."""

    mission: Mission
    parts: Sequence[queries.Participation]
    by: str

    @property
    def missing(self) -> Sequence[queries.Participation]:
        """Return those whose end is not settled."""
        return [part for part in self.parts if not part.is_settled]


def card(actor: Actor, application: Application, *, now: datetime) -> DebriefCard | None:
    """Return what the page of an application says about the debrief, if it says anything.

    `application` comes with its mission, the mission's owner and co-owners, and the person.
    """
    if application.status not in ended.WORKED | OUTCOMES:
        return None
    ending = _ending(actor, application, now)
    if not ending.is_open:
        return None
    may_read_credit = policy.may_read_credit(actor, application)
    if ending.side is None and not (ending.credit and may_read_credit):
        return None
    return DebriefCard(ending, may_read_credit)


def debrief(actor: Actor, application: Application, *, now: datetime) -> DebriefPage:
    """Return how a mission ended for one person, as far as the reader may know."""
    ending = _ending(actor, application, now)
    is_owner = ending.side is Side.OWNER
    return DebriefPage(
        ending,
        _levels(ending) if ending.was_started and ending.is_open else (),
        may_conclude=is_owner and ending.is_open and not ending.is_concluded,
        may_read_credit=policy.may_read_credit(actor, application),
    )


def mission_end(mission: Mission, *, now: datetime) -> MissionEnd:
    """Return who of a mission has written and who has not."""
    return MissionEnd(mission, queries.participations(mission.id), _until(mission, now))


def _ending(actor: Actor, application: Application, now: datetime) -> Ending:
    return Ending(
        application,
        _side(actor, application),
        queries.debriefs_of(application.id),
        queries.credit_of(application.id),
        _until(application.mission, now),
    )


def _side(actor: Actor, application: Application) -> Side | None:
    if actor.is_person(application.person_id):
        return Side.PARTICIPANT
    return Side.OWNER if mission_policy.owns(actor, application.mission) else None


def _until(mission: Mission, now: datetime) -> str:
    found = deadlines.debrief(mission.status, mission.since)
    return days.near(found.by, now.date()) if found else ""


def _levels(ending: Ending) -> Sequence[LevelLine]:
    application = ending.application
    growths = queries.growths_of(application.id)
    held = skills.levels_of(application.person_id)
    lines = queries.skills_of(application.mission_id)
    words = sentences.of_many({line.skill_id for line in lines})
    return [
        _line(ending, line, growths.get(line.skill_id), held.get(line.skill_id), words)
        for line in lines
    ]


def _line(
    ending: Ending,
    line: MissionSkill,
    growth: Growth | None,
    held: int | None,
    words: Mapping[int, Sequence[Localized]],
) -> LevelLine:
    return LevelLine(
        skill=line.skill,
        held=held,
        before=growth.before if growth else held,
        grown_to=line.grown_to,
        by_participant=growth.by_participant if growth else None,
        by_owner=growth.by_owner if growth else None,
        agreement=_agreement(ending, growth),
        is_claim=growth is not None and growth.claim_id is not None,
        sentences=words[line.skill_id],
    )


def _agreement(ending: Ending, growth: Growth | None) -> Agreement:
    if growth is None:
        return Agreement.NOTHING_SAID
    if levels.is_agreed(ending.application, growth):
        return Agreement.SETTLED
    said = {Side.PARTICIPANT: growth.by_participant, Side.OWNER: growth.by_owner}
    mine = said[ending.side or Side.PARTICIPANT]
    theirs = said[Side.OWNER if ending.side is not Side.OWNER else Side.PARTICIPANT]
    if mine is None:
        return Agreement.YOURS_TO_SAY
    if theirs is None:
        return Agreement.THEIRS_TO_SAY
    return Agreement.SAME if mine == theirs else Agreement.DIFFERENT
