"""`talentgrow serve`: serve the application and its background worker."""

import subprocess
import sys
from typing import Any

import click
from flask import Flask
from gunicorn.app.base import BaseApplication

from talentgrow.commands.running import application
from talentgrow.commands.upgrade import bring_up_to_date


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
        """Return the application."""
        return self.app


def serve(app: Flask, *, host: str, port: int, workers: int, threads: int) -> None:
    """Serve until stopped; the worker for background tasks lives and ends with the server."""
    background: list[subprocess.Popen[bytes]] = []

    def start_worker(_server: object) -> None:
        # Our own interpreter and module: nothing a visitor sent takes part in this command.
        background.append(subprocess.Popen([sys.executable, "-m", "talentgrow.cli", "worker"]))

    def stop_worker(_server: object) -> None:
        for process in background:
            process.terminate()
            process.wait(timeout=10)

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


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=5000, show_default=True, envvar="PORT")
@click.option("--workers", default=2, show_default=True, help="Processes.")
@click.option("--threads", default=4, show_default=True, help="Threads in each process.")
def command(host: str, port: int, workers: int, threads: int) -> None:
    """Bring the database up to date and serve it."""
    app = application()
    bring_up_to_date(app)
    click.echo(f"TalentGrow listens on http://{host}:{port}")
    serve(app, host=host, port=port, workers=workers, threads=threads)
