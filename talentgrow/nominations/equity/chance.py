"""Whether a group is nominated so seldom that chance alone hardly explains it."""

import math
from dataclasses import dataclass

# A gap is worth a word if it is large (four fifths of the others' rate or less) and would seldom
# come about by chance: less than once in twenty, however many groups were looked at.
FOUR_FIFTHS = 0.8
SELDOM = 0.05
# "Less than once in …", the rarest first.
ROUND_ODDS = (1000, 100, 20)


@dataclass(frozen=True, slots=True)
class Sample:
    """So many people of whom so many were nominated."""

    people: int
    nominated: int

    @property
    def rate(self) -> float:
        """Return how many of 100 were nominated."""
        return 100 * self.nominated / self.people

    def without(self, part: "Sample") -> "Sample":
        """Return everybody else."""
        return Sample(self.people - part.people, self.nominated - part.nominated)


def probability_of_so_few(part: Sample, whole: Sample) -> float:
    """Return how probable so few nominations of a group are if groups made no difference.

    Fisher's exact test, one-sided: the same number of nominations dealt out blindly among all.
    It takes nominations for independent of one another. Where one manager speaks for a whole
    team they are not quite, so that the true probability is somewhat larger: a reason to talk,
    and never a proof.

    >>> round(probability_of_so_few(Sample(10, 0), Sample(20, 5)), 4)
    0.0163
    """
    others = whole.people - whole.nominated
    least = max(0, part.people - others)
    everything = _log_ways(whole.people, part.people)
    terms = (
        math.exp(
            _log_ways(whole.nominated, some) + _log_ways(others, part.people - some) - everything
        )
        for some in range(least, part.nominated + 1)
    )
    return min(1.0, math.fsum(terms))


def odds_against(part: Sample, whole: Sample, *, looked_at: int) -> int | None:
    """Return n where a gap is large and by chance comes up less than once in n, None elsewhere.

    The more groups are looked at, the likelier is one of them odd by chance: the probability is
    multiplied by their number (Bonferroni).
    """
    others = whole.without(part)
    if not part.people or not others.people or part.rate > FOUR_FIFTHS * others.rate:
        return None
    probability = probability_of_so_few(part, whole) * looked_at
    return next((odds for odds in ROUND_ODDS if probability < min(SELDOM, 1 / odds)), None)


def _log_ways(of: int, chosen: int) -> float:
    """Return the logarithm of how many ways there are to choose some of so many."""
    return math.lgamma(of + 1) - math.lgamma(chosen + 1) - math.lgamma(of - chosen + 1)
