"""`talentgrow worker`: run background tasks."""

import click

from talentgrow.commands.running import application
from talentgrow.infra.tasks import EXTENSION, Tasks


@click.command("worker")
def command() -> None:
    """Run background tasks until stopped."""
    tasks: Tasks = application().extensions[EXTENSION]
    consumer = tasks.queue.create_consumer(workers=1, periodic=True, check_worker_health=False)
    # Whatever changed while nothing ran is computed now.
    for name in tasks.timed:
        tasks.ask(name)
    consumer.run()
