"""The pages of a session: side by side and by name, decided wish by wish, nothing lost."""

import pytest
import sqlalchemy as sa

from talentgrow.infra import clock
from talentgrow.nominations.calibration import queries
from talentgrow.nominations.calibration.models import (
    CalibrationSession,
    Grouping,
    Outcome,
    Placement,
    SessionNote,
)
from talentgrow.nominations.states import CampaignStatus, CandidacyStatus, SessionStatus
from tests.nominations.session_scene import SessionScene, soon
from tests.page import Page


@pytest.fixture
def scene(make, session):
    return SessionScene(make, session)


@pytest.fixture
def url(scene):
    return f"/hr/sessions/{scene.meeting.id}"


def file_of(scene, nominee):
    return f"/hr/sessions/{scene.meeting.id}/nominees/{nominee.id}"


def answer(wish, outcome, **fields):
    values = {"outcome": outcome, "seen": 0} | fields
    return {f"{name}-{wish.id}": value for name, value in values.items()}


def no(wish, **fields):
    said = {
        "reason": "You have led nobody yet; one mission would show it.",
        "next_step": "mission",
        "next_note": "Own a mission",
    }
    return answer(wish, "rejected", **said | fields)


class TestTheBoard:
    def test_shows_groups_with_everybody_by_name_and_says_that_nobody_is_ranked(
        self, scene, url, sign_in, page
    ):
        shown = page(sign_in(scene.sophie), url)

        assert "2 nominees, 3 wishes, none decided yet." in shown.text
        assert "nobody is ranked" in shown.text
        groups = [words for words in ("Clients", "Usine") if words in shown.text]
        assert groups == ["Clients", "Usine"]
        assert shown.text.index("Clients") < shown.text.index("Inès") < shown.text.index("Usine")
        assert "One of 1 · Denis Aubert" in shown.text
        assert "Advance: to decide" in shown.text

    @pytest.mark.parametrize("by", list(Grouping))
    def test_by_unit_site_or_manager(self, scene, url, sign_in, page, by):
        scene.meeting.grouped_by = by
        scene.session.flush()
        shown = page(sign_in(scene.sophie), url)

        heading = {"unit": "Usine", "site": "At no site", "manager": "Denis Aubert"}[by.value]
        assert heading in shown.text

    def test_in_french(self, scene, url, sign_in, page):
        shown = page(sign_in(scene.sophie, language="fr"), url)

        assert "2 personnes proposées, 3 souhaits" in shown.text
        assert "personne n’est classé" in shown.text

    def test_who_takes_it_back_is_not_there_on_the_next_request(self, scene, url, sign_in, page):
        client = sign_in(scene.sophie)
        client.post(f"{url}/places", data={"nominee": scene.of_ines.id, "box": "2-2"})
        note = {"nominee": scene.of_ines.id, "text": "Ready, says Denis"}
        client.post(f"{url}/notes", data=note)
        assert "Inès" in page(client, url).text
        for wish in scene.wishes_of(scene.of_ines):
            wish.status = CandidacyStatus.WITHDRAWN
        scene.session.flush()

        shown = page(client, f"{url}?nominee={scene.of_ines.id}")
        assert "Inès" not in shown.text
        assert "Ready, says Denis" not in shown.text
        assert "Inès" not in page(client, f"{url}/minutes").text
        for path in (file_of(scene, scene.of_ines),):
            assert client.get(path).status_code == 404
            assert client.post(path).status_code == 404
        place = {"nominee": scene.of_ines.id, "box": "2-2"}
        assert client.post(f"{url}/places", data=place).status_code == 404
        assert client.post(f"{url}/notes", data=note).status_code == 404

    def test_nothing_of_a_colleague_for_whom_somebody_else_decides(self, scene, url, sign_in, page):
        own = scene.nominate(scene.sophie)
        scene.make.assignment(scene.sophie, scene.job)
        client = sign_in(scene.valerie)
        client.post(f"{url}/notes", data={"nominee": own.id, "text": "About Sophie alone"})
        wish = scene.wishes_of(own)[0]
        client.post(file_of(scene, own), data=answer(wish, "approved", reason="Because of X"))
        assert "Because of X" in page(client, url).text

        for path in (url, f"{url}/minutes"):
            shown = page(sign_in(scene.sophie), path)
            assert "About Sophie alone" not in shown.text
            assert "Because of X" not in shown.text
            assert f"/nominees/{own.id}" not in shown.html
        assert sign_in(scene.sophie).get(file_of(scene, own)).status_code == 404

    def test_empty_says_what_comes(self, scene, sign_in, page):
        other = scene.make.session_of(scene.make.campaign("Autre"))

        shown = page(sign_in(scene.sophie), f"/hr/sessions/{other.id}")
        assert "Nobody stands in this session yet" in shown.text
        assert "The session begins once the campaign has closed." in shown.text

    @pytest.mark.parametrize("status", list(SessionStatus))
    @pytest.mark.parametrize("path", ["", "/minutes"])
    def test_in_every_state(self, scene, url, sign_in, page, status, path):
        scene.stage(scene.wish(scene.of_ines), scene.not_now())
        scene.stage(scene.wish(scene.of_awa), scene.no())
        scene.meeting.status = status
        scene.session.flush()

        shown = page(sign_in(scene.sophie), url + path)
        assert "Inès" in shown.text
        assert "refused, with a next step" in shown.text

    def test_a_grid_only_where_the_campaign_has_one(self, scene, url, sign_in, page):
        assert "Nine-box grid" in page(sign_in(scene.sophie), url).text
        scene.campaign.has_nine_box = False
        scene.session.flush()

        assert "Nine-box grid" not in page(sign_in(scene.sophie), url).text

    def test_hostile_words_stay_words(self, scene, url, sign_in, page):
        client = sign_in(scene.sophie)
        client.post(f"{url}/notes", data={"nominee": 0, "text": "<script>alert(1)</script>"})

        assert "<script>alert(1)" not in page(client, url).html

    def test_asks_for_few_statements_with_sixty_nominees(
        self, scene, url, sign_in, page, statements
    ):
        for count in range(60):
            nominee = scene.nominate(scene.colleague(f"Person {count:02}", "Usine"))
            if count % 3 == 0:
                scene.stage(scene.wishes_of(nominee)[0] and scene.wish(nominee))
        scene.show(scene.of_awa)
        scene.stage(scene.wish(scene.of_awa), scene.not_now())
        client = sign_in(scene.sophie)
        paths = (url, f"{url}/minutes", file_of(scene, scene.of_awa))
        scene.session.commit()
        scene.session.expunge_all()

        for path in paths:
            with statements() as sent:
                page(client, path)
            assert len(sent) <= 15, "\n\n".join(sent)


