"""Everybody finds colleagues who show their job, and reads what they offer."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from talentgrow.infra import clock
from talentgrow.kernel.access import Role
from talentgrow.kernel.calendar import workday
from talentgrow.shadowing.models import OfferSkill, VisitSlot
from talentgrow.shadowing.states import OfferStatus, VisitStatus

V = VisitStatus


@pytest.fixture
def ana(make):
    return make.person("Ana Costa")


def day_in(days):
    return workday(clock.today() + timedelta(days=days))


def names(shown):
    return {word for word in ("Maud", "Bo", "Cy") if f"With {word}" in shown.text}


class TestTheList:
    def test_open_offers_of_colleagues_alone(self, make, sign_in, page, ana):
        make.offer(make.person("Maud"))
        make.offer(make.person("Bo"), status=OfferStatus.PAUSED)
        make.offer(make.person("Cy", left_on=clock.today()))
        make.offer(ana)
        client = sign_in(ana)
        shown = page(client, "/visits")
        assert names(shown) == {"Maud"} and "With Ana" not in shown.text
        assert "One offer" in shown.text
        assert names(page(client, "/visits?show=all")) == {"Maud", "Bo"}

    def test_words_find_jobs_names_skills_and_what_one_sees(
        self, session, make, sign_in, page, ana
    ):
        skill = make.skill("Sertissage")
        maud = make.offer(make.person("Maud"), job_id=make.job("Planification").id)
        session.add(OfferSkill(offer_id=maud.id, skill_id=skill.id))
        session.commit()
        make.offer(make.person("Bo"), search_key="la fonderie")
        client = sign_in(ana)
        assert names(page(client, "/visits?q=planif")) == {"Maud"}
        assert names(page(client, "/visits?q=SERTISSAGE")) == {"Maud"}
        assert names(page(client, "/visits?q=fonderie")) == {"Bo"}
        assert names(page(client, "/visits?q=bo")) == {"Bo"}
        assert "Nobody shows this just now" in page(client, "/visits?q=zzz").text

    @pytest.mark.parametrize(
        ("asked", "expected"),
        [
            ("length=half", {"Bo"}),
            ("length=day", {"Maud"}),
            ("length=longer", {"Cy"}),
            ("format=take_part", {"Bo"}),
            ("return=visit", {"Bo", "Cy"}),
            ("return=nothing", {"Maud", "Bo"}),
            ("site=remote", {"Cy"}),
            ("length=moon&format=x&return=y&month=2026-99&family=-4&site=zz", {"Maud", "Bo", "Cy"}),
        ],
    )
    def test_filters(self, make, sign_in, page, ana, asked, expected):
        make.offer(make.person("Maud"))
        make.offer(make.person("Bo"), half_days=1, format="take_part", reciprocal="yes")
        make.offer(make.person("Cy"), half_days=4, reciprocal="required", is_remote=True)
        assert names(page(sign_in(ana), f"/visits?{asked}")) == expected

    def test_by_family_and_site(self, make, sign_in, page, ana):
        family, site = make.family("PR"), make.site("Angers")
        make.offer(make.person("Maud"), job_id=make.job(family=family).id)
        make.offer(make.person("Bo"), site_id=site.id)
        client = sign_in(ana)
        assert names(page(client, f"/visits?family={family.id}")) == {"Maud"}
        assert names(page(client, f"/visits?site={site.id}")) == {"Bo"}

    def test_months_with_room(self, session, make, sign_in, page, ana):
        day = day_in(40)
        make.offer(make.person("Maud"), slots=[day])
        full = make.offer(make.person("Bo"), slots=[day])
        session.execute(sa.update(VisitSlot).where(VisitSlot.offer_id == full.id).values(taken=1))
        session.commit()
        cy = make.person("Cy")
        busy = make.offer(cy, a_month=1)
        make.visit(make.person("V"), cy, offer=busy, starts_on=day)
        assert names(page(sign_in(ana), f"/visits?month={day:%Y-%m}")) == {"Maud"}

    def test_a_card_says_what_one_needs_to_choose(self, make, sign_in, page, ana):
        maud, job = make.person("Maud"), make.job("Planification", english="Planning")
        make.offer(maud, job_id=job.id, slots=[day_in(20)], reciprocal="required")
        make.visit_wish(ana, job=job)
        shown = page(sign_in(ana), "/visits")
        for words in (
            "Planning",
            "One day",
            "You watch and ask",
            "Asks to see your job in return",
            "Among your wishes",
            "Nobody has asked yet.",
        ):
            assert words in shown.text

    def test_htmx_gets_the_list_alone(self, make, sign_in, ana):
        make.offer(make.person("Maud"))
        part = sign_in(ana).get("/visits", headers={"HX-Request": "true"}).text
        assert part.lstrip().startswith('<div id="offers">')

    def test_few_statements_however_many_offers(self, make, sign_in, ana, statements):
        for number in range(20):
            job = make.job(f"Job {number}", family=make.family(f"F{number}"))
            host = make.person(f"Host {number}")
            offer = make.offer(host, job_id=job.id, site_id=make.site(f"S{number}").id)
            make.visit(make.person("V"), host, offer=offer, status=V.CLOSED)
        client = sign_in(ana)
        with statements() as seen:
            assert client.get("/visits").status_code == 200
        assert len(seen) <= 15

    def test_nobody_is_asked_who_is_not_there(self, app):
        assert app.test_client().get("/visits").status_code == 302


class TestOne:
    def test_days_with_room_lead_to_the_request(self, session, make, sign_in, page, ana):
        offer = make.offer(make.person("Maud"), slots=[(day_in(20), 2), day_in(30)])
        slots = session.scalars(sa.select(VisitSlot).order_by(VisitSlot.starts_on)).all()
        shown = page(sign_in(ana), f"/visits/offers/{offer.id}")
        assert "2 places left" in shown.text
        assert [link for link in shown.links() if f"slot={slots[0].id}" in link]

    def test_periods_offer_the_next_days_and_another_one(self, make, sign_in, page, ana):
        offer = make.offer(make.person("Maud"))
        shown = page(sign_in(ana), f"/visits/offers/{offer.id}")
        assert "Propose a day" in shown.text
        assert len([link for link in shown.links() if "day=" in link]) == 6

    def test_who_has_asked_already_sees_where_it_stands(self, make, sign_in, page, ana):
        maud = make.person("Maud")
        offer = make.offer(maud)
        visit = make.visit(ana, maud, offer=offer)
        shown = page(sign_in(ana), f"/visits/offers/{offer.id}")
        assert f"/visits/{visit.id}" in shown.links()
        assert not [link for link in shown.links() if "day=" in link]

    @pytest.mark.parametrize("status", [OfferStatus.PAUSED, OfferStatus.FULL])
    def test_nobody_asks_while_it_is_paused_or_full(self, make, sign_in, page, ana, status):
        offer = make.offer(make.person("Maud"), status=status)
        shown = page(sign_in(ana), f"/visits/offers/{offer.id}")
        assert not [link for link in shown.links() if "/ask" in link]
        assert "Keep it among your wishes" in shown.text

    def test_longer_than_a_day_says_that_managers_agree(self, make, sign_in, page, ana):
        offer = make.offer(make.person("Maud"), half_days=4)
        text = page(sign_in(ana), f"/visits/offers/{offer.id}").text
        assert "Maud answers first, then both managers" in text

    def test_what_hosts_wrote_is_shown_as_text(self, make, sign_in, ana):
        offer = make.offer(make.person("Maud"), sights_en="<script>alert(1)</script>\n- Board")
        text = sign_in(ana).get(f"/visits/offers/{offer.id}").text
        assert "<script>alert(1)" not in text and "<li>Board</li>" in text

    def test_hosts_and_hr_have_their_own_buttons(self, make, sign_in, page):
        maud = make.person("Maud")
        offer = make.offer(maud)
        assert (
            "Let nobody ask for a while" in page(sign_in(maud), f"/visits/offers/{offer.id}").text
        )
        hr = sign_in(make.person("Hana", role=Role.HR))
        assert "Close this offer" in page(hr, f"/visits/offers/{offer.id}").text

    def test_few_statements(self, session, make, sign_in, ana, statements):
        skills = [make.skill(f"S{n}") for n in range(8)]
        offer = make.offer(make.person("Maud", job=make.job()), slots=[day_in(n) for n in (9, 20)])
        session.add_all([OfferSkill(offer_id=offer.id, skill_id=one.id) for one in skills])
        session.commit()
        client = sign_in(ana)
        with statements() as seen:
            client.get(f"/visits/offers/{offer.id}")
        assert len(seen) <= 15
