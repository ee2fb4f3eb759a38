"""The letter in which HR answers, what is owed until later, and who reads what of it."""

import pytest
from flask import url_for
from sqlalchemy import select

from talentgrow.infra import clock
from talentgrow.missions.applications.models import NextStep
from talentgrow.nominations import queries
from talentgrow.nominations.calibration.models import Outcome
from talentgrow.nominations.letters import notices, pages
from talentgrow.nominations.letters.queries import decisions_of
from talentgrow.nominations.models import Intent
from talentgrow.nominations.states import CandidacyStatus as K
from talentgrow.people.models import Assignment
from tests.missions.night import on
from tests.nominations.night import Campaigning

ALL = (Intent.ADVANCEMENT, Intent.LATERAL, Intent.PROGRAMME)


@pytest.fixture
def house(app, session, make, monkeypatch):
    found = Campaigning(app, session, make, monkeypatch)
    make.account_of(found.ines)
    return found


@pytest.fixture
def answered(house, make):
    """Inès hears yes, not now and no."""
    nominee = house.nominate(K.DECIDED, intents=ALL)
    yes, later, no = house.wishes(nominee)
    pool = make.pool("Relève atelier", author=house.sophie)
    house.decide(
        nominee,
        Outcome.APPROVED,
        candidacy_id=yes.id,
        pool_id=pool.id,
        pool_until=on(400),
        talk_with_id=house.sophie.id,
    )
    house.owed = house.decide(nominee, candidacy_id=later.id, action_owner_id=house.maud.id)
    house.decide(
        nominee,
        Outcome.REJECTED,
        candidacy_id=no.id,
        reason="Le programme demande deux ans d’équipe.",
        next_step=NextStep.MENTOR,
        next_note="Maud vous montre le lancement.",
    )
    return nominee


class TestLetter:
    def test_answers_every_wish_in_the_language_of_the_person(
        self, house, answered, session, sign_in, page
    ):
        house.ines.locale = "fr"
        session.commit()

        found = page(sign_in(house.sophie, language="en"), f"/nominees/{answered.id}/letter")
        (letter,) = found.all("article", **{"class": "tg-card tg-letter"})

        assert letter["lang"] == "fr"
        assert found.all("html")[0]["lang"] == "en"
        assert found.h1 == "What HR has answered Inès"
        text = " ".join(found.text.split())
        assert "Inès, voici ce que les RH vous répondent" in text
        assert "Vous faites partie du vivier « Relève atelier »" in text
        assert "Un binôme avec Maud sur la ligne 3" in text
        assert "Maud vous montre le lancement." in text
        assert "Inès reads it in French" in text

    def test_is_whole_in_english_too(self, house, answered, session, sign_in, page):
        house.ines.locale = "en"
        session.commit()

        found = page(sign_in(house.ines, language="en"), f"/nominees/{answered.id}/letter")

        assert found.h1 == "HR has answered your three wishes"
        assert "You are in the talent pool “Relève atelier (en)” until" in found.text
        assert "Maud Le Goff owes it to you until Monday 30" in found.text.replace("\xa0", " ")
        assert "HR says no to this wish" in found.text

    def test_leads_to_missions_only_where_a_wish_was_refused(self, house, answered, sign_in, page):
        client = sign_in(house.ines)
        other = house.nominate(K.DECIDED, house.noe)
        house.decide(other)

        refused = page(client, f"/nominees/{answered.id}/letter")
        later = page(sign_in(house.noe), f"/nominees/{other.id}/letter")

        assert refused.all("div", **{"hx-get": "/suggested-missions"})
        assert not later.all("div", **{"hx-get": "/suggested-missions"})

    def test_says_nothing_before_it_is_published(self, house, sign_in):
        nominee = house.nominate(K.UNDER_REVIEW)
        house.decide(nominee, published=False)

        for reader in (house.ines, house.sophie):
            assert sign_in(reader).get(f"/nominees/{nominee.id}/letter").status_code == 404

    def test_is_read_by_nobody_else(self, house, answered, sign_in):
        address = f"/nominees/{answered.id}/letter"

        for reader in (house.karim, house.maud, house.noe):
            assert sign_in(reader).get(address).status_code == 404

    def test_is_read_by_a_manager_to_whom_the_file_is_open(self, house, answered, session, sign_in):
        answered.opened_to_id = house.karim.id
        session.commit()
        address = f"/nominees/{answered.id}/letter"

        assert sign_in(house.karim).get(address).status_code == 200
        assert sign_in(house.karim).post(f"/nominees/{answered.id}/talk").status_code == 403

    def test_says_to_which_manager_it_is_open(self, house, answered, session, sign_in, page):
        address = f"/nominees/{answered.id}/letter"
        answered.opened_to_id = house.karim.id
        session.commit()
        assert house.karim.name + ", your manager" in page(sign_in(house.ines), address).text

        post = select(Assignment).where(Assignment.person_id == house.ines.id)
        session.scalars(post).one().manager_id = house.noe.id
        session.commit()
        assert "to whom you opened" not in page(sign_in(house.ines), address).text
        for reader in (house.karim, house.noe):
            assert sign_in(reader).get(address).status_code == 404

    def test_shows_hostile_words_as_words(self, house, answered, session, sign_in, page):
        house.owed.action = "<script>alert(1)</script>"
        session.commit()

        found = page(sign_in(house.ines), f"/nominees/{answered.id}/letter")

        assert "<script>alert(1)</script>" in found.text
        assert "<script>alert" not in found.html

    def test_needs_few_statements(self, house, answered, sign_in, statements):
        client = sign_in(house.ines)
        client.get(f"/nominees/{answered.id}/letter")

        with statements() as sent:
            client.get(f"/nominees/{answered.id}/letter")

        assert len(sent) <= 15, sent


