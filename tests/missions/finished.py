"""A mission that has ended: who owned it, who did it, and who is near."""

from datetime import timedelta

from talentgrow.infra import clock
from talentgrow.kernel.access import Actor, Role
from talentgrow.missions.applications.models import Side
from talentgrow.missions.debriefs import levels, service
from talentgrow.missions.states import ApplicationStatus, MissionStatus

A = ApplicationStatus


class Finished:
    """Maud owned a mission that Inès did; Karim manages Inès, Yann owns it too."""

    def __init__(self, make, *, status=MissionStatus.DEBRIEFING, title="Plan de charge d’hiver"):
        self.make = make
        self.maud, self.yann = make.person("Maud Le Goff"), make.person("Yann Kerouedan")
        self.karim = make.person("Karim Benali")
        job = make.job("Clientèle")
        self.ines_job_id = job.id
        self.ines = make.person("Inès Caradec", job=job, manager=self.karim)
        self.eleanor = make.person("Eleanor Hughes", job=job)
        self.sophie = make.person("Sophie Marchal", role=Role.HR)
        self.orders = make.skill("Carnet de commandes", "Order book")
        self.erp = make.skill("ERP commandes", "Order ERP")
        self.talk = make.skill("Relation client", "Customer relations")
        make.level(self.ines, self.orders, 2, at=clock.now() - timedelta(days=300))
        today = clock.today()
        self.mission = make.mission(
            title,
            owner=self.maud,
            co_owners=[self.yann],
            needs={self.orders: 2, self.talk: 2},
            grows={self.orders: 3, self.erp: 2},
            status=status,
            starts_on=today - timedelta(days=90),
            ends_on=today - timedelta(days=7),
            apply_by=today - timedelta(days=100),
        )
        self.application = make.application(
            self.mission, self.ines, status=A.IN_PROGRESS, manager=self.karim
        )

    def actor(self, person):
        reports = frozenset({self.ines.id}) if person is self.karim else frozenset()
        return Actor(person.id, frozenset({Role.EMPLOYEE}), reports)

    @property
    def url(self):
        return f"/applications/{self.application.id}"

    def conclude(self, outcome=A.COMPLETED, by=None):
        service.conclude(self.application, outcome, by=self.actor(by or self.maud), now=clock.now())

    def write(self, side, learned="Lire un carnet de commandes", by=None, **words):
        author = by or (self.ines if side is Side.PARTICIPANT else self.maud)
        return service.write(
            self.application,
            side,
            service.Words(learned=learned, **words),
            by=self.actor(author),
            now=clock.now(),
        )

    def say(self, side, said, by=None):
        author = by or (self.ines if side is Side.PARTICIPANT else self.maud)
        return levels.say(
            self.application,
            side,
            {skill.id: level for skill, level in said.items()},
            by=self.actor(author),
            now=clock.now(),
        )

    @property
    def now(self):
        return clock.now()

    def close(self):
        service.complete(self.mission, by=self.actor(self.maud), now=clock.now())

    def mission_with_room(self):
        """Return the mission with a second seat."""
        self.mission.seats = 2
        return self.mission

    def credit(self, outcome=A.COMPLETED):
        """Lead it to its credit."""
        self.conclude(outcome)
        self.write(Side.PARTICIPANT)
        self.write(Side.OWNER, "Elle prépare seule la revue du jeudi")
        self.make.session.commit()
