"""`talentgrow nightly`: do now what the worker does by itself."""

import time

import click

from talentgrow.commands.running import application, refuse_without_tables
from talentgrow.infra.logs import log
from talentgrow.infra.tasks import EXTENSION, Tasks


@click.command("nightly")
def command() -> None:
    """Run everything once that the worker runs at night or by the minute; twice is safe.

    A task that fails does not keep the others from running.
    """
    app = application()
    with app.app_context():
        refuse_without_tables()
    tasks: Tasks = app.extensions[EXTENSION]
    failed = [name for name in tasks.timed if not _is_done(tasks, name)]
    if failed:
        raise click.ClickException(f"Failed: {', '.join(failed)}. The log says why.")


def _is_done(tasks: Tasks, name: str) -> bool:
    """Run one task and say what it did; tell whether it went well."""
    began = time.perf_counter()
    try:
        done = tasks.timed[name]()
    except Exception:
        log.exception("task failed", task=name)
        click.echo(f"{name}: failed")
        return False
    words = f": {done}" if isinstance(done, str | int) and not isinstance(done, bool) else ""
    click.echo(f"{name}{words} ({time.perf_counter() - began:.1f} s)")
    return True
