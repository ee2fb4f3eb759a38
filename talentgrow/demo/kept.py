"""The development path which Inès of the demo company has kept and shares with her manager."""

from datetime import datetime, timedelta

from talentgrow.graph.paths import find_paths
from talentgrow.kernel.access import Actor, Role
from talentgrow.mobility import queries, service, snapshot
from talentgrow.mobility.service import PathValues

DAYS_AGO = 80


def keep_path(person_id: int, target_id: int, *, now: datetime) -> None:
    """Save the most travelled path from a person's job to a target, and share it."""
    mobility = snapshot.current().mobility
    choice = find_paths(mobility, queries.profile_of(person_id), target_id)
    if not choice.paths:
        return
    path = choice.paths[0]
    owner = Actor(person_id, frozenset({Role.EMPLOYEE}))
    saved = service.save_path(
        PathValues(
            target_id=target_id,
            label=path.label,
            steps=list(path.jobs),
            rule_version=mobility.rule_version,
            data_hash=mobility.data_hash,
            as_of=mobility.as_of,
        ),
        person_id=person_id,
        by=owner,
        now=now - timedelta(days=DAYS_AGO),
    )
    service.take_step(saved, "share", by=owner, now=now - timedelta(days=DAYS_AGO))
