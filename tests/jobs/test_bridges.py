"""Bridges: HR opens a way between two jobs, says why, and may take it back."""

import pytest
from sqlalchemy import func, select

from talentgrow.audit.models import AuditEvent
from talentgrow.jobs.models import Bridge, BridgeKind
from talentgrow.kernel.access import Role
from talentgrow.kernel.origin import Origin
from talentgrow.mobility import snapshot
from tests.make import NOW
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
            return (client or self.client).post(
                self.url, data={"target": target_id, "kind": "close"} | form
            )

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

    def test_leads_to_a_close_job_unless_told(self, house, session):
        house.declare()
        house.client.post(
            f"/jobs/{house.target.id}/bridges",
            data={"target": house.source.id, "kind": "evolution"},
        )

        kinds = session.scalars(select(Bridge.kind).order_by(Bridge.id)).all()
        assert kinds == [BridgeKind.CLOSE, BridgeKind.EVOLUTION]

    @pytest.mark.parametrize(
        "form",
        [
            {"kind": "far"},
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


class TestReword:
    def test_says_otherwise_how_far_and_why_and_keeps_who_and_when(self, house, make, session):
        eve = make.person("Eve")
        bridge = make.bridge(house.source, house.target, author=eve)

        response = house.client.post(
            f"{house.url}/{bridge.id}",
            data={"kind": "evolution", "note_fr": "Un an à deux", "note_en": ""},
        )

        assert response.location == house.url
        assert (bridge.kind, bridge.note_fr, bridge.note_en) == (
            BridgeKind.EVOLUTION,
            "Un an à deux",
            "",
        )
        assert (bridge.author_id, bridge.declared_at) == (eve.id, NOW)
        assert session.scalars(select(AuditEvent.kind)).all() == ["jobs.bridge_reworded"]

    def test_shows_what_is_said_now(self, house, make, page):
        bridge = make.bridge(house.source, house.target, "Six mois")

        found = page(house.client, f"{house.url}/{bridge.id}")

        assert "Six mois (en)" in found.text
        assert found.all("input", name="kind", value="close")[0].keys() >= {"checked"}

    @pytest.mark.parametrize("form", [{"kind": "far"}, {"kind": "close", "note_fr": "x" * 401}])
    def test_a_form_with_mistakes_changes_nothing(self, house, make, session, form):
        bridge = make.bridge(house.source, house.target, "Six mois")

        response = house.client.post(f"{house.url}/{bridge.id}", data=form)

        assert response.status_code == 422
        assert (bridge.kind, bridge.note_fr) == (BridgeKind.CLOSE, "Six mois")

    def test_of_another_job_is_missing(self, house, make):
        bridge = make.bridge(house.target, house.source)

        assert house.client.get(f"{house.url}/{bridge.id}").status_code == 404


class TestAllBridges:
    @pytest.fixture
    def three(self, make, house):
        flows, sales = make.family("Flux", "FX"), make.family("Ventes", "VE")
        a, b = make.job("Alpha", family=flows), make.job("Beta", family=sales)
        c = make.job("Gamma")
        make.bridge(a, b, "One")
        make.bridge(b, c, "Two").kind = BridgeKind.EVOLUTION
        make.bridge(c, a, "Three").origin = Origin.ROME
        make.session.commit()
        return {"FX": flows.id, "VE": sales.id}

    @pytest.mark.parametrize(
        ("query", "notes"),
        [
            ("", ["One", "Two", "Three"]),
            ("family=FX", ["One", "Three"]),
            ("family=VE", ["One", "Two"]),
            ("kind=evolution", ["Two"]),
            ("kind=close", ["One", "Three"]),
            ("origin=rome", ["Three"]),
            ("origin=esco", []),
            ("kind=zzz&origin=zzz&family=zzz", ["One", "Two", "Three"]),
        ],
    )
    def test_are_listed_by_family_kind_and_origin(self, house, three, page, query, notes):
        for code, family_id in three.items():
            query = query.replace(code, str(family_id))

        text = page(house.client, f"/jobs/bridges?{query}").text

        assert [note for note in ["One", "Two", "Three"] if f"{note} (en)" in text] == notes

    @pytest.mark.parametrize(("role", "status"), [(Role.EMPLOYEE, 403), (Role.ADMIN, 403)])
    def test_are_for_hr(self, make, sign_in, three, role, status):
        client = sign_in(make.person("Eve", role=role))

        assert client.get("/jobs/bridges").status_code == status

    @pytest.mark.parametrize("language", ["fr", "en"])
    def test_need_few_statements(self, house, make, sign_in, page, statements, language):
        for index in range(40):
            family = make.family(f"Family {index}")
            make.bridge(
                make.job(f"Source {index}", family=family),
                make.job(f"Target {index}", family=family),
                author=make.person(f"Author {index}"),
            )
        client = sign_in(house.hugo, language=language)

        with statements() as sent:
            page(client, "/jobs/bridges")

        assert len(sent) <= 15, sent


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

    def test_offers_the_jobs_that_are_looked_for_and_not_the_job_itself(self, house, page):
        found = page(house.client, f"{house.url}?q=p")

        values = {choice["value"] for choice in found.all("input", name="target")}
        assert values == {str(house.target.id)}

    def test_holds_no_list_of_all_jobs(self, house, make):
        for index in range(30):
            make.job(f"Other {index}")

        assert house.open().all("input", name="target") == []

    def test_says_so_when_no_job_has_the_words(self, house, page):
        assert "No other job has these words" in page(house.client, f"{house.url}?q=zzz").text

    def test_a_search_sends_only_the_choices(self, house):
        found = house.client.get(f"{house.url}?q=plan", headers={"HX-Request": "true"}).text

        assert found.strip().startswith('<div id="bridge-targets"')
        assert "<h1" not in found

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
