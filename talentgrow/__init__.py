"""TalentGrow: development paths inside one organisation, on a graph of real careers."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from talentgrow.app import create_app

__all__ = ["create_app"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Load the application on first use: `talentgrow --help` needs none of it."""
    if name == "create_app":
        return import_module("talentgrow.app").create_app
    raise AttributeError(name)
