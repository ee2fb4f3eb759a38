"""Bridges: HR opens a way between two jobs, says why, and may take it back."""

import pytest
from sqlalchemy import func, select

from talentgrow.audit.models import AuditEvent
from talentgrow.jobs.models import Bridge
from talentgrow.kernel.access import Role
from talentgrow.mobility import snapshot
from tests.page import Page


@pytest.fixture
def house(make, sign_in, page):
    class House:
        source, target = make.job("Préparateur"), make.job("Planificateur")
        hugo = make.person("Hugo Rey", role=Role.HR)
        client = sign_in(hugo)
        url = f"/jobs/{source.id}/bridges"

        def open(self):
            return page(self.client, self.url)

        def declare(self, to=None, client=None, **form):
            target_id = (to or self.target).id
            return (client or self.client).post(self.url, data={"target": target_id} | form)

        def withdraw(self, bridge, client=None):
            return (client or self.client).post(f"{self.url}/{bridge.id}/withdraw")

    return House()


def bridges(session):
    return session.scalar(select(func.count(Bridge.id)))


class TestDeclare:
    def test_joins_two_jobs_with_the_reason_in_both_languages(self, house, session):
        response = house.declare(note_fr=" Six mois en binôme ", note_en="Six months in tandem")

        bridge = session.scalars(select(Bridge)).one()
        assert (response.status_code, response.location) == (302, house.url)
        assert (bridge.source_id, bridge.target_id) == (house.source.id, house.target.id)
        assert (bridge.note_fr, bridge.note_en) == ("Six mois en binôme", "Six months in tandem")
        assert bridge.author_id == house.hugo.id

    def test_is_shown_with_who_declared_it(self, house):
        house.declare(note_en="Six months in tandem")

        text = house.open().text

        for words in ["One bridge leads on from", "Planificateur (en)", "Six months", "Hugo Rey"]:
            assert words in text

    def test_leaves_a_trace(self, house, session):
        house.declare()

        event = session.scalars(select(AuditEvent)).one()
        assert (event.kind, event.actor_id) == ("jobs.bridge_declared", house.hugo.id)
        assert event.details == {"source": house.source.id, "target": house.target.id}

    def test_suggestions_follow_by_themselves(self, house, make):
        make.graph()
        before = snapshot.current().id

        house.declare()

        graph = snapshot.current()
        assert graph.id != before
        assert graph.mobility.link(house.source.id, house.target.id).is_bridge

    def test_the_other_way_is_another_bridge(self, house, make, session):
        make.bridge(house.target, house.source)

        house.declare()

        assert bridges(session) == 2

    def test_twice_is_refused_in_words(self, house, session):
        house.declare()

        response = house.declare()

        assert response.status_code == 409
        assert "This bridge is declared already." in Page(response.text).text
        assert bridges(session) == 1

    @pytest.mark.parametrize(
        "form",
        [
            {"target": ""},
            {"target": "abc"},
            {"target": "999999"},
            {"target": "9" * 30},
            {"target": "-1"},
            {"note_fr": "x" * 401},
            {"note_en": "x" * 401},
        ],
    )
    def test_a_form_with_mistakes_comes_back_and_stores_nothing(self, house, session, form):
        response = house.declare(**form)

        assert response.status_code == 422
        assert Page(response.text).all("p", **{"class": "tg-error"})
        assert bridges(session) == 0

    def test_a_job_does_not_lead_to_itself(self, house, session):
        response = house.declare(house.source)

        assert response.status_code == 422
        assert bridges(session) == 0

    def test_what_was_typed_is_kept_when_the_form_comes_back(self, house):
        response = house.declare(note_fr="x" * 401, note_en="Kept words")

        assert "Kept words" in response.text


class TestWithdraw:
    def test_takes_it_back_with_a_trace(self, house, make, session):
        bridge = make.bridge(house.source, house.target)

        response = house.withdraw(bridge)

        assert (response.status_code, response.location) == (302, house.url)
        assert bridges(session) == 0
        assert session.scalars(select(AuditEvent.kind)).all() == ["jobs.bridge_withdrawn"]

    def test_suggestions_follow_by_themselves(self, house, make):
        bridge = make.bridge(house.source, house.target)
        make.graph()

        house.withdraw(bridge)

        assert snapshot.current().mobility.link(house.source.id, house.target.id) is None

    def test_a_bridge_of_another_job_is_missing_here(self, house, make, session):
        bridge = make.bridge(house.target, house.source)

        assert house.withdraw(bridge).status_code == 404
        assert bridges(session) == 1

    def test_twice_is_missing_the_second_time(self, house, make):
        bridge = make.bridge(house.source, house.target)
        bridge_id = bridge.id
        house.withdraw(bridge)

        assert house.client.post(f"{house.url}/{bridge_id}/withdraw").status_code == 404

    def test_needs_a_form_not_a_link(self, house, make, session):
        bridge = make.bridge(house.source, house.target)

        assert house.client.get(f"{house.url}/{bridge.id}/withdraw").status_code == 405
        assert bridges(session) == 1


class TestWho:
    @pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.ADMIN])
    def test_nobody_but_hr(self, house, make, sign_in, session, role):
        bridge = make.bridge(house.target, house.source)
        client = sign_in(make.person("Eve", role=role))

        assert client.get(house.url).status_code == 403
        assert house.declare(client=client).status_code == 403
        url = f"/jobs/{house.target.id}/bridges/{bridge.id}/withdraw"
        assert client.post(url).status_code == 403
        assert bridges(session) == 1


class TestPage:
    def test_without_bridges_says_what_one_is_for(self, house):
        assert "No bridge leads on from" in house.open().text

    def test_does_not_offer_the_job_itself(self, house):
        values = {option["value"] for option in house.open().all("option")}

        assert str(house.target.id) in values
        assert str(house.source.id) not in values

    def test_a_hostile_note_is_only_a_note(self, house):
        house.declare(note_en="<script>alert(1)</script>", note_fr="=1+1")

        found = house.open()

        assert "<script>alert(1)</script>" in found.text
        assert "<script>alert" not in found.html

    @pytest.mark.parametrize("language", ["fr", "en"])
    def test_needs_few_statements(self, house, make, sign_in, page, statements, language):
        for index in range(12):
            job = make.job(f"Job {index}", family=make.family(f"Family {index}"))
            make.bridge(house.source, job, author=make.person(f"Author {index}"))
        client = sign_in(house.hugo, language=language)

        with statements() as sent:
            page(client, house.url)

        assert len(sent) <= 15, sent
