"""Read a file, work out what it would do, and do it: the same for the page and the terminal."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from sqlalchemy import select

from talentgrow.audit import service as audit
from talentgrow.auth import service as accounts
from talentgrow.imports import mappings
from talentgrow.imports.files.tables import opened
from talentgrow.imports.kinds import reading
from talentgrow.imports.kinds.columns import Kind
from talentgrow.imports.models import ImportRun
from talentgrow.imports.storing import references, register
from talentgrow.imports.storing.plan import Plan, Writing, batches
from talentgrow.infra.db import db
from talentgrow.people.models import Person
from talentgrow.skills import service as skills

IMPORTED = audit.Kind("imports.stored", "what", "file", "hash", "rows", "added", "changed")
# (how many lines were read, about how many there are)
Advance = Callable[[int, int], None]


def _silence(_lines: int, _expected: int) -> None:
    return None


def read(
    path: Path,
    kind: Kind,
    *,
    today: date,
    name: str = "",
    positions: mappings.Positions | None = None,
    pairs: list[str] | None = None,
    advance: Advance = _silence,
) -> reading.Reading:
    """Read a file whose columns are given, or else guessed with some pairs said by hand.

    :raises UnreadableFile: the file as a whole cannot be read
    """
    with opened(path, name) as table:
        if positions is None:
            positions = mappings.named(kind, table.headings, pairs or [])
        expected = table.expected
        return reading.read(
            table, kind, positions, today=today, advance=lambda lines: advance(lines, expected)
        )


def hold(found: reading.Reading) -> None:
    """Let nobody else change the people of a file until it is stored.

    Else what somebody corrects between the look and the writing would be written over.
    """
    known = references.people()
    ids = sorted({known[number] for row in found.rows if (number := _number(row)) in known})
    for batch in batches(ids):
        db.session.execute(
            select(Person.id)
            .where(Person.id.in_(batch))
            .order_by(Person.id)
            .with_for_update(key_share=True)
        )


def _number(row: reading.Row) -> str:
    return str(row.get("employee_number", ""))


def plan(found: reading.Reading) -> Plan:
    """Work out what a file would do to the present database; nothing is changed."""
    return register.plan(found)


def carry_out(work: Plan, run: ImportRun, writing: Writing) -> int:
    """Store what a sound file says, note it, and return how many starter skills came along.

    The caller owns the transaction: rolling back leaves no trace of the file.
    """
    work.write(writing)
    starters = 0
    if work.reading.kind.name == "assignments":
        accounts.close_accounts_of_leavers(now=writing.now)
        starters = skills.add_starter_skills()
    count(run, work)
    db.session.add(run)
    db.session.flush()
    audit.record(
        IMPORTED,
        run,
        by=writing.by,
        now=writing.now,
        what=run.kind,
        file=run.file_name,
        hash=run.file_hash,
        rows=run.rows,
        added=run.added,
        changed=run.changes,
    )
    db.session.flush()
    return starters


def count(run: ImportRun, work: Plan) -> None:
    """Write down what a file does, or would do."""
    for name, number in vars(work.counts).items():
        setattr(run, name, number)
