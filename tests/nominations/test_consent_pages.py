"""The page of a nominee, as each reader gets it, and what its forms do."""

import re
from datetime import timedelta

import pytest

from talentgrow.infra import clock
from talentgrow.kernel.access import Role
from talentgrow.nominations import steps
from talentgrow.nominations.consent import evidence
from talentgrow.nominations.models import Evidence, Intent
from talentgrow.nominations.states import CampaignStatus
from talentgrow.nominations.states import CandidacyStatus as K
from tests.nominations.consent import KARIM_SAYS, MAUD_SAYS, House

WORDS = "I would like to lead, and to learn to say hard things."
HOSTILE = "<script>alert(1)</script> {{ 7*7 }} ${7*7} \u202e"


@pytest.fixture
def house(make, session):
    return House(make, session)


class TestReading:
    def test_the_nominee_reads_everything_and_what_is_asked(self, house, sign_in, page):
        house.nominate(house.maud, reference_id=house.noe.id, commitment="Two days a month")
        shown = page(sign_in(house.ines), house.url)

        assert shown.h1 == "Karim and Maud nominate you. You decide."
        for words in (
            KARIM_SAYS,
            MAUD_SAYS,
            "Karim Belkacem, your manager",
            "Noé Adam can say more.",
            "Two days a month",
            "You have until",
            "Without an answer it goes back to Karim and Maud",
            "Programme “Premiers pas de manager”",
            "Nobody else",
        ):
            assert words in shown.text, words

    def test_in_french(self, house, sign_in, page):
        shown = page(sign_in(house.ines, language="fr"), house.url)

        assert shown.h1 == "Karim vous propose. À vous de dire."
        for words in ("Ce qui est dit de vous", "Je dis oui", "Plus tard", "Qui lit cette page"):
            assert words in shown.text, words

    def test_before_a_yes_nobody_else_finds_the_page(self, house, sign_in):
        house.nominee.opened_to_id = house.karim.id
        house.session.commit()
        for person in (house.karim, house.maud, house.noe, house.hana):
            client = sign_in(person)
            assert client.get(house.url).status_code == 404, person.name
            assert client.post(f"{house.url}/words").status_code == 404

    def test_hr_reads_what_was_agreed_to_and_nothing_of_the_other_wish(self, house, sign_in, page):
        house.nominate(house.maud, intents=[Intent.PROGRAMME])
        house.post(sign_in(house.ines), "accept", words=WORDS, seen="1")
        shown = page(sign_in(house.hana), house.url)

        assert shown.h1 == "Inès Caradec agrees to be considered"
        assert WORDS in shown.text
        assert KARIM_SAYS in shown.text
        assert MAUD_SAYS not in shown.text
        assert "Programme" not in shown.text
        assert "What has happened" not in shown.text
        assert "Take my consent back" not in shown.text

    def test_hr_of_another_part_and_nominators_find_nothing_even_then(self, house, make, sign_in):
        house.post(sign_in(house.ines), "accept")
        far = make.hr_of(make.site("Brest"), name="Pierre There")
        admin = make.person("Adam Min", role=Role.ADMIN)
        for person in (far, admin, house.karim, house.maud, house.noe):
            assert sign_in(person).get(house.url).status_code == 404, person.name

    def test_the_manager_reads_it_once_it_is_opened(self, house, sign_in, page):
        house.post(sign_in(house.ines), "accept")
        ines = sign_in(house.ines)
        self.press(ines, page, house, "Open it to Karim")
        assert KARIM_SAYS in page(sign_in(house.karim), house.url).text

        self.press(ines, page, house, "Close it to Karim")
        assert sign_in(house.karim).get(house.url).status_code == 404

    def press(self, client, page, house, label):
        """Send the form among the readers whose button says so."""
        shown = page(client, house.url)
        assert shown.all("form", action=f"{house.url}/manager")
        assert label in shown.text
        to = re.search(r'name="to" value="(\d*)"', shown.html)
        assert to
        return client.post(f"{house.url}/manager", data={"to": to[1]})

    def test_a_new_manager_reads_nothing_until_it_is_opened_to_them(self, house, sign_in, page):
        ines = sign_in(house.ines)
        house.post(ines, "accept")
        self.press(ines, page, house, "Open it to Karim")
        house.lead_by(house.noe)

        for client in (sign_in(house.karim), sign_in(house.noe)):
            assert client.get(house.url).status_code == 404
            assert house.url not in client.get("/").text

        shown = page(ines, house.url).text
        assert "Noé, your manager : nothing of this page, unless you open it" in shown
        assert "Karim : not this page any more, since they are no longer your manager" in shown
        ines.post(f"{house.url}/manager", data={"to": house.noe.id})
        assert "no longer" not in page(ines, house.url).text
        assert KARIM_SAYS in page(sign_in(house.noe), house.url).text
        assert sign_in(house.karim).get(house.url).status_code == 404

    def test_it_can_be_closed_to_who_is_manager_no_more(self, house, sign_in, page):
        ines = sign_in(house.ines)
        house.post(ines, "accept")
        ines.post(f"{house.url}/manager", data={"to": house.karim.id})
        house.lead_by(None)
        self.press(ines, page, house, "Close it to Karim")
        house.lead_by(house.karim)

        assert house.nominee.opened_to_id is None
        assert sign_in(house.karim).get(house.url).status_code == 404

    def test_in_french_it_says_to_whom(self, house, sign_in, page):
        ines = sign_in(house.ines, language="fr")
        assert "L’ouvrir à Karim" in page(ines, house.url).text
        ines.post(f"{house.url}/manager", data={"to": house.karim.id})
        assert "La fermer à Karim" in page(ines, house.url).text

        house.lead_by(house.noe)
        shown = page(ines, house.url).text
        assert (
            "L’ouvrir à Noé" in shown
            and "plus cette page, depuis que ce n’est plus votre manager" in shown
        )

    @pytest.mark.parametrize("to", ["0", "-1", "9" * 18, "9" * 40])
    def test_it_opens_to_nobody_else(self, to, house, sign_in):
        answer = sign_in(house.ines).post(f"{house.url}/manager", data={"to": to})

        assert answer.status_code == 409
        assert house.nominee.opened_to_id is None

    def test_an_old_page_does_not_open_it_to_the_manager_of_before(self, house, sign_in):
        house.lead_by(house.noe)
        ines = sign_in(house.ines)

        for person in (house.karim, house.maud, house.ines, house.hana):
            answer = ines.post(f"{house.url}/manager", data={"to": person.id})
            assert answer.status_code == 409, person.name
        assert house.nominee.opened_to_id is None

    def test_what_names_nobody_closes_it(self, house, sign_in):
        ines = sign_in(house.ines)
        for to in ("", "\x00", "Karim", "1e3"):
            ines.post(f"{house.url}/manager", data={"to": house.karim.id})
            assert ines.post(f"{house.url}/manager", data={"to": to}).status_code == 302
            assert house.nominee.opened_to_id is None

    def test_who_reads_what_is_said_and_follows_what_is_true(self, house, sign_in, page):
        client = sign_in(house.ines)
        assert "HR of your part of the house : nothing" in page(client, house.url).text
        assert "the rest only if you open it" in page(client, house.url).text

        house.post(client, "accept")
        assert "this page, for the wishes to which you agreed" in page(client, house.url).text

    def test_hr_who_nominated_reads_that_a_colleague_decides(self, house, sign_in, page):
        house.nominate(house.hana)
        house.post(sign_in(house.ines), "accept")

        assert "a colleague in HR decides" in page(sign_in(house.hana), house.url).text

    def test_markup_stays_words(self, house, sign_in, page):
        house.by_karim.rationale = house.by_karim.commitment = HOSTILE
        house.session.commit()
        client = sign_in(house.ines)
        client.post(
            f"{house.url}/words", data={"words": HOSTILE, "commitment": HOSTILE, "seen": "1"}
        )

        assert "<script>alert(1)" not in client.get(house.url).text
        assert "{{ 7*7 }}" in page(client, house.url).text

    def test_it_takes_few_statements_however_many_speak(self, house, make, sign_in, statements):
        for number in range(12):
            by = house.nominate(make.person(f"Nora {number}"))
            house.session.add(
                Evidence(nomination_id=by.id, claim_id=house.claim(f"S {number}", f"S {number}").id)
            )
            house.session.add(
                Evidence(nomination_id=by.id, credit_id=house.credit(title=f"M {number}").id)
            )
        house.session.commit()
        house.post(sign_in(house.ines), "accept")
        for person in (house.ines, house.hana):
            client = sign_in(person)
            client.get(house.url)
            with statements() as sent:
                assert client.get(house.url).status_code == 200
            assert len(sent) <= 15, "\n".join(sent)


