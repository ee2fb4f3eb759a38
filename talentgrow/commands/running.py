"""What the commands share: the application, its transaction and its progress bar."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from flask import Flask
from flask_babel import force_locale
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from talentgrow.app import create_app
from talentgrow.config import Settings, from_environment
from talentgrow.infra.db import db, writing
from talentgrow.infra.i18n import FULL_LOCALES


def application(*, organisation: str = "") -> Flask:
    """Return the configured application; `organisation` names it where the environment does not.

    :raises ConfigurationError: a setting is missing or dangerous
    """
    settings = from_environment()
    if organisation and settings.organisation == Settings.organisation:
        settings = replace(settings, organisation=organisation)
    return create_app(settings)


@contextmanager
def unit_of_work(app: Flask, *, keep: bool = True) -> Iterator[None]:
    """Run a command in one transaction: stored when it ends well, and only when `keep` says so.

    Commands speak English.
    """
    with app.app_context(), writing(), force_locale(FULL_LOCALES["en"]):
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
