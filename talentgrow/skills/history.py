"""What happened to a skill, from the audit trail; nothing here changes anything."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import String, cast, literal, select

from talentgrow.audit import service as audit
from talentgrow.audit.models import AuditEvent
from talentgrow.infra.db import db
from talentgrow.kernel.localized import Localized
from talentgrow.people.models import Person
from talentgrow.skills import catalogue, queries
from talentgrow.skills.models import Skill

SHOWN = 30


@dataclass(frozen=True, slots=True)
class Change:
    """One field that got another value; values are texts, or names in both languages."""

    field: str
    before: str | Localized
    after: str | Localized


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that somebody did to a skill."""

    at: datetime
    author: str
    kind: str
    details: Mapping[str, Any]
    changes: tuple[Change, ...]


def of(skill: Skill, *, after_version: int | None = None) -> list[Event]:
    """Return what happened to a skill and to those that became part of it, the newest first.

    With `after_version`, only what somebody said of this skill since that version of it.
    """
    is_about = AuditEvent.subject == audit.name_of(skill)
    if after_version is None:
        became = select(literal(f"{Skill.__tablename__}:").concat(cast(Skill.id, String)))
        is_about |= AuditEvent.subject.in_(became.where(Skill.merged_into_id == skill.id))
    rows = db.session.execute(
        select(AuditEvent, Person)
        .outerjoin(Person, Person.id == AuditEvent.actor_id)
        .where(is_about, AuditEvent.kind.startswith("skills."))
        .order_by(AuditEvent.id.desc())
        .limit(SHOWN)
    ).all()
    told = [(event, author) for event, author in rows if _is_after(event, after_version)]
    names = _names(event for event, _author in told)
    return [
        Event(
            event.at,
            author.name if author else "",
            event.kind.partition(".")[2],
            event.details,
            tuple(_changes(event, names)),
        )
        for event, author in told
    ]


def _is_after(event: AuditEvent, version: int | None) -> bool:
    return version is None or event.details.get("version", 0) > version


def _changes(event: AuditEvent, names: Mapping[str, Mapping[int, Localized]]) -> Iterable[Change]:
    for field, (before, after) in event.details.get("changes", {}).items():
        known = names.get(field, {})
        yield Change(field, *(known.get(value, value or "") for value in (before, after)))


def _names(events: Iterable[AuditEvent]) -> dict[str, Mapping[int, Localized]]:
    """Return the names of the families and skills which changes speak of by id."""
    wanted: dict[str, set[int]] = {field: set() for field in ("family_id", "broader_id")}
    for event in events:
        for field, values in event.details.get("changes", {}).items():
            if field in wanted:
                wanted[field] |= {value for value in values if value is not None}
    skills = queries.by_ids(wanted["broader_id"])
    families = catalogue.family_names(wanted["family_id"]) if wanted["family_id"] else {}
    return {
        "family_id": families,
        "broader_id": {id_: skill.name for id_, skill in skills.items()},
    }
