"""The `talentgrow` command; each subcommand is loaded only when it is called."""

import sys
from importlib import import_module
from typing import Any

import click

from talentgrow.kernel.errors import DomainError

# Loading the application takes a second; `talentgrow --help` must not.
COMMANDS = {
    "demo": ("Set up and serve the demo company.", "talentgrow.commands.demo"),
    "serve": ("Serve the application and its background worker.", "talentgrow.commands.serve"),
    "upgrade": ("Create the database or bring it up to date.", "talentgrow.commands.upgrade"),
    "import": ("Read a file of real careers.", "talentgrow.commands.imports"),
    "pack": ("Load families of ROME or ESCO.", "talentgrow.commands.pack"),
    "account": ("Let a person sign in, and give roles.", "talentgrow.commands.account"),
    "rebuild": ("Compute the mobility graph anew.", "talentgrow.commands.rebuild"),
    "export-graph": ("Write the mobility graph to a file.", "talentgrow.commands.export_graph"),
    "nightly": ("Do now what the worker does by itself.", "talentgrow.commands.nightly"),
    "outbox": ("Send the mail that waits.", "talentgrow.commands.outbox"),
    "worker": ("Run background tasks.", "talentgrow.commands.worker"),
    "settings": ("Print every setting and its meaning.", "talentgrow.commands.settings"),
}


class LazyGroup(click.Group):
    """A group which knows the names and summaries of its commands without loading them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(COMMANDS[cmd_name][1]).command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what the house refuses ends it with a sentence, not a traceback."""
        try:
            return super().invoke(ctx)
        except DomainError as error:
            raise click.ClickException(str(error)) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the summaries from the table."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (summary, _module) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="talentgrow")
def group() -> None:
    """Grow talent inside your organisation: careers, skills and the ways between jobs."""


def main(arguments: list[str] | None = None) -> Any:
    """Run the command line."""
    return group.main(args=arguments, prog_name="talentgrow", standalone_mode=True)


if __name__ == "__main__":
    sys.exit(main())
