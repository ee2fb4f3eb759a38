"""What somebody tries who means no good, or who is merely unlucky, around nominations."""

import itertools
from datetime import timedelta

import pytest
import sqlalchemy as sa

from talentgrow.audit.models import AuditEvent, StatusChange
from talentgrow.auth import tokens
from talentgrow.auth.models import GrantedRole
from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.kernel.access import SYSTEM, Role
from talentgrow.missions.states import MissionStatus
from talentgrow.nominations import nightly
from talentgrow.nominations.calibration import service as calibration
from talentgrow.nominations.calibration.models import (
    CalibrationSession,
    Decision,
    Outcome,
    SessionNote,
)
from talentgrow.nominations.calibration.values import DecisionValues
from talentgrow.nominations.campaigns import life
from talentgrow.nominations.campaigns.preview import preview
from talentgrow.nominations.equity import queries
from talentgrow.nominations.models import (
    Campaign,
    Candidacy,
    Evidence,
    Intent,
    Nomination,
    NominationIntent,
    Nominee,
)
from talentgrow.nominations.pools.models import Approach, PoolMembership
from talentgrow.nominations.states import (
    CANDIDACY_FLOW,
    CampaignStatus,
    CandidacyStatus,
    NominationStatus,
    SessionStatus,
)
from talentgrow.notifications.models import Notice
from talentgrow.people.models import Assignment
from talentgrow.skills.merging import merge
from talentgrow.skills.models import Skill
from tests.api.conftest import Program
from tests.nominations.consent import House
from tests.nominations.session_scene import SessionScene, soon

K = CandidacyStatus
SECRET = "Quetzalcoatl-7 led the night shift alone"
OTHER = "Tlaloc-9 reads every drawing of the press"
WHY = "She put line 3 back on time by teaching."
NO_TIME = "We are in the middle of the stocktaking."


@pytest.fixture
def house(make, session):
    return House(make, session)


@pytest.fixture
def scene(make, session):
    return SessionScene(make, session)


@pytest.fixture
def program(app, make):
    """Return a function which gives a program that acts for a person."""

    def program(person):
        account, now = make.account_of(person), clock.now()
        _token, secret = tokens.issue(account, "Test", tokens.SCOPES, 30, by=SYSTEM, now=now)
        make.session.commit()
        return Program(app.test_client(use_cookies=False), secret)

    return program


def everything_told(session):
    """Return all that notices and the trail say."""
    told = [*session.scalars(sa.select(Notice.details))]
    told += [*session.scalars(sa.select(AuditEvent.details))]
    told += [*session.scalars(sa.select(StatusChange.reason))]
    return str(told)


class TestADraft:
    def test_is_nobodys_but_its_writers(self, house, make, sign_in, program, session):
        draft = make.nomination(house.campaign, house.ines, house.maud, rationale=SECRET)
        make.nomination(house.campaign, house.noe, house.maud, rationale=SECRET)
        pages = [f"/nominations/{draft.id}{step}" for step in ("", "/why", "/send", "/evidence")]
        urls = ("/nominations", house.url, "/", "/team", "/notices/", f"/people/{house.noe.id}")

        for reader in (house.ines, house.noe, house.karim, house.hana):
            client = sign_in(reader)
            for url in pages:
                assert client.get(url).status_code == 404, (reader, url)
            for url in (*urls, f"/hr/campaigns/{house.campaign.id}"):
                assert SECRET not in client.get(url).text, (reader, url)
            assert program(reader).get(f"/nominations/{draft.id}").status_code == 404
            for step in ("purpose", "why", "evidence", "offer", "send", "withdraw"):
                done = client.post(f"/nominations/{draft.id}/{step}", data={"seen": "1"})
                assert done.status_code == 404
        assert SECRET not in everything_told(session)
        assert "Maud" not in sign_in(house.noe).get("/nominations").text