class TestTalk:
    def test_tells_who_offered_it_once(self, house, answered, sign_in, page):
        client = sign_in(house.ines)

        for days in (0, 0.01):
            house.turn_to(days)
            done = client.post(f"/nominees/{answered.id}/talk")
            assert done.location == f"/nominees/{answered.id}/letter"

        assert house.told(house.sophie) == ["talk_wanted"]
        assert "You asked for it on" in page(client, f"/nominees/{answered.id}/letter").text

    def test_without_a_name_hr_of_the_person_hears(self, house, sign_in):
        nominee = house.nominate(K.DECIDED)
        house.decide(nominee)

        sign_in(house.ines).post(f"/nominees/{nominee.id}/talk")

        assert house.told(house.sophie) == ["talk_wanted"]

    def test_before_an_answer_there_is_nothing_to_talk_about(self, house, sign_in):
        nominee = house.nominate(K.UNDER_REVIEW)

        assert sign_in(house.ines).post(f"/nominees/{nominee.id}/talk").status_code == 409
        assert house.told(house.sophie) == []


class TestOwed:
    def test_is_listed_for_who_owes_it_and_done_with_one_button(
        self, house, answered, sign_in, page
    ):
        client = sign_in(house.maud)
        found = page(client, "/owed")
        assert found.h1 == "You owe one thing to somebody"
        assert "Un binôme avec Maud sur la ligne 3" in found.text

        for _ in range(2):
            client.post(f"/owed/{house.owed.id}/done")

        assert page(client, "/owed").h1 == "You owe nobody anything"
        assert house.told(house.ines) == ["action_done"]
        assert "Fait le" in page(sign_in(house.ines), f"/nominees/{answered.id}/letter").text

    def test_hr_says_it_in_place_of_others_and_goes_back_to_the_letter(
        self, house, answered, sign_in
    ):
        letter = f"/nominees/{answered.id}/letter"

        done = sign_in(house.sophie).post(f"/owed/{house.owed.id}/done", data={"next": letter})

        assert done.location == letter
        assert house.fresh(house.owed).action_done_at is not None

    def test_nobody_else_says_it(self, house, answered, sign_in):
        assert sign_in(house.noe).post(f"/owed/{house.owed.id}/done").status_code == 404
        assert sign_in(house.karim).post(f"/owed/{house.owed.id}/done").status_code == 404
        assert sign_in(house.ines).post(f"/owed/{house.owed.id}/done").status_code == 403
        assert sign_in(house.maud).post(f"/owed/{house.owed.id + 99}/done").status_code == 404

    def test_an_empty_list_says_what_would_stand_there(self, house, sign_in, page):
        found = page(sign_in(house.noe, language="fr"), "/owed")

        assert found.h1 == "Vous ne devez rien à personne"
        assert "Ce qui vous revient se trouve ici" in found.text
        assert "C’est à vous de le faire" not in found.text

    def test_is_a_list_for_the_person_until_the_day_or_until_it_is_done(self, app, house, answered):
        with app.test_request_context():
            (one,) = pages.owed_to(house.ines.id, now=clock.now())
            assert (one.action, one.owner) == ("Un binôme avec Maud sur la ligne 3", house.maud)
            assert one.review_on == on(60)
            assert pages.owed_to(house.noe.id, now=clock.now()) == ()

            house.turn_to(70)
            (late,) = pages.owed_to(house.ines.id, now=clock.now())
            assert late.is_late

            house.owed.action_done_at = clock.now()
            assert pages.owed_to(house.ines.id, now=clock.now()) == ()

    def test_a_step_that_is_not_published_is_nobodys(self, app, house):
        house.decide(house.nominate(K.UNDER_REVIEW), published=False, action_owner_id=house.maud.id)

        with app.test_request_context():
            assert pages.owed_to(house.ines.id, now=clock.now()) == ()


