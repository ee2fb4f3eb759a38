"""What a round of visits is made of, and what is proposed for it; all is counted in people."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from talentgrow.graph.errors import NotInRing, UnknownParticipant

# Ids of people in the order of their visits, the smallest first; the last visits the first.
Ring = tuple[int, ...]
Visit = tuple[int, int]

SHORTEST, LONGEST = 2, 5
# More earlier rounds, or later wishes, count as this: sums stay exact whatever is typed.
MOST = 100


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who takes part in a round.

    `places` is how many visits they agree to host in it: who hosts none is in no ring but may
    visit one way. `waiting_credit` counts earlier rounds that left them out. A volunteer who
    only hosts has `wants_visit` False. Who hosts in return for a visit only has
    `hosts_one_way` False: they host within their ring and nobody else.
    """

    id: int
    places: int = 1
    waiting_credit: int = 0
    wants_visit: bool = True
    hosts_one_way: bool = True


@dataclass(frozen=True, slots=True)
class Leg:
    """One visit that could be: wished, allowed on both sides, with a day that suits both.

    `rank` is 1 for the first wish. `days` are ordinals (`date.toordinal`) that suit both; they
    are carried along and not read.
    """

    visitor: int
    host: int
    rank: int = 1
    days: tuple[int, ...] = ()

    @property
    def visit(self) -> Visit:
        """Return who visits whom."""
        return self.visitor, self.host


class Round:
    """Participants and the visits that could be, in the order of ids.

    Of legs between the same two the best wish counts; legs to oneself, and of people who do not
    want to visit, are left out. The order of what is given changes nothing.

    :raises UnknownParticipant: a leg names somebody who does not take part

    >>> found = Round([Participant(2), Participant(1)], [Leg(1, 2, 3), Leg(1, 2, 1), Leg(2, 2)])
    >>> [one.id for one in found.participants], found.legs
    ([1, 2], (Leg(visitor=1, host=2, rank=1, days=()),))
    """

    def __init__(self, participants: Iterable[Participant], legs: Iterable[Leg]) -> None:
        self.people = {one.id: one for one in sorted(participants, key=lambda one: one.id)}
        self.participants = tuple(self.people.values())
        best: dict[Visit, Leg] = {}
        for leg in sorted(legs, key=lambda leg: (leg.visitor, leg.host, leg.rank, leg.days)):
            if not {leg.visitor, leg.host} <= self.people.keys():
                raise UnknownParticipant(f"{leg.visitor} -> {leg.host}")
            if leg.visitor != leg.host and self.people[leg.visitor].wants_visit:
                best.setdefault(leg.visit, leg)
        self.legs = tuple(best.values())
        self.leg_of = best

    @cached_property
    def visitors(self) -> tuple[int, ...]:
        """Return who wants to visit somebody."""
        return tuple(one.id for one in self.participants if one.wants_visit)

    @cached_property
    def legs_from(self) -> dict[int, tuple[Leg, ...]]:
        """Return the legs of everybody who has some, by visitor."""
        found: dict[int, list[Leg]] = {}
        for leg in self.legs:
            found.setdefault(leg.visitor, []).append(leg)
        return {visitor: tuple(legs) for visitor, legs in found.items()}


@dataclass(frozen=True, slots=True)
class RingRules:
    """How rings are chosen.

    `longest` is the largest number of people in a ring, 2 to 5. `acceptance` is the share of
    people who agree when asked, in (0, 1]: a ring of k stands with probability acceptance^k.
    `seconds` bounds the search, `columns` the number of rings among which is chosen as a whole.

    :raises ValueError: a number is out of its range
    """

    longest: int = 4
    acceptance: float = 1.0
    seconds: float = 10.0
    columns: int = 10_000

    def __post_init__(self) -> None:
        if (
            not (SHORTEST <= self.longest <= LONGEST and 0 < self.acceptance <= 1)
            or self.columns < 1
        ):
            raise ValueError(f"longest {self.longest}, acceptance {self.acceptance}")

    def expected(self, length: int) -> int:
        """Return how many people a ring is expected to serve, in ten-thousandths.

        >>> RingRules(acceptance=0.5).expected(2), RingRules(acceptance=0.5).expected(3)
        (5000, 3750)
        """
        return round(10_000 * length * self.acceptance**length)


