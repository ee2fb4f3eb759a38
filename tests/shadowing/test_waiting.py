"""What waits for everybody around visits, on the first page they see."""

import pytest
import sqlalchemy as sa

from talentgrow.infra import clock
from talentgrow.infra.i18n import in_language
from talentgrow.kernel.access import Actor, Role, Scope
from talentgrow.missions.states import ApplicationStatus
from talentgrow.missions.waits.wait import WaitKind
from talentgrow.mobility.states import PathStatus
from talentgrow.shadowing.models import Pause
from talentgrow.shadowing.states import OfferStatus as O
from talentgrow.shadowing.states import RoundStatus as R
from talentgrow.shadowing.states import VisitStatus as V
from talentgrow.shadowing.visits.models import Answer, Says, Side, Signer, Visit
from talentgrow.shadowing.waits.waiting import around
from tests.missions.night import START, on
from tests.shadowing.night import Visiting


@pytest.fixture
def house(app, session, make, monkeypatch):
    return Visiting(app, session, make, monkeypatch)


@pytest.fixture
def waits(app, house):
    def waits(person, *roles, language="en", **more):
        actor = Actor(person.id, frozenset({Role.EMPLOYEE, *roles}), **more)
        with app.test_request_context(), in_language(language):
            return [*around(actor, now=clock.now()).waits]

    return waits


def plain(text):
    return " ".join(text.striptags().split())


class TestRequest:
    def test_waits_for_its_host(self, house, waits):
        visit = house.visit()

        (one,) = waits(house.maud)

        assert (one.kind, one.is_mine, one.by) == (WaitKind.VISIT, True, on(11))
        assert plain(one.title) == "Inès would like to visit you on Monday 19 October"
        assert one.url == f"/visits/{visit.id}"

    def test_is_waited_for_by_its_visitor_who_reads_when_the_host_was_reminded(
        self, house, waits, sign_in, page
    ):
        house.visit()
        house.night(3)

        (one,) = waits(house.ines)

        assert (one.is_mine, one.who) == (False, "Maud Le Goff")
        assert "Reminded on Sunday 4" in page(sign_in(house.ines), "/").text.replace("\xa0", " ")

    @pytest.mark.parametrize("status", [V.HOST_DECLINED, V.EXPIRED, V.CANCELLED, V.CLOSED, V.LOST])
    def test_that_is_over_waits_for_nobody(self, house, waits, status):
        house.visit(status)

        assert waits(house.ines) == waits(house.maud) == []

    def test_says_it_in_french(self, house, waits):
        house.visit()

        (one,) = waits(house.maud, language="fr")

        assert plain(one.title) == "Inès aimerait venir vous voir lundi 19 octobre"


class TestWord:
    def test_waits_for_managers_and_the_two_wait_for_it(self, house, waits):
        visit = house.long()
        house.say(visit, Answer.AGREED, side=Side.HOST)

        (one,) = waits(house.karim)
        assert (one.kind, one.is_mine, one.is_for_team, one.by) == (
            WaitKind.WORD,
            True,
            True,
            on(11),
        )
        assert waits(house.paul) == []
        (one,) = waits(house.ines)
        assert (one.is_mine, one.who) == (False, "Karim Benali")
        assert waits(house.maud)[0].who == "Karim Benali"

    def test_that_climbed_waits_for_hr_of_that_part(self, house, waits):
        house.long()
        house.night(12)

        both = waits(house.sophie, Role.HR)

        assert [one.kind for one in both] == [WaitKind.WORD] * 2
        assert waits(house.sophie, Role.HR, scope=Scope(unit_ids=frozenset({999}))) == []
        assert waits(house.karim) == []
        assert {one.who for one in waits(house.ines)} == {"HR"}

    def test_many_are_counted_for_hr(self, house, waits, make):
        for index in range(4):
            house.long(visitor=make.person(f"Visitor {index}"), day=60)
        house.night(12)

        (one,) = waits(house.sophie, Role.HR)

        assert plain(one.title) == "8 visits wait for the word of HR"

    def test_for_a_later_day_waits_for_the_two(self, house, waits):
        visit = house.long()
        house.say(visit, Answer.DEFERRED, from_on=on(40))

        (one,) = waits(house.ines)

        assert (one.is_mine, one.by) == (True, on(18))
        assert "Tuesday 10 November" in plain(one.text).replace("\xa0", " ")
        assert len(waits(house.maud)) == 1


