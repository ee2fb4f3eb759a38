"""Questions about bridges between jobs; nothing here changes anything."""

from dataclasses import dataclass

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import aliased, joinedload

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.jobs.models import Bridge, BridgeKind, Job
from talentgrow.jobs.queries import by_title
from talentgrow.kernel.errors import NotFound
from talentgrow.kernel.origin import Origin


@dataclass(frozen=True, slots=True)
class BridgeFilters:
    """What the list of bridges is narrowed to; a family is that of either end."""

    family_id: int | None = None
    kind: BridgeKind | None = None
    origin: Origin | None = None


def declared(filters: BridgeFilters) -> Select[Bridge]:
    """Select the bridges which some filters leave, with authors, by where they start."""
    source, target = aliased(Job), aliased(Job)
    found = (
        select(Bridge)
        .join(source, source.id == Bridge.source_id)
        .join(target, target.id == Bridge.target_id)
        .options(joinedload(Bridge.author))
        .order_by(by_title(source), source.id, by_title(target), target.id)
    )
    if filters.family_id is not None:
        found = found.where(
            or_(
                source.family_id == filters.family_id,
                target.family_id == filters.family_id,
            )
        )
    if filters.kind is not None:
        found = found.where(Bridge.kind == filters.kind)
    if filters.origin is not None:
        found = found.where(Bridge.origin == filters.origin)
    return found


def get_bridge(job_id: int, bridge_id: int) -> Bridge:
    """Return one bridge from a job.

    :raises NotFound: no such bridge
    """
    bridge = db.session.scalar(
        select(Bridge).where(Bridge.id == bridge_id, Bridge.source_id == job_id)
    )
    if bridge is None:
        raise NotFound(_("This bridge does not exist."))
    return bridge
