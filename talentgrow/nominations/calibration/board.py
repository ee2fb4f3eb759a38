"""The page of a session: groups side by side, in each of them everybody by name."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import localized, ngettext
from talentgrow.infra.templates import number
from talentgrow.jobs.models import Job
from talentgrow.kernel.access import Actor
from talentgrow.kernel.text import search_key
from talentgrow.nominations.calibration import grid, queries, wording
from talentgrow.nominations.calibration.models import CalibrationSession, Decision, Grouping
from talentgrow.nominations.calibration.queries import Weighed
from talentgrow.nominations.calibration.wording import State
from talentgrow.nominations.models import Candidacy
from talentgrow.nominations.states import CandidacyStatus
from talentgrow.people.models import Assignment, Person, Site, Unit
from talentgrow.people.queries import is_current


@dataclass(frozen=True, slots=True)
class Wish:
    """One wish on a card; `waits` tells whether HR owes it an answer now."""

    id: int
    name: str
    full_name: str
    state: State
    decision: Decision | None
    waits: bool


@dataclass(frozen=True, slots=True)
class Card:
    """Somebody who stands in a session."""

    nominee_id: int
    person: Person
    job: str
    wishes: tuple[Wish, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """People of one unit, site or manager."""

    name: str
    text: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """Everybody whom the actor weighs in a session."""

    groups: tuple[Group, ...]
    grid: grid.Grid | None

    @property
    def cards(self) -> tuple[Card, ...]:
        """Return everybody, by name."""
        every = [card for group in self.groups for card in group.cards]
        return tuple(sorted(every, key=lambda card: (card.person.search_key, card.person.id)))

    @property
    def wishes(self) -> tuple[Wish, ...]:
        """Return every wish."""
        return tuple(wish for card in self.cards for wish in card.wishes)

    @property
    def decided(self) -> int:
        """Return how many wishes have an answer."""
        return sum(wish.decision is not None for wish in self.wishes)

    def first_to_decide(self) -> Card | None:
        """Return the first who waits for an answer, else the first of all."""
        every = [card for group in self.groups for card in group.cards]
        waiting = (card for card in every if any(wish.waits for wish in card.wishes))
        return next(waiting, every[0] if every else None)


@dataclass(frozen=True, slots=True)
class Post:
    """What somebody does today, and where."""

    assignment: Assignment
    job: Job


def board_of(session: CalibrationSession, actor: Actor, *, now: datetime) -> Board:
    """Return whom the actor weighs in a session, in its groups."""
    weighed = queries.wishes_in(session, actor)
    people = {row.wish.nominee.person_id for row in weighed}
    posts = posts_of(people)
    cards = _cards(session, weighed, posts, now)
    sizes = _sizes(session.grouped_by, posts.values())
    groups = _groups(session.grouped_by, cards, posts, sizes)
    return Board(
        groups,
        grid.grid_of(weighed) if session.campaign.has_nine_box else None,
    )


def _cards(
    session: CalibrationSession,
    weighed: Sequence[Weighed],
    posts: Mapping[int, Post],
    now: datetime,
) -> list[Card]:
    wishes: dict[int, list[Wish]] = {}
    people: dict[int, Person] = {}
    for row in weighed:
        people[row.wish.nominee_id] = row.wish.nominee.person
        wishes.setdefault(row.wish.nominee_id, []).append(_wish(session, row, now))
    return [
        Card(
            nominee_id,
            person,
            localized(posts[person.id].job.title) if person.id in posts else "",
            tuple(wishes[nominee_id]),
        )
        for nominee_id, person in people.items()
    ]


def _wish(session: CalibrationSession, row: Weighed, now: datetime) -> Wish:
    return Wish(
        id=row.wish.id,
        name=wording.short_name(row.wish),
        full_name=wording.full_name(row.wish, session.campaign),
        state=wording.state_of(row.wish, row.decision, today=now.date()),
        decision=row.decision,
        waits=_waits(row.wish) and row.decision is None,
    )


def _waits(wish: Candidacy) -> bool:
    return wish.status is CandidacyStatus.UNDER_REVIEW


def posts_of(person_ids: Collection[int]) -> dict[int, Post]:
    """Return what people do today, with everything by which they can be grouped."""
    found = (
        select(Assignment, Job)
        .join(Job, Job.id == Assignment.job_id)
        .where(Assignment.person_id.in_(person_ids), is_current())
        .order_by(Assignment.started_on, Assignment.id)
        .options(
            joinedload(Assignment.unit),
            joinedload(Assignment.site),
            joinedload(Assignment.manager),
        )
    )
    return {one.person_id: Post(one, job) for one, job in db.session.execute(found)}


def _place(by: Grouping, post: Assignment) -> Unit | Site | Person | None:
    return {Grouping.UNIT: post.unit, Grouping.SITE: post.site, Grouping.MANAGER: post.manager}[by]


def _sizes(by: Grouping, posts: Collection[Post]) -> dict[int, int]:
    """Return how many people each unit, site or team of those who stand here has today."""
    columns: Mapping[Grouping, Any] = {
        Grouping.UNIT: Assignment.unit_id,
        Grouping.SITE: Assignment.site_id,
        Grouping.MANAGER: Assignment.manager_id,
    }
    places = (_place(by, post.assignment) for post in posts)
    found = (
        select(columns[by], func.count(Assignment.person_id.distinct()))
        .where(columns[by].in_({one.id for one in places if one is not None}), is_current())
        .group_by(columns[by])
    )
    rows = db.session.execute(found)
    return dict(rows.all())


def _name(place: Unit | Site | Person | None, by: Grouping) -> str:
    if place is None:
        words = {
            Grouping.UNIT: _("In no unit"),
            Grouping.SITE: _("At no site"),
            Grouping.MANAGER: _("Without a manager"),
        }
        return words[by]
    return localized(place.name) if isinstance(place, Unit) else place.name


def _groups(
    by: Grouping,
    cards: Sequence[Card],
    posts: Mapping[int, Post],
    sizes: Mapping[int, int],
) -> tuple[Group, ...]:
    inside: dict[int, list[Card]] = {}
    places: dict[int, Unit | Site | Person | None] = {}
    for card in cards:
        post = posts.get(card.person.id)
        place = _place(by, post.assignment) if post else None
        key = place.id if place else 0
        places[key] = place
        inside.setdefault(key, []).append(card)
    groups = [
        Group(_name(places[key], by), _text(by, found, sizes.get(key, 0), posts), tuple(found))
        for key, found in inside.items()
    ]
    return tuple(sorted(groups, key=lambda group: search_key(group.name)))


def _text(by: Grouping, cards: Sequence[Card], size: int, posts: Mapping[int, Post]) -> str:
    """Return how many of a group stand here, and who manages them where it is one person."""
    words = [
        ngettext("One of %(all)s", "%(num)s of %(all)s", len(cards), all=number(size))
        if size
        else ngettext("One nominee", "%(num)s nominees", len(cards))
    ]
    managers = {
        post.assignment.manager.name if post.assignment.manager else ""
        for card in cards
        if (post := posts.get(card.person.id))
    }
    if by is not Grouping.MANAGER and len(managers) == 1:
        words += [name for name in managers if name]
    return " · ".join(words)
