"""What shows it: confirmed levels, missions and visits of somebody, as far as one may read them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import and_, or_, select

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import DomainError
from talentgrow.missions.applications.models import Credit
from talentgrow.missions.debriefs import record
from talentgrow.missions.debriefs.record import Part
from talentgrow.nominations.models import Evidence, Nomination, Relation
from talentgrow.nominations.writing.eligibility import relation_of
from talentgrow.people.models import Person
from talentgrow.shadowing.debriefs import seen
from talentgrow.shadowing.debriefs.seen import Seen
from talentgrow.skills import policy as skills_policy
from talentgrow.skills import queries as skills
from talentgrow.skills.models import CONFIRMING, Skill, SkillClaim

MOST = 12
LONGEST_NOTE = 200
# A level, a mission or a visit: one of the three is there.
Thing = tuple[int | None, int | None, int | None]


class TooMuch(DomainError):
    """More is shown than anybody reads."""


@dataclass(frozen=True, slots=True)
class Level:
    """A level which somebody else vouches for."""

    claim: SkillClaim
    skill: Skill
    author: Person | None


@dataclass(frozen=True, slots=True)
class Worked:
    """A mission that counts."""

    credit_id: int
    part: Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Picks:
    """What is to be shown: ids with a note each, or none."""

    claims: Mapping[int, str] = field(default_factory=dict)
    credits: Mapping[int, str] = field(default_factory=dict)
    visits: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choosable:
    """What can be shown about somebody: levels by name, missions and visits newest first."""

    levels: Sequence[Level]
    missions: Sequence[Worked]
    visits: Sequence[Seen]
    # Whether the reader may know any level of the person.
    sees_levels: bool

    def has_claim(self, claim_id: int | None) -> bool:
        """Tell whether a level is among them."""
        return any(one.claim.id == claim_id for one in self.levels)

    def has_credit(self, credit_id: int | None) -> bool:
        """Tell whether a mission is among them."""
        return any(one.credit_id == credit_id for one in self.missions)

    def has_visit(self, certificate_id: int | None) -> bool:
        """Tell whether a visit is among them."""
        return any(one.certificate_id == certificate_id for one in self.visits)

    def has(self, row: Evidence) -> bool:
        """Tell whether what is shown is among them."""
        return (
            self.has_claim(row.claim_id)
            or self.has_credit(row.credit_id)
            or self.has_visit(row.visit_certificate_id)
        )


def choosable(
    actor: Actor, person_id: int, *, with_levels: bool = True, picked: Collection[int] = ()
) -> Choosable:
    """Return what the actor may show about somebody; levels picked before stay among them."""
    sees_levels = with_levels and skills_policy.may_read_levels(actor, person_id)
    levels = _levels(person_id, picked) if sees_levels else []
    visits = seen.seen_by(actor, person_id) if sees_levels else ()
    return Choosable(levels, _missions(actor, person_id), visits, sees_levels)


def for_draft(actor: Actor, nomination: Nomination) -> Choosable:
    """Return what can be shown in a draft: what its nominator may read, whoever types it."""
    is_nominator = actor.is_person(nomination.nominator_id)
    close = {Relation.SELF, Relation.MANAGER}
    with_levels = is_nominator or (
        relation_of(nomination.nominator_id, nomination.person_id) in close
    )
    picked = [one.claim_id for one in nomination.evidence if one.claim_id is not None]
    return choosable(actor, nomination.person_id, with_levels=with_levels, picked=picked)


def write(nomination: Nomination, known: Choosable, picks: Picks) -> None:
    """Store what is shown, with a note each; what stays keeps its row.

    What the writer may not show is left out.

    :raises TooMuch: nobody reads so much
    """
    wanted = _allowed(known, picks)
    if len(wanted) > MOST:
        raise TooMuch(_("Twelve are many: choose those that say most."))
    for row in list(nomination.evidence):
        key = (row.claim_id, row.credit_id, row.visit_certificate_id)
        if key in wanted:
            row.note = wanted.pop(key)
        else:
            nomination.evidence.remove(row)
            db.session.delete(row)
    nomination.evidence.extend(
        Evidence(claim_id=claim_id, credit_id=credit_id, visit_certificate_id=visit_id, note=note)
        for (claim_id, credit_id, visit_id), note in wanted.items()
    )
    db.session.flush()


def _allowed(known: Choosable, picks: Picks) -> dict[Thing, str]:
    """Return the notes of what may be shown, by what it is."""
    found: dict[Thing, str] = {}
    found |= {(key, None, None): note for key, note in picks.claims.items() if known.has_claim(key)}
    found |= {
        (None, key, None): note for key, note in picks.credits.items() if known.has_credit(key)
    }
    found |= {(None, None, key): note for key, note in picks.visits.items() if known.has_visit(key)}
    return found


def leave_out(nomination: Nomination, known: Choosable) -> None:
    """Drop from a draft what its writer may no longer read."""
    for row in list(nomination.evidence):
        if not known.has(row):
            nomination.evidence.remove(row)
            db.session.delete(row)
    db.session.flush()


def _levels(person_id: int, picked: Collection[int]) -> list[Level]:
    ranked = skills.ranked_claims(SkillClaim.person_id == person_id)
    counts = and_(ranked.c.place == 1, SkillClaim.source.in_(CONFIRMING))
    rows = db.session.execute(
        select(SkillClaim, Skill, Person)
        .join(ranked, ranked.c.id == SkillClaim.id)
        .join(Skill, Skill.id == SkillClaim.skill_id)
        .outerjoin(Person, Person.id == SkillClaim.author_id)
        .where(or_(counts, SkillClaim.id.in_(picked)))
        .order_by(*skills.by_name(), SkillClaim.id)
    )
    return [Level(claim, skill, author) for claim, skill, author in rows]


def _missions(actor: Actor, person_id: int) -> list[Worked]:
    parts = {one.application_id: one for one in record.of(actor, person_id) if one.has_credit}
    if not parts:
        return []
    rows = db.session.execute(
        select(Credit.application_id, Credit.id).where(Credit.application_id.in_(parts))
    )
    ids = dict(rows.all())
    return [Worked(ids[application_id], part) for application_id, part in parts.items()]
