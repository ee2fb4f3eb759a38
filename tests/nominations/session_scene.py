"""A closed campaign with people of three units, HR, and a session that runs: for tests of sessions."""

from datetime import timedelta

import sqlalchemy as sa

from talentgrow.audit.models import AuditEvent
from talentgrow.infra import clock
from talentgrow.kernel.access import Actor, Role
from talentgrow.missions.applications.models import NextStep
from talentgrow.nominations.calibration import queries, service
from talentgrow.nominations.calibration.models import Outcome
from talentgrow.nominations.calibration.values import DecisionValues
from talentgrow.nominations.models import Candidacy, Evidence, Intent, Nomination
from talentgrow.nominations.states import CampaignStatus, CandidacyStatus, SessionStatus
from talentgrow.people.models import Person
from talentgrow.skills.models import ClaimSource

YES = DecisionValues(outcome=Outcome.APPROVED, reason="Two missions, three sources.")


def soon(days):
    return clock.today() + timedelta(days=days)


class SessionScene:
    """Awa and Inès are nominated by Denis; Sophie and Valérie are HR of the whole house."""

    def __init__(self, make, session, **campaign):
        self.make, self.session = make, session
        self.units = {name: make.unit(name) for name in ("Clients", "Usine")}
        self.job = make.job("Pilote de ligne")
        self.denis = make.person("Denis Aubert")
        self.sophie = make.person("Sophie Marchal", role=Role.HR)
        self.valerie = make.person("Valérie Kern", role=Role.HR)
        self.awa = self.colleague("Awa Diallo", "Usine")
        self.ines = self.colleague("Inès Caradec", "Clients")
        values = {
            "status": CampaignStatus.CLOSED,
            "has_nine_box": True,
            "author_id": self.sophie.id,
        }
        self.campaign = make.campaign(**values | campaign)
        both = (Intent.ADVANCEMENT, Intent.PROGRAMME)
        self.of_awa = self.nominate(self.awa, intents=both)
        self.of_ines = self.nominate(self.ines)
        self.meeting = make.session_of(self.campaign, status=SessionStatus.RUNNING)
        self.now = clock.now()

    def colleague(self, name, unit, **places):
        person = self.make.person(name)
        self.make.assignment(person, self.job, manager=self.denis, unit=self.units[unit], **places)
        return person

    def nominate(self, person, *, intents=(Intent.ADVANCEMENT,), by=None, status=None):
        status = status or CandidacyStatus.UNDER_REVIEW
        return self.make.nominee(
            self.campaign, person, intents=intents, by=by or self.denis, status=status
        )

    def by(self, person):
        return Actor(person.id, frozenset({Role.EMPLOYEE, Role.HR}))

    @property
    def sophies(self):
        return self.by(self.sophie)

    def full(self, nominee):
        self.session.expire_all()
        return queries.get_nominee(self.meeting, self.sophies, nominee.id)

    def wish(self, nominee, place=0):
        return self.full(nominee).candidacies[place]

    def said_of(self, nominee):
        """Return what was written about somebody by one nominator."""
        return self.session.scalars(
            sa.select(Nomination).where(Nomination.nominee_id == nominee.id)
        ).one()

    def show(self, nominee):
        """Let three levels stand in a file, shown by the nominator and the nominee."""
        for number in range(3):
            skill = self.make.skill(f"Compétence {number}", f"Skill {number}")
            person = self.session.get_one(Person, nominee.person_id)
            claim = self.make.level(person, skill, 3, source=ClaimSource.MANAGER, author=self.denis)
            said = self.said_of(nominee)
            self.session.add(Evidence(nomination_id=said.id, claim_id=claim.id))
            self.session.add(Evidence(nominee_id=nominee.id, claim_id=claim.id))
        self.session.flush()

    def wishes_of(self, nominee):
        found = sa.select(Candidacy).where(Candidacy.nominee_id == nominee.id)
        return list(self.session.scalars(found.order_by(Candidacy.id)))

    def stage(self, wish, values=YES, *, seen=0, by=None, session=True):
        return service.stage(
            wish,
            values,
            seen=seen,
            by=by or self.sophies,
            now=self.now,
            session=self.meeting if session is True else session,
        )

    def not_now(self, **other):
        values = {"review_on": soon(120), "action": "A mentor", "action_owner_id": self.sophie.id}
        return DecisionValues(outcome=Outcome.NOT_NOW, **values | other)

    def no(self, **other):
        values = {
            "reason": "You have led nobody yet; one mission would show it.",
            "next_step": NextStep.MISSION,
            "next_note": "Own a mission of two people",
        }
        return DecisionValues(outcome=Outcome.REJECTED, **values | other)

    def trail(self, kind):
        rows = self.session.scalars(
            sa.select(AuditEvent)
            .where(AuditEvent.kind == f"nominations.{kind}")
            .order_by(AuditEvent.id)
        )
        return list(rows)