class TestAWishThatWasNotAgreedTo:
    """Inès agrees to advance, and says nothing about the programme, for which Maud wrote."""

    @pytest.fixture
    def half(self, house, session):
        house.nominate(
            house.maud,
            intents=(Intent.PROGRAMME,),
            rationale=OTHER,
            commitment="Tlaloc-9 and I, on Tuesdays",
            reference_id=house.noe.id,
        )
        house.wish().status = K.ACCEPTED
        house.nominee.opened_to_id = house.karim.id
        session.commit()
        return house

    def test_is_on_no_page_of_others(self, half, sign_in):
        for reader in (half.hana, half.karim):
            text = sign_in(reader).get(half.url).text
            assert "Tlaloc-9" not in text and "Premiers pas" not in text

    def test_is_not_in_the_api(self, half, program):
        url = f"/nominees/{half.nominee.id}"

        for reader in (half.hana, half.karim):
            found = program(reader).get(url)
            assert found.status_code == 200 and "Tlaloc-9" not in found.text
            assert [one["intent"] for one in found.json["candidacies"]] == ["advancement"]
            said = [row["intent"] for one in found.json["nominations"] for row in one["intents"]]
            assert said == ["advancement"]
        (line,) = program(half.hana).get(f"/campaigns/{half.campaign.id}/nominees").json["items"]
        assert [one["intent"] for one in line["candidacies"]] == ["advancement"]
        own = program(half.ines).get(url).json
        assert len(own["candidacies"]) == len(own["nominations"]) == 2

    def test_is_not_in_a_letter_that_others_read(self, half, sign_in):
        half.wish().status = K.DECIDED
        half.staged(published_at=clock.now(), published_by_id=half.hana.id)
        half.run(CampaignStatus.PUBLISHED)

        for reader in (half.hana, half.karim):
            letter = sign_in(reader).get(f"{half.url}/letter")
            assert letter.status_code == 200 and "Tlaloc-9" not in letter.text
        assert "Tlaloc-9" in sign_in(half.ines).get(f"{half.url}/letter").text

    def test_names_nobody_in_a_session(self, half, make, sign_in):
        half.wish().status = K.UNDER_REVIEW
        half.run(CampaignStatus.CLOSED)
        meeting = make.session_of(half.campaign, status=SessionStatus.RUNNING)
        client = sign_in(half.hana)

        for path in ("", f"/nominees/{half.nominee.id}", "/minutes"):
            shown = client.get(f"/hr/sessions/{meeting.id}{path}")
            assert shown.status_code == 200
            assert not any(one in shown.text for one in ("Maud", "Noé", "Tlaloc-9"))

    def test_is_unknown_to_who_nominated_for_another(self, half, sign_in):
        advance = half.wish()
        advance.status = K.RETURNED
        half.session.commit()
        maud = sign_in(half.maud)

        answers = {
            maud.post(f"/candidacies/{advance.id}/{step}").status_code
            for step in ("ask-again", "accept", "decline", "withdraw", "postpone")
        }

        assert answers == {404}
        assert half.wish().status is K.RETURNED
        assert sign_in(half.karim).post(f"/candidacies/{advance.id}/accept").status_code == 403


class TestAStagedDecision:
    @pytest.mark.parametrize("status", [CampaignStatus.CLOSED, CampaignStatus.CALIBRATED])
    def test_is_read_by_nobody_but_hr(self, scene, status, session, sign_in, program):
        scene.stage(scene.wish(scene.of_ines), scene.no(reason=SECRET))
        scene.of_ines.opened_to_id = scene.denis.id
        scene.campaign.status = status
        session.commit()
        number = scene.of_ines.id
        urls = (
            f"/nominees/{number}",
            f"/nominees/{number}/letter",
            *("/nominations", "/", "/notices/", "/owed", "/pools", "/team", "/approaches"),
            f"/campaigns/{scene.campaign.id}",
            f"/hr/campaigns/{scene.campaign.id}",
            f"/hr/campaigns/{scene.campaign.id}/publish",
            f"/hr/sessions/{scene.meeting.id}",
            f"/exports/equity/{scene.campaign.id}.csv",
            f"/people/{scene.ines.id}",
        )

        for reader in (scene.ines, scene.denis):
            client = sign_in(reader)
            for url in urls:
                text = client.get(url).text
                assert SECRET not in text and "rejected" not in text.lower(), (reader, url)
            found = program(reader).get(f"/nominees/{number}").text
            assert SECRET not in found and "rejected" not in found
        assert SECRET not in everything_told(session)

    def test_about_oneself_is_not_read_by_somebody_in_hr(self, scene, session, sign_in, program):
        scene.make.account_of(scene.ines, Role.HR)
        scene.stage(scene.wish(scene.of_ines), scene.no(reason=SECRET))
        values = {"session_id": scene.meeting.id, "nominee_id": scene.of_ines.id}
        session.add(SessionNote(author_id=scene.sophie.id, at=clock.now(), text=OTHER, **values))
        session.commit()
        client, hr = sign_in(scene.ines), f"/hr/sessions/{scene.meeting.id}"
        campaign = f"/hr/campaigns/{scene.campaign.id}"

        for url in (hr, f"{hr}/minutes", f"{hr}?nominee={scene.of_ines.id}", campaign, "/"):
            text = client.get(url).text
            assert OTHER not in text and SECRET not in text, url
        assert client.get(f"{hr}/nominees/{scene.of_ines.id}").status_code == 404
        assert SECRET not in program(scene.ines).get(f"/nominees/{scene.of_ines.id}").text

    def test_is_not_counted_for_who_took_their_nomination_back(self, scene, session):
        written = scene.make.nomination(
            scene.campaign, scene.ines, scene.valerie, status=NominationStatus.WITHDRAWN
        )
        written.nominee_id = scene.of_ines.id
        session.commit()
        scene.stage(scene.wish(scene.of_ines), scene.no())

        assert preview(scene.campaign, scene.sophies).rejected == 1
        told = preview(scene.campaign, scene.by(scene.valerie))
        assert (told.rejected, told.left_out) == (0, 1)

    def test_about_oneself_makes_no_figure_grow(self, scene, session):
        def approved(actor):
            found = queries.tallies(scene.campaign, actor, published=False)
            return sum(one.people for one in found if one.is_approved)

        before = [approved(scene.by(one)) for one in (scene.ines, scene.sophie)]
        scene.stage(scene.wish(scene.of_ines))
        session.commit()

        after = [approved(scene.by(one)) for one in (scene.ines, scene.sophie)]
        assert (before, after) == ([0, 0], [0, 1])


