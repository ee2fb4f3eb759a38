"""The pages about packs."""

import io
import zipfile

import pytest
import sqlalchemy as sa
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import encode_multipart

from talentgrow.audit.models import AuditEvent
from talentgrow.auth.models import GrantedRole, RoleScope
from talentgrow.infra.db import db
from talentgrow.jobs import queries as jobs
from talentgrow.jobs.models import Job
from talentgrow.kernel.access import Role
from talentgrow.packs import library
from talentgrow.packs.models import PackRun, StarterPack
from tests.make import Factory
from tests.packs.conftest import ESCO, ROME
from tests.packs.test_loading import count, forget_files

MOST_STATEMENTS = 15


@pytest.fixture
def hr(make, sign_in):
    return sign_in(make.person("Sophie Marchal", role=Role.HR))


@pytest.fixture
def french(make, sign_in):
    return sign_in(make.person("Sophie Marchal", role=Role.HR), language="fr")


def send(client, files):
    form = [FileStorage(io.BytesIO(text.encode()), name) for name, text in files.items()]
    # In memory: the client itself would put a large form into a file and forget to close it.
    mark, body = encode_multipart(MultiDict({"files": form}))
    kind = f"multipart/form-data; boundary={mark}"
    return client.post("/packs/upload", data=body, content_type=kind)


def zip_of(files):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    content.seek(0)
    return content


class TestWho:
    @pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.MANAGER, Role.ADMIN])
    def test_others_are_refused(self, make, sign_in, keep, rome, role):
        client, kept, job = sign_in(make.person("Ada", role=role)), keep(rome), make.job()

        for url in (
            "/packs/",
            f"/packs/{kept.id}",
            f"/packs/{kept.id}/preview?group=A",
            f"/packs/propose/{job.id}",
            f"/packs/propose/{job.id}/skills?source=rome|M1203",
        ):
            assert client.get(url).status_code == 403
        assert client.post(f"/packs/{kept.id}/load", data={"group": "A"}).status_code == 403
        assert send(client, ROME).status_code == 403
        assert count(PackRun) == 0

    def test_hr_of_one_site_leaves_the_catalogues_alone(self, make, sign_in):
        person = make.person("Ada", role=Role.HR)
        account = make.account_of(person)
        role = db.session.scalar(sa.select(GrantedRole).filter_by(account_id=account.id))
        db.session.add(RoleScope(granted_role_id=role.id, site_id=make.site().id))
        db.session.commit()

        assert sign_in(person).get("/packs/").status_code == 403

    def test_the_menu_leads_there(self, hr, page):
        assert "/packs/" in page(hr, "/packs/").links()


class TestUpload:
    def test_files_become_a_kept_pack(self, hr, page):
        response = send(hr, ROME)

        kept = db.session.scalar(sa.select(StarterPack))
        assert response.status_code == 302
        assert response.location == f"/packs/{kept.id}"
        assert (kept.version, kept.jobs, kept.skills) == ("3.47", 4, 6)
        text = page(hr, "/packs/").text
        assert "ROME 3.47" in text
        assert "Source: France Travail, ROME. Licence Ouverte 2.0. Version 3.47." in text

    def test_a_zip_does_as_well(self, hr):
        data = {"files": [(zip_of(ESCO), "esco.zip")]}

        response = hr.post("/packs/upload", data=data, content_type="multipart/form-data")

        assert response.status_code == 302
        assert count(StarterPack, scheme="esco") == 1

    def test_a_newer_one_takes_the_place_of_the_older_and_of_its_file(self, hr):
        send(hr, ROME)
        newer = ROME | {"rome347_metiers.csv": ROME["rome347_metiers.csv"] + "M1901,Conseil\n"}

        send(hr, newer)

        assert [pack.jobs for pack in db.session.scalars(sa.select(StarterPack))] == [5]
        kept = db.session.scalar(sa.select(StarterPack.file_hash))
        assert [path.name for path in library.folder("rome").glob("*")] == [f"{kept}.json.gz"]

    @pytest.mark.parametrize(
        ("language", "words"),
        [("en", "belong neither to ROME nor to ESCO"), ("fr", "ni au ROME ni à ESCO")],
    )
    def test_foreign_files_are_refused_in_a_sentence(self, make, sign_in, language, words):
        client = sign_in(make.person("Sophie", role=Role.HR), language=language)

        response = send(client, {"people.csv": "name,age\nAda,36\n"})

        assert response.status_code == 422
        assert words in response.text
        assert count(StarterPack) == 0

    def test_the_missing_file_is_named(self, hr):
        few = {n: t for n, t in ESCO.items() if n != "esco111_occupation_skill.csv"}

        assert "occupationSkillRelations_en.csv" in send(hr, few).text

    def test_no_file_is_said(self, hr):
        assert hr.post("/packs/upload").status_code == 422

    def test_more_than_other_forms_may_carry(self, hr):
        long = {"rome347_metiers.csv": ROME["rome347_metiers.csv"] + "x,y\n" * 500_000}

        assert send(hr, ROME | long).status_code == 302

    def test_large_ones_of_others_are_not_even_read(self, new_app):
        app = new_app()
        with app.app_context():
            make = Factory(db.session)
            account = make.account_of(make.person("Ada"))
            signed_in = account.fs_uniquifier, make.sign_in_session(account)
            db.session.remove()
        client = app.test_client()
        with client.session_transaction() as cookie:
            cookie["_user_id"], cookie["sign_in"] = signed_in

        assert send(client, {"a.csv": "x" * 2_000_000}).status_code == 413

    def test_strangers_send_nothing_large(self, app, session):
        response = send(app.test_client(), {"a.csv": "x" * 2_000_000})

        assert response.status_code in {302, 413}

    def test_a_name_cannot_be_a_command(self, hr):
        response = send(hr, {'"><script>alert(1)</script>.csv': 'a,"b'})

        assert "<script>alert" not in response.text


