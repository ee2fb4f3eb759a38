"""Everybody keeps a list, in their order, of what they would like to discover."""

import pytest
import sqlalchemy as sa

from talentgrow.infra import clock
from talentgrow.kernel.access import Actor, Role
from talentgrow.shadowing.models import Aim, VisitWish
from talentgrow.shadowing.states import OfferStatus
from talentgrow.shadowing.wishes import service
from talentgrow.shadowing.wishes.service import Kind, Target


@pytest.fixture
def ana(make):
    return make.person("Ana Costa")


def wish(client, kind, number, **more):
    return client.post("/visits/wishes/add", data={"kind": kind, "id": str(number)} | more)


def order(session, person):
    found = sa.select(VisitWish).where(VisitWish.person_id == person.id).order_by(VisitWish.rank)
    return [service.target_of(one) for one in session.scalars(found)]


class TestAdding:
    def test_a_job_a_unit_and_a_colleague_in_the_order_of_the_clicks(
        self, session, make, sign_in, ana
    ):
        job, unit, maud = make.job(), make.unit("Planification"), make.person("Maud")
        client = sign_in(ana)
        for kind, record in (("job", job), ("unit", unit), ("host", maud)):
            assert wish(client, kind, record.id).status_code == 302
        wish(client, "job", job.id)
        assert order(session, ana) == [
            Target(Kind.JOB, job.id),
            Target(Kind.UNIT, unit.id),
            Target(Kind.HOST, maud.id),
        ]

    def test_the_button_leads_back_to_its_page_but_to_no_other_site(self, make, sign_in, ana):
        client, job = sign_in(ana), make.job()
        assert wish(client, "job", job.id, next="/visits").headers["Location"] == "/visits"
        away = wish(client, "job", job.id, next="https://evil.example/")
        assert away.headers["Location"] == "/visits/wishes"

    def test_ten_are_enough(self, session, make, sign_in, page, ana):
        client = sign_in(ana)
        for rank in range(1, 11):
            make.visit_wish(ana, job=make.job(f"Job {rank}"), rank=rank)
        wish(client, "job", make.job().id)
        assert len(order(session, ana)) == 10
        assert "Ten wishes are many" in page(client, "/visits/wishes").text

    @pytest.mark.parametrize("kind", ["job", "unit", "host"])
    def test_nobody_wishes_for_what_is_not_there(self, sign_in, ana, kind):
        assert wish(sign_in(ana), kind, 9999).status_code == 404

    @pytest.mark.parametrize(
        ("kind", "number"), [("moon", "1"), ("job", "0"), ("job", "x"), ("job", "99999999999999")]
    )
    def test_nonsense_is_refused_kindly(self, session, sign_in, ana, kind, number):
        assert wish(sign_in(ana), kind, number).status_code == 302
        assert order(session, ana) == []

    def test_neither_oneself_nor_somebody_who_has_left(self, session, make, sign_in, ana):
        client = sign_in(ana)
        gone = make.person("Gone", left_on=clock.today())
        assert wish(client, "host", ana.id).status_code == 302
        assert wish(client, "host", gone.id).status_code == 404
        assert order(session, ana) == []

    def test_search_finds_jobs_units_and_colleagues(self, make, sign_in, page, ana):
        make.job("Planification fine")
        make.unit("Planification Angers")
        make.person("Plantin Paul")
        shown = page(sign_in(ana), "/visits/wishes?q=plan")
        for name in ("Planification fine", "Planification Angers", "Plantin Paul"):
            assert name.split()[0] in shown.text


class TestKeeping:
    @pytest.fixture
    def three(self, make, ana):
        jobs = [make.job(f"Job {n}") for n in range(3)]
        return [make.visit_wish(ana, job=job, rank=rank) for rank, job in enumerate(jobs, 1)]

    def ids(self, session, ana):
        found = sa.select(VisitWish.id).where(VisitWish.person_id == ana.id)
        return session.scalars(found.order_by(VisitWish.rank)).all()

    def test_up_and_down_and_away(self, session, sign_in, ana, three):
        first, second, third = (one.id for one in three)
        client = sign_in(ana)
        client.post(f"/visits/wishes/{third}/up")
        assert self.ids(session, ana) == [first, third, second]
        client.post(f"/visits/wishes/{first}/down")
        assert self.ids(session, ana) == [third, first, second]
        client.post(f"/visits/wishes/{third}/up")
        client.post(f"/visits/wishes/{second}/down")
        assert self.ids(session, ana) == [third, first, second]
        client.post(f"/visits/wishes/{first}/remove")
        assert self.ids(session, ana) == [third, second]

    def test_what_for_and_what_one_hopes_to_see(self, session, sign_in, page, ana, three):
        client, wish_id = sign_in(ana), three[0].id
        data = {"aim": "confirm", "note": "Le réglage"}
        assert client.post(f"/visits/wishes/{wish_id}/about", data=data).status_code == 302
        stored = session.get_one(VisitWish, wish_id, populate_existing=True)
        assert (stored.aim, stored.note) == (Aim.CONFIRM, "Le réglage")
        assert "To confirm a project of mine: Le réglage" in page(client, "/visits/wishes").text

    def test_too_long_a_note_comes_back_as_it_was_typed(self, sign_in, ana, three):
        data = {"aim": "discover", "note": "y" * 501}
        answer = sign_in(ana).post(f"/visits/wishes/{three[0].id}/about", data=data)
        assert answer.status_code == 422
        assert "y" * 501 in answer.text and "Keep it under 500 characters." in answer.text

    @pytest.mark.parametrize("step", ["up", "down", "remove", "about"])
    @pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.HR])
    def test_nobody_touches_or_reads_the_list_of_another(self, make, sign_in, three, step, role):
        other = sign_in(make.person("Bo", role=role))
        answer = other.post(f"/visits/wishes/{three[0].id}/{step}", data={"aim": "discover"})
        assert answer.status_code == 404


