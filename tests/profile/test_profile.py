"""The page of a person: what each reader may know about them, and nothing more."""

from datetime import date

import pytest

from talentgrow.kernel.access import Role
from talentgrow.mobility.states import PathStatus
from talentgrow.skills.models import ClaimSource


@pytest.fixture
def story(make, sign_in, page):
    """Ada with a manager, a past, a level and a path; and people who look at her page."""

    class Story:
        boss = make.person("Grace Hopper")
        unit, site = make.unit("Flux Angers"), make.site("Angers")
        past, present = (
            make.job("Préparateur"),
            make.job("Pilote", family=make.family("Flux", "FX")),
        )
        target = make.job("Acheteur")
        ada = make.person("Ada Lovelace")
        skill = make.skill("Négociation")
        readers = {
            "owner": ada,
            "manager": boss,
            "colleague": make.person("Colin League"),
            "hr": make.person("Hugo Rey", role=Role.HR),
            "admin": make.person("Adam Min", role=Role.ADMIN),
        }

        def read(self, reader, language="en"):
            client = sign_in(self.readers[reader], language=language)
            return page(client, f"/people/{self.ada.id}")

    ada = Story.ada
    make.assignment(ada, Story.past, start=date(2015, 3, 1), end=date(2019, 12, 31))
    make.assignment(ada, Story.present, manager=Story.boss, unit=Story.unit, site=Story.site)
    make.level(ada, Story.skill, 4, source=ClaimSource.MANAGER, author=Story.boss)
    return Story()


class TestWhoReadsWhat:
    @pytest.mark.parametrize("reader", ["owner", "manager", "colleague", "hr", "admin"])
    def test_everybody_reads_what_somebody_does_today(self, story, reader):
        text = story.read(reader).text

        for words in ["Ada Lovelace", "Pilote (en)", "Flux Angers", "Grace Hopper", "January 2020"]:
            assert words in text

    @pytest.mark.parametrize(
        ("reader", "may"),
        [("owner", True), ("manager", True), ("hr", True), ("colleague", False), ("admin", False)],
    )
    def test_career_and_skills_are_for_those_close_enough(self, story, reader, may):
        text = story.read(reader).text

        assert ("Préparateur (en)" in text) is may
        assert ("March 2015 to December 2019" in text) is may
        assert ("Négociation (en)" in text) is may
        assert ("Skills and career are open to Ada, their manager and HR only." in text) is not may

    def test_a_level_comes_with_who_vouches_for_it(self, story):
        assert "confirmed by Grace Hopper, October 2026" in story.read("owner").text

    @pytest.mark.parametrize(
        ("status", "readers"),
        [
            (PathStatus.PRIVATE, {"owner"}),
            (PathStatus.SHARED, {"owner", "manager"}),
            (PathStatus.DROPPED, set()),
        ],
    )
    def test_saved_paths_are_for_the_owner_and_once_shared_the_manager(
        self, story, make, status, readers
    ):
        path = make.saved_path(story.ada, story.present, story.target, status=status)

        seen = {r for r in story.readers if f"/path/saved/{path.id}" in story.read(r).links()}

        assert seen == readers

    def test_only_ones_own_page_offers_to_change_something(self, story):
        offers = {
            reader: any(a.get("class") == "btn btn-primary" for a in story.read(reader).all("a"))
            for reader in story.readers
        }

        assert offers == dict.fromkeys(story.readers, False) | {"owner": True}

    def test_a_former_manager_reads_no_more_than_a_colleague(self, story, make, session):
        former = make.person("Fred Former")
        make.assignment(
            story.ada, story.past, start=date(2013, 1, 1), end=date(2014, 1, 1), manager=former
        )
        story.readers = story.readers | {"former": former}

        assert "Préparateur (en)" not in story.read("former").text


class TestLeaver:
    @pytest.fixture
    def gone(self, make):
        person = make.person("Gone Away", left_on=date(2025, 3, 31))
        make.assignment(person, make.job("Pilote"), end=date(2025, 3, 31))
        return person

    def test_has_no_page_for_colleagues_nor_for_the_last_manager(self, gone, make, sign_in):
        for reader in [make.person("Colin"), make.person("Adam", role=Role.ADMIN)]:
            assert sign_in(reader).get(f"/people/{gone.id}").status_code == 404

    def test_hr_reads_when_they_left(self, gone, make, sign_in, page):
        found = page(sign_in(make.person("Hugo", role=Role.HR)), f"/people/{gone.id}")

        assert "No longer works here" in found.text
        assert "Left on 31 March 2025" in found.text


class TestOddPeople:
    def test_somebody_without_assignment_has_a_page(self, make, sign_in, page):
        person = make.person("New Comer")

        found = page(sign_in(person), f"/people/{person.id}")

        assert "No assignment is recorded." in found.text

    def test_somebody_imported_without_a_name_goes_by_number(self, make, sign_in, page):
        person = make.person("")

        found = page(sign_in(make.person("Ada")), f"/people/{person.id}")

        assert found.h1 == person.employee_number

    @pytest.mark.parametrize(
        "name",
        [
            "<script>alert(1)</script>",
            "=1+1 Formula",
            "\u202ekcatta Rtl",
            "x" * 200,
            "Zoë “Z” O’Hara",
            "{{ config }} {% raw %}",
        ],
    )
    def test_a_hostile_name_is_only_a_name(self, make, sign_in, page, name):
        person = make.person(name)

        found = page(sign_in(person), f"/people/{person.id}")

        assert found.h1 == name
        assert "<script>alert" not in found.html

    def test_two_present_assignments_are_both_told_in_the_career(self, make, sign_in, page):
        person = make.person()
        make.assignment(person, make.job("First"))
        make.assignment(person, make.job("Second"))

        text = page(sign_in(person), f"/people/{person.id}").text

        assert "First (en)" in text
        assert "Second (en)" in text


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("reader", ["owner", "colleague", "hr"])
def test_needs_few_statements(story, make, statements, reader, language):
    for index in range(15):
        make.level(story.ada, make.skill(f"Skill {index}"), 3)
        make.assignment(
            story.ada,
            make.job(f"Job {index}", family=make.family(f"Family {index}")),
            start=date(1990 + index, 1, 1),
            end=date(1990 + index, 12, 31),
            unit=make.unit(f"Unit {index}"),
        )

    with statements() as sent:
        found = story.read(reader, language)

    assert found.all("html")[0]["lang"] == language
    # Making the account of the reader is part of signing in.
    assert len([words for words in sent if not words.startswith("INSERT")]) <= 17, sent
