"""What waits for everybody around nominations, on the first page they see."""

import pytest

from talentgrow.infra import clock
from talentgrow.infra.i18n import in_language
from talentgrow.kernel.access import Actor, Role, Scope
from talentgrow.missions.states import ApplicationStatus
from talentgrow.missions.waits.wait import WaitKind
from talentgrow.mobility.states import PathStatus
from talentgrow.nominations.models import Intent
from talentgrow.nominations.states import ApproachStatus as Q
from talentgrow.nominations.states import CampaignStatus as C
from talentgrow.nominations.states import CandidacyStatus as K
from talentgrow.nominations.waits.waiting import waiting_for
from tests.missions.night import START, on
from tests.nominations.night import Campaigning

TWO = (Intent.ADVANCEMENT, Intent.LATERAL)


@pytest.fixture
def house(app, session, make, monkeypatch):
    return Campaigning(app, session, make, monkeypatch)


@pytest.fixture
def waits(app, house):
    def waits(person, *roles, language="en", **more):
        actor = Actor(person.id, frozenset({Role.EMPLOYEE, *roles}), **more)
        with app.test_request_context(), in_language(language):
            return [*waiting_for(actor, now=clock.now())]

    return waits


def said(wait):
    return " ".join(wait.text.striptags().split())


class TestNominee:
    def test_is_asked_once_for_all_wishes(self, house, waits):
        nominee = house.nominate(K.INFORMED, intents=TWO)

        (one,) = waits(house.ines)

        assert (one.kind, one.is_mine, one.by) == (WaitKind.CONSENT, True, on(11))
        assert one.title == "Karim nominates you in “Relève (en)”"
        assert one.url == f"/nominees/{nominee.id}"
        assert said(one).endswith("Without your word it goes back to Karim.")

    def test_reads_how_many_propose_them(self, house, waits, make):
        nominee = house.nominate(K.INFORMED)
        for index in range(2):
            maud = make.person(f"Other {index}")
            also = make.nomination(
                house.campaign, house.ines, maud, status="submitted", nominee_id=nominee.id
            )
            assert also.nominee_id

        (one,) = waits(house.ines, language="fr")

        assert (
            " ".join(one.title.split())
            == "Karim et 2 autres personnes vous proposent dans « Relève »"
        )

    def test_hears_who_comes_to_talk_after_a_silence(self, house, waits):
        house.nominate(K.RETURNED)

        (one,) = waits(house.ines)

        assert (one.is_mine, one.who) == (False, "Karim Benali")
        assert one.title == "Karim has until Monday 2 November to talk with you".replace(
            "2 N", "2\xa0N"
        )

    def test_reads_by_when_hr_answers(self, house, waits):
        house.nominate(K.ACCEPTED, intents=TWO)

        (one,) = waits(house.ines)

        assert (one.kind, one.is_mine, one.who) == (WaitKind.REVIEW, False, "HR")
        assert one.by == on(75)

    @pytest.mark.parametrize("status", [K.POSTPONED, K.DECLINED, K.DECIDED, K.LAPSED])
    def test_waits_for_nothing_once_it_has_an_answer(self, house, waits, status):
        house.nominate(status, postponed_until=on(9))

        assert waits(house.ines) == []
        assert waits(house.karim) == []


class TestNominator:
    def test_reads_until_when_the_nominee_answers(self, house, waits):
        house.nominate(K.INFORMED, intents=TWO)

        (one,) = waits(house.karim)

        assert (one.is_mine, one.who_id, one.by) == (False, house.ines.id, on(11))
        assert said(one).endswith("Without an answer it comes back to you.")

    def test_is_asked_to_talk_after_a_silence(self, house, waits):
        house.nominate(K.RETURNED)

        (one,) = waits(house.karim)

        assert one.is_mine
        assert one.title == "Inès has not answered you yet: talk about it"

    def test_of_something_else_hears_nothing(self, house, waits, make):
        nominee = house.nominate(K.ACCEPTED, by=house.maud)
        also = make.nomination(
            house.campaign,
            house.ines,
            house.karim,
            intents=[Intent.LATERAL],
            status="submitted",
            nominee_id=nominee.id,
        )

        assert also and waits(house.karim) == []

    def test_is_recalled_of_a_draft_in_the_last_week_only(self, house, waits, make):
        make.nomination(house.campaign, house.ines, house.karim)
        house.turn_to(22)
        assert waits(house.karim) == []

        house.turn_to(23)
        (one,) = waits(house.karim)
        assert (one.kind, one.is_mine, one.by) == (WaitKind.NOMINATION, True, on(30))
        assert one.title == "Send what you wrote about Inès"


