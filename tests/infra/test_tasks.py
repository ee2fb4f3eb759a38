"""Background work: asked for by name, done in a transaction of its own."""

import pytest
import sqlalchemy as sa

from talentgrow.infra import tasks
from talentgrow.infra.db import db
from talentgrow.people.models import Site


@pytest.fixture
def patient_app(odd_app):
    """An application whose tasks wait for a worker."""
    return odd_app


@pytest.fixture(scope="module")
def eager_app(new_app):
    return new_app(tasks_at_once=True)


def sites(app):
    with app.app_context():
        return set(db.session.scalars(sa.select(Site.code)))


def add(code):
    db.session.add(Site(code=code, name=code))


class TestAtOnce:
    def test_what_is_asked_for_is_done_and_stored(self, eager_app):
        eager_app.extensions[tasks.EXTENSION].register("tests.add", lambda: add("eager"))

        with eager_app.app_context():
            tasks.ask("tests.add")

        assert "eager" in sites(eager_app)

    def test_a_task_that_fails_stores_nothing_and_breaks_nothing(self, eager_app):
        def fail():
            add("half")
            db.session.flush()
            raise RuntimeError

        eager_app.extensions[tasks.EXTENSION].register("tests.fail", fail)

        with eager_app.app_context():
            tasks.ask("tests.fail")

        assert "half" not in sites(eager_app)

    def test_an_unknown_name_is_a_mistake_of_the_programmer(self, eager_app):
        with eager_app.app_context(), pytest.raises(KeyError):
            tasks.ask("tests.unknown")


class TestQueue:
    def test_what_is_asked_for_waits_for_the_worker(self, patient_app):
        queue = patient_app.extensions[tasks.EXTENSION]
        queue.register("tests.later", lambda: add("later"))

        with patient_app.app_context():
            tasks.ask("tests.later")

        assert "later" not in sites(patient_app)
        queue.queue.execute(queue.queue.dequeue())
        assert "later" in sites(patient_app)

    def test_each_application_has_a_queue_of_its_own(self, patient_app, eager_app):
        one, other = (app.extensions[tasks.EXTENSION] for app in (patient_app, eager_app))

        assert one is not other
        assert one.queue is not other.queue


class TestByThemselves:
    def test_those_of_the_night_and_of_the_minute_are_known_in_order(self, new_app):
        queue = new_app().extensions[tasks.EXTENSION]
        before = list(queue.timed)
        queue.register("tests.night", lambda: None)
        queue.register_job("tests.asked", lambda number: number)
        queue.register_job("tests.minute", lambda: None, when=tasks.EVERY_MINUTE)

        assert list(queue.timed) == [*before, "tests.night", "tests.minute"]
        assert {"tests.night", "tests.asked", "tests.minute"} <= queue.known.keys()

    def test_say_what_they_did(self, eager_app):
        queue = eager_app.extensions[tasks.EXTENSION]
        queue.register("tests.telling", lambda: "3 done")

        assert queue.timed["tests.telling"]() == "3 done"

    def test_a_job_gets_its_arguments_and_owns_its_transactions(self, eager_app):
        def add_and_keep(code, *, is_kept):
            add(code)
            if is_kept:
                db.session.commit()

        queue = eager_app.extensions[tasks.EXTENSION]
        queue.register_job("tests.job", lambda code, kept: add_and_keep(code, is_kept=kept))

        with eager_app.app_context():
            tasks.ask("tests.job", "kept", True)
            tasks.ask("tests.job", "dropped", False)

        assert "kept" in sites(eager_app)
        assert "dropped" not in sites(eager_app)

    def test_no_answer_is_left_in_the_queue(self, patient_app):
        queue = patient_app.extensions[tasks.EXTENSION]
        queue.register("tests.silent", lambda: "done")
        kept = queue.queue.result_count()

        with patient_app.app_context():
            tasks.ask("tests.silent")
        queue.queue.execute(queue.queue.dequeue())

        assert queue.queue.result_count() == kept
