"""Skills that every trade needs, for a database which has no catalogue of its own yet."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

Table = dict[str, Any]


@cache
def tables() -> tuple[Table, ...]:
    """Return the families, each with its code, name and skills, in the order of the files."""
    folder = files("talentgrow.skills.starter")
    names = sorted(file.name for file in folder.iterdir() if file.name.endswith(".toml"))
    return tuple(tomllib.loads(folder.joinpath(name).read_text(encoding="utf-8")) for name in names)
