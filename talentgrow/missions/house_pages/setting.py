"""What HR may change about missions for the whole house. Functions flush; the web edge commits."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select

from talentgrow.audit import service as audit
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.once import insert_once
from talentgrow.infra.versions import write_version
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import DomainError
from talentgrow.missions.models import HouseRules, SensitiveUnit
from talentgrow.people.models import Unit

CHANGED = audit.Kind("missions.rules_changed", "version", "changes")
SENSITIVE = "sensitive_units"


class RulesOvertaken(DomainError):
    """Somebody else changed the rules meanwhile."""


@dataclass(frozen=True, kw_only=True)
class RuleValues:
    """All rules about missions, named as their columns."""

    review_above_hours: float
    review_above_seats: int
    review_days: int
    word_above_hours: float
    word_above_days: int
    silence_days: int
    defer_weeks: int
    weekly_hours: float
    load_percent: int
    comfort_below: float
    stretch_below: float
    risk_below: float


def sensitive_unit_ids() -> frozenset[int]:
    """Return the units of which HR reads every mission first."""
    return frozenset(db.session.scalars(select(SensitiveUnit.unit_id)))


def change(
    values: RuleValues,
    unit_ids: Collection[int],
    *,
    version: int,
    by: Actor,
    now: datetime,
) -> Mapping[str, object]:
    """Set the rules and the sensitive units, as `version` of them was read; return what changed.

    :raises RulesOvertaken: the rules have a newer version
    """
    insert_once(HouseRules, {"id": 1})
    known = db.session.get_one(HouseRules, 1, populate_existing=True)
    units_before, units = sensitive_unit_ids(), _known_units(unit_ids)
    changes: dict[str, object] = {
        name: [getattr(known, name), value]
        for name, value in asdict(values).items()
        if getattr(known, name) != value
    }
    if units != units_before:
        changes[SENSITIVE] = [sorted(units_before), sorted(units)]
    if not changes:
        return changes
    if not write_version(known, asdict(values), seen=version):
        raise RulesOvertaken(_("Somebody else changed these rules while you were writing."))
    db.session.execute(delete(SensitiveUnit))
    if units:
        db.session.execute(insert(SensitiveUnit), [{"unit_id": unit_id} for unit_id in units])
    audit.record(CHANGED, known, by=by, now=now, version=known.version, changes=changes)
    return changes


def _known_units(unit_ids: Collection[int]) -> frozenset[int]:
    return frozenset(db.session.scalars(select(Unit.id).where(Unit.id.in_(unit_ids))))
