"""The pages on which HR writes job profiles, reads their versions and goes back to one."""

import re

import pytest
from sqlalchemy import func, select

from talentgrow.jobs import queries
from talentgrow.jobs.models import Job, JobVersion, Tag
from talentgrow.kernel.access import Role
from tests.page import Page


@pytest.fixture
def house(make, sign_in, page):
    class House:
        talks, flows = make.skill("Négociation"), make.skill("Flux")
        family = make.family("Flux", "FX")
        job = make.job("Planificateur", family=family, grade=4, needs={talks: 2})
        sophie = make.person("Sophie Marchal", role=Role.HR)
        client = sign_in(sophie)
        url = f"/jobs/{job.id}/edit"

        def fields(self, url=None, client=None):
            """Return what the page would send as it stands."""
            return typed(page(client or self.client, url or self.url))

        def save(self, client=None, **changed):
            return (client or self.client).post(self.url, data=self.fields() | changed)

        def profile(self):
            return queries.get_in_full(self.job.id)

    return House()


def typed(found):
    """Return the fields of the form of a profile, as a browser would send them."""
    fields = {}
    for given in found.all("input"):
        if given.get("type") in {"checkbox", "radio"} and "checked" not in given:
            continue
        if "name" in given:
            fields.setdefault(given["name"], given.get("value", ""))
    form = found.html.partition('id="profile"')[2]
    for name, inside in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'<option selected value="([^"]*)"', inside)
        fields[name] = chosen[1] if chosen else re.search(r'value="([^"]*)"', inside)[1]
    texts = re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\s*(.*?)</textarea>', form, re.S)
    return fields | dict(texts)


def versions(session):
    return session.scalar(select(func.count(JobVersion.id)))


class TestEdit:
    def test_saves_what_was_changed_as_a_version_with_the_reason(self, house, session):
        response = house.save(**{"needs-0-level": "4", "note": "Plus de fournisseurs", "grade": ""})

        assert (response.status_code, response.location) == (302, f"/jobs/{house.job.id}")
        assert [need.level for need in house.profile().requirements] == [4]
        assert house.profile().grade is None
        assert versions(session) == 2

    def test_saved_as_it_is_keeps_nothing(self, house, session):
        house.save()

        assert versions(session) == 0

    def test_an_empty_family_and_tags_and_codes_are_kept(self, house):
        house.save(
            family_id="0",
            tags=["shortage", "at_risk"],
            is_temporary="y",
            **{"codes-0-scheme": "rome", "codes-0-code": " M1402 "},
        )

        job = house.profile()
        assert (job.family, job.is_temporary) == (None, True)
        assert {row.tag for row in job.tags} == {Tag.SHORTAGE, Tag.AT_RISK}
        assert [(row.scheme, row.code) for row in job.codes] == [("rome", "M1402")]

    @pytest.mark.parametrize(
        "changed",
        [
            {"title_fr": ""},
            {"title_en": "x" * 161},
            {"title_fr": "   "},
            {"description_fr": "x" * 4001},
            {"grade": "high"},
            {"grade": "-1"},
            {"grade": "9" * 30},
            {"family_id": "999999"},
            {"family_id": "x"},
            {"tags": "promising"},
            {"needs-0-level": "0"},
            {"needs-0-level": "6"},
            {"needs-0-level": "x"},
            {"needs-0-importance": "vital"},
            {"needs-0-skill_id": "x"},
            {"needs-0-skill_id": "9" * 30},
            {"needs-0-skill_id": "999999"},
            {"codes-0-scheme": "isco", "codes-0-code": "1"},
            {"codes-0-scheme": "rome", "codes-0-code": "x" * 121},
            {"note": "x" * 401},
        ],
    )
    def test_a_form_with_mistakes_comes_back_with_what_was_typed(self, house, session, changed):
        response = house.save(description_en="Kept words", **changed)

        assert response.status_code == 422
        found = Page(response.text)
        assert "Nothing is saved yet" in found.text
        assert "Kept words" in found.text
        assert versions(session) == 0

    @pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.ADMIN])
    def test_nobody_but_hr(self, house, make, sign_in, session, role):
        client = sign_in(make.person("Eve", role=role))

        for url in (house.url, "/jobs/new"):
            assert client.get(url).status_code == 403
            assert client.post(url, data=house.fields()).status_code == 403
        for step in ("retire", "bring-back", "delete", "versions/1/restore"):
            assert client.post(f"/jobs/{house.job.id}/{step}").status_code == 403
        assert versions(session) == 0

    def test_hostile_words_are_only_words(self, house, page):
        words = "<script>alert(1)</script>"

        house.save(title_en=words, title_fr=words, description_en=words, note=words)

        for url in ("", "/edit", "/versions", "/versions/2"):
            found = page(house.client, f"/jobs/{house.job.id}{url}")
            assert "<script>alert" not in found.html

    @pytest.mark.parametrize("language", ["fr", "en"])
    def test_needs_few_statements(self, house, make, sign_in, page, statements, language):
        for index in range(25):
            make.need(house.job, make.skill(f"Skill {index}"), 3)
        client = sign_in(house.sophie, language=language)

        with statements() as sent:
            page(client, house.url)

        assert len(sent) <= 15, sent