class TestTelling:
    @pytest.fixture
    def tell(self, app, house, answered):
        def tell():
            with app.test_request_context():
                (nominee,) = queries.hold_nominees([answered.id])
                notices.tell_decided(nominee, decisions_of(nominee), now=clock.now())
                house.session.commit()

        return tell

    def test_reaches_the_nominee_who_nominated_and_who_owes(self, house, tell):
        tell()

        assert house.told(house.ines) == ["answered"]
        assert house.told(house.karim) == ["answered_for_nominator"]
        assert house.told(house.maud) == ["action_owed"]
        assert house.told(house.sophie) == []

    def test_gives_nothing_of_the_answer_away_to_who_nominated(self, house, tell):
        tell()

        (said,) = house.sentences(house.karim, "en")
        assert said.startswith("HR has answered Inès Caradec in “Relève (en)”.")

    def test_hr_owes_what_nobody_else_does(self, app, house):
        nominee = house.nominate(K.DECIDED)
        house.decide(nominee)

        with app.test_request_context():
            (held,) = queries.hold_nominees([nominee.id])
            notices.tell_decided(held, decisions_of(held), now=clock.now())
            house.session.commit()

        assert house.told(house.sophie) == ["hr_owes"]

    def test_leads_to_the_letter(self, app, house, answered):
        with app.test_request_context():
            assert notices.letter(answered) == url_for("letters.show", nominee_id=answered.id)


class TestLeavers:
    def test_what_who_left_owed_is_for_hr_to_do(self, app, house, answered, session):
        house.maud.left_on = on(1)
        session.commit()
        house.turn_to(5)

        with app.test_request_context():
            (one,) = pages.owed_to(house.ines.id, now=clock.now())

        assert one.owner is None

    def test_hr_of_another_part_reads_no_letter(self, house, answered, make, sign_in):
        paula = make.hr_of(make.unit("Ailleurs"))

        assert sign_in(paula).get(f"/nominees/{answered.id}/letter").status_code == 404