class TestWhoMayCome:
    def paths(self, scene):
        url = f"/hr/sessions/{scene.meeting.id}"
        return [url, f"{url}/minutes", file_of(scene, scene.of_awa)]

    def test_nobody_but_hr_learns_that_there_is_a_session(self, scene, sign_in):
        for person in (scene.denis, scene.awa):
            client = sign_in(person)
            for path in self.paths(scene):
                assert client.get(path).status_code == 404
            url = f"/hr/sessions/{scene.meeting.id}"
            for act in ("start", "close", "notes", "places"):
                assert client.post(f"{url}/{act}").status_code == 404

    def test_nobody_but_hr_prepares_one(self, scene, sign_in):
        path = f"/hr/sessions/new?campaign={scene.campaign.id}"
        assert sign_in(scene.denis).get(path).status_code == 403
        assert sign_in(scene.sophie).get("/hr/sessions/new").status_code == 404

    def test_a_nominee_of_another_campaign_is_not_in_it(self, scene, sign_in):
        campaign = scene.make.campaign("Autre", status=CampaignStatus.CLOSED)
        other = scene.make.nominee(campaign, scene.awa, status=CandidacyStatus.UNDER_REVIEW)

        assert sign_in(scene.sophie).get(file_of(scene, other)).status_code == 404