class TestNobodyDecidesAboutThemselves:
    def test_in_any_way(self, scene, session, sign_in, program):
        scene.make.account_of(scene.ines, Role.HR)
        wish = scene.wish(scene.of_ines)
        scene.stage(wish, scene.no())
        session.commit()
        ines, number = sign_in(scene.ines), scene.of_ines.id
        said = {f"outcome-{wish.id}": "approved", f"seen-{wish.id}": "1"}
        hr = f"/hr/sessions/{scene.meeting.id}"
        other = f"{hr}/nominees/{scene.of_awa.id}"

        assert ines.post(f"{hr}/nominees/{number}", data=said).status_code == 404
        assert ines.post(f"{hr}/nominees/{number}/wishes/{wish.id}/unstage").status_code == 404
        assert ines.post(f"{hr}/notes", data={"nominee": number, "text": "x"}).status_code == 404
        assert ines.post(f"{hr}/places", data={"nominee": number, "box": "3-3"}).status_code == 404
        # Among the wishes of somebody else.
        ines.post(other, data=said)
        ines.post(f"{other}/wishes/{wish.id}/unstage", data={"seen": "1"})
        answer = program(scene.ines).post(
            f"/candidacies/{wish.id}/decision", json={"outcome": "approved", "seen": 1}
        )
        assert answer.status_code == 403
        decision = session.scalars(sa.select(Decision)).one()
        assert (decision.outcome, decision.version) == (Outcome.REJECTED, 1)

    def test_nor_gives_themselves_a_voice_in_the_name_of_others(self, scene, session, sign_in):
        scene.make.account_of(scene.ines, Role.HR)
        scene.campaign.status = CampaignStatus.OPEN
        session.commit()
        about = {"campaign": scene.campaign.id, "person": scene.ines.id}

        answer = sign_in(scene.ines).post(
            "/nominations/begin", data=about | {"nominator": scene.valerie.id}
        )

        assert answer.status_code == 403

    def test_nor_about_whom_they_began_to_nominate_in_the_name_of_another(
        self, scene, session, sign_in
    ):
        written = scene.make.nomination(
            scene.campaign,
            scene.ines,
            scene.denis,
            status=NominationStatus.WITHDRAWN,
            submitter_id=scene.sophie.id,
        )
        written.nominee_id = scene.of_ines.id
        session.commit()
        (wish,) = scene.wishes_of(scene.of_ines)
        file = f"/hr/sessions/{scene.meeting.id}/nominees/{scene.of_ines.id}"
        said = {f"outcome-{wish.id}": "approved", f"seen-{wish.id}": "0"}

        assert sign_in(scene.sophie).post(file, data=said).status_code == 404
        assert sign_in(scene.valerie).post(file, data=said).status_code == 302

    def test_an_answer_of_who_has_a_part_by_now_is_given_anew(self, scene, session):
        wish = scene.wish(scene.of_ines)
        scene.stage(wish, scene.no())
        written = scene.make.nomination(
            scene.campaign, scene.ines, scene.sophie, status=NominationStatus.SUBMITTED
        )
        written.nominee_id = scene.of_ines.id
        session.commit()

        taken = scene.stage(wish, scene.no(), seen=1, by=scene.by(scene.valerie))

        assert (taken.staged_by_id, taken.version) == (scene.valerie.id, 2)


