"""Work done outside the request: a queue in a file, read by one worker."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from flask import Flask, current_app
from huey.api import Huey, SqliteHuey, crontab

from talentgrow.config import Settings
from talentgrow.infra.db import db, writing
from talentgrow.infra.logs import log

Task = Callable[[], object]
EXTENSION = "talentgrow.tasks"
EVERY_NIGHT = crontab(hour="2", minute="30")


class Tasks:
    """The queue of one application and the tasks which it knows by name."""

    def __init__(self, app: Flask, settings: Settings) -> None:
        folder: Path = settings.instance_path
        folder.mkdir(parents=True, exist_ok=True)
        self.app = app
        self.queue: Huey = SqliteHuey(
            filename=str(folder / "tasks.db"), immediate=settings.tasks_at_once
        )
        self.known: dict[str, Any] = {}

    def register(self, name: str, task: Task) -> None:
        """Let `task` be asked for by `name`; it also runs every night, in its own transaction."""

        def run() -> None:
            with self.app.app_context(), writing():
                task()
                db.session.commit()

        self.known[name] = self.queue.task(name=name)(run)
        self.queue.periodic_task(EVERY_NIGHT, name=f"{name}.nightly")(run)

    def ask(self, name: str) -> None:
        """Put a task into the queue; where that fails, the night or the next start does it.

        What asked for it is stored already: a full disk must not tell its author otherwise.
        """
        try:
            self.known[name]()
        except sqlite3.OperationalError:
            log.exception("task not queued", task=name)


def ask(name: str) -> None:
    """Put a task into the present application's queue."""
    cast(Tasks, current_app.extensions[EXTENSION]).ask(name)


def init_app(app: Flask, settings: Settings) -> Tasks:
    """Give `app` its queue."""
    tasks = Tasks(app, settings)
    app.extensions[EXTENSION] = tasks
    return tasks
