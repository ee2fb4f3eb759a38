"""Choosing a target: searching, what is within reach, wishes and refusals."""

import pytest

from talentgrow.infra.db import db
from talentgrow.mobility import queries
from talentgrow.mobility.models import JobWish
from tests.make import NOW


@pytest.fixture
def jobs(make):
    """Three families; colleagues went from the first job to two others."""
    flow, energy = make.family("Flux", "FX"), make.family("Énergie", "EN", colour=5)
    jobs = {
        "start": make.job("Gestionnaire", english="Officer", family=flow),
        "near": make.job("Pilote de flux", english="Flow controller", family=flow),
        "far": make.job("Pilote énergie", english="Energy coordinator", family=energy),
    }
    make.holders(20, jobs["start"])
    make.movers(9, jobs["start"], jobs["near"])
    make.movers(2, jobs["near"], jobs["far"])
    make.graph()
    return jobs


class TestReach:
    def test_reason_is_given_in_words(self, jobs, make, sign_in, page):
        person = make.person("Inès", job=jobs["start"])

        shown = page(sign_in(person), "/path/choose")

        assert "Flow controller" in shown.text
        assert "In one step: colleagues with your job went there." in shown.text

    def test_small_groups_are_few(self, jobs, make, sign_in, page):
        person = make.person("Inès", job=jobs["near"])

        shown = page(sign_in(person), "/path/choose")

        assert "In one step: few colleagues with your job went there." in shown.text

    def test_somebody_without_anything_is_told_how_to_get_better_ones(
        self, jobs, make, sign_in, page
    ):
        shown = page(sign_in(make.person("Ada")), "/path/choose")

        assert "We know neither your job nor your skills." in shown.text
        assert "/skills/" in shown.links()

    def test_a_retired_job_is_not_proposed(self, jobs, make, sign_in, page):
        jobs["near"].retired_at = NOW
        db.session.commit()
        person = make.person("Inès", job=jobs["start"])

        shown = page(sign_in(person), "/path/choose")

        assert "Flow controller" not in shown.text

    def test_budget_of_statements(self, jobs, make, sign_in, page, statements):
        client = sign_in(make.person("Inès", job=jobs["start"]))
        page(client, "/path/choose")

        with statements() as sent:
            page(client, "/path/choose?q=pilote")

        assert len(sent) <= 15


class TestSearch:
    def test_accents_do_not_matter(self, jobs, make, sign_in, page):
        shown = page(sign_in(make.person("Ada")), "/path/choose?q=ENERGIE")

        assert "1 job found" in shown.text
        assert "Energy coordinator" in shown.text

    def test_by_family(self, jobs, make, sign_in, page):
        family = jobs["far"].family_id

        shown = page(sign_in(make.person("Ada")), f"/path/choose?family={family}")

        assert "Energy coordinator" in shown.text
        assert "Flow controller" not in shown.text

    def test_nothing_found_offers_a_way_on(self, jobs, make, sign_in, page):
        shown = page(sign_in(make.person("Ada")), "/path/choose?q=zzz")

        assert "No job has these words" in shown.text
        assert "/path/choose" in shown.links()

    def test_htmx_gets_the_list_alone(self, jobs, make, sign_in):
        client = sign_in(make.person("Ada"))

        response = client.get("/path/choose?q=flux", headers={"HX-Request": "true"})

        assert "<html" not in response.text
        assert "Flow controller" in response.text


class TestWishes:
    def wish(self, client, job, choice):
        return client.post(f"/path/wish/{job.id}", data={"wish": choice})

    def test_not_for_me_removes_a_job_and_can_be_taken_back(self, jobs, make, sign_in, page):
        person = make.person("Inès", job=jobs["start"])
        client = sign_in(person)

        self.wish(client, jobs["near"], "unwanted")

        assert queries.interests_of(person.id) == {jobs["near"].id: JobWish.UNWANTED}
        assert "Not for you" in page(client, "/path/choose").text
        self.wish(client, jobs["near"], "none")
        db.session.expire_all()
        assert queries.interests_of(person.id) == {}

    def test_a_refused_job_is_not_proposed(self, jobs, make, sign_in):
        client = sign_in(make.person("Inès", job=jobs["start"]))

        self.wish(client, jobs["near"], "unwanted")

        cards = client.get("/path/choose").text.partition("h-said")[0]
        assert "Energy coordinator" in cards
        assert f'href="/path/to/{jobs["near"].id}"' not in cards

    def test_a_wish_is_marked(self, jobs, make, sign_in, page):
        client = sign_in(make.person("Inès", job=jobs["start"]))

        answer = self.wish(client, jobs["far"], "wished")

        assert answer.status_code == 302
        assert "You would like this" in page(client, "/path/choose").text

    def test_nonsense_changes_nothing(self, jobs, make, sign_in):
        person = make.person("Inès", job=jobs["start"])

        self.wish(sign_in(person), jobs["far"], "nonsense")

        assert queries.interests_of(person.id) == {}

    def test_it_goes_back_only_to_pages_of_this_site(self, jobs, make, sign_in):
        client = sign_in(make.person("Inès", job=jobs["start"]))
        data = {"wish": "wished", "next": "//elsewhere.test"}

        answer = client.post(f"/path/wish/{jobs['far'].id}", data=data)

        assert answer.location == "/path/choose"

    def test_unknown_job(self, jobs, make, sign_in):
        client = sign_in(make.person("Ada"))

        assert self.wish(client, type("Missing", (), {"id": 999_999}), "wished").status_code == 404