class TestAnswering:
    def test_a_yes_keeps_what_was_typed_beside_it(self, house, sign_in, page):
        client = sign_in(house.ines)
        answer = house.post(client, "accept", words=WORDS, commitment="German", seen="1", once="k")

        shown = page(client, answer.location)
        assert shown.h1 == "Karim nominates you. You decide."
        assert WORDS in shown.text
        assert "You agree to be considered: Advance." in shown.text
        house.post(client, "accept", Intent.PROGRAMME)
        assert page(client, house.url).h1 == "You agreed, and HR reads your file"

    def test_sent_five_times_it_is_done_once(self, house, sign_in):
        client = sign_in(house.ines)
        data = {"words": WORDS, "seen": "1", "once": "k"}
        answers = [house.post(client, "accept", **data) for _time in range(5)]

        assert {one.status_code for one in answers} == {302}
        assert house.moves() == ["accept"]
        assert house.told(house.karim) == ["accepted"]

    def test_later_no_and_back(self, house, sign_in, page):
        client = sign_in(house.ines)
        day = clock.today() + timedelta(days=9)
        house.post(client, "postpone", until=day.isoformat())
        house.post(client, "decline", Intent.PROGRAMME)
        shown = page(client, house.url)
        assert "You are asked again on" in shown.text
        assert "You owe nobody a reason, and nobody in HR reads about it." in shown.text

        house.post(client, "accept")
        house.post(client, "withdraw")
        shown = page(client, house.url)
        assert shown.h1 == "You said no, and it stays with you"
        for words in ("You agreed: Advance", "You took your consent back: Advance"):
            assert words in shown.text, words
        assert sign_in(house.hana).get(house.url).status_code == 404

    @pytest.mark.parametrize("day", ["", "2001-01-01", "9999-12-31", "tomorrow", "2026-02-30"])
    def test_a_day_that_cannot_be_comes_back_with_why(self, house, sign_in, day):
        answer = house.post(sign_in(house.ines), "postpone", until=day)

        assert answer.status_code == 422
        assert 'aria-invalid="true"' in answer.text
        assert house.wish().status is K.INFORMED

    def test_what_was_done_meanwhile_cannot_be_done_again(self, house, sign_in):
        client = sign_in(house.ines)
        house.post(client, "decline")

        assert house.post(client, "decline").status_code == 409
        assert house.post(client, "withdraw").status_code == 409

    @pytest.mark.parametrize("step", ["accept", "postpone", "decline", "withdraw"])
    def test_nobody_answers_for_somebody_else(self, house, sign_in, step):
        for person in (house.karim, house.maud, house.noe, house.hana):
            status = house.post(sign_in(person), step).status_code
            # Who nominated knows of the wish.
            assert status == (403 if person is house.karim else 404), person.name

        house.post(sign_in(house.ines), "accept")
        assert house.post(sign_in(house.hana), step).status_code == 403
        assert house.wish().status is K.ACCEPTED

    def test_after_the_campaign_is_decided_only_no_is_left(self, house, sign_in, page):
        house.move("accept")
        house.post(sign_in(house.ines), "postpone", until=str(clock.today() + timedelta(days=5)))
        house.run(CampaignStatus.CALIBRATED)
        client = sign_in(house.ines)

        shown = page(client, house.url)
        assert "I agree after all" not in shown.text
        assert "Say no" in shown.text
        assert house.post(client, "accept").status_code == 409

    @pytest.mark.parametrize("number", [0, 999_999, 2**31, 2**70])
    def test_numbers_that_are_nothing(self, house, sign_in, number):
        client = sign_in(house.ines)

        assert client.get(f"/nominees/{number}").status_code == 404
        assert client.post(f"/candidacies/{number}/accept").status_code == 404


