"""The home page: what waits for each reader, and what they could try."""

from dataclasses import fields
from datetime import UTC, datetime

import pytest

from talentgrow.imports.models import ImportRun
from talentgrow.imports.storing.plan import Counts
from talentgrow.kernel.access import Role
from talentgrow.mobility.models import JobWish
from talentgrow.mobility.states import PathStatus

COUNTS = [field.name for field in fields(Counts)]


@pytest.fixture
def house(make, sign_in, page):
    """Three jobs in a row with skills, people who moved between them, and Ada in the first."""

    class House:
        flows, talks = make.skill("Flux"), make.skill("Négociation")
        family = make.family("Flux", "FX")
        picker = make.job("Préparateur", family=family, needs={flows: 1})
        planner = make.job("Planificateur", family=family, needs={flows: 3, talks: 2})
        buyer = make.job("Acheteur", family=make.family("Achats", "AC"), needs={talks: 4})
        ada = make.person("Ada Lovelace", job=picker)

        def open(self, person=None, language="en"):
            return page(sign_in(person or self.ada, language=language), "/")

    # Never five out of a post in one year: that would be a renaming.
    for year in (2022, 2023):
        make.movers(4, House.picker, House.planner, year=year)
        make.movers(4, House.planner, House.buyer, year=year)
    make.graph()
    return House()


class TestEmployee:
    def test_is_shown_jobs_within_reach(self, house):
        found = house.open()

        assert found.h1.startswith("Hello Ada,")
        assert "within your reach" in found.h1
        assert f"/path/to/{house.planner.id}" in found.links()

    def test_a_job_two_moves_away_says_through_which(self, house):
        assert "By way of Planificateur (en)." in house.open().text

    def test_never_sees_ones_own_job_as_a_way_ahead(self, house):
        assert f"/path/to/{house.picker.id}" not in house.open().links()

    def test_without_levels_is_asked_for_two(self, house):
        found = house.open()

        assert "Two levels change a lot" in found.text
        (primary,) = found.all("a", **{"class": "btn btn-primary"})
        assert primary["href"] == "/skills/add"

    def test_with_levels_is_asked_for_a_target(self, house, make):
        make.level(house.ada, house.flows, 2)

        found = house.open()

        (primary,) = found.all("a", **{"class": "btn btn-primary"})
        assert primary["href"] == "/path/choose"
        assert "Two levels change a lot" not in found.text

    def test_levels_count_towards_what_is_missing(self, house, make):
        make.level(house.ada, house.flows, 3)
        make.level(house.ada, house.talks, 1)

        assert "One level to gain." in house.open().text

    def test_an_unwanted_job_is_not_proposed(self, house, make):
        make.wish(house.ada, house.buyer, JobWish.UNWANTED)

        assert f"/path/to/{house.buyer.id}" not in house.open().links()

    def test_somebody_without_a_job_is_told_how_to_begin(self, house, make):
        found = house.open(make.person("New Comer"))

        assert "Hello New" in found.h1
        assert "/skills/" in found.links()

    def test_never_sees_what_hr_sees(self, house):
        text = house.open().text

        assert "How people move" not in text
        assert "Last import" not in text


class TestSavedPath:
    def test_shows_the_next_step_and_the_skills_to_raise_first(self, house, make):
        make.level(house.ada, house.flows, 1)
        make.saved_path(house.ada, house.picker, house.planner, house.buyer)

        found = house.open()

        assert found.h1 == "Hello Ada, your next step: planificateur (en)"
        assert "from 1 to 3" in found.text
        assert "from 0 to 2" in found.text
        assert "Only you read this path." in found.text

    def test_follows_the_person_when_they_have_moved(self, house, make):
        mover = make.person("Mona Mover", job=house.planner)
        make.saved_path(mover, house.picker, house.planner, house.buyer)

        assert "your next step: acheteur (en)" in house.open(mover).h1

    def test_says_so_when_the_target_is_reached(self, house, make):
        there = make.person("Tara There", job=house.buyer)
        make.saved_path(there, house.picker, house.buyer)

        assert house.open(there).h1 == "Hello Tara, you have reached acheteur (en)"

    def test_somebody_who_left_the_path_starts_at_its_beginning(self, house, make):
        other = make.person("Olga Other", job=make.job("Ailleurs"))
        make.saved_path(other, house.picker, house.planner)

        assert "your next step: planificateur (en)" in house.open(other).h1

    def test_the_newest_of_several_counts(self, house, make):
        make.saved_path(house.ada, house.picker, house.buyer)
        later = datetime(2026, 11, 1, tzinfo=UTC)
        make.saved_path(house.ada, house.picker, house.planner, at=later)

        assert "your next step: planificateur (en)" in house.open().h1

    def test_a_dropped_one_is_forgotten(self, house, make):
        make.saved_path(house.ada, house.picker, house.buyer, status=PathStatus.DROPPED)

        assert "your next step" not in house.open().h1

    def test_says_who_reads_a_shared_one(self, house, make):
        make.saved_path(house.ada, house.picker, house.buyer, status=PathStatus.SHARED)

        assert "Your manager reads this path." in house.open().text

    def test_through_a_job_which_is_gone_does_not_break_the_page(self, house, make, session):
        path = make.saved_path(house.ada, house.picker, house.planner, house.buyer)
        path.steps = [house.picker.id, 999_999, house.buyer.id]
        session.commit()

        assert "your next step" not in house.open().h1

    def test_with_no_skill_stated_says_so(self, house, make):
        bare = make.job("Nu")
        make.saved_path(house.ada, house.picker, bare)

        assert "The next job states no skill yet." in house.open().text

    def test_with_every_level_says_so(self, house, make):
        make.level(house.ada, house.talks, 5)
        make.saved_path(house.ada, house.picker, house.buyer)

        assert "You have every level the next job asks for." in house.open().text


