"""`talentgrow rebuild`: compute the mobility graph anew."""

import click

from talentgrow.commands.running import application, unit_of_work
from talentgrow.mobility import snapshot


@click.command("rebuild")
def command() -> None:
    """Compute the mobility graph anew, unless nothing has changed."""
    with unit_of_work(application()):
        built = snapshot.rebuild()
        if built is None:
            click.echo("Nothing has changed since the last graph.")
        else:
            click.echo(f"{built.jobs:,} jobs, {built.moves:,} moves, {built.renamed:,} renamed.")
