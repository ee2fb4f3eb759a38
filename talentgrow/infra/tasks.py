"""Work done outside the request: a queue in a file, read by one worker."""

import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from flask import Flask, current_app
from huey.api import Huey, SqliteHuey, crontab

from talentgrow.config import Settings
from talentgrow.infra.db import db, writing
from talentgrow.infra.logs import log

Task = Callable[..., object]
Moment = Callable[[datetime], bool]
EXTENSION = "talentgrow.tasks"
EVERY_NIGHT = crontab(hour="2", minute="30")
EVERY_MINUTE = crontab()


class Tasks:
    """The queue of one application and the tasks which it knows by name.

    `timed` holds those that also run by themselves, in order; they can be run at any time, any
    number of times.
    """

    def __init__(self, app: Flask, settings: Settings) -> None:
        folder: Path = settings.instance_path
        folder.mkdir(parents=True, exist_ok=True)
        self.app = app
        self.queue: Huey = SqliteHuey(
            filename=str(folder / "tasks.db"), immediate=settings.tasks_at_once
        )
        self.known: dict[str, Any] = {}
        self.timed: dict[str, Callable[[], object]] = {}

    def register(self, name: str, task: Task, *, when: Moment = EVERY_NIGHT) -> None:
        """Let `task` be asked for by `name`; it also runs every night, in its own transaction.

        `when` chooses other moments than the night. What the task returns says what it did.
        """

        def run() -> object:
            with self.app.app_context(), writing():
                done = task()
                db.session.commit()
                return done

        self._keep(name, run, when)

    def register_job(self, name: str, task: Task, *, when: Moment | None = None) -> None:
        """Let `task` be asked for by `name` with arguments; it owns its transactions.

        With `when` it also runs by itself, without arguments.
        """

        def run(*arguments: Any) -> object:
            with self.app.app_context():
                return task(*arguments)

        self._keep(name, run, when)

    def _keep(self, name: str, run: Task, when: Moment | None) -> None:
        def asked(*arguments: Any) -> None:
            # Nobody asks the queue for answers, and it would keep them.
            run(*arguments)

        self.known[name] = self.queue.task(name=name)(asked)
        if when is not None:
            self.timed[name] = run
            self.queue.periodic_task(when, name=f"{name}.timed")(asked)

    def ask(self, name: str, *arguments: object) -> None:
        """Put a task into the queue; where that fails, the night or the next start does it.

        What asked for it is stored already: a full disk must not tell its author otherwise.
        """
        try:
            self.known[name](*arguments)
        except sqlite3.OperationalError:
            log.exception("task not queued", task=name)


def ask(name: str, *arguments: object) -> None:
    """Put a task into the present application's queue."""
    cast(Tasks, current_app.extensions[EXTENSION]).ask(name, *arguments)


def init_app(app: Flask, settings: Settings) -> Tasks:
    """Give `app` its queue."""
    tasks = Tasks(app, settings)
    app.extensions[EXTENSION] = tasks
    return tasks
