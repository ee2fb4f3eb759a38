"""Which visits could be in a round: wished, in a week and at a place that suit both."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from talentgrow.graph.swaps.values import Leg, Participant
from talentgrow.graph.swaps.values import Round as Ringed
from talentgrow.shadowing.rounds.matching.scene import Member, Scene, Shown, Wish


@dataclass(frozen=True, slots=True)
class Edge:
    """A visit that could be."""

    visitor_id: int
    host_id: int
    rank: int
    wish_id: int
    weeks: tuple[date, ...]
    # Of a volunteer: which of their offers.
    offer_id: int | None


class Problem:
    """Who takes part in a round and which visits could be."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.edges: Mapping[tuple[int, int], Edge] = {
            (edge.visitor_id, edge.host_id): edge for edge in _edges(scene)
        }

    @cached_property
    def ringed(self) -> Ringed:
        """Return the same as the solver takes it."""
        legs = (
            Leg(one.visitor_id, one.host_id, one.rank, tuple(w.toordinal() for w in one.weeks))
            for one in self.edges.values()
        )
        return Ringed(_participants(self.scene), legs)

    @cached_property
    def digest(self) -> str:
        """Return what changes as soon as anything does that decides about the proposal."""
        told = [
            self.scene.longest,
            self.scene.half_days,
            [
                (one.id, one.places, one.waiting_credit, one.wants_visit, one.hosts_one_way)
                for one in self.ringed.participants
            ],
            [(leg.visitor, leg.host, leg.rank, leg.days) for leg in self.ringed.legs],
        ]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def _participants(scene: Scene) -> Iterator[Participant]:
    for member in scene.members.values():
        yield Participant(
            member.id,
            # Who answers for another swap first is in no ring; they may still visit one-way.
            places=0 if member.is_asked else member.places,
            waiting_credit=member.credit,
            wants_visit=member.visits,
        )
    for volunteer in scene.volunteers.values():
        yield Participant(volunteer.id, places=volunteer.places, wants_visit=False)


def _edges(scene: Scene) -> Iterator[Edge]:
    """Yield one edge for each two people, by the wish that comes first."""
    index = Index(scene)
    for member in scene.members.values():
        seen: set[int] = set()
        for rank, wish in enumerate(member.wishes if member.visits else (), 1):
            for shown in index.granting(wish):
                host_id = shown.host_id
                if host_id in seen or (member.id, host_id) in scene.apart:
                    continue
                weeks = member.weeks & shown.weeks
                if host_id != member.id and weeks and meets(member, shown, scene):
                    seen.add(host_id)
                    ordered = tuple(sorted(weeks))
                    yield Edge(member.id, host_id, rank, wish.id, ordered, shown.offer_id)


def meets(member: Member, shown: Shown, scene: Scene) -> bool:
    """Tell whether somebody can come to where a job is shown; an unknown place stops nobody."""
    here, there = member.post.site_ids, shown.site_ids
    if shown.is_remote or not here or not there or here & there:
        return True
    return member.travels and scene.crosses_sites


@dataclass(frozen=True)
class Index:
    """What is shown in a round, by what a wish may name."""

    scene: Scene

    @cached_property
    def _by_job(self) -> Mapping[int, list[Shown]]:
        return self._by("job_ids")

    @cached_property
    def _by_unit(self) -> Mapping[int, list[Shown]]:
        return self._by("unit_ids")

    @cached_property
    def _by_host(self) -> Mapping[int, list[Shown]]:
        found: defaultdict[int, list[Shown]] = defaultdict(list)
        for shown in self.scene.shown:
            found[shown.host_id].append(shown)
        return found

    def _by(self, name: str) -> Mapping[int, list[Shown]]:
        found: defaultdict[int, list[Shown]] = defaultdict(list)
        for shown in self.scene.shown:
            for one in getattr(shown, name):
                found[one].append(shown)
        return found

    def granting(self, wish: Wish) -> list[Shown]:
        """Return what grants a wish, whatever the week and the place."""
        if wish.job_id is not None:
            return self._by_job.get(wish.job_id, [])
        if wish.unit_id is not None:
            return self._by_unit.get(wish.unit_id, [])
        return self._by_host.get(wish.host_id or 0, [])
