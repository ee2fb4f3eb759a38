"""The demo company is whole, bilingual, repeatable and shows the patterns it promises."""

from collections import Counter, defaultdict
from dataclasses import fields
from datetime import date, timedelta
from itertools import pairwise

import pytest

from talentgrow.demo.company import company
from talentgrow.kernel.localized import Localized

TODAY = date(2026, 11, 22)
OTHER_DAYS = [date(2026, 1, 31), date(2028, 2, 29), date(2027, 12, 1)]
FAMILIES = ["CL", "VE", "FX", "LO", "PR", "MA", "QS", "ET", "SI", "SU"]
OFFICES = {"CL", "VE", "FX", "SU", "SI"}


@pytest.fixture(scope="module")
def demo():
    return company(today=TODAY)


def codes(rows):
    return [row.code for row in rows]


def careers(demo):
    stays = defaultdict(list)
    for assignment in demo.assignments:
        stays[assignment.person].append(assignment)
    return stays


def changes(demo):
    return [step for stays in careers(demo).values() for step in pairwise(stays)]


def flows(demo):
    return Counter((old.job, new.job) for old, new in changes(demo))


def current(demo):
    return [assignment for assignment in demo.assignments if assignment.ended_on is None]


def person(demo, name):
    return next(one for one in demo.people if one.name == name)


def now(demo, name):
    number = person(demo, name).employee_number
    return next(stay for stay in current(demo) if stay.person == number)


def place(demo, name):
    stay = now(demo, name)
    return stay.job, stay.unit, stay.site


def texts(catalogue):
    rows = [row for field in fields(catalogue) for row in getattr(catalogue, field.name)]
    values = [getattr(row, field.name) for row in rows for field in fields(row)]
    return [value for value in values if isinstance(value, Localized)]


class TestCatalogue:
    def test_counts_are_those_of_a_small_group(self, demo):
        content = demo.catalogue

        assert codes(content.job_families) == FAMILIES
        assert [family.colour for family in content.job_families] == list(range(10))
        assert 60 <= sum(not job.is_closed for job in content.jobs) <= 66
        assert 170 <= len(content.skills) <= 200
        assert len(content.bridges) >= 7
        assert {site.country for site in content.sites} == {"FR", "PL", "PT", "MA", "GB"}

    @pytest.mark.parametrize("rows", ["sites", "units", "skill_families", "skills", "jobs"])
    def test_codes_are_unique(self, demo, rows):
        found = codes(getattr(demo.catalogue, rows))

        assert len(found) == len(set(found))

    def test_references_lead_somewhere(self, demo):
        content = demo.catalogue
        jobs, skills = set(codes(content.jobs)), set(codes(content.skills))
        bridge_ends = {end for row in content.bridges for end in (row.source, row.target)}

        for rank, unit in enumerate(content.units):
            assert unit.parent is None or unit.parent in codes(content.units[:rank])
            assert unit.site in codes(content.sites)
            assert {unit.lead, *unit.seats} <= jobs
        assert {job.family for job in content.jobs} == set(FAMILIES)
        assert {skill.family for skill in content.skills} == set(codes(content.skill_families))
        assert {need.skill for job in content.jobs for need in job.needs} <= skills
        assert bridge_ends <= jobs

    def test_each_job_needs_six_to_nine_skills_at_levels_of_the_scale(self, demo):
        for job in demo.catalogue.jobs:
            assert 6 <= len(job.needs) <= 9, job.code
            assert all(1 <= need.level <= 5 for need in job.needs)
            assert any(need.importance == "essential" for need in job.needs)
            assert 1 <= job.grade <= 6 and (job.sites or job.is_closed)

    def test_both_languages_are_written(self, demo):
        written = texts(demo.catalogue)

        assert len(written) > 500
        for text in written:
            assert text.fr.strip() and text.en.strip()
            assert text.fr != text.en or " " not in text.fr
        assert sum(text.fr == text.en for text in written) <= 5

    def test_french_follows_its_typography(self, demo):
        for text in texts(demo.catalogue):
            assert "'" not in text.fr + text.en
            assert not any(f" {sign}" in text.fr for sign in ";:!?%»")
            assert not any(f"\u202f{sign}" in text.en for sign in ";:!?%»")

    def test_a_step_up_inside_a_family_shares_skills_and_raises_them(self, demo):
        jobs = {job.code: job for job in demo.catalogue.jobs}
        for source, target in flows(demo):
            have = {need.skill: need.level for need in jobs[source].needs}
            need = {need.skill: need.level for need in jobs[target].needs}
            shared = have.keys() & need.keys()
            assert shared, (source, target)
            grades = jobs[source].grade, jobs[target].grade
            if jobs[source].family == jobs[target].family and grades[0] < grades[1]:
                assert sum(need[skill] - have[skill] for skill in shared) >= 0


