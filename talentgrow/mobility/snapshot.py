"""The mobility graph as pages read it: computed by a task, stored, loaded once per process."""

from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from typing import cast

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import undefer

from talentgrow.graph.errors import UnreadableSnapshot
from talentgrow.graph.layout import Layout, layout
from talentgrow.graph.mobility import Mobility, build
from talentgrow.graph.rules import Rules
from talentgrow.infra import clock, tasks
from talentgrow.infra.db import db, reading
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.web import after_commit
from talentgrow.kernel.access import Scope
from talentgrow.kernel.errors import NotFound
from talentgrow.mobility import careers
from talentgrow.mobility.models import Snapshot

TASK = "mobility.rebuild"
EXTENSION = "talentgrow.graph"
KEPT = 5


class NoSnapshot(NotFound):
    """The graph has not been computed yet."""


@dataclass(frozen=True)
class Graph:
    """One snapshot, loaded: the compact graph, where its jobs are drawn, and when it was built.

    `scope` is the part of the organisation it was counted in, None for the whole; `parts` are
    those that readers asked for, each counted once.
    """

    id: int
    built_at: datetime
    mobility: Mobility
    layout: Layout
    scope: Scope | None = None
    parts: "dict[Scope, Graph]" = field(default_factory=dict, repr=False)


class Loaded:
    """The newest snapshot of one process, shared by its threads."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.graph: Graph | None = None


def rebuild() -> Snapshot | None:
    """Compute the graph and store it, unless the data has not changed since the last time."""
    return _store(_compute())


def rebuild_apart() -> None:
    """Do the same as a task: nobody who saves something waits while the graph is computed."""
    with reading():
        mobility = _compute()
        # Ends the transaction that read; the one that stores begins as a writer.
        db.session.rollback()
    _store(mobility)


def _compute() -> Mobility:
    rules = Rules(few=int(current_app.config["SMALLEST_GROUP"]))
    return build(careers.read(clock.today()), rules)


def _store(mobility: Mobility) -> Snapshot | None:
    newest = db.session.scalar(select(Snapshot).order_by(Snapshot.id.desc()).limit(1))
    if newest is not None and _is_same(newest, mobility):
        return None
    snapshot = Snapshot(
        built_at=clock.now(),
        as_of=mobility.as_of,
        data_hash=mobility.data_hash,
        rule_version=mobility.rule_version,
        jobs=len(mobility.jobs),
        people=int(mobility.headcount.sum()),
        moves=mobility.moves_counted,
        renamed=mobility.moves_seen - mobility.moves_counted,
        graph=mobility.dump(),
        layout=layout(mobility).to_json(),
    )
    db.session.add(snapshot)
    db.session.flush()
    _forget_old_ones()
    return snapshot


def ask_for_rebuild(_news: object) -> None:
    """Have the graph computed anew once this request's work is stored."""
    after_commit(lambda: tasks.ask(TASK))


def current() -> Graph:
    """Return the newest graph, loading it when it is not the one this process holds.

    :raises NoSnapshot: none was computed yet
    """
    loaded = cast(Loaded, current_app.extensions.setdefault(EXTENSION, Loaded()))
    newest = db.session.scalar(select(Snapshot.id).order_by(Snapshot.id.desc()).limit(1))
    if newest is None:
        raise NoSnapshot(_not_yet())
    graph = loaded.graph
    if graph is not None and graph.id == newest:
        return graph
    with loaded.lock:
        if loaded.graph is None or loaded.graph.id != newest:
            try:
                loaded.graph = _load(newest)
            except UnreadableSnapshot as error:
                # Written by other rules: the next computation replaces it.
                raise NoSnapshot(_not_yet()) from error
        return loaded.graph


def _not_yet() -> str:
    return _("The mobility graph has not been computed yet. Come back in a minute.")


def _is_same(snapshot: Snapshot, mobility: Mobility) -> bool:
    """Tell whether neither data nor rules have changed since a snapshot which can be read."""
    if (snapshot.data_hash, snapshot.rule_version) != (mobility.data_hash, mobility.rule_version):
        return False
    try:
        return Mobility.load(snapshot.graph).rules == mobility.rules
    except UnreadableSnapshot:
        return False


def _load(snapshot_id: int) -> Graph:
    stored = db.session.scalars(
        select(Snapshot)
        .where(Snapshot.id == snapshot_id)
        .options(undefer(Snapshot.graph), undefer(Snapshot.layout))
    ).one()
    return Graph(
        id=stored.id,
        built_at=stored.built_at,
        mobility=Mobility.load(stored.graph),
        layout=Layout.from_json(stored.layout),
    )


def _forget_old_ones() -> None:
    """Keep the last few snapshots: each is a few megabytes and can be computed again."""
    old = db.session.scalars(select(Snapshot).order_by(Snapshot.id.desc()).offset(KEPT))
    for snapshot in old:
        db.session.delete(snapshot)
    db.session.flush()
