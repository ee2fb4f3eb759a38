"""Questions about imports; nothing here changes anything."""

from collections.abc import Collection

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import defer, joinedload

from talentgrow.imports.kinds.problems import Problem
from talentgrow.imports.models import ImportProblem, ImportRun
from talentgrow.imports.states import RunStatus
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import NotFound


def runs(actor: Actor) -> Select[ImportRun]:
    """Select the imports an actor may know of, the newest first.

    HR of the whole house sees all that was not dropped, others what was stored.
    """
    found = (
        select(ImportRun)
        .options(joinedload(ImportRun.author), defer(ImportRun.samples), defer(ImportRun.examples))
        .order_by(ImportRun.at.desc(), ImportRun.id.desc())
    )
    if actor.is_hr_for_all:
        return found.where(ImportRun.status != RunStatus.DROPPED)
    return found.where(ImportRun.status == RunStatus.APPLIED)


def newest() -> ImportRun | None:
    """Return the last import that was stored, if there was one."""
    return db.session.scalars(
        select(ImportRun)
        .where(ImportRun.status == RunStatus.APPLIED)
        .order_by(ImportRun.at.desc(), ImportRun.id.desc())
        .limit(1)
    ).first()


def get(run_id: int) -> ImportRun:
    """Return one import with its author.

    :raises NotFound: there is none
    """
    run = db.session.scalar(
        select(ImportRun)
        .where(ImportRun.id == run_id)
        .options(joinedload(ImportRun.author))
        .execution_options(populate_existing=True)
    )
    if run is None or run.status is RunStatus.DROPPED:
        raise NotFound(_("This import does not exist."))
    return run


def get_for_change(run_id: int) -> ImportRun:
    """Return the same, and let nobody else take a step before this transaction ends.

    :raises NotFound: there is none
    """
    db.session.execute(select(ImportRun.id).where(ImportRun.id == run_id).with_for_update())
    return get(run_id)


def same_file(run: ImportRun) -> ImportRun | None:
    """Return the last import that stored exactly the same content, if there was one."""
    return db.session.scalars(
        select(ImportRun)
        .where(
            ImportRun.file_hash == run.file_hash,
            ImportRun.kind == run.kind,
            ImportRun.status == RunStatus.APPLIED,
            ImportRun.id != run.id,
        )
        .order_by(ImportRun.id.desc())
        .limit(1)
    ).first()


def waiting(status: RunStatus) -> list[int]:
    """Return the ids of the imports in a state, the oldest first."""
    found = select(ImportRun.id).where(ImportRun.status == status).order_by(ImportRun.id)
    return list(db.session.scalars(found))


def with_files(statuses: Collection[RunStatus] = ()) -> Select[ImportRun]:
    """Select the imports whose file or refused values are still kept."""
    has_problems = ImportRun.id.in_(select(ImportProblem.run_id))
    found = select(ImportRun).where(or_(ImportRun.stored_name != "", has_problems))
    return found.where(ImportRun.status.in_(statuses)) if statuses else found


def problems(run: ImportRun) -> Select[ImportProblem]:
    """Select the refused values of an import, in the order of the file."""
    return (
        select(ImportProblem)
        .where(ImportProblem.run_id == run.id)
        .order_by(ImportProblem.line, ImportProblem.id)
    )


def all_problems(run: ImportRun) -> list[Problem]:
    """Return the same as plain values."""
    return [plain(row) for row in db.session.scalars(problems(run))]


def plain(row: ImportProblem) -> Problem:
    """Return a stored problem as a plain value."""
    return Problem(row.line, row.column, row.value, row.reason, row.hint)
