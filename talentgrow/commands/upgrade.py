"""`talentgrow upgrade`: create the database or bring it up to date."""

import logging

import click
from flask import Flask
from flask_migrate import upgrade

from talentgrow.commands.running import application


def bring_up_to_date(app: Flask) -> None:
    """Apply the migrations which the database does not have yet."""
    logging.getLogger("alembic").setLevel(logging.WARNING)
    with app.app_context():
        upgrade()


@click.command("upgrade")
def command() -> None:
    """Create the database or bring it up to date."""
    bring_up_to_date(application())
    click.echo("The database is up to date.")
