"""Files that were chosen, checked and imported, and how their columns were named, as stored."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from talentgrow.imports.kinds.problems import Reason
from talentgrow.imports.states import RunStatus
from talentgrow.infra.db import Model
from talentgrow.people.models import Person


class ImportRun(Model):
    """One file on its way into the database, or read into it as a whole."""

    __tablename__ = "import_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    file_name: Mapped[str]
    file_hash: Mapped[str] = mapped_column(index=True)
    # When it was chosen, or from the command line when it was stored.
    at: Mapped[datetime] = mapped_column(index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    status: Mapped[RunStatus] = mapped_column(
        default=RunStatus.APPLIED, server_default=RunStatus.APPLIED.value, index=True
    )
    # When the last step was taken.
    moved_at: Mapped[datetime | None]
    # The name of the file in our own folder; empty once it is deleted.
    stored_name: Mapped[str] = mapped_column(default="", server_default="")
    headings: Mapped[list[Any]] = mapped_column(JSON, default=list, server_default="[]")
    # The first cells of each column, to recognise it by.
    samples: Mapped[list[Any]] = mapped_column(JSON, default=list, server_default="[]")
    # Which of our fields stands at which position.
    positions: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, server_default="{}")
    # Why the whole file was refused or the work broke off: {"fault": …, "details": …}.
    fault: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, server_default="{}")
    # The first changes there would be, old and new.
    examples: Mapped[list[Any]] = mapped_column(JSON, default=list, server_default="[]")
    # How often it was checked: each time its author is told anew.
    checks: Mapped[int] = mapped_column(default=0, server_default="0")

    rows: Mapped[int] = mapped_column(default=0)
    added: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    unchanged: Mapped[int] = mapped_column(default=0)
    rejected: Mapped[int] = mapped_column(default=0, server_default="0")
    people_added: Mapped[int] = mapped_column(default=0)
    people_changed: Mapped[int] = mapped_column(default=0)
    jobs_added: Mapped[int] = mapped_column(default=0)
    families_added: Mapped[int] = mapped_column(default=0)
    units_added: Mapped[int] = mapped_column(default=0)

    author: Mapped[Person | None] = relationship(lazy="raise_on_sql")

    @property
    def changes(self) -> int:
        """Return how many records and people the file changes."""
        return self.changed + self.people_changed

    @property
    def has_effect(self) -> bool:
        """Tell whether the file says anything new."""
        return bool(self.added or self.changes)

    def __repr__(self) -> str:
        return f"<ImportRun {self.id} {self.file_name} {self.status}>"


class ImportProblem(Model):
    """One value of a file that was refused; kept as long as the file is."""

    __tablename__ = "import_problem"
    __table_args__ = (Index(None, "run_id", "line"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("import_run.id"))
    line: Mapped[int]
    column: Mapped[str] = mapped_column(default="")
    value: Mapped[str] = mapped_column(default="")
    reason: Mapped[Reason]
    hint: Mapped[str] = mapped_column(default="")

    def __repr__(self) -> str:
        return f"<ImportProblem {self.run_id}: line {self.line} {self.reason}>"


class ImportMapping(Model):
    """How the columns of files with the same headings were named by hand, for the next time."""

    __tablename__ = "import_mapping"
    __table_args__ = (UniqueConstraint("kind", "headings_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    # Of all headings of the file, in any order.
    headings_hash: Mapped[str]
    # Which of our fields a heading stands for; what is not listed is left out.
    fields: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[datetime]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)

    def __repr__(self) -> str:
        return f"<ImportMapping {self.kind} {self.headings_hash[:8]}>"
