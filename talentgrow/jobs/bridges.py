"""What can be done with the bridges between jobs. Functions flush; the web edge commits."""

from dataclasses import dataclass
from datetime import datetime

from talentgrow.audit import service as audit
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.jobs import queries
from talentgrow.jobs.models import Bridge, BridgeKind, Job
from talentgrow.jobs.signals import catalogue_changed
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import DomainError

DECLARED = audit.Kind("jobs.bridge_declared", "source", "target")
REWORDED = audit.Kind("jobs.bridge_reworded", "source", "target")
WITHDRAWN = audit.Kind("jobs.bridge_withdrawn", "source", "target")


class BridgeExists(DomainError):
    """Two jobs are joined by one bridge in each direction."""


class BridgeToItself(DomainError):
    """A bridge joins two different jobs."""


@dataclass(frozen=True, kw_only=True)
class BridgeWords:
    """What HR says about a bridge: how far it leads and, in both languages, why."""

    kind: BridgeKind = BridgeKind.CLOSE
    note_fr: str
    note_en: str


def declare(source: Job, target_id: int, words: BridgeWords, *, by: Actor, now: datetime) -> Bridge:
    """Open a way from one job to another; suggestions follow once the graph is computed anew.

    :raises BridgeToItself: source and target are the same job
    :raises BridgeExists: the bridge is there already
    :raises NotFound: no such target
    """
    target = queries.get(target_id)
    if target.id == source.id:
        raise BridgeToItself(_("A bridge joins two different jobs."))
    if queries.bridge_between(source.id, target.id) is not None:
        raise BridgeExists(_("This bridge is declared already."))
    bridge = Bridge(
        source_id=source.id,
        target_id=target.id,
        kind=words.kind,
        note_fr=words.note_fr,
        note_en=words.note_en,
        author_id=by.person_id,
        declared_at=now,
    )
    db.session.add(bridge)
    db.session.flush()
    audit.record(DECLARED, bridge, by=by, now=now, source=source.id, target=target.id)
    catalogue_changed.send(bridge)
    return bridge


def reword(bridge: Bridge, words: BridgeWords, *, by: Actor, now: datetime) -> None:
    """Say otherwise how far a bridge leads and why; who declared it and when stays."""
    bridge.kind = words.kind
    bridge.note_fr, bridge.note_en = words.note_fr, words.note_en
    db.session.flush()
    audit.record(REWORDED, bridge, by=by, now=now, source=bridge.source_id, target=bridge.target_id)


def withdraw(bridge: Bridge, *, by: Actor, now: datetime) -> None:
    """Take a bridge back; moves that people made over it stay counted."""
    audit.record(
        WITHDRAWN, bridge, by=by, now=now, source=bridge.source_id, target=bridge.target_id
    )
    db.session.delete(bridge)
    db.session.flush()
    catalogue_changed.send(bridge)
