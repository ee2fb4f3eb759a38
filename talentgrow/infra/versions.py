"""Edits of what somebody has read: of two who read the same version, the second is told."""

from typing import Any

from sqlalchemy import ColumnElement, update

from talentgrow.infra.db import db


def write_version(
    record: Any, values: dict[str, Any], *, seen: int, where: ColumnElement[bool] | None = None
) -> bool:
    """Write the version after `seen` of a record; tell whether nobody wrote one before.

    One statement asks and writes, so that no other transaction comes between: on PostgreSQL it
    waits for one that has begun and then sees its version. The record is read anew either way,
    so that the caller finds what stands there, and says so in words of its own. `where` is what
    must be true of it besides.
    """
    model: Any = type(record)
    changing = update(model).where(model.id == record.id, model.version == seen)
    if where is not None:
        changing = changing.where(where)
    written = db.session.execute(
        changing.values(version=model.version + 1, **values).returning(model.id),
        execution_options={"synchronize_session": False},
    ).scalar()
    db.session.refresh(record)
    return written is not None