class TestHrOfAPart:
    @pytest.fixture
    def parts(self, make, session):
        class Parts:
            north, south = make.unit("Nord"), make.unit("Sud")
            hana, karim = make.person("Hana Whole", role=Role.HR), make.person("Karim Boss")
            ines, awa = make.person("Inès Caradec"), make.person("Awa Diallo")
            paula = make.hr_of(south)
            pool = make.pool(author=hana, unit_id=north.id)
            campaign = make.campaign(author_id=hana.id, status=CampaignStatus.CLOSED)
            meeting = make.session_of(campaign, status=SessionStatus.RUNNING)
            own = make.session_of(campaign, status=SessionStatus.RUNNING, unit_id=south.id)

        for person, unit in ((Parts.ines, Parts.north), (Parts.awa, Parts.south)):
            make.assignment(person, make.job(), manager=Parts.karim, unit=unit)
        values = {"status": K.UNDER_REVIEW, "by": Parts.karim}
        Parts.of_ines = make.nominee(Parts.campaign, Parts.ines, words=SECRET, **values)
        Parts.of_awa = make.nominee(Parts.campaign, Parts.awa, **values)
        Parts.member = make.member(Parts.pool, Parts.ines)
        found = sa.select(Candidacy.id).order_by(Candidacy.id)
        Parts.wish_of_ines, Parts.wish_of_awa = session.scalars(found)
        return Parts

    def test_reads_nothing_of_another(self, parts, sign_in, program):
        client, api = sign_in(parts.paula), program(parts.paula)
        hidden = (
            f"/nominees/{parts.of_ines.id}",
            f"/nominees/{parts.of_ines.id}/letter",
            f"/hr/sessions/{parts.meeting.id}",
            f"/hr/sessions/{parts.meeting.id}/minutes",
            f"/hr/sessions/{parts.own.id}/nominees/{parts.of_ines.id}",
            f"/pools/members/{parts.member.id}",
            f"/hr/pools/members/{parts.member.id}/ask",
        )
        shown = (
            *("/", "/hr/campaigns", "/notices/", "/hr/pools", "/hr/pools/members"),
            f"/hr/campaigns/{parts.campaign.id}",
            f"/hr/campaigns/{parts.campaign.id}/equity",
            f"/hr/sessions/{parts.own.id}?nominee={parts.of_ines.id}",
            f"/hr/pools/{parts.pool.id}",
            f"/exports/equity/{parts.campaign.id}.csv",
        )

        for url in hidden:
            assert client.get(url).status_code == 404, url
        for url in shown:
            answer = client.get(url)
            assert answer.status_code == 200, url
            assert "Caradec" not in answer.text and SECRET not in answer.text, url
        for url in ("edit", "publish"):
            assert client.get(f"/hr/campaigns/{parts.campaign.id}/{url}").status_code == 403
        lists = (f"/campaigns/{parts.campaign.id}/nominees", f"/pools/{parts.pool.id}/members")
        assert not any("Caradec" in api.get(url).text for url in lists)
        assert api.get(f"/nominees/{parts.of_ines.id}").status_code == 404

    def test_does_nothing_to_another(self, parts, sign_in, program, session):
        client = sign_in(parts.paula)
        campaign, member = f"/hr/campaigns/{parts.campaign.id}", parts.member.id
        steps = ("extend", "calibrate", "review-again", "publish-all", "archive")
        closed = [f"{campaign}/{step}" for step in steps] + [f"/hr/pools/{parts.pool.id}/retire"]
        hidden = (
            f"/candidacies/{parts.wish_of_ines}/accept",
            f"/candidacies/{parts.wish_of_ines}/ask-again",
            *(f"/hr/sessions/{parts.meeting.id}/{step}" for step in ("close", "notes", "places")),
            f"/hr/sessions/{parts.own.id}/nominees/{parts.of_ines.id}",
            *(f"/pools/members/{member}/{step}" for step in ("renew", "end")),
            f"/hr/pools/members/{member}/ask-manager",
        )

        assert {client.post(url).status_code for url in closed} == {403}
        assert {client.post(url).status_code for url in hidden} == {404}
        own = f"/hr/sessions/{parts.own.id}/nominees/{parts.of_awa.id}"
        client.post(own, data={f"outcome-{parts.wish_of_ines}": "approved"})
        number = parts.wish_of_awa
        yes = {f"outcome-{number}": "approved", f"pool_until-{number}": soon(90).isoformat()}
        answer = client.post(own, data=yes | {f"pool_id-{number}": parts.pool.id})
        assert answer.status_code == 422
        answer = program(parts.paula).post(
            f"/candidacies/{parts.wish_of_ines}/decision", json={"outcome": "approved"}
        )
        assert answer.status_code == 404
        assert not session.scalars(sa.select(Decision)).all()

    def test_holds_nothing_for_another(self, parts, sign_in, session):
        client = sign_in(parts.paula)
        meeting = {"name_fr": "x", "held_on": "2030-01-01", "grouped_by": "unit"}
        new = f"/hr/sessions/new?campaign={parts.campaign.id}"
        pool = {"name_fr": "x", "purpose_fr": "y", "months": "3", "site_id": ""}

        for part in ("0", f"unit:{parts.north.id}", "unit:999", "site:1", "unit:-1"):
            assert client.post(new, data=meeting | {"part": part}).status_code == 422
        for unit in ("", str(parts.north.id)):
            place = {"unit_id": unit}
            assert client.post("/hr/pools/new", data=pool | place).status_code == 422
            assert client.post("/hr/campaigns/new", data=campaign_form() | place).status_code == 422
        about = {"campaign": parts.campaign.id, "person": parts.ines.id}
        answer = client.post("/nominations/begin", data=about | {"nominator": parts.karim.id})
        assert answer.status_code == 403
        assert len(session.scalars(sa.select(CalibrationSession)).all()) == 2


def campaign_form():
    texts = {f"{name}_en": "x" for name in ("name", "purpose", "criteria")}
    days = {"opens_on": soon(1).isoformat(), "closes_on": soon(20).isoformat()}
    places = {"unit_id": "", "site_id": "", "who": "all", "intents": "advancement"}
    return texts | days | places


def test_an_administrator_reads_nothing_and_does_nothing(house, make, sign_in, session, program):
    make.account_of(house.noe, Role.ADMIN)
    house.wish().status = K.UNDER_REVIEW
    house.run(CampaignStatus.CLOSED)
    meeting = make.session_of(house.campaign, status=SessionStatus.RUNNING)
    member = make.member(make.pool(author=house.hana), house.ines)
    client, campaign = sign_in(house.noe), house.campaign.id
    urls = (
        house.url,
        f"{house.url}/letter",
        *("/hr/campaigns", "/hr/campaigns/new", "/hr/pools", "/hr/pools/members"),
        f"/hr/campaigns/{campaign}",
        f"/hr/nominations/new?campaign={campaign}",
        f"/hr/sessions/{meeting.id}",
        f"/hr/sessions/new?campaign={campaign}",
        f"/hr/pools/{member.pool_id}",
        f"/pools/members/{member.id}",
        f"/exports/equity/{campaign}.csv",
    )

    assert {client.get(url).status_code for url in urls} <= {403, 404}
    api = (f"/campaigns/{campaign}/nominees", f"/nominees/{house.nominee.id}")
    assert {program(house.noe).get(url).status_code for url in api} <= {403, 404}


