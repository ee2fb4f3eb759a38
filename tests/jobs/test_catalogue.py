"""The catalogue of jobs: found by words and family, counted without betraying small groups."""

from datetime import date

import pytest

from talentgrow.graph.types import Importance
from talentgrow.jobs import queries
from talentgrow.jobs.models import Tag
from talentgrow.jobs.queries import JobFilters
from talentgrow.kernel.errors import NotFound


def titles(app, session, language="fr", **wanted):
    with app.test_request_context("/", headers={"Accept-Language": language}):
        return [job.title.in_(language) for job in session.scalars(queries.search(**wanted))]


class TestSearch:
    @pytest.fixture
    def jobs(self, make):
        flows = make.family("Flux")
        return [
            make.job("Chargé d’études", english="Research officer"),
            make.job("Pilote de flux", english="Flow pilot", family=flows),
            make.job("Électricien", english="Electrician"),
            make.job("100 % mobile", english="All_round"),
        ]

    @pytest.mark.parametrize(
        ("words", "found"),
        [
            ("pilote flux", ["Pilote de flux"]),
            ("flux pilote", ["Pilote de flux"]),
            ("FLOW", ["Pilote de flux"]),
            ("etudes", ["Chargé d’études"]),
            ("d'études", ["Chargé d’études"]),
            ("%", ["100 % mobile"]),
            ("_", ["100 % mobile"]),
            ("pilote electricien", []),
        ],
    )
    def test_finds_by_words_of_either_language_in_any_order(self, app, session, jobs, words, found):
        assert titles(app, session, words=words) == found

    def test_is_sorted_in_the_language_of_the_reader(self, app, session, jobs):
        english = titles(app, session, "en")

        assert english == ["All_round", "Electrician", "Flow pilot", "Research officer"]

    def test_keeps_to_a_family(self, app, session, jobs):
        assert titles(app, session, family_id=jobs[1].family_id) == ["Pilote de flux"]
        assert titles(app, session, family_id=999_999) == []


class TestFilters:
    @pytest.fixture
    def jobs(self, make):
        lead = make.job("Chef de quai", grade=5)
        pilot = make.job("Pilote", grade=4)
        make.tag(lead, Tag.SHORTAGE)
        make.tag(pilot, Tag.SHORTAGE, Tag.EMERGING)
        make.code(pilot, "rome", "N1301")
        return lead, pilot

    @pytest.mark.parametrize(
        ("filters", "found"),
        [
            ({}, ["Chef de quai", "Pilote"]),
            ({"grade": 4}, ["Pilote"]),
            ({"grade": 9}, []),
            ({"tag": Tag.SHORTAGE}, ["Chef de quai", "Pilote"]),
            ({"tag": Tag.EMERGING}, ["Pilote"]),
            ({"tag": Tag.AT_RISK}, []),
            ({"words": "n1301"}, ["Pilote"]),
            ({"words": "pilote N13"}, ["Pilote"]),
            ({"words": "job-"}, ["Chef de quai", "Pilote"]),
        ],
    )
    def test_narrow_the_list(self, app, session, jobs, filters, found):
        with app.test_request_context("/", headers={"Accept-Language": "fr"}):
            rows = queries.all_found(JobFilters(**filters))

        assert [job.title_fr for job in rows] == found

    def test_every_row_comes_whole(self, app, session, jobs, make):
        make.need(jobs[1], make.skill("Flux"), 3)
        session.expire_all()

        with app.test_request_context("/", headers={"Accept-Language": "fr"}):
            pilot = queries.all_found(JobFilters(grade=4))[0]

        assert {tag.tag for tag in pilot.tags} == {Tag.SHORTAGE, Tag.EMERGING}
        assert [code.code for code in pilot.codes] == ["N1301"]
        assert [need.skill.name_fr for need in pilot.requirements] == ["Flux"]

    @pytest.mark.parametrize(
        "address", ["grade=x", "grade=99999999999999999999", "tag=zzz", "retired=zzz", "page=-3"]
    )
    def test_nonsense_narrows_nothing(self, jobs, make, sign_in, page, address):
        assert "Pilote (en)" in page(sign_in(make.person()), f"/jobs/?{address}").text

    def test_tags_stand_in_words(self, jobs, make, sign_in, page):
        text = page(sign_in(make.person(), language="fr"), "/jobs/?q=pilote").text

        assert "émergent" in text.partition("Personnes")[2]
        assert "en tension" in text.partition("Personnes")[2]


