"""The visits of a proposal as HR reads them: rings as cards or rows, and those one-way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from talentgrow.infra.db import db
from talentgrow.infra.paging import PAGE_SIZE, within
from talentgrow.jobs.models import Job
from talentgrow.kernel.calendar import last_day
from talentgrow.kernel.page import Page
from talentgrow.people.models import Assignment, Person
from talentgrow.shadowing.exchanges.models import Round, RoundLeg, RoundRun
from talentgrow.shadowing.exchanges.shown import drawing
from talentgrow.shadowing.rounds import wording
from talentgrow.shadowing.rounds.matching.diary import Diary
from talentgrow.shadowing.rounds.shown import left_over
from talentgrow.shadowing.rounds.shown.lists import RINGS, Asked

PAIR = 2
BY_NAME = (Person.search_key, Person.id)


@dataclass(frozen=True, slots=True)
class RingCard:
    """One ring that is proposed."""

    number: int
    ring: drawing.Ring
    granted: str
    when: str
    legs: Sequence[RoundLeg]


@dataclass(frozen=True, slots=True)
class OneWay:
    """One visit without return that is proposed."""

    leg: RoundLeg
    job: str
    when: str


def read(run: RoundRun, asked: Asked) -> tuple[Page[Sequence[RoundLeg]], Page[RoundLeg]]:
    """Return a page of rings, each with its legs in their order, and one of visits one-way."""
    rings, one_way = run.figures["rings"], run.figures["one_way"]
    ring, number = within(asked.rings, rings, size=RINGS), within(asked.alone, one_way)
    rows = list(
        db.session.scalars(
            select(RoundLeg)
            .join(RoundLeg.visitor)
            .where(
                RoundLeg.run_id == run.id,
                or_(
                    RoundLeg.ring.between((ring - 1) * RINGS + 1, ring * RINGS),
                    RoundLeg.id.in_(_one_way(run, number)),
                ),
            )
            .options(contains_eager(RoundLeg.visitor), joinedload(RoundLeg.host))
            .order_by(RoundLeg.ring, RoundLeg.place, *BY_NAME)
        )
    )
    ringed = groupby((leg for leg in rows if leg.ring is not None), key=lambda leg: leg.ring)
    return (
        Page([list(legs) for _ring, legs in ringed], ring, RINGS, rings),
        Page([leg for leg in rows if leg.ring is None], number, PAGE_SIZE, one_way),
    )


def _one_way(run: RoundRun, number: int) -> Select[int]:
    """Select the ids of one page of visits without return, by the name of who visits."""
    return (
        select(RoundLeg.id)
        .join(RoundLeg.visitor)
        .where(RoundLeg.run_id == run.id, RoundLeg.ring.is_(None))
        .order_by(*BY_NAME)
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    )


def cards(
    one: Round,
    rings: Page[Sequence[RoundLeg]],
    posts: Mapping[int, Assignment],
    jobs: Mapping[int, Job],
) -> Page[RingCard]:
    """Return rings as they are drawn."""
    doing = {person: jobs[post.job_id] for person, post in posts.items() if post.job_id in jobs}
    pairs = [legs for legs in rings if len(legs) == PAIR]
    diary = Diary({leg.visitor_id for legs in pairs for leg in legs}) if pairs else None
    found = [
        RingCard(
            number=number,
            ring=drawing.ring([leg.visitor for leg in legs], doing),
            granted=wording.granted([leg.rank for leg in legs]),
            when=_when(one, legs, diary),
            legs=legs,
        )
        for number, legs in enumerate(rings, (rings.number - 1) * rings.size + 1)
    ]
    return Page(found, rings.number, rings.size, rings.total)


def rows(
    found: Page[RoundLeg], posts: Mapping[int, Assignment], jobs: Mapping[int, Job]
) -> Page[OneWay]:
    """Return visits one-way with what is shown."""
    items = [
        OneWay(leg, left_over.place_of(posts.get(leg.host_id), jobs), wording.week(leg.monday))
        for leg in found
    ]
    return Page(items, found.number, found.size, found.total)


def _when(one: Round, legs: Sequence[RoundLeg], diary: Diary | None) -> str:
    """Say in which week a ring is; of two people the days, which sending would find the same way.

    Nobody is in two rings, and rings find their days before visits one-way: what was booked
    before and the ring itself decide. Only within the week proposed is a day sure.
    """
    weeks = wording.weeks([leg.monday for leg in legs])
    if diary is None or len(legs) != PAIR or len({leg.monday for leg in legs}) > 1:
        return weeks
    days = []
    for leg in legs:
        both = leg.visitor_id, leg.host_id
        day = diary.find(one, both, [leg.monday])
        if day is None:
            return weeks
        diary.note(both, day, last_day(day, one.half_days))
        days.append(day)
    return wording.on_days(days)
