"""What can be done with imports. Functions flush; the web edge or the task commits."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import delete, select
from werkzeug.datastructures import FileStorage

from talentgrow.audit import service as audit
from talentgrow.imports import mappings, queries, storage
from talentgrow.imports.files.cells import plain
from talentgrow.imports.files.faults import Fault, UnreadableFile
from talentgrow.imports.files.tables import Table, opened
from talentgrow.imports.kinds.register import KINDS, guess
from talentgrow.imports.models import ImportProblem, ImportRun
from talentgrow.imports.states import AT_WORK, IMPORT_FLOW, OVER, RunStatus
from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import SYSTEM, Actor
from talentgrow.kernel.errors import DomainError

TASK = "imports.tidy"
CHOSEN = audit.Kind("imports.chosen", "what", "file", "hash")
SAMPLES = 3
LONGEST_SAMPLE = 40
LONGEST_NAME = 150
KEPT = timedelta(days=14)


class StillAtWork(DomainError):
    """The file is being worked on."""


def choose(upload: FileStorage, *, kind: str, by: Actor, now: datetime) -> ImportRun:
    """Keep an uploaded file and look at its first lines; `kind` may be left to be found out.

    :raises UnreadableFile: the file as a whole cannot be read
    """
    stored_name = storage.new_name()
    path = storage.path_of(stored_name)
    upload.save(path)
    upload.close()
    storage.keep_private(path)
    try:
        run = _looked_at(path, _shown_name(upload.filename), kind)
    except UnreadableFile:
        storage.forget(stored_name)
        raise
    run.stored_name, run.at, run.moved_at, run.author_id = stored_name, now, now, by.person_id
    db.session.add(run)
    db.session.flush()
    audit.record(CHOSEN, run, by=by, now=now, what=run.kind, file=run.file_name, hash=run.file_hash)
    return run


def _shown_name(name: str | None) -> str:
    """Return a file's name as people know it; it is shown and never opened."""
    name = (name or "").replace("\\", "/").rpartition("/")[2]
    kept = "".join(sign for sign in name if sign.isprintable())
    return kept[-LONGEST_NAME:] or "import"


def _looked_at(path: Path, name: str, kind: str) -> ImportRun:
    with opened(path, name) as table:
        chosen = KINDS.get(kind) or guess(table.headings)
        return ImportRun(
            kind=chosen.name,
            file_name=name,
            file_hash=table.file_hash,
            status=RunStatus.UPLOADED,
            headings=table.headings,
            samples=_samples(table),
            positions=mappings.positions(chosen, table.headings),
        )


def _samples(table: Table) -> list[list[str]]:
    """Return the first filled cells of each column."""
    found: list[list[str]] = [[] for _heading in table.headings]
    for number, (_line, cells) in enumerate(table.rows):
        if number >= 4 * SAMPLES:
            break
        for place, cell in enumerate(cells[: len(found)]):
            text = plain(cell)
            if text and len(found[place]) < SAMPLES:
                found[place].append(text[:LONGEST_SAMPLE])
    return found


def name_columns(
    run: ImportRun, kind: str, positions: Mapping[str, int], *, by: Actor, now: datetime
) -> None:
    """Say what a file is about and which column holds what, and have it checked.

    Files with the same headings are read the same way from then on.
    """
    run.kind, run.positions = kind, dict(positions)
    mappings.remember(KINDS[kind], run.headings, positions, by=by, now=now)
    check(run, by=by, now=now)


def check(run: ImportRun, *, by: Actor, now: datetime) -> None:
    """Have a file compared with the database, anew if it was before; nothing is stored yet.

    :raises StillAtWork: that is happening just now
    :raises UnreadableFile: the file is not kept any more
    :raises IllegalTransition: it is stored already
    """
    if run.status in AT_WORK and not storage.is_interrupted(run.stored_name):
        raise StillAtWork(_("This file is being worked on just now."))
    refuse_gone(run)
    audit.move(run, IMPORT_FLOW, "check", by=by, now=now)
    storage.Progress(run.stored_name).clear()
    forget_findings(run)
    run.checks += 1
    run.moved_at = now
    db.session.flush()


def apply(run: ImportRun, *, by: Actor, now: datetime) -> None:
    """Have a checked file stored, all of it or nothing.

    :raises UnreadableFile: the file is not kept any more
    :raises IllegalTransition: it is not checked, or has something to mend
    """
    refuse_gone(run)
    audit.move(run, IMPORT_FLOW, "apply", by=by, now=now)
    storage.Progress(run.stored_name).clear()
    run.moved_at = now
    db.session.flush()


def drop(run: ImportRun, *, by: Actor, now: datetime) -> None:
    """Give an import up; its file is deleted."""
    audit.move(run, IMPORT_FLOW, "drop", by=by, now=now)
    run.moved_at = now
    forget_file(run)


def forget_findings(run: ImportRun) -> None:
    """Forget what an earlier check found."""
    db.session.execute(delete(ImportProblem).where(ImportProblem.run_id == run.id))
    run.fault, run.examples = {}, []


def forget_file(run: ImportRun) -> None:
    """Delete the file and every value taken from it; what it did stays on record."""
    storage.forget(run.stored_name)
    forget_findings(run)
    run.stored_name, run.samples = "", []
    db.session.flush()


def tidy() -> None:
    """Delete files that are stored or given up, and those nobody touched for two weeks."""
    now = clock.now()
    for run in db.session.scalars(queries.with_files(OVER)).all():
        forget_file(run)
    for run in db.session.scalars(queries.with_files()).all():
        if run.status in AT_WORK:
            continue
        if (run.moved_at or run.at) < now - KEPT:
            drop(run, by=SYSTEM, now=now)
    known = set(db.session.scalars(select(ImportRun.stored_name)))
    for path in storage.stray(known, now - timedelta(days=1)):
        path.unlink(missing_ok=True)


def refuse_gone(run: ImportRun) -> None:
    """Refuse work on a file which was deleted.

    :raises UnreadableFile: it is not kept any more
    """
    if not run.stored_name or not storage.path_of(run.stored_name).exists():
        raise UnreadableFile(Fault.GONE, file=run.file_name)
