"""Words, numbers and days that nobody means, wherever nominations take any."""

import csv
import io
from datetime import timedelta
from urllib.parse import quote

import pytest
import sqlalchemy as sa

from talentgrow.auth import tokens
from talentgrow.infra import clock
from talentgrow.kernel.access import SYSTEM
from talentgrow.nominations.calibration.models import Decision, SessionNote
from talentgrow.nominations.models import CampaignIntent, Candidacy, Evidence, Nomination
from talentgrow.nominations.pools.models import Approach
from talentgrow.nominations.states import CampaignStatus, CandidacyStatus, SessionStatus
from talentgrow.notifications.models import OutboxMail
from talentgrow.skills.models import ClaimSource
from tests.api.conftest import Program
from tests.nominations.consent import House
from tests.nominations.session_scene import soon

K = CandidacyStatus
WHY = "She put line 3 back on time by teaching."
NASTY = [
    "%(name)s %s %d %",
    "{{7*7}}{% x %}",
    "<script>alert(1)</script>",
    "‮gnihtyreve\u2066",
    "=HYPERLINK(1)",
    "W" * 110,
    "مهمة 任务 🦄",
    "two\r\nBcc: a@b.test",
]


@pytest.fixture
def house(make, session):
    """Inès has agreed and waits for HR in a running session; she is in a pool, and approached."""
    found = House(make, session, status=K.UNDER_REVIEW)
    found.run(CampaignStatus.CLOSED)
    found.meeting = make.session_of(found.campaign, status=SessionStatus.RUNNING)
    found.pool = make.pool(author=found.hana)
    found.member = make.member(found.pool, found.ines)
    found.session.add(
        Approach(
            membership_id=found.member.id,
            job_id=make.job("Planification").id,
            since=clock.now(),
            asked_at=clock.now(),
            asked_by_id=found.hana.id,
            manager_id=found.karim.id,
        )
    )
    found.session.commit()
    found.file = f"/hr/sessions/{found.meeting.id}/nominees/{found.nominee.id}"
    return found


@pytest.fixture
def program(app, make):
    def program(person):
        account, now = make.account_of(person), clock.now()
        _token, secret = tokens.issue(account, "Test", tokens.SCOPES, 30, by=SYSTEM, now=now)
        make.session.commit()
        return Program(app.test_client(use_cookies=False), secret)

    return program


def no(number, words):
    said = {"outcome": "rejected", "next_step": "mission", "seen": "0", "next_note": words}
    said["reason"] = f"{words} and twenty more signs"
    return {f"{name}-{number}": value for name, value in said.items()}


