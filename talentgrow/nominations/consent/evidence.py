"""What a nominee shows of their own: levels they hold, missions and visits that count."""

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
from talentgrow.shadowing.visits.models import VisitCertificate
from talentgrow.skills import queries as skills
from talentgrow.skills.models import CONFIRMING, Skill, SkillClaim

# A level, a mission or a visit: one of the three is there.
Thing = tuple[int | None, int | None, int | None]
# More would be a list to skim, not something to look at.
MOST = 12


class NotYours(DomainError):
    """People show their own levels, missions and visits."""


class TooMany(DomainError):
    """Nobody shows more than some things."""


@dataclass(frozen=True, slots=True)
class HeldLevel:
    """A level which the nominee can show, and who said it."""

    claim: SkillClaim
    skill: Skill
    author: Person | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Picked:
    """What is shown, or is to be: ids by what they are of."""

    claim_ids: frozenset[int] = frozenset()
    credit_ids: frozenset[int] = frozenset()
    visit_ids: frozenset[int] = frozenset()

    @property
    def things(self) -> frozenset[Thing]:
        """Return everything together, as rows of evidence say it."""
        return frozenset(
            {
                *((one, None, None) for one in self.claim_ids),
                *((None, one, None) for one in self.credit_ids),
                *((None, None, one) for one in self.visit_ids),
            }
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What a nominee can show, and what they show now."""

    levels: tuple[HeldLevel, ...]
    missions: tuple[Credit, ...]
    visits: tuple[VisitCertificate, ...]
    picked: Picked


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
    others = queries.counting_for(nominee)
    return Choices(
        levels=tuple(HeldLevel(claim, skill, author) for claim, skill, author, _shown in rows),
        missions=tuple(credit for credit, _visit, _shown in others if credit),
        visits=tuple(visit for _credit, visit, _shown in others if visit),
        picked=Picked(
            claim_ids=frozenset(claim.id for claim, _skill, _author, shown in rows if shown),
            credit_ids=frozenset(one.id for one, _visit, shown in others if one and shown),
            visit_ids=frozenset(one.id for _credit, one, shown in others if one and shown),
        ),
    )


def show_evidence(nominee: Nominee, picked: Picked, *, seen: int, by: Actor, now: datetime) -> bool:
    """Show what is picked and nothing else; tell whether something is new.

    :raises WordsChanged: something else was saved since version `seen` was read
    :raises NotYours: one of them is somebody else’s, or is not there
    :raises TooMany: there are more than may be shown
    :raises CampaignOver: everything is decided
    """
    campaign, held = service.hold_nominee(nominee)
    rows = db.session.scalars(select(Evidence).where(Evidence.nominee_id == held.id)).all()
    known = {(row.claim_id, row.credit_id, row.visit_certificate_id): row for row in rows}
    wanted = picked.things
    if wanted == known.keys():
        return False
    service.check_running(campaign)
    service.check_seen(held, seen)
    if len(wanted) > MOST:
        raise TooMany(_("Choose %(most)s at most: what matters is then read.", most=MOST))
    _check_own(held, picked)
    _replace(held, known, wanted)
    service.note_words(held, by=by, now=now)
    return True


def _replace(nominee: Nominee, known: Mapping[Thing, Evidence], wanted: Collection[Thing]) -> None:
    """Keep the rows that stay, so that notes on them stay too."""
    gone = [row.id for thing, row in known.items() if thing not in wanted]
    db.session.execute(delete(Evidence).where(Evidence.id.in_(gone)))
    fresh = [thing for thing in wanted if thing not in known]
    for claim_id, credit_id, visit_id in sorted(fresh, key=lambda one: [part or 0 for part in one]):
        db.session.add(
            Evidence(
                nominee_id=nominee.id,
                claim_id=claim_id,
                credit_id=credit_id,
                visit_certificate_id=visit_id,
            )
        )
    db.session.flush()


def _check_own(nominee: Nominee, picked: Picked) -> None:
    """Let nobody show what is not theirs, nor a level which another one has replaced."""
    known = choices(nominee)
    theirs = Picked(
        claim_ids=frozenset(level.claim.id for level in known.levels),
        credit_ids=frozenset(credit.id for credit in known.missions),
        visit_ids=frozenset(visit.id for visit in known.visits),
    )
    if not picked.things <= theirs.things:
        raise NotYours(
            _("You can show your own levels, missions and visits only: load the page again.")
        )
