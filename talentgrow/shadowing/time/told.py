"""Tell those concerned by a visit what time, or somebody's leaving, has done to it."""

from collections.abc import Collection
from datetime import datetime

from talentgrow.notifications.service import NoticeKind, notify
from talentgrow.people.models import Person
from talentgrow.shadowing.visits.models import Visit
from talentgrow.shadowing.waits import places


def both(visit: Visit, kind: NoticeKind, *, now: datetime) -> None:
    """Tell both sides, each about the other."""
    visitor(visit, kind, now=now)
    host(visit, kind, now=now)


def visitor(visit: Visit, kind: NoticeKind, *, now: datetime) -> None:
    """Tell who visits about whom they visit."""
    _side(visit, visit.visitor_id, visit.host, kind, now)


def host(visit: Visit, kind: NoticeKind, *, now: datetime) -> None:
    """Tell who is visited about who comes."""
    _side(visit, visit.host_id, visit.visitor, kind, now)


def others(
    visit: Visit,
    ids: Collection[int],
    kind: NoticeKind,
    *,
    now: datetime,
    part: str = "",
    **details: object,
) -> None:
    """Tell managers or HR about a visit of others, once for each part of it."""
    for person_id in sorted(ids):
        notify(
            person_id,
            kind,
            key=_key(visit, kind, part),
            url=places.words(),
            now=now,
            visitor=visit.visitor.name,
            host=visit.host.name,
            day=visit.starts_on,
            **details,
        )


def _side(visit: Visit, person_id: int, other: Person, kind: NoticeKind, now: datetime) -> None:
    notify(
        person_id,
        kind,
        key=_key(visit, kind),
        url=places.visit(visit.id),
        now=now,
        who=other.name,
        other=other.name,
        day=visit.starts_on,
    )


def _key(visit: Visit, kind: NoticeKind, part: str = "") -> str:
    return f"visit:{visit.id}:{kind.name}:{visit.sequence}:{part}"