class TestPreparing:
    def send(self, scene, client, **values):
        data = {
            "name_fr": "L’Ouest",
            "held_on": soon(5).isoformat(),
            "part": "0",
            "grouped_by": "unit",
        } | values
        return client.post(f"/hr/sessions/new?campaign={scene.campaign.id}", data=data)

    def test_leads_to_the_session(self, scene, sign_in, page):
        client = sign_in(scene.sophie)
        page(client, f"/hr/sessions/new?campaign={scene.campaign.id}")
        part = f"unit:{scene.units['Usine'].id}"
        answer = self.send(scene, client, part=part, grouped_by="site")

        made = scene.session.scalars(
            sa.select(CalibrationSession).order_by(CalibrationSession.id.desc())
        ).first()
        assert answer.location == f"/hr/sessions/{made.id}"
        assert (made.unit_id, made.grouped_by) == (scene.units["Usine"].id, Grouping.SITE)
        assert made.author_id == scene.sophie.id

    def test_sent_twice_makes_one(self, scene, sign_in):
        client = sign_in(scene.sophie)
        answers = {self.send(scene, client, once="key-1").location for _again in range(3)}

        assert len(answers) == 1

    @pytest.mark.parametrize(
        "wrong",
        [
            {"name_fr": "  "},
            {"name_fr": "a" * 121},
            {"held_on": ""},
            {"held_on": "0001-01-01"},
            {"part": "unit:999999"},
            {"part": "nonsense"},
            {"grouped_by": "rank"},
        ],
    )
    def test_what_is_wrong_stands_in_the_form(self, scene, sign_in, wrong):
        answer = self.send(scene, sign_in(scene.sophie), **wrong)

        assert answer.status_code == 422
        assert Page(answer.text).all("form")


class TestChangingWhatIsPrepared:
    @pytest.fixture
    def made(self, scene):
        return scene.make.session_of(scene.campaign, "Nord")

    @pytest.fixture
    def here(self, made):
        return f"/hr/sessions/{made.id}/edit"

    def send(self, client, here, **values):
        data = {
            "version": 1,
            "name_fr": "L’Ouest",
            "name_en": "",
            "held_on": soon(9).isoformat(),
            "part": "0",
            "grouped_by": "site",
        } | values
        return client.post(here, data=data)

    def test_all_of_it_can_be_said_otherwise(self, scene, made, here, sign_in, page):
        client, usine = sign_in(scene.sophie), scene.units["Usine"]
        assert here in page(client, f"/hr/sessions/{made.id}").links()
        assert page(client, here).all("input", name="name_fr")[0]["value"] == "Nord"

        answer = self.send(client, here, part=f"unit:{usine.id}")

        assert answer.location == f"/hr/sessions/{made.id}"
        scene.session.expire_all()
        assert (made.name_fr, made.name_en, made.held_on) == ("L’Ouest", "", soon(9))
        assert (made.unit_id, made.site_id, made.grouped_by) == (usine.id, None, Grouping.SITE)
        (line,) = scene.trail("session_changed")
        assert line.details["changed"] == [
            *("name_fr", "name_en", "held_on", "unit_id", "grouped_by")
        ]
        assert "Inès" not in page(client, f"/hr/sessions/{made.id}").text

    def test_nothing_new_leaves_no_line(self, scene, made, here, sign_in):
        client = sign_in(scene.sophie)
        for _again in range(3):
            assert self.send(client, here).status_code == 302

        assert len(scene.trail("session_changed")) == 1

    def test_of_two_the_second_reads_that_there_is_a_first(self, scene, made, here, sign_in):
        first, second = sign_in(scene.sophie), sign_in(scene.valerie)
        self.send(first, here, name_fr="De Sophie")

        answer = self.send(second, here, name_fr="De Valérie")

        assert answer.status_code == 409
        shown = Page(answer.text)
        assert "Somebody else changed this session" in shown.text
        assert shown.all("input", name="name_fr")[0]["value"] == "De Valérie"
        assert made.name_fr == "De Sophie"
        version = shown.all("input", name="version")[0]["value"]
        assert self.send(second, here, name_fr="De Valérie", version=version).status_code == 302
        assert made.name_fr == "De Valérie"

    @pytest.mark.parametrize(
        "wrong", [{"name_fr": " "}, {"held_on": "x"}, {"part": "unit:999999"}, {"grouped_by": "x"}]
    )
    def test_what_is_wrong_stands_in_the_form(self, scene, made, here, sign_in, wrong):
        assert self.send(sign_in(scene.sophie), here, **wrong).status_code == 422
        assert made.name_fr == "Nord"

    @pytest.mark.parametrize("status", [SessionStatus.RUNNING, SessionStatus.CLOSED])
    def test_not_once_it_has_begun(self, scene, made, here, sign_in, page, status):
        made.status = status
        scene.session.flush()
        client = sign_in(scene.sophie)

        assert here not in page(client, f"/hr/sessions/{made.id}").links()
        assert client.get(here).status_code == 409
        assert self.send(client, here).status_code == 409
        assert made.name_fr == "Nord"

    def test_not_once_the_campaign_is_decided(self, scene, made, here, sign_in, page):
        scene.campaign.status = CampaignStatus.CALIBRATED
        scene.session.flush()
        client = sign_in(scene.sophie)

        assert here not in page(client, f"/hr/sessions/{made.id}").links()
        assert self.send(client, here).status_code == 409

    def test_hr_of_a_part_keeps_it_in_that_part(self, scene, made, here, sign_in, page):
        usine, clients = scene.units["Usine"], scene.units["Clients"]
        paula = sign_in(scene.make.hr_of(usine))
        assert paula.get(here).status_code == 404
        made.unit_id = usine.id
        scene.session.flush()

        page(paula, here)
        assert self.send(paula, here, part=f"unit:{clients.id}").status_code == 422
        assert self.send(paula, here, part="0").status_code == 422
        assert self.send(paula, here, part=f"unit:{usine.id}").status_code == 302

    def test_is_for_hr(self, scene, here, sign_in):
        assert sign_in(scene.denis).get(here).status_code == 404
        assert self.send(sign_in(scene.awa), here).status_code == 404

    def test_speaks_french(self, scene, here, sign_in, page):
        shown = page(sign_in(scene.sophie, language="fr"), here)

        assert shown.h1 == "Modifier « Nord »"


