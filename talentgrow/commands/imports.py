"""`talentgrow import`: read a file of real careers."""

from pathlib import Path

import click
from flask_babel import force_locale
from rich.console import Console
from rich.table import Table
from rich.text import Text

from talentgrow.auth import service as accounts
from talentgrow.commands.running import application, progress, unit_of_work
from talentgrow.commands.upgrade import bring_up_to_date
from talentgrow.imports import assignments, reading, words
from talentgrow.imports.assignments import Counts
from talentgrow.imports.reading import Problem, Reading
from talentgrow.infra import clock
from talentgrow.infra.i18n import FULL_LOCALES
from talentgrow.kernel.access import SYSTEM
from talentgrow.mobility import snapshot
from talentgrow.skills import service as skills

SHOWN = 20


@click.group("import")
def command() -> None:
    """Read a file into the database, all of it or nothing."""


@command.command("assignments")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option("--language", type=click.Choice(["fr", "en"]), default="en", show_default=True)
def import_assignments(file: Path, *, dry_run: bool, language: str) -> None:
    """Read who held which job from when to when (CSV, also packed as .gz).

    Columns are known by their names in English or French: employee_id / matricule,
    job / métier, started_on / date de début are needed; job_family / famille, grade,
    unit / unité, site, manager, ended_on / date de fin, first_name / prénom,
    last_name / nom and email may follow.
    """
    app = application()
    bring_up_to_date(app)
    with progress() as bar:
        step = bar.add_task("Reading the file", total=None)
        try:
            found = reading.read(file, lambda rows: bar.update(step, completed=rows))
        except reading.UnreadableFile as error:
            raise click.ClickException(str(error)) from error
        bar.update(step, total=len(found.rows), completed=len(found.rows))
        with unit_of_work(app, keep=not dry_run), force_locale(FULL_LOCALES[language]):
            refused = found.problems + assignments.problems(found)
            if refused:
                bar.stop()
                _refuse(file, refused)
            step = bar.add_task("Storing assignments", total=len(found.rows))
            counts = assignments.store(
                found, by=SYSTEM, now=clock.now(), advance=lambda rows: bar.advance(step, rows)
            )
            accounts.close_accounts_of_leavers()
            starters = skills.add_starter_skills()
            if not dry_run and counts.has_effect:
                step = bar.add_task("Computing the graph", total=1)
                snapshot.rebuild()
                bar.advance(step)
    _report(found, counts, dry_run=dry_run)
    if starters and not dry_run:
        click.echo(f"The skill catalogue was empty: {starters} skills of every trade were added.")


def _refuse(file: Path, problems: list[Problem]) -> None:
    """Print where the file is wrong and end the command; nothing was stored."""
    table = Table("Where", "Value", "Why", title=None)
    for problem in problems[:SHOWN]:
        table.add_row(words.place(problem), Text(words.value(problem)), words.sentence(problem))
    console = Console(stderr=True)
    console.print(table)
    if len(problems) > SHOWN:
        console.print(f"… and {len(problems) - SHOWN} more.")
    raise click.ClickException(
        f"{file.name}: {len(problems)} values are refused. Nothing was stored."
    )


def _report(found: Reading, counts: Counts, *, dry_run: bool) -> None:
    verb = "would be" if dry_run else "were"
    click.echo(
        f"{found.file_name}: {counts.rows:,} assignments, {counts.added:,} {verb} added, "
        f"{counts.changed:,} changed, {counts.unchanged:,} unchanged."
    )
    click.echo(
        f"New: {counts.people_added:,} people, {counts.jobs_added:,} jobs, "
        f"{counts.families_added:,} families, {counts.units_added:,} units."
    )
    if counts.people_changed:
        click.echo(f"Names or addresses: {counts.people_changed:,} people {verb} changed.")
