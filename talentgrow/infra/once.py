"""Add rows unless their keys are there already, even while another transaction adds the same."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite

from talentgrow.infra.db import Model, db

INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def insert_once(model: type[Model], values: dict[str, Any]) -> bool:
    """Tell whether a row was added; where its unique key is taken nothing happens.

    Asking first and adding later would break one of two callers who do so at the same moment,
    and everything else they had done.
    """
    return insert_all_once(model, [values]) == 1


def insert_all_once(model: type[Model], rows: Sequence[dict[str, Any]]) -> int:
    """Add many rows in few statements; return how many were added, as `insert_once` does one."""
    if not rows:
        return 0
    insert = INSERTS[db.session.get_bind().dialect.name]
    table: Any = model.__table__
    # Asked for what was added: PostgreSQL's driver does not count rows here.
    adding = insert(table).on_conflict_do_nothing().returning(*table.primary_key)
    return len(db.session.execute(adding, list(rows)).all())
