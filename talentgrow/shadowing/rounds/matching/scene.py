"""Who takes part in a round, what they show and what they wish: as read, without any database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Post:
    """What somebody does today; one may hold several jobs."""

    job_ids: frozenset[int] = frozenset()
    # With all units above.
    unit_ids: frozenset[int] = frozenset()
    site_ids: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Wish:
    """A job, a unit or a person whom somebody would like to see; one of the three."""

    id: int
    job_id: int | None
    unit_id: int | None
    host_id: int | None


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who takes part, and how."""

    id: int
    visits: bool
    places: int
    travels: bool
    credit: int
    weeks: frozenset[date]
    post: Post
    # What they want most first.
    wishes: tuple[Wish, ...]
    # Asked about another swap: no ring may hold them now.
    is_asked: bool = False


@dataclass(frozen=True, slots=True)
class Volunteer:
    """Somebody outside of a round, whose open offer takes visitors whom no ring holds."""

    id: int
    places: int
    offers: tuple["Shown", ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A job which somebody shows: the one they do, or that of an offer."""

    host_id: int
    job_ids: frozenset[int]
    unit_ids: frozenset[int]
    site_ids: frozenset[int]
    weeks: frozenset[date]
    is_remote: bool = False
    offer_id: int | None = None


@dataclass(frozen=True)
class Scene:
    """All that was read for one round."""

    longest: int
    half_days: int
    crosses_sites: bool
    weeks: tuple[date, ...]
    members: Mapping[int, Member]
    volunteers: Mapping[int, Volunteer]
    shown: tuple[Shown, ...]
    # Visitor and host between whom no visit may be proposed now.
    apart: frozenset[tuple[int, int]] = field(default_factory=frozenset)
