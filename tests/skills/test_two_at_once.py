"""Two people change the catalogue at the same moment: one of them is told so."""

from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Thread

import pytest
import sqlalchemy as sa

from talentgrow.infra.db import db
from talentgrow.kernel.access import Role
from talentgrow.skills import editing
from talentgrow.skills.merging import merge as merging
from talentgrow.skills.merging import undo as undoing
from talentgrow.skills.models import Skill, SkillClaim, SkillMerge
from tests.make import Factory

BASE = "/catalogue/skills"


@pytest.fixture
def house(new_app):
    """An application on a database of its own, with HR and two skills that somebody has."""
    app = new_app({"WTF_CSRF_ENABLED": False})
    with app.app_context():
        make = Factory(db.session)
        hr = make.person("Sophie Marchal", role=Role.HR)
        one, other = make.skill("Tableur"), make.skill("Excel")
        for skill in (one, other):
            make.level(make.person(), skill, 3)
        account = make.account_of(hr)
        signed_in = {"_user_id": account.fs_uniquifier, "sign_in": make.sign_in_session(account)}
        house = app, signed_in, one.id, other.id
        db.session.remove()
    return house


def at_once(house, monkeypatch, module, name, requests):
    """Send requests together; each waits for the others right before it calls `name`."""
    app, signed_in, *_ids = house
    meeting, real, answers = Barrier(len(requests)), getattr(module, name), []

    def wait_and_go(*args, **kwargs):
        # SQLite lets one writer in at a time: there the others cannot have come this far.
        with suppress(BrokenBarrierError):
            meeting.wait(timeout=2)
        return real(*args, **kwargs)

    monkeypatch.setattr(module, name, wait_and_go)

    def send(url, data):
        client = app.test_client()
        with client.session_transaction() as cookie:
            cookie.update(signed_in)
        answers.append(client.post(url, data=data).status_code)

    threads = [Thread(target=send, args=request) for request in requests]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers)


def test_of_two_merges_that_cross_one_wins(house, monkeypatch):
    app, _who, one, other = house
    requests = [(f"{BASE}/merge/{one}/{other}", {}), (f"{BASE}/merge/{other}/{one}", {})]

    assert at_once(house, monkeypatch, merging, "_hold", requests) == [302, 409]

    with app.app_context():
        (done,) = db.session.scalars(sa.select(SkillMerge))
        into = dict(db.session.execute(sa.select(Skill.id, Skill.merged_into_id)).all())
        assert into == {done.merged_id: done.kept_id, done.kept_id: None}
        assert set(db.session.scalars(sa.select(SkillClaim.skill_id))) == {done.kept_id}


def test_a_merge_taken_back_twice_is_taken_back_once(house, monkeypatch):
    app, _who, one, other = house
    with monkeypatch.context() as patch:
        assert at_once(house, patch, merging, "_hold", [(f"{BASE}/merge/{one}/{other}", {})]) == [
            302
        ]
    with app.app_context():
        url = f"{BASE}/merges/{db.session.scalar(sa.select(SkillMerge.id))}/undo"

    assert at_once(house, monkeypatch, undoing, "_hold", [(url, {}), (url, {})]) == [302, 409]

    with app.app_context():
        claims = db.session.scalars(sa.select(SkillClaim.skill_id).order_by(SkillClaim.id)).all()
        assert claims == [one, other]


def test_of_two_edits_of_one_version_the_second_is_told(house, monkeypatch):
    app, _who, one, _other = house
    common = {"name_en": "Spreadsheets", "kind": "know_how", "family_id": 0, "version": 1}
    requests = [(f"{BASE}/{one}/edit", common | {"name_fr": name}) for name in ("Un", "Deux")]

    assert at_once(house, monkeypatch, editing, "take_version", requests) == [302, 409]

    with app.app_context():
        assert db.session.get_one(Skill, one).version == 2


def test_the_same_skill_added_twice_is_there_once(house, monkeypatch):
    app = house[0]
    data = {"name_fr": "Soudure", "name_en": "Welding", "kind": "know_how", "family_id": 0}
    requests = [(f"{BASE}/new", data)] * 2

    answers = at_once(house, monkeypatch, editing, "_free_code", requests)

    assert answers[0] == 302
    assert answers[1] in {409, 422}
    with app.app_context():
        named = sa.select(sa.func.count()).where(Skill.name_fr == "Soudure")
        assert db.session.scalar(named) == 1