class TestSignature:
    def test_waits_for_who_has_not_signed(self, house, waits):
        visit = house.visit(V.TO_SIGN)
        house.sign(visit, Signer.VISITOR)

        (mine,) = waits(house.maud)
        assert (mine.kind, mine.is_mine, mine.by) == (WaitKind.SIGNATURE, True, on(14))
        (theirs,) = waits(house.ines)
        assert (theirs.is_mine, theirs.who) == (False, "Maud Le Goff")

    def test_of_an_older_text_counts_no_more(self, house, waits, session):
        visit = house.visit(V.TO_SIGN)
        house.sign(visit, Signer.VISITOR)
        house.fresh(visit).version = 2
        session.commit()

        assert waits(house.ines)[0].is_mine

    def test_waits_for_managers_of_a_longer_one_once_the_two_have_signed(self, house, waits):
        visit = house.long(V.TO_SIGN)
        house.say(visit, Answer.AGREED)
        house.sign(visit, Signer.VISITOR, Signer.HOST, Signer.HOST_MANAGER)

        (one,) = waits(house.karim)
        assert (one.kind, one.is_mine) == (WaitKind.SIGNATURE, True)
        assert waits(house.paul) == []
        assert waits(house.ines)[0].who == "Managers"

    def test_of_a_manager_under_an_older_text_counts_no_more(self, house, waits, session):
        visit = house.long(V.TO_SIGN)
        house.say(visit, Answer.AGREED)
        house.sign(visit, Signer.VISITOR_MANAGER)
        assert waits(house.karim) == []

        house.fresh(visit).version = 2
        session.commit()

        assert len(waits(house.karim)) == 1


class TestAfter:
    def test_how_it_was_is_asked_from_the_day_after(self, house, waits):
        house.visit(V.CONFIRMED)
        house.turn_to(18)
        assert waits(house.ines) == []

        house.turn_to(19)

        (one,) = waits(house.ines)
        assert plain(one.title) == "How was your visit with Maud?"
        assert len(waits(house.maud)) == 1

    def test_who_has_written_waits_for_the_other(self, house, waits):
        visit = house.visit(V.TOOK_PLACE)
        house.write(visit, Side.VISITOR)
        house.turn_to(20)

        assert not waits(house.ines)[0].is_mine
        (one,) = waits(house.maud)
        assert one.is_mine
        assert plain(one.text).startswith("Inès has written already")

        house.write(visit, Side.HOST)
        assert waits(house.ines) == []


class TestSwap:
    def test_waits_once_for_both_visits(self, house, waits, make):
        exchange = make.exchange(house.ines, house.maud, answer_by=on(9))

        (one,) = waits(house.ines)

        assert (one.kind, one.is_mine, one.by) == (WaitKind.SWAP, True, on(9))
        assert plain(one.title) == "You and Maud could see each other at work"
        assert one.url == f"/swaps/{exchange.id}"

    def test_names_only_those_of_ones_own_visits(self, house, waits, make):
        make.exchange(house.ines, house.maud, house.noe, house.paul)

        (one,) = waits(house.ines)

        assert plain(one.title) == "You could visit Maud, and Paul could visit you"

    def test_who_has_answered_waits_for_the_other(self, house, waits, make, session):
        exchange = make.exchange(house.ines, house.maud)
        for leg in session.scalars(sa.select(Visit).where(Visit.exchange_id == exchange.id)):
            if leg.visitor_id == house.ines.id:
                leg.visitor_says = Says.YES
            else:
                leg.host_says = Says.YES
        session.commit()

        (one,) = waits(house.ines)

        assert (one.is_mine, one.who) == (False, "Maud Le Goff")

    def test_asks_who_lost_a_leg_whether_they_keep_theirs(self, house, waits, make):
        exchange = make.exchange(house.ines, house.maud, house.noe, answer_by=on(5))
        house.session.execute(
            sa.update(Visit)
            .where(Visit.exchange_id == exchange.id, Visit.place_in_ring == 1)
            .values(status=V.ONE_WAY_ASKED)
        )
        house.session.execute(
            sa.update(Visit)
            .where(Visit.exchange_id == exchange.id, Visit.place_in_ring > 1)
            .values(status=V.LOST)
        )
        house.session.commit()

        (one,) = waits(house.maud)

        assert plain(one.title) == "Keep the visit of Inès on Thursday 22 October, one-way?"
        assert waits(house.noe) == []