class TestRunning:
    def test_begins_and_closes_by_buttons(self, scene, sign_in, page):
        made = scene.make.session_of(scene.campaign, "Nord")
        client, url = sign_in(scene.sophie), f"/hr/sessions/{made.id}"
        assert "Begin the session" in page(client, url).text
        assert client.post(f"{url}/start").location == url
        assert "Close the session" in page(client, url).text

        client.post(f"{url}/close")
        assert "3 wishes have no answer yet." in page(client, url).text
        for nominee in (scene.of_awa, scene.of_ines):
            for place in range(len(scene.wishes_of(nominee))):
                scene.stage(scene.wish(nominee, place))
        client.post(f"{url}/close")
        assert made.status is SessionStatus.CLOSED

    def test_a_button_pressed_twice_says_so(self, scene, url, sign_in):
        assert sign_in(scene.sophie).post(f"{url}/start").status_code == 409


class TestDeciding:
    def test_shows_what_speaks_for_somebody_and_asks_wish_by_wish(self, scene, sign_in, page):
        shown = page(sign_in(scene.sophie), file_of(scene, scene.of_awa))

        assert scene.said_of(scene.of_awa).rationale in shown.text
        assert "Programme “Premiers pas de manager”" in shown.text
        assert len(shown.all("input", type="radio")) == 6

    def test_comes_as_a_fragment_beside_the_groups(self, scene, sign_in):
        client = sign_in(scene.sophie)
        fragment = client.get(file_of(scene, scene.of_awa), headers={"HX-Request": "true"}).text

        assert "<html" not in fragment
        Page(fragment, is_fragment=True)

    def test_several_wishes_are_kept_together(self, scene, url, sign_in):
        pool = scene.make.pool(months=12)
        first, second = scene.wishes_of(scene.of_awa)
        later = {"review_on": soon(90).isoformat(), "action": "A mentor"}
        data = answer(first, "approved", pool_id=pool.id, talk="on") | answer(
            second, "not_now", action_owner_id=scene.denis.id, **later
        )
        sent = sign_in(scene.sophie).post(file_of(scene, scene.of_awa), data=data)

        assert sent.location == f"{url}?nominee={scene.of_awa.id}#file"
        yes, wait = queries.decision_on(first.id), queries.decision_on(second.id)
        assert (yes.outcome, yes.pool_id, yes.talk_with_id) == (
            Outcome.APPROVED,
            pool.id,
            scene.sophie.id,
        )
        assert (yes.pool_until - clock.today()).days == 365
        assert (wait.outcome, wait.review_on, wait.action_owner_id) == (
            Outcome.NOT_NOW,
            soon(90),
            scene.denis.id,
        )

    def test_a_wish_without_an_answer_is_left(self, scene, sign_in):
        first, second = scene.wishes_of(scene.of_awa)
        sign_in(scene.sophie).post(file_of(scene, scene.of_awa), data=no(second))

        assert queries.decision_on(first.id) is None
        assert queries.decision_on(second.id).outcome is Outcome.REJECTED

    @pytest.mark.parametrize("language", ["en", "fr"])
    def test_what_is_missing_is_said_and_what_was_typed_stays(self, scene, sign_in, language):
        first, second = scene.wishes_of(scene.of_awa)
        data = no(first, reason="Short", next_note="Something typed") | answer(second, "approved")
        sent = sign_in(scene.sophie, language=language).post(
            file_of(scene, scene.of_awa), data=data
        )

        assert sent.status_code == 422
        shown = Page(sent.text)
        assert shown.all("input", name=f"next_note-{first.id}")[0]["value"] == "Something typed"
        assert shown.all("textarea", id=f"reason-{first.id}")[0]["aria-invalid"] == "true"
        assert queries.decision_on(second.id) is None

    @pytest.mark.parametrize(
        "fields",
        [
            {"next_step": "promotion"},
            {"next_step": ""},
            {"seen": "x"},
            {"seen": "9" * 30},
            {"talk": "999999"},
            {"reason": "a" * 1001},
        ],
    )
    def test_hostile_values_are_no_error_of_ours(self, scene, sign_in, fields):
        wish = scene.wishes_of(scene.of_ines)[0]
        sent = sign_in(scene.sophie).post(file_of(scene, scene.of_ines), data=no(wish, **fields))

        assert sent.status_code in {302, 422}
        Page(sent.text, is_fragment=sent.status_code == 302)

    @pytest.mark.parametrize("outcome", ["", "published", "approved'"])
    def test_an_answer_that_is_none_changes_nothing(self, scene, sign_in, outcome):
        wish = scene.wishes_of(scene.of_ines)[0]
        sent = sign_in(scene.sophie).post(file_of(scene, scene.of_ines), data=answer(wish, outcome))

        assert sent.status_code == 302
        assert queries.decision_on(wish.id) is None

    def test_the_second_of_two_reads_the_first_and_keeps_what_they_typed(self, scene, sign_in):
        wish = scene.wishes_of(scene.of_ines)[0]
        path = file_of(scene, scene.of_ines)
        first = answer(wish, "approved", reason="Because she grew the line")
        sign_in(scene.valerie).post(path, data=first)
        client = sign_in(scene.sophie)
        sent = client.post(path, data=no(wish))

        assert sent.status_code == 409
        shown = Page(sent.text)
        assert "Valérie Kern decided meanwhile. Advance: approved." in shown.text
        assert "Because she grew the line" in shown.text
        assert "You have led nobody yet" in shown.text
        assert queries.decision_on(wish.id).outcome is Outcome.APPROVED
        seen = shown.all("input", name=f"seen-{wish.id}")[0]["value"]
        assert client.post(path, data=no(wish, seen=seen)).status_code == 302
        assert queries.decision_on(wish.id).outcome is Outcome.REJECTED

    def test_an_answer_taken_back_meanwhile_loses_nothing_either(self, scene, sign_in):
        wish = scene.wishes_of(scene.of_ines)[0]
        path = file_of(scene, scene.of_ines)
        client = sign_in(scene.sophie)
        sent = client.post(path, data=no(wish, seen=3))

        assert sent.status_code == 409
        shown = Page(sent.text)
        assert "An answer was taken back meanwhile." in shown.text
        assert shown.all("input", name=f"seen-{wish.id}")[0]["value"] == "0"

    def test_an_answer_is_taken_back_by_a_button(self, scene, url, sign_in):
        wish = scene.wish(scene.of_ines)
        scene.stage(wish)
        client = sign_in(scene.sophie)
        path = f"{file_of(scene, scene.of_ines)}/wishes/{wish.id}/unstage"

        assert client.post(path, data={"seen": 7}).status_code == 409
        assert client.post(path, data={"seen": 1}).status_code == 302
        assert queries.decision_on(wish.id) is None

    def test_not_by_who_nominated(self, scene, sign_in):
        chosen = scene.nominate(scene.colleague("Karl Chosen", "Usine"), by=scene.sophie)
        wish = scene.wishes_of(chosen)[0]

        sent = sign_in(scene.sophie).post(file_of(scene, chosen), data=answer(wish, "approved"))
        assert sent.status_code == 404
        assert queries.decision_on(wish.id) is None

    def test_who_changed_what_stands_on_the_page(self, scene, url, sign_in, page):
        wish = scene.wish(scene.of_ines)
        scene.stage(wish)
        scene.stage(wish, scene.no(), seen=1, by=scene.by(scene.valerie))
        shown = page(sign_in(scene.sophie), url)

        rows = shown.text.partition("Who changed what")[2]
        assert "Valérie Kern Inès Caradec, advance approved refused" in rows
        assert "Sophie Marchal Inès Caradec, advance to decide approved" in rows


