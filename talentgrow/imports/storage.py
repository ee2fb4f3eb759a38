"""Where uploaded files wait: in a folder of our own, under names of our own."""

import json
import os
import secrets
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from flask import current_app

from talentgrow.infra import clock

FOLDER = "imports"
FILE = ".file"
PROGRESS = ".progress"
# Work that has said nothing for so long was interrupted.
SILENCE = timedelta(minutes=2)


def folder() -> Path:
    """Return the folder, which nobody else on the machine may read."""
    path = Path(current_app.instance_path) / FOLDER
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def new_name() -> str:
    """Return a name for one more file; nothing a visitor sent takes part in it."""
    return secrets.token_hex(16)


def path_of(stored_name: str) -> Path:
    """Return where a file is kept."""
    return folder() / f"{stored_name}{FILE}"


def keep_private(path: Path) -> None:
    """Let nobody else on the machine read a file."""
    os.chmod(path, 0o600)


def forget(stored_name: str) -> None:
    """Delete a file and what is known of the work on it."""
    if stored_name:
        path_of(stored_name).unlink(missing_ok=True)
        _progress(stored_name).unlink(missing_ok=True)


def stray(known: set[str], before: datetime) -> list[Path]:
    """Return files which belong to no import and are older than a moment."""
    return [
        path
        for path in folder().iterdir()
        if path.name.partition(".")[0] not in known and path.stat().st_mtime < before.timestamp()
    ]


def _progress(stored_name: str) -> Path:
    return folder() / f"{stored_name}{PROGRESS}"


class Progress:
    """How far the work on one file is, told beside the database.

    What the work writes there becomes visible only at its end; and on SQLite nobody else can
    write until then.
    """

    def __init__(self, stored_name: str) -> None:
        self.path = _progress(stored_name)
        self.told_at: datetime | None = None

    def tell(self, step: str, done: int = 0, total: int = 0) -> None:
        """Tell where the work is."""
        partial = self.path.with_suffix(".partial")
        partial.write_text(json.dumps({"step": step, "done": done, "total": total}))
        partial.replace(self.path)
        self.told_at = clock.now()

    def tell_now_and_then(self, step: str, done: int, total: int) -> None:
        """Tell the same, twice a second at most."""
        if self.told_at is None or clock.now() - self.told_at > timedelta(seconds=0.5):
            self.tell(step, done, total)

    def clear(self) -> None:
        """Forget what was told: the work is over, or begins anew."""
        self.path.unlink(missing_ok=True)


def progress_of(stored_name: str) -> dict[str, Any]:
    """Return what was told last; nothing while the work waits for the worker."""
    try:
        told: dict[str, Any] = json.loads(_progress(stored_name).read_text())
    except (FileNotFoundError, ValueError):
        return {}
    return told


def is_interrupted(stored_name: str) -> bool:
    """Tell whether the work began and has fallen silent."""
    try:
        last = _progress(stored_name).stat().st_mtime
    except FileNotFoundError:
        return False
    return last < (clock.now() - SILENCE).timestamp()