class TestPeople:
    def test_about_three_hundred_work_here_and_sixty_have_left(self, demo):
        gone = [one for one in demo.people if one.left_on]

        assert 290 <= len(demo.people) - len(gone) <= 335
        assert 55 <= len(gone) <= 70

    def test_nobody_shares_a_number_an_address_or_a_name(self, demo):
        for key in ("employee_number", "email", "name"):
            assert len({getattr(one, key) for one in demo.people}) == len(demo.people)
        assert all(one.email.isascii() for one in demo.people)

    def test_colleagues_abroad_are_written_to_in_english(self, demo):
        abroad = {site.code for site in demo.catalogue.sites if site.is_abroad}
        locales = {one.employee_number: one.locale for one in demo.people}

        for stay in current(demo):
            assert (locales[stay.person] == "en") == (stay.site in abroad)

    def test_the_people_of_the_screens_have_their_jobs(self, demo):
        ines = now(demo, "Inès Caradec")

        assert (ines.job, ines.site, ines.started_on) == ("CL-REL", "ANG", date(2023, 3, 1))
        assert ines.manager == person(demo, "Karim Benali").employee_number
        assert place(demo, "Karim Benali") == ("CL-RESP", "CLI-ANG", "ANG")
        assert place(demo, "Sophie Marchal") == ("SU-RRH", "RH", "ANG")
        assert place(demo, "Maud Le Goff") == ("FX-PLA", "FLX-ANG", "ANG")
        assert place(demo, "Paul Nguyen") == ("FX-FLX", "FLX-ANG", "ANG")
        assert place(demo, "Yann Ruiz") == ("SI-ERP", "APP", "LYO")
        assert place(demo, "Lucie Fontanel") == ("SU-ACH", "ACH-STE", "STE")
        assert place(demo, "Nadia Ferrand") == ("FX-PLA", "FLX-LYO", "LYO")

    def test_one_may_sign_in_as_each_kind_of_user(self, demo):
        names = {one.employee_number: one.name for one in demo.people}
        accounts = sorted((account.role, names[account.person]) for account in demo.accounts)

        assert [role for role, _ in accounts] == [
            "admin",
            "employee",
            "employee",
            "hr",
            "hr",
            "manager",
            "manager",
        ]
        assert [name[:5] for _, name in accounts] == [
            "Sacha",
            "Elean",
            "Inès ",
            "Sophi",
            "Valér",
            "Karim",
            "Maud ",
        ]
        assert person(demo, "Eleanor Hughes").locale == "en"
        assert names[demo.bridge_author] == "Sophie Marchal"


class TestAssignments:
    def test_seats_of_today_are_all_taken(self, demo):
        seats = Counter((unit.code, unit.lead) for unit in demo.catalogue.units)
        for unit in demo.catalogue.units:
            seats.update({(unit.code, job): people for job, people in unit.seats.items()})

        assert Counter((stay.unit, stay.job) for stay in current(demo)) == seats

    def test_everybody_but_the_head_has_a_manager_who_leads_and_is_present(self, demo):
        held = {stay.person: stay for stay in current(demo)}
        leads = {(unit.code, unit.lead) for unit in demo.catalogue.units}
        managers = {stay.manager for stay in demo.assignments} - {None}

        assert [stay.job for stay in demo.assignments if stay.manager is None] == ["SU-DG"]
        assert {(held[number].unit, held[number].job) for number in managers} == leads

    def test_following_managers_leads_to_the_head(self, demo):
        managers = {stay.person: stay.manager for stay in current(demo)}
        people = set(managers)

        for _ in range(10):
            people = {managers[number] for number in people} - {None}
        assert not people

    @pytest.mark.parametrize("today", [TODAY, *OTHER_DAYS])
    @pytest.mark.parametrize("seed", [1934, 7])
    def test_careers_are_unbroken_and_end_by_today(self, seed, today):
        demo = company(seed, today=today)
        stays_of = careers(demo)

        for one in demo.people:
            stays = stays_of[one.employee_number]
            assert stays[0].started_on == one.hired_on <= today
            assert stays[-1].ended_on == one.left_on
            assert one.left_on is None or one.hired_on <= one.left_on <= today
            for old, new in pairwise(stays):
                assert old.started_on <= old.ended_on == new.started_on - timedelta(days=1)
                assert new.started_on <= today and old.job != new.job