class TestLettingSomethingIn:
    """HR begins what comes late, or what is written in the name of another."""

    def begin(self, house, sign_in, nominator):
        about = {"campaign": house.campaign.id, "person": house.noe.id, "nominator": nominator.id}
        assert sign_in(house.hana).post("/nominations/begin", data=about).status_code == 302
        found = sa.select(Nomination).where(Nomination.person_id == house.noe.id)
        draft = house.session.scalars(found).one()
        draft.rationale, draft.late_reason = WHY, "Ill for a month"
        house.session.add(NominationIntent(nomination_id=draft.id, intent=Intent.ADVANCEMENT))
        house.session.commit()
        return draft

    def test_about_themselves_is_sent_by_the_person_and_goes_to_hr_at_once(self, house, sign_in):
        house.run(CampaignStatus.CLOSED)
        draft = self.begin(house, sign_in, house.noe)

        sign_in(house.noe).post(f"/nominations/{draft.id}/send", data={"seen": draft.version})

        found = sa.select(Candidacy).join(Nominee).where(Nominee.person_id == house.noe.id)
        assert house.session.scalars(found).one().status is K.UNDER_REVIEW

    def test_ends_with_the_role(self, house, make, sign_in, session):
        draft = self.begin(house, sign_in, house.karim)
        hana = sign_in(house.hana)
        account = make.account_of(house.hana)
        session.execute(sa.delete(GrantedRole).where(GrantedRole.account_id == account.id))
        session.commit()

        answer = hana.post(f"/nominations/{draft.id}/send", data={"seen": draft.version})

        assert answer.status_code == 422
        session.expire_all()
        assert draft.status is NominationStatus.DRAFT


class TestANominator:
    def test_does_not_ask_again_and_again_by_taking_it_back(self, house, make, sign_in):
        karim = sign_in(house.karim)
        about = {"campaign": house.campaign.id, "person": house.noe.id}

        def nominate():
            return karim.post("/nominations/begin", data=about)

        for _time in range(2):
            assert nominate().status_code == 302
            found = sa.select(Nomination).where(Nomination.person_id == house.noe.id)
            draft = house.session.scalars(found.order_by(Nomination.id.desc())).first()
            draft.rationale = WHY
            house.session.add(NominationIntent(nomination_id=draft.id, intent=Intent.ADVANCEMENT))
            house.session.commit()
            sent = karim.post(f"/nominations/{draft.id}/send", data={"seen": draft.version})
            assert sent.status_code == 302
            assert karim.post(f"/nominations/{draft.id}/withdraw").status_code == 302
        assert nominate().status_code == 409

    def test_is_not_read_any_more_once_they_took_it_back(self, house, sign_in, program):
        taken = house.nominate(
            house.maud, rationale=OTHER, status=NominationStatus.WITHDRAWN, sent_at=clock.now()
        )

        assert program(house.ines).get(f"/nominations/{taken.id}").status_code == 404
        assert OTHER not in sign_in(house.ines).get(house.url).text
        assert program(house.maud).get(f"/nominations/{taken.id}").status_code == 200


class TestAJob:
    def nominate(self, program, house, intent, job_id):
        said = {
            "person_id": house.noe.id,
            "intents": [{"intent": intent, "target_id": job_id}],
            "rationale": WHY,
        }
        return program(house.karim).post(f"/campaigns/{house.campaign.id}/nominations", json=said)

    def test_that_is_retired_or_none_leads_nowhere(self, house, make, program):
        retired = make.job("Passé", retired_at=clock.now()).id

        assert self.nominate(program, house, "advancement", retired).status_code == 409
        assert self.nominate(program, house, "advancement", 999_999).status_code == 404

    def test_is_not_where_a_programme_leads(self, house, make, program):
        sent = self.nominate(program, house, "programme", make.job().id)

        assert sent.json["intents"] == [{"intent": "programme", "target": None}]

    def test_that_was_retired_since_stays_and_that_is_named_is_not_deleted(
        self, house, make, session, sign_in
    ):
        job = make.job("Cible")
        house.wish().target_id = job.id
        house.by_karim.status = NominationStatus.DRAFT
        for row in session.scalars(sa.select(NominationIntent)):
            row.target_id = job.id
        session.commit()
        assert sign_in(house.hana).post(f"/jobs/{job.id}/delete").status_code in {404, 409}
        job.retired_at = clock.now()
        session.commit()

        data = {"seen": "1", "intents": "advancement", "target_advancement": job.id, "do": "save"}
        saved = sign_in(house.karim).post(f"/nominations/{house.by_karim.id}/purpose", data=data)

        assert saved.status_code == 302
        assert "Cible" in sign_in(house.ines).get(house.url).text


