"""A house in which people visit one another, whose clock the tests turn: nights that pass."""

from datetime import timedelta

from talentgrow.kernel.access import Role
from talentgrow.shadowing import nightly
from talentgrow.shadowing.states import VisitStatus as V
from talentgrow.shadowing.visits.models import Side, Signature, Signer, VisitDebrief, VisitWord
from tests.missions.night import START, House, on


class Visiting(House):
    """Inès visits Maud, who works for Paul; Karim is Inès’s manager. The days are from START.

    START is a Thursday; visits are on Monday, 18 days later, unless told.
    """

    def __init__(self, *fixtures):
        super().__init__(*fixtures)
        self.paul = self.make.person("Paul Riou")
        self.make.assignment(self.maud, self.make.job("Réglage"), manager=self.paul)
        self.make.assignment(self.karim, self.job)
        self.make.assignment(self.paul, self.job)
        self.offer = self.make.offer(self.maud)

    def visit(self, status=V.REQUESTED, *, day=18, **fields):
        values = {"offer": self.offer, "starts_on": on(day)} | fields
        visitor, host = values.pop("visitor", self.ines), values.pop("host", self.maud)
        return self.make.visit(visitor, host, status=status, **values)

    def long(self, status=V.HOST_ACCEPTED, **fields):
        """Let Inès visit Maud for two days, of which both managers are asked."""
        visit = self.visit(status, half_days=4, **fields)
        for side, manager in ((Side.VISITOR, self.karim), (Side.HOST, self.paul)):
            self.session.add(
                VisitWord(visit_id=visit.id, side=side, manager_id=manager.id, asked_at=START)
            )
        self.session.commit()
        return visit

    def words(self, visit):
        self.session.expire_all()
        found = self.session.query(VisitWord).filter_by(visit_id=visit.id)
        return found.order_by(VisitWord.id).all()

    def say(self, visit, answer, *, side=None, **fields):
        """Let managers have answered, both unless told."""
        for word in self.words(visit):
            if side in {None, word.side}:
                word.answer, word.answered_at = answer, START
                word.answered_by_id = word.manager_id
                for name, value in fields.items():
                    setattr(word, name, value)
        self.session.commit()

    def sign(self, visit, *signers):
        people = {Signer.VISITOR: self.ines, Signer.HOST: self.maud}
        for signer in signers:
            self.session.add(
                Signature(
                    visit_id=visit.id,
                    signer=signer,
                    person_id=people.get(signer, self.karim).id,
                    version=visit.version,
                    at=START,
                )
            )
        self.session.commit()

    def write(self, visit, side):
        author = visit.visitor_id if side is Side.VISITOR else visit.host_id
        self.session.add(
            VisitDebrief(visit_id=visit.id, side=side, author_id=author, learned="Vu", at=START)
        )
        self.session.commit()

    def night(self, *days):
        for day in days:
            self.turn_to(day)
            with self.app.app_context():
                self.said = nightly.follow_up()
            self.session.expire_all()

    def fresh(self, record):
        self.session.expire_all()
        return self.session.get(type(record), record.id)

    def stands(self, record):
        return self.fresh(record).status.value

    def hr(self, name="Valérie Kern"):
        return self.make.person(name, role=Role.HR)


def later(days):
    return START + timedelta(days=days)
