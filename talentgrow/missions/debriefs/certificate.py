"""What a certificate says: who did which mission, when, and what both sides confirmed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import current_app

from talentgrow.infra.i18n import localized
from talentgrow.missions import house
from talentgrow.missions.applications.models import Application, Credit
from talentgrow.missions.debriefs import queries
from talentgrow.missions.states import ApplicationStatus


@dataclass(frozen=True, slots=True)
class Gain:
    """A level which both sides confirmed."""

    skill: str
    level: int
    before: int | None


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate in the language in which it was made.

    It quotes neither debrief: these are between the two sides, and a manager reads certificates.
    """

    code: str
    given_on: date
    organisation: str
    person: str
    mission: str
    owner: str
    started_on: date
    ended_on: date
    hours_a_week: float
    # All hours together; None where only a part was done.
    hours: float | None
    learned: Sequence[str]
    gains: Sequence[Gain]

    @property
    def is_partial(self) -> bool:
        """Tell whether only a part of the mission was done."""
        return self.hours is None


def of(application: Application, credit: Credit) -> Certificate:
    """Return the certificate of a credit; `application` comes with mission, owner and person."""
    mission = application.mission
    is_partial = application.status is ApplicationStatus.PARTIALLY_COMPLETED
    hours = mission.hours_a_week * house.weeks_of(mission.starts_on, mission.ends_on)
    return Certificate(
        code=credit.code,
        given_on=credit.at.date(),
        organisation=current_app.config["ORGANISATION"],
        person=application.person.name,
        mission=localized(mission.title),
        owner=mission.owner.name,
        started_on=mission.starts_on,
        ended_on=mission.ends_on,
        hours_a_week=mission.hours_a_week,
        hours=None if is_partial else hours,
        learned=[line.strip() for line in localized(mission.learning).splitlines() if line.strip()],
        gains=[
            Gain(localized(growth.skill.name), growth.by_owner or 0, growth.before)
            for growth in queries.gains_of(application.id)
        ],
    )
