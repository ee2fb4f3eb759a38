"""What shows what is said of somebody: each thing once, with all who show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.missions.applications.models import Application, Credit
from talentgrow.missions.states import SHOWN_TO_ALL
from talentgrow.nominations.models import Evidence, Nomination, Nominee
from talentgrow.people.models import Person
from talentgrow.shadowing.visits.models import Visit, VisitCertificate
from talentgrow.skills.models import Skill, SkillClaim


@dataclass(frozen=True, slots=True)
class Proof:
    """A level, a mission or a visit which somebody shows.

    One of `claim`, `credit` and `certificate` is there.
    """

    skill: Skill | None
    claim: SkillClaim | None
    author: Person | None
    credit: Credit | None
    certificate: VisitCertificate | None
    may_read_mission: bool
    # First names of those who show it, "you" for a nominee who reads.
    shown_by: tuple[str, ...]
    notes: tuple[str, ...]


class _Row(NamedTuple):
    shown: Evidence
    skill: Skill | None
    author: Person | None
    by: str


def proofs_of(
    nominee: Nominee | None, said: Sequence[Nomination], *, is_own: bool
) -> tuple[Proof, ...]:
    """Return what some nominations and the nominee show: levels first, the highest before others.

    They are read in one statement, however many speak.
    """
    found: dict[tuple[int | None, ...], list[_Row]] = {}
    for row in _rows(nominee, said, is_own=is_own):
        shown = row.shown
        thing = (shown.claim_id, shown.credit_id, shown.visit_certificate_id)
        found.setdefault(thing, []).append(row)
    proofs = [_proof(rows, is_own=is_own) for rows in found.values()]
    return tuple(sorted(proofs, key=lambda one: (one.claim is None, _level(one))))


def _rows(nominee: Nominee | None, said: Sequence[Nomination], *, is_own: bool) -> list[_Row]:
    names = {
        one.id: _("you")
        if is_own and one.nominator_id == one.person_id
        else one.nominator.given_name
        for one in said
    }
    of_nominee = Evidence.nominee_id == (nominee.id if nominee else 0)
    found = (
        select(Evidence, Skill, Person)
        .outerjoin(SkillClaim, SkillClaim.id == Evidence.claim_id)
        .outerjoin(Skill, Skill.id == SkillClaim.skill_id)
        .outerjoin(Person, Person.id == SkillClaim.author_id)
        .where(or_(of_nominee, Evidence.nomination_id.in_(names)))
        .options(
            joinedload(Evidence.claim),
            joinedload(Evidence.credit)
            .joinedload(Credit.application)
            .joinedload(Application.mission),
            joinedload(Evidence.certificate)
            .joinedload(VisitCertificate.visit)
            .options(joinedload(Visit.host), joinedload(Visit.job)),
        )
        .order_by(Evidence.nominee_id.is_not(None), Evidence.nomination_id, Evidence.id)
    )
    own = _("you") if is_own else nominee.person.given_name if nominee else ""
    return [
        _Row(row, skill, author, names.get(row.nomination_id or 0, own))
        for row, skill, author in db.session.execute(found)
    ]


def _proof(rows: Sequence[_Row], *, is_own: bool) -> Proof:
    first = rows[0].shown
    credit = first.credit
    # The nominee was in the mission, and so reads about it whatever has become of it.
    shown = credit is not None and credit.application.mission.status in SHOWN_TO_ALL
    return Proof(
        skill=rows[0].skill,
        claim=first.claim,
        author=rows[0].author,
        credit=credit,
        certificate=first.certificate,
        may_read_mission=credit is not None and (is_own or shown),
        shown_by=tuple(dict.fromkeys(row.by for row in rows)),
        notes=tuple(row.shown.note for row in rows if row.shown.note),
    )


def _level(proof: Proof) -> int:
    """Put what somebody holds best first."""
    return -proof.claim.level if proof.claim else 0
