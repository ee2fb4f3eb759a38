"""TalentGrow: development paths inside one organisation, on a graph of real careers."""

import gc
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from talentgrow.app import create_app

__all__ = ["create_app"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Load the application on first use: `talentgrow --help` needs none of it."""
    if name == "create_app":
        return _imported().create_app
    raise AttributeError(name)


def _imported() -> Any:
    """Import the application, and have the collector of garbage leave it alone.

    Some 300,000 objects that stay as long as the process: going through them takes a fifth of a
    second each time, in which no visitor is served.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        return import_module("talentgrow.app")
    finally:
        gc.freeze()
        if was_on:
            gc.enable()
