"""What counts of a person when missions are suggested: levels, aims, wishes and nothing else."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import CompoundSelect, Integer, bindparam, case, literal, select, union_all

from talentgrow.graph.matching import Seeker, StretchRules
from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.jobs.models import Requirement
from talentgrow.missions import aims, house
from talentgrow.missions.applications.models import Application
from talentgrow.missions.models import SuggestionChoice
from talentgrow.missions.states import ALIVE, ApplicationStatus
from talentgrow.people.models import Assignment
from talentgrow.people.queries import is_current
from talentgrow.skills.models import SkillClaim, SkillWish, WishKind
from talentgrow.skills.queries import ranked_claims

_HELD, _ASSUMED, _USE, _DEVELOP, _AVOID, _APPETITE, _OPTED_OUT, _HIDES_SCORES, _APPLIED = range(9)


class Applied(IntEnum):
    """How far somebody has come with a mission; it changes no suggestion."""

    DRAFT = 0
    SENT = 1
    OFFERED = 2
    TAKING_PART = 3


APPLIED = {
    ApplicationStatus.DRAFT: Applied.DRAFT,
    ApplicationStatus.OFFERED: Applied.OFFERED,
    ApplicationStatus.ACCEPTED: Applied.TAKING_PART,
    ApplicationStatus.IN_PROGRESS: Applied.TAKING_PART,
}


@dataclass(frozen=True, slots=True)
class Asker:
    """Somebody to whom missions may be suggested, or who has opted out."""

    seeker: Seeker
    opted_out: bool
    hides_scores: bool = False
    # By mission, where they have applied or begun to: a card says so.
    applied: Mapping[int, Applied] = field(default_factory=dict)


def seeker(person_id: int) -> Seeker:
    """Return what counts of a person today.

    A skill of which they said nothing is taken at the level which their present job asks for.
    """
    return asker(person_id).seeker


def asker(person_id: int) -> Asker:
    """Return the same, and how they want suggestions, if at all."""
    known = _said(person_id)
    found = Seeker(
        levels=known[_HELD],
        assumed=known[_ASSUMED],
        aims=aims.of(person_id),
        use=frozenset(known[_USE]),
        develop=frozenset(known[_DEVELOP]),
        avoid=frozenset(known[_AVOID]),
        appetite=sum(known[_APPETITE].values()),
    )
    applied = {mission: Applied(how_far) for mission, how_far in known[_APPLIED].items()}
    return Asker(found, bool(known[_OPTED_OUT]), bool(known[_HIDES_SCORES]), applied)


def stretch_rules() -> StretchRules:
    """Return the rules of the zones, with the thresholds which HR has set."""
    known = house.rules()
    return StretchRules(
        comfort_below=known.comfort_below,
        stretch_below=known.stretch_below,
        risk_below=known.risk_below,
    )


def _said(person_id: int) -> dict[int, dict[int, int]]:
    """Return what somebody said, by kind and skill or mission id, in one statement."""
    rows = db.session.execute(_asking_what_is_said(clock.today()), {"person_id": person_id})
    found: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for what, skill_id, level in sorted(tuple(row) for row in rows):
        found[what][skill_id] = level
    return found


# To put it together takes longer than the database needs to answer.
@lru_cache(maxsize=2)
def _asking_what_is_said(_today: date) -> CompoundSelect[*tuple[Any, ...]]:
    """Return the statement of one day: the present job hangs on it."""
    person_id = bindparam("person_id", type_=Integer)
    claims = ranked_claims(SkillClaim.person_id == person_id)
    present_job = (
        select(Assignment.job_id)
        .where(Assignment.person_id == person_id, is_current())
        .order_by(Assignment.started_on.desc(), Assignment.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    wish = case(
        (SkillWish.wish == WishKind.USE, _USE),
        (SkillWish.wish == WishKind.DEVELOP, _DEVELOP),
        else_=_AVOID,
    )
    mine = SuggestionChoice.person_id == person_id
    how_far = case(
        *((Application.status == status, int(found)) for status, found in APPLIED.items()),
        else_=int(Applied.SENT),
    )
    return union_all(
        select(literal(_HELD), claims.c.skill_id, claims.c.level).where(claims.c.place == 1),
        select(literal(_ASSUMED), Requirement.skill_id, Requirement.level).where(
            Requirement.job_id == present_job
        ),
        select(wish, SkillWish.skill_id, literal(0)).where(SkillWish.person_id == person_id),
        select(literal(_APPETITE), literal(0), SuggestionChoice.appetite).where(mine),
        select(literal(_OPTED_OUT), literal(0), literal(0)).where(
            mine, SuggestionChoice.opted_out.is_(True)
        ),
        select(literal(_HIDES_SCORES), literal(0), literal(0)).where(
            mine, SuggestionChoice.hides_scores.is_(True)
        ),
        select(literal(_APPLIED), Application.mission_id, how_far).where(
            Application.person_id == person_id, Application.status.in_(ALIVE)
        ),
    )
