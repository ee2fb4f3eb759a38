"""The pages on which nominations are written: steps, refusals, words in both languages."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from talentgrow.infra import clock
from talentgrow.kernel.access import Role
from talentgrow.nominations import queries
from talentgrow.nominations.models import Intent, Nomination, Relation
from talentgrow.nominations.states import CampaignStatus, CandidacyStatus, NominationStatus
from talentgrow.skills.models import ClaimSource

N = NominationStatus
LIMIT = 15
EN = "Pilote de flux (en)"


@pytest.fixture
def house(make):
    """Karim manages Inès and nominates her; Maud manages nobody of these; Sophie is HR."""

    class House:
        karim, ines = make.person("Karim Benali"), make.person("Inès Caradec")
        maud, noe = make.person("Maud Le Goff"), make.person("Noé Adam")
        sophie = make.person("Sophie Marchal", role=Role.HR)
        job, target = make.job("Clientèle"), make.job("Pilote de flux")

    make.assignment(House.ines, House.job, manager=House.karim)
    make.assignment(House.noe, House.job, manager=House.maud)
    House.campaign = make.campaign("Talents d’automne")
    return House


@pytest.fixture
def draft(make, house):
    return make.nomination(house.campaign, house.ines, house.karim)


def stored(session, nomination):
    session.expire_all()
    found = sa.select(Nomination).where(Nomination.id == nomination.id)
    return session.scalar(found.options(*queries.NOMINATION))


def sent_about(session, nominee):
    return session.scalar(sa.select(Nomination).where(Nomination.nominee_id == nominee.id))


def begin(client, house, person, **more):
    data = {"campaign": house.campaign.id, "person": person.id} | more
    return client.post("/nominations/begin", data=data)


class TestTheWholeWay:
    def test_five_steps_without_a_script(self, house, sign_in, page, session, make):
        skill = make.skill("Planification", "Planning")
        claim = make.level(house.ines, skill, 3, source=ClaimSource.MANAGER, author=house.karim)
        client = sign_in(house.karim)
        assert "Inès Caradec" in page(client, "/nominations/new").text

        answer = begin(client, house, house.ines)
        url = answer.location
        assert url.endswith("/purpose")
        data = {"seen": "1", "intents": ["advancement", "lateral"], "skill_words": "pilote"}
        found = client.post(url, data=data | {"do": "look"})
        assert EN in found.text
        chosen = client.post(url, data=data | {"do": f"towards-lateral:{house.target.id}"})
        assert f"Towards: {EN}" in chosen.text
        answer = client.post(
            url,
            data={
                "seen": "1",
                "intents": ["advancement", "lateral"],
                "target_lateral": str(house.target.id),
                "do": "save",
            },
        )
        assert answer.location.endswith("/why")
        why = {"seen": "2", "rationale": "She put line 3 back on time.", "do": "save"}
        answer = client.post(answer.location, data=why)
        assert answer.location.endswith("/evidence")
        assert "Confirmed by you" in page(client, answer.location).text
        shown = {"seen": "3", "claim": str(claim.id), f"note-claim-{claim.id}": "In spring"}
        answer = client.post(answer.location, data=shown | {"do": "save"})
        assert answer.location.endswith("/offer")
        offer = {"seen": "4", "commitment": "One day a week"}
        named = client.post(answer.location, data=offer | {"do": f"refer:{house.maud.id}"})
        assert "Maud Le Goff" in named.text
        offer |= {"reference": str(house.maud.id), "do": "save"}
        answer = client.post(answer.location, data=offer)
        assert answer.location.endswith("/send")
        again = page(client, answer.location)
        for words in ("She put line 3", "Planning", "In spring", "One day a week", "Maud Le Goff"):
            assert words in again.text

        answer = client.post(answer.location, data={"seen": "5", "once": "k1"})
        twice = client.post(url.replace("purpose", "send"), data={"seen": "5", "once": "k1"})
        assert answer.location == twice.location
        sent = page(client, answer.location)
        assert sent.h1 == "You have nominated Inès Caradec"
        assert "Inès has until" in sent.text
        nomination = session.scalar(sa.select(Nomination))
        assert (nomination.status, nomination.relation) == (N.SUBMITTED, Relation.MANAGER)

    def test_a_draft_goes_on_where_it_was_left(self, draft, house, sign_in):
        client = sign_in(house.karim)

        assert client.get(f"/nominations/{draft.id}").location.endswith("/evidence")
        draft.rationale = ""
        assert client.get(f"/nominations/{draft.id}").location.endswith("/why")

    def test_leaving_keeps_what_was_typed(self, draft, house, sign_in, session):
        data = {"seen": "1", "rationale": "Half a", "do": "leave"}
        answer = sign_in(house.karim).post(f"/nominations/{draft.id}/why", data=data)

        assert answer.location == "/nominations"
        assert stored(session, draft).rationale == "Half a"

    def test_the_enter_key_after_words_searches(self, draft, house, sign_in, session):
        data = {"seen": "1", "intents": ["lateral"], "skill_words": "Pilote", "do": "save"}
        answer = sign_in(house.karim).post(f"/nominations/{draft.id}/purpose", data=data)

        assert answer.status_code == 200
        assert EN in answer.text
        assert [one.intent for one in stored(session, draft).intents] == [Intent.ADVANCEMENT]

    def test_oneself_has_words_of_its_own(self, house, sign_in, page):
        client = sign_in(house.noe)
        url = begin(client, house, house.noe).location

        assert page(client, url).h1 == "For what do you nominate yourself?"


class TestTwoPeopleInOneDraft:
    @pytest.mark.parametrize(
        ("step", "data", "kept"),
        [
            ("why", {"rationale": "From an old page"}, "From an old page"),
            ("offer", {"commitment": "From an old page"}, "From an old page"),
            ("purpose", {"intents": ["lateral"]}, 'checked class="form-check-input"'),
            ("evidence", {}, "What shows it?"),
        ],
    )
    def test_the_second_loses_nothing(self, draft, house, sign_in, session, step, data, kept):
        draft.version = 4
        session.commit()
        client, url = sign_in(house.karim), f"/nominations/{draft.id}/{step}"
        answer = client.post(url, data=data | {"seen": "3", "do": "save"})

        assert answer.status_code == 409
        assert "Somebody saved other words" in answer.text
        assert kept in answer.text
        assert stored(session, draft).version == 4
        again = client.post(url, data=data | {"seen": "4", "do": "save"})
        assert again.status_code == 302

    def test_nothing_is_sent_that_was_not_read(self, draft, house, sign_in, session):
        draft.version = 4
        session.commit()
        answer = sign_in(house.karim).post(f"/nominations/{draft.id}/send", data={"seen": "3"})

        assert answer.status_code == 409
        assert 'name="seen" type="hidden" value="4"' in answer.text
        assert stored(session, draft).status is N.DRAFT


class TestWhoReadsWhat:
    @pytest.mark.parametrize("path", ["", "/purpose", "/why", "/evidence", "/offer", "/send"])
    @pytest.mark.parametrize("who", ["ines", "maud", "sophie"])
    def test_a_draft_is_there_for_nobody_else(self, draft, house, sign_in, path, who):
        client = sign_in(getattr(house, who))

        assert client.get(f"/nominations/{draft.id}{path}").status_code == 404
        if path:
            data = {"seen": "1", "do": "save"}
            assert client.post(f"/nominations/{draft.id}{path}", data=data).status_code == 404

    def test_the_person_is_led_to_their_own_page(self, make, house, sign_in, session):
        nominee = make.nominee(house.campaign, house.ines, by=house.karim)
        sent = sent_about(session, nominee)
        client = sign_in(house.ines)

        assert client.get(f"/nominations/{sent.id}").location == f"/nominees/{nominee.id}"
        assert client.get(f"/nominations/{sent.id}/why").status_code == 403
        assert client.post(f"/nominations/{sent.id}/withdraw").status_code == 403

    def test_hr_reads_in_nobodys_name(self, make, house, sign_in, session):
        nominee = make.nominee(house.campaign, house.ines, by=house.karim)

        assert (
            sign_in(house.sophie).get(f"/nominations/{sent_about(session, nominee).id}").status_code
            == 404
        )

    def test_a_manager_who_reads_no_level_is_told_so(self, house, make, sign_in, page):
        make.level(house.ines, make.skill("Secret"), 3, source=ClaimSource.MANAGER)
        client = sign_in(house.maud)
        url = begin(client, house, house.ines).location.replace("purpose", "evidence")
        shown = page(client, url)

        assert "You do not read the levels of Inès" in shown.text
        assert "Secret" not in shown.text

    def test_a_colleague_nominates_nobody_else_unless_allowed(self, house, sign_in, page):
        client = sign_in(house.noe)

        assert begin(client, house, house.ines).status_code == 403
        assert "managers nominate" in page(client, "/nominations/new").text
        house.campaign.peers_nominate = True
        assert begin(client, house, house.ines).status_code == 302

    def test_only_hr_writes_for_others(self, house, sign_in):
        url = f"/hr/nominations/new?campaign={house.campaign.id}"
        data = {"nominator": house.karim.id}

        assert sign_in(house.maud).get(url).status_code == 403
        assert begin(sign_in(house.maud), house, house.ines, **data).status_code == 403
        assert begin(sign_in(house.sophie), house, house.ines, **data).status_code == 302

    def test_hr_writes_nothing_about_themselves_for_others(self, house, sign_in):
        client = sign_in(house.sophie)

        answer = begin(client, house, house.sophie, nominator=house.karim.id)
        assert answer.status_code == 403
        url = f"/hr/nominations/new?campaign={house.campaign.id}&person={house.sophie.id}"
        assert client.get(url).status_code == 403


class TestHrForSomebodyElse:
    def test_finds_the_person_then_the_name_it_goes_under(self, house, sign_in, page):
        client = sign_in(house.sophie)
        url = f"/hr/nominations/new?campaign={house.campaign.id}"
        assert f"person={house.ines.id}" in page(client, f"{url}&q=caradec").html
        asked = page(client, f"{url}&person={house.ines.id}")

        assert asked.h1 == "In whose name do you nominate Inès Caradec?"
        assert "manager of Inès" in asked.text
        begun = begin(client, house, house.ines, nominator=house.karim.id)
        assert "You write for Karim Benali" in page(client, begun.location).text

    def test_asks_why_it_comes_late(self, house, sign_in, page, session):
        house.campaign.status = CampaignStatus.CLOSED
        house.campaign.closes_on = clock.today() - timedelta(days=1)
        session.commit()
        client = sign_in(house.sophie)
        url = f"/hr/nominations/new?campaign={house.campaign.id}&person={house.ines.id}"
        assert "marked as late" in page(client, url).text
        url = begin(client, house, house.ines, nominator=house.karim.id).location

        assert "Why it comes after the end" in page(client, url).text
        client.post(url, data={"seen": "1", "intents": ["advancement"], "do": "save"})
        assert "Say why it comes after the end" in page(client, url.replace("purpose", "send")).text

    def test_does_not_follow_what_became_of_it(self, make, house, sign_in, page, session):
        nominee = make.nominee(house.campaign, house.ines, by=house.karim)
        sent = sent_about(session, nominee)
        sent.submitter_id = house.sophie.id
        client = sign_in(house.sophie)

        assert "Karim Benali follows" in page(client, f"/nominations/{sent.id}").text
        assert "Karim Benali follows" in page(client, "/nominations").text
        assert client.post(f"/nominations/{sent.id}/withdraw").status_code == 403


class TestOnesOwnPage:
    def test_offers_something_to_whom_has_nothing(self, house, sign_in, page):
        assert "You have nominated nobody yet" in page(sign_in(house.noe), "/nominations").text

    def test_says_so_when_no_campaign_is_open(self, house, sign_in, page, session):
        house.campaign.status = CampaignStatus.PLANNED
        session.commit()
        client = sign_in(house.noe)

        assert "No campaign takes nominations today" in page(client, "/nominations").text
        assert page(client, "/nominations/new").h1 == "No campaign takes nominations today"

    def test_asks_in_which_campaign_when_several_are_open(self, house, make, sign_in, page):
        second = make.campaign("Relève")
        client = sign_in(house.karim)

        assert page(client, "/nominations/new").h1 == "In which campaign?"
        chosen = page(client, f"/nominations/new?campaign={second.id}&person={house.noe.id}")
        assert "Noé Adam" in chosen.text

    def test_the_nominator_asks_again_after_a_silence(self, house, make, sign_in, page, session):
        nominee = make.nominee(
            house.campaign, house.ines, by=house.karim, status=CandidacyStatus.RETURNED
        )
        client = sign_in(house.karim)
        own = page(client, "/nominations")
        assert own.h1 == "One nomination waits for you"
        shown = page(client, f"/nominations/{sent_about(session, nominee).id}")
        (form,) = [one for one in shown.all("form") if "ask-again" in one["action"]]
        client.post(form["action"])

        assert "Inès has until" in page(client, "/nominations").text

    def test_a_draft_is_thrown_away(self, draft, house, sign_in, session):
        answer = sign_in(house.karim).post(f"/nominations/{draft.id}/withdraw")

        assert answer.location == "/nominations"
        assert stored(session, draft).status is N.WITHDRAWN

    def test_what_was_sent_is_taken_back(self, make, house, sign_in, page, session):
        nominee = make.nominee(
            house.campaign, house.ines, by=house.karim, status=CandidacyStatus.INFORMED
        )
        sent = sent_about(session, nominee)
        client = sign_in(house.karim)
        client.post(f"/nominations/{sent.id}/withdraw", data={"once": "k"})

        assert page(client, f"/nominations/{sent.id}").h1 == "You took this nomination back"
        assert "Taken back on" in page(client, "/nominations").text

    def test_takes_few_statements_however_many_there_are(
        self, make, house, sign_in, page, statements
    ):
        for number in range(25):
            person = make.person(f"Talent {number:02}")
            if number % 2:
                make.nominee(house.campaign, person, by=house.karim)
            else:
                make.nomination(house.campaign, person, house.karim)
        make.nominee(house.campaign, house.karim, by=house.maud)
        client = sign_in(house.karim)
        with statements() as sent:
            shown = page(client, "/nominations")

        assert "Talent 24" in shown.text
        assert len(sent) <= LIMIT, sent

    @pytest.mark.parametrize("step", ["purpose", "why", "evidence", "offer", "send"])
    def test_each_step_takes_few_statements(
        self, draft, house, make, sign_in, page, statements, step
    ):
        for number in range(20):
            make.level(
                house.ines,
                make.skill(f"S{number}"),
                3,
                source=ClaimSource.MANAGER,
                author=house.karim,
            )
        client = sign_in(house.karim)
        with statements() as sent:
            page(client, f"/nominations/{draft.id}/{step}")

        assert len(sent) <= LIMIT, sent


class TestHostileInput:
    @pytest.mark.parametrize(
        "data",
        [
            {},
            {"campaign": "x", "person": "1"},
            {"campaign": "99999999999", "person": "99999999999"},
            {"campaign": "-1", "person": "0"},
        ],
    )
    def test_nothing_begins_from_nonsense(self, house, sign_in, data):
        assert sign_in(house.karim).post("/nominations/begin", data=data).status_code == 404

    @pytest.mark.parametrize("person", ["0", "99999999999", "x", "2147483647"])
    def test_nobody_who_is_not_there_is_nominated(self, house, sign_in, person):
        data = {"campaign": house.campaign.id, "person": person}

        assert sign_in(house.karim).post("/nominations/begin", data=data).status_code == 409

    @pytest.mark.parametrize(
        ("step", "data", "code"),
        [
            ("purpose", {"intents": ["king"]}, 422),
            ("purpose", {"do": "towards-king:1"}, 200),
            ("purpose", {"do": "towards-lateral:99999999999999"}, 200),
            ("purpose", {"intents": ["lateral"], "target_lateral": "987654"}, 404),
            ("why", {"rationale": "x" * 2001}, 422),
            ("why", {"seen": "x" * 50}, 409),
            ("evidence", {"claim": ["0", "x", "99999999999", "987654"]}, 302),
            ("evidence", {"credit": ["987654"]}, 302),
            ("offer", {"commitment": "x" * 2001}, 422),
            ("offer", {"do": "refer:987654"}, 200),
            ("offer", {"reference": "987654"}, 422),
            ("send", {"seen": ""}, 409),
        ],
    )
    def test_a_step_takes_nonsense_in_its_stride(
        self, draft, house, sign_in, session, step, data, code
    ):
        data = {"seen": "1", "do": "save"} | data
        answer = sign_in(house.karim).post(f"/nominations/{draft.id}/{step}", data=data)

        assert answer.status_code == code, answer.text[:500]
        assert stored(session, draft).evidence == []

    def test_words_are_words(self, draft, house, sign_in, page):
        draft.rationale = "<script>alert(1)</script> and twenty more"

        assert (
            "<script>alert(1)"
            not in page(sign_in(house.karim), f"/nominations/{draft.id}/send").html
        )


class TestInFrench:
    @pytest.mark.parametrize(
        ("path", "title"),
        [
            ("/nominations/new", "Qui proposez-vous ?"),
            ("/nominations", "Une proposition vous attend"),
            ("/nominations/{}/purpose", "Pour quoi proposez-vous Inès ?"),
            ("/nominations/{}/why", "Pourquoi Inès ?"),
            ("/nominations/{}/evidence", "Qu’est-ce qui le montre ?"),
            ("/nominations/{}/offer", "Sur quoi peut compter Inès ?"),
            ("/nominations/{}/send", "Inès lira ceci"),
        ],
    )
    def test_each_page_speaks_it(self, draft, house, sign_in, page, path, title):
        client = sign_in(house.karim, language="fr")

        assert page(client, path.format(draft.id)).h1.replace("\u202f", " ") == title
