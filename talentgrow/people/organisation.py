"""The tree of units as a reader may see it: how many people, and who leads them."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from talentgrow.infra.db import db
from talentgrow.infra.i18n import localized
from talentgrow.kernel.access import Actor, Scope
from talentgrow.kernel.text import search_key
from talentgrow.people import queries
from talentgrow.people.models import Assignment, Person, Site, Unit


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit with those below it; `people` counts them all.

    `people` is None for a unit that is named only as the way to the reader's part.
    """

    unit: Unit
    people: int | None
    head: Person | None
    children: tuple["Branch", ...]


@dataclass(frozen=True, slots=True)
class Option:
    """A unit to choose, with how many stand above it."""

    unit: Unit
    depth: int


@dataclass(frozen=True, slots=True)
class Places:
    """Where somebody may be looked for: units, each under the one above it, and sites by name."""

    units: tuple[Option, ...]
    sites: tuple[Site, ...]


@dataclass(frozen=True, slots=True)
class OwnUnits:
    """The unit in which a reader works, and it with all below: whom one may list unasked."""

    first: int | None = None
    all: frozenset[int] = frozenset()


def tree(actor: Actor) -> tuple[Branch, ...]:
    """Return the units by name, those at the top first; HR of a part gets that part only."""
    return _Tree(actor).below(None)


def places(actor: Actor) -> Places:
    """Return the units and sites whose people the actor may look for."""
    units, sites = queries.units(), queries.sites()
    if actor.scope is not None:
        here = _places_in(actor.scope)
        named = _with_those_above({unit for unit, _site in here if unit}, units)
        units = [unit for unit in units if unit.id in named]
        known = {site for _unit, site in here}
        sites = [site for site in sites if site.id in known]
    return Places(tuple(_options(_children(units), None, 0)), tuple(sites))


def _places_in(scope: Scope) -> set[tuple[int | None, int | None]]:
    """Return the units and sites of a part: those it is made of and those where its people are."""
    rows = db.session.execute(
        select(Assignment.unit_id, Assignment.site_id)
        .where(queries.is_current(), queries.is_at(scope))
        .distinct()
    )
    present = {(unit_id, site_id) for unit_id, site_id in rows}
    own = {(unit_id, None) for unit_id in scope.unit_ids}
    return present | own | {(None, site_id) for site_id in scope.site_ids}


def _options(
    children: Mapping[int | None, list[Unit]], parent_id: int | None, depth: int
) -> Iterator[Option]:
    for unit in children.get(parent_id, ()):
        yield Option(unit, depth)
        yield from _options(children, unit.id, depth + 1)


def own_units(actor: Actor) -> OwnUnits:
    """Return the unit in which the actor works and those below; HR, who may list all, need none."""
    held = None if actor.is_hr else queries.current_assignment(actor.person_id or 0)
    if held is None or held.unit_id is None:
        return OwnUnits()
    return OwnUnits(held.unit_id, queries.with_units_below([held.unit_id]))


class _Tree:
    """Counts people and managers by unit once, then hangs the units under one another."""

    def __init__(self, actor: Actor) -> None:
        units = queries.units()
        self.present = _present(actor)
        self.own = {unit.id for unit in units}
        if actor.scope is not None:
            self.own = set(actor.scope.unit_ids) | self.present.posts.keys()
            named = _with_those_above(self.own, units)
            units = [unit for unit in units if unit.id in named]
        self.children = _children(units)
        self.heads = _heads(actor, self.present.managers)

    def below(self, parent_id: int | None) -> tuple[Branch, ...]:
        """Return the branches directly under a unit."""
        return tuple(self._branch(unit) for unit in self.children.get(parent_id, ()))

    def _branch(self, unit: Unit) -> Branch:
        children = self.below(unit.id)
        is_own = unit.id in self.own
        return Branch(
            unit,
            self._all_people(unit) if is_own else None,
            self.heads.get(unit.id) if is_own else None,
            children,
        )

    def _all_people(self, unit: Unit) -> int:
        posts, shared = self._all_posts(unit)
        return posts - len(shared) + len(set(shared))

    def _all_posts(self, unit: Unit) -> tuple[int, list[int]]:
        """Return how many posts are held in a unit and below, and who holds one of several."""
        posts = self.present.posts[unit.id]
        shared = list(self.present.shared.get(unit.id, ()))
        for child in self.children.get(unit.id, ()):
            more, others = self._all_posts(child)
            posts, shared = posts + more, shared + others
        return posts, shared


@dataclass(frozen=True, slots=True)
class _Present:
    """What is done today, by unit: the posts, how many have which manager, and who has several.

    The database counts; only the few people with more than one post come one by one.
    """

    posts: Counter[int]
    managers: Mapping[int, Counter[int]]
    shared: Mapping[int, list[int]]


def _present(actor: Actor) -> _Present:
    """Count all that is done today in the actor's part."""
    here = [queries.is_current(), Assignment.unit_id.is_not(None)]
    if actor.scope is not None:
        here.append(queries.is_at(actor.scope))
    posts: Counter[int] = Counter()
    managers: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for unit_id, manager_id, count in db.session.execute(
        select(Assignment.unit_id, Assignment.manager_id, func.count())
        .where(*here)
        .group_by(Assignment.unit_id, Assignment.manager_id)
    ):
        posts[unit_id or 0] += count
        if manager_id is not None:
            managers[unit_id or 0][manager_id] += count
    several = (
        select(Assignment.person_id)
        .where(*here)
        .group_by(Assignment.person_id)
        .having(func.count() > 1)
    )
    shared: defaultdict[int, list[int]] = defaultdict(list)
    for unit_id, person_id in db.session.execute(
        select(Assignment.unit_id, Assignment.person_id).where(
            *here, Assignment.person_id.in_(several)
        )
    ):
        shared[unit_id or 0].append(person_id)
    return _Present(posts, managers, shared)


def _with_those_above(unit_ids: Collection[int], units: Collection[Unit]) -> set[int]:
    parents = {unit.id: unit.parent_id for unit in units}
    found: set[int] = set()
    for start in unit_ids:
        unit_id: int | None = start
        while unit_id is not None and unit_id not in found:
            found.add(unit_id)
            unit_id = parents.get(unit_id)
    return found


def _children(units: Collection[Unit]) -> Mapping[int | None, list[Unit]]:
    """Return units by the one above them, in the order of their names."""
    children: defaultdict[int | None, list[Unit]] = defaultdict(list)
    for unit in sorted(units, key=lambda unit: (search_key(localized(unit.name)), unit.id)):
        children[unit.parent_id].append(unit)
    return children


def _heads(actor: Actor, managers: Mapping[int, Counter[int]]) -> dict[int, Person]:
    """Return for each unit the manager whom most of its people have, if the actor may find them."""
    most = {
        unit_id: min(counted, key=lambda manager_id: (-counted[manager_id], manager_id))
        for unit_id, counted in managers.items()
    }
    found = {
        person.id: person
        for person in db.session.scalars(
            queries.visible_to(actor).where(
                Person.id.in_(set(most.values())), Person.left_on.is_(None)
            )
        )
    }
    return {unit_id: found[head] for unit_id, head in most.items() if head in found}
