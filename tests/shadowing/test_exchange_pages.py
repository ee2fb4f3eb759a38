"""The pages of swaps: each reads their own visits until all agree, and answers with one click."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from talentgrow.infra import clock
from talentgrow.kernel.access import SYSTEM, Role
from talentgrow.kernel.calendar import workday
from talentgrow.notifications.models import Notice
from talentgrow.shadowing import queries
from talentgrow.shadowing.exchanges import creating, moving
from talentgrow.shadowing.exchanges.models import Exchange
from talentgrow.shadowing.exchanges.shown import drawing
from talentgrow.shadowing.states import ExchangeStatus as X
from talentgrow.shadowing.states import VisitStatus as V
from talentgrow.shadowing.visits.models import Says, Visit

NAMES = ("Awa", "Paul", "Inès")


@pytest.fixture
def people(make):
    job = make.job()
    found = {name: make.person(f"{name} Person") for name in NAMES}
    for person in found.values():
        make.assignment(person, job)
    return found


@pytest.fixture
def ring(make, people, app):
    """Return a ring of a round: Awa visits Paul, Paul visits Inès, Inès visits Awa."""
    first = clock.today() + timedelta(days=28)
    first -= timedelta(days=first.weekday())
    days = [first + timedelta(days=count) for count in range(3)]
    ids = [person.id for person in people.values()]
    with app.test_request_context():
        exchange = creating.create(
            ids, days=days, round=make.round("Ronde d’hiver"), by=SYSTEM, now=clock.now()
        )
    make.session.commit()
    return exchange


def own_legs(exchange, person):
    """Return the visit somebody makes, and the one they receive."""
    legs = queries.legs_of(exchange.id)
    return (
        next(leg for leg in legs if leg.visitor_id == person.id),
        next(leg for leg in legs if leg.host_id == person.id),
    )


@pytest.fixture
def say(sign_in, session):
    """Return what sends an answer of somebody."""

    def say(exchange, person, status=302, **data):
        client = sign_in(person)
        answer = client.post(f"/swaps/{exchange.id}/answer", data=data)
        assert answer.status_code == status
        session.expire_all()
        return answer.get_data(as_text=True)

    return say


def say_yes(say, exchange, *people):
    for person in people:
        say(exchange, person, yes=[leg.id for leg in own_legs(exchange, person)])


class TestWhoReadsWhat:
    def test_each_reads_their_own_visits_only(self, ring, people, sign_in, page):
        shown = page(sign_in(people["Awa"]), f"/swaps/{ring.id}")

        assert "You visit Paul Person" in shown.text
        assert "Inès Person visits you" in shown.text
        assert "Paul Person visits Inès" not in shown.text
        assert "tg-ring" not in str(shown.html)

    def test_once_all_agree_everybody_sees_the_ring(self, ring, people, sign_in, page, say):
        say_yes(say, ring, *people.values())

        shown = page(sign_in(people["Awa"]), f"/swaps/{ring.id}")

        assert "Everybody has said yes" in shown.text
        assert "Paul Person visits Inès Person" in shown.text
        assert "tg-ring" in str(shown.html)
        words = re.sub(r"\s+", " ", shown.text)
        assert "Awa → visits Paul → visits Inès → visits Awa" in words

    def test_hr_reads_all_of_it_and_no_message(self, ring, people, make, sign_in, page, session):
        own_legs(ring, people["Awa"])[0].message = "Only for Paul"
        session.commit()

        shown = page(sign_in(make.person("Sophie", role=Role.HR)), f"/swaps/{ring.id}")

        assert "Paul Person visits Inès Person" in shown.text
        assert "an answer is awaited" in shown.text
        assert "Only for Paul" not in shown.text
        assert "I cannot" not in shown.text

    def test_nobody_else_reads_it(self, ring, make, sign_in):
        client = sign_in(make.person("Stranger"))

        assert client.get(f"/swaps/{ring.id}").status_code == 404
        assert client.post(f"/swaps/{ring.id}/answer").status_code == 404
        assert client.get(f"/swaps/{10**30}").status_code == 404

    def test_the_host_reads_the_word_of_the_visitor(self, ring, people, sign_in, page, session):
        own_legs(ring, people["Awa"])[0].message = "<b>The line</b>"
        session.commit()

        shown = page(sign_in(people["Paul"]), f"/swaps/{ring.id}")

        assert "<b>The line</b>" in shown.text

    def test_in_french(self, ring, people, sign_in, page):
        shown = page(sign_in(people["Awa"], language="fr"), f"/swaps/{ring.id}")

        assert "Vous rendez visite à Paul Person" in shown.text
        assert "Oui aux deux visites" in shown.text
        assert "de 9 h à 17 h" in shown.text

    def test_few_statements(self, ring, people, sign_in, page, say, statements):
        say_yes(say, ring, *people.values())
        client = sign_in(people["Awa"])
        for url in (f"/swaps/{ring.id}", "/swaps"):
            with statements() as asked:
                client.get(url)
            assert len(asked) <= 15, (url, len(asked))


class TestAnswering:
    def test_one_click_says_yes_to_both(self, ring, people, say):
        say_yes(say, ring, people["Awa"])

        making, receiving = own_legs(ring, people["Awa"])
        assert (making.visitor_says, receiving.host_says) == (Says.YES, Says.YES)

    def test_a_no_with_its_reason_is_told_to_the_other_alone(
        self, ring, people, say, sign_in, page
    ):
        making, _receiving = own_legs(ring, people["Awa"])
        say(ring, people["Awa"], no=making.id, reason="workload")

        shown = page(sign_in(people["Paul"]), f"/swaps/{ring.id}")
        assert "Awa cannot: too much work at that time." in shown.text
        other = page(sign_in(people["Inès"]), f"/swaps/{ring.id}")
        assert "Your ring has lost a visit: do you keep yours one-way?" in other.text
        assert "too much work" not in other.text

    def test_a_reason_nobody_knows_is_none(self, ring, people, say):
        making, _receiving = own_legs(ring, people["Awa"])
        say(ring, people["Awa"], no=making.id, reason="<script>")

        assert own_legs(ring, people["Awa"])[0].status is V.LOST
        assert own_legs(ring, people["Awa"])[0].declined_reason is None

    def test_keeping_it_one_way(self, ring, people, say, sign_in, page):
        say(ring, people["Awa"], no=own_legs(ring, people["Awa"])[0].id)
        making, _lost = own_legs(ring, people["Paul"])

        say(ring, people["Paul"], yes=making.id)
        say(ring, people["Inès"], yes=making.id)

        shown = page(sign_in(people["Paul"]), f"/swaps/{ring.id}")
        assert "Your ring has lost a visit; yours goes on" in shown.text
        assert own_legs(ring, people["Paul"])[0].status is V.TO_SIGN

    def test_the_visit_of_others_is_not_answered(self, ring, people, say):
        others = own_legs(ring, people["Paul"])[0]

        said = say(ring, people["Awa"], 403, yes=others.id)

        assert "each for themselves" in said
        assert own_legs(ring, people["Paul"])[0].visitor_says is None

    def test_hr_does_not_answer_for_anybody(self, ring, people, make, say):
        leg = own_legs(ring, people["Paul"])[0]
        say(ring, make.person("Sophie", role=Role.HR), 403, no=leg.id)

    @pytest.mark.parametrize("leg", ["0", "99999999999999999999999", "x", ""])
    def test_hostile_ids_change_nothing(self, ring, people, sign_in, leg, session):
        client = sign_in(people["Awa"])
        answer = client.post(f"/swaps/{ring.id}/answer", data={"no": leg})

        assert answer.status_code in (302, 404)
        assert session.get(Exchange, ring.id).status is X.ASKED

    def test_what_is_decided_already_is_shown_with_how_it_stands(self, ring, people, say):
        say_yes(say, ring, *people.values())

        said = say(ring, people["Awa"], 409, no=own_legs(ring, people["Awa"])[0].id)

        assert "Everybody has agreed meanwhile" in said
        assert "Open the visit" in said

    def test_the_same_form_twice_answers_once(self, ring, people, say, session):
        making, _receiving = own_legs(ring, people["Awa"])
        for _time in range(2):
            say(ring, people["Awa"], no=making.id, once="key")

        told = sa.select(sa.func.count(Notice.id)).where(Notice.kind == "shadowing.visitor_said_no")
        assert session.scalar(told) == 1


class TestOtherDay:
    def test_the_day_moves_within_the_week(self, ring, people, sign_in, session):
        leg = own_legs(ring, people["Awa"])[0]
        taken = {one.starts_on for one in queries.legs_of(ring.id)}
        day = next(one for one in moving.other_days(leg, ring.answer_by) if one not in taken)
        url = f"/swaps/{ring.id}/legs/{leg.id}/day"

        answer = sign_in(people["Awa"]).post(url, data={"day": day.isoformat()})

        assert answer.status_code == 302
        session.expire_all()
        assert own_legs(ring, people["Awa"])[0].starts_on == day

    @pytest.mark.parametrize("day", ["", "x", "2001-01-01"])
    def test_another_week_is_refused_in_words(self, ring, people, sign_in, day):
        leg = own_legs(ring, people["Awa"])[0]
        url = f"/swaps/{ring.id}/legs/{leg.id}/day"

        answer = sign_in(people["Awa"]).post(url, data={"day": day})

        assert answer.status_code == 409
        assert "same week" in answer.get_data(as_text=True)

    def test_not_by_others_nor_for_other_rings(self, ring, people, make, sign_in):
        leg = own_legs(ring, people["Paul"])[0]
        client = sign_in(people["Awa"])

        assert client.post(f"/swaps/{ring.id}/legs/{leg.id}/day").status_code == 403
        assert client.post(f"/swaps/{ring.id}/legs/{leg.id + 900}/day").status_code == 404


class TestProposing:
    @pytest.fixture
    def wishes(self, make, people):
        make.visit_wish(people["Awa"], host=people["Paul"])
        make.visit_wish(people["Paul"], host=people["Awa"])
        make.session.commit()
        return people["Awa"], people["Paul"]

    def form(self, **changes):
        first, other = (workday(clock.today() + timedelta(days=days)) for days in (21, 28))
        days = {"visits_on": first.isoformat(), "hosts_on": other.isoformat()}
        return days | {"half_days": "2", "message": "The night shift"} | changes

    def test_who_could_swap_stands_on_the_page_of_swaps(self, wishes, sign_in, page):
        awa, paul = wishes
        shown = page(sign_in(awa), "/swaps")

        assert "A colleague would swap with you" in shown.text
        assert f"/swaps/with/{paul.id}" in str(shown.html)

    def test_it_stands_on_home_for_both(self, wishes, sign_in, page):
        for one, other in (wishes, wishes[::-1]):
            shown = page(sign_in(one), "/")
            assert "would like to see your job, and you theirs" in shown.text
            assert f"/swaps/with/{other.id}" in str(shown.html)

    def test_it_is_proposed_and_the_other_is_asked(self, wishes, sign_in, page, session):
        awa, paul = wishes
        form = page(sign_in(awa), f"/swaps/with/{paul.id}")
        assert "When you visit Paul" in form.text

        answer = sign_in(awa).post(f"/swaps/with/{paul.id}/propose", data=self.form())

        assert answer.status_code == 302
        shown = page(sign_in(paul), answer.location)
        assert "Awa proposes a swap to you" in shown.text
        assert "The night shift" in shown.text
        assert "Yes to both visits" in shown.text
        mine = page(sign_in(awa), answer.location)
        assert "You have said yes; Paul has the word" in mine.text
        assert session.scalar(sa.select(Exchange.proposed_by_id)) == awa.id

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"visits_on": ""}, "Choose a day."),
            ({"visits_on": "2001-01-02"}, "or later"),
            ({"half_days": "77"}, "Not a valid choice"),
            ({"message": "x" * 2001}, "2000"),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_is_lost(
        self, wishes, sign_in, session, changes, words
    ):
        awa, paul = wishes
        url = f"/swaps/with/{paul.id}/propose"

        answer = sign_in(awa).post(url, data=self.form(**changes))

        assert answer.status_code == 422
        assert words in answer.get_data(as_text=True)
        assert session.scalar(sa.select(sa.func.count(Exchange.id))) == 0
        if "message" not in changes:
            assert "The night shift" in answer.get_data(as_text=True)

    def test_without_both_wishes_there_is_no_form(self, people, sign_in, page):
        awa, paul = people["Awa"], people["Paul"]
        shown = page(sign_in(awa), f"/swaps/with/{paul.id}")

        assert "This swap cannot be proposed just now" in shown.text
        answer = sign_in(awa).post(f"/swaps/with/{paul.id}/propose", data=self.form())
        assert answer.status_code == 409

    def test_not_to_oneself_nor_to_nobody(self, people, sign_in):
        client = sign_in(people["Awa"])

        assert client.get(f"/swaps/with/{people['Awa'].id}").status_code == 403
        assert client.get("/swaps/with/999999").status_code == 404

    def test_in_french(self, wishes, sign_in, page):
        awa, paul = wishes
        shown = page(sign_in(awa, language="fr"), f"/swaps/with/{paul.id}")
        assert "Proposer un échange à Paul" in shown.text

    def test_an_empty_page_says_what_to_do(self, people, sign_in, page):
        shown = page(sign_in(people["Inès"]), "/swaps")
        assert "Nobody could swap with you just now" in shown.text


class TestDrawing:
    def test_as_on_the_drawn_screen(self, make):
        people = [make.person(f"{name} P") for name in ("Awa", "Paul", "Ines", "Hugo")]
        faces = drawing.ring(people, {}).faces

        assert [(one.x, one.y) for one in faces] == [(66, 22), (110, 66), (66, 110), (22, 66)]
        first_arrow = faces[1]
        assert (first_arrow.arrow_x, first_arrow.arrow_y, first_arrow.turn) == (102, 40.8, 55)

    def test_two_stand_beside_one_another(self, make):
        faces = drawing.ring([make.person("Sara P"), make.person("Guy P")], {}).faces
        assert [(one.x, one.y) for one in faces] == [(22, 66), (110, 66)]

    def test_long_and_equal_names_stay_readable(self, make):
        people = [make.person(name) for name in ("Alexandrine Roy", "Jean Petit", "Jean Noir")]
        one = drawing.ring(people, {})

        assert one.faces[0].short == "Alexa."
        assert one.names == ["Alexandrine", "Jean P.", "Jean N.", "Alexandrine"]

    @pytest.mark.parametrize(
        ("name", "short"),
        [("Estelle", "Estel."), ("Salomé", "Salo."), ("Michel", "Michel"), ("Wwwww", "Www.")],
    )
    def test_a_name_stays_inside_its_circle(self, make, name, short):
        people = [make.person(f"{name} P"), make.person("Guy P")]
        assert drawing.ring(people, {}).faces[0].short == short

    def test_what_people_do_gives_the_colour(self, make, people):
        jobs = drawing.jobs_of([people["Awa"].id])
        face = drawing.ring([people["Awa"], people["Paul"]], jobs).faces[0]
        assert face.job is not None


class TestNotices:
    def test_both_languages_name_actor_day_and_consequence(self, ring, people, sign_in, page):
        for language, words in (
            ("en", "You have until"),
            ("fr", "sans réponse, le rond est rompu"),
        ):
            shown = page(sign_in(people["Awa"], language=language), "/notices/")
            assert words in shown.text

    def test_every_visit_of_the_ring_is_stored_once(self, ring, session):
        assert session.scalar(sa.select(sa.func.count(Visit.id))) == 3
