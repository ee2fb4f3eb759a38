"""Who is left out of a proposal and why, and which further hosts would serve most of them."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import networkx as nx

from talentgrow.graph.swaps.values import Proposal, Round


class Missing(StrEnum):
    """What kept somebody from being served; the first that is true."""

    # Nobody among those they wish to see hosts a visit in this round.
    NO_HOST = "no_host"
    # They are in a ring once rings may have one person more.
    LONGER_RING = "longer_ring"
    # They host nobody, so only a visit one way could serve them, and these places are taken.
    HOSTS_NOBODY = "hosts_nobody"
    # No ring of the allowed length leads back to them, and places one way are taken.
    NO_WAY_BACK = "no_way_back"
    # They could be in a ring, but those they need are in others.
    TAKEN = "taken"


@dataclass(frozen=True, slots=True)
class Unserved:
    """Somebody who is left out.

    `hosts` are those they wish to see, best wish first; `competitors` counts the other people
    who wish to see one of these who host. `shortest` is the length of the shortest ring they
    could be in, however long, 0 for none.
    """

    person: int
    missing: Missing
    hosts: tuple[int, ...]
    competitors: int
    shortest: int


@dataclass(frozen=True, slots=True)
class HostGroup:
    """Hosts who could be asked, such as those of one job: who would visit them, and how often.

    `key` names the group for the caller; of groups that serve equally many the one with more
    people left out comes first, then the one whose key comes first as text.
    """

    key: Hashable
    visitors: frozenset[int]
    places: int = 1


@dataclass(frozen=True, slots=True)
class MoreHosts:
    """What a group adds on top of those before it: people, and all that are served then."""

    key: Hashable
    gain: int
    served: int


def unserved(
    round_: Round, proposal: Proposal, *, longer: Proposal | None = None
) -> tuple[Unserved, ...]:
    """Return everybody who wants to visit and does not, by id, with what was missing.

    `longer` is the answer of `with_longer`, if it is known.
    """
    served = {leg.visitor for leg in proposal.visits(round_)}
    left = [person for person in round_.visitors if person not in served]
    able = nx.DiGraph(
        leg.visit
        for leg in round_.legs
        if round_.people[leg.visitor].places > 0 and round_.people[leg.host].places > 0
    )
    wishers: dict[int, set[int]] = defaultdict(set)
    for leg in round_.legs:
        wishers[leg.host].add(leg.visitor)
    ringed = {person for ring in longer.rings for person in ring} if longer else set()
    found = []
    for person in left:
        legs = sorted(round_.legs_from.get(person, ()), key=lambda leg: (leg.rank, leg.host))
        hosts = tuple(leg.host for leg in legs)
        hosting = [host for host in hosts if round_.people[host].places > 0]
        others = set().union(*(wishers[host] for host in hosting)) - {person}
        shortest = _shortest_ring(able, person)
        missing = Missing.TAKEN
        if not hosting:
            missing = Missing.NO_HOST
        elif person in ringed:
            missing = Missing.LONGER_RING
        elif not round_.people[person].places:
            missing = Missing.HOSTS_NOBODY
        elif not 0 < shortest <= proposal.rules.longest:
            missing = Missing.NO_WAY_BACK
        found.append(Unserved(person, missing, hosts, len(others), shortest))
    return tuple(found)


def _shortest_ring(able: "nx.DiGraph[int]", person: int) -> int:
    """Return the length of the shortest ring through somebody, 0 for none.

    >>> _shortest_ring(nx.DiGraph([(1, 2), (2, 3), (3, 1), (3, 4)]), 2)
    3
    """
    if person not in able:
        return 0
    steps = nx.single_source_shortest_path_length(able, person)
    return min((steps[last] + 1 for last in able.predecessors(person) if last in steps), default=0)


def more_hosts(
    round_: Round, proposal: Proposal, groups: Iterable[HostGroup], *, count: int = 5
) -> tuple[MoreHosts, ...]:
    """Return up to `count` groups of hosts, each serving most people on top of those before.

    Rings stay as they are; visits one way are matched anew each time, exactly: a place serves
    one person more if and only if a chain of visitors changing over to each other's hosts leads
    from it to somebody left out (Berge, 1957). Choosing the best group each time is within
    1 - 1/e of the best set of groups. Ends where no group serves anybody more.

    >>> from talentgrow.graph.swaps.proposing import propose
    >>> from talentgrow.graph.swaps.values import Leg, Participant
    >>> people = [Participant(one, places=0) for one in (1, 2, 3)] + [Participant(9, 1)]
    >>> round_ = Round(people, [Leg(1, 9), Leg(2, 9)])
    >>> groups = [HostGroup("A", frozenset({1, 2, 3}), 2), HostGroup("B", frozenset({1, 3}))]
    >>> more_hosts(round_, propose(round_), groups)
    (MoreHosts(key='A', gain=2, served=3),)
    """
    seating = _seated(round_, proposal)
    waiting = dict(enumerate(sorted(groups, key=lambda group: str(group.key))))
    served = proposal.served
    found: list[MoreHosts] = []
    while waiting and len(found) < count:
        tried = {at: seating.with_host(group) for at, group in waiting.items()}
        gain = {at: len(after.host_of) - len(seating.host_of) for at, after in tried.items()}
        at = min(waiting, key=lambda at: (-gain[at], -seating.left_of(waiting[at]), at))
        if not gain[at]:
            break
        seating, served = tried[at], served + gain[at]
        found.append(MoreHosts(waiting.pop(at).key, gain[at], served))
    return tuple(found)


@dataclass(frozen=True)
class _Seating:
    """Who visits whom one way, and who could visit each host; everybody else is in a ring."""

    host_of: Mapping[int, Hashable]
    visitors_of: Mapping[Hashable, Collection[int]]
    people: frozenset[int]

    def left_of(self, group: HostGroup) -> int:
        """Return how many people of a group are left out."""
        return len((group.visitors & self.people) - self.host_of.keys())

    def with_host(self, group: HostGroup) -> "_Seating":
        """Return the largest seating with another host."""
        host = (group.key,)
        visitors = {**self.visitors_of, host: sorted(group.visitors & self.people)}
        seating = _Seating(dict(self.host_of), visitors, self.people)
        for _ in range(min(group.places, len(visitors[host]))):
            changed = seating._changed(host)
            if not changed:
                break
            seating = _Seating({**seating.host_of, **changed}, visitors, self.people)
        return seating

    def _changed(self, host: Hashable) -> dict[int, Hashable]:
        """Return who visits another host once a place of this one is taken; empty if in vain."""
        came: dict[Hashable, tuple[int, Hashable]] = {}
        seen: set[Hashable] = {host}
        queue = [host]
        for free in queue:
            for visitor in self.visitors_of.get(free, ()):
                before = self.host_of.get(visitor)
                if before is None:
                    changed: dict[int, Hashable] = {visitor: free}
                    while free != host:
                        mover, free = came[free]
                        changed[mover] = free
                    return changed
                if before not in seen:
                    seen.add(before)
                    came[before] = (visitor, free)
                    queue.append(before)
        return {}


def _seated(round_: Round, proposal: Proposal) -> _Seating:
    ringed = {person for ring in proposal.rings for person in ring}
    visitors: dict[Hashable, list[int]] = defaultdict(list)
    for leg in round_.legs:
        if leg.visitor not in ringed:
            visitors[leg.host].append(leg.visitor)
    host_of = {leg.visitor: leg.host for leg in proposal.one_way}
    return _Seating(host_of, visitors, frozenset(round_.visitors) - ringed)
