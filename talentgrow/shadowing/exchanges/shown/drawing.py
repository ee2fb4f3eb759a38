"""A ring as it is drawn: who visits whom, clockwise, with the family of what each does."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from talentgrow.infra.db import db
from talentgrow.jobs.models import Job, JobFamily
from talentgrow.people.models import Person
from talentgrow.people.queries import shown_posts

# The square of the drawing, the circle, and how far an arrow ends before a face, in degrees.
SIZE, RADIUS, BEFORE = 132, 44, 35
# How much of a name a face holds, and how wide letters are, in parts of the height of the type.
ROOM = 3.4
NARROW, WIDE = frozenset("iïîjlIft.’'-"), frozenset("mwMW")


@dataclass(frozen=True, slots=True)
class Face:
    """Somebody in a ring, and the arrow that comes to them from who visits them."""

    person: Person
    # How they are called in this ring, and in the drawing.
    name: str
    short: str
    job: Job | None
    x: float
    y: float
    arrow_x: float
    arrow_y: float
    turn: float

    @property
    def family(self) -> JobFamily | None:
        """Return the family of what they do."""
        return self.job.family if self.job is not None else None


@dataclass(frozen=True, slots=True)
class Ring:
    """A whole ring: each visits the next, the last one the first."""

    faces: tuple[Face, ...]

    @property
    def names(self) -> list[str]:
        """Return who visits whom, in order, coming back to the first."""
        return [one.name for one in (*self.faces, self.faces[0])]


def jobs_of(person_ids: Sequence[int]) -> Mapping[int, Job]:
    """Return by person what they do today with its family, or did last if they have left."""
    posts = shown_posts(person_ids)
    found = (
        select(Job)
        .where(Job.id.in_({post.job_id for post in posts.values()}))
        .options(joinedload(Job.family))
    )
    jobs = {job.id: job for job in db.session.scalars(found)}
    return {person_id: jobs[post.job_id] for person_id, post in posts.items()}


def ring(people: Sequence[Person], jobs: Mapping[int, Job]) -> Ring:
    """Return the drawing of a ring in which each person visits the next.

    `jobs`: what each does, by person, from `jobs_of`; one call serves many rings.
    """
    same = Counter(one.given_name for one in people)
    return Ring(
        tuple(
            _face(one, place, len(people), jobs.get(one.id), is_alone=same[one.given_name] == 1)
            for place, one in enumerate(people)
        )
    )


def _face(person: Person, place: int, count: int, job: Job | None, *, is_alone: bool) -> Face:
    # Two stand beside one another; more begin at the top.
    angle = (180 if count == 2 else -90) + 360 * place / count
    name = person.given_name if is_alone else f"{person.given_name} {person.last_name[:1]}."
    x, y = _at(angle)
    arrow_x, arrow_y = _at(angle - BEFORE)
    return Face(
        person=person,
        name=name,
        short=_short(person.given_name),
        job=job,
        x=x,
        y=y,
        arrow_x=arrow_x,
        arrow_y=arrow_y,
        turn=round((angle - BEFORE + 90) % 360, 1),
    )


def _short(name: str) -> str:
    """Return as much of a name as a face holds."""
    if _width(name) <= ROOM:
        return name
    # A point in place of one letter would say nothing.
    return next(
        short
        for end in range(len(name) - 2, 0, -1)
        if _width(short := f"{name[:end].rstrip('-’ ')}.") <= ROOM
    )


def _width(name: str) -> float:
    return sum(
        0.32 if one in NARROW else 0.92 if one in WIDE else 0.7 if one.isupper() else 0.6
        for one in name
    )


def _at(angle: float) -> tuple[float, float]:
    turned = angle * pi / 180
    middle = SIZE / 2
    return round(middle + RADIUS * cos(turned), 1), round(middle + RADIUS * sin(turned), 1)
