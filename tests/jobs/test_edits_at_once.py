"""Two people of HR change one job at the same moment: one is saved, the other loses no word."""

from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Thread

import pytest
import sqlalchemy as sa

from talentgrow.graph.types import Importance
from talentgrow.infra.db import db, writing
from talentgrow.jobs import queries, service
from talentgrow.jobs.models import JobVersion, Requirement
from talentgrow.jobs.pages import profiles
from talentgrow.jobs.profiles import fingerprint, profile_of
from talentgrow.jobs.service import NeedValues
from talentgrow.kernel.access import SYSTEM, Role
from tests.make import NOW, Factory


@pytest.fixture
def two(new_app):
    """An application on a database of its own, with a job and two people who may change it."""
    app = new_app({"WTF_CSRF_ENABLED": False})
    with app.app_context():
        make = Factory(db.session)
        job = make.job("Cariste", needs={make.skill("Conduite"): 2})
        accounts = [
            make.account_of(make.person(name, role=Role.HR)) for name in ("Sophie M", "Hugo R")
        ]
        cookies = [
            {"_user_id": one.fs_uniquifier, "sign_in": make.sign_in_session(one), "_fresh": True}
            for one in accounts
        ]
        seen = fingerprint(profile_of(queries.get_in_full(job.id)))
        job_id, skill_id = job.id, make.skill("Sécurité").id
        db.session.remove()
    return app, cookies, (job_id, skill_id, seen)


def meet(monkeypatch, module):
    """Let both look at the job before either changes it, as far as the database lets them."""
    before, after, look = Barrier(2), Barrier(2), queries.get_for_change

    def look_together(job_id):
        with suppress(BrokenBarrierError):
            before.wait(timeout=1)
        found = look(job_id)
        # Whoever comes second waits for the first to be done, and cannot be met here.
        with suppress(BrokenBarrierError):
            after.wait(timeout=0.5)
        return found

    monkeypatch.setattr(module.queries, "get_for_change", look_together)


def at_once(*actions):
    threads = [Thread(target=action) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_two_forms_at_once_save_one_and_show_the_other_again(two, monkeypatch):
    app, cookies, (job_id, _skill_id, seen) = two
    meet(monkeypatch, profiles)
    answers = {}

    def send(cookie, title):
        client = app.test_client()
        with client.session_transaction() as stored:
            stored.update(cookie | {"locale": "en"})
        form = {"seen": seen, "title_fr": title, "title_en": title, "family_id": "0", "note": title}
        answers[title] = client.post(f"/jobs/{job_id}/edit", data=form | {"do": "save"})

    at_once(lambda: send(cookies[0], "First title"), lambda: send(cookies[1], "Other title"))

    saved, told = sorted(answers, key=lambda title: answers[title].status_code)
    assert [answers[title].status_code for title in (saved, told)] == [302, 409]
    assert f"becomes “{saved}”" in answers[told].text
    assert f'value="{told}"' in answers[told].text
    with app.app_context():
        assert queries.get(job_id).title_en == saved
        numbers = db.session.scalars(sa.select(JobVersion.number).order_by(JobVersion.number))
        assert numbers.all() == [1, 2]


def test_the_same_skills_proposed_twice_at_once_come_in_once(two, monkeypatch):
    app, _cookies, (job_id, skill_id, _seen) = two
    meet(monkeypatch, service)
    added = []

    def add():
        need = NeedValues(skill_id, 3, Importance.USEFUL)
        with app.app_context(), writing():
            job = queries.get(job_id)
            added.append(service.add_requirements(job, [need], by=SYSTEM, now=NOW))
            db.session.commit()

    at_once(add, add)

    assert sorted(added) == [0, 1]
    with app.app_context():
        count = sa.select(sa.func.count()).where(Requirement.skill_id == skill_id)
        assert db.session.scalar(count) == 1