class TestAPoolMember:
    @pytest.fixture
    def member(self, house, make):
        return make.member(make.pool(author=house.hana), house.ines)

    def ask(self, house, member, sign_in, about):
        url = f"/hr/pools/members/{member.id}/ask-manager"
        return sign_in(house.hana).post(url, data={"about": about, "message": "x"})

    def test_is_not_asked_about_what_is_over_or_hidden(self, house, member, make, sign_in, session):
        retired = make.job("Passé", retired_at=clock.now())
        missions = [
            make.mission("Plan secret", owner=house.hana, status=status)
            for status in (MissionStatus.DRAFT, MissionStatus.CANCELLED, MissionStatus.ARCHIVED)
        ]

        for about in (f"job:{retired.id}", *(f"mission:{one.id}" for one in missions)):
            assert self.ask(house, member, sign_in, about).status_code == 422
        assert not session.scalars(sa.select(Approach)).all()

    def test_is_not_told_of_what_ended_while_the_manager_thought(
        self, house, member, make, sign_in, session
    ):
        mission = make.mission()
        self.ask(house, member, sign_in, f"mission:{mission.id}")
        url = f"/approaches/{session.scalars(sa.select(Approach.id)).one()}"
        sign_in(house.karim).post(f"{url}/agree")
        mission.status = MissionStatus.CANCELLED
        session.commit()

        assert sign_in(house.hana).post(f"{url}/approach").status_code == 409
        assert sign_in(house.ines).get(url).status_code == 404

    @pytest.mark.parametrize("who", ["manager", "member"])
    def test_is_left_in_peace_after_a_no(self, house, member, make, sign_in, session, who):
        about = f"job:{make.job('Planification').id}"
        self.ask(house, member, sign_in, about)
        approach = session.scalars(sa.select(Approach)).one()
        url = f"/approaches/{approach.id}"
        if who == "manager":
            sign_in(house.karim).post(f"{url}/refuse", data={"reason": NO_TIME})
            sign_in(house.hana).post(f"{url}/call-off")
        else:
            sign_in(house.karim).post(f"{url}/agree")
            sign_in(house.hana).post(f"{url}/approach")
            sign_in(house.ines).post(f"{url}/answer", data={"wants": "no"})

        assert self.ask(house, member, sign_in, about).status_code == 422
        session.get(Approach, approach.id).since = clock.now() - timedelta(weeks=13)
        session.commit()
        assert self.ask(house, member, sign_in, about).status_code == 302

    def test_never_reads_why_their_manager_said_no(self, house, member, make, sign_in, session):
        self.ask(house, member, sign_in, f"job:{make.job().id}")
        url = f"/approaches/{session.scalars(sa.select(Approach.id)).one()}"
        sign_in(house.karim).post(f"{url}/refuse", data={"reason": NO_TIME})
        ines = sign_in(house.ines)

        assert ines.get(url).status_code == 404
        for page in ("/", "/pools", "/approaches", "/notices/", f"/pools/members/{member.id}"):
            assert NO_TIME not in ines.get(page).text

    def test_by_two_wishes_leaves_with_both(self, scene, session, sign_in):
        pool = scene.make.pool("Relève")
        yes = DecisionValues(outcome=Outcome.APPROVED, pool_id=pool.id, pool_until=soon(300))
        for place in (0, 1):
            scene.stage(scene.wish(scene.of_awa, place), yes)
        scene.stage(scene.wish(scene.of_ines), scene.no())
        publish(scene)
        assert {one.status for one in scene.wishes_of(scene.of_awa)} == {K.IN_POOL}
        member = session.scalars(sa.select(PoolMembership)).one()

        left = sign_in(scene.awa).post(
            f"/pools/members/{member.id}/end", data={"version": member.version}
        )

        assert left.status_code == 302
        session.expire_all()
        assert {one.status for one in scene.wishes_of(scene.of_awa)} == {K.DECIDED}


def publish(scene):
    """Close the session of a scene, and publish its campaign."""
    calibration.close(scene.meeting, by=scene.sophies, now=clock.now())
    life.calibrate(scene.campaign, by=scene.sophies, now=clock.now())
    life.publish(scene.campaign, by=scene.sophies, now=clock.now())
    scene.session.commit()


class TestBeforeItIsPublished:
    def test_a_day_that_has_passed_meanwhile_is_chosen_anew(self, scene, session, sign_in):
        scene.stage(scene.wish(scene.of_ines), scene.not_now(review_on=soon(1)))
        for place in (0, 1):
            scene.stage(scene.wish(scene.of_awa, place), scene.no())
        session.scalars(sa.select(Decision)).first().review_on = clock.today()
        scene.meeting.status = SessionStatus.CLOSED
        session.commit()

        answer = sign_in(scene.sophie).post(f"/hr/campaigns/{scene.campaign.id}/calibrate")

        assert answer.status_code == 409 and "choose a later one" in answer.text

    def test_a_session_about_nobody_holds_nobody_up(self, scene, session, sign_in):
        scene.make.session_of(
            scene.campaign, status=SessionStatus.RUNNING, unit_id=scene.make.unit("Ailleurs").id
        )
        for nominee in (scene.of_ines, scene.of_awa):
            for place, _wish in enumerate(scene.wishes_of(nominee)):
                scene.stage(scene.wish(nominee, place), scene.no())
        session.commit()
        sophie, campaign = sign_in(scene.sophie), f"/hr/campaigns/{scene.campaign.id}"
        assert sophie.post(f"{campaign}/calibrate").status_code == 409

        assert sophie.post(f"/hr/sessions/{scene.meeting.id}/close").status_code == 302
        assert sophie.post(f"{campaign}/calibrate").status_code == 302


