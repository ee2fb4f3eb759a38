"""A visit that is over, for tests of what is said and seen of it."""

from datetime import timedelta

from talentgrow.infra import clock
from talentgrow.kernel.access import SYSTEM, Actor, Role
from talentgrow.shadowing import queries
from talentgrow.shadowing.debriefs import closing, writing
from talentgrow.shadowing.debriefs.writing import Words
from talentgrow.shadowing.models import OfferSkill
from talentgrow.shadowing.states import VisitStatus as V
from talentgrow.shadowing.visits.models import Side, Visit

LEARNED = {
    Side.VISITOR: "Une série se règle à l’oreille autant qu’au cadran.",
    Side.HOST: "Ses questions m’ont fait revoir l’ordre de mes gestes.",
}


class OverVisit:
    """Inès saw Paul set a series; the visit was three days ago unless told."""

    def __init__(self, make, *, status=V.TOOK_PLACE, days_ago=3, **fields):
        self.make = make
        self.karim = make.person("Karim Benali")
        self.ines = make.person("Inès Caradec", locale="fr", manager=self.karim)
        self.maud = make.person("Maud Le Goff")
        self.paul = make.person("Paul Le Gall", locale="en", manager=self.maud)
        self.sophie = make.person("Sophie Marchal", role=Role.HR)
        self.eleanor = make.person("Eleanor Hughes")
        self.setting = make.skill("Réglage d’une série")
        self.reading = make.skill("Lecture de plan")
        self.other = make.skill("Paie")
        self.job = make.job("Usinage", needs={self.reading: 3})
        self.offer = make.offer(self.paul, job_id=self.job.id)
        make.session.add(OfferSkill(offer_id=self.offer.id, skill_id=self.setting.id))
        day = clock.today() - timedelta(days=days_ago)
        known = {"starts_on": day, "ends_on": day, "job_id": self.job.id} | fields
        self.id = make.visit(self.ines, self.paul, status=status, offer=self.offer, **known).id
        make.session.commit()
        self.url = f"/visits/{self.id}/debrief"

    @property
    def visit(self):
        """Return the visit as it is stored now."""
        return queries.visit_in_full(self.id)

    def actor(self, person):
        """Return somebody as who acts."""
        return Actor(person.id, frozenset({Role.EMPLOYEE}))

    def write(self, side, *, seen=(), now=None, **words):
        """Let one side write, and commit."""
        person = self.ines if side is Side.VISITOR else self.paul
        said = Words(**{"learned": LEARNED[side]} | words)
        by, now = self.actor(person), now or clock.now()
        written = writing.write(self.visit, side, said, seen, by=by, now=now)
        self.make.session.commit()
        return written

    def close(self, *, now=None):
        """Let the night close it, and commit."""
        done = closing.close(self.visit, by=SYSTEM, now=now or clock.now())
        self.make.session.commit()
        return done

    def counts(self, *, seen=True):
        """Let both sides write, so that it counts."""
        self.write(Side.VISITOR, seen=[self.setting.id, self.reading.id] if seen else [])
        self.write(Side.HOST)
        return self

    def stored(self):
        """Return the visit without what belongs to it."""
        return self.make.session.get(Visit, self.id)