class TestWords:
    @pytest.mark.parametrize("words", NASTY)
    def test_are_words_everywhere(self, house, make, session, sign_in, words):
        for person in (house.ines, house.karim, house.hana):
            person.first_name = words
        make.unit(words)
        for name in ("name_fr", "name_en", "purpose_fr", "purpose_en", "criteria_fr"):
            setattr(house.campaign, name, words)
        for row in session.scalars(sa.select(CampaignIntent)):
            row.programme_fr = row.programme_en = words
        for name in ("name_fr", "name_en", "purpose_fr", "purpose_en"):
            setattr(house.pool, name, words)
        house.meeting.name_fr = house.meeting.name_en = words
        house.by_karim.rationale = house.by_karim.commitment = words
        house.nominee.words = house.nominee.commitment = words
        approach = session.scalars(sa.select(Approach)).one()
        approach.message = words
        session.commit()
        clients = {name: sign_in(getattr(house, name)) for name in ("ines", "karim", "hana")}
        hana = clients["hana"]
        session_url, wishes = (
            f"/hr/sessions/{house.meeting.id}",
            [*session.scalars(sa.select(Candidacy.id))],
        )
        hana.post(f"{session_url}/notes", data={"text": words})
        said = {}
        for number in wishes:
            said |= no(number, words)
        assert hana.post(house.file, data=said).status_code == 302
        shown = [
            *("/", "/notices/", "/nominations", "/campaigns", "/pools", "/approaches", "/owed"),
            *("/team", "/hr/campaigns", "/hr/pools", "/hr/pools/members", "/hr/pools/new"),
            f"/campaigns/{house.campaign.id}",
            f"/hr/campaigns/{house.campaign.id}",
            f"/hr/campaigns/{house.campaign.id}/edit",
            f"/hr/campaigns/{house.campaign.id}/equity",
            f"/nominations/{house.by_karim.id}",
            house.url,
            *(session_url, f"{session_url}/minutes", house.file),
            f"/hr/pools/{house.pool.id}",
            f"/pools/members/{house.member.id}",
            f"/hr/pools/members/{house.member.id}/ask",
            f"/approaches/{approach.id}",
        ]

        def look(urls):
            for name, client in clients.items():
                for url in urls:
                    answer = client.get(url)
                    assert answer.status_code in {200, 302, 403, 404}, (name, url)
                    assert "<script>alert" not in answer.text, (name, url)
                    assert "49{% x %}" not in answer.text

        look(shown)
        for step in (f"{session_url}/close", f"/hr/campaigns/{house.campaign.id}/calibrate"):
            assert hana.post(step).status_code == 302
        look([f"/hr/campaigns/{house.campaign.id}/publish"])
        published = hana.post(f"/hr/campaigns/{house.campaign.id}/publish-all")
        assert published.status_code == 302
        look([f"{house.url}/letter", house.url, "/", "/notices/", session_url])

    def test_break_no_header_of_a_mail(self, house, session, sign_in):
        house.ines.first_name = "two\r\nBcc: a@b.test"
        house.campaign.name_fr = house.campaign.name_en = "x\r\nBcc: c@d.test"
        session.commit()

        sign_in(house.ines).post(f"/candidacies/{house.wish().id}/withdraw")

        mails = session.scalars(sa.select(OutboxMail)).all()
        assert not any("\n" in mail.subject or "\r" in mail.subject for mail in mails)

    def test_start_no_formula_in_a_file(self, house, make, session, sign_in):
        unit = make.unit("=HYPERLINK(1)")
        other = make.unit("+cmd")
        for place in (unit, other):
            make.holders(30, make.job(), unit=place)
        client = sign_in(house.hana)

        found = client.get(f"/exports/equity/{house.campaign.id}.csv")
        rows = csv.reader(io.StringIO(found.data.decode("utf-8-sig")), delimiter=";")

        cells = [cell for row in rows for cell in row]
        assert any("HYPERLINK" in cell for cell in cells)
        assert not any(cell.startswith(("=", "+", "@", "\t", "\r")) for cell in cells)
        assert client.get(f"/exports/equity/{house.campaign.id}.xlsx").status_code == 200

    @pytest.mark.parametrize(
        "words", ["a\0b" * 10, "\ud800" * 30, "x" * 100_000, "\r\n" * 40, "‮\u2066" * 40]
    )
    def test_that_cannot_be_kept_break_nothing(self, house, make, sign_in, words):
        draft = make.nomination(house.campaign, house.noe, house.maud)
        said, number = quote(words.encode("utf-8", "surrogatepass")), house.wish().id
        maud, ines, hana = (sign_in(one) for one in (house.maud, house.ines, house.hana))
        steps, campaign = f"/nominations/{draft.id}", house.campaign.id
        places = "unit_id=&site_id="
        sent = [
            (maud, f"{steps}/why", f"seen=1&rationale={said}"),
            (maud, f"{steps}/offer", f"seen=1&skill_words={said}&do=look"),
            (maud, f"{steps}/offer", f"seen=1&commitment={said}&reference={said}"),
            (maud, f"{steps}/purpose", f"seen=1&skill_words={said}&do=look"),
            (maud, f"{steps}/purpose", f"seen={said}&intents={said}&target_lateral={said}"),
            (maud, f"{steps}/evidence", f"seen=1&claim={said}&note-claim-1={said}"),
            (maud, "/nominations/begin", f"campaign={said}&person={said}&nominator={said}"),
            (ines, f"{house.url}/words", f"seen=1&words={said}&commitment={said}"),
            (ines, f"/candidacies/{number}/postpone", f"until={said}"),
            (ines, f"/candidacies/{number}/withdraw", f"once={said}"),
            (hana, f"/hr/sessions/{house.meeting.id}/notes", f"text={said}&once=1{said}"),
            (hana, f"/hr/sessions/{house.meeting.id}/places", f"nominee={said}&box={said}"),
            (hana, house.file, f"outcome-{number}={said}&seen-{number}={said}"),
            (hana, "/hr/pools/new", f"name_fr=a{said}&purpose_fr=b&months={said}&{places}"),
            (hana, "/hr/campaigns/new", f"name_fr={said}&opens_on={said}&{places}"),
            (hana, f"/hr/sessions/new?campaign={campaign}", f"name_fr=a{said}&held_on={said}"),
        ]

        for client, url, body in sent:
            answer = client.post(url, data=body, content_type="application/x-www-form-urlencoded")
            assert answer.status_code < 500, url
        asked = said[:3000]
        for url in (f"/hr/pools/members?q={asked}&about={asked}&need={asked}", "/nominations/new"):
            assert hana.get(f"{url}?q={asked}" if "?" not in url else url).status_code < 500

    @pytest.mark.parametrize("text", ['"\\ud800"', '"\\u0000"', "[]", "null", "1e400"])
    def test_of_a_program_are_refused(self, house, program, session, text):
        house.run(CampaignStatus.OPEN)
        person = house.noe.id
        url = f"/campaigns/{house.campaign.id}/nominations"
        bodies = (
            f'{{"person_id": {person}, "intents": [{{"intent": "lateral"}}], "rationale": {text}}}',
            f'{{"person_id": {text}, "intents": [{{"intent": "lateral"}}], "rationale": "{WHY}"}}',
            f'{{"person_id": {person}, "intents": {text}, "rationale": "{WHY}"}}',
        )

        for body in bodies:
            answer = program(house.karim).post(url, data=body, content_type="application/json")
            assert answer.status_code in {400, 422}, body
        found = sa.select(Nomination).where(Nomination.person_id == person)
        assert not session.scalars(found).all()


