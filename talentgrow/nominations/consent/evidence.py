"""What a nominee shows of their own: levels they hold and missions that count."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import DomainError
from talentgrow.missions.applications.models import Credit
from talentgrow.nominations.consent import queries, service
from talentgrow.nominations.models import Evidence, Nominee
from talentgrow.people.models import Person
from talentgrow.skills import queries as skills
from talentgrow.skills.models import CONFIRMING, Skill, SkillClaim

# More would be a list to skim, not something to look at.
MOST = 12


class NotYours(DomainError):
    """People show their own levels and missions."""


class TooMany(DomainError):
    """Nobody shows more than some things."""


@dataclass(frozen=True, slots=True)
class HeldLevel:
    """A level which the nominee can show, and who said it."""

    claim: SkillClaim
    skill: Skill
    author: Person | None


@dataclass(frozen=True, slots=True)
class Choices:
    """What a nominee can show, and what they show now."""

    levels: tuple[HeldLevel, ...]
    missions: tuple[Credit, ...]
    claim_ids: frozenset[int]
    credit_ids: frozenset[int]

    @property
    def chosen(self) -> int:
        """Return how many things are shown now."""
        return len(self.claim_ids) + len(self.credit_ids)


def choices(nominee: Nominee) -> Choices:
    """Return what can be shown: confirmed levels first, then the highest, then by name.

    A level that is shown stays a choice once another one counts.
    """
    person_id = nominee.person_id
    ranked = skills.ranked_claims(SkillClaim.person_id == person_id)
    counting = select(ranked.c.id).where(ranked.c.place == 1)
    is_shown = (Evidence.claim_id == SkillClaim.id) & (Evidence.nominee_id == nominee.id)
    rows = db.session.execute(
        select(SkillClaim, Skill, Person, Evidence.id)
        .join(Skill, Skill.id == SkillClaim.skill_id)
        .outerjoin(Person, Person.id == SkillClaim.author_id)
        .outerjoin(Evidence, is_shown)
        .where(
            SkillClaim.person_id == person_id,
            SkillClaim.level > 0,
            SkillClaim.id.in_(counting) | Evidence.id.is_not(None),
        )
        .order_by(SkillClaim.source.not_in(CONFIRMING), SkillClaim.level.desc(), *skills.by_name())
    ).all()
    missions = queries.credits_of(nominee)
    return Choices(
        levels=tuple(HeldLevel(claim, skill, author) for claim, skill, author, _shown in rows),
        missions=tuple(credit for credit, _shown in missions),
        claim_ids=frozenset(claim.id for claim, _skill, _author, shown in rows if shown),
        credit_ids=frozenset(credit.id for credit, shown in missions if shown),
    )


def show_evidence(
    nominee: Nominee,
    claim_ids: Collection[int],
    credit_ids: Collection[int],
    *,
    seen: int,
    by: Actor,
    now: datetime,
) -> bool:
    """Show these levels and missions and no others; tell whether something is new.

    :raises WordsChanged: something else was saved since version `seen` was read
    :raises NotYours: one of them is somebody else’s, or is not there
    :raises TooMany: there are more than may be shown
    :raises CampaignOver: everything is decided
    """
    campaign, held = service.hold_nominee(nominee)
    rows = db.session.scalars(select(Evidence).where(Evidence.nominee_id == held.id)).all()
    known = {(row.claim_id, row.credit_id): row for row in rows}
    wanted = {(one, None) for one in claim_ids} | {(None, one) for one in credit_ids}
    if wanted == known.keys():
        return False
    service.check_running(campaign)
    service.check_seen(held, seen)
    if len(wanted) > MOST:
        raise TooMany(_("Choose %(most)s at most: what matters is then read.", most=MOST))
    _check_own(held, claim_ids, credit_ids)
    _replace(held, known, wanted)
    service.note_words(held, by=by, now=now)
    return True


Pair = tuple[int | None, int | None]


def _replace(nominee: Nominee, known: Mapping[Pair, Evidence], wanted: Collection[Pair]) -> None:
    """Keep the rows that stay, so that notes on them stay too."""
    gone = [row.id for pair, row in known.items() if pair not in wanted]
    db.session.execute(delete(Evidence).where(Evidence.id.in_(gone)))
    fresh = [pair for pair in wanted if pair not in known]
    for claim_id, credit_id in sorted(fresh, key=lambda pair: (pair[0] or 0, pair[1] or 0)):
        db.session.add(Evidence(nominee_id=nominee.id, claim_id=claim_id, credit_id=credit_id))
    db.session.flush()


def _check_own(nominee: Nominee, claim_ids: Collection[int], credit_ids: Collection[int]) -> None:
    """Let nobody show what is not theirs, nor a level which another one has replaced."""
    known = choices(nominee)
    claims = {level.claim.id for level in known.levels}
    credits_ = {credit.id for credit in known.missions}
    if not (claims.issuperset(claim_ids) and credits_.issuperset(credit_ids)):
        raise NotYours(_("You can show your own levels and missions only: load the page again."))
