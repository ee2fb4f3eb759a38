"""What lies above the skills and points to them: it says so, and goes along when they merge.

A higher feature registers its follower in app.py; the skills know it by this protocol only.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import Select

from talentgrow.kernel.localized import Localized


@dataclass(frozen=True, slots=True)
class Use:
    """Something that asks for a skill: its name, its page, the level and how much it matters."""

    name: Localized
    url: str
    level: int
    is_essential: bool


class Follower(Protocol):
    """One kind of record that points to skills."""

    def used(self) -> Select[Any]:
        """Select the ids of the skills that are pointed to."""

    def counts(self, skill_ids: Collection[int]) -> Mapping[int, int]:
        """Return how many records point to each of the skills."""

    def uses(self, skill_id: int) -> list[Use]:
        """Return what points to one skill, for its page."""

    def overlap(self, kept_id: int, merged_id: int) -> int:
        """Return how many records point to both skills."""

    def move(self, kept_id: int, merged_id: int) -> dict[str, Any]:
        """Let what points to the merged skill point to the kept one; return how to undo it."""

    def undo(self, moved: dict[str, Any]) -> None:
        """Put back what `move` returned, except what was changed since."""


FOLLOWERS: dict[str, Follower] = {}


def follow(name: str, follower: Follower) -> None:
    """Let `follower` be asked about every merge; `name` keeps what it moved apart."""
    FOLLOWERS[name] = follower


def counts(skill_ids: Collection[int]) -> dict[int, int]:
    """Return how many records of all followers point to each of the skills."""
    total = dict.fromkeys(skill_ids, 0)
    for follower in FOLLOWERS.values():
        for skill_id, count in follower.counts(skill_ids).items():
            total[skill_id] += count
    return total
