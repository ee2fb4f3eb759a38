"""`talentgrow export-graph`: write the mobility graph to a file."""

from pathlib import Path

import click

from talentgrow.commands.running import application, unit_of_work
from talentgrow.graph import export
from talentgrow.mobility import snapshot


@click.command("export-graph")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, writable=True))
def command(file: Path) -> None:
    """Write the mobility graph as GraphML, which networkx and Gephi read."""
    with unit_of_work(application(), keep=False):
        graph = snapshot.current().mobility.to_networkx()
    try:
        file.write_bytes(export.to_graphml(graph))
    except OSError as error:
        raise click.ClickException(f"{file}: {error.strerror}.") from error
    click.echo(f"{file}: {graph.number_of_nodes():,} jobs, {graph.number_of_edges():,} links.")
