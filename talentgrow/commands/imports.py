"""`talentgrow import`: read a file of people, careers, jobs, skills, levels or bridges."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
from flask_babel import force_locale
from rich.progress import Progress

from talentgrow.commands.running import application, progress, unit_of_work
from talentgrow.commands.upgrade import bring_up_to_date
from talentgrow.imports import corrections, running, words
from talentgrow.imports.files.faults import UnreadableFile
from talentgrow.imports.kinds.columns import Kind
from talentgrow.imports.kinds.problems import Problem
from talentgrow.imports.kinds.register import KINDS
from talentgrow.imports.models import ImportRun
from talentgrow.imports.storing.plan import Counts, Plan, Writing
from talentgrow.infra import clock
from talentgrow.infra.i18n import FULL_LOCALES
from talentgrow.kernel.access import SYSTEM
from talentgrow.kernel.errors import DomainError
from talentgrow.mobility import snapshot

SHOWN = 20


@click.group("import")
def command() -> None:
    """Read a file into the database, all of it or nothing.

    CSV in any common encoding and with any common separator, also packed as .gz, or XLSX.
    The first line names the columns, in English or French. A column which the file does not
    have changes nothing.
    """


class ImportFile:
    """One import from the terminal: what to read and how to speak of it."""

    def __init__(self, kind: Kind, file: Path, options: Mapping[str, Any]) -> None:
        self.kind = kind
        self.file = file
        self.pairs: list[str] = list(options["pairs"])
        self.is_dry_run: bool = options["dry_run"]
        self.corrections: Path | None = options["corrections"]
        self.locale = FULL_LOCALES[options["language"]]

    def run(self) -> None:
        """Read, check and store the file, or say why not."""
        app = application()
        bring_up_to_date(app)
        with progress() as bar, unit_of_work(app, keep=not self.is_dry_run):
            with force_locale(self.locale):
                plan = self._plan(bar)
                if plan.problems:
                    bar.stop()
                    self._refuse(plan)
            starters = self._store(plan, bar) if plan.counts.has_effect else 0
        _report(self, plan.counts)
        if starters and not self.is_dry_run:
            click.echo(
                f"The skill catalogue was empty: {starters} skills of every trade were added."
            )

    def _plan(self, bar: Progress) -> Plan:
        step = bar.add_task("Reading the file", total=None)

        def advance(lines: int, _expected: int) -> None:
            bar.update(step, completed=lines)

        try:
            found = running.read(
                self.file, self.kind, today=clock.today(), pairs=self.pairs, advance=advance
            )
        except (UnreadableFile, DomainError) as error:
            raise click.ClickException(str(error)) from error
        bar.update(step, total=found.lines, completed=found.lines)
        step = bar.add_task("Comparing", total=1)
        if not self.is_dry_run:
            running.hold(found)
        plan = running.plan(found)
        bar.advance(step)
        return plan

    def _store(self, plan: Plan, bar: Progress) -> int:
        now = clock.now()
        run = ImportRun(
            kind=self.kind.name,
            file_name=plan.reading.file_name,
            file_hash=plan.reading.file_hash,
            at=now,
            moved_at=now,
        )
        step = bar.add_task(f"Storing {self.kind.title.en.lower()}", total=plan.counts.rows)
        writing = Writing(SYSTEM, now, lambda rows: bar.advance(step, rows))
        starters = running.carry_out(plan, run, writing)
        if not self.is_dry_run:
            step = bar.add_task("Computing the graph", total=1)
            snapshot.rebuild()
            bar.advance(step)
        return starters

    def _refuse(self, plan: Plan) -> None:
        """Print where the file is wrong and end the command; nothing was stored."""
        _tell(plan.problems[:SHOWN], plan.reading.columns)
        if len(plan.problems) > SHOWN:
            click.echo(f"… and {len(plan.problems) - SHOWN} more.", err=True)
        if self.corrections is not None:
            self._write_corrections(plan, self.corrections)
        raise click.ClickException(
            f"{self.file.name}: {len(plan.problems)} values are refused in "
            f"{plan.counts.rejected} lines. Nothing was stored."
        )

    def _write_corrections(self, plan: Plan, path: Path) -> None:
        suffix = path.suffix.lower().removeprefix(".")
        content = corrections.file(
            self.file, plan.problems, columns=plan.reading.columns, suffix=suffix
        )
        try:
            path.write_bytes(content)
        except OSError as error:
            raise click.ClickException(f"{path}: {error.strerror}.") from error
        click.echo(
            f"{path.name} holds the whole file, the refused lines first: mend and import it.",
            err=True,
        )


def _tell(problems: list[Problem], columns: Mapping[str, str]) -> None:
    """Print values that were refused, each below its place: a table would cut them."""
    for problem in problems:
        click.echo(words.place(problem, columns.get(problem.column, "")), err=True)
        if problem.value:
            click.echo(f"    {words.value(problem)}", err=True)
        click.echo(f"    {words.sentence(problem)} {words.mend(problem)}", err=True)


def _report(work: ImportFile, counts: Counts) -> None:
    verb = "would be" if work.is_dry_run else "were"
    click.echo(
        f"{work.file.name}: {counts.rows:,} {work.kind.title.en.lower()}, "
        f"{counts.added:,} {verb} added, "
        f"{counts.changed:,} changed, {counts.unchanged:,} unchanged."
    )
    if work.kind.name == "assignments":
        click.echo(
            f"New: {counts.people_added:,} people, {counts.jobs_added:,} jobs, "
            f"{counts.families_added:,} families, {counts.units_added:,} units."
        )
    if counts.people_changed:
        click.echo(f"Names or addresses: {counts.people_changed:,} people {verb} changed.")


def _add(kind: Kind) -> None:
    """Add the command which imports one kind of file."""

    @command.command(kind.name, short_help=f"Import {kind.title.en.lower()}.")
    @click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
    @click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
    @click.option(
        "--map", "pairs", multiple=True, metavar="HEADING=FIELD", help="Name a column by hand."
    )
    @click.option(
        "--corrections",
        type=click.Path(path_type=Path, dir_okay=False),
        help="Where lines are refused, write the whole file with its problems here (CSV or XLSX).",
    )
    @click.option("--language", type=click.Choice(["fr", "en"]), default="en", show_default=True)
    def import_file(file: Path, **options: Any) -> None:
        ImportFile(kind, file, options).run()

    fields = ", ".join(
        f"{column.field}{' (needed)' if column.is_required else ''}" for column in kind.columns
    )
    import_file.help = (
        f"Import {kind.title.en.lower()}. Fields: {fields}. "
        "Columns are known by many names; see the page Imports for all of them."
    )


for _kind in KINDS.values():
    _add(_kind)
