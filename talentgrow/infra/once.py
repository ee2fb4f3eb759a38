"""Add a row unless its key is there already, even while another transaction adds the same."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite

from talentgrow.infra.db import Model, db

INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def insert_once(model: type[Model], values: dict[str, Any]) -> bool:
    """Tell whether a row was added; where its unique key is taken nothing happens.

    Asking first and adding later would break one of two callers who do so at the same moment,
    and everything else they had done.
    """
    insert = INSERTS[db.session.get_bind().dialect.name]
    table: Any = model.__table__
    # Asked for what was added: PostgreSQL's driver does not count rows here.
    adding = insert(table).values(values).on_conflict_do_nothing().returning(*table.primary_key)
    return db.session.execute(adding).first() is not None