class TestNumbers:
    @pytest.mark.parametrize("number", ["0", "-1", "2147483648", "9" * 30, "1.0", "%00", "٣"])
    def test_that_are_none_lead_nowhere(self, house, sign_in, number):
        client, meeting = sign_in(house.hana), house.meeting.id
        read = (
            *(f"/{what}/{number}" for what in ("campaigns", "nominations", "nominees")),
            *(f"/hr/{what}/{number}" for what in ("campaigns", "sessions", "pools")),
            f"/nominees/{number}/letter",
            f"/nominations/{number}/purpose",
            f"/approaches/{number}",
            f"/pools/members/{number}",
            f"/hr/sessions/{meeting}/nominees/{number}",
            f"/exports/equity/{number}.csv",
        )
        written = (
            *(f"/candidacies/{number}/{step}" for step in ("accept", "ask-again", "withdraw")),
            *(f"/approaches/{number}/{step}" for step in ("agree", "answer", "approach")),
            *(f"/pools/members/{number}/{step}" for step in ("renew", "end")),
            f"/owed/{number}/done",
            f"/nominees/{number}/talk",
            f"/hr/campaigns/{number}/publish-all",
            f"/hr/sessions/{number}/start",
        )

        for url in read:
            assert client.get(url).status_code == 404, url
        for url in written:
            assert client.post(url).status_code == 404, url
        place = {"nominee": number, "box": "1-1", "text": "x"}
        assert client.post(f"/hr/sessions/{meeting}/places", data=place).status_code == 404
        for url in (
            "/hr/pools/members?unit=",
            "/hr/pools/members?about=job:",
            "/nominations/new?p=",
        ):
            assert client.get(f"{url}{number}").status_code == 200

    def test_sixty_needs_are_six(self, house, sign_in, statements):
        client = sign_in(house.hana)
        needs = "&".join(f"need={number}:3" for number in range(1, 61))

        with statements() as asked:
            assert client.get(f"/hr/pools/members?{needs}").status_code == 200

        assert len(asked) <= 15


class TestDays:
    @pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-02-30", "", "1e9"])
    def test_beyond_the_calendar_are_refused(self, house, sign_in, session, day):
        hana, number = sign_in(house.hana), house.wish().id
        approach = session.scalars(sa.select(Approach.id)).one()
        texts = {f"{name}_en": "x" for name in ("name", "purpose", "criteria")}
        campaign = texts | {"unit_id": "", "site_id": "", "who": "all", "intents": "advancement"}
        days = {"opens_on": soon(1).isoformat(), "closes_on": soon(9).isoformat()}
        later = {"outcome": "not_now", "seen": "0", "review_on": day, "action": "a"}
        later["action_owner_id"] = house.karim.id
        sent = [
            (sign_in(house.ines), f"/candidacies/{number}/postpone", {"until": day}),
            (hana, f"/hr/campaigns/{house.campaign.id}/extend", {"closes_on": day}),
            (hana, "/hr/campaigns/new", campaign | days | {"opens_on": day}),
            (hana, "/hr/campaigns/new", campaign | days | {"closes_on": day}),
            (hana, "/hr/campaigns/new", campaign | {"opens_on": day, "closes_on": day}),
            (hana, f"/pools/members/{house.member.id}/renew", {"until": day, "version": "1"}),
            (sign_in(house.karim), f"/approaches/{approach}/defer", {"from_day": day}),
            (hana, house.file, {f"{name}-{number}": value for name, value in later.items()}),
        ]

        for client, url, data in sent:
            assert client.post(url, data=data).status_code == 422, url
        assert hana.post("/hr/campaigns/new", data=campaign | days).status_code == 302

    def test_an_end_is_never_put_earlier(self, house, sign_in):
        house.run(CampaignStatus.OPEN)
        url = f"/hr/campaigns/{house.campaign.id}"
        hana, before = sign_in(house.hana), house.campaign.closes_on

        for days in (-30, -1, 0):
            day = (before + timedelta(days=days)).isoformat()
            assert hana.post(f"{url}/extend", data={"closes_on": day}).status_code == 422
        # Nor by the form of an open campaign, which does not ask for it.
        form = hana.get(f"{url}/edit").text
        assert 'name="closes_on"' not in form
        house.session.expire_all()
        assert house.campaign.closes_on == before


