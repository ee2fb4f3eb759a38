"""The skill levels somebody aims at, as those who know of their path say them.

Paths lie in a higher feature, which registers here in app.py.
"""

from collections.abc import Callable, Mapping

Source = Callable[[int], Mapping[int, int]]
SOURCES: list[Source] = []


def learn_from(source: Source) -> None:
    """Let `source` say which level a person aims at in which skill."""
    if source not in SOURCES:
        SOURCES.append(source)


def of(person_id: int) -> Mapping[int, int]:
    """Return the level a person aims at by skill id; of two sources the higher one counts."""
    found: dict[int, int] = {}
    for source in SOURCES:
        for skill_id, level in source(person_id).items():
            found[skill_id] = max(level, found.get(skill_id, 0))
    return dict(sorted(found.items()))
