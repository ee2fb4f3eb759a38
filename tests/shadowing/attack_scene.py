"""A visit with everybody around it, for tests of those who mean no good."""

from datetime import timedelta

import sqlalchemy as sa

from talentgrow.infra import clock
from talentgrow.kernel.access import Role
from talentgrow.kernel.calendar import last_day, workday
from talentgrow.shadowing.models import VisitSlot
from talentgrow.shadowing.states import VisitStatus as V
from talentgrow.shadowing.visits.models import Answer, Side, Visit, VisitWord

# What the two say to one another, which nobody else may ever read.
MESSAGE = "Quetzalcoatl-7 hopes to leave the planning office"
WORD = "Tlaloc-9 keeps a chair free for you"


def soon(days=21):
    return workday(clock.today() + timedelta(days=days))


class Around:
    """Inès asks to see Paul at work; each has a manager; HR, an old manager and others look on."""

    def __init__(self, make, *, half_days=4, status=V.REQUESTED, **fields):
        self.make, self.session = make, make.session
        self.nord, self.sud, self.est = (make.unit(name) for name in ("Nord", "Sud", "Est"))
        self.job = make.job("Usinage", english="Machining")
        self.karim, self.maud = make.person("Karim Benali"), make.person("Maud Le Goff")
        self.old = make.person("Odile Before")
        self.ines = make.person("Inès Caradec", locale="fr")
        self.paul = make.person("Paul Le Gall", locale="en")
        yesterday = clock.today() - timedelta(days=1)
        make.assignment(self.ines, make.job("Paie"), end=yesterday, manager=self.old)
        make.assignment(
            self.ines, make.job("Achats"), start=clock.today(), manager=self.karim, unit=self.nord
        )
        make.assignment(self.paul, self.job, manager=self.maud, unit=self.sud)
        self.hana = make.person("Hana Whole", role=Role.HR)
        self.elsewhere = make.hr_of(self.est, name="Estelle Est")
        self.sacha = make.person("Sacha Admin", role=Role.ADMIN)
        self.noe = make.person("Noé Nobody")
        self.offer = make.offer(
            self.paul, job_id=self.job.id, unit_id=self.sud.id, slots=[(soon(), 2)]
        )
        slot = self.session.scalars(sa.select(VisitSlot)).one()
        slot.taken = 1
        values = {
            "half_days": half_days,
            "message": MESSAGE,
            "host_word": WORD,
            "slot_id": slot.id,
            "job_id": self.job.id,
            "starts_on": soon(),
            "ends_on": last_day(soon(), half_days),
        } | fields
        self.slot_id = slot.id
        visit = make.visit(self.ines, self.paul, status=status, offer=self.offer, **values)
        self.id, self.url = visit.id, f"/visits/{visit.id}"
        self.session.commit()

    @property
    def visit(self):
        """Return the visit as it is stored now."""
        self.session.expire_all()
        return self.session.get(Visit, self.id)

    def ask_managers(self, answer=None):
        """Let the managers of both sides be asked, and answer at once where told."""
        now, words = clock.now(), []
        for side, manager in ((Side.VISITOR, self.karim), (Side.HOST, self.maud)):
            word = VisitWord(visit_id=self.id, side=side, manager_id=manager.id, asked_at=now)
            if answer is Answer.AGREED:
                word.answer, word.answered_at, word.answered_by_id = answer, now, manager.id
            words.append(word)
        self.session.add_all(words)
        self.session.commit()
        return words