class TestEveryStepFromEverywhere:
    """No state of a wish or of its campaign breaks a page or lets through what is not a step."""

    FORMS = {
        "ines": ("accept", "postpone", "decline", "withdraw", "ask-again"),
        "denis": ("ask-again", "accept"),
        "sophie": ("decide", "unstage", "accept"),
    }

    @pytest.fixture
    def attempt(self, scene, sign_in, session):
        """Return a function which sends one form from one state, and what became of it; undone."""
        clients = {name: sign_in(getattr(scene, name)) for name in self.FORMS}
        (wish,) = (one.id for one in scene.wishes_of(scene.of_ines))
        campaign, file = scene.campaign.id, scene.of_ines.id
        session_url = f"/hr/sessions/{scene.meeting.id}/nominees/{file}"
        urls = {"decide": session_url, "unstage": f"{session_url}/wishes/{wish}/unstage"}
        data = {"until": soon(9).isoformat(), "seen": "0", f"outcome-{wish}": "approved"}
        pages = {
            "ines": (f"/nominees/{file}", "/", "/nominations"),
            "denis": ("/", "/nominations", "/team"),
            "sophie": (f"/nominees/{file}", "/", session_url, f"/hr/campaigns/{campaign}"),
        }
        session.commit()

        def attempt(name, form, of_campaign, status):
            connection = db.engines[None]
            with connection.begin_nested() as kept:
                day = soon(20) if status is K.POSTPONED else None
                of_it = {"status": status, "postponed_until": day}
                connection.execute(
                    sa.update(Campaign).where(Campaign.id == campaign).values(status=of_campaign)
                )
                connection.execute(sa.update(Candidacy).where(Candidacy.id == wish).values(of_it))
                url = urls.get(form, f"/candidacies/{wish}/{form}")
                answer = clients[name].post(url, data=data).status_code
                now = connection.scalar(
                    sa.select(Candidacy.__table__.c.status).where(Candidacy.id == wish)
                )
                shown = {clients[name].get(page).status_code for page in pages[name]}
                kept.rollback()
            session.expire_all()
            return answer, K(now), shown

        return attempt

    @pytest.mark.parametrize(
        "of_campaign",
        [
            one if one is CampaignStatus.CLOSED else pytest.param(one, marks=pytest.mark.slow)
            for one in CampaignStatus
        ],
    )
    def test_is_done_or_refused(self, attempt, of_campaign):
        wrong, done = [], set()
        sent = [(name, form) for name, forms in self.FORMS.items() for form in forms]
        for status, (name, form) in itertools.product(K, sent):
            answer, now, shown = attempt(name, form, of_campaign, status)
            if answer not in {302, 403, 404, 409, 422} or not shown <= {200, 404}:
                wrong.append((form, name, status, answer, shown))
            if now is not status:
                done.add((status, now))

        assert not wrong
        allowed = {
            (before, step.target)
            for step in CANDIDACY_FLOW.transitions.values()
            for before in step.sources
        }
        # After the end a yes goes on to HR at once.
        at_once = {(before, K.UNDER_REVIEW) for before, after in allowed if after is K.ACCEPTED}
        assert done <= allowed | at_once
        if of_campaign not in {CampaignStatus.OPEN, CampaignStatus.CLOSED}:
            assert {after for _before, after in done} <= {K.WITHDRAWN, K.DECLINED}


class TestOnceItIsPublished:
    def test_nothing_moves_any_more(self, scene, session, sign_in):
        for nominee in (scene.of_ines, scene.of_awa):
            for place, _wish in enumerate(scene.wishes_of(nominee)):
                scene.stage(scene.wish(nominee, place), scene.no())
        session.commit()
        hr, campaign = sign_in(scene.sophie), f"/hr/campaigns/{scene.campaign.id}"
        assert hr.post(f"{campaign}/publish-all").status_code == 409
        # A session runs.
        assert hr.post(f"{campaign}/calibrate").status_code == 409
        publish(scene)
        wish, said = scene.wishes_of(scene.of_ines)[0], scene.said_of(scene.of_ines)
        file = f"/hr/sessions/{scene.meeting.id}/nominees/{scene.of_ines.id}"
        day = soon(60).isoformat()
        tried = [
            *((hr, f"{campaign}/{step}") for step in ("publish-all", "calibrate", "review-again")),
            (hr, f"{campaign}/extend"),
            (hr, f"{file}/wishes/{wish.id}/unstage"),
            (hr, file),
            (hr, f"/hr/sessions/{scene.meeting.id}/start"),
            (sign_in(scene.denis), f"/nominations/{said.id}/withdraw"),
            *(
                (sign_in(scene.ines), f"/candidacies/{wish.id}/{step}")
                for step in ("accept", "decline", "withdraw", "postpone")
            ),
            (sign_in(scene.ines), f"/nominees/{scene.of_ines.id}/words"),
        ]
        data = {
            "closes_on": day,
            "until": day,
            "seen": "1",
            "words": "later",
            f"outcome-{wish.id}": "approved",
            f"seen-{wish.id}": "1",
        }

        for client, url in tried:
            assert client.post(url, data=data).status_code == 409, url
        told = sa.select(Notice).where(Notice.person_id == scene.ines.id)
        kinds = [one.kind for one in session.scalars(told)]
        assert kinds.count("nominations.answered") == 1
        assert {*session.scalars(sa.select(Decision.outcome))} == {Outcome.REJECTED}