class TestRound:
    def test_asks_who_joined_without_a_wish(self, house, waits, make):
        make.round_member(make.round(), house.ines)

        (one,) = waits(house.ines)
        assert (one.kind, one.is_mine, one.by) == (WaitKind.ROUND, True, on(10))

        make.visit_wish(house.ines, host=house.maud)
        assert waits(house.ines) == []

    def test_who_only_hosts_needs_no_wish(self, house, waits, make):
        make.round_member(make.round(), house.ines, visits=False)

        assert waits(house.ines) == []

    def test_that_is_closed_waits_for_hr_who_answers_for_it(self, house, waits, make):
        one = make.round(status=R.CLOSED)
        part = Scope(unit_ids=frozenset({999}))

        (wait,) = waits(house.sophie, Role.HR)

        assert wait.url == f"/hr/rounds/{one.id}"
        assert waits(house.sophie, Role.HR, scope=part) == []
        assert waits(house.ines) == []


def test_an_offer_that_paused_itself_waits_for_its_host(house, waits, make):
    make.offer(house.noe, status=O.PAUSED, pause_reason=Pause.UNANSWERED)
    make.offer(house.paul, status=O.PAUSED, pause_reason=Pause.HOST)

    assert len(waits(house.noe)) == 1
    assert waits(house.paul) == []


class TestHome:
    def swap(self, house, make):
        """Let Sophie and Noé wish to see one another."""
        make.assignment(house.sophie, house.job)
        make.visit_wish(house.sophie, host=house.noe)
        make.visit_wish(house.noe, host=house.sophie)

    @pytest.mark.parametrize("language", ["fr", "en"])
    def test_shows_with_whom_one_could_swap(self, house, make, sign_in, page, language):
        self.swap(house, make)

        found = page(sign_in(house.noe, language=language), "/")

        assert f"/swaps/with/{house.sophie.id}" in found.links()
        assert f"/swaps/with/{house.noe.id}" not in page(sign_in(house.ines), "/").links()

    def test_of_hr_who_does_all_of_it_needs_few_statements(
        self, house, make, sign_in, page, statements
    ):
        self.swap(house, make)
        me, skill = house.sophie, make.skill("Réglage")
        make.level(me, skill, 1)
        make.saved_path(me, house.job, make.job("Autre", needs={skill: 4}))
        make.application(house.mission(), me, status=ApplicationStatus.MANAGER_PENDING)
        for index in range(3):
            report = make.person(f"Report {index}", job=house.job, manager=me)
            make.saved_path(report, house.job, status=PathStatus.SHARED)
            make.level(report, skill, 3, at=clock.now(), wants_answer=True)
            house.visit(visitor=report, host=me, day=30 + index)
            house.visit(visitor=me, host=report, day=60 + index)
            house.long(visitor=report, host=house.maud, day=70)
        make.round(status=R.CLOSED)
        make.graph()
        house.night(12)
        house.turn_to(12)
        house.visit(visitor=me, host=house.karim, day=90, since=START)
        client = sign_in(me)
        page(client, "/")

        with statements() as sent:
            found = page(client, "/")

        assert f"/swaps/with/{house.noe.id}" in found.links()
        assert len(sent) <= 15, sent

    def test_a_hostile_name_is_only_a_name(self, house, make, sign_in, page):
        house.visit(visitor=make.person("<script>alert(1)</script> X"))

        assert "<script>alert" not in page(sign_in(house.maud), "/").html