class TestPatterns:
    def test_moves_are_many_enough_to_read(self, demo):
        counted = flows(demo)

        assert 250 <= counted.total() <= 350
        assert sum(people >= 5 for people in counted.values()) >= 8

    def test_a_quarter_of_those_who_left_customer_relations_joined_the_order_desk(self, demo):
        joined = [new.job for old, new in changes(demo) if old.job == "CL-REL"]

        assert 0.2 <= joined.count("FX-CDE") / len(joined) <= 0.3

    def test_nobody_leaves_technical_documentation(self, demo):
        stays = [stay for stay in demo.assignments if stay.job == "ET-DOC"]

        assert len(stays) >= 10 and all(stay.ended_on is None for stay in stays)

    def test_a_whole_unit_changes_title_in_one_month_and_the_old_job_ends(self, demo):
        phone_desk = [stay for stay in demo.assignments if stay.job == "CL-TEL"]
        last_day = max(stay.ended_on for stay in phone_desk)
        renamed = [
            new.job
            for old, new in changes(demo)
            if old.job == "CL-TEL" and old.unit == new.unit and old.ended_on == last_day
        ]

        assert renamed.count("CL-REL") >= 5
        assert len(renamed) == sum(stay.ended_on == last_day for stay in phone_desk)

    def test_the_order_desk_is_a_gateway(self, demo):
        middles = [stay.job for stays in careers(demo).values() for stay in stays[1:-1]]
        arrivals = Counter(new.job for _, new in changes(demo))
        departures = Counter(old.job for old, _ in changes(demo))

        assert min(arrivals["FX-CDE"], departures["FX-CDE"]) >= 20
        assert middles.count("FX-CDE") >= 8

    def test_offices_and_workshops_are_weakly_linked(self, demo):
        sides = [(old.job[:2] in OFFICES, new.job[:2] in OFFICES) for old, new in changes(demo)]

        assert 0 < sum(old != new for old, new in sides) < 0.2 * len(sides)


class TestSkillLevels:
    def test_each_present_person_has_levels_on_the_scale(self, demo):
        managers = {stay.person: stay.manager for stay in current(demo)}

        assert {row.person for row in demo.skill_levels} == set(managers)
        assert {row.skill for row in demo.skill_levels} <= set(codes(demo.catalogue.skills))
        for row in demo.skill_levels:
            assert 0 <= row.level <= 5
            assert row.author in {row.person, managers[row.person]}
            assert (row.author == row.person) == (row.source == "self")

    @pytest.mark.parametrize("today", [TODAY, *OTHER_DAYS])
    def test_nothing_is_stated_before_hiring_or_after_today(self, today):
        demo = company(today=today)
        hired = {one.employee_number: one.hired_on for one in demo.people}

        assert all(hired[row.person] <= row.stated_on <= today for row in demo.skill_levels)

    def test_people_are_below_at_and_above_what_their_job_asks(self, demo):
        jobs = {job.code: job for job in demo.catalogue.jobs}
        held = {stay.person: jobs[stay.job].needs for stay in current(demo)}
        needs = {(who, need.skill): need.level for who in held for need in held[who]}
        stated = {(row.person, row.skill): row.level for row in demo.skill_levels}
        gaps = [stated[key] - needs[key] for key in stated.keys() & needs.keys()]

        assert sum(gap < 0 for gap in gaps) > 0.1 * len(gaps)
        assert sum(gap == 0 for gap in gaps) > 0.3 * len(gaps)
        assert sum(gap > 0 for gap in gaps) > 0.1 * len(gaps)
        assert stated.keys() - needs.keys()

    def test_ines_has_the_order_book_history_of_the_screens(self, demo):
        ines = person(demo, "Inès Caradec").employee_number
        rows = [row for row in demo.skill_levels if (row.person, row.skill) == (ines, "order-book")]

        assert [row.level for row in rows] == [1, 3, 1, 2]
        assert [row.source for row in rows] == ["self", "self", "manager", "manager"]


class TestDeterminism:
    def test_the_same_seed_and_day_give_the_same_company(self):
        assert company(today=TODAY) == company(today=TODAY)

    def test_another_seed_gives_other_people(self):
        assert company(1, today=TODAY).people != company(2, today=TODAY).people