class TestGet:
    def test_a_job_nobody_knows_is_missing(self, session):
        with pytest.raises(NotFound):
            queries.get(999_999)

    def test_needs_stand_essential_first_then_high_then_by_name(self, make):
        job = make.job()
        useful = make.need(job, make.skill("Zèle"), 5, Importance.USEFUL)
        low = make.need(job, make.skill("Accueil"), 1)
        beta = make.need(job, make.skill("Bêta"), 3)
        alpha = make.need(job, make.skill("Alpha"), 3)

        assert queries.needs(queries.get(job.id)) == [alpha, beta, low, useful]


class TestHeadcounts:
    def test_count_those_who_hold_a_job_today(self, make):
        job, other = make.job(), make.job("Other")
        make.holders(3, job)
        make.assignment(make.person(), job, end=date(2022, 1, 1))

        assert queries.headcounts([job.id, other.id]) == {job.id: 3}

    def test_of_no_job_are_none(self, session):
        assert queries.headcounts([]) == {}

    def test_a_bridge_leads_one_way(self, make):
        one, other = make.job("A"), make.job("B")
        bridge = make.bridge(one, other)

        assert queries.bridge_between(one.id, other.id) is bridge
        assert queries.bridge_between(other.id, one.id) is None


class TestPage:
    @pytest.mark.parametrize(
        ("people", "english", "french"),
        [(0, "0", "0"), (1, "few", "peu"), (4, "few", "peu"), (5, "5", "5"), (12, "12", "12")],
    )
    def test_small_groups_are_never_counted(self, make, sign_in, page, people, english, french):
        job = make.job("Unique")
        make.holders(people, job)
        client = sign_in(make.person("Ada"))

        cells = page(client, "/jobs/?q=unique").text.partition("Unique (en)")[2]

        assert cells.split()[0] == english

    def test_a_family_shows_its_code_beside_its_colour(self, make, sign_in, page):
        make.job("Pilote", family=make.family("Flux", code="FX"))

        found = page(sign_in(make.person()), "/jobs/")

        assert "FX" in found.text

    @pytest.mark.parametrize("family", ["", "x", "-1", "999999", "99999999999999999999999", "1.5"])
    def test_an_odd_family_never_hurts(self, make, sign_in, family):
        make.job("Pilote")

        response = sign_in(make.person()).get("/jobs/", query_string={"family": family})

        assert response.status_code == 200

    def test_says_what_to_do_when_nothing_is_found(self, make, sign_in, page):
        found = page(sign_in(make.person()), "/jobs/?q=zzz")

        assert "No job has these words" in found.text

    @pytest.mark.parametrize(
        "title", ["<script>alert(1)</script>", "=1+1", "\u202egnp.exe", "é" * 200]
    )
    def test_a_hostile_title_is_only_a_title(self, make, sign_in, page, title):
        make.job(title, english=title)

        found = page(sign_in(make.person()), "/jobs/")

        assert title in found.text
        assert "<script>alert" not in found.html

    @pytest.mark.parametrize("language", ["fr", "en"])
    def test_needs_few_statements(self, make, sign_in, page, statements, language):
        families = [make.family(f"Family {index}", colour=index) for index in range(3)]
        for index in range(40):
            make.job(f"Job {index}", family=families[index % 3])
        client = sign_in(make.person(), language=language)

        with statements() as sent:
            page(client, "/jobs/?q=job")

        assert len(sent) <= 15, sent
