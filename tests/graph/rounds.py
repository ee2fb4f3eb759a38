"""Rounds of visits for tests, and the best choice of rings found by trying all."""

import itertools

from hypothesis import strategies as st

from talentgrow.graph.swaps.values import Leg, Merit, Participant, Round, visits_of


def round_of(*visits, places=None, **people):
    """A round of (visitor, host) or (visitor, host, rank); everybody hosts one visit."""
    ids = sorted({person for visit in visits for person in visit[:2]} | set(places or {}))
    return Round(
        [Participant(one, (places or {}).get(one, 1), **people) for one in ids],
        [Leg(*visit) for visit in visits],
    )


@st.composite
def rounds(draw, most=7):
    """Small rounds with volunteers, people without a place, credits and ranks."""
    count = draw(st.integers(0, most))
    people = [
        Participant(
            10 + 3 * index,
            draw(st.sampled_from([0, 1, 1, 1, 2])),
            draw(st.integers(0, 3)),
            draw(st.sampled_from([True, True, True, False])),
            draw(st.sampled_from([True, True, False])),
        )
        for index in range(count)
    ]
    pairs = [(a.id, b.id) for a in people for b in people if a is not b]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=24)) if pairs else []
    return Round(people, [Leg(a, b, draw(st.integers(1, 3))) for a, b in chosen])


def every_ring(round_, longest):
    """All rings, by trying all orders of all groups."""
    able = [one.id for one in round_.participants if one.wants_visit and one.places]
    for length in range(2, longest + 1):
        for first, *others in itertools.combinations(able, length):
            for order in itertools.permutations(others):
                if all(visit in round_.leg_of for visit in visits_of((first, *order))):
                    yield (first, *order)


def merit_of(round_, rings, rules):
    legs = [round_.leg_of[visit] for ring in rings for visit in visits_of(ring)]
    return Merit(
        len(legs),
        sum(round(10_000 * len(ring) * rules.acceptance ** len(ring)) for ring in rings),
        sum(round_.people[leg.visitor].waiting_credit for leg in legs),
        -sum(leg.rank for leg in legs),
    )


def best_merit(round_, rules):
    """The best merit of disjoint rings, by trying all choices of them."""
    rings = list(every_ring(round_, rules.longest))
    worth = {ring: merit_of(round_, [ring], rules).key for ring in rings}

    def best(start, taken):
        found = (0, 0, 0, 0)
        for index in range(start, len(rings)):
            if taken.isdisjoint(rings[index]):
                rest = best(index + 1, taken | set(rings[index]))
                found = max(found, tuple(map(sum, zip(worth[rings[index]], rest, strict=True))))
        return found

    return Merit(*best(0, frozenset()))


def most_by_trying(legs, places):
    """How many can visit somebody at once, by trying all hosts of everybody."""
    by_visitor = {}
    for leg in legs:
        by_visitor.setdefault(leg.visitor, []).append(leg.host)

    def most(visitors, left):
        if not visitors:
            return 0
        found = most(visitors[1:], left)
        for host in by_visitor[visitors[0]]:
            if left.get(host, 0):
                found = max(found, 1 + most(visitors[1:], {**left, host: left[host] - 1}))
        return found

    return most(sorted(by_visitor), dict(places))