class TestRows:
    def press(self, house, button, **changed):
        response = house.client.post(house.url, data=house.fields() | changed | {"do": button})
        assert response.status_code == 200
        return Page(response.text)

    def skills(self, found):
        fields = typed(found)
        return [int(value) for name, value in fields.items() if name.endswith("skill_id")]

    def test_skills_are_found_by_words_without_saving(self, house, session):
        found = self.press(house, "look", skill_words="flux", title_en="Typed")

        assert [button["value"] for button in found.all("button", name="do")].count(
            f"add:{house.flows.id}"
        ) == 1
        assert typed(found)["title_en"] == "Typed"
        assert versions(session) == 0

    def test_a_skill_which_the_job_asks_for_is_not_offered_again(self, house):
        found = self.press(house, "look", skill_words="négo")

        assert "No other skill has these words" in found.text

    def test_a_skill_is_added_then_saved(self, house):
        found = self.press(house, f"add:{house.flows.id}", skill_words="flux")
        assert self.skills(found) == [house.talks.id, house.flows.id]

        house.client.post(house.url, data=typed(found))

        assert {need.skill_id for need in house.profile().requirements} == {
            house.talks.id,
            house.flows.id,
        }

    def test_added_twice_stands_once(self, house):
        assert self.skills(self.press(house, f"add:{house.talks.id}")) == [house.talks.id]

    def test_a_skill_is_removed_then_saved(self, house):
        found = self.press(house, f"remove:{house.talks.id}")
        assert self.skills(found) == []

        house.client.post(house.url, data=typed(found))

        assert house.profile().requirements == []

    def test_the_enter_key_after_words_is_a_search(self, house, session):
        response = house.save(skill_words="flux", title_en="Typed")

        assert response.status_code == 200
        assert f"add:{house.flows.id}" in response.text
        assert versions(session) == 0

    def test_one_more_code_is_one_more_row(self, house):
        found = self.press(house, "code")

        assert {"codes-0-code", "codes-1-code"} <= typed(found).keys()

    @pytest.mark.parametrize("button", ["add:x", "add:", "remove:-1", "add:" + "9" * 40, "zzz", ""])
    def test_an_odd_button_changes_nothing(self, house, session, button):
        found = self.press(house, button)

        assert house.talks.id in self.skills(found)
        assert versions(session) == 0


class TestTwoAtOnce:
    def test_an_old_form_is_told_who_changed_what_and_loses_nothing(
        self, house, make, sign_in, session
    ):
        old = house.fields()
        other = sign_in(make.person("Hugo Rey", role=Role.HR))
        house.save(client=other, **{"needs-0-level": "5", "note": "Trois fournisseurs de plus"})

        response = house.client.post(house.url, data=old | {"title_en": "Typed by Sophie"})

        found = Page(response.text)
        assert response.status_code == 409
        for words in [
            "Somebody changed this profile while you were writing",
            "Hugo Rey",
            "Trois fournisseurs de plus",
            "Négociation (en): 2 → 5",
        ]:
            assert words in found.text
        assert typed(found)["title_en"] == "Typed by Sophie"
        assert house.profile().title_en == "Planificateur (en)"

    def test_what_was_typed_can_then_be_saved_knowingly(self, house, session):
        old = house.fields()
        house.save(grade="9")

        told = house.client.post(house.url, data=old | {"title_en": "Typed"})
        response = house.client.post(house.url, data=typed(Page(told.text)))

        assert response.status_code == 302
        assert (house.profile().title_en, house.profile().grade) == ("Typed", 4)
        assert versions(session) == 3

    def test_an_import_meanwhile_is_told_without_a_name(self, house, session):
        house.save(grade="5")
        old = house.fields()
        session.get(Job, house.job.id).title_fr = "Importé"
        session.commit()

        response = house.client.post(house.url, data=old | {"grade": "6"})

        assert response.status_code == 409
        assert "An import or a merge of skills" in Page(response.text).text
        assert "Importé" in Page(response.text).text


