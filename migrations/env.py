"""Run migrations on the application's database; called by Flask-Migrate."""

import sqlalchemy as sa
from alembic import context
from flask import current_app


def run_migrations() -> None:
    """Bring the database to the wanted revision in one transaction."""
    database = current_app.extensions["migrate"].db
    with database.engine.connect() as connection:
        is_sqlite = connection.dialect.name == "sqlite"
        if is_sqlite:
            # A batch migration rebuilds tables; with foreign keys on, SQLite deletes children.
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
            connection.commit()
        context.configure(
            connection=connection,
            target_metadata=database.metadata,
            render_as_batch=True,
            compare_type=True,
            compare_server_default=True,
            include_name=_is_ours,
            render_item=_as_plain_type,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()
        if is_sqlite:
            _refuse_orphans(connection)


def _is_ours(name: str | None, kind: str, _parents: object) -> bool:
    return kind != "table" or name is None or "_fts" not in name


def _as_plain_type(kind: str, item: object, _context: object) -> str | bool:
    """Write our own column types as the plain ones below: a migration imports no code of today."""
    if kind == "type" and isinstance(item, sa.types.TypeDecorator):
        return f"sa.{item.impl!r}"
    return False


def _refuse_orphans(connection: sa.Connection) -> None:
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    connection.exec_driver_sql("COMMIT")
    connection.exec_driver_sql("PRAGMA foreign_keys = ON")
    if orphans:
        raise RuntimeError(f"the migration left rows without their parent: {orphans[:5]}")


run_migrations()
