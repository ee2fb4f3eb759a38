"""What time does to offers, visits, swaps and rounds: due, not due, twice, after a pause."""

import pytest
import sqlalchemy as sa

from talentgrow.audit.models import StatusChange
from talentgrow.notifications.models import Notice
from talentgrow.shadowing import nightly
from talentgrow.shadowing.exchanges.models import ExchangeMember
from talentgrow.shadowing.models import Offer, Pause, VisitSlot
from talentgrow.shadowing.states import ExchangeStatus as X
from talentgrow.shadowing.states import OfferStatus as O
from talentgrow.shadowing.states import RoundStatus as R
from talentgrow.shadowing.states import VisitStatus as V
from talentgrow.shadowing.time import of_offers, of_visits, reminders
from talentgrow.shadowing.visits.models import Answer, Says, Side, Signer, Visit
from tests.missions.night import START, on
from tests.shadowing.night import Visiting, later


@pytest.fixture
def house(app, session, make, monkeypatch):
    return Visiting(app, session, make, monkeypatch)


class TestRequests:
    def test_a_host_is_reminded_after_three_and_seven_days_once_each(self, house):
        house.visit()

        house.night(2)
        assert house.told(house.maud) == []

        house.night(3, 3, 5, 7, 8)
        assert house.told(house.maud) == ["request_still"] * 2
        assert "12 octobre 2026 pour répondre" in house.sentences(house.maud)[0]

    def test_after_a_pause_one_reminder_is_enough(self, house):
        house.visit()

        house.night(9, 9)

        assert house.told(house.maud) == ["request_still"]

    def test_an_answer_ends_them(self, house, session):
        visit = house.visit()
        house.night(3)
        visit = house.fresh(visit)
        visit.status = V.HOST_DECLINED
        session.commit()

        house.night(7, 12)

        assert house.told(house.maud) == ["request_still"]
        assert house.told(house.ines) == []

    def test_of_ten_days_ends_it_and_both_hear_why(self, house):
        visit = house.visit()

        # The tenth day is a Sunday: the Monday after is the last.
        house.night(11)
        assert house.stands(visit) == "requested"

        house.night(12, 12)
        assert house.stands(visit) == "expired"
        assert house.told(house.ines) == ["request_unanswered"]
        assert house.told(house.maud)[-1] == "request_not_answered"
        assert "d’autres hôtes" in house.sentences(house.ines)[0].lower()

    def test_ends_before_the_day_of_the_visit(self, house):
        visit = house.visit(day=4)

        house.night(1)
        assert house.stands(visit) == "requested"

        # A Saturday: the Friday before the Monday was the last day.
        house.night(2)
        assert house.stands(visit) == "expired"

    def test_gives_its_place_back(self, house, make, session):
        offer = make.offer(house.noe, slots=[on(30)], status=O.FULL)
        slot = session.scalars(sa.select(VisitSlot).where(VisitSlot.offer_id == offer.id)).one()
        slot.taken = 1
        session.commit()
        house.visit(host=house.noe, offer=offer, slot_id=slot.id, day=30)

        house.night(12)

        assert house.fresh(slot).taken == 0
        assert house.stands(offer) == "open"

    def test_two_in_a_row_pause_the_offer_and_one_click_opens_it(self, house):
        house.visit()
        house.night(12)
        assert house.stands(house.offer) == "open"
        house.visit(visitor=house.noe, day=40, since=later(12), requested_at=later(12))

        house.night(23, 23)

        offer = house.fresh(house.offer)
        assert (offer.status, offer.pause_reason) == (O.PAUSED, Pause.UNANSWERED)
        assert house.told(house.maud).count("offer_paused_itself") == 1


