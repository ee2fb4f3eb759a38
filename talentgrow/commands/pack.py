"""`talentgrow pack`: load families of ROME or ESCO."""

from pathlib import Path

import click
from flask_babel import force_locale
from rich.console import Console
from rich.table import Table

from talentgrow.commands.running import application, progress, unit_of_work
from talentgrow.commands.upgrade import bring_up_to_date
from talentgrow.infra import clock
from talentgrow.infra.i18n import FULL_LOCALES
from talentgrow.kernel.access import SYSTEM
from talentgrow.kernel.origin import Origin
from talentgrow.mobility import snapshot
from talentgrow.packs import queries, reading, service, words
from talentgrow.packs.files.archives import UnreadablePack, Upload
from talentgrow.packs.loading import catalogue, run
from talentgrow.packs.loading import progress as far
from talentgrow.packs.loading.plan import ESSENTIAL_LEVEL, OPTIONAL_LEVEL, Choice, plan
from talentgrow.packs.pack import Pack

EVERYTHING = "all"


@click.command("pack")
@click.argument("scheme", type=click.Choice([Origin.ROME.value, Origin.ESCO.value]))
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, dir_okay=False, exists=True, readable=True),
)
@click.option(
    "--family", "families", multiple=True, help="Code of a family, such as M or M18; “all” for all."
)
@click.option("--essential-level", default=ESSENTIAL_LEVEL, show_default=True)
@click.option(
    "--optional-level", default=OPTIONAL_LEVEL, show_default=True, help="0 leaves them out."
)
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
def command(
    scheme: str,
    files: tuple[Path, ...],
    *,
    families: tuple[str, ...],
    essential_level: int,
    optional_level: int,
    dry_run: bool,
) -> None:
    """Load families of ROME or ESCO from their files: CSV, packed with gzip or in a zip.

    Without --family the pack is kept for reference and its families are listed.
    """
    app = application()
    bring_up_to_date(app)
    with unit_of_work(app, keep=not dry_run), force_locale(FULL_LOCALES["en"]):
        pack = _read(files, scheme)
        choice = Choice(_codes(pack, families), essential_level, optional_level)
        if not choice.groups:
            _list(pack)
        else:
            service.check(pack, choice)
        if dry_run:
            if choice.groups:
                _report(plan(pack, choice, catalogue.read(Origin(scheme))).counts, "would be")
            return
        kept = service.keep(pack, by=SYSTEM, now=clock.now())
        service.tidy(kept.scheme, queries.hashes_in_use(kept.scheme))
        if choice.groups:
            asked = service.ask_for(kept, choice, by=SYSTEM, now=clock.now())
            _load(asked.id, choice)


def _load(run_id: int, choice: Choice) -> None:
    asked = queries.get_run(run_id)
    with progress() as bar:
        step = bar.add_task("Loading", total=1)
        planned = run.load(asked, choice, by=SYSTEM, now=clock.now())
        bar.advance(step)
        if planned.adds_something:
            step = bar.add_task("Computing the graph", total=1)
            snapshot.rebuild()
            bar.advance(step)
    far.forget(run_id)
    _report(planned.counts, "were")


def _read(files: tuple[Path, ...], scheme: str) -> Pack:
    uploads = [Upload(path.name, path.read_bytes()) for path in files]
    try:
        pack = reading.read(uploads, scheme)
    except UnreadablePack as error:
        raise click.ClickException(words.unreadable(error)) from error
    click.echo(
        f"{scheme.upper()} {pack.version}: {len(pack.jobs):,} jobs, {len(pack.skills):,} skills, "
        f"{pack.needs_count:,} requirements, {len(pack.moves):,} ways between jobs."
    )
    click.echo(words.licence(Origin(scheme), pack.version))
    return pack


def _codes(pack: Pack, families: tuple[str, ...]) -> tuple[str, ...]:
    if EVERYTHING in families:
        return tuple(group.code for group in pack.groups if not group.parent)
    return families


def _list(pack: Pack) -> None:
    table = Table("Family", "Name", "Jobs")
    for group in pack.groups:
        name = group.name.in_("en") if group.name.in_("en") != group.code else ""
        table.add_row(group.code, name, str(pack.jobs_of_group[group.code]))
    Console().print(table)
    click.echo("Choose with --family CODE, as often as you like.")


def _report(counts: dict[str, int], verb: str) -> None:
    click.echo(
        f"{counts['jobs_added']:,} jobs, {counts['skills_added']:,} skills, "
        f"{counts['needs_added']:,} requirements and {counts['bridges_added']:,} bridges "
        f"{verb} added."
    )
    click.echo(
        f"Left alone: {counts['jobs_known']:,} jobs with the same code, {counts['jobs_named']:,} "
        f"with the same title; {counts['skills_known']:,} skills with the same code, "
        f"{counts['skills_named']:,} with the same name."
    )
