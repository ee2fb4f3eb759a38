"""The directory of colleagues: who is found, with job, unit and site."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, func, or_, select

from talentgrow.infra.db import db
from talentgrow.infra.paging import PAGE_SIZE, paginate
from talentgrow.jobs import queries as jobs
from talentgrow.jobs.models import Job, JobFamily
from talentgrow.kernel.access import Actor
from talentgrow.kernel.page import Page
from talentgrow.kernel.text import search_key
from talentgrow.people import organisation
from talentgrow.people import queries as people
from talentgrow.people.limits import FEWEST_LETTERS, MOST_PAGES
from talentgrow.people.models import Assignment, Person, Site, Unit
from talentgrow.people.organisation import Places


class Presence(StrEnum):
    """Whom HR looks for: everybody, those who work here, those who left."""

    ALL = "all"
    HERE = "here"
    LEFT = "left"


class Refusal(StrEnum):
    """Why nobody is listed: nothing was asked for, or too little of it."""

    NOTHING_ASKED = "nothing_asked"
    TOO_FEW_LETTERS = "too_few_letters"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the address asks for; what it does not ask for is empty or None.

    `unit_id` is the unit that is listed, `chosen_unit_id` the one that was asked for: one's own is
    listed unasked, and must not narrow the next search.
    """

    words: str = ""
    unit_id: int | None = None
    chosen_unit_id: int | None = None
    site_id: int | None = None
    family_id: int | None = None
    presence: Presence = Presence.ALL


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: a person, and what they do today or did last."""

    person: Person
    job: Job | None
    unit: Unit | None
    site: Site | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """One page of the directory and what it may be narrowed to."""

    wanted: Wanted
    page: Page[Entry]
    refusal: Refusal | None
    is_cut: bool
    is_own_unit: bool
    places: Places
    families: tuple[JobFamily, ...]


def directory(actor: Actor, wanted: Wanted, own: frozenset[int], *, page_number: int) -> Directory:
    """Return the colleagues the actor asks for.

    Only HR leafs through everybody. Others name somebody or stay within their own unit, and
    read a few pages at most: a directory is to find people in, not to be copied. `own` is their
    unit with those below.
    """
    refusal = None if actor.is_hr else _refusal(wanted, own)
    most = None if actor.is_hr else MOST_PAGES
    page: Page[Person] = Page([], 1, PAGE_SIZE, 0)
    is_cut = False
    if refusal is None:
        page, is_cut = _page(found(actor, wanted), page_number, most)
    return Directory(
        wanted=wanted,
        page=Page(entries(page.items), page.number, page.size, page.total),
        refusal=refusal,
        is_cut=is_cut,
        is_own_unit=not wanted.words and wanted.unit_id in own,
        places=organisation.places(actor),
        families=tuple(jobs.families()),
    )


def _refusal(wanted: Wanted, own: frozenset[int]) -> Refusal | None:
    words = search_key(wanted.words).split()
    if not words:
        return None if wanted.unit_id in own else Refusal.NOTHING_ASKED
    if max(map(len, words)) < FEWEST_LETTERS:
        return Refusal.TOO_FEW_LETTERS
    return None


def found(actor: Actor, wanted: Wanted) -> Select[Person]:
    """Select the people who have all the words and match all the filters, by name."""
    found = people.visible_to(actor).order_by(Person.search_key, Person.id)
    for word in search_key(wanted.words).split():
        named = people.is_called(actor, word)
        found = found.where(or_(named, Person.id.in_(people.who_hold(_job_has(word)))))
    conditions = _places(wanted)
    if conditions:
        found = found.where(Person.id.in_(people.who_hold(*conditions)))
    if wanted.presence is Presence.HERE:
        found = found.where(Person.left_on.is_(None))
    if wanted.presence is Presence.LEFT:
        found = found.where(Person.left_on.is_not(None))
    return found


def _job_has(word: str) -> ColumnElement[bool]:
    return Assignment.job_id.in_(
        select(Job.id).where(Job.search_key.contains(word, autoescape=True))
    )


def _places(wanted: Wanted) -> list[ColumnElement[bool]]:
    """Return what an assignment must be: in the unit or below, at the site, in the family."""
    conditions: list[ColumnElement[bool]] = []
    if wanted.unit_id is not None:
        below = sorted(people.with_units_below([wanted.unit_id]))
        conditions.append(Assignment.unit_id.in_(below))
    if wanted.site_id is not None:
        conditions.append(Assignment.site_id == wanted.site_id)
    if wanted.family_id is not None:
        family = select(Job.id).where(Job.family_id == wanted.family_id)
        conditions.append(Assignment.job_id.in_(family))
    return conditions


def _page(found: Select[Person], number: int, most: int | None) -> tuple[Page[Person], bool]:
    """Return one page, and whether there is more than may be read."""
    if most is None:
        return paginate(found, number), False
    room = most * PAGE_SIZE
    counted = select(func.count()).select_from(found.limit(room + 1).subquery())
    total = db.session.scalar(counted) or 0
    number = min(number, max(1, -(-min(total, room) // PAGE_SIZE)))
    rows = db.session.scalars(found.limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE))
    return Page(list(rows), number, PAGE_SIZE, min(total, room)), total > room


def entries(found: Sequence[Person]) -> list[Entry]:
    """Return some people, each with what they do today or did last."""
    posts = people.shown_posts([person.id for person in found]) if found else {}
    titles: Mapping[int, Job] = jobs.by_ids({post.job_id for post in posts.values()})
    return [_entry(person, posts.get(person.id), titles) for person in found]


def _entry(person: Person, post: Assignment | None, titles: Mapping[int, Job]) -> Entry:
    if post is None:
        return Entry(person, None, None, None)
    return Entry(person, titles.get(post.job_id), post.unit, post.site)