class TestOffers:
    def test_a_paused_one_opens_on_its_day(self, house, make):
        offer = make.offer(house.noe, status=O.PAUSED, paused_until=on(5), pause_reason="host")

        house.night(4)
        assert house.stands(offer) == "paused"

        house.night(5, 5)
        assert house.stands(offer) == "open"
        assert house.fresh(offer).paused_until is None
        assert house.told(house.noe) == ["offer_open_again"]

    def test_after_a_pause_of_the_night_it_opens_late(self, house, make):
        offer = make.offer(house.noe, status=O.PAUSED, paused_until=on(5))

        house.night(20)

        assert house.stands(offer) == "open"

    def test_whose_host_puts_the_day_later_meanwhile_stays_paused(
        self, house, make, session, monkeypatch
    ):
        offer = make.offer(house.noe, status=O.PAUSED, paused_until=on(5))
        look, offer_id = of_offers.found, offer.id
        session.commit()

        def look_then_put_later(statement):
            rows = look(statement)
            session.get(Offer, offer_id, populate_existing=True).paused_until = on(9)
            session.commit()
            return rows

        monkeypatch.setattr(of_offers, "found", look_then_put_later)
        house.night(5)

        assert house.stands(offer) == "paused"

    def test_without_a_day_that_has_room_its_host_hears_that_it_is_full(self, house, make):
        offer = make.offer(house.noe, status=O.PAUSED, paused_until=on(5), slots=[on(4)])

        house.night(5, 5)

        assert house.stands(offer) == "full"
        assert house.told(house.noe) == ["offer_full_again"]

    def test_without_a_day_it_waits_for_its_host(self, house, make):
        offer = make.offer(house.noe, status=O.PAUSED, pause_reason=Pause.UNANSWERED)

        house.night(60)

        assert house.stands(offer) == "paused"

    def test_is_full_once_its_last_day_has_passed(self, house, make):
        offer = make.offer(house.noe, slots=[on(5)])

        house.night(4)
        assert house.stands(offer) == "open"

        house.night(5, 5)
        assert house.stands(offer) == "full"
        changes = sa.select(sa.func.count()).where(
            StatusChange.subject == f"visit_offer:{offer.id}"
        )
        assert house.session.scalar(changes.where(StatusChange.move == "fill")) == 1

    def test_is_open_again_where_days_have_room(self, house, make):
        offer = make.offer(house.noe, status=O.FULL)

        house.night(1)

        assert house.stands(offer) == "open"


class TestWords:
    def test_managers_are_reminded_after_three_and_seven_days(self, house):
        house.long()

        house.night(3, 3, 7)

        assert house.told(house.karim) == ["visit_word_still"] * 2
        assert house.told(house.paul) == ["visit_word_still"] * 2

    def test_silence_of_ten_days_climbs_to_hr(self, house):
        visit = house.long()
        house.say(visit, Answer.AGREED, side=Side.HOST)

        house.night(11)
        assert house.told(house.sophie) == []

        house.night(12, 12)
        mine, theirs = house.words(visit)
        assert mine.climbed_at is not None
        assert theirs.climbed_at is None
        assert house.told(house.sophie) == ["visit_word_climbed"]
        assert house.told(house.karim)[-1] == "visit_word_climbed_for_manager"
        assert house.stands(visit) == "host_accepted"
        assert "Karim Benali" in house.sentences(house.sophie)[0]

    def test_hr_reads_of_both_managers_who_were_silent(self, house):
        house.long()

        house.night(12, 12)

        said = house.sentences(house.sophie)
        assert len(said) == 2
        assert {"Karim", "Paul"} == {one.split()[0] for one in said}

    def test_hr_is_reminded_and_after_five_days_it_ends(self, house):
        visit = house.long(day=60)
        house.night(12)

        house.night(15, 15)
        assert house.told(house.sophie)[-1] == "visit_hr_word_still"

        # Five days after the Tuesday on which it climbed come to a Sunday.
        house.night(18)
        assert house.stands(visit) == "host_accepted"

        house.night(19, 19)
        assert house.stands(visit) == "expired"
        assert house.told(house.ines)[-1] == house.told(house.maud)[-1] == "visit_without_word"
        assert house.told(house.karim)[-1] == "visit_ended_for_manager"

    def test_a_later_day_that_nobody_chose_ends_it_on_the_day(self, house):
        visit = house.long()
        house.say(visit, Answer.DEFERRED, from_on=on(40))

        house.night(3, 7, 17)
        assert house.stands(visit) == "host_accepted"
        assert house.told(house.ines) == house.told(house.maud) == ["visit_later_still"] * 2

        house.night(18)
        assert house.stands(visit) == "expired"

    def test_follow_whoever_manages_now(self, house, make, session):
        visit = house.long()
        nadia = make.person("Nadia Roux")
        session.execute(
            sa.text("UPDATE assignment SET manager_id = :new WHERE manager_id = :old"),
            {"new": nadia.id, "old": house.karim.id},
        )
        session.commit()

        house.night(4, 4)

        assert house.words(visit)[0].manager_id == nadia.id
        assert house.told(nadia)[0] == "visit_word_asked"
        assert house.told(nadia).count("visit_word_asked") == 1

    def test_go_to_hr_where_nobody_manages(self, house, session):
        visit = house.long()
        session.execute(
            sa.text("UPDATE assignment SET manager_id = NULL WHERE manager_id = :old"),
            {"old": house.karim.id},
        )
        session.commit()

        house.night(1, 1)

        assert house.words(visit)[0].climbed_at is not None
        assert house.told(house.sophie) == ["visit_word_without_manager"]