class TestTheGridAndNotes:
    def test_works_by_a_form(self, scene, url, sign_in, page):
        client = sign_in(scene.sophie)
        sent = client.post(f"{url}/places", data={"nominee": scene.of_awa.id, "box": "3-1"})
        assert sent.location == f"{url}?nominee={scene.of_awa.id}#grid"

        shown = page(client, f"{url}?nominee={scene.of_awa.id}")
        (chip,) = shown.all("a", id=f"chip-{scene.of_awa.id}")
        assert chip["aria-label"] == "Awa Diallo: In their place, beyond"
        client.post(f"{url}/places", data={"nominee": scene.of_awa.id, "box": ""})
        assert scene.session.scalar(sa.select(Placement)) is None

    @pytest.mark.parametrize("box", ["4-4", "2", "2-2-2", "x-y", "²-1", "-1-1", "9" * 50])
    def test_a_box_that_is_none(self, scene, url, sign_in, box):
        sent = sign_in(scene.sophie).post(
            f"{url}/places", data={"nominee": scene.of_awa.id, "box": box}
        )
        assert sent.status_code == 409
        assert scene.session.scalar(sa.select(Placement)) is None

    def test_two_of_one_first_name_are_told_apart(self, scene, url, sign_in, page):
        scene.nominate(scene.colleague("Awa Zola", "Usine"))
        shown = page(sign_in(scene.sophie), url)

        assert "Awa D." in shown.text
        assert "Awa Z." in shown.text

    @pytest.mark.parametrize("nominee", ["999999", "-1", "x", "9" * 40])
    def test_nobody_of_that_number(self, scene, url, sign_in, nominee):
        client = sign_in(scene.sophie)
        data = {"nominee": nominee, "box": "1-1", "text": "Said"}
        assert client.post(f"{url}/places", data=data).status_code == 404

    def test_a_note_is_kept_once(self, scene, url, sign_in, page):
        client = sign_in(scene.sophie)
        data = {"nominee": scene.of_awa.id, "text": "All three agree", "once": "key-9"}
        for _again in range(3):
            sent = client.post(f"{url}/notes", data=data)
            assert sent.location == f"{url}?nominee={scene.of_awa.id}#notes"

        assert len(scene.session.scalars(sa.select(SessionNote)).all()) == 1
        assert "All three agree" in page(client, url).text

    def test_an_empty_note_is_none(self, scene, url, sign_in):
        sent = sign_in(scene.sophie).post(f"{url}/notes", data={"nominee": 0, "text": "  "})

        assert sent.status_code == 422
        assert "Write something." in Page(sent.text).text
        assert scene.session.scalar(sa.select(SessionNote)) is None

    def test_a_note_that_is_too_long_is_shown_again_with_the_limit(self, scene, url, sign_in):
        words, client = "Ils ont dit <b>oui</b>. " * 50, sign_in(scene.sophie, language="fr")

        sent = client.post(f"{url}/notes", data={"nominee": scene.of_awa.id, "text": words})

        assert sent.status_code == 422
        shown = Page(sent.text)
        assert words.strip() in shown.text
        assert "celle-ci en a 1 199" in shown.text
        assert "#text" in shown.links()
        about = sent.text.partition('id="about"')[2].partition("</select>")[0]
        assert f'selected value="{scene.of_awa.id}"' in about
        assert scene.session.scalar(sa.select(SessionNote)) is None

    def test_ends_of_lines_count_once(self, scene, url, sign_in):
        words = "Oui\r\n" * 250

        sent = sign_in(scene.sophie).post(f"{url}/notes", data={"nominee": 0, "text": words})

        assert sent.status_code == 302
        assert len(scene.session.scalars(sa.select(SessionNote)).one().text) == 999
