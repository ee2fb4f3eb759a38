"""`talentgrow serve`: serve the application and its background worker."""

import gc
import os
import subprocess
import sys
from typing import Any

import click
from flask import Flask
from gunicorn.app.base import BaseApplication

from talentgrow.commands.running import application
from talentgrow.commands.upgrade import bring_up_to_date
from talentgrow.config import Settings, variable_of

# How many seconds the worker has to end what it is doing.
PATIENCE = 10


class Server(BaseApplication):
    """Gunicorn around one application, which is loaded before the workers part."""

    def __init__(self, app: Flask, options: dict[str, Any]) -> None:
        self.app = app
        self.options = options
        super().__init__()  # type: ignore[no-untyped-call]

    def load_config(self) -> None:
        """Give gunicorn our options."""
        configuration: Any = self.cfg
        for name, value in self.options.items():
            configuration.set(name, value)

    def load(self) -> Flask:
        """Return the application, once in each process that serves it.

        What it is made of stays as long as the process: the collector of garbage need not look
        at it again and again while visitors wait.
        """
        gc.collect()
        gc.freeze()
        return self.app


def serve(app: Flask, *, host: str, port: int, workers: int, threads: int) -> None:
    """Serve until stopped; the worker for background tasks lives and ends with the server."""
    background: list[subprocess.Popen[bytes]] = []

    def start_worker(_server: object) -> None:
        # Our own interpreter and module: nothing a visitor sent takes part in this command.
        command = [sys.executable, "-m", "talentgrow.cli", "worker"]
        background.append(subprocess.Popen(command, env=_environment_of(app)))  # noqa: S603

    def stop_worker(_server: object) -> None:
        for process in background:
            process.terminate()
            try:
                process.wait(timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                # What it was doing is a transaction: none is half done.
                process.kill()

    Server(
        app,
        {
            "bind": f"{host}:{port}",
            "workers": workers,
            "threads": threads,
            "worker_class": "gthread",
            "loglevel": "warning",
            "when_ready": start_worker,
            "on_exit": stop_worker,
            "control_socket_disable": True,
        },
    ).run()  # type: ignore[no-untyped-call]


def _environment_of(app: Flask) -> dict[str, str]:
    """Return the environment in which the worker has the settings of the server."""
    settings: Settings = app.extensions["talentgrow.settings"]
    shared = ("organisation", "public_url")
    return os.environ | {variable_of(name): getattr(settings, name) for name in shared}


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=5000, show_default=True, envvar="PORT")
@click.option("--workers", default=2, show_default=True, help="Processes.")
@click.option("--threads", default=4, show_default=True, help="Threads in each process.")
def command(host: str, port: int, workers: int, threads: int) -> None:
    """Bring the database up to date and serve it."""
    app = application(public_url=f"http://{host}:{port}")
    bring_up_to_date(app)
    click.echo(f"TalentGrow listens on http://{host}:{port}")
    serve(app, host=host, port=port, workers=workers, threads=threads)
