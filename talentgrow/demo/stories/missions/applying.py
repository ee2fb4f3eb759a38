"""Applications of the demo company: sent, answered, worked on and looked back on."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import select

from talentgrow.demo.stories.missions import content
from talentgrow.demo.stories.missions.cast import actor
from talentgrow.infra.db import db
from talentgrow.kernel.access import SYSTEM, Actor, Role
from talentgrow.kernel.calendar import workday
from talentgrow.missions import seats
from talentgrow.missions.applications import choosing, service, steps, waiting_list, words
from talentgrow.missions.applications.models import Application, DeclineReason, NextStep, Side
from talentgrow.missions.debriefs import levels
from talentgrow.missions.debriefs import service as debriefs
from talentgrow.missions.models import Mission
from talentgrow.missions.states import ApplicationStatus
from talentgrow.people.models import Person

OUTCOMES = {
    "complete": ApplicationStatus.COMPLETED,
    "complete_partly": ApplicationStatus.PARTIALLY_COMPLETED,
    "miss_start": ApplicationStatus.DID_NOT_START,
}
WORDS = frozenset({"agree", "defer", "refuse"})


class Applying:
    """One application and the people around it, at one moment."""

    def __init__(
        self,
        told: content.Application,
        mission: Mission,
        *,
        applicant: Person,
        hr: Person,
        missions: Mapping[str, int],
        skills: Mapping[str, int],
        now: datetime,
    ) -> None:
        self.told, self.mission, self.now = told, mission, now
        self.applicant, self.hr = applicant, hr
        self.missions, self.skills = missions, skills

    def take(self, step: str, *rest: str) -> None:
        """Do what is told of this moment."""
        acts: dict[str, Callable[..., None]] = {
            "draft": self._draft,
            "send": self._send,
            "climb": self._climb,
            "agree_as_hr": self._agree_as_hr,
            "talk": self._talk,
            "decline": self._decline,
            "lapse": self._lapse,
            "write": self._write,
            "say": self._say,
        }
        if step in acts:
            acts[step](*rest)
        elif step in WORDS:
            self._say_word(step)
        elif step in OUTCOMES:
            debriefs.conclude(self._found, OUTCOMES[step], by=self._owner, now=self.now)
        else:
            self._answer(step)

    @property
    def _mine(self) -> Actor:
        return actor(self.applicant)

    @property
    def _owner(self) -> Actor:
        return Actor(self.mission.owner_id, frozenset({Role.EMPLOYEE}))

    @property
    def _found(self) -> Application:
        """Return the newest application of this person to this mission."""
        return db.session.scalars(
            select(Application)
            .where(
                Application.mission_id == self.mission.id,
                Application.person_id == self.applicant.id,
            )
            .order_by(Application.id.desc())
            .limit(1)
        ).one()

    def _draft(self) -> None:
        service.save_draft(self.mission, self.told.message, by=self._mine, now=self.now)

    def _send(self) -> None:
        service.send(self.mission, self.told.message, by=self._mine, now=self.now)

    def _say_word(self, step: str) -> None:
        """Let the manager say their word, or HR where there is none."""
        application, told, now = self._found, self.told, self.now
        has_manager = application.manager_id is not None
        by = (
            Actor(application.manager_id, frozenset({Role.EMPLOYEE}))
            if has_manager
            else actor(self.hr, Role.HR)
        )
        if step == "agree":
            words.agree(application, by=by, now=now)
        elif step == "refuse":
            words.refuse(application, told.word, by=by, now=now)
        else:
            from_day = self.mission.starts_on + timedelta(weeks=told.from_week)
            words.defer(application, from_day, reason=told.word, by=by, now=now)

    def _climb(self) -> None:
        self._found.climbed_at = self.now
        db.session.flush()

    def _agree_as_hr(self) -> None:
        words.agree(self._found, by=actor(self.hr, Role.HR), now=self.now)

    def _talk(self) -> None:
        day = workday(self.now.date() + timedelta(days=self.told.talk["in_days"]))
        at = datetime.combine(day, time(self.told.talk["hour"]), UTC)
        choosing.plan_talk(self._found, at, self.told.talk["note"], by=self._owner, now=self.now)

    def _decline(self) -> None:
        no = self.told.no
        said = choosing.Decline(
            reason=DeclineReason(no["reason"]),
            feedback=no["feedback"],
            next_step=NextStep(no["next"]),
            next_note=no.get("note", ""),
            next_mission_id=self.missions[no["mission"]] if "mission" in no else None,
            offers_talk=no.get("offers_talk", False),
        )
        choosing.decline(self._found, said, by=self._owner, now=self.now)

    def _lapse(self) -> None:
        """Let an offer end that nobody answered, as the night would."""
        mission = seats.hold(self.mission.id)
        steps.take(self._found, "expire", mission, by=SYSTEM, now=self.now)
        waiting_list.move_up(mission, now=self.now)

    def _write(self, side: str) -> None:
        said = debriefs.Words(**self.told.words[side])
        by = self._mine if side == Side.PARTICIPANT else self._owner
        debriefs.write(self._found, Side(side), said, by=by, now=self.now)

    def _say(self, side: str) -> None:
        said = {self.skills[code]: level for code, level in self.told.levels[side].items()}
        by = self._mine if side == Side.PARTICIPANT else self._owner
        levels.say(self._found, Side(side), said, by=by, now=self.now)

    def _answer(self, step: str) -> None:
        application, now = self._found, self.now
        if step == "offer":
            choosing.offer(application, by=self._owner, now=now)
        elif step == "waitlist":
            choosing.waitlist(application, by=self._owner, now=now)
        elif step == "accept":
            service.accept(application, by=self._mine, now=now)
        elif step == "decline_offer":
            service.decline_offer(application, reason=self.told.word, by=self._mine, now=now)
        elif step == "withdraw":
            service.withdraw(application, reason=self.told.word, by=self._mine, now=now)
        else:
            raise ValueError(f"{step} is no step of an application")