class TestAfterTheDecision:
    def test_both_read_what_is_owed_until_it_is_done(self, house, waits, session):
        decision = house.decide(house.nominate(K.DECIDED), action_owner_id=house.maud.id)

        (mine,) = waits(house.maud)
        (theirs,) = waits(house.ines)
        assert (mine.is_mine, mine.is_for_team, mine.url) == (True, True, "/owed")
        assert (theirs.is_mine, theirs.who) == (False, "Maud Le Goff")

        decision.action_done_at = START
        session.commit()
        assert waits(house.maud) == waits(house.ines) == []

    def test_without_a_name_it_is_hr(self, house, waits):
        house.decide(house.nominate(K.DECIDED))

        (one,) = waits(house.ines)

        assert one.title.startswith("HR owes you a step until")

    def test_what_is_only_staged_waits_for_nobody(self, house, waits):
        nominee = house.nominate(K.UNDER_REVIEW)
        house.decide(nominee, published=False, action_owner_id=house.maud.id)

        assert waits(house.maud) == []
        assert [one.kind for one in waits(house.ines)] == [WaitKind.REVIEW]


class TestPools:
    @pytest.fixture
    def member(self, house, make):
        return make.member(make.pool(author=house.sophie), house.ines)

    def test_a_manager_has_the_word_first(self, house, waits, member):
        house.approach(member)

        (one,) = waits(house.karim)
        assert one.title == "HR thinks of Inès for “Clientèle (en)”"
        assert (one.by, one.is_for_team) == (on(11), True)
        assert waits(house.ines) == waits(house.sophie, Role.HR) == []

    def test_then_hr(self, house, waits, member):
        house.approach(member, status=Q.AGREED)

        (one,) = waits(house.sophie, Role.HR)
        assert one.title == "You may talk to Inès now"
        assert said(one) == "Karim agrees that you talk about “Clientèle (en)”."
        assert waits(house.karim) == []

    def test_from_the_day_which_the_manager_named(self, house, waits, member):
        house.approach(member, status=Q.DEFERRED, available_from=on(9))
        assert waits(house.sophie, Role.HR) == []

        house.turn_to(9)
        assert len(waits(house.sophie, Role.HR)) == 1

    def test_then_the_member(self, house, waits, member):
        house.approach(member, status=Q.APPROACHED, reached_at=START)

        (one,) = waits(house.ines)
        assert one.title == "Sophie thinks of you for “Clientèle (en)”"


class TestHr:
    def test_reads_how_many_wishes_wait_for_a_decision_and_until_when(self, house, waits, session):
        house.nominate(K.UNDER_REVIEW, intents=TWO)
        house.nominate(K.POSTPONED, house.noe)
        assert waits(house.sophie, Role.HR) == []

        house.campaign.status = C.CLOSED
        session.commit()
        (one,) = waits(house.sophie, Role.HR)

        assert one.title == "2 wishes wait for the decision of HR"
        assert one.by == on(75)

    def test_reads_when_all_is_decided_and_unread(self, house, waits, session):
        nominee = house.nominate(K.UNDER_REVIEW)
        house.decide(nominee, published=False)
        house.campaign.status = C.CALIBRATED
        session.commit()

        (one,) = waits(house.sophie, Role.HR)

        assert one.title == "One decision is ready to be published"

    def test_of_a_part_counts_their_part(self, app, house, waits, make, session):
        unit = make.unit()
        eleanor = make.person("Eleanor Hughes")
        make.assignment(eleanor, house.job, unit=unit)
        house.nominate(K.UNDER_REVIEW)
        house.nominate(K.UNDER_REVIEW, eleanor)
        house.campaign.status = C.CLOSED
        session.commit()
        (one,) = waits(house.sophie, Role.HR, scope=Scope(unit_ids=frozenset({unit.id})))

        assert one.title == "One wish waits for the decision of HR"

    def test_does_not_count_their_own_wish(self, house, waits, session):
        house.nominate(K.UNDER_REVIEW, house.sophie)
        house.campaign.status = C.CLOSED
        session.commit()

        assert [one.is_mine for one in waits(house.sophie, Role.HR)] == [False]

    def test_others_read_nothing_of_it(self, house, waits, session):
        house.nominate(K.UNDER_REVIEW)
        house.campaign.status = C.CLOSED
        session.commit()

        assert waits(house.noe) == []


class TestHome:
    def test_shows_all_of_it_with_the_days_of_reminders(
        self, house, make, sign_in, page, statements
    ):
        boss = make.hr_of(make.unit("Atelier"), name="Hugo Rey")
        make.assignment(boss, house.job, manager=house.karim)
        report = make.person("Report One", job=house.job, manager=boss)
        make.saved_path(report, house.job, status=PathStatus.SHARED)
        make.saved_path(boss, house.job, make.job("Autre", needs={make.skill(): 4}))
        make.graph()
        house.nominate(K.INFORMED, house.noe, by=boss)
        house.nominate(K.INFORMED, boss)
        house.apply(house.mission(), ApplicationStatus.MANAGER_PENDING, boss)
        member = make.member(make.pool(author=house.sophie), report)
        house.approach(member, manager_id=boss.id)
        house.night(3)
        client = sign_in(boss, language="fr")
        client.get("/")

        with statements() as sent:
            found = page(client, "/")

        text = " ".join(found.text.split())
        assert "Karim vous propose dans « Relève »" in text
        assert "Les RH pensent à Report pour « Clientèle »" in text
        assert "Rappelé dimanche 4 octobre" in text
        assert len(sent) <= 15, sent
