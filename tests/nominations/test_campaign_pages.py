"""Campaigns on screen: for everybody, and for HR."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from talentgrow.infra import clock
from talentgrow.kernel.access import Role
from talentgrow.nominations.calibration.models import Decision, Outcome
from talentgrow.nominations.models import Campaign, Candidacy, Intent
from talentgrow.nominations.states import CampaignStatus, CandidacyStatus, SessionStatus

C, K = CampaignStatus, CandidacyStatus


def today(days=0):
    return clock.today() + timedelta(days=days)


def form(**more):
    return {
        "version": "1",
        "name_fr": "Talents, automne",
        "purpose_fr": "Voir qui veut grandir.",
        "criteria_fr": "Ce qui a été fait\n\n  Ce qui a été appris  ",
        "opens_on": today(3).isoformat(),
        "closes_on": today(30).isoformat(),
        "unit_id": "",
        "site_id": "",
        "intents": ["advancement", "lateral"],
        "who": "all",
    } | more


@pytest.fixture
def sophie(make):
    return make.person("Sophie Marchal", role=Role.HR)


@pytest.fixture
def hr(sophie, sign_in):
    return sign_in(sophie)


@pytest.fixture
def karim(make):
    karim = make.person("Karim Benali")
    make.person("Inès Caradec", manager=karim)
    return karim


def begun(page):
    return [link for link in page.links() if link.startswith("/nominations/new")]


class TestEverybody:
    def test_reads_what_is_open_and_how_it_is_decided(self, make, sign_in, page, karim):
        campaign = make.campaign()

        shown = page(sign_in(karim), "/campaigns")

        assert shown.h1 == "One campaign looks for people who want to grow"
        for words in ("Voir qui veut grandir.", "Ce qui a été fait, et appris", "Another job"):
            assert words in shown.text
        assert "You may nominate until" in shown.text
        assert begun(shown) == [
            f"/nominations/new?campaign={campaign.id}",
            f"/nominations/new?campaign={campaign.id}&person={karim.id}",
        ]

    def test_reads_it_in_french(self, make, sign_in, page, karim):
        make.campaign("Talents d’automne")

        shown = page(sign_in(karim, language="fr"), "/campaigns")

        assert shown.h1 == "Une campagne cherche des personnes qui veulent grandir"
        assert "Vous pouvez proposer jusqu’" in shown.text
        assert "Proposer un talent" in shown.text

    def test_who_leads_nobody_nominates_themselves_only_unless_colleagues_may(
        self, make, session, sign_in, page
    ):
        campaign, noe = make.campaign(), make.person("Noé Adam")
        client = sign_in(noe)
        own = f"/nominations/new?campaign={campaign.id}&person={noe.id}"

        assert begun(page(client, "/campaigns")) == [own]
        assert "Talk to a manager" in page(client, f"/campaigns/{campaign.id}").text

        session.get(Campaign, campaign.id).peers_nominate = True
        session.commit()
        assert begun(page(client, "/campaigns")) == [own.split("&")[0], own]

    def test_nobody_nominates_themselves_where_it_is_for_others(self, make, sign_in, page):
        unit = make.unit("Flux")
        campaign, noe = make.campaign(unit_id=unit.id), make.person("Noé Adam")

        shown = page(sign_in(noe), f"/campaigns/{campaign.id}")

        assert begun(shown) == []
        assert "It is held for another part of the house: Flux" in shown.text

    def test_reads_nothing_that_is_still_prepared_nor_put_away(self, make, sign_in, page, karim):
        client = sign_in(karim)
        for status in (C.PLANNED, C.ARCHIVED):
            campaign = make.campaign(status=status)
            assert client.get(f"/campaigns/{campaign.id}").status_code == 404
        shown = page(client, "/campaigns")
        assert shown.h1 == "No campaign is open now"
        assert "No campaign takes nominations today" in shown.text

    def test_is_not_offered_what_has_ended_but_for_the_night(self, make, sign_in, page, karim):
        campaign = make.campaign(closes_on=today(-1))

        shown = page(sign_in(karim), f"/campaigns/{campaign.id}")

        assert begun(shown) == []
        assert "HR answers everybody until" in shown.text

    def test_hears_that_hr_is_late(self, make, sign_in, page, karim):
        make.campaign(status=C.CLOSED, opens_on=today(-90), closes_on=today(-80))

        assert "HR owed everybody an answer" in page(sign_in(karim), "/campaigns").text

    def test_finds_their_drafts_and_not_those_of_others(self, make, sign_in, page, karim):
        campaign, maud = make.campaign(), make.person("Maud Le Goff")
        draft = make.nomination(campaign, make.person("Paul Nguyen"), karim)
        make.nomination(campaign, make.person("Zoé Kaci"), maud)

        shown = page(sign_in(karim), "/campaigns")

        assert f"/nominations/{draft.id}" in shown.links()
        assert "You have begun one and not sent it" in shown.text
        assert "Zoé Kaci" not in shown.text

    def test_finds_what_is_said_about_them(self, make, sign_in, page):
        campaign, ines = make.campaign(), make.person("Inès Caradec")
        nominee = make.nominee(campaign, ines, status=K.INFORMED)

        shown = page(sign_in(ines), "/campaigns")

        assert "Somebody nominates you" in shown.text
        assert f"/nominees/{nominee.id}" in shown.links()
        assert begun(shown) == []

    def test_only_hr_follows(self, make, sign_in, karim):
        campaign, client = make.campaign(), sign_in(karim)
        here = f"/hr/campaigns/{campaign.id}"

        for url in ("/hr/campaigns", "/hr/campaigns/new", here, f"{here}/edit", f"{here}/publish"):
            assert client.get(url).status_code == 403, url
        for verb in ("extend", "calibrate", "publish-all", "review-again", "archive"):
            assert client.post(f"{here}/{verb}").status_code == 403, verb


class TestPreparing:
    def test_a_campaign_is_there_and_opens_by_itself(self, hr, page, session):
        response = hr.post("/hr/campaigns/new", data=form())

        campaign = session.scalars(select(Campaign)).one()
        assert response.location == f"/hr/campaigns/{campaign.id}"
        assert (campaign.status, campaign.peers_nominate) == (C.PLANNED, True)
        assert campaign.criteria_fr == "Ce qui a été fait\nCe qui a été appris"
        assert "It opens by itself on" in page(hr, response.location).text

    def test_once_however_often_it_is_sent(self, hr, page, session):
        key = page(hr, "/hr/campaigns/new").all("input", name="once")[0]["value"]

        places = {hr.post("/hr/campaigns/new", data=form(once=key)).location for _ in range(2)}

        assert len(places) == len(session.scalars(select(Campaign)).all()) == 1

    @pytest.mark.parametrize(
        ("more", "said"),
        [
            ({"name_fr": " "}, "Give the campaign a name"),
            ({"opens_on": ""}, "Choose a day."),
            ({"opens_on": "yesterday"}, "Not a valid date value."),
            ({"opens_on": "9999-12-31", "closes_on": "9999-12-31"}, "Choose an earlier day."),
            ({"closes_on": today(2).isoformat()}, "The last day comes after the first."),
            ({"intents": []}, "Choose at least one."),
            ({"intents": ["crown"]}, "not a valid choice"),
            ({"intents": ["programme"]}, "Say what the programme is called."),
            ({"unit_id": "99999999999999999999"}, "Not a valid choice"),
            ({"unit_id": "-1"}, "Not a valid choice"),
            ({"unit_id": "x"}, "could not coerce"),
            ({"name_fr": "x" * 500}, "Field cannot be longer"),
        ],
    )
    def test_what_does_not_fit_is_said_and_nothing_lost(self, hr, session, more, said):
        response = hr.post("/hr/campaigns/new", data=form(**more))

        assert response.status_code == 422
        assert said in response.text
        assert "Voir qui veut grandir." in response.text
        assert session.scalars(select(Campaign)).all() == []

    def test_words_of_people_stay_words(self, hr, make, sign_in, page, karim):
        hostile = "<script>alert(1)</script>%(x)s {{ 7 * 7 }}"
        hr.post("/hr/campaigns/new", data=form(name_fr=hostile, opens_on=today().isoformat()))

        shown = page(sign_in(karim, language="fr"), "/campaigns")

        assert "<script>alert" not in shown.html
        assert hostile in shown.text

    def test_hr_of_a_part_finds_that_part_only(self, make, sign_in, page):
        unit, other = make.unit("Flux"), make.unit("Clients")
        client = sign_in(make.hr_of(unit))

        shown = page(client, "/hr/campaigns/new")

        assert str(unit.id) in {one.get("value") for one in shown.all("option")}
        assert str(other.id) not in {one.get("value") for one in shown.all("option")}
        assert client.post("/hr/campaigns/new", data=form()).status_code == 422
        assert client.post("/hr/campaigns/new", data=form(unit_id=unit.id)).status_code == 302


class TestChanging:
    def test_an_open_campaign_keeps_its_days(self, make, hr, page, session):
        campaign = make.campaign()
        here = f"/hr/campaigns/{campaign.id}/edit"
        fields = {one.get("name") for one in page(hr, here).all("input")}

        assert "name_fr" in fields and "closes_on" not in fields
        wishes = [one.value for one in Intent]
        sent = form(name_fr="Autre", intents=wishes, programme_fr="Premiers pas de manager")
        assert hr.post(here, data=sent).status_code == 302
        assert (campaign.name_fr, campaign.closes_on) == ("Autre", today(21))

    def test_words_of_two_people_are_both_there(self, make, hr, session):
        campaign = make.campaign(version=2)
        wishes = [one.value for one in Intent]

        response = hr.post(
            f"/hr/campaigns/{campaign.id}/edit",
            data=form(name_fr="La mienne", intents=wishes, programme_fr="X"),
        )

        assert response.status_code == 409
        assert "La mienne" in response.text and "Name in French" in response.text
        assert session.scalars(select(Campaign.name_fr)).all() == ["Talents"]

    def test_what_is_decided_stays(self, make, hr):
        campaign = make.campaign(status=C.PUBLISHED)

        assert hr.get(f"/hr/campaigns/{campaign.id}/edit").status_code == 409

    def test_hr_of_another_part_changes_nothing(self, make, sign_in, page):
        campaign = make.campaign(status=C.CLOSED)
        client = sign_in(make.hr_of(make.unit("Flux")))
        here = f"/hr/campaigns/{campaign.id}"

        shown = page(client, here)
        assert "HR of the part for which it is held takes the next step." in shown.text
        assert not [one for one in shown.all("form") if "calibrate" in one.get("action", "")]
        for verb in ("extend", "calibrate", "publish-all", "review-again", "archive"):
            assert client.post(f"{here}/{verb}").status_code == 403, verb
        assert client.get(f"{here}/edit").status_code == 403


class TestFiguresByGroup:
    def test_come_after_the_page_which_links_to_them(self, make, hr, page):
        campaign = make.campaign()
        here = f"/hr/campaigns/{campaign.id}"
        meeting = make.session_of(campaign)
        make.nominee(campaign, make.person("Awa Diallo"))

        for url in (here, f"/hr/sessions/{meeting.id}"):
            shown = page(hr, url)
            (later,) = (one for one in shown.all("div") if one.get("hx-get") == f"{here}/equity")
            assert later["hx-trigger"] == "load"
            assert f"{here}/equity" in shown.links()
            assert "Of 100" not in shown.text

    def test_stand_by_themselves_where_there_is_no_script(self, make, sophie, sign_in, page):
        here = f"/hr/campaigns/{make.campaign('Talents').id}"

        shown = page(sign_in(sophie, language="fr"), f"{here}/equity")

        assert "Qui est proposé, par groupe" in shown.text
        assert 'id="h-equity"' in shown.html
        assert here in shown.links()

    def test_come_without_the_page_to_a_script(self, make, hr):
        answer = hr.get(
            f"/hr/campaigns/{make.campaign().id}/equity", headers={"HX-Request": "true"}
        )

        assert "<h1" not in answer.text and 'id="h-equity"' in answer.text

    def test_ask_for_few_statements(self, make, hr, statements):
        campaign = make.campaign()
        for number in range(20):
            person = make.person(f"Person {number}")
            make.assignment(person, make.job(), unit=make.unit(f"Unit {number % 4}"))
            make.nominee(campaign, person)

        with statements() as sent:
            assert hr.get(f"/hr/campaigns/{campaign.id}/equity").status_code == 200
        assert len(sent) <= 15, "\n\n".join(sent)

    def test_are_for_hr(self, make, sign_in, karim):
        campaign = make.campaign()

        for reader in (karim, make.person("Adam", role=Role.ADMIN)):
            assert sign_in(reader).get(f"/hr/campaigns/{campaign.id}/equity").status_code == 403
        assert sign_in(karim).get("/hr/campaigns/999999/equity").status_code == 403

    def test_hr_of_a_part_reads_them_as_long_as_its_session(self, make, sign_in, page):
        whole, part, other = make.unit("Direction"), make.unit("Usine"), make.unit("Clients")
        campaign = make.campaign(status=C.ARCHIVED, unit_id=whole.id)
        meeting = make.session_of(campaign, unit_id=part.id)
        paula, outsider = make.hr_of(part), make.hr_of(other, name="Otto Part")

        for url in (f"/hr/sessions/{meeting.id}", f"/hr/campaigns/{campaign.id}/equity"):
            page(sign_in(paula), url)
            assert sign_in(outsider).get(url).status_code == 404


class TestFollowing:
    def test_names_who_is_asked_and_nobody_who_said_no(self, make, hr, page):
        campaign, karim = make.campaign(), make.person("Karim Benali")
        for name, status in (
            ("Awa Diallo", K.INFORMED),
            ("Noé Adam", K.RETURNED),
            ("Inès Caradec", K.ACCEPTED),
            ("Paul Nguyen", K.DECLINED),
            ("Zoé Kaci", K.POSTPONED),
        ):
            make.nominee(campaign, make.person(name), status=status, by=karim)
        make.nomination(campaign, make.person("Samir Haddad"), karim)

        shown = page(hr, f"/hr/campaigns/{campaign.id}")

        assert "2 people have not answered" in shown.text
        assert "Awa Diallo" in shown.text and "Noé Adam" in shown.text
        # What is said about them, by whom and for what, is theirs until they agree.
        for unnamed in ("Paul Nguyen", "Zoé Kaci", "Samir Haddad", "Karim Benali"):
            assert unnamed not in shown.text
        assert "few" in shown.text and "Hidden: fewer than 5" in shown.text
        assert "1 drafts" not in shown.text and "Only their authors read them." in shown.text

    def test_counts_and_names_are_of_the_readers_part(self, make, sign_in, page):
        unit, job, karim = make.unit("Flux"), make.job(), make.person("Karim Benali")
        campaign = make.campaign()
        for name, place in (("Awa Diallo", unit), ("Paul Nguyen", make.unit("Clients"))):
            person = make.person(name)
            make.assignment(person, job, unit=place, manager=karim)
            make.nominee(campaign, person, status=K.INFORMED, by=karim)

        shown = page(sign_in(make.hr_of(unit)), f"/hr/campaigns/{campaign.id}")

        assert "One person has not answered" in shown.text
        assert "Awa Diallo" in shown.text and "Paul Nguyen" not in shown.text
        assert "Counted is your part of the house" in shown.text

    def test_names_who_has_no_decision_but_never_the_reader(self, make, hr, page, sophie):
        campaign = make.campaign(status=C.CLOSED)
        make.nominee(campaign, make.person("Awa Diallo"), status=K.UNDER_REVIEW)
        make.nominee(campaign, sophie, status=K.UNDER_REVIEW)

        shown = page(hr, f"/hr/campaigns/{campaign.id}")

        assert "2 have no decision yet." in shown.text
        assert "Awa Diallo" in shown.text
        elsewhere = page(hr, "/hr/campaigns").text
        assert shown.text.count("Sophie Marchal") == elsewhere.count("Sophie Marchal")

    def test_takes_few_statements_however_many_are_nominated(self, make, hr, page, statements):
        campaign, karim = make.campaign(status=C.CLOSED), make.person("Karim Benali")
        for number in range(60):
            status = K.UNDER_REVIEW if number % 2 else K.INFORMED
            make.nominee(campaign, make.person(f"Personne {number}"), status=status, by=karim)
        make.session_of(campaign)

        with statements() as sent:
            page(hr, f"/hr/campaigns/{campaign.id}")
        assert len(sent) <= 15, sent
        for url in ("/hr/campaigns", "/campaigns", f"/campaigns/{campaign.id}"):
            with statements() as sent:
                page(hr, url)
            assert len(sent) <= 15, url

    def test_lists_sessions_and_offers_one(self, make, hr, page):
        campaign = make.campaign(status=C.CLOSED)
        assert "No session yet" in page(hr, f"/hr/campaigns/{campaign.id}").text

        meeting = make.session_of(campaign, "Ouest")

        shown = page(hr, f"/hr/campaigns/{campaign.id}")
        assert f"/hr/sessions/{meeting.id}" in shown.links()
        assert f"/hr/sessions/new?campaign={campaign.id}" in shown.links()
        assert f"/hr/nominations/new?campaign={campaign.id}" in shown.links()


class TestNextStep:
    def test_the_end_is_put_later(self, make, hr, page, session):
        campaign = make.campaign()
        here = f"/hr/campaigns/{campaign.id}"

        refused = hr.post(f"{here}/extend", data={"closes_on": today().isoformat()})
        assert refused.status_code == 422
        assert "The end is only ever put later" in refused.text
        assert hr.post(f"{here}/extend", data={"closes_on": ""}).status_code == 422

        assert hr.post(f"{here}/extend", data={"closes_on": today(40)}).location == here
        assert session.get(Campaign, campaign.id).closes_on == today(40)

    def test_a_closed_one_opens_again(self, make, hr, session):
        campaign = make.campaign(status=C.CLOSED, closes_on=today(-3))

        hr.post(f"/hr/campaigns/{campaign.id}/extend", data={"closes_on": today(10)})

        assert session.get(Campaign, campaign.id).status is C.OPEN

    def test_what_is_missing_is_said_before_anything_changes(self, make, hr, session):
        campaign = make.campaign(status=C.CLOSED)
        nominee = make.nominee(campaign, make.person("Awa"), status=K.UNDER_REVIEW)
        make.nominee(campaign, make.person("Paul"), status=K.INFORMED)

        response = hr.post(f"/hr/campaigns/{campaign.id}/calibrate")

        assert response.status_code == 409
        assert "One wish has no decision yet" in response.text
        assert session.get(Campaign, campaign.id).status is C.CLOSED
        found = select(Candidacy.status).where(Candidacy.nominee_id != nominee.id)
        assert session.scalars(found).all() == [K.INFORMED]

    def test_a_running_session_is_closed_first(self, make, hr):
        campaign = make.campaign(status=C.CLOSED)
        make.session_of(campaign, status=SessionStatus.RUNNING)

        response = hr.post(f"/hr/campaigns/{campaign.id}/calibrate")

        assert response.status_code == 409 and "close it first" in response.text

    def test_everything_is_decided_seen_and_published(self, make, hr, page, session, sophie):
        campaign, pool = make.campaign(status=C.CLOSED), make.pool()
        nominee = make.nominee(campaign, make.person("Awa Diallo"), status=K.UNDER_REVIEW)
        wish = session.scalars(select(Candidacy)).one()
        decision = {"outcome": Outcome.APPROVED, "pool_id": pool.id, "pool_until": today(90)}
        session.add(
            Decision(
                candidacy_id=wish.id,
                staged_by_id=sophie.id,
                staged_at=clock.now(),
                **decision,
            )
        )
        here = f"/hr/campaigns/{campaign.id}"

        assert hr.post(f"{here}/calibrate").location == f"{here}/publish"
        shown = page(hr, f"{here}/publish")
        assert shown.h1 == "One person is about to read the answer"
        assert pool.name_en in shown.text
        assert "Awa Diallo" not in shown.text

        assert hr.post(f"{here}/publish-all").location == here
        assert session.get(Campaign, campaign.id).status is C.PUBLISHED
        found = select(Candidacy.status).where(Candidacy.nominee_id == nominee.id)
        assert session.scalars(found).all() == [K.IN_POOL]
        assert hr.post(f"{here}/publish-all").status_code == 409
        assert hr.get(f"{here}/publish").location == here
        assert hr.post(f"{here}/archive").location == "/hr/campaigns"

    def test_nobody_learns_their_own_answer_by_preparing_that_of_all(
        self, make, hr, page, session, sophie
    ):
        campaign = make.campaign(status=C.CALIBRATED)
        make.nominee(campaign, sophie, status=K.UNDER_REVIEW)
        other = make.person("Paul", role=Role.HR)
        session.add(
            Decision(
                candidacy_id=session.scalars(select(Candidacy.id)).one(),
                outcome=Outcome.APPROVED,
                staged_by_id=other.id,
                staged_at=clock.now(),
            )
        )

        shown = page(hr, f"/hr/campaigns/{campaign.id}/publish")

        assert shown.h1 == "One person is about to read the answer"
        assert "One more wish is answered: you have a part in it" in shown.text
        assert "0 Approved" in shown.text or "Approved 0" in shown.text

    def test_with_nobody_to_answer_it_says_what_publishing_does(self, make, hr, page):
        campaign = make.campaign(status=C.CALIBRATED)

        shown = page(hr, f"/hr/campaigns/{campaign.id}/publish")

        assert shown.h1 == "Nobody waits for an answer"
        assert "nobody is written to" in shown.text and "Approved" not in shown.text

    def test_decisions_are_looked_at_again(self, make, hr, session):
        campaign = make.campaign(status=C.CALIBRATED)

        hr.post(f"/hr/campaigns/{campaign.id}/review-again")

        assert session.get(Campaign, campaign.id).status is C.CLOSED

    def test_nothing_is_done_too_early(self, make, hr):
        campaign = make.campaign()
        here = f"/hr/campaigns/{campaign.id}"

        for verb in ("calibrate", "publish-all", "review-again", "archive"):
            assert hr.post(f"{here}/{verb}").status_code == 409, verb

    def test_each_moment_has_its_page(self, make, hr, page):
        for status in C:
            campaign = make.campaign(status=status)
            shown = page(hr, f"/hr/campaigns/{campaign.id}")
            early = {C.PLANNED: "“Talents (en)” has not begun", C.OPEN: "Nobody is asked yet"}
            assert shown.h1.startswith(early.get(status, "Nobody has agreed"))
            assert f"/campaigns/{campaign.id}" in shown.links()
            page(hr, f"/campaigns/{campaign.id}")

    def test_before_its_first_day_there_is_nothing_to_count(self, make, hr, page):
        campaign = make.campaign(status=C.PLANNED)
        here = f"/hr/campaigns/{campaign.id}"

        shown = page(hr, here)
        assert "Where the wishes stand" not in shown.text and "Sessions" not in shown.text
        assert not [one for one in shown.all("form") if one["action"] == f"{here}/extend"]

        meeting = make.session_of(campaign)
        assert f"/hr/sessions/{meeting.id}" in page(hr, here).links()