class TestSignatures:
    def test_are_asked_for_two_working_days_before_of_who_has_not_signed(self, house):
        visit = house.visit(V.TO_SIGN)
        house.sign(visit, Signer.VISITOR)

        house.night(13)
        assert house.told(house.maud) == []

        # A Thursday, before the visit of Monday.
        house.night(14, 14, 15)
        assert house.told(house.maud) == ["visit_sign_still"]
        assert house.told(house.ines) == []

    def test_are_asked_of_managers_of_a_longer_one(self, house):
        visit = house.long(V.TO_SIGN)
        house.say(visit, Answer.AGREED)
        house.sign(visit, Signer.VISITOR, Signer.HOST, Signer.VISITOR_MANAGER)

        house.night(15)

        assert house.told(house.paul) == ["visit_sign_still"]
        assert house.told(house.karim) == house.told(house.maud) == []

    def test_missing_on_the_day_it_is_called_off_kindly(self, house):
        visit = house.visit(V.TO_SIGN)

        house.night(17)
        assert house.stands(visit) == "to_sign"

        house.night(18, 18)
        assert house.stands(visit) == "expired"
        assert house.told(house.ines)[-1] == "visit_not_signed"
        assert house.told(house.maud).count("visit_not_signed") == 1
        assert house.told(house.karim) == ["visit_ended_for_manager"]

    def test_of_an_older_text_do_not_count(self, house, session):
        visit = house.visit(V.TO_SIGN)
        house.sign(visit, Signer.VISITOR)
        visit = house.fresh(visit)
        visit.version = 2
        session.commit()

        house.night(14)

        assert house.told(house.ines) == ["visit_sign_still"]


class TestAfter:
    def test_both_are_asked_on_the_morning_after_then_twice(self, house):
        house.visit(V.CONFIRMED)

        house.night(18)
        assert house.told(house.ines) == []

        house.night(19, 19, 20)
        assert house.told(house.ines) == house.told(house.maud) == ["how_was_it"]

        house.night(21, 28, 28)
        assert house.told(house.ines) == ["how_was_it", "how_still", "how_still"]

    def test_who_wrote_is_left_alone(self, house):
        visit = house.visit(V.TOOK_PLACE)
        house.write(visit, Side.HOST)

        house.night(19, 21, 28)

        assert house.told(house.ines) == ["debrief_still"] * 2
        assert house.told(house.maud) == []

    def test_a_visit_that_was_missed_asks_for_no_words(self, house):
        house.visit(V.NO_SHOW)

        house.night(19, 21, 28)

        assert house.told(house.ines) == house.told(house.maud) == []

    def test_closes_after_three_weeks_and_who_wrote_nothing_may_read(self, house):
        visit = house.visit(V.PARTIAL)
        house.write(visit, Side.VISITOR)

        house.night(39)
        assert house.stands(visit) == "partial"

        house.night(40, 40)
        visit = house.fresh(visit)
        assert (visit.status, visit.closed_as) == (V.CLOSED, V.PARTIAL)
        assert house.told(house.maud)[-1] == "debrief_readable"
        assert house.told(house.ines)[-1] == "certified"

    def test_about_which_nobody_said_a_word_counts_for_nobody(self, house):
        visit = house.visit(V.CONFIRMED)

        house.night(50, 50)

        assert house.stands(visit) == "expired"
        assert house.told(house.ines) == house.told(house.maud) == ["visit_put_away"]
        assert house.stands(house.offer) == "open"


