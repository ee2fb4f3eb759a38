"""Questions about imports; nothing here changes anything."""

from sqlalchemy import Select, select

from talentgrow.imports.models import ImportRun
from talentgrow.infra.db import db


def runs() -> Select[ImportRun]:
    """Select all imports, the newest first."""
    return select(ImportRun).order_by(ImportRun.at.desc(), ImportRun.id.desc())


def newest() -> ImportRun | None:
    """Return the last import, if there was one."""
    return db.session.scalars(runs().limit(1)).first()
