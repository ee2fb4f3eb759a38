"""What a certificate says: who did which mission, when, and what both sides confirmed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import current_app

from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import localized
from talentgrow.infra.templates import day, number
from talentgrow.kernel.levels import LEVELS
from talentgrow.missions import house
from talentgrow.missions.applications.models import Application, Credit
from talentgrow.missions.certificates import sheet
from talentgrow.missions.certificates.codes import Genuine
from talentgrow.missions.certificates.sheet import Bar, Sheet
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


def genuine(code: str) -> Genuine | None:
    """Return what a code stands for, if it is that of a mission."""
    credit = queries.credit_with(code)
    if credit is None:
        return None
    mission = credit.application.mission
    facts = (
        (_("Mission"), localized(mission.title)),
        (_("Beginning"), day(mission.starts_on)),
        (_("End"), day(mission.ends_on)),
    )
    return Genuine(credit.application.person, facts)


def sheet_of(certificate: Certificate) -> Sheet:
    """Return the sheet of a certificate in the language of the reader now."""
    return Sheet(
        code=certificate.code,
        given_on=certificate.given_on,
        organisation=certificate.organisation,
        kind=_("Certificate of a mission"),
        person=certificate.person,
        did=_("has done a part of the mission")
        if certificate.is_partial
        else _("has carried out the mission"),
        what=certificate.mission,
        facts=_facts(certificate),
        listed_title=_("What one learns in it"),
        listed=certificate.learned,
        bars_title=_("Levels confirmed by both"),
        bars=[_bar(gain) for gain in certificate.gains],
        signed=sheet.given(certificate.given_on),
        signer=certificate.owner,
    )


def _facts(certificate: Certificate) -> list[tuple[str, str]]:
    rhythm = number(certificate.hours_a_week, 1)
    facts = [
        (_("Beginning"), day(certificate.started_on)),
        (_("End"), day(certificate.ended_on)),
        (_("Rhythm"), _("%(hours)s h a week", hours=rhythm)),
    ]
    if certificate.hours is not None:
        facts.append((_("In all"), _("%(hours)s h", hours=number(certificate.hours))))
    return facts


def _bar(gain: Gain) -> Bar:
    return Bar(gain.skill, gain.level, f"{gain.level} · {localized(LEVELS[gain.level])}")