class TestWhoShowsIt:
    def test_hosts_stand_beside_the_job_the_unit_and_the_person(
        self, make, sign_in, page, ana, session
    ):
        unit, job = make.unit("Angers"), make.job("Planification")
        maud, bo, cy = (make.person(name) for name in ("Maud Un", "Bo Deux", "Cy Trois"))
        make.offer(maud, job_id=job.id)
        make.offer(bo, unit_id=unit.id)
        make.offer(cy, status=OfferStatus.DRAFT)
        make.visit_wish(ana, job=job, rank=1)
        make.visit_wish(ana, unit=unit, rank=2)
        make.visit_wish(ana, host=cy, rank=3)
        shown = page(sign_in(ana), "/visits/wishes")
        assert shown.h1 == "Somebody shows 2 of the things you wish to see"
        assert "Shown by Maud Un" in shown.text and "Shown by Bo Deux" in shown.text
        assert "Nobody shows it yet" in shown.text

    def test_an_empty_list_says_what_to_do(self, sign_in, page, ana):
        shown = page(sign_in(ana, language="fr"), "/visits/wishes")
        assert shown.h1 == "Qu’aimeriez-vous voir ?"
        assert "/visits" in shown.links()

    def test_few_statements_however_many_wishes(self, make, sign_in, ana, statements):
        client = sign_in(ana)
        for rank in range(1, 11):
            job = make.job(f"Job {rank}")
            make.offer(make.person("H"), job_id=job.id)
            make.visit_wish(ana, job=job, rank=rank)
        with statements() as seen:
            client.get("/visits/wishes")
        assert len(seen) <= 15


def test_the_service_takes_a_wish_once_however_often(session, make, ana):
    by, job = Actor(ana.id, frozenset({Role.EMPLOYEE})), make.job()
    first = service.add(Target(Kind.JOB, job.id), by=by, now=clock.now())
    assert service.add(Target(Kind.JOB, job.id), by=by, now=clock.now()) is first


class TestButtonsElsewhere:
    """On the pages of jobs, units and colleagues one click is a wish, and a host is one away."""

    def test_on_the_page_of_a_job(self, session, make, sign_in, page, ana):
        job = make.job("Planification")
        client, url = sign_in(ana), f"/jobs/{job.id}"
        assert "I would like to see this job" in page(client, url).text
        assert wish(client, "job", job.id, next=url).headers["Location"] == url
        offer = make.offer(make.person("Maud"), job_id=job.id)
        shown = page(client, url)
        assert "Among your wishes" in shown.text
        assert f"/visits/offers/{offer.id}" in shown.links()
        make.offer(make.person("Bo"), job_id=job.id)
        assert f"/visits?job={job.id}" in page(client, url).links()

    def test_not_on_the_page_of_one_s_own_job(self, make, sign_in, page):
        job = make.job("Planification")
        client = sign_in(make.person("Ana", job=job))
        assert "I would like to see this job" not in page(client, f"/jobs/{job.id}").text

    def test_on_the_page_of_a_colleague_but_not_on_one_s_own(self, make, sign_in, page, ana):
        maud = make.person("Maud", job=make.job())
        offer = make.offer(maud)
        client = sign_in(ana)
        shown = page(client, f"/people/{maud.id}")
        assert "I would like to see this person at work" in shown.text
        assert f"/visits/offers/{offer.id}" in shown.links()
        assert "I would like to see" not in page(client, f"/people/{ana.id}").text

    def test_among_the_people_of_a_unit(self, make, sign_in, page, ana):
        unit = make.unit("Angers")
        make.offer(make.person("Maud"), unit_id=unit.id)
        make.offer(make.person("Bo"), unit_id=make.unit("Below", parent=unit).id)
        client = sign_in(ana)
        shown = page(client, f"/people/?unit={unit.id}")
        assert "I would like to see this unit" in shown.text
        assert f"/visits?unit={unit.id}" in shown.links()
        found = page(client, f"/visits?unit={unit.id}").text
        assert "With Maud" in found and "With Bo" in found
