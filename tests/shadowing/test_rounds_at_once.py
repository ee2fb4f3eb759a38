"""A round takes a step at the moment at which somebody else acts in it: nobody is promised twice."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from talentgrow.audit.models import StatusChange
from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.kernel.access import SYSTEM, Role
from talentgrow.people.models import Person
from talentgrow.shadowing.exchanges import creating
from talentgrow.shadowing.exchanges.models import Exchange, Round, RoundMember
from talentgrow.shadowing.rounds import joining, life, members, publishing, solving
from talentgrow.shadowing.rounds.weeks import weeks_of
from talentgrow.shadowing.states import RoundStatus
from talentgrow.shadowing.visits.models import Visit
from tests.races import Served, at_once, codes
from tests.shadowing.round_scene import Company

R = RoundStatus


class Swaps(Served):
    """Sara and Guy wish to see one another, and so do Guy and Max; two look after rounds."""

    def found(self, make):
        company = Company(make, "Sara", "Guy", "Max")
        company.wish("Sara", "Guy")
        company.wish("Guy", "Sara", "Max")
        company.wish("Max", "Guy")
        hr = {name: make.person(f"{name} HR", role=Role.HR) for name in ("sophie", "paul")}
        return hr | {name.lower(): person for name, person in company.people.items()}

    def round(self, *names, status=R.CLOSED):
        """Make a round in which some take part, with its proposal where it is closed."""

        def work(make, session):
            one = make.round(status=status)
            for name in names:
                person = session.get_one(Person, self.ids[name])
                make.round_member(one, person)
            return one.id

        round_id = self.make(work)
        self.run = self.computed(round_id) if status is R.CLOSED else 0
        return round_id

    def computed(self, round_id):
        """Return the id of a proposal for a round, computed here and now."""

        def work():
            run = solving.ask(db.session.get_one(Round, round_id), by=SYSTEM, now=clock.now())
            db.session.commit()
            solving.compute(run.id)
            return members.newest_run(round_id).id

        return self.inside(work)()

    def publish(self, who, round_id):
        return self.post(who, f"/hr/rounds/{round_id}/publish", {"run": self.run})

    def tick(self, who, round_id, place):
        """Return the act of saying that one can in one week only."""
        week = self.make(lambda _make, session: weeks_of(session.get_one(Round, round_id))[place])
        data = {"weeks": [week.isoformat()], "how": "both", "places": "1"}
        return self.post(who, f"/rounds/{round_id}/join", data)


@pytest.fixture
def race(race):
    """Let both have read everything before either writes, as far as the database lets them."""
    race.nobody_waits()
    return race


@pytest.fixture
def swaps(new_app):
    return Swaps.of(new_app)


def test_two_in_hr_publish_one_round(swaps, race):
    one = swaps.round("max")
    race.let_meet(publishing, "hold")

    def play():
        acts = (swaps.publish(name, one) for name in ("sophie", "paul"))
        assert sorted(codes(at_once(*acts))) == [302, 409]
        published = sa.select(StatusChange.id).where(StatusChange.move == "publish")
        assert len(swaps.stored(published)) == 1

    race(play)


def test_a_ring_is_sent_once(swaps, race):
    one = swaps.round("sara", "guy")
    race.let_meet(publishing, "hold")

    def play():
        answers = at_once(*(swaps.publish(name, one) for name in ("sophie", "paul")))
        assert sorted(codes(answers)) == [302, 409]
        assert len(swaps.stored(sa.select(Visit.id))) == 2
        # The second waited for the first and read what had happened.
        moves = sa.select(StatusChange.move).where(StatusChange.subject == f"exchange_round:{one}")
        assert swaps.stored(moves) == ["publish"]
        assert waited == [R.CLOSED, R.PUBLISHED]

    waited = []
    real = publishing.hold

    def hold_and_note(round_id):
        found = real(round_id)
        waited.append(found.status)
        return found

    race.monkeypatch.setattr(publishing, "hold", hold_and_note)
    race(play)


def test_a_week_is_unticked_while_hr_publishes(swaps, race):
    one = swaps.round("sara", "guy")
    meeting = race.meeting()
    race.let_meet(publishing, "read", meeting=meeting)
    race.let_meet(joining.queries, "hold_round", meeting=meeting)

    def play():
        published, ticked = codes(
            at_once(swaps.publish("sophie", one), swaps.tick("sara", one, -1))
        )

        assert sorted((published, ticked)) == [302, 409]
        days = swaps.stored(sa.select(Visit.starts_on))
        assert len(days) == (2 if published == 302 else 0)

    race(play)


def test_somebody_leaves_while_hr_publishes(swaps, race):
    one = swaps.round("sara", "guy")
    meeting = race.meeting()
    race.let_meet(publishing, "read", meeting=meeting)
    race.let_meet(joining, "hold", meeting=meeting)

    def play():
        published, left = codes(
            at_once(swaps.publish("sophie", one), swaps.post("sara", f"/rounds/{one}/leave"))
        )

        assert sorted((published, left)) == [302, 409]
        gone = swaps.stored(sa.select(RoundMember.id).where(RoundMember.left_at.is_not(None)))
        assert (len(gone), len(swaps.stored(sa.select(Visit.id)))) in {(1, 0), (0, 2)}

    race(play)


def test_somebody_joins_while_joining_ends(swaps, race):
    one = swaps.round(status=R.OPEN)
    # Whoever joins has read that the round is open; then joining ends, and is over.
    read, over = race.meeting(), race.meeting()
    race.let_meet(joining.queries, "hold_round", meeting=read)
    race.let_meet(joining.queries, "hold_round", meeting=over)

    def close():
        read()
        life.close(db.session.get_one(Round, one), by=SYSTEM, now=clock.now())
        db.session.commit()
        counted = len(members.ids_in(one))
        db.session.commit()
        over()
        return counted

    def play():
        joined, counted = at_once(swaps.tick("max", one, 0), swaps.inside(close))

        # Whoever was let in is counted once joining is over: the proposal knows them.
        assert (joined.status_code, counted) in {(302, 1), (409, 0), (403, 0)}
        assert len(swaps.stored(sa.select(RoundMember.id))) == counted

    race(play)


def test_a_pair_is_proposed_while_hr_publishes(swaps, race):
    one = swaps.round("sara", "guy")
    meeting = race.meeting()
    race.let_meet(creating, "_check", meeting=meeting, early=True)

    day = clock.today() + timedelta(days=30)
    day -= timedelta(days=day.weekday())
    data = {
        "visits_on": day.isoformat(),
        "hosts_on": (day + timedelta(days=1)).isoformat(),
        "half_days": "2",
        "message": "",
    }
    pair = swaps.post("guy", f"/swaps/with/{swaps.ids['max']}/propose", data)

    def play():
        published, proposed = at_once(swaps.publish("sophie", one), pair)

        assert sorted(codes((published, proposed))) == [302, 409]
        assert len(swaps.stored(sa.select(Exchange.id))) == 1
        refused = published if published.status_code == 409 else proposed
        # Whoever came second is told why, in words.
        told = ("Compute it anew", "another swap")
        assert any(words in refused.text for words in told)

    race(play)
