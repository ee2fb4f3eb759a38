"""The database session and the base class of every model."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import DeclarativeBase, registry


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """A timezone-aware UTC datetime, on SQLite too."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Refuse naive values and store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive datetime: use clock.now()")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Give UTC back."""
        return None if value is None else value.replace(tzinfo=UTC)


NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def enum_by_value(enum: type[StrEnum], name: str | None = None) -> sa.Enum:
    """Return how values of an enumeration are stored; a table with two of it names one."""
    named = {} if name is None else {"name": name}
    return sa.Enum(
        enum,
        values_callable=lambda enum: [member.value for member in enum],
        native_enum=False,
        create_constraint=True,
        length=40,
        **named,
    )


ENUM_BY_VALUE = enum_by_value(StrEnum)


class Base(DeclarativeBase):
    """Declarative base: named constraints, enums stored by value, UTC datetimes."""

    # On the registry, not on the class: Flask-SQLAlchemy 3.1 refuses a
    # type_annotation_map attribute.
    registry = registry(
        metadata=sa.MetaData(naming_convention=NAMES),
        type_annotation_map={datetime: UtcDateTime, StrEnum: ENUM_BY_VALUE},
    )


db = SQLAlchemy(
    model_class=Base,
    # Tests run inside one outer transaction; a commit then ends a savepoint only.
    session_options={"join_transaction_mode": "create_savepoint"},
)

# Flask-SQLAlchemy makes its base class at run time; type checkers read ours.
if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model

_writing: ContextVar[bool] = ContextVar("writing", default=False)


@contextmanager
def writing() -> Iterator[None]:
    """Let every transaction that begins inside be one that will write.

    SQLite then takes its write lock at once (BEGIN IMMEDIATE) and waits its turn, where a
    plain BEGIN would fail with "database is locked" on the first write after a read.
    """
    token = _writing.set(True)
    try:
        yield
    finally:
        _writing.reset(token)


@contextmanager
def reading() -> Iterator[None]:
    """Let every transaction that begins inside be one that only reads, and keeps nobody waiting."""
    token = _writing.set(False)
    try:
        yield
    finally:
        _writing.reset(token)


def expect_writing(will_write: bool) -> None:
    """Say whether the transactions that begin later in this thread will write."""
    _writing.set(will_write)


SQLITE_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA busy_timeout = 15000",
)


@sa.event.listens_for(sa.engine.Engine, "connect")
def _sqlite_pragmas(connection: Any, _record: object) -> None:
    """Make SQLite durable and strict, and let SQLAlchemy own BEGIN and SAVEPOINT."""
    if type(connection).__module__.startswith("sqlite3"):
        connection.isolation_level = None
        for pragma in SQLITE_PRAGMAS:
            connection.execute(pragma)


@sa.event.listens_for(sa.engine.Engine, "begin")
def _sqlite_begin(connection: sa.Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if _writing.get() else "BEGIN")


@sa.event.listens_for(sa.engine.Engine, "handle_error")
def _number_too_large(context: sa.engine.ExceptionContext) -> None:
    """Call a number which SQLite cannot hold by the name that PostgreSQL has for it."""
    error = context.original_exception
    if isinstance(error, OverflowError):
        raise sa.exc.DataError(context.statement, context.parameters, error)


def engine_options(url: str) -> dict[str, Any]:
    """Return how to connect to the database at `url`, so that a dead server is noticed."""
    # What people wrote does not belong into a log beside an error.
    quiet = {"hide_parameters": True}
    if not url.startswith("postgresql"):
        return quiet
    return quiet | {
        "pool_pre_ping": True,
        "connect_args": {
            "connect_timeout": 5,
            "options": "-c statement_timeout=30000 -c lock_timeout=10000",
            "keepalives_idle": 30,
            "tcp_user_timeout": 20000,
        },
    }
