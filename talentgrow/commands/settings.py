"""`talentgrow settings`: print every setting and its meaning."""

from dataclasses import fields

import click

from talentgrow.config import Settings, from_environment, variable_of


@click.command("settings")
def command() -> None:
    """Print every setting, its present value and its meaning; secrets stay hidden."""
    present = from_environment()
    for item in fields(Settings):
        value = getattr(present, item.name)
        shown = "(hidden)" if item.metadata["is_secret"] and value else repr(value)
        click.echo(f"{variable_of(item.name)} = {shown}\n    {item.metadata['meaning']}")
