"""What stands beside a mission for somebody who may apply; nothing here changes anything."""

from dataclasses import dataclass
from datetime import date, datetime

from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.templates import percent
from talentgrow.kernel.access import Actor
from talentgrow.missions import house, policy
from talentgrow.missions.applications import eligibility, queries, weeks
from talentgrow.missions.applications.eligibility import Condition
from talentgrow.missions.applications.models import Application
from talentgrow.missions.applications.shown import turns
from talentgrow.missions.applications.shown.turns import Step, Turn
from talentgrow.missions.applications.weeks import Weeks
from talentgrow.missions.deadlines import Who
from talentgrow.missions.hr import hr_of
from talentgrow.missions.models import Mission
from talentgrow.missions.queries import owner_ids
from talentgrow.missions.states import ApplicationStatus
from talentgrow.people import queries as people
from talentgrow.people.models import Person


@dataclass(frozen=True, slots=True)
class ApplyCard:
    """Beside a mission: what it takes to apply and who answers, or what became of it.

    `application_id` and `turn` are there once the reader has applied; then there is no form.
    """

    mission: Mission
    conditions: tuple[Condition, ...]
    steps: tuple[Step, ...]
    weeks: Weeks | None
    message: str
    has_draft: bool
    applied_at: datetime | None
    application_id: int | None
    is_offered: bool
    turn: Turn | None
    count: int
    skill_count: int
    takes_part: bool = False

    @property
    def may_send(self) -> bool:
        """Tell whether the form is shown."""
        return self.application_id is None and not any(one.stops for one in self.conditions)


def card(actor: Actor, mission: Mission, *, now: datetime) -> ApplyCard | None:
    """Return what stands beside a mission which is loaded in full; None for its owners."""
    if actor.person_id is None or policy.owns(actor, mission):
        return None
    mine, today = actor.person_id, now.date()
    found, count = queries.alive_and_count(mission.id, mine)
    is_sent = found is not None and found.status is not ApplicationStatus.DRAFT
    shown = weeks.with_mission(
        mine, mission, today=today, available_from=found.available_from if found else None
    )
    if found is not None and is_sent:
        return _sent(found, mission, shown, today, count)
    career = people.career(mine)
    manager = eligibility.manager_in(career, today)
    conditions = (
        *eligibility.conditions(mine, mission, now=now, career=career),
        *([load_condition(shown)] if shown else []),
    )
    stopped = any(one.stops for one in conditions)
    return ApplyCard(
        mission=mission,
        conditions=conditions,
        steps=() if stopped else _steps(mine, mission, manager, now),
        weeks=shown,
        message=found.message if found else "",
        has_draft=found is not None,
        applied_at=None,
        application_id=None,
        is_offered=False,
        turn=None,
        count=count,
        skill_count=len(mission.skills),
    )


def load_condition(shown: Weeks) -> Condition:
    """Say what a mission makes of somebody's weeks: a warning, never a bar."""
    share, limit = percent(shown.share), percent(shown.limit_percent / 100)
    if shown.is_above:
        words = _(
            "Your load would reach %(share)s, above the limit of %(limit)s. You can apply all the "
            "same: talk about it with your manager.",
            share=share,
            limit=limit,
        )
    elif shown.peak == shown.limit:
        words = _("Your load reaches the limit of %(limit)s.", limit=limit)
    else:
        words = _(
            "Your load stays at %(share)s, below the limit of %(limit)s.", share=share, limit=limit
        )
    return Condition(not shown.is_above, words, is_warning=True)


def _sent(
    application: Application, mission: Mission, shown: Weeks | None, today: date, count: int
) -> ApplyCard:
    known = turns.names(application, mission.owner, owner_ids(mission))
    return ApplyCard(
        mission=mission,
        conditions=(),
        steps=(),
        weeks=shown,
        message="",
        has_draft=False,
        applied_at=application.sent_at,
        application_id=application.id,
        is_offered=application.status is ApplicationStatus.OFFERED,
        turn=turns.turn(application, known, Who.APPLICANT, today=today),
        count=count,
        skill_count=len(mission.skills),
        takes_part=application.status
        in {ApplicationStatus.ACCEPTED, ApplicationStatus.IN_PROGRESS},
    )


def _steps(mine: int, mission: Mission, manager: Person | None, now: datetime) -> tuple[Step, ...]:
    hr: tuple[Person, ...] = ()
    if house.needs_word(mission, house.rules()):
        hr = hr_of(mine, besides=owner_ids(mission))
    return turns.to_come(
        mission, manager, hr[0] if hr else None, owner_ids=owner_ids(mission), now=now
    )
