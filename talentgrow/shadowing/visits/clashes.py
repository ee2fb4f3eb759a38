"""Nobody is in two places at the same time."""

from collections.abc import Collection

from sqlalchemy import and_, false, or_, select
from sqlalchemy.orm import joinedload

from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import hour
from talentgrow.kernel.errors import DomainError
from talentgrow.missions import days
from talentgrow.shadowing import queries
from talentgrow.shadowing.states import BOOKED
from talentgrow.shadowing.visits.models import Visit


class Clash(DomainError):
    """One of the two visits, or is visited, elsewhere at that time."""


def check(visit: Visit) -> None:
    """Refuse a visit whose visitor or host is elsewhere at that time; both are held from here on.

    Two half-days at different hours of one day are no clash, nor are several visitors whom a
    host takes together. Whoever books the legs of a ring holds everybody in it first.

    :raises Clash: one of the two has another visit that is booked
    """
    people = {one.id: one for one in queries.hold_people({visit.visitor_id, visit.host_id})}
    other = found(visit, people)
    if other is None:
        return
    is_visitor = visit.visitor_id in {other.visitor_id, other.host_id}
    raise Clash(
        _(
            "%(name)s has another visit on %(day)s at %(hour)s. Choose another day or hour.",
            name=people[visit.visitor_id if is_visitor else visit.host_id].name,
            day=days.in_words(max(other.starts_on, visit.starts_on), clock.today()),
            hour=hour(other.begins_at),
        )
    )


def found(visit: Visit, people: Collection[int]) -> Visit | None:
    """Return the first other visit that is booked for one of `people` at the time of a visit."""
    is_itself = Visit.id == visit.id if visit.id is not None else false()
    is_together = (
        and_(Visit.slot_id.is_not(None), Visit.slot_id == visit.slot_id)
        if visit.slot_id is not None
        else false()
    )
    return db.session.scalars(
        select(Visit)
        .where(
            or_(Visit.visitor_id.in_(people), Visit.host_id.in_(people)),
            ~is_itself,
            ~is_together,
            Visit.status.in_(BOOKED),
            Visit.starts_on <= visit.ends_on,
            Visit.ends_on >= visit.starts_on,
            Visit.begins_at < visit.ends_at,
            Visit.ends_at > visit.begins_at,
        )
        .options(joinedload(Visit.visitor), joinedload(Visit.host))
        .order_by(Visit.starts_on, Visit.id)
        .limit(1)
    ).first()
