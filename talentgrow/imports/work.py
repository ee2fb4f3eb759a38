"""The work on imports, done by the worker: check what waits to be checked, store what is sound."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from talentgrow.audit import service as audit
from talentgrow.imports import notices, queries, running, service, storage
from talentgrow.imports.files.faults import Fault, UnreadableFile
from talentgrow.imports.kinds.reading import Reading
from talentgrow.imports.kinds.register import KINDS
from talentgrow.imports.models import ImportProblem, ImportRun
from talentgrow.imports.states import IMPORT_FLOW, RunStatus
from talentgrow.imports.storing.plan import Change, Plan, Writing, batches
from talentgrow.infra import clock, tasks
from talentgrow.infra.db import db, reading, writing
from talentgrow.infra.logs import log
from talentgrow.kernel.access import SYSTEM, Actor
from talentgrow.mobility import snapshot

JOB = "imports.work"
# The page shows the first problems; a file that is wrong everywhere need not fill the database.
MOST_PROBLEMS = 20_000


def work(run_id: int | None = None) -> None:
    """Work on one import, or on each that waits and which nobody has begun."""
    ids = [run_id] if run_id is not None else _unbegun()
    for one in ids:
        _check(one)
        _apply(one)


def _unbegun() -> list[int]:
    with reading():
        found = queries.waiting(RunStatus.CHECKING) + queries.waiting(RunStatus.APPLYING)
        runs = [queries.get(run_id) for run_id in found]
        unbegun = [run.id for run in runs if not storage.progress_of(run.stored_name)]
        db.session.rollback()
    return unbegun


def _check(run_id: int) -> None:
    """Work out what a file would do, and write down what was found."""
    # Nobody who saves something waits while the file is read and compared.
    with reading():
        if run_id not in queries.waiting(RunStatus.CHECKING):
            db.session.rollback()
            return
        run = queries.get(run_id)
        progress, checks = storage.Progress(run.stored_name), run.checks
        with _faults() as faults:
            found = _plan(_read(run, progress), progress)
        db.session.rollback()
    with writing():
        # It may have been begun anew meanwhile, or given up.
        if run_id in queries.waiting(RunStatus.CHECKING):
            run = queries.get_for_change(run_id)
            if run.checks == checks:
                note(run, faults[0] if faults else found, now=clock.now())
        db.session.commit()
    progress.clear()


def _apply(run_id: int) -> None:
    """Store a file, after looking once more: the database may have changed since the check."""
    with reading():
        if run_id not in queries.waiting(RunStatus.APPLYING):
            db.session.rollback()
            return
        run = queries.get(run_id)
        progress = storage.Progress(run.stored_name)
        with _faults() as faults:
            lines = _read(run, progress)
        db.session.rollback()
    with writing():
        run = queries.get_for_change(run_id)
        if run.status is not RunStatus.APPLYING:
            db.session.rollback()
            return
        if not faults:
            with _faults() as faults:
                running.hold(lines)
                found = _plan(lines, progress)
                if not found.problems:
                    _store(run, found, progress, by=Actor(run.author_id, frozenset()))
        if faults:
            db.session.rollback()
            run = queries.get_for_change(run_id)
        if faults or found.problems:
            note(run, faults[0] if faults else found, now=clock.now())
        db.session.commit()
        is_stored = run.status is RunStatus.APPLIED
        db.session.rollback()
    progress.clear()
    if is_stored:
        tasks.ask(snapshot.TASK)


@contextmanager
def _faults() -> Iterator[list[Any]]:
    """Collect what went wrong with the file or the work, instead of losing the import over it."""
    found: list[Any] = []
    try:
        yield found
    except UnreadableFile as error:
        found.append(error)
    except IntegrityError:
        found.append(Fault.OVERTAKEN)
    except (SQLAlchemyError, OSError, MemoryError):
        log.exception("import broke off")
        found.append(Fault.BROKEN_OFF)


def _read(run: ImportRun, progress: storage.Progress) -> Reading:
    progress.tell("reading")
    found = running.read(
        storage.path_of(run.stored_name),
        KINDS[run.kind],
        today=clock.today(),
        name=run.file_name,
        positions=dict(run.positions),
        advance=lambda lines, expected: progress.tell_now_and_then("reading", lines, expected),
    )
    if not found.lines:
        raise UnreadableFile(Fault.NO_ROWS, file=run.file_name)
    return found


def _plan(lines: Reading, progress: storage.Progress) -> Plan:
    progress.tell("comparing", 0, lines.lines)
    return running.plan(lines)


def _store(run: ImportRun, found: Plan, progress: storage.Progress, *, by: Actor) -> None:
    now, total, done = clock.now(), found.counts.rows, 0

    def advance(rows: int) -> None:
        nonlocal done
        done += rows
        progress.tell_now_and_then("storing", done, total)

    progress.tell("storing", 0, total)
    running.carry_out(found, run, Writing(by, now, advance))
    audit.move(run, IMPORT_FLOW, "finish", by=SYSTEM, now=now)
    run.moved_at = now
    notices.tell_author(run, now=now)
    db.session.flush()


def note(run: ImportRun, found: Plan | Fault | UnreadableFile, *, now: datetime) -> None:
    """Write down what was found, take the step that follows from it, and tell the author."""
    service.forget_findings(run)
    if isinstance(found, Plan):
        running.count(run, found)
        run.examples = [_stored(change, found) for change in found.changes]
        _note_problems(run, found)
        step = "refuse" if found.problems else "find_sound"
    elif isinstance(found, Fault):
        run.fault, step = {"fault": found, "details": {}}, "fail"
    else:
        run.fault, step = {"fault": found.fault, "details": found.details}, "refuse"
    audit.move(run, IMPORT_FLOW, step, by=SYSTEM, now=now)
    run.moved_at = now
    notices.tell_author(run, now=now)
    db.session.flush()


def _note_problems(run: ImportRun, found: Plan) -> None:
    rows = [asdict(problem) | {"run_id": run.id} for problem in found.problems[:MOST_PROBLEMS]]
    for batch in batches(rows):
        db.session.execute(insert(ImportProblem), batch)


def _stored(change: Change, found: Plan) -> dict[str, Any]:
    """Return a change as the page shows it, under the headings of the file."""
    columns = found.reading.columns
    return {
        "line": change.line,
        "name": change.name,
        "is_new": change.is_new,
        "parts": [
            {
                "field": _column(field),
                "column": columns.get(_column(field), field),
                "before": before,
                "after": after,
            }
            for field, before, after in change.parts
        ],
    }


def _column(field: str) -> str:
    """Return the column from which a stored field comes.

    >>> _column("unit_id"), _column("parent_id")
    ('unit', 'parent_code')
    """
    return "parent_code" if field == "parent_id" else field.removesuffix("_id")
