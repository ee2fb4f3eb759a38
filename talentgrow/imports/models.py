"""Which files were imported, by whom and with what effect, as stored."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from talentgrow.infra.db import Model


class ImportRun(Model):
    """One file that was read into the database as a whole."""

    __tablename__ = "import_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    file_name: Mapped[str]
    file_hash: Mapped[str] = mapped_column(index=True)
    at: Mapped[datetime] = mapped_column(index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    rows: Mapped[int]
    added: Mapped[int]
    changed: Mapped[int]
    unchanged: Mapped[int]
    people_added: Mapped[int]
    people_changed: Mapped[int]
    jobs_added: Mapped[int]
    families_added: Mapped[int]
    units_added: Mapped[int]

    @property
    def changes(self) -> int:
        """Return how many assignments and people the file changed."""
        return self.changed + self.people_changed

    def __repr__(self) -> str:
        return f"<ImportRun {self.id} {self.file_name}>"
