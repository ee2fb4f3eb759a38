"""Which packs are kept, and what was loaded of them, by whom and when, as stored."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from talentgrow.infra.db import Model
from talentgrow.kernel.origin import Origin
from talentgrow.people.models import Person


class StarterPack(Model):
    """A public catalogue which is kept for reference, one of each.

    Its file lies in the instance folder. A newer one takes its place; what was loaded of the older
    one stays as it is.
    """

    __tablename__ = "pack"

    id: Mapped[int] = mapped_column(primary_key=True)
    scheme: Mapped[Origin] = mapped_column(unique=True)
    # As its publisher counts: "3.47", "4.0 v61", "1.2.0"; empty where the files do not say.
    version: Mapped[str] = mapped_column(default="")
    file_hash: Mapped[str]
    kept_at: Mapped[datetime]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    groups: Mapped[int]
    jobs: Mapped[int]
    skills: Mapped[int]
    needs: Mapped[int]
    moves: Mapped[int]
    # Names of uploaded files that were not understood.
    left_aside: Mapped[list[str]] = mapped_column(JSON)
    lines_left_aside: Mapped[int] = mapped_column(default=0)

    author: Mapped[Person | None] = relationship(lazy="raise_on_sql")

    def __repr__(self) -> str:
        return f"<StarterPack {self.scheme} {self.version}>"


class PackRun(Model):
    """Some groups of a pack are to be loaded, or were: all of them or none."""

    __tablename__ = "pack_run"
    __table_args__ = (
        CheckConstraint("essential_level BETWEEN 1 AND 5", name="essential_on_scale"),
        CheckConstraint("optional_level BETWEEN 0 AND 5", name="optional_on_scale"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    scheme: Mapped[Origin]
    version: Mapped[str] = mapped_column(default="")
    file_hash: Mapped[str]
    # Codes of the chosen groups.
    groups: Mapped[list[str]] = mapped_column(JSON)
    essential_level: Mapped[int]
    # 0 leaves optional skills out.
    optional_level: Mapped[int]
    asked_at: Mapped[datetime]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    ended_at: Mapped[datetime | None] = mapped_column(index=True)
    # Why nothing was loaded: the name of a reason; empty when it went well.
    failure: Mapped[str] = mapped_column(default="")
    # What it added and what it left alone, by name.
    counts: Mapped[dict[str, Any]] = mapped_column(JSON)

    author: Mapped[Person | None] = relationship(lazy="raise_on_sql")

    def __repr__(self) -> str:
        return f"<PackRun {self.id} {self.scheme}>"
