"""A round while people join: who is in it, and which wishes nobody can grant yet."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, union

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.jobs.models import Job
from talentgrow.jobs.queries import by_ids
from talentgrow.people import queries as people
from talentgrow.people.models import Assignment, Person
from talentgrow.people.queries import shown_posts
from talentgrow.shadowing import queries
from talentgrow.shadowing.exchanges.models import Round, RoundMember
from talentgrow.shadowing.models import Offer, VisitWish
from talentgrow.shadowing.rounds import members, wording
from talentgrow.shadowing.states import OfferStatus, RoundStatus


@dataclass(frozen=True, slots=True)
class AtSite:
    """How many take part at one site, and how many visitors they take."""

    name: str
    joined: int
    places: int


@dataclass(frozen=True, slots=True)
class Lacking:
    """A job which people in a round wish to see and nobody shows."""

    job: Job
    wishes: int


@dataclass(frozen=True, slots=True)
class ParticipationPage:
    """Everything on the page of a round that people join."""

    round: Round
    standing: str
    for_whom: str
    span: str
    length: str
    members: int
    invited: int
    only_host: int
    without_wish: int
    sites: Sequence[AtSite]
    lacking: Sequence[Lacking]
    template: str = "participation"

    @property
    def look(self) -> wording.Look:
        """Return how it looks that the round stands where it does."""
        return wording.LOOKS[self.round.status]

    @property
    def is_open(self) -> bool:
        """Tell whether people join now."""
        return self.round.status is RoundStatus.OPEN


def page(one: Round, *, now: datetime) -> ParticipationPage:
    """Return how a round goes in which people join."""
    today = now.date()
    rows = db.session.scalars(members.in_round(one.id)).all()
    invited = select(func.count()).select_from(queries.people_in(one).subquery())
    return ParticipationPage(
        round=one,
        standing=wording.standing(one, today),
        for_whom=wording.for_whom(one),
        span=wording.span(one.visits_from, one.visits_to, today),
        length=wording.length(one.half_days),
        members=len(rows),
        invited=db.session.scalars(invited).one(),
        only_host=sum(not row.visits for row in rows),
        without_wish=_without_wish(one),
        sites=_by_site(rows),
        lacking=_lacking(one),
    )


def _by_site(rows: Sequence[RoundMember]) -> list[AtSite]:
    posts = shown_posts([row.person_id for row in rows])
    joined: Counter[str] = Counter()
    places: Counter[str] = Counter()
    for row in rows:
        post = posts.get(row.person_id)
        name = post.site.name if post and post.site else _("Site not known")
        joined[name] += 1
        places[name] += row.places
    return [AtSite(name, joined[name], places[name]) for name in sorted(joined)]


def _without_wish(one: Round) -> int:
    wishing = select(VisitWish.person_id)
    found = (
        members.in_round(one.id)
        .where(RoundMember.visits.is_(True), RoundMember.person_id.not_in(wishing))
        .order_by(None)
        .with_only_columns(func.count())
    )
    return db.session.scalars(found).one()


def _lacking(one: Round) -> list[Lacking]:
    """Return the jobs that are wished and that nobody shows, those wished most first."""
    of_members = members.in_round(one.id).order_by(None)
    wishing = of_members.where(RoundMember.visits.is_(True))
    hosting = of_members.where(RoundMember.places > 0)
    done = select(Assignment.job_id).where(
        Assignment.person_id.in_(hosting.with_only_columns(RoundMember.person_id)),
        people.is_current(),
    )
    shows = (
        select(Offer.job_id)
        .join(Person, Person.id == Offer.host_id)
        .where(
            Offer.status == OfferStatus.OPEN,
            Offer.is_for_rounds.is_(True),
            Offer.job_id.is_not(None),
            Person.left_on.is_(None),
        )
    )
    rows = db.session.execute(
        select(VisitWish.job_id, func.count())
        .where(
            VisitWish.person_id.in_(wishing.with_only_columns(RoundMember.person_id)),
            VisitWish.job_id.is_not(None),
            VisitWish.job_id.not_in(union(done, shows)),
        )
        .group_by(VisitWish.job_id)
        .order_by(func.count().desc(), VisitWish.job_id)
    ).all()
    jobs = by_ids([job_id for job_id, _count in rows if job_id])
    return [Lacking(jobs[job_id], count) for job_id, count in rows if job_id and job_id in jobs]
