"""Offers and visits of the demo company, as their hosts and visitors make them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from talentgrow.demo.stories.missions.cast import actor
from talentgrow.demo.stories.visits import content
from talentgrow.infra.db import db
from talentgrow.jobs import queries as jobs
from talentgrow.jobs.models import Requirement
from talentgrow.kernel.calendar import workday
from talentgrow.people import queries as people
from talentgrow.people.models import Person
from talentgrow.shadowing import queries
from talentgrow.shadowing.agreements import service as agreements
from talentgrow.shadowing.debriefs import queries as debriefs
from talentgrow.shadowing.debriefs import writing as writing_back
from talentgrow.shadowing.models import Aim, Format, Offer, Reciprocal, Timing
from talentgrow.shadowing.offers import life, writing
from talentgrow.shadowing.offers.values import OfferValues, PeriodValues, SlotValues
from talentgrow.shadowing.visits import answering, requesting, telling
from talentgrow.shadowing.visits.models import Side, Visit, VisitDecline
from talentgrow.shadowing.wishes import service as wishes

SKILLS_SEEN = 3
HALF_DAY_ENDS = time(12, 30)


class Visiting:
    """Opens offers, keeps wishes and takes visits as far as they are told."""

    def __init__(self, cast: Mapping[str, Person], today: date) -> None:
        self.cast, self.today = cast, today
        self.offers: dict[str, Offer] = {}
        self.visits: dict[tuple[str, str], int] = {}

    def open(self, told: content.Offer, now: datetime) -> None:
        """Write an offer down and open it."""
        host = actor(self.cast[told.host])
        offer = writing.create(self._values(told), by=host, now=now)
        life.open_(offer, by=host, now=now)
        self.offers[told.host] = offer

    def pause(self, told: content.Offer, until: int, now: datetime) -> None:
        """Pause an offer until a day."""
        host = actor(self.cast[told.host])
        held = queries.hold_offer(host, self.offers[told.host].id)
        life.pause(held, self.day(until), by=host, now=now)

    def wish(self, told: content.Wishes, now: datetime) -> None:
        """Keep what somebody would like to see."""
        add_wishes(self.cast[told.who], told.jobs, Aim(told.aim), now)

    def ask(self, told: content.Visit, now: datetime) -> None:
        """Ask for a visit, on a day that the host has set or within their times."""
        visitor, offer = actor(self.cast[told.visitor]), self.offers[told.host]
        day = self.day(told.on)
        full = queries.get_offer(visitor, offer.id)
        slot = next((one for one in full.slots if one.starts_on == day), None)
        wanted = requesting.Wanted(
            aim=Aim.DISCOVER,
            message=told.message,
            slot_id=slot.id if slot else None,
            starts_on=day,
        )
        visit = requesting.request(full, wanted, by=visitor, now=now)
        self.visits[told.visitor, told.host] = visit.id

    def accept(self, told: content.Visit, words: str, now: datetime) -> None:
        """Say yes as the host."""
        host = actor(self.cast[told.host])
        answering.accept(self._held(told), words, by=host, now=now)

    def decline(self, told: content.Visit, reason: str, words: str, now: datetime) -> None:
        """Say no as the host."""
        host = actor(self.cast[told.host])
        answering.decline(self._held(told), VisitDecline(reason), words, by=host, now=now)

    def sign(self, told: content.Visit, now: datetime) -> None:
        """Let both sides sign."""
        for name in (told.visitor, told.host):
            held = self._held(told)
            agreements.sign(held, seen=held.version, by=actor(self.cast[name]), now=now)

    def tell(self, told: content.Visit, how: str, now: datetime) -> None:
        """Say how it went, as the visitor."""
        visitor = actor(self.cast[told.visitor])
        telling.tell(self._held(told), telling.How(how), by=visitor, now=now)

    def write(self, told: content.Visit, side: str, said: content.Debrief, now: datetime) -> None:
        """Write what one side says afterwards, and what the visitor saw."""
        by = self.cast[told.visitor if side == Side.VISITOR else told.host]
        words = {"learned": said.learned, "surprised": said.surprised}
        words |= {"to_improve": said.improve, "thanks": said.thanks}
        look_back(self._held(told), by, words, said.seen, now)

    def _held(self, told: content.Visit) -> Visit:
        return queries.hold_visit(actor(self.cast[told.host]), self.visits[told.visitor, told.host])

    def _values(self, told: content.Offer) -> OfferValues:
        post = people.current_assignment(self.cast[told.host].id)
        return OfferValues(
            sights_fr="\n".join(told.sights["fr"]),
            sights_en="\n".join(told.sights["en"]),
            safety_fr=told.safety["fr"],
            safety_en=told.safety["en"],
            confidentiality_fr=told.confidentiality["fr"],
            confidentiality_en=told.confidentiality["en"],
            accessibility_fr=told.accessibility["fr"],
            accessibility_en=told.accessibility["en"],
            site_id=post.site_id if post and not told.remote else None,
            is_remote=told.remote,
            meeting_point=told.meeting,
            format=Format(told.format),
            half_days=told.half_days,
            ends_at=HALF_DAY_ENDS if told.half_days == 1 else time(17),
            timing=Timing.SLOTS if told.slots else Timing.PERIODS,
            a_month=told.a_month,
            reciprocal=Reciprocal(told.reciprocal),
            slots=tuple(SlotValues(self.day(day), time(9), count) for day, count in told.slots),
            periods=tuple(PeriodValues(self.day(a), self.day(b)) for a, b in told.periods),
            skills=_skills_of(post.job_id) if post else (),
        )

    def day(self, days: int) -> date:
        """Return a working day so many days from today."""
        return workday(self.today + timedelta(days=days))


def add_wishes(person: Person, codes: Sequence[str], aim: Aim, now: datetime) -> None:
    """Put jobs, by their codes, on the list of what somebody would like to see."""
    for code in codes:
        job = jobs.by_code(code)
        if job is not None:
            target = wishes.Target(wishes.Kind.JOB, job.id)
            wishes.add(target, by=actor(person), now=now).aim = aim
    db.session.flush()


def look_back(
    visit: Visit, person: Person, words: Mapping[str, str], seen: int, now: datetime
) -> None:
    """Write the debrief of one side of a visit that is held; `seen` is how many skills they saw."""
    by = actor(person)
    side = Side.VISITOR if person.id == visit.visitor_id else Side.HOST
    skills = [skill.id for skill in debriefs.to_be_seen(visit)][:seen]
    shown = skills if side is Side.VISITOR else ()
    writing_back.write(visit, side, writing_back.Words(**words), shown, by=by, now=now)


def _skills_of(job_id: int) -> tuple[int, ...]:
    """Return some of the skills that a job needs: what one sees at work."""
    found = (
        select(Requirement.skill_id)
        .where(Requirement.job_id == job_id)
        .order_by(Requirement.level.desc(), Requirement.skill_id)
        .limit(SKILLS_SEEN)
    )
    return tuple(db.session.scalars(found))
