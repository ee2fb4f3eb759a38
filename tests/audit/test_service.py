"""The trail says exactly who did what to which record, and moves are remembered."""

from datetime import date

import pytest
from sqlalchemy import select

from talentgrow.audit import service as audit
from talentgrow.audit.models import AuditEvent, StatusChange
from talentgrow.kernel.access import SYSTEM, Actor
from talentgrow.kernel.errors import IllegalTransition
from talentgrow.mobility.models import SavedPath
from talentgrow.mobility.states import PATH_FLOW, PathStatus
from tests.make import NOW

MOVED = audit.Kind("tests.moved", "source", "target")


@pytest.fixture
def saved_path(make, session):
    person, job = make.person(), make.job()
    path = SavedPath(
        person_id=person.id,
        target_id=job.id,
        label="likely",
        steps=[job.id],
        rule_version="1",
        data_hash="x",
        as_of=date(2026, 1, 1),
        saved_at=NOW,
    )
    session.add(path)
    session.commit()
    return path


class TestRecord:
    def test_notes_who_what_when_and_which(self, make, session):
        person, skill = make.person(), make.skill()

        audit.record(MOVED, skill, by=Actor(person.id, frozenset()), now=NOW, source=1, target="b")
        session.commit()

        event = session.scalars(select(AuditEvent)).one()
        assert (event.kind, event.subject) == ("tests.moved", f"skill:{skill.id}")
        assert (event.actor_id, event.at) == (person.id, NOW)
        assert event.details == {"source": 1, "target": "b"}

    def test_the_system_is_nobody_in_particular(self, make, session):
        audit.record(MOVED, make.skill(), by=SYSTEM, now=NOW, source=1, target=2)

        assert session.scalars(select(AuditEvent)).one().actor_id is None

    @pytest.mark.parametrize(
        "details", [{}, {"source": 1}, {"source": 1, "target": 2, "password": "x"}]
    )
    def test_details_are_exactly_those_which_the_kind_declares(self, make, session, details):
        skill = make.skill()

        with pytest.raises(ValueError, match=r"tests\.moved"):
            audit.record(MOVED, skill, by=SYSTEM, now=NOW, **details)
        assert session.scalars(select(AuditEvent)).all() == []

    def test_is_undone_with_the_change_it_tells_of(self, make, session):
        audit.record(MOVED, make.skill(), by=SYSTEM, now=NOW, source=1, target=2)
        session.flush()

        session.rollback()

        assert session.scalars(select(AuditEvent)).all() == []


class TestMove:
    def test_changes_the_status_and_remembers_the_step(self, saved_path, session):
        by = Actor(saved_path.person_id, frozenset())

        audit.move(saved_path, PATH_FLOW, "share", by=by, now=NOW, reason="for Tuesday")
        session.commit()

        change = session.scalars(select(StatusChange)).one()
        assert saved_path.status is PathStatus.SHARED
        assert (change.subject, change.move) == (f"saved_path:{saved_path.id}", "share")
        assert (change.before, change.after) == ("private", "shared")
        assert (change.actor_id, change.at, change.reason) == (by.person_id, NOW, "for Tuesday")

    def test_a_step_which_is_not_allowed_changes_and_remembers_nothing(self, saved_path, session):
        with pytest.raises(IllegalTransition):
            audit.move(saved_path, PATH_FLOW, "unshare", by=SYSTEM, now=NOW)
        session.commit()

        assert saved_path.status is PathStatus.PRIVATE
        assert session.scalars(select(StatusChange)).all() == []