class TestSwaps:
    def ring(self, house, make, *, days=10, **more):
        return make.exchange(house.ines, house.maud, house.noe, answer_by=on(days), **more)

    def legs(self, house, exchange):
        house.session.expire_all()
        found = sa.select(Visit).where(Visit.exchange_id == exchange.id)
        return list(house.session.scalars(found.order_by(Visit.place_in_ring)))

    def test_remind_who_has_not_answered_once_for_both_visits(self, house, make, session):
        exchange = self.ring(house, make)
        first, _second, third = self.legs(house, exchange)
        first.visitor_says = third.host_says = Says.YES
        session.commit()

        house.night(3, 3)

        assert house.told(house.ines) == []
        assert house.told(house.maud) == house.told(house.noe) == ["swap_still"]

    def test_who_answers_between_the_look_and_the_reminder_is_left_alone(
        self, house, make, session, monkeypatch
    ):
        exchange = make.exchange(house.ines, house.maud, answer_by=on(10))
        exchange_id = exchange.id
        session.commit()
        look = reminders.due

        def look_then_answer():
            found = [*look()]
            legs = sa.select(Visit).where(Visit.exchange_id == exchange_id)
            first, second = session.scalars(legs.order_by(Visit.place_in_ring))
            # Inès answers to both of her visits, Maud to the one that she would make.
            first.visitor_says = second.host_says = second.visitor_says = Says.YES
            session.commit()
            return found

        monkeypatch.setattr(reminders, "due", look_then_answer)
        house.night(3)

        assert house.told(house.ines) == []
        assert house.told(house.maud) == ["swap_still"]

    def test_lose_what_nobody_answered_and_ask_the_others_one_way(self, house, make, session):
        exchange = self.ring(house, make)
        for leg in self.legs(house, exchange)[:2]:
            leg.visitor_says = leg.host_says = Says.YES
        session.commit()

        house.night(10)
        assert house.stands(exchange) == "asked"

        house.night(11, 11)
        assert house.stands(exchange) == "broken"
        stands = [leg.status for leg in self.legs(house, exchange)]
        assert stands == [V.ONE_WAY_ASKED, V.ONE_WAY_ASKED, V.LOST]
        asked = sa.select(sa.func.count()).where(ExchangeMember.is_asked)
        assert house.session.scalar(asked) == 0

    def test_silence_about_keeping_it_loses_it_too_and_the_swap_is_over(self, house, make):
        exchange = self.ring(house, make)
        house.night(11)

        house.night(30, 30)

        assert {leg.status for leg in self.legs(house, exchange)} == {V.LOST}
        assert house.stands(exchange) == "finished"

    def test_a_leg_that_is_not_signed_leaves_the_others_as_they_are(self, house, make, session):
        exchange = make.exchange(
            house.ines, house.maud, house.noe, status=V.CONFIRMED, answer_by=on(10)
        )
        first, *others = self.legs(house, exchange)
        exchange.status = X.CONFIRMED
        first.status = V.TO_SIGN
        for leg in others:
            leg.starts_on = leg.ends_on = on(40)
        session.commit()

        house.night(22)

        assert [leg.status for leg in self.legs(house, exchange)] == [
            V.EXPIRED,
            V.CONFIRMED,
            V.CONFIRMED,
        ]
        assert house.stands(exchange) == "broken"
        assert "ring_lost_a_leg" in house.told(house.noe)


class TestRounds:
    def test_close_on_the_day_after_the_last(self, house, make):
        one = make.round()

        house.night(10)
        assert house.stands(one) == "open"

        house.night(11, 11)
        assert house.stands(one) == "closed"

    def test_finish_once_no_visit_is_to_come(self, house, make):
        one = make.round(status=R.PUBLISHED)
        visit = house.visit(V.TOOK_PLACE, round_id=one.id, day=40)
        over = (one.visits_to - START.date()).days + 1

        house.night(over)
        assert house.stands(one) == "published"

        house.night(70, 70)
        assert house.stands(visit) == "closed"
        assert house.stands(one) == "finished"


class TestNight:
    def test_says_how_much_was_done(self, house):
        house.visit()

        house.night(12)

        assert house.said == "1 taken"

    def test_one_broken_record_does_not_stop_the_others(self, house, session, monkeypatch):
        broken, fine = house.visit(), house.visit(visitor=house.noe)
        real, broken_id = of_visits.rules.of_visit, broken.id
        session.commit()

        def breaks(visit, *, today):
            if visit.id == broken_id:
                raise RuntimeError("broken")
            return real(visit, today=today)

        monkeypatch.setattr(of_visits.rules, "of_visit", breaks)
        house.night(12)

        assert house.stands(fine) == "expired"
        assert house.said.endswith("1 failed")

    def test_of_a_house_without_anything_does_nothing(self, app, session):
        with app.app_context():
            assert nightly.follow_up() == "0 taken"
        assert session.scalar(sa.select(sa.func.count(Notice.id))) == 0
