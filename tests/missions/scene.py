"""Maud's mission, those who apply to it, their manager and HR: for tests of applications."""

import itertools
from datetime import timedelta

import sqlalchemy as sa

from talentgrow.audit.models import StatusChange
from talentgrow.infra import clock
from talentgrow.kernel.access import Actor, Role
from talentgrow.missions.applications.choosing import Decline
from talentgrow.missions.applications.models import DeclineReason, NextStep
from talentgrow.missions.models import Mission
from talentgrow.notifications.models import Notice

FEEDBACK = "Your analysis was clear; next time bring an example of planning."
NO = Decline(
    reason=DeclineReason.SEATS_TAKEN,
    feedback=FEEDBACK,
    next_step=NextStep.MENTOR,
    next_note="Talk with Yann about planning.",
)


class Scene:
    """One mission of four hours and more a week, so that the manager's word is needed."""

    def __init__(self, make, session, **mission):
        self.make, self.session = make, session
        self.unit, self.site = make.unit("Flux"), make.site("Angers")
        self.job = make.job("Clientèle")
        self.maud = make.person("Maud Le Goff")
        self.paul = make.person("Paul Co-owner")
        self.karim = make.person("Karim Benali")
        self.sophie = make.person("Sophie Marchal", role=Role.HR)
        self.ines = self.colleague("Inès Caradec")
        self.noe = self.colleague("Noé Adam")
        self.skill = make.skill("Planification", "Planning")
        fields = {"hours_a_week": 6.0, "grows": {self.skill: 3}, "needs": {self.skill: 2}}
        self.mission = make.mission(
            "Plan d’hiver",
            title_en="Winter plan",
            owner=self.maud,
            co_owners=[self.paul],
            **fields | mission,
        )

    def colleague(self, name, *, manager=True, **places):
        person = self.make.person(name)
        boss = self.karim if manager is True else manager
        self.make.assignment(person, self.job, manager=boss or None, **places)
        return person

    def by(self, person, *roles):
        roles = {Role.EMPLOYEE, *roles} | ({Role.HR} if person is self.sophie else set())
        return Actor(person.id, frozenset(roles))

    def told(self, person):
        """Return the kinds of notices which somebody has, the oldest first."""
        rows = self.session.scalars(
            sa.select(Notice.kind).where(Notice.person_id == person.id).order_by(Notice.id)
        )
        return [kind.removeprefix("applications.") for kind in rows]

    def moves(self, application):
        """Return the steps an application took; each begins where the last one ended."""
        rows = self.session.scalars(
            sa.select(StatusChange)
            .where(StatusChange.subject == f"application:{application.id}")
            .order_by(StatusChange.id)
        ).all()
        assert all(one.after == two.before for one, two in itertools.pairwise(rows))
        return [row.move for row in rows]

    def taken(self):
        return self.session.scalar(sa.select(Mission.taken).where(Mission.id == self.mission.id))


def soon(days):
    return clock.today() + timedelta(days=days)