class TestAskingAgain:
    def test_who_nominated_asks_again_and_comes_back(self, house, sign_in):
        house.move("give_back")
        answer = house.post(sign_in(house.karim), "ask-again", next="/nominations/1")

        assert answer.location == "/nominations/1"
        assert house.wish().status is K.INFORMED

    def test_nobody_else_does(self, house, sign_in):
        house.move("give_back")
        for person, status in ((house.ines, 403), (house.noe, 404), (house.hana, 404)):
            assert house.post(sign_in(person), "ask-again").status_code == status

    def test_who_took_their_nomination_back_knows_nothing_more(self, house, sign_in):
        house.move("give_back")
        by = house.actor(house.karim)
        steps.take(house.by_karim, "withdraw", by=by, now=clock.now())
        house.session.commit()

        assert house.post(sign_in(house.karim), "ask-again").status_code == 404


class TestOwnWords:
    def send(self, client, house, **data):
        return client.post(f"{house.url}/words", data={"seen": "1", "words": WORDS} | data)

    def test_kept_and_read_again(self, house, sign_in, page):
        client = sign_in(house.ines)
        claim, credit = house.claim(), house.credit()
        picks = {"picks": "1", "claim": claim.id, "credit": credit.id}
        assert self.send(client, house, commitment="German", **picks).status_code == 302

        text = page(client, house.url).text
        for words in (WORDS, "German", "Leading a team", "Ligne 3 (en)", "Shown by you"):
            assert words in text, words

    def test_an_older_page_loses_nothing(self, house, sign_in):
        client = sign_in(house.ines)
        self.send(client, house)
        answer = self.send(client, house, words="Typed on the old page")

        assert answer.status_code == 409
        assert "Typed on the old page" in answer.text
        assert WORDS in answer.text
        assert house.nominee.words == WORDS

    def test_a_yes_from_an_older_page_waits_until_the_words_are_settled(self, house, sign_in):
        client = sign_in(house.ines)
        self.send(client, house)
        answer = house.post(client, "accept", words="Other words", seen="1")

        assert answer.status_code == 409
        assert house.wish().status is K.INFORMED

    def test_too_long_words_come_back_as_they_were(self, house, sign_in):
        for name, length in (("words", 4001), ("commitment", 1001)):
            answer = self.send(sign_in(house.ines), house, **{name: "x" * length})
            assert answer.status_code == 422
            assert "x" * length in answer.text

    def test_too_many_picks_come_back_with_the_words(self, house, sign_in):
        ids = [house.claim(f"S {n}", f"S {n}").id for n in range(evidence.MOST + 1)]
        answer = self.send(sign_in(house.ines), house, picks="1", claim=ids)

        assert answer.status_code == 422
        assert WORDS in answer.text
        assert "Choose 12 at most" in answer.text
        house.session.expire_all()
        assert house.nominee.words == ""

    @pytest.mark.parametrize("claim", ["-1", "abc", str(2**31), str(2**80), ""])
    def test_nonsense_picks_nothing(self, house, sign_in, claim):
        answer = self.send(sign_in(house.ines), house, picks="1", claim=claim)

        assert answer.status_code == 302

    def test_the_level_of_somebody_else_is_refused(self, house, sign_in):
        claim = house.claim(person=house.noe)
        answer = self.send(sign_in(house.ines), house, picks="1", claim=claim.id)

        assert answer.status_code == 409

    def test_a_form_without_picks_leaves_them(self, house, sign_in):
        client, claim = sign_in(house.ines), house.claim()
        self.send(client, house, picks="1", claim=claim.id)
        self.send(client, house, words="More words", seen=str(house.nominee.version))

        assert house.session.query(Evidence).count() == 1

    def test_hr_and_the_manager_write_nothing(self, house, sign_in):
        house.post(sign_in(house.ines), "accept")
        house.nominee.opened_to_id = house.karim.id
        house.session.commit()
        for person in (house.hana, house.karim):
            client = sign_in(person)
            assert self.send(client, house).status_code == 403
            assert client.post(f"{house.url}/manager").status_code == 403

    def test_said_no_to_everything_there_is_nothing_to_write(self, house, sign_in, page):
        client = sign_in(house.ines)
        for intent in (Intent.ADVANCEMENT, Intent.PROGRAMME):
            house.post(client, "decline", intent)

        assert "Keep my words" not in page(client, house.url).text
        assert house.post(client, "accept").status_code == 302


