"""What lies above the skills and points to them: it says so, and goes along when they merge.

A higher feature registers its follower in app.py; the skills know it by this protocol only.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import Select, func, select, union_all

from talentgrow.infra.db import db
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
        """Select the id of the skill to which each record points."""

    def uses(self, skill_id: int) -> list[Use]:
        """Return what points to one skill, for its page."""

    def named(self) -> Select[int, int]:
        """Select the skill to which each record points, and what the record belongs to."""

    def move(self, kept_id: int, merged_id: int) -> dict[str, Any]:
        """Let what points to the merged skill point to the kept one; return how to undo it."""

    def undo(self, moved: dict[str, Any]) -> None:
        """Put back what `move` returned, except what was changed since."""


FOLLOWERS: dict[str, Follower] = {}


def follow(name: str, follower: Follower) -> None:
    """Let `follower` be asked about every merge; `name` keeps what it moved apart."""
    FOLLOWERS[name] = follower


def counts(skill_ids: Collection[int]) -> dict[int, int]:
    """Return how many records of all followers point to each of the skills, in one statement."""
    total = dict.fromkeys(skill_ids, 0)
    each = [follower.used() for follower in FOLLOWERS.values()]
    if not each:
        return total
    pointing = union_all(
        *(found.where(found.selected_columns[0].in_(total)) for found in each)
    ).subquery()
    (skill_id,) = pointing.c
    rows = db.session.execute(select(skill_id, func.count()).group_by(skill_id))
    return total | dict(rows.all())


def overlap(kept_id: int, merged_id: int) -> int:
    """Return how many jobs, missions and the like point to both skills, in one statement."""
    each = [_with_both(follower.named(), (kept_id, merged_id)) for follower in FOLLOWERS.values()]
    if not each:
        return 0
    found = select(func.count()).select_from(union_all(*each).subquery())
    return db.session.scalars(found).one()


def _with_both(named: Select[int, int], skill_ids: tuple[int, int]) -> Select[int]:
    skill_id, of = named.selected_columns
    return (
        named.with_only_columns(of)
        .where(skill_id.in_(skill_ids))
        .group_by(of)
        .having(func.count(skill_id.distinct()) > 1)
    )
