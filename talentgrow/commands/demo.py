"""`talentgrow demo`: set up and serve the demo company."""

import socket

import click
from flask import Flask

from talentgrow.commands.running import application, unit_of_work
from talentgrow.commands.serve import serve
from talentgrow.commands.upgrade import bring_up_to_date
from talentgrow.demo import seed
from talentgrow.infra import clock


@click.command("demo")
@click.option("--port", default=5000, show_default=True, envvar="PORT")
@click.option("--no-serve", is_flag=True, help="Set up only.")
def command(port: int, *, no_serve: bool) -> None:
    """Set up the demo company in an empty database, and serve it on this machine."""
    app = application(organisation=seed.ORGANISATION, public_url=f"http://127.0.0.1:{port}")
    bring_up_to_date(app)
    with unit_of_work(app):
        if seed.is_empty():
            click.echo("Setting up the demo company…")
            seed.fill(now=clock.now())
    if no_serve:
        return
    _refuse_busy(port)
    _announce(app, port)
    serve(app, host="127.0.0.1", port=port, workers=1, threads=4)


def _refuse_busy(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise click.ClickException(
                f"Port {port} is in use: choose another, for example PORT={port + 1}."
            ) from error


def _announce(app: Flask, port: int) -> None:
    click.echo(f"\nTalentGrow listens on http://127.0.0.1:{port}\n")
    with app.app_context():
        accounts = seed.accounts()
    if not accounts:
        click.echo("This database holds other data: sign in with your own account.")
        return
    click.echo(f"Sign in with the password “{seed.PASSWORD}” as")
    for account in accounts:
        click.echo(f"  {account.email:<36} {account.name}, {account.role}")
    click.echo("\nPress Ctrl+C to stop.")
