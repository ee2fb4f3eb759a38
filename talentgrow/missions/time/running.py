"""Small transactions, one after the other: one broken record does not stop the others."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Select

from talentgrow.infra.db import db, reading, writing
from talentgrow.infra.logs import log

Work = TypeVar("Work")


@dataclass
class Tally:
    """How many steps were taken in a night, and how many records could not be followed."""

    taken: int = 0
    failed: int = 0

    def __str__(self) -> str:
        return f"{self.taken} taken, {self.failed} failed" if self.failed else f"{self.taken} taken"


def found(statement: Select[*tuple[Any, ...]]) -> list[Any]:
    """Return the rows of a statement without keeping anybody waiting."""
    with reading():
        rows = [tuple(row) for row in db.session.execute(statement)]
        db.session.rollback()
    return rows


def each(rows: Iterable[Work], act: Callable[[Work], bool], tally: Tally) -> None:
    """Let `act` follow each record in a transaction of its own; it tells whether it did anything.

    What it does is decided anew inside the transaction: people work while we do.
    """
    with writing():
        for row in rows:
            try:
                if act(row):
                    db.session.commit()
                    tally.taken += 1
                else:
                    db.session.rollback()
            # Whatever is wrong with one record, the others wait for their night too.
            except Exception:
                db.session.rollback()
                log.exception("a step of the night failed", record=str(row))
                tally.failed += 1
