"""Notices, how people wish to be told, and mail that waits to leave, as stored."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from talentgrow.infra.db import Model


class Timing(StrEnum):
    """When notices leave by mail; the inbox has them at once in any case."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    NEVER = "never"


class Notice(Model):
    """One person is told one thing; the same `key` is never told twice."""

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("person_id", "key"),
        Index(None, "person_id", "read_at"),
        Index(None, "mailed_at", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str]
    key: Mapped[str]
    url: Mapped[str]
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    # When it left by mail, or when it was decided that it shall not.
    mailed_at: Mapped[datetime | None]

    def __repr__(self) -> str:
        return f"<Notice {self.id} {self.kind}>"


class NoticePreference(Model):
    """How one person wishes to be told; no row means the defaults."""

    __tablename__ = "notice_preference"
    __table_args__ = (
        CheckConstraint("quiet_from BETWEEN 0 AND 23", name="quiet_from_is_an_hour"),
        CheckConstraint("quiet_until BETWEEN 0 AND 23", name="quiet_until_is_an_hour"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    timing: Mapped[Timing] = mapped_column(default=Timing.AT_ONCE)
    # Hours in the person's own time zone between which no mail leaves; equal means none.
    quiet_from: Mapped[int] = mapped_column(default=20)
    quiet_until: Mapped[int] = mapped_column(default=7)

    def __repr__(self) -> str:
        return f"<NoticePreference {self.person_id} {self.timing}>"


class OutboxMail(Model):
    """One mail, written with the change that causes it and sent once that is stored."""

    __tablename__ = "outbox_mail"
    __table_args__ = (Index(None, "sent_at", "not_before"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    # The same key is never sent twice.
    key: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    address: Mapped[str]
    locale: Mapped[str]
    subject: Mapped[str]
    text: Mapped[str]
    html: Mapped[str] = mapped_column(default="")
    # An .ics which mail programs show as an invitation, or as a call-off.
    invitation: Mapped[str] = mapped_column(default="", server_default="")
    queued_at: Mapped[datetime]
    not_before: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(default="")

    def __repr__(self) -> str:
        return f"<OutboxMail {self.id}>"
