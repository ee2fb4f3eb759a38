"""The audit trail, as stored."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from talentgrow.infra.db import Model


class AuditEvent(Model):
    """One thing that somebody did; rows are added and never changed."""

    __tablename__ = "audit_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    subject: Mapped[str] = mapped_column(index=True)
    details: Mapped[dict[str, Any]] = mapped_column(JSON)


class StatusChange(Model):
    """One step in the life of a record: the source of its history and of waiting times."""

    __tablename__ = "status_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    subject: Mapped[str] = mapped_column(index=True)
    move: Mapped[str]
    before: Mapped[str]
    after: Mapped[str]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    reason: Mapped[str] = mapped_column(default="")


class Receipt(Model):
    """Something was asked for with a key that the page made, and where its result is shown.

    Asked for again with the same key, it is not done again.
    """

    __tablename__ = "receipt"
    __table_args__ = (UniqueConstraint("person_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    key: Mapped[str]
    at: Mapped[datetime] = mapped_column(index=True)
    # A page of this site, filled in once the work is done.
    url: Mapped[str] = mapped_column(default="", server_default="")
