"""Addresses of the built scripts, style sheet, icons and font, whose names carry a hash."""

import json
from functools import lru_cache
from pathlib import Path

from flask import url_for

DIST = Path(__file__).parent.parent / "static" / "dist"
MANIFEST = DIST / "meta.json"


def asset(name: str) -> str:
    """Return the address of a built file by its plain name, for example "main.js".

    Without a build the plain name itself is the address: pages then come without style or
    script, but they come.
    """
    return url_for("static", filename=f"dist/{hashed(name)}")


def hashed(name: str) -> str:
    """Return the name which the last build gave to `name`."""
    built_at = MANIFEST.stat().st_mtime_ns if MANIFEST.exists() else 0
    return _manifest(MANIFEST, built_at).get(name, name)


def is_built() -> bool:
    """Tell whether the front end was built."""
    return MANIFEST.exists()


# The time of the build is part of the key, so that a new build needs no restart.
@lru_cache(maxsize=1)
def _manifest(path: Path, built_at: int) -> dict[str, str]:
    """Return what the build wrote: plain name to hashed name."""
    if not built_at:
        return {}
    names: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return names
