"""What the commands share: the application, its transaction and its progress bar."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import click
from flask import Flask
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from talentgrow.app import create_app
from talentgrow.config import Settings, from_environment
from talentgrow.infra.db import db, writing
from talentgrow.kernel.errors import ConfigurationError


def application(*, organisation: str = "") -> Flask:
    """Return the configured application, or end the command with what is wrong.

    `organisation` names it where the environment does not.
    """
    try:
        settings = from_environment()
        if organisation and settings.organisation == Settings.organisation:
            settings = replace(settings, organisation=organisation)
        return create_app(settings)
    except ConfigurationError as error:
        raise click.ClickException(str(error)) from error


@contextmanager
def unit_of_work(app: Flask, *, keep: bool = True) -> Iterator[None]:
    """Run a command in one transaction: stored when it ends well, and only when `keep` says so."""
    with app.app_context(), writing():
        yield
        if keep:
            db.session.commit()
        else:
            db.session.rollback()


def progress() -> Progress:
    """Return the progress bar of every long command."""
    return Progress(
        TextColumn("{task.description:<24}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        transient=False,
    )