@dataclass(frozen=True, slots=True)
class Merit:
    """What a choice of rings is worth, the first number first: larger is better.

    People served, how many of them are expected to see it happen (in ten-thousandths), the
    earlier rounds they were left out of, and the ranks of their wishes as a negative sum.
    """

    served: int
    expected: int
    credit: int
    rank: int

    def beats(self, other: "Merit") -> bool:
        """Tell whether this is the better of two."""
        return self.key > other.key

    @property
    def key(self) -> tuple[int, int, int, int]:
        """Return the four numbers in their order."""
        return self.served, self.expected, self.credit, self.rank


@dataclass(frozen=True, slots=True)
class Proposal:
    """Rings and visits one way, and how near they are to the best possible.

    `bound_in_rings`: no choice of rings of at most `rules.longest` serves more; `bound_in_all`:
    no choice of rings and visits one way together does. Both are proven for these wishes.
    `is_optimal` says that no other rings have a better `merit`. `greedy` is the merit of the
    scarce-first choice beside it. `columns` counts the rings that were found; `all_columns`
    tells whether these are all there are.
    """

    rules: RingRules
    rings: tuple[Ring, ...]
    one_way: tuple[Leg, ...]
    merit: Merit
    greedy: Merit
    bound_in_rings: int
    bound_in_all: int
    is_optimal: bool
    columns: int
    all_columns: bool
    seconds: float

    @property
    def served_in_rings(self) -> int:
        """Return how many people visit and host in a ring."""
        return self.merit.served

    @property
    def served(self) -> int:
        """Return how many people visit somebody."""
        return self.merit.served + len(self.one_way)

    @property
    def gap_in_rings(self) -> int:
        """Return how many more people rings might serve at best; 0 when proven best."""
        return self.bound_in_rings - self.merit.served

    @property
    def gap_in_all(self) -> int:
        """Return how many more people might be served at best, in rings or one way."""
        return self.bound_in_all - self.served

    def visits(self, round_: Round) -> tuple[Leg, ...]:
        """Return all visits, in rings and one way, by visitor."""
        ringed = [round_.leg_of[visit] for ring in self.rings for visit in visits_of(ring)]
        return tuple(sorted((*ringed, *self.one_way), key=lambda leg: leg.visitor))

    def by_rank(self, round_: Round) -> dict[int, int]:
        """Return how many people are served by their first wish, their second, and so on."""
        return dict(sorted(Counter(leg.rank for leg in self.visits(round_)).items()))


def visits_of(ring: Ring) -> tuple[Visit, ...]:
    """Return who visits whom in a ring.

    >>> visits_of((1, 4, 2))
    ((1, 4), (4, 2), (2, 1))
    """
    return tuple(zip(ring, (*ring[1:], ring[0]), strict=True))


def turned(ring: Ring) -> Ring:
    """Return the same ring from its smallest id on.

    >>> turned((4, 2, 9))
    (2, 9, 4)
    """
    start = ring.index(min(ring))
    return ring[start:] + ring[:start]


def without_leg(ring: Ring, lost: Visit) -> tuple[Visit, ...]:
    """Return the visits that remain one way when one is lost; a pair leaves one.

    :raises NotInRing: the ring has no such visit

    >>> without_leg((1, 4, 2), (4, 2))
    ((1, 4), (2, 1))
    """
    if lost not in visits_of(ring):
        raise NotInRing(f"{lost} in {ring}")
    return tuple(visit for visit in visits_of(ring) if visit != lost)


def without_person(ring: Ring, lost: int) -> tuple[Visit, ...]:
    """Return the visits that remain one way when somebody leaves, who neither visits nor hosts.

    :raises NotInRing: the person is not of the ring

    >>> without_person((1, 4, 2), 4)
    ((2, 1),)
    """
    if lost not in ring:
        raise NotInRing(f"{lost} in {ring}")
    return tuple(visit for visit in visits_of(ring) if lost not in visit)


def is_stable(ring: Ring, round_: Round) -> bool:
    """Tell whether a ring still holds in a round: all visit and host, every leg is still wished.

    >>> two = Round([Participant(1), Participant(2)], [Leg(1, 2), Leg(2, 1)])
    >>> is_stable((1, 2), two), is_stable((1, 2), Round(two.participants, [Leg(1, 2)]))
    (True, False)
    """
    return all(
        visit in round_.leg_of and round_.people[visit[1]].places > 0 for visit in visits_of(ring)
    )