class TestHowAWishStands:
    """Actor, day, consequence: never the name of a status."""

    def at(self, house, status, *, days_ago=0, **fields):
        """Let the first wish have stood where it is for some days."""
        wish = house.wish()
        wish.status, wish.since = status, clock.now() - timedelta(days=days_ago)
        for name, value in fields.items():
            setattr(wish, name, value)
        house.session.commit()

    @pytest.mark.parametrize(
        ("status", "days_ago", "words"),
        [
            (K.INFORMED, 15, "The ten days are over, and you may still answer"),
            (K.RETURNED, 1, "Ten days went by without an answer. Talk about it together"),
            (K.ACCEPTED, 1, "HR reads your file from now on. The campaign ends on"),
            (K.UNDER_REVIEW, 1, "All answers of the campaign come on the same day."),
            (K.WITHDRAWN, 1, "HR no longer reads about this wish. You may still change"),
            (K.LAPSED, 1, "Nobody stands behind it any more. You may nominate yourself."),
            (K.DECIDED, 1, "HR answered you on"),
            (K.IN_POOL, 1, "HR said yes, and you are in a talent pool"),
        ],
    )
    def test_for_the_nominee(self, house, sign_in, page, status, days_ago, words):
        self.at(house, status, days_ago=days_ago)

        assert words in page(sign_in(house.ines), house.url).text

    @pytest.mark.parametrize(
        ("status", "words"),
        [
            (K.ACCEPTED, "Inès agreed on"),
            (K.UNDER_REVIEW, "HR decides until"),
            (K.DECIDED, "HR decided on"),
        ],
    )
    def test_for_hr(self, house, sign_in, page, status, words):
        self.at(house, status)

        assert words in page(sign_in(house.hana), house.url).text

    def test_hr_that_is_late_is_said_to_be(self, make, session, sign_in, page):
        today = clock.today()
        house = House(
            make,
            session,
            status=K.UNDER_REVIEW,
            opens_on=today - timedelta(days=90),
            closes_on=today - timedelta(days=60),
        )

        assert "and is late" in page(sign_in(house.ines), house.url).text

    def test_a_day_after_the_end_says_what_may_happen_before(self, house, sign_in, page):
        day = house.campaign.closes_on + timedelta(days=30)
        self.at(house, K.POSTPONED, postponed_until=day)

        assert "by then it may be decided without you" in page(sign_in(house.ines), house.url).text

    def test_an_answer_of_hr_is_one_click_away(self, house, sign_in, page):
        self.at(house, K.DECIDED)
        shown = page(sign_in(house.ines), house.url)

        assert shown.h1 == "HR has answered you"
        assert f"{house.url}/letter" in shown.links()

    def test_a_campaign_that_is_put_away_is_named_and_not_linked(self, house, sign_in, page):
        client, url = sign_in(house.ines), f"/campaigns/{house.campaign.id}"
        assert url in page(client, house.url).links()
        house.run(CampaignStatus.ARCHIVED)

        shown = page(client, house.url)
        assert url not in shown.links()
        assert "Talents, autumn" in shown.text


class TestTheHistory:
    def test_it_says_who_did_what_and_which_day_was_asked_for(self, house, sign_in, page):
        house.nominate(house.ines)
        client = sign_in(house.ines)
        house.move("give_back")
        house.post(sign_in(house.karim), "ask-again")
        house.post(client, "postpone", until=str(clock.today() + timedelta(days=20)))
        house.move("ask_again")
        text = page(client, house.url).text.partition("What has happened")[2]

        for words in (
            "You were asked again: Advance",
            "You asked to be asked again on",
            "Karim asked you again: Advance",
            "It went back without an answer: Advance",
            "You nominated yourself: Advance",
            "Karim nominated you: Advance, Programme",
        ):
            assert words in text, words
        assert text.index("You were asked again") < text.index("Karim asked you again")

    def test_a_nomination_that_was_taken_back_is_told(self, house, sign_in, page):
        by_maud = house.nominate(house.maud)
        steps.take(by_maud, "withdraw", by=house.actor(house.maud), now=clock.now())
        house.session.commit()
        text = page(sign_in(house.ines), house.url).text

        assert "Maud took their nomination back" in text
        assert MAUD_SAYS not in text