class TestNew:
    def test_a_job_joins_the_catalogue(self, house, session):
        fields = house.fields("/jobs/new") | {
            "code": "FX-NEW",
            "title_fr": "Chef de quai",
            "title_en": "Dock lead",
        }
        response = house.client.post("/jobs/new", data=fields)

        job = session.scalars(select(Job).where(Job.code == "FX-NEW")).one()
        assert response.location == f"/jobs/{job.id}"
        assert versions(session) == 1

    def test_its_page_can_be_read_before_there_is_a_graph(self, house, page):
        assert page(house.client, f"/jobs/{house.job.id}").h1 == "Planificateur (en)"

    @pytest.mark.parametrize("code", ["", "job-1", "x" * 41, "a<b>"])
    def test_a_code_that_is_taken_or_odd_comes_back(self, house, session, code):
        code = house.job.code if code == "job-1" else code
        fields = house.fields("/jobs/new") | {"title_fr": "Kept", "title_en": "Kept", "code": code}

        response = house.client.post("/jobs/new", data=fields)

        assert response.status_code == 422
        assert "Kept" in response.text
        assert session.scalar(select(func.count(Job.id))) == 1


class TestVersions:
    def test_each_stands_with_what_it_changed(self, house, page):
        house.save(**{"needs-0-level": "3", "note": "Premier"})
        house.save(**{"needs-0-importance": "useful", "tags": "at_risk", "grade": "5"})

        text = page(house.client, f"/jobs/{house.job.id}/versions").text

        for words in [
            "Planificateur (en) has had 3 versions",
            "changed by Sophie Marchal: Premier",
            "Négociation (en): 2 → 3",
            "Négociation (en): useful from now on, no longer essential",
            "Now said to be at risk",
            "Grade: 4 → 5",
        ]:
            assert words in text

    @pytest.mark.parametrize(
        ("language", "words"),
        [
            ("fr", ["Négociation : 2 → 4", "modifiée par Sophie Marchal"]),
            ("en", ["Négociation (en): 2 → 4", "changed by Sophie Marchal"]),
        ],
    )
    def test_speak_the_language_of_the_reader(self, house, make, sign_in, page, language, words):
        house.save(**{"needs-0-level": "4"})
        client = sign_in(make.person("Ada"), language=language)

        text = page(client, f"/jobs/{house.job.id}/versions").text

        for one in words:
            assert one in text

    def test_an_old_one_reads_as_it_was(self, house, page):
        house.save(title_en="Scheduler", grade="9")

        found = page(house.client, f"/jobs/{house.job.id}/versions/1")

        assert found.h1 == "Planificateur (en), version 1"
        assert "grade 4" in found.text
        assert "English title: “Planificateur (en)” becomes “Scheduler”" in found.text

    def test_an_old_one_comes_back_as_a_new_one(self, house, session):
        house.save(grade="9")

        response = house.client.post(f"/jobs/{house.job.id}/versions/1/restore")

        assert response.location == f"/jobs/{house.job.id}/versions"
        assert house.profile().grade == 4
        assert versions(session) == 3

    def test_none_yet_says_so(self, house, page):
        assert "has not changed yet" in page(house.client, f"/jobs/{house.job.id}/versions").h1

    def test_everybody_reads_and_only_hr_goes_back(self, house, make, sign_in, page):
        house.save(grade="9")
        found = page(sign_in(make.person("Ada")), f"/jobs/{house.job.id}/versions")

        assert "Go back to this version" not in found.text

    def test_a_version_that_is_not_there_is_missing(self, house):
        assert house.client.get(f"/jobs/{house.job.id}/versions/7").status_code == 404
        assert house.client.post(f"/jobs/{house.job.id}/versions/7/restore").status_code == 404

    @pytest.mark.parametrize("url", ["versions", "versions/1"])
    def test_need_few_statements(self, house, page, statements, url):
        for level in (3, 4, 5, 1, 2):
            house.save(**{"needs-0-level": str(level)})

        with statements() as sent:
            page(house.client, f"/jobs/{house.job.id}/{url}")

        assert len(sent) <= 15, sent


class TestRetire:
    def test_leaves_the_list_and_comes_back(self, house, page):
        house.client.post(f"/jobs/{house.job.id}/retire")
        assert "Planificateur (en)" not in page(house.client, "/jobs/").text
        assert "Retired on" in page(house.client, f"/jobs/{house.job.id}").text
        assert "Planificateur (en)" in page(house.client, "/jobs/?retired=1").text

        house.client.post(f"/jobs/{house.job.id}/bring-back")
        assert "Planificateur (en)" in page(house.client, "/jobs/").text

    def test_a_retired_job_offers_no_path_to_it(self, house, page):
        house.client.post(f"/jobs/{house.job.id}/retire")

        links = page(house.client, f"/jobs/{house.job.id}").links()

        assert f"/path/to/{house.job.id}" not in links

    def test_a_job_without_history_can_be_deleted(self, house, session):
        response = house.client.post(f"/jobs/{house.job.id}/delete")

        assert response.location == "/jobs/"
        assert session.scalar(select(func.count(Job.id))) == 0

    def test_a_job_that_was_held_cannot(self, house, make, page):
        make.person("Ada", job=house.job)

        response = house.client.post(f"/jobs/{house.job.id}/delete")

        assert response.status_code == 409
        assert "retire it instead" in response.text
        assert "Delete this job" not in page(house.client, f"/jobs/{house.job.id}").text
