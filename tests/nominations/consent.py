"""A house in which Inès is nominated by Karim, her manager, and by Maud."""

from sqlalchemy import select

from talentgrow.audit.models import StatusChange
from talentgrow.infra import clock
from talentgrow.kernel.access import SYSTEM, Actor, Role
from talentgrow.missions.applications.models import Credit
from talentgrow.missions.states import ApplicationStatus
from talentgrow.nominations import steps
from talentgrow.nominations.calibration.models import Decision, Outcome
from talentgrow.nominations.models import Candidacy, Intent, Nomination
from talentgrow.nominations.states import CampaignStatus, CandidacyStatus, NominationStatus
from talentgrow.notifications.models import Notice
from talentgrow.people.models import Assignment
from talentgrow.skills.models import ClaimSource

KARIM_SAYS = "She led the line three weeks and taught the two others."
MAUD_SAYS = "I want her beside me in planning, she asks the right questions."


class House:
    """Everybody, and one nominee who was asked for two wishes."""

    def __init__(self, make, session, *, status=CandidacyStatus.INFORMED, **campaign):
        self.make, self.session = make, session
        self.hana = make.person("Hana Whole", role=Role.HR)
        self.karim, self.maud = make.person("Karim Belkacem"), make.person("Maud Le Goff")
        self.noe = make.person("Noé Adam")
        self.manager = self.karim
        self.ines = make.person("Inès Caradec", manager=self.karim, job=make.job("Accueil"))
        self.campaign = make.campaign(
            "Talents, automne",
            name_en="Talents, autumn",
            author_id=self.hana.id,
            **campaign,
        )
        self.nominee = make.nominee(
            self.campaign,
            self.ines,
            intents=(Intent.ADVANCEMENT, Intent.PROGRAMME),
            status=status,
            by=self.karim,
        )
        (self.by_karim,) = session.scalars(select(Nomination)).all()
        self.by_karim.rationale = KARIM_SAYS
        self.session.commit()

    def nominate(self, by, *, intents=(Intent.ADVANCEMENT,), **fields):
        """Let somebody else nominate Inès too, for wishes that are there."""
        values = {"status": NominationStatus.SUBMITTED, "rationale": MAUD_SAYS} | fields
        made = self.make.nomination(self.campaign, self.ines, by, intents=intents, **values)
        made.nominee_id = self.nominee.id
        self.session.commit()
        return made

    def lead_by(self, manager):
        """Give Inès another manager, or none."""
        found = select(Assignment).where(Assignment.person_id == self.ines.id)
        self.session.scalars(found).one().manager_id = manager.id if manager else None
        self.manager = manager
        self.session.commit()

    @property
    def url(self):
        return f"/nominees/{self.nominee.id}"

    def wish(self, intent=Intent.ADVANCEMENT):
        """Return one candidacy as it is stored now."""
        found = select(Candidacy).where(
            Candidacy.nominee_id == self.nominee.id, Candidacy.intent == intent
        )
        return self.session.scalars(found.execution_options(populate_existing=True)).one()

    def post(self, client, step, intent=Intent.ADVANCEMENT, **data):
        return client.post(f"/candidacies/{self.wish(intent).id}/{step}", data=data)

    def move(self, step, intent=Intent.ADVANCEMENT):
        """Take a step as the night or HR does."""
        steps.take(self.wish(intent), step, by=SYSTEM, now=clock.now())
        self.session.commit()

    def run(self, status):
        """Let the campaign come to a status, whatever else that means."""
        self.campaign.status = CampaignStatus(status)
        self.session.commit()

    def staged(self, intent=Intent.ADVANCEMENT, **fields):
        """Let HR prepare a yes."""
        decision = Decision(
            candidacy_id=self.wish(intent).id,
            outcome=Outcome.APPROVED,
            staged_by_id=self.hana.id,
            staged_at=clock.now(),
            **fields,
        )
        self.session.add(decision)
        self.session.commit()
        return decision

    def told(self, person):
        """Return the kinds of notices somebody has had, the oldest first."""
        found = select(Notice).where(Notice.person_id == person.id).order_by(Notice.id)
        return [one.kind.partition(".")[2] for one in self.session.scalars(found)]

    def moves(self, intent=Intent.ADVANCEMENT):
        """Return the steps which a wish took."""
        found = select(StatusChange.move).where(
            StatusChange.subject == f"candidacy:{self.wish(intent).id}"
        )
        return list(self.session.scalars(found.order_by(StatusChange.id)))

    def claim(self, name="Animation d’équipe", english="Leading a team", level=3, person=None):
        """Let somebody hold a level which their manager confirmed."""
        skill = self.make.skill(name, english)
        return self.make.level(
            person or self.ines, skill, level, source=ClaimSource.MANAGER, author=self.karim
        )

    def credit(self, person=None, title="Ligne 3"):
        """Let somebody have done a mission that counts."""
        mission = self.make.mission(title, title_en=f"{title} (en)", owner=self.maud)
        done = self.make.application(
            mission, person or self.ines, status=ApplicationStatus.COMPLETED
        )
        credit = Credit(application_id=done.id, code=f"code-{done.id}", at=clock.now())
        self.session.add(credit)
        self.session.commit()
        return credit

    def actor(self, person):
        return Actor(person.id, frozenset({Role.EMPLOYEE}))
