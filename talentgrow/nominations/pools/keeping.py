"""Make talent pools and say what they are for. Functions flush; the caller commits."""

from dataclasses import asdict, dataclass
from datetime import datetime

from talentgrow.audit import service as audit
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.versions import write_version
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import DomainError
from talentgrow.nominations.pools.models import TalentPool
from talentgrow.people.parts import looks_after

FEWEST_MONTHS, MOST_MONTHS = 1, 60
CREATED = audit.Kind("nominations.pool_created", "name_fr", "name_en")
CHANGED = audit.Kind("nominations.pool_changed", "version", "changes")
RETIRED = audit.Kind("nominations.pool_retired")
RESTORED = audit.Kind("nominations.pool_restored")


class PoolOvertaken(DomainError):
    """Somebody else changed the pool meanwhile."""


class NotYourPart(DomainError):
    """HR of a part keeps pools for that part only."""


@dataclass(frozen=True, kw_only=True)
class PoolValues:
    """What a pool is called, what it is for, whose it is, and how long one is in it."""

    name_fr: str
    name_en: str
    purpose_fr: str
    purpose_en: str
    unit_id: int | None = None
    site_id: int | None = None
    months: int = 24


def create(values: PoolValues, *, by: Actor, now: datetime) -> TalentPool:
    """Make a pool.

    :raises NotYourPart: the actor does not look after all of the people whom it is for
    """
    _check_part(values, by)
    pool = TalentPool(author_id=by.person_id, created_at=now, **asdict(values))
    db.session.add(pool)
    db.session.flush()
    audit.record(CREATED, pool, by=by, now=now, name_fr=pool.name_fr, name_en=pool.name_en)
    return pool


def edit(pool: TalentPool, values: PoolValues, *, seen: int, by: Actor, now: datetime) -> None:
    """Say it otherwise, as version `seen` of it was read; members stay until their date.

    :raises NotYourPart: the actor does not look after all of the people whom it is for
    :raises PoolOvertaken: the pool has a newer version
    """
    _check_part(values, by)
    changes = {
        name: [getattr(pool, name), value]
        for name, value in asdict(values).items()
        if getattr(pool, name) != value
    }
    if not changes:
        return
    if not write_version(pool, asdict(values), seen=seen):
        raise PoolOvertaken(_("Somebody else changed this pool while you were writing."))
    audit.record(CHANGED, pool, by=by, now=now, version=pool.version, changes=changes)


def retire(pool: TalentPool, *, by: Actor, now: datetime) -> None:
    """Let nobody join a pool any more; its members stay until their date."""
    if pool.retired_at is None:
        pool.retired_at = now
        db.session.flush()
        audit.record(RETIRED, pool, by=by, now=now)


def restore(pool: TalentPool, *, by: Actor, now: datetime) -> None:
    """Let people join a retired pool again."""
    if pool.retired_at is not None:
        pool.retired_at = None
        db.session.flush()
        audit.record(RESTORED, pool, by=by, now=now)


def _check_part(values: PoolValues, by: Actor) -> None:
    if not looks_after(by, values.unit_id, values.site_id):
        raise NotYourPart(_("Choose the unit or the site which you look after."))
