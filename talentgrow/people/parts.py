"""The part of the house for which something is held: a unit with those below, a site, or all."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select

from talentgrow.kernel.access import Actor, Scope
from talentgrow.people import queries
from talentgrow.people.models import Person


def looks_after(actor: Actor, unit_id: int | None, site_id: int | None) -> bool:
    """Tell whether somebody in HR answers for all of a unit, a site, or with neither the house."""
    if not actor.is_hr:
        return False
    if actor.scope is None:
        return True
    # Who is meant by both together works in either: only who has both has all of them.
    has_unit = unit_id is None or unit_id in actor.scope.unit_ids
    has_site = site_id is None or site_id in actor.scope.site_ids
    return (unit_id, site_id) != (None, None) and has_unit and has_site


def touches(held: Any, scope: Scope) -> ColumnElement[bool]:
    """Return the condition that something of a table is held for a part, or for all.

    `held` is a model with `unit_id` and `site_id`.
    """
    for_all = and_(held.unit_id.is_(None), held.site_id.is_(None))
    return or_(for_all, is_about(held, scope))


def is_about(held: Any, scope: Scope) -> ColumnElement[bool]:
    """Return the condition that something of a table names a unit or site of a part."""
    return or_(held.unit_id.in_(sorted(scope.unit_ids)), held.site_id.in_(sorted(scope.site_ids)))


def people_in(unit_id: int | None, site_id: int | None) -> Select[Person]:
    """Select the people of a part, who all work here."""
    found = select(Person).where(Person.left_on.is_(None))
    if unit_id is None and site_id is None:
        return found
    units = queries.with_units_below([unit_id]) if unit_id else frozenset()
    sites = frozenset({site_id}) if site_id else frozenset()
    return found.where(queries.is_within(Scope(unit_ids=units, site_ids=sites)))
