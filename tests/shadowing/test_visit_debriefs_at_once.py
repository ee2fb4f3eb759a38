"""Both sides write, or the night closes, at the same moment: one certificate, no word lost."""

import pytest
import sqlalchemy as sa

from talentgrow.infra import clock
from talentgrow.kernel.access import SYSTEM
from talentgrow.shadowing import queries
from talentgrow.shadowing.debriefs import closing
from talentgrow.shadowing.states import VisitStatus
from talentgrow.shadowing.visits.models import Side, Visit, VisitCertificate, VisitDebrief
from tests.races import Served, at_once, codes
from tests.shadowing.seen_scene import LEARNED, OverVisit


class Over(Served):
    """Inès visited Paul three days ago; both may write."""

    def found(self, make):
        over = OverVisit(make)
        self.url, self.visit = over.url, over.id
        return {"ines": over.ines, "paul": over.paul}

    def write(self, who, side, **more):
        return self.post(who, self.url, {"learned": LEARNED[side]} | more)

    def close(self):
        """Close it as the night does."""

        def work():
            queries.hold_visits([self.visit])
            closing.close(queries.visit_in_full(self.visit), by=SYSTEM, now=clock.now())

        return self.inside(work)

    def is_whole(self):
        """Check that everything there is stands once."""
        assert self.stored(sa.select(Visit.status)) == [VisitStatus.CLOSED]
        assert len(self.stored(sa.select(VisitCertificate.id))) == 1


@pytest.fixture
def over(new_app):
    return Over.of(new_app)


@pytest.fixture
def race(race):
    race.nobody_waits()
    race.let_meet(queries, "visit_in_full")
    return race


def test_both_sides_write(over, race):
    def play():
        answers = at_once(over.write("ines", Side.VISITOR), over.write("paul", Side.HOST))

        assert codes(answers) == [302, 302]
        assert len(over.stored(sa.select(VisitDebrief.id))) == 2
        over.is_whole()

    race(play)


def test_one_side_writes_twice(over, race):
    def play():
        answers = at_once(
            over.write("ines", Side.VISITOR), over.write("ines", Side.VISITOR, thanks="Merci")
        )

        assert codes(answers) == [302, 302]
        assert len(over.stored(sa.select(VisitDebrief.id))) == 1

    race(play)


def test_the_visitor_writes_while_the_night_closes(over, race):
    def play():
        at_once(over.write("ines", Side.VISITOR), over.close())

        over.is_whole()

    race(play)
