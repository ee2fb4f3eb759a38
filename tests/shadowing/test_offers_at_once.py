"""Two act on an offer or a list of wishes at the same moment, and nothing is lost."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from talentgrow.infra import clock
from talentgrow.kernel.calendar import workday
from talentgrow.shadowing import queries
from talentgrow.shadowing.models import Offer, VisitSlot, VisitWish
from talentgrow.shadowing.wishes import service
from tests.races import Served, at_once, codes
from tests.shadowing.test_offers import typed


class Scene(Served):
    """Maud shows her job on two days; Ana has nine wishes and looks at two more jobs."""

    def found(self, make):
        maud, ana = make.person("Maud"), make.person("Ana")
        self.days = [workday(clock.today() + timedelta(days=days)) for days in (20, 30)]
        self.offer = make.offer(maud, slots=self.days, is_remote=True).id
        for rank in range(1, 10):
            make.visit_wish(ana, job=make.job(f"Job {rank}"), rank=rank)
        self.jobs = [make.job("Last one").id, make.job("One too many").id]
        return {"maud": maud, "ana": ana}

    def edit(self, **fields):
        url = f"/visits/offers/{self.offer}/edit"
        slots = {
            "timing": "slots",
            "slots-0-starts_on": self.days[0].isoformat(),
            "slots-0-begins_at": "09:00",
        }
        return self.post("maud", url, typed(do="save", seen="1", **slots | fields))


@pytest.fixture
def scene(new_app):
    return Scene.of(new_app)


def test_two_windows_of_one_host(scene, race):
    race.nobody_waits()
    race.let_meet(queries, "hold_offer")

    def play():
        answers = at_once(scene.edit(meeting_point="Accueil"), scene.edit(meeting_point="Portail"))

        assert sorted(codes(answers)) == [302, 409]
        assert scene.stored(sa.select(Offer.version)) == [2]

    race(play)


def test_the_tenth_wish_is_one(scene, race):
    race.nobody_waits()
    race.let_meet(service, "_check_exists")
    # Both have read the nine that are there before either adds one.
    race.let_mutant_meet(service, "target_of", early=True)

    def play():
        wishes = ({"kind": "job", "id": str(job)} for job in scene.jobs)
        answers = at_once(*(scene.post("ana", "/visits/wishes/add", one) for one in wishes))

        assert codes(answers) == [302, 302]
        assert len(scene.stored(sa.select(VisitWish.id))) == 10

    race(play)


def test_days_that_a_host_takes_away_while_they_are_edited_twice(scene, race):
    race.nobody_waits()
    race.let_meet(queries, "hold_offer")

    def play():
        other = {"slots-0-starts_on": scene.days[1].isoformat()}
        answers = at_once(scene.edit(), scene.edit(**other))

        assert sorted(codes(answers)) == [302, 409]
        assert len(scene.stored(sa.select(VisitSlot.id))) == 1

    race(play)
