"""What is said about one skill of one person: what counts, what waits, where views differ."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from talentgrow.claims import deadlines
from talentgrow.people.models import Person
from talentgrow.skills.models import (
    CONFIRMING,
    ClaimSource,
    Endorsement,
    Skill,
    SkillClaim,
    WishKind,
)
from talentgrow.skills.states import EndorsementStatus

# What a person and those who confirm say; peers and visits stand beside.
WORDS = frozenset({ClaimSource.SELF, *CONFIRMING})


def counting(claims: Iterable[SkillClaim]) -> SkillClaim:
    """Return the claim that counts: the newest confirmed, else declared, else seen one."""
    return max(claims, key=lambda claim: (_weight(claim.source), claim.at, claim.id))


def newest(claims: Iterable[SkillClaim]) -> SkillClaim | None:
    """Return the claim made last."""
    return max(claims, key=lambda claim: (claim.at, claim.id), default=None)


def _weight(source: ClaimSource) -> int:
    if source in CONFIRMING:
        return 2
    return 1 if source is ClaimSource.SELF else 0


@dataclass(frozen=True, slots=True)
class Difference:
    """The manager sees a level, the person another; both views stay."""

    confirmed: SkillClaim
    own: SkillClaim


@dataclass(frozen=True)
class Story:
    """Everything said about one skill of one person, oldest first; never empty."""

    skill: Skill
    claims: Sequence[SkillClaim]
    authors: Mapping[int, Person] = field(default_factory=dict)
    requests: Sequence[Endorsement] = ()
    wish: WishKind | None = None

    @cached_property
    def counts(self) -> SkillClaim:
        """Return the claim that counts."""
        return counting(self.claims)

    @cached_property
    def declared(self) -> SkillClaim | None:
        """Return what the person declared last."""
        return newest(claim for claim in self.claims if claim.source is ClaimSource.SELF)

    @property
    def is_confirmed(self) -> bool:
        """Tell whether somebody who may has confirmed the level that counts."""
        return self.counts.source in CONFIRMING

    @cached_property
    def answerable(self) -> SkillClaim | None:
        """Return the declared level which the manager may answer: nobody has spoken since."""
        last = newest(claim for claim in self.claims if claim.source in WORDS)
        return last if last is not None and last.source is ClaimSource.SELF else None

    def awaited(self, today: date) -> SkillClaim | None:
        """Return the declared level on which the manager's view is awaited."""
        claim = self.answerable
        if claim is None or not claim.wants_answer or deadlines.is_over(claim.at, today):
            return None
        return claim

    @cached_property
    def peers(self) -> Sequence[SkillClaim]:
        """Return what colleagues said about the level declared last, oldest first."""
        about = self.declared.id if self.declared else None
        return [
            claim
            for claim in self.claims
            if claim.source is ClaimSource.PEER and claim.answers_id == about
        ]

    @property
    def asked(self) -> Sequence[Endorsement]:
        """Return the colleagues who have not answered yet."""
        return [one for one in self.requests if one.status is EndorsementStatus.ASKED]

    @cached_property
    def difference(self) -> Difference | None:
        """Return the two views while the person and the manager disagree."""
        confirmed = self.counts
        if confirmed.source is not ClaimSource.MANAGER or self.declared is None:
            return None
        since = [claim for claim in self._own() if is_after(claim, confirmed)]
        if not any(claim.answers_id == confirmed.id for claim in since):
            return None
        if any(claim.level == confirmed.level for claim in since):
            return None
        return Difference(confirmed, self.declared)

    @cached_property
    def disputable(self) -> SkillClaim | None:
        """Return the manager's other level which the person may still answer."""
        confirmed = self.counts
        if confirmed.source is not ClaimSource.MANAGER:
            return None
        if any(claim.answers_id == confirmed.id for claim in self._own()):
            return None
        answered = self.by_id.get(confirmed.answers_id or 0)
        return None if answered and answered.level == confirmed.level else confirmed

    @cached_property
    def by_id(self) -> Mapping[int, SkillClaim]:
        """Return the claims by id."""
        return {claim.id: claim for claim in self.claims}

    @property
    def last_used_on(self) -> date | None:
        """Return the last month somebody says the skill was used."""
        return max((one.last_used_on for one in self.claims if one.last_used_on), default=None)

    def author_of(self, claim: SkillClaim) -> Person | None:
        """Return who said it; nobody for what came from a file without a name."""
        return self.authors.get(claim.author_id or 0)

    def _own(self) -> list[SkillClaim]:
        return [claim for claim in self.claims if claim.source is ClaimSource.SELF]


def is_after(one: SkillClaim, other: SkillClaim) -> bool:
    """Tell whether one claim was made after another."""
    return (one.at, one.id) > (other.at, other.id)
