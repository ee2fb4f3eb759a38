"""Hosts who ask to see the visitor's job too."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from talentgrow.infra import clock
from talentgrow.kernel.calendar import workday
from talentgrow.shadowing.exchanges.models import Exchange
from talentgrow.shadowing.models import Reciprocal
from talentgrow.shadowing.states import OfferStatus
from talentgrow.shadowing.visits.models import Says, Visit


def day(weeks):
    return workday(clock.today() + timedelta(weeks=weeks)).isoformat()


@pytest.fixture
def ines(make):
    return make.person("Inès Caradec", locale="en", job=make.job("Relation client"))


@pytest.fixture
def rosa(make):
    return make.person("Rosa Benoît", job=make.job("Automatismes"))


@pytest.fixture
def offer(make, rosa):
    return make.offer(rosa, reciprocal=Reciprocal.REQUIRED)


def propose(client, person):
    data = {"visits_on": day(4), "hosts_on": day(5), "half_days": "2", "message": "Hello"}
    return client.post(f"/swaps/with/{person.id}/propose", data=data)


class TestRequired:
    def test_the_offer_leads_to_a_swap(self, sign_in, ines, rosa, offer):
        client = sign_in(ines)

        assert f"/swaps/with/{rosa.id}" in client.get(f"/visits/offers/{offer.id}").text
        asked = client.get(f"/visits/offers/{offer.id}/ask")
        assert (asked.status_code, asked.location) == (302, f"/swaps/with/{rosa.id}")

    def test_nobody_asks_without_offering_a_day(self, session, sign_in, ines, offer):
        data = {"day": day(4), "aim": "discover"}
        answer = sign_in(ines).post(f"/visits/offers/{offer.id}/ask", data=data)

        assert answer.status_code == 409
        assert "propose a swap" in answer.text
        assert not session.scalars(sa.select(Visit)).all()

    def test_a_swap_needs_no_wish_of_the_host(self, session, sign_in, ines, rosa, offer):
        answer = propose(sign_in(ines), rosa)
        making, receiving = session.scalars(sa.select(Visit).order_by(Visit.place_in_ring)).all()

        assert answer.status_code == 302
        assert (making.visitor_says, making.host_says) == (Says.YES, None)
        assert (receiving.host_id, receiving.host_says) == (ines.id, Says.YES)


class TestOthers:
    def test_who_would_like_it_takes_requests_and_swaps(self, session, make, sign_in, ines, rosa):
        make.offer(rosa, reciprocal=Reciprocal.YES)

        assert propose(sign_in(ines), rosa).status_code == 302

    @pytest.mark.parametrize(
        "fields",
        [
            {"reciprocal": Reciprocal.NO},
            {"reciprocal": Reciprocal.REQUIRED, "status": OfferStatus.PAUSED},
            {"reciprocal": Reciprocal.REQUIRED, "status": OfferStatus.DRAFT},
        ],
    )
    def test_who_asks_for_nothing_is_not_asked(self, session, make, sign_in, ines, rosa, fields):
        make.offer(rosa, **fields)

        assert propose(sign_in(ines), rosa).status_code == 409
        assert not session.scalars(sa.select(Exchange)).all()