class TestChoose:
    def test_families_say_how_many_jobs_and_how_many_are_there(self, hr, page, load, keep, rome):
        load(rome, "A11")
        kept = keep(rome)

        found = page(hr, f"/packs/{kept.id}")

        assert "A · Farming and fishing" in found.text
        assert "2 jobs · 2 of them there" in found.text
        assert len(found.all("input", name="group")) == 5

    def test_words_of_a_job_find_its_family_and_what_is_chosen_stays(self, hr, page, keep, rome):
        found = page(hr, f"/packs/{keep(rome).id}?q=haies&group=M12")

        shown = {box["value"] for box in found.all("input", name="group", type="checkbox")}
        assert shown == {"A", "A11"}
        assert [one["value"] for one in found.all("input", name="group", type="hidden")] == ["M12"]

    def test_nothing_found_says_what_to_do(self, hr, page, keep, rome):
        assert "Try fewer words" in page(hr, f"/packs/{keep(rome).id}?q=zzz").text

    def test_french_names_come_first_in_french(self, french, page, keep, esco):
        text = page(french, f"/packs/{keep(esco).id}").text

        assert "Professions intellectuelles et scientifiques" in text
        assert "Professionals" not in text

    def test_a_lost_file_is_said(self, app, hr, keep, rome):
        kept = keep(rome)
        forget_files(app)

        response = hr.get(f"/packs/{kept.id}")

        assert response.status_code == 409
        assert "upload it again" in response.text


class TestPreview:
    def test_says_what_would_change_and_changes_nothing(self, make, hr, page, keep, rome):
        make.job("Comptabilité")
        kept = keep(rome)

        found = page(hr, f"/packs/{kept.id}/preview?group=M&group=A11&essential=4")

        assert found.h1 == "3 jobs would be added"
        assert "Yours has this title" in found.text
        assert found.all("input", name="essential")[0]["value"] == "4"
        assert count(Job) == 1

    def test_nothing_chosen_leads_back(self, hr, keep, rome):
        response = hr.get(f"/packs/{keep(rome).id}/preview")

        assert response.status_code == 302

    def test_nonsense_is_refused_in_words(self, hr, page, keep, rome):
        kept = keep(rome)

        assert hr.get(f"/packs/{kept.id}/preview?group=ZZ").status_code == 409
        assert page(hr, f"/packs/{kept.id}/preview?group=A&essential=99&optional=x").h1

    def test_a_second_time_offers_nothing_to_load(self, hr, page, load, keep, rome):
        load(rome)

        found = page(hr, f"/packs/{keep(rome).id}/preview?group=A")

        assert found.h1 == "No job would be added"
        assert not [f for f in found.all("form") if f.get("action", "").endswith("/load")]


class TestLoad:
    def test_is_done_by_a_task_and_the_page_says_what_it_did(self, hr, page, keep, rome):
        response = hr.post(f"/packs/{keep(rome).id}/load", data={"group": ["A", "M12"]})

        assert response.status_code == 302
        assert count(Job) == 3
        found = page(hr, response.location)
        assert "3 jobs were added" in found.text
        assert not [div for div in found.all("div") if "hx-get" in div]

    def test_a_waiting_run_asks_again_and_can_be_left(self, hr, page, keep, rome, load):
        load(rome, "A")
        waiting = db.session.scalar(sa.select(PackRun))
        waiting.ended_at = None
        db.session.commit()

        found = page(hr, f"/packs/runs/{waiting.id}")

        assert "You can leave this page" in found.text
        assert [div["hx-trigger"] for div in found.all("div") if "hx-get" in div] == ["every 1s"]
        assert "Loading" in page(hr, "/packs/").text

    def test_a_failure_is_said_with_the_way_out(self, app, hr, page, keep, rome, load):
        load(rome, "A")
        failed = db.session.scalar(sa.select(PackRun))
        failed.failure = "missing"
        db.session.commit()

        assert "Upload it again" in page(hr, f"/packs/runs/{failed.id}").text
        assert "Nothing was stored" in page(hr, "/packs/").text

    def test_the_trail_knows_who(self, make, sign_in, keep, rome):
        person = make.person("Sophie", role=Role.HR)

        sign_in(person).post(f"/packs/{keep(rome).id}/load", data={"group": "A"})

        event = db.session.scalar(sa.select(AuditEvent).where(AuditEvent.kind == "packs.loaded"))
        assert event.actor_id == person.id

    @pytest.mark.parametrize("data", [{}, {"group": "ZZ"}])
    def test_a_choice_that_makes_no_sense_is_refused(self, hr, keep, rome, data):
        assert hr.post(f"/packs/{keep(rome).id}/load", data=data).status_code == 409
        assert count(PackRun) == 0