class TestFieldsThatNobodyAskedFor:
    def test_change_nothing(self, house, sign_in, session):
        extra = {
            "status": "decided",
            "nominee_id": "999",
            "person_id": house.noe.id,
            "nominator_id": house.noe.id,
            "submitter_id": house.noe.id,
            "opened_to_id": house.karim.id,
            "is_late": "1",
            "published_at": "2020-01-01",
            "staged_by_id": house.noe.id,
        }
        number = house.wish().id
        words = extra | {"seen": "1", "words": "Mine", "commitment": ""}
        sign_in(house.ines).post(f"{house.url}/words", data=words)
        hana = sign_in(house.hana)
        hana.post(house.file, data=extra | no(number, "A mission of two"))
        hana.post(f"/hr/sessions/{house.meeting.id}/notes", data=extra | {"text": "x"})

        session.expire_all()
        assert house.nominee.words == "Mine" and house.nominee.opened_to_id is None
        assert house.wish().status is K.UNDER_REVIEW
        decision = session.scalars(sa.select(Decision)).one()
        assert (decision.staged_by_id, decision.published_at) == (house.hana.id, None)
        assert session.scalars(sa.select(SessionNote.author_id)).one() == house.hana.id

    def test_sent_twice_count_once(self, house, sign_in, session):
        number = house.wish().id
        body = "&".join(
            f"{name}={quote(str(value))}"
            for words in ("A mission of two", "Nothing")
            for name, value in no(number, words).items()
        )
        answer = sign_in(house.hana).post(
            house.file, data=body, content_type="application/x-www-form-urlencoded"
        )

        assert answer.status_code == 302
        assert session.scalars(sa.select(Decision.next_note)).one() == "A mission of two"


class TestEvidence:
    def test_of_others_or_of_another_time_is_never_shown(self, house, make, session, sign_in):
        house.run(CampaignStatus.OPEN)
        foreign, credit = house.claim(person=house.noe), house.credit(house.noe)
        skill = make.skill("Planifier", "Planning")
        by = {"source": ClaimSource.MANAGER, "author": house.karim}
        old = make.level(house.ines, skill, 5, at=clock.now() - timedelta(days=9), **by)
        make.level(house.ines, skill, 2, at=clock.now(), **by)
        draft = make.nomination(house.campaign, house.ines, house.maud)
        own = sign_in(house.ines)

        for field, number in (("claim", foreign.id), ("claim", old.id), ("credit", credit.id)):
            data = {"seen": "1", "words": "", "commitment": "", "picks": "1", field: number}
            assert own.post(f"{house.url}/words", data=data).status_code == 409, (field, number)
            said = {"seen": draft.version, field: number}
            sign_in(house.maud).post(f"/nominations/{draft.id}/evidence", data=said)
            session.expire_all()
        assert not session.scalars(sa.select(Evidence)).all()


def test_looking_changes_nothing(house, sign_in, session):
    number, draft = house.wish().id, house.by_karim.id
    urls = (
        *(f"/candidacies/{number}/{step}" for step in ("accept", "decline", "withdraw")),
        f"/nominations/{draft}/withdraw",
        f"/hr/campaigns/{house.campaign.id}/calibrate",
        f"/hr/campaigns/{house.campaign.id}/publish-all",
        f"/hr/sessions/{house.meeting.id}/close",
        f"/pools/members/{house.member.id}/end",
        f"/nominees/{house.nominee.id}/talk",
    )

    for reader in (house.ines, house.karim, house.hana):
        client = sign_in(reader)
        assert {client.get(url).status_code for url in urls} <= {404, 405}
    assert house.wish().status is K.UNDER_REVIEW
