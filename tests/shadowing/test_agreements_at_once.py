"""Somebody signs while the other changes what is signed: nobody has signed what they never read."""

import pytest
import sqlalchemy as sa

from talentgrow.infra import clock
from talentgrow.shadowing import queries
from talentgrow.shadowing.agreements import service
from talentgrow.shadowing.states import VisitStatus
from talentgrow.shadowing.visits.models import Agreement, Signature, Visit
from tests.races import Served, at_once, codes


class Visited(Served):
    """Inès visits Paul, who has signed; her signature is the last."""

    def found(self, make):
        ines, paul = make.person("Inès Caradec"), make.person("Paul Le Gall")
        visit = make.visit(ines, paul, status=VisitStatus.TO_SIGN)
        self.visit = visit.id
        # Written before, so that its unique row saves nobody who does not wait.
        make.session.add(Agreement(visit_id=visit.id, aims="Voir", changed_at=clock.now()))
        make.session.commit()
        return {"ines": ines, "paul": paul}

    def sign(self, who):
        return self.post(who, f"/visits/{self.visit}/agreement/sign", {"version": "1"})

    def change(self, who, aims):
        data = {"version": "1", "aims": aims, "travel": "nobody"}
        return self.post(who, f"/visits/{self.visit}/agreement/edit", data)


@pytest.fixture
def visited(new_app):
    return Visited.of(new_app)


@pytest.fixture
def race(race):
    race.nobody_waits()
    race.let_meet(queries, "hold_visit")
    return race


def test_signing_while_the_other_changes_it(visited, race):
    at_once(visited.sign("paul"))
    # Both have read everything before either writes.
    meeting = race.meeting()
    race.let_mutant_meet(service, "missing", meeting=meeting)
    race.let_mutant_meet(service, "changed", early=True, meeting=meeting)

    def play():
        answers = at_once(visited.sign("ines"), visited.change("paul", "Another aim"))

        assert sorted(codes(answers))[0] == 302
        (version,) = visited.stored(sa.select(Visit.version))
        (status,) = visited.stored(sa.select(Visit.status))
        counted = visited.stored(sa.select(Signature.id).where(Signature.version == version))
        assert (status is VisitStatus.CONFIRMED) is (len(counted) == 2)
        if version == 2:
            assert status is VisitStatus.TO_SIGN
            assert not counted

    race(play)


def test_both_change_it(visited, race):
    def play():
        answers = at_once(visited.change("ines", "Hers"), visited.change("paul", "His"))

        assert sorted(codes(answers)) == [302, 409]
        assert visited.stored(sa.select(Visit.version)) == [2]
        assert len(visited.stored(sa.select(Agreement.id))) == 1

    race(play)


def test_the_last_two_signatures_at_once(visited, race):
    """Each sees the other's signature missing only if it is: one of them confirms the visit."""
    race.let_mutant_meet(service, "missing")

    def play():
        answers = at_once(visited.sign("ines"), visited.sign("paul"))

        assert codes(answers) == [302, 302]
        assert visited.stored(sa.select(Visit.status)) == [VisitStatus.CONFIRMED]

    race(play)
