"""What the commands share: the application, its transaction and its progress bar."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, cast

import sqlalchemy as sa
from flask import Flask
from flask_babel import force_locale
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from talentgrow import create_app
from talentgrow.config import Settings, from_environment
from talentgrow.infra.db import db, writing
from talentgrow.infra.i18n import FULL_LOCALES
from talentgrow.kernel.errors import ConfigurationError
from talentgrow.people.models import Person


def application(**otherwise: str) -> Flask:
    """Return the configured application; `otherwise` are settings the environment leaves open.

    :raises ConfigurationError: a setting is missing or dangerous
    """
    settings = from_environment()
    open_ones = {
        name: value
        for name, value in otherwise.items()
        if getattr(settings, name) == getattr(Settings, name)
    }
    return create_app(replace(settings, **cast(dict[str, Any], open_ones)))


@contextmanager
def unit_of_work(app: Flask, *, keep: bool = True) -> Iterator[None]:
    """Run a command in one transaction: stored when it ends well, and only when `keep` says so.

    Commands speak English.
    """
    with app.app_context(), writing(), force_locale(FULL_LOCALES["en"]):
        refuse_without_tables()
        yield
        if keep:
            db.session.commit()
        else:
            db.session.rollback()


def refuse_without_tables() -> None:
    """Say what to do on a database that was never set up.

    :raises ConfigurationError: the tables are not there
    """
    if not sa.inspect(db.engine).has_table(Person.__tablename__):
        raise ConfigurationError("The database is empty: run `talentgrow upgrade` first.")


def progress() -> Progress:
    """Return the progress bar of every long command."""
    return Progress(
        TextColumn("{task.description:<24}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        transient=False,
    )