class TestTime:
    def test_after_the_last_day_and_before_the_night_nothing_is_sent(
        self, app, house, make, sign_in, session
    ):
        house.campaign.closes_on = clock.today() - timedelta(days=1)
        draft = make.nomination(house.campaign, house.noe, house.karim)
        meeting = make.session_of(house.campaign)
        karim, hana = sign_in(house.karim), sign_in(house.hana)

        sent = karim.post(f"/nominations/{draft.id}/send", data={"seen": "1"})
        begun = {"campaign": house.campaign.id, "person": house.maud.id}
        assert sent.status_code == karim.post("/nominations/begin", data=begun).status_code == 409
        assert hana.post(f"/hr/sessions/{meeting.id}/start").status_code == 409
        # Whoever was asked in time still answers, and it is looked at like the others.
        sign_in(house.ines).post(f"/candidacies/{house.wish().id}/accept")
        session.commit()
        with app.app_context():
            nightly.follow_up()
        session.expire_all()
        assert house.wish().status is K.UNDER_REVIEW
        assert draft.status is NominationStatus.LAPSED

    def test_a_later_end_while_a_session_runs_stops_it_and_loses_nothing(
        self, scene, session, sign_in
    ):
        wish = scene.wish(scene.of_ines)
        scene.stage(wish, scene.no())
        session.commit()
        hr, meeting = sign_in(scene.sophie), f"/hr/sessions/{scene.meeting.id}"
        file = f"{meeting}/nominees/{scene.of_ines.id}"
        later = {"closes_on": soon(60).isoformat()}
        assert hr.post(f"/hr/campaigns/{scene.campaign.id}/extend", data=later).status_code == 302

        assert {hr.get(url).status_code for url in (meeting, f"{meeting}/minutes", file)} == {200}
        changed = {f"outcome-{wish.id}": "approved", f"seen-{wish.id}": "1"}
        assert hr.post(file, data=changed).status_code == 409
        assert hr.post(f"{meeting}/close").status_code == 409
        scene.campaign.closes_on = clock.today() - timedelta(days=1)
        life.close(scene.campaign, by=SYSTEM, now=clock.now())
        session.commit()
        assert scene.wishes_of(scene.of_ines)[0].status is K.UNDER_REVIEW
        assert session.scalars(sa.select(Decision)).one().outcome is Outcome.REJECTED

    def test_two_campaigns_about_the_same_people_do_not_mix(self, house, make, session, sign_in):
        other = make.campaign("Autre", author_id=house.hana.id, status=CampaignStatus.CLOSED)
        twin = make.nominee(other, house.ines, by=house.karim, status=K.UNDER_REVIEW)
        house.wish().status = K.UNDER_REVIEW
        house.run(CampaignStatus.CLOSED)
        meeting = make.session_of(house.campaign, status=SessionStatus.RUNNING)
        found = sa.select(Candidacy.id).where(Candidacy.nominee_id == twin.id)
        wish, hana = session.scalars(found).one(), sign_in(house.hana)
        here = f"/hr/sessions/{meeting.id}/nominees"

        assert hana.get(f"{here}/{twin.id}").status_code == 404
        said = {f"outcome-{wish}": "approved", f"seen-{wish}": "0"}
        assert hana.post(f"{here}/{twin.id}", data=said).status_code == 404
        hana.post(f"{here}/{house.nominee.id}", data=said)
        assert not session.scalars(sa.select(Decision)).all()

    def test_a_manager_of_before_reads_no_more(self, house, make, session, sign_in):
        house.wish().status = K.ACCEPTED
        house.nominee.opened_to_id = house.karim.id
        session.commit()
        karim = sign_in(house.karim)
        assert karim.get(house.url).status_code == 200
        found = sa.select(Assignment).where(Assignment.person_id == house.ines.id)
        session.scalars(found).one().manager_id = house.noe.id
        session.commit()

        assert karim.get(house.url).status_code == 404

    def test_who_moved_elsewhere_is_not_forgotten(self, scene, session, sign_in):
        usine = scene.units["Usine"].id
        scene.campaign.unit_id = scene.meeting.unit_id = usine
        # Nominated there, and at work elsewhere by now.
        moved = sa.select(Assignment).where(Assignment.person_id == scene.awa.id)
        session.scalars(moved).one().unit_id = scene.units["Clients"].id
        session.commit()

        shown = sign_in(scene.sophie).get(f"/hr/sessions/{scene.meeting.id}").text

        assert "Awa Diallo" in shown

    def test_a_wish_that_only_the_person_stands_behind_stays_in_play(self, house, sign_in):
        house.wish().status = K.ACCEPTED
        house.by_karim.status = NominationStatus.WITHDRAWN
        house.session.commit()
        form = {f"{name}_en": "x" for name in ("name", "purpose", "criteria")}
        form |= {"intents": "lateral", "who": "all", "version": "1"}

        answer = sign_in(house.hana).post(f"/hr/campaigns/{house.campaign.id}/edit", data=form)

        assert answer.status_code == 422 and "it stays in play" in answer.text

    def test_a_merged_skill_takes_its_evidence_along(self, house, make, session, sign_in):
        claim, kept = house.claim(), make.skill("Conduite d’équipe", "Leading people")
        make.level(house.ines, kept, 2)
        session.add(Evidence(nomination_id=house.by_karim.id, claim_id=claim.id))
        house.wish().status = K.ACCEPTED
        session.commit()

        merge.merge(
            session.get(Skill, kept.id),
            session.get(Skill, claim.skill_id),
            by=house.actor(house.hana),
            now=clock.now(),
        )
        session.commit()

        for reader in (house.ines, house.hana):
            shown = sign_in(reader).get(house.url)
            assert shown.status_code == 200 and "Leading people" in shown.text
