"""Questions about people; nothing here changes anything."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    cast,
    exists,
    func,
    null,
    or_,
    select,
    union,
)
from sqlalchemy.orm import aliased, joinedload

from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor, Scope
from talentgrow.kernel.errors import NotFound
from talentgrow.kernel.text import search_key
from talentgrow.people.models import Assignment, Person, Site, Unit


def visible_to(actor: Actor) -> Select[Person]:
    """People the actor may find: colleagues who work here, and for HR those who left too.

    HR of a part of the organisation finds the people of that part, themselves and their team.
    """
    if not actor.is_hr:
        return select(Person).where(Person.left_on.is_(None))
    if actor.scope is None:
        return select(Person)
    own = [person_id for person_id in (actor.person_id, *actor.report_ids) if person_id]
    return select(Person).where(or_(is_within(actor.scope), Person.id.in_(own)))


def is_within(scope: Scope) -> ColumnElement[bool]:
    """Return the condition that a person works in a part of the organisation.

    Their present or coming assignment says so, or for those who left their last one.
    """
    return exists().where(Assignment.person_id == Person.id, is_at(scope), _places_them())


def _places_them() -> ColumnElement[bool]:
    """Return the condition that an assignment says in which part somebody works."""
    return or_(
        Assignment.ended_on.is_(None),
        Assignment.ended_on >= clock.today(),
        Assignment.ended_on == Person.left_on,
    )


def is_at(scope: Scope) -> ColumnElement[bool]:
    """Return the condition that an assignment lies in a part of the organisation."""
    return or_(
        Assignment.unit_id.in_(sorted(scope.unit_ids)),
        Assignment.site_id.in_(sorted(scope.site_ids)),
    )


def is_person_within(scope: Scope, person_id: int) -> bool:
    """Tell whether one person works in a part of the organisation."""
    found = select(Person.id).where(Person.id == person_id, is_within(scope))
    return db.session.scalar(found) is not None


def parts_of(person_id: int) -> tuple[frozenset[int], frozenset[int]]:
    """Return the units (with all those above) and the sites to which one person belongs.

    The same assignments count as for `is_within`: this is that question from the other side.
    """
    here = (
        select(Assignment.unit_id, Assignment.site_id)
        .join(Person, Person.id == Assignment.person_id)
        .where(Assignment.person_id == person_id, _places_them())
        .cte("here")
    )
    above = select(here.c.unit_id.label("id")).cte("above", recursive=True)
    above = above.union(select(Unit.parent_id).join(above, Unit.id == above.c.id))
    nowhere = cast(null(), Integer)
    rows = db.session.execute(
        union(select(above.c.id, nowhere), select(nowhere, here.c.site_id))
    ).all()
    return (
        frozenset(unit_id for unit_id, _site in rows if unit_id),
        frozenset(site_id for _unit, site_id in rows if site_id),
    )


def units_with_those_below() -> Mapping[int, frozenset[int]]:
    """Return every unit together with all units below it."""
    children = _units_below()
    return {
        unit_id: _gathered([unit_id], children) for units in children.values() for unit_id in units
    }


def with_units_below(unit_ids: Collection[int]) -> frozenset[int]:
    """Return units together with all units below them."""
    return _gathered(unit_ids, _units_below())


def units_below(unit_id: int) -> Select[int]:
    """Select a unit with all units below it, as part of another statement."""
    below = select(Unit.id).where(Unit.id == unit_id).cte("below", recursive=True)
    below = below.union(select(Unit.id).join(below, Unit.parent_id == below.c.id))
    return select(below.c.id)


def _units_below() -> Mapping[int | None, list[int]]:
    """Return the units directly below each unit, those at the top under None."""
    children: defaultdict[int | None, list[int]] = defaultdict(list)
    for unit_id, parent_id in db.session.execute(select(Unit.id, Unit.parent_id)):
        children[parent_id].append(unit_id)
    return children


def _gathered(
    unit_ids: Collection[int], children: Mapping[int | None, list[int]]
) -> frozenset[int]:
    found: set[int] = set()
    waiting = list(unit_ids)
    while waiting:
        unit_id = waiting.pop()
        if unit_id not in found:
            found.add(unit_id)
            waiting.extend(children.get(unit_id, ()))
    return frozenset(found)


def search(actor: Actor, words: str) -> Select[Person]:
    """Return the people whom the actor may find and whose name or number has all the words."""
    found = visible_to(actor).order_by(Person.search_key, Person.id)
    for word in search_key(words).split():
        found = found.where(is_called(actor, word))
    return found


def is_called(actor: Actor, word: str) -> ColumnElement[bool]:
    """Return the condition that a name or a number has a word.

    For colleagues, who see no numbers, one must be whole: sign by sign it could be guessed.
    """
    if actor.is_hr or not any(map(str.isdigit, word)):
        return Person.search_key.contains(word, autoescape=True)
    return (" " + Person.search_key + " ").contains(f" {word} ", autoescape=True)


def who_hold(*conditions: ColumnElement[bool]) -> Select[Any]:
    """Select the ids of people by what they do today, or did last if they have left."""
    owner = aliased(Person)
    return (
        select(Assignment.person_id)
        .join(owner, owner.id == Assignment.person_id)
        .where(or_(is_current(), Assignment.ended_on == owner.left_on), *conditions)
    )


def shown_posts(person_ids: Collection[int]) -> Mapping[int, Assignment]:
    """Return by person what they do today, or did last if they have left, with unit and site."""
    rows = db.session.scalars(posts_of(person_ids))
    return {assignment.person_id: assignment for assignment in rows}


def posts_of(person_ids: Collection[int]) -> Select[Assignment]:
    """Select the same, joined to the people; of several of one person the last one counts."""
    return (
        select(Assignment)
        .join(Person, Person.id == Assignment.person_id)
        .where(
            Assignment.person_id.in_(person_ids),
            or_(is_current(), Assignment.ended_on == Person.left_on),
        )
        .options(joinedload(Assignment.unit), joinedload(Assignment.site))
        .order_by(Assignment.started_on, Assignment.id)
    )


def get_visible(actor: Actor, person_id: int) -> Person:
    """Return one person.

    :raises NotFound: no such person, or not one whom the actor may find
    """
    person = db.session.scalar(visible_to(actor).where(Person.id == person_id))
    if person is None:
        raise NotFound(_("This person does not exist."))
    return person


def can_find(actor: Actor, person: Person) -> bool:
    """Tell whether a person who was loaded for another reason has a page for the actor."""
    if not actor.is_hr:
        return person.left_on is None
    known = actor.is_hr_for(person.id) or actor.manages(person.id)
    return known or actor.is_person(person.id)


def is_current() -> ColumnElement[bool]:
    """Return the condition that an assignment has begun and is not over."""
    today = clock.today()
    return and_(
        Assignment.started_on <= today,
        or_(Assignment.ended_on.is_(None), Assignment.ended_on >= today),
    )


def report_ids(person_id: int) -> frozenset[int]:
    """Return the ids of the people whose present assignment names `person_id` as manager."""
    return frozenset(
        db.session.scalars(
            select(Assignment.person_id).where(Assignment.manager_id == person_id, is_current())
        )
    )


def current_assignment(person_id: int) -> Assignment | None:
    """Return what a person does today, with unit, site and manager."""
    return db.session.scalar(
        held_today(person_id).options(
            joinedload(Assignment.unit),
            joinedload(Assignment.site),
            joinedload(Assignment.manager),
        )
    )


def held_today(person_id: int) -> Select[Assignment]:
    """Select what a person does today; of several the one that began last."""
    return (
        select(Assignment)
        .where(Assignment.person_id == person_id, is_current())
        .order_by(Assignment.started_on.desc(), Assignment.id.desc())
        .limit(1)
    )


def career(person_id: int) -> list[Assignment]:
    """Return all assignments of a person, the newest first."""
    return careers([person_id]).get(person_id, [])


def careers(person_ids: Collection[int]) -> dict[int, list[Assignment]]:
    """Return by person all assignments, the newest first; nothing for who never had one."""
    rows = db.session.scalars(
        select(Assignment)
        .where(Assignment.person_id.in_(person_ids))
        .options(
            joinedload(Assignment.unit),
            joinedload(Assignment.site),
            joinedload(Assignment.manager),
        )
        .order_by(Assignment.started_on.desc(), Assignment.id.desc())
    )
    found: defaultdict[int, list[Assignment]] = defaultdict(list)
    for one in rows:
        found[one.person_id].append(one)
    return found


def units() -> list[Unit]:
    """Return all units by code."""
    return list(db.session.scalars(select(Unit).order_by(Unit.code)))


def sites() -> list[Site]:
    """Return all sites by name."""
    return list(db.session.scalars(select(Site).order_by(Site.name, Site.id)))


def sites_of_job(job_id: int, scope: Scope | None = None) -> list[tuple[Site, int]]:
    """Return the sites where people hold a job today, with their number, most people first.

    With a scope only the people in that part of the organisation count.
    """
    people = func.count().label("people")
    found = (
        select(Site, people)
        .join(Assignment, Assignment.site_id == Site.id)
        .where(Assignment.job_id == job_id, is_current())
        .group_by(Site.id)
        .order_by(people.desc(), Site.name)
    )
    rows = db.session.execute(found if scope is None else found.where(is_at(scope)))
    return [(site, count) for site, count in rows]