class TestPropose:
    def test_shows_close_jobs_and_why(self, make, hr, page, keep, rome, esco):
        keep(rome)
        keep(esco)
        job = make.job("Comptable", english="Accountant")

        found = page(hr, f"/packs/propose/{job.id}")

        assert "Comptabilité" in found.text
        assert "In common: comptabilité" in found.text
        assert "rome|M1203" in {box["value"] for box in found.all("input", name="source")}
        assert "ESCO classification of the European Commission" in found.text

    def test_without_a_pack_says_what_to_do(self, make, hr, page):
        found = page(hr, f"/packs/propose/{make.job().id}")

        assert "Upload ROME or ESCO first" in found.text

    def test_no_close_job_is_said(self, make, hr, page, keep, rome):
        keep(rome)

        assert "shares a word" in page(hr, f"/packs/propose/{make.job('Zoo').id}").text

    def test_what_is_ticked_is_added_with_its_level(self, make, hr, page, keep, rome):
        keep(rome)
        job = make.job("Comptable")
        url = f"/packs/propose/{job.id}/skills?source=rome|M1203"
        found = page(hr, url)
        codes = {i["name"]: i["value"] for i in found.all("input", type="hidden") if "name" in i}
        number = next(name[6:] for name, value in codes.items() if value == "rome|13")

        response = hr.post(
            url,
            data=codes | {"pick": number, f"level-{number}": "5", f"importance-{number}": "useful"},
        )

        assert response.status_code == 302
        (need,) = jobs.get(job.id).requirements
        assert (need.skill.name_fr, need.level) == ("Droit fiscal", 5)

    def test_nothing_ticked_adds_nothing(self, make, hr, keep, rome):
        keep(rome)
        job = make.job("Comptable")

        response = hr.post(f"/packs/propose/{job.id}/skills?source=rome|M1203")

        assert response.status_code == 422
        assert not jobs.get(job.id).requirements

    @pytest.mark.parametrize("ticked", ["all", "essential"])
    def test_all_can_be_ticked_at_once(self, make, hr, page, keep, esco, ticked):
        keep(esco)
        code = esco.jobs[0].code

        found = page(hr, f"/packs/propose/{make.job().id}/skills?source=esco|{code}&tick={ticked}")

        boxes = found.all("input", name="pick")
        assert sum("checked" in box for box in boxes) == (2 if ticked == "all" else 1)

    @pytest.mark.parametrize(
        "query", ["source=rome|Z9999", "source=onet|1", "source=", "source=rome"]
    )
    def test_what_is_not_there_is_refused(self, make, hr, keep, rome, query):
        keep(rome)

        assert hr.get(f"/packs/propose/{make.job().id}/skills?{query}").status_code == 409

    @pytest.mark.parametrize(
        "change",
        [
            {"level-0": "9"},
            {"level-0": "x"},
            {"importance-0": "vital"},
            {"skill-0": "own|13"},
            {"skill-0": ""},
        ],
    )
    def test_a_form_changed_by_hand_is_refused(self, make, hr, keep, rome, change):
        keep(rome)
        job = make.job("Comptable")
        sound = {"pick": "0", "skill-0": "rome|13", "level-0": "3", "importance-0": "useful"}

        response = hr.post(f"/packs/propose/{job.id}/skills?source=rome|M1203", data=sound | change)

        assert response.status_code == 409
        assert not jobs.get(job.id).requirements

    def test_no_source_leads_back(self, make, hr, keep, rome):
        keep(rome)

        assert hr.get(f"/packs/propose/{make.job().id}/skills").status_code == 302


def test_pages_stay_within_their_statements(make, hr, statements, load, keep, rome, esco):
    load(rome)
    keep(esco)
    job = make.job("Comptable")
    kept = db.session.scalar(sa.select(StarterPack.id))
    run = db.session.scalar(sa.select(PackRun.id))

    for url in (
        "/packs/",
        f"/packs/{kept}",
        f"/packs/{kept}/preview?group=A",
        f"/packs/runs/{run}",
        f"/packs/propose/{job.id}",
        f"/packs/propose/{job.id}/skills?source=rome|M1203&source=rome|M1805",
    ):
        with statements() as sent:
            assert hr.get(url).status_code == 200
        assert len(sent) <= MOST_STATEMENTS, f"{url}: {len(sent)}"
