"""What ends around visits once somebody's last day here is over."""

import pytest
import sqlalchemy as sa

from talentgrow.people import service as people
from talentgrow.people.models import Assignment
from talentgrow.shadowing.exchanges.models import RoundMember
from talentgrow.shadowing.models import VisitSlot
from talentgrow.shadowing.states import ExchangeStatus as X
from talentgrow.shadowing.states import OfferStatus as O
from talentgrow.shadowing.states import VisitStatus as V
from talentgrow.shadowing.visits.models import Answer, Signer, Visit, VisitCancel
from tests.missions.night import on
from tests.shadowing.night import Visiting


@pytest.fixture
def house(app, session, make, monkeypatch):
    return Visiting(app, session, make, monkeypatch)


@pytest.fixture
def leave(app, house, session):
    def leave(person):
        for post in session.query(Assignment).filter_by(person_id=person.id):
            post.ended_on = on(1)
        session.commit()
        house.turn_to(3)
        with app.test_request_context():
            people.note_leavers()
            session.commit()
        session.expire_all()

    return leave


class TestHost:
    def test_shows_nothing_any_more_and_receives_nobody(self, house, leave):
        visits = [
            house.visit(),
            house.visit(V.CONFIRMED, visitor=house.noe),
            house.visit(V.CLOSED, visitor=house.sophie, day=-30),
        ]

        leave(house.maud)

        assert [house.stands(one) for one in visits] == ["cancelled", "cancelled", "closed"]
        assert house.fresh(visits[0]).cancelled_reason is VisitCancel.LEFT
        assert house.stands(house.offer) == "closed"
        assert house.told(house.ines) == house.told(house.noe) == ["visit_host_left"]
        assert "Maud Le Goff" in house.sentences(house.ines)[0]

    def test_managers_who_were_asked_hear_of_it(self, house, leave):
        house.long()

        leave(house.maud)

        assert house.told(house.karim) == house.told(house.paul) == ["visit_ended_for_manager"]

    def test_a_day_that_was_is_told_about_all_the_same(self, house, leave):
        visit = house.visit(V.CONFIRMED, day=1)

        leave(house.maud)

        assert house.stands(visit) == "confirmed"


class TestVisitor:
    def test_gives_their_places_back(self, house, leave, make, session):
        offer = make.offer(house.noe, slots=[on(30)], status=O.FULL)
        slot = session.scalars(sa.select(VisitSlot).where(VisitSlot.offer_id == offer.id)).one()
        slot.taken = 1
        session.commit()
        house.visit(V.TO_SIGN, host=house.noe, offer=offer, slot_id=slot.id, day=30)

        leave(house.ines)

        assert house.fresh(slot).taken == 0
        assert house.stands(offer) == "open"
        assert house.told(house.noe) == ["visit_visitor_left"]

    def test_takes_no_part_in_rounds_that_are_prepared(self, house, leave, make, session):
        one = make.round()
        mine, other = make.round_member(one, house.ines), make.round_member(one, house.noe)

        leave(house.ines)

        assert house.fresh(mine).left_at is not None
        assert session.get(RoundMember, other.id).left_at is None


class TestSwap:
    def legs(self, house, exchange):
        house.session.expire_all()
        found = sa.select(Visit).where(Visit.exchange_id == exchange.id)
        return [leg.status for leg in house.session.scalars(found.order_by(Visit.place_in_ring))]

    def test_that_is_asked_goes_on_one_way_without_them(self, house, leave, make):
        exchange = make.exchange(house.ines, house.maud, house.noe)

        leave(house.ines)

        assert self.legs(house, exchange) == [V.CANCELLED, V.ONE_WAY_ASKED, V.CANCELLED]
        assert house.stands(exchange) == "broken"
        assert house.told(house.maud) == ["visit_visitor_left", "one_way_visitor_asked"]
        assert house.told(house.ines) == []

    def test_that_was_agreed_keeps_the_visits_of_the_others(self, house, leave, make, session):
        exchange = make.exchange(house.ines, house.maud, house.noe, status=V.CONFIRMED)
        exchange.status = X.CONFIRMED
        session.commit()

        leave(house.ines)

        assert self.legs(house, exchange) == [V.CANCELLED, V.CONFIRMED, V.CANCELLED]
        assert "ring_lost_a_leg" in house.told(house.noe)

    def test_of_two_is_over(self, house, leave, make):
        exchange = make.exchange(house.ines, house.maud)

        leave(house.ines)

        assert self.legs(house, exchange) == [V.CANCELLED, V.CANCELLED]
        assert house.stands(exchange) == "finished"


class TestManager:
    def test_who_agreed_and_has_not_signed_is_asked_no_more(self, house, leave, make, session):
        visit = house.long(V.TO_SIGN)
        house.say(visit, Answer.AGREED)
        house.sign(visit, Signer.VISITOR)
        nadia = make.person("Nadia Roux", job=house.job)
        session.execute(
            sa.text("UPDATE assignment SET manager_id = :new WHERE manager_id = :old"),
            {"new": nadia.id, "old": house.karim.id},
        )
        session.commit()

        leave(house.karim)

        mine, theirs = house.words(visit)
        assert house.stands(visit) == "host_accepted"
        assert (mine.manager_id, mine.answer) == (nadia.id, None)
        assert theirs.answer is Answer.AGREED
        assert house.told(nadia) == ["visit_word_asked"]

    def test_who_has_signed_is_heard(self, house, leave):
        visit = house.long(V.TO_SIGN)
        house.say(visit, Answer.AGREED)
        house.sign(visit, Signer.VISITOR_MANAGER)

        leave(house.karim)

        assert house.stands(visit) == "to_sign"
