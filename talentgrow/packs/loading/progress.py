"""How far a run is, in a small file: its own transaction is seen by nobody before it ends."""

from pathlib import Path

from flask import current_app


def _path(run_id: int) -> Path:
    return Path(current_app.instance_path) / "packs" / f"run-{run_id}"


def say(run_id: int, done: int, total: int) -> None:
    """Note how many rows of how many are written."""
    path = _path(run_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    beside.write_text(f"{done} {total}")
    beside.replace(path)


def share(run_id: int) -> float | None:
    """Return how much of a run is done, 0 to 1; None before it begins."""
    try:
        done, total = _path(run_id).read_text().split()
        return min(1.0, int(done) / max(1, int(total)))
    except (OSError, ValueError):
        return None


def forget(run_id: int) -> None:
    """Forget about a run which has ended."""
    _path(run_id).unlink(missing_ok=True)
