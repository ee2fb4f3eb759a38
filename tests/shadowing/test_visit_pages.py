"""The pages of visits: ask for one, answer, see one's own, say how it went."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from talentgrow.infra import clock
from talentgrow.infra.i18n import in_language
from talentgrow.kernel.access import Role
from talentgrow.kernel.calendar import workday
from talentgrow.notifications import words
from talentgrow.notifications.models import Notice
from talentgrow.shadowing.models import Aim, VisitSlot
from talentgrow.shadowing.states import VisitStatus as V
from talentgrow.shadowing.visits.models import (
    Side,
    Visit,
    VisitCancel,
    VisitDebrief,
    VisitDecline,
)


def soon(days=14):
    return workday(clock.today() + timedelta(days=days))


def told(session, person):
    found = session.scalars(sa.select(Notice).where(Notice.person_id == person.id))
    with in_language("en"):
        return [words.sentence(one) for one in found.all()]


@pytest.fixture
def ines(make):
    return make.person("Inès Caradec")


@pytest.fixture
def maud(make):
    return make.person("Maud Le Goff", job=make.job("Planification", english="Planning"))


@pytest.fixture
def offer(make, maud):
    return make.offer(maud, slots=[soon(), (soon(21), 2)])


@pytest.fixture
def slots(session, offer):
    found = sa.select(VisitSlot).where(VisitSlot.offer_id == offer.id)
    return session.scalars(found.order_by(VisitSlot.starts_on)).all()


class TestAskingForAVisit:
    def test_the_page_shows_the_days_and_who_answers_when(self, page, sign_in, ines, offer):
        shown = page(sign_in(ines), f"/visits/offers/{offer.id}/ask")

        assert shown.h1 == "Ask Maud Le Goff for a visit"
        assert len(shown.all("input", name="slot")) == 2
        assert "Without an answer the request ends" in shown.text

    def test_the_day_of_the_link_is_chosen(self, page, sign_in, ines, offer, slots):
        shown = page(sign_in(ines), f"/visits/offers/{offer.id}/ask?slot={slots[1].id}")

        (chosen,) = [one for one in shown.all("input", name="slot") if "checked" in one]
        assert chosen["value"] == str(slots[1].id)

    def test_a_wish_fills_the_form(self, make, page, sign_in, ines, offer, maud):
        make.visit_wish(ines, host=maud, aim=Aim.CONFIRM, note="La revue du jeudi")

        shown = page(sign_in(ines), f"/visits/offers/{offer.id}/ask")

        assert "La revue du jeudi" in shown.text
        (chosen,) = [one for one in shown.all("input", name="aim") if "checked" in one]
        assert chosen["value"] == "confirm"

    def test_the_host_is_told_and_the_place_taken(self, session, sign_in, ines, offer, slots, maud):
        data = {"slot": slots[0].id, "aim": "discover", "message": "Voir une revue"}
        answer = sign_in(ines).post(f"/visits/offers/{offer.id}/ask", data=data)

        visit = session.scalars(sa.select(Visit)).one()
        assert answer.location == f"/visits/{visit.id}"
        assert (visit.status, visit.visitor_id, visit.message) == (
            V.REQUESTED,
            ines.id,
            "Voir une revue",
        )
        session.refresh(slots[0])
        assert slots[0].taken == 1
        (said,) = told(session, maud)
        assert said.startswith("Inès Caradec would like to visit you on")

    def test_the_same_form_sent_twice_asks_once(self, session, sign_in, ines, offer, slots):
        client = sign_in(ines)
        data = {"slot": slots[1].id, "aim": "discover", "once": "a-key-of-this-form"}
        first, second = (client.post(f"/visits/offers/{offer.id}/ask", data=data) for _ in "12")

        assert first.location == second.location
        assert session.scalar(sa.select(sa.func.count(Visit.id))) == 1

    def test_a_taken_day_comes_back_with_every_word(self, make, page, sign_in, ines, offer, slots):
        client = sign_in(ines)
        slots[0].taken = 1
        data = {"slot": slots[0].id, "aim": "confirm", "message": "Rien de perdu"}
        answer = client.post(f"/visits/offers/{offer.id}/ask", data=data)

        assert answer.status_code == 409
        assert "The last place on this day has just been taken" in answer.text
        assert "Rien de perdu" in answer.text

    @pytest.mark.parametrize("slot", ["", "0", "999999", "-1", "x", str(2**40)])
    def test_a_day_that_is_none_of_theirs_is_refused(self, sign_in, ines, offer, slot):
        data = {"slot": slot, "aim": "discover"}
        answer = sign_in(ines).post(f"/visits/offers/{offer.id}/ask", data=data)

        assert answer.status_code in {409, 422}

    def test_a_day_within_the_times_of_the_host(self, make, session, sign_in, ines, maud):
        offer = make.offer(maud)
        data = {"day": soon(30).isoformat(), "aim": "discover"}
        answer = sign_in(ines).post(f"/visits/offers/{offer.id}/ask", data=data)

        assert answer.status_code == 302
        assert session.scalars(sa.select(Visit)).one().starts_on == soon(30)

    @pytest.mark.parametrize("day", ["2020-01-06", "2099-01-05", "", "nonsense", "0001-01-01"])
    def test_a_day_outside_of_them_is_refused(self, make, sign_in, ines, maud, day):
        offer = make.offer(maud)
        answer = sign_in(ines).post(
            f"/visits/offers/{offer.id}/ask", data={"day": day, "aim": "discover"}
        )

        assert answer.status_code in {409, 422}

    def test_nobody_asks_themselves_nor_where_nothing_is_open(self, make, sign_in, ines, maud):
        offer, draft = make.offer(maud), make.offer(maud, status="draft")

        assert sign_in(maud).get(f"/visits/offers/{offer.id}/ask").status_code == 403
        assert sign_in(ines).get(f"/visits/offers/{draft.id}/ask").status_code == 404

    def test_who_asked_already_is_led_there(self, make, page, sign_in, ines, maud, offer):
        visit = make.visit(ines, maud, offer=offer)

        shown = page(sign_in(ines), f"/visits/offers/{offer.id}/ask")

        assert f"/visits/{visit.id}" in shown.links()
        assert not shown.all("input", name="slot")

    def test_a_full_week_is_warned_about(self, make, page, sign_in, ines, offer, slots):
        make.visit(
            ines, make.person("Yann"), status=V.CONFIRMED, starts_on=monday_of(slots[0].starts_on)
        )

        shown = page(sign_in(ines), f"/visits/offers/{offer.id}/ask?slot={slots[0].id}")

        assert "the house finds 7 h wise" in shown.text

    def test_it_costs_few_statements(self, page, sign_in, ines, offer, statements):
        client = sign_in(ines)
        with statements() as sent:
            page(client, f"/visits/offers/{offer.id}/ask")

        assert len(sent) <= 15, "\n".join(sent)


def monday_of(day):
    return day - timedelta(days=day.weekday())


class TestAnswering:
    @pytest.fixture
    def visit(self, make, ines, maud, offer):
        return make.visit(ines, maud, offer=offer, job_id=offer.job_id)

    def test_one_click_says_yes_with_a_ready_sentence(self, session, sign_in, visit, ines, maud):
        ines.locale = "fr"
        answer = sign_in(maud).post(f"/visits/{visit.id}/accept", data={})

        assert answer.status_code == 302
        assert visit.status is V.TO_SIGN
        assert visit.host_word.startswith("Avec plaisir")
        assert any("Sign until" in one for one in told(session, ines))

    def test_own_words_win(self, sign_in, visit, maud):
        data = {"ready": "1", "words": "Venez à 8 h."}
        sign_in(maud).post(f"/visits/{visit.id}/accept", data=data)

        assert visit.host_word == "Venez à 8 h."

    def test_a_no_names_the_reason_and_proposes_others(
        self, make, page, session, sign_in, visit, ines, maud, offer
    ):
        ines.locale = "en"
        job = make.job("Planification d’été", english="Summer planning")
        visit.job_id = job.id
        make.offer(make.person("Yann Morvan"), job_id=job.id)
        answer = sign_in(maud).post(f"/visits/{visit.id}/decline", data={"reason": "dates"})

        assert answer.status_code == 302
        assert (visit.status, visit.declined_reason) == (V.HOST_DECLINED, VisitDecline.DATES)
        shown = page(sign_in(ines), f"/visits/{visit.id}")
        assert shown.h1 == "Maud cannot take you this time"
        assert "I cannot on that day" in shown.text
        assert "Yann Morvan" in shown.text

    @pytest.mark.parametrize(
        "data", [{}, {"reason": "other"}, {"reason": "dates", "words": "no"}, {"reason": "x"}]
    )
    def test_a_no_without_a_reason_comes_back(self, sign_in, visit, maud, data):
        answer = sign_in(maud).post(f"/visits/{visit.id}/decline", data=data)

        assert answer.status_code == 422
        assert visit.status is V.REQUESTED

    def test_nobody_else_answers(self, make, sign_in, visit, ines):
        assert sign_in(ines).post(f"/visits/{visit.id}/accept", data={}).status_code == 403
        stranger = make.person("Théo")
        assert sign_in(stranger).post(f"/visits/{visit.id}/accept", data={}).status_code == 404
        sophie = make.person("Sophie", role=Role.HR)
        assert sign_in(sophie).post(f"/visits/{visit.id}/accept", data={}).status_code == 403

    def test_what_is_answered_is_not_answered_again(self, sign_in, visit, maud):
        client = sign_in(maud)
        client.post(f"/visits/{visit.id}/accept", data={})

        assert client.post(f"/visits/{visit.id}/accept", data={}).status_code == 409

    def test_a_clash_comes_back_with_the_words(self, make, sign_in, visit, maud):
        make.visit(make.person("Théo"), maud, status=V.CONFIRMED, starts_on=visit.starts_on)
        answer = sign_in(maud).post(f"/visits/{visit.id}/accept", data={"words": "Venez à 8 h."})

        assert answer.status_code == 409
        assert "Maud Le Goff has another visit on" in answer.text
        assert "Venez à 8 h." in answer.text


class TestOnePage:
    def test_both_sides_read_what_they_write_and_hr_does_not(self, make, page, sign_in, ines, maud):
        visit = make.visit(ines, maud, message="Entre nous deux", host_word="Avec plaisir")

        assert "Entre nous deux" in page(sign_in(ines), f"/visits/{visit.id}").text
        assert "Entre nous deux" in page(sign_in(maud), f"/visits/{visit.id}").text
        sophie = make.person("Sophie", role=Role.HR)
        shown = page(sign_in(sophie), f"/visits/{visit.id}")
        assert shown.h1 == "Inès Caradec would like to visit Maud Le Goff"
        assert "Entre nous deux" not in shown.text
        assert "Avec plaisir" not in shown.text

    def test_nobody_else_knows_of_it(self, make, sign_in, ines, maud):
        visit = make.visit(ines, maud)

        assert sign_in(make.person("Théo")).get(f"/visits/{visit.id}").status_code == 404

    @pytest.mark.parametrize("status", list(V))
    @pytest.mark.parametrize("language", ["fr", "en"])
    def test_every_state_has_a_page_for_everybody(
        self, make, page, sign_in, ines, maud, status, language
    ):
        visit = make.visit(ines, maud, status=status, half_days=4)

        for reader in (ines, maud, make.person("Sophie", role=Role.HR)):
            assert page(sign_in(reader, language=language), f"/visits/{visit.id}").h1

    def test_it_costs_few_statements(self, make, page, sign_in, ines, maud, offer, statements):
        visit = make.visit(ines, maud, offer=offer, status=V.HOST_DECLINED, job_id=offer.job_id)
        client = sign_in(ines)
        with statements() as sent:
            page(client, f"/visits/{visit.id}")

        assert len(sent) <= 15, "\n".join(sent)

    def test_a_leg_costs_few_statements(self, make, page, session, sign_in, statements):
        people = [make.person(name) for name in ("Ada", "Bob", "Cleo")]
        make.exchange(*people, status=V.TO_SIGN)
        mine = sa.select(Visit.id).where(Visit.visitor_id == people[0].id)
        visit_id = session.scalars(mine).one()
        client = sign_in(people[0])
        with statements() as sent:
            page(client, f"/visits/{visit_id}")

        assert len(sent) <= 15, "\n".join(sent)


class TestCallingOff:
    def test_the_other_side_reads_why_and_nobody_else(
        self, make, page, session, sign_in, ines, maud, offer
    ):
        visit = make.visit(ines, maud, status=V.CONFIRMED, offer=offer)
        data = {"reason": "absent", "note": "Une grippe, désolée"}
        answer = sign_in(ines).post(f"/visits/{visit.id}/cancel", data=data)

        assert answer.status_code == 302
        assert (visit.status, visit.cancelled_reason) == (V.CANCELLED, VisitCancel.ABSENT)
        (said,) = told(session, maud)
        assert said.startswith("Inès Caradec calls off your visit")
        assert "Une grippe" in page(sign_in(maud), f"/visits/{visit.id}").text
        sophie = make.person("Sophie", role=Role.HR)
        assert "Une grippe" not in page(sign_in(sophie), f"/visits/{visit.id}").text

    def test_a_reason_is_asked_and_an_unknown_one_refused(self, make, sign_in, ines, maud):
        visit = make.visit(ines, maud)
        for reason in ("", "left", "x"):
            answer = sign_in(ines).post(f"/visits/{visit.id}/cancel", data={"reason": reason})
            assert answer.status_code == 422

    def test_what_is_over_stays(self, make, sign_in, ines, maud):
        visit = make.visit(ines, maud, status=V.TOOK_PLACE)
        answer = sign_in(ines).post(f"/visits/{visit.id}/cancel", data={"reason": "absent"})

        assert answer.status_code == 409


class TestChanging:
    def data(self, visit, **changed):
        return {
            "starts_on": visit.starts_on.isoformat(),
            "half_days": visit.half_days,
            "begins_at": f"{visit.begins_at:%H:%M}",
            "ends_at": f"{visit.ends_at:%H:%M}",
            "meeting_point": visit.meeting_point,
            "seen": visit.sequence,
        } | changed

    def test_the_page_says_what_follows(self, make, page, sign_in, ines, maud):
        visit = make.visit(ines, maud, status=V.CONFIRMED)

        assert "everybody signs again" in page(sign_in(ines), f"/visits/{visit.id}/change").text

    def test_another_day_is_signed_again(self, make, session, sign_in, ines, maud):
        visit = make.visit(ines, maud, status=V.CONFIRMED)
        data = self.data(visit, starts_on=soon(28).isoformat())
        answer = sign_in(maud).post(f"/visits/{visit.id}/arrange", data=data)

        assert answer.status_code == 302
        assert (visit.status, visit.starts_on, visit.version) == (V.TO_SIGN, soon(28), 2)
        assert any("Sign it until" in one for one in told(session, ines))

    def test_an_old_form_loses_nothing(self, make, sign_in, ines, maud):
        visit = make.visit(ines, maud, status=V.CONFIRMED, sequence=3)
        data = self.data(visit, seen=2, meeting_point="Porte B")
        answer = sign_in(ines).post(f"/visits/{visit.id}/arrange", data=data)

        assert answer.status_code == 409
        assert "Porte B" in answer.text
        assert 'value="3"' in answer.text
        assert visit.meeting_point == ""

    def test_a_clash_leaves_it_where_it_was(self, make, sign_in, ines, maud):
        visit = make.visit(ines, maud, status=V.CONFIRMED)
        before = visit.starts_on
        make.visit(make.person("Théo"), maud, status=V.CONFIRMED, starts_on=soon(28))
        data = self.data(visit, starts_on=soon(28).isoformat())
        answer = sign_in(ines).post(f"/visits/{visit.id}/arrange", data=data)

        assert answer.status_code == 409
        assert "Maud Le Goff has another visit" in answer.text
        assert visit.starts_on == before

    @pytest.mark.parametrize(
        "wrong",
        [
            {"starts_on": "2020-01-06"},
            {"starts_on": "9999-12-31"},
            {"starts_on": "0001-01-01"},
            {"starts_on": ""},
            {"ends_at": "08:00"},
            {"half_days": "11"},
            {"half_days": "x"},
            {"begins_at": "25:00"},
            {"meeting_point": "x" * 201},
        ],
    )
    def test_nonsense_is_refused(self, make, sign_in, ines, maud, wrong):
        visit = make.visit(ines, maud, status=V.CONFIRMED)
        data = self.data(visit) | wrong
        answer = sign_in(ines).post(f"/visits/{visit.id}/arrange", data=data)

        assert answer.status_code in {409, 422}
        assert visit.status is V.CONFIRMED

    def test_a_weekend_is_refused(self, make, sign_in, ines, maud):
        visit = make.visit(ines, maud, status=V.CONFIRMED)
        day = clock.today() + timedelta(days=12 - clock.today().weekday())
        data = self.data(visit, starts_on=day.isoformat())

        assert sign_in(ines).post(f"/visits/{visit.id}/arrange", data=data).status_code == 409

    def test_nobody_else_changes_it(self, make, sign_in, ines, maud):
        visit = make.visit(ines, maud, status=V.CONFIRMED)
        sophie = make.person("Sophie", role=Role.HR)

        assert sign_in(sophie).get(f"/visits/{visit.id}/change").status_code == 403
        answer = sign_in(sophie).post(f"/visits/{visit.id}/arrange", data=self.data(visit))
        assert answer.status_code == 403


class TestSayingHowItWent:
    @pytest.fixture
    def visit(self, make, ines, maud):
        yesterday = clock.today() - timedelta(days=1)
        return make.visit(ines, maud, status=V.CONFIRMED, starts_on=yesterday)

    @pytest.mark.parametrize(
        ("how", "status"),
        [("take_place", V.TOOK_PLACE), ("take_place_partly", V.PARTIAL), ("miss", V.NO_SHOW)],
    )
    def test_either_side_says_it_and_the_other_hears(
        self, session, sign_in, visit, ines, maud, how, status
    ):
        answer = sign_in(maud).post(f"/visits/{visit.id}/tell", data={"how": how})

        assert answer.status_code == 302
        assert visit.status is status
        assert len(told(session, ines)) == 1

    def test_the_other_side_may_correct_it(self, sign_in, visit, ines, maud):
        data = {"how": "miss", "missed_by": "visitor"}
        sign_in(maud).post(f"/visits/{visit.id}/tell", data=data)
        assert visit.missed_by == "visitor"
        sign_in(ines).post(f"/visits/{visit.id}/tell", data={"how": "take_place"})

        assert (visit.status, visit.missed_by) == (V.TOOK_PLACE, None)

    def test_not_before_its_day(self, make, sign_in, ines, maud):
        visit = make.visit(ines, maud, status=V.CONFIRMED)
        answer = sign_in(ines).post(f"/visits/{visit.id}/tell", data={"how": "take_place"})

        assert answer.status_code == 409

    def test_not_without_saying_what(self, sign_in, visit, ines):
        for how in ("", "x", "close"):
            answer = sign_in(ines).post(f"/visits/{visit.id}/tell", data={"how": how})
            assert answer.status_code == 422


class TestMyVisits:
    def test_nothing_says_what_to_do(self, page, sign_in, ines):
        shown = page(sign_in(ines), "/visits/mine")

        assert shown.h1 == "No visit is to come"
        assert "You have not visited anybody yet" in shown.text

    def test_what_waits_comes_first(self, make, page, sign_in, ines, maud):
        make.visit(ines, maud, status=V.CONFIRMED)
        make.visit(make.person("Théo"), ines)
        make.visit(ines, make.person("Yann"), status=V.CANCELLED)

        shown = page(sign_in(ines), "/visits/mine")

        assert shown.h1 == "One visit waits for you"
        assert shown.text.index("Théo would like") < shown.text.index("You visit Maud on")
        assert shown.text.index("You visit Maud on") < shown.text.index("with Yann is called off")

    def test_who_has_written_owes_nothing_more(self, make, page, session, sign_in, ines, maud):
        yesterday = clock.today() - timedelta(days=1)
        visit = make.visit(ines, maud, status=V.TOOK_PLACE, starts_on=yesterday)
        client = sign_in(ines)
        assert page(client, "/visits/mine").h1 == "One visit waits for you"

        session.add(
            VisitDebrief(
                visit_id=visit.id,
                side=Side.VISITOR,
                author_id=ines.id,
                learned="Le réglage d’une série",
                at=clock.now(),
            )
        )
        session.flush()

        assert "Waits for you" not in page(client, "/visits/mine").text
        assert "Write what surprised you until" not in page(client, f"/visits/{visit.id}").text

    def test_nobody_sees_those_of_others(self, make, page, sign_in, ines, maud):
        make.visit(ines, maud, status=V.CONFIRMED)

        assert "Maud" not in page(sign_in(make.person("Théo")), "/visits/mine").text

    def test_it_costs_few_statements(self, make, page, sign_in, ines, statements):
        for number in range(8):
            make.visit(ines, make.person(f"Host {number}"), status=V.TO_SIGN, half_days=4)
        client = sign_in(ines)
        with statements() as sent:
            page(client, "/visits/mine")

        assert len(sent) <= 15, "\n".join(sent)

    def test_in_french(self, make, page, sign_in, ines, maud):
        make.visit(ines, maud, status=V.CONFIRMED, starts_on=date(2026, 12, 14))

        shown = page(sign_in(ines, language="fr"), "/visits/mine")

        assert shown.h1 == "Une visite à venir"