class TestManager:
    @pytest.fixture
    def boss(self, house, make):
        boss = make.person("Grace Hopper")
        report = make.person("Rita Report")
        make.assignment(report, house.picker, manager=boss)
        self.shared = make.saved_path(report, house.picker, house.buyer, status=PathStatus.SHARED)
        self.private = make.saved_path(report, house.picker, house.planner)
        return boss

    def test_reads_what_the_team_shares_and_nothing_else(self, house, boss):
        found = house.open(boss)

        assert "Rita Report: Acheteur (en)" in found.text
        assert f"/path/saved/{self.shared.id}" in found.links()
        assert f"/path/saved/{self.private.id}" not in found.links()

    def test_a_manager_of_others_reads_nothing(self, house, boss, make):
        other = make.person("Otto Other")
        make.assignment(make.person("Sam"), house.picker, manager=other)

        assert "Shared with you" not in house.open(other).text


class TestHr:
    @pytest.fixture
    def hugo(self, make):
        return make.person("Hugo Rey", role=Role.HR)

    def test_sees_how_people_move_and_that_nothing_was_imported(self, house, hugo):
        found = house.open(hugo)

        # Ada, alone in her job, is left out: the sum would tell of her.
        assert "16 people in 3 jobs, 16 changes of job counted." in found.text
        assert "No file was imported yet." in found.text
        assert {"/map/", "/imports/"} <= set(found.links())

    def test_sees_the_last_import(self, house, hugo, session):
        for day, name in [(1, "old.csv"), (2, "<i>new.csv")]:
            session.add(
                ImportRun(
                    kind="assignments",
                    file_name=name,
                    file_hash="x",
                    at=datetime(2026, 10, day, tzinfo=UTC),
                    **dict.fromkeys(COUNTS, 0) | {"added": 1234, "changed": 5},
                )
            )
        session.commit()

        found = house.open(hugo)

        assert "<i>new.csv, 2 October 2026: 1,234 added, 5 changed." in found.text
        assert "old.csv" not in found.text
        assert "<i>new" not in found.html

    def test_is_told_of_renamed_posts(self, house, hugo, make):
        old, new, unit = make.job("Agent"), make.job("Conseiller"), make.unit()
        make.movers(8, old, new, unit=unit)
        make.graph()

        assert "renamed post" in house.open(hugo).text


class TestWithoutGraph:
    @pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.HR])
    def test_says_that_suggestions_are_being_prepared(self, make, sign_in, page, role):
        person = make.person("Ada", role=role, job=make.job())

        found = page(sign_in(person), "/")

        assert "Suggestions are being prepared" in found.text

    def test_before_anything_is_there_at_all(self, make, sign_in, page):
        assert page(sign_in(make.person("Ada")), "/").h1 == "Hello Ada"


class TestEveryReader:
    @pytest.mark.parametrize("language", ["fr", "en"])
    @pytest.mark.parametrize("reader", ["employee", "walker", "manager", "hr"])
    def test_needs_few_statements(self, house, make, sign_in, page, statements, reader, language):
        person = {
            "employee": lambda: house.ada,
            "walker": lambda: make.person("Wanda", job=house.picker),
            "manager": lambda: make.person("Mia"),
            "hr": lambda: make.person("Hugo", role=Role.HR),
        }[reader]()
        make.saved_path(person, house.picker, house.planner, house.buyer)
        for index in range(5):
            report = make.person(f"Report {index}")
            manager = person if reader == "manager" else None
            make.assignment(report, house.picker, manager=manager)
            make.saved_path(report, house.picker, house.buyer, status=PathStatus.SHARED)
        client = sign_in(person, language=language)
        client.get("/")

        with statements() as sent:
            found = page(client, "/")

        assert found.all("html")[0]["lang"] == language
        assert len(sent) <= 15, sent

    def test_a_hostile_name_is_only_a_name(self, make, sign_in, page):
        job = make.job("<script>alert(2)</script>", english="<script>alert(2)</script>")
        ada = make.person("<script>alert(1)</script> X", job=make.job("A"))
        make.saved_path(ada, job)
        make.graph()

        found = page(sign_in(ada), "/")

        assert "Hello <script>alert(1)</script>" in found.h1
        assert "<script>alert" not in found.html
