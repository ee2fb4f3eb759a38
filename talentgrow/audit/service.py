"""Write the audit trail."""

from datetime import datetime
from typing import Any, Protocol

from talentgrow.audit.models import AuditEvent, StatusChange
from talentgrow.infra.db import db
from talentgrow.kernel.access import Actor
from talentgrow.kernel.workflow import Workflow


class Record(Protocol):
    """A stored record: it has a table and an id."""

    __tablename__: str
    id: Any


class Kind:
    """A kind of event and the exact details which it must carry."""

    def __init__(self, name: str, *details: str) -> None:
        self.name = name
        self.details = frozenset(details)


def name_of(subject: Record) -> str:
    """Return the name which the trail uses for a record, such as "mission:7"."""
    return f"{subject.__tablename__}:{subject.id}"


def record(kind: Kind, subject: Record, *, by: Actor, now: datetime, **details: object) -> None:
    """Add one event to the present transaction.

    :raises ValueError: the details are not exactly those which the kind declares
    """
    if details.keys() != kind.details:
        raise ValueError(f"{kind.name} needs {sorted(kind.details)}, got {sorted(details)}")
    db.session.add(
        AuditEvent(
            at=now,
            kind=kind.name,
            actor_id=by.person_id,
            subject=name_of(subject),
            details=details,
        )
    )


def move(
    subject: Any, flow: Workflow[Any], step: str, *, by: Actor, now: datetime, reason: str = ""
) -> None:
    """Take one step of `flow` and remember it; no other code assigns a status.

    :raises IllegalTransition: the present status does not allow `step`
    """
    before = subject.status
    subject.status = flow.next(before, step)
    db.session.add(
        StatusChange(
            at=now,
            subject=name_of(subject),
            move=step,
            before=before,
            after=subject.status,
            actor_id=by.person_id,
            reason=reason,
        )
    )
