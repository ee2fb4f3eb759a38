"""The graph is computed when something has changed, kept for a while, and loaded once."""

from datetime import date

import pytest
from sqlalchemy import func, select, text

from talentgrow.infra import clock, tasks
from talentgrow.infra.db import db, writing
from talentgrow.kernel.access import Role
from talentgrow.kernel.errors import NotFound
from talentgrow.mobility import snapshot
from talentgrow.mobility.models import Snapshot
from tests.make import Factory


def stored(session):
    return session.scalars(select(Snapshot.id).order_by(Snapshot.id)).all()


@pytest.fixture
def house(make):
    one, other = make.job("A"), make.job("B")
    for year in (2021, 2022, 2023):
        make.movers(3, one, other, year=year)
    return one, other


class TestRebuild:
    def test_tells_what_it_counted(self, house, make):
        built = make.graph()

        assert (built.jobs, built.people, built.moves, built.renamed) == (2, 9, 9, 0)
        assert built.as_of == clock.today()

    def test_does_nothing_while_nothing_has_changed(self, house, make, session):
        first = make.graph()

        assert make.graph() is None
        assert stored(session) == [first.id]

    @pytest.mark.parametrize(
        "change",
        [
            lambda make, one, other: make.job("C"),
            lambda make, one, other: make.bridge(one, other),
            lambda make, one, other: make.need(one, make.skill(), 3),
            lambda make, one, other: make.person("New", job=one),
            lambda make, one, other: make.movers(1, one, other, year=2024),
        ],
        ids=["job", "bridge", "need", "person", "move"],
    )
    def test_follows_each_kind_of_change(self, house, make, session, change):
        make.graph()

        change(make, *house)

        assert make.graph() is not None
        assert len(stored(session)) == 2

    def test_follows_the_size_from_which_groups_are_counted(self, app, house, make, monkeypatch):
        make.graph()

        monkeypatch.setitem(app.config, "SMALLEST_GROUP", 8)

        assert make.graph() is not None
        assert snapshot.current().mobility.rules.few == 8
        assert make.graph() is None

    @pytest.mark.parametrize("content", [b"", b"written by another version"])
    def test_replaces_one_that_cannot_be_read_any_more(self, house, make, session, content):
        unreadable = make.graph()
        unreadable.graph = content
        session.commit()
        with pytest.raises(NotFound):
            snapshot.current()

        rebuilt = make.graph()

        assert snapshot.current().id == rebuilt.id != unreadable.id

    def test_follows_a_new_version_of_the_rules(self, house, make, session):
        make.graph().rule_version = "0"
        session.commit()

        assert make.graph() is not None

    def test_what_the_graph_does_not_read_changes_nothing(self, house, make):
        skill = make.skill()
        make.graph()

        make.level(make.person("Ada"), skill, 3)
        make.wish(make.person("Bob"), house[0])
        make.saved_path(make.person("Cyd"), *house)

        assert make.graph() is None

    def test_keeps_the_last_five(self, make, session):
        for index in range(8):
            make.job(f"Job {index}")
            newest = make.graph()

        assert len(stored(session)) == 5
        assert stored(session)[-1] == newest.id

    def test_of_an_empty_house_is_an_empty_graph(self, make):
        built = make.graph()

        assert (built.jobs, built.people, built.moves) == (0, 0, 0)
        assert len(snapshot.current().mobility.jobs) == 0

    def test_people_who_left_the_house_hold_no_job(self, make):
        job = make.job()
        make.assignment(make.person("Gone"), job, end=date(2022, 1, 1))

        assert make.graph().people == 0


class TestCurrent:
    def test_is_the_graph_that_was_stored(self, house, make):
        built = make.graph()

        graph = snapshot.current()

        one, other = house
        assert (graph.id, graph.built_at) == (built.id, built.built_at)
        assert [job.id for job in graph.mobility.jobs] == [one.id, other.id]
        assert graph.mobility.link(one.id, other.id).count == 9

    def test_is_loaded_once(self, house, make, statements):
        make.graph()
        first = snapshot.current()

        with statements() as sent:
            again = snapshot.current()

        assert again is first
        assert len(sent) == 1
        assert "graph" not in sent[0].partition("FROM")[0]

    def test_a_newer_one_takes_its_place(self, house, make):
        make.graph()
        first = snapshot.current()

        make.job("C")
        newer = make.graph()

        assert snapshot.current().id == newer.id != first.id

    def test_an_older_one_does_when_the_newest_is_undone(self, house, make, session):
        make.graph()
        first = snapshot.current()
        make.job("C")
        snapshot.rebuild()
        snapshot.current()

        session.rollback()

        assert snapshot.current().id == first.id

    def test_nothing_large_is_read_by_accident(self, house, make, session, statements):
        make.graph()
        session.expire_all()

        with statements() as sent:
            session.scalars(select(Snapshot)).all()

        assert "snapshot.graph" not in sent[0]
        assert "snapshot.layout" not in sent[0]


class TestWithoutGraph:
    def test_is_missing_in_words(self, session, make):
        with pytest.raises(NotFound, match=r"\."):
            snapshot.current()

    @pytest.mark.parametrize("language", ["fr", "en"])
    def test_jobs_can_be_read_without_moves(self, make, sign_in, page, language):
        client = sign_in(make.person(), language=language)
        one, other = make.job(), make.job("Autre")

        page(client, f"/jobs/{one.id}")
        page(client, f"/jobs/compare?a={one.id}&b={other.id}")

    @pytest.mark.parametrize("url", ["/path", "/path/choose", "/path/to/{}", "/map/", "/map/data"])
    def test_no_page_breaks(self, make, sign_in, url):
        job = make.job()

        response = sign_in(make.person(role=Role.HR, job=job)).get(url.format(job.id))

        assert response.status_code in {200, 302, 404, 409}

    @pytest.mark.parametrize(
        "url", ["/", "/jobs/", "/people/", "/skills/", "/imports/", "/account"]
    )
    def test_all_others_come(self, make, sign_in, page, url):
        page(sign_in(make.person(role=Role.HR, job=make.job())), url)


def test_it_is_the_nightly_task_which_the_worker_runs(app):
    assert snapshot.TASK in app.extensions[tasks.EXTENSION].known


def test_the_worker_computes_and_stores_it(new_app):
    app = new_app(tasks_at_once=True)

    with app.app_context():
        tasks.ask(snapshot.TASK)

    with app.app_context():
        assert db.session.scalar(select(func.count(Snapshot.id))) == 1


def test_the_task_lets_others_write_while_it_computes(new_app, monkeypatch):
    app = new_app()
    with app.app_context():
        make = Factory(db.session)
        make.movers(6, make.job("A"), make.job("B"))
        db.session.remove()
    compute = snapshot.build

    def build_while_somebody_writes(*inputs):
        with db.engine.connect() as other:
            other.execute(text("UPDATE person SET locale = 'fr'"))
            other.commit()
        return compute(*inputs)

    monkeypatch.setattr(snapshot, "build", build_while_somebody_writes)
    with app.app_context(), writing():
        snapshot.rebuild_apart()
        db.session.commit()

        assert db.session.scalar(select(func.count()).select_from(Snapshot)) == 1
