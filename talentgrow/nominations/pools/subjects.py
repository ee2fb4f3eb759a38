"""The missions and jobs for which somebody in a pool may be looked for, found by words."""

from dataclasses import dataclass
from datetime import date

from talentgrow.infra.db import db
from talentgrow.jobs import queries as jobs
from talentgrow.jobs.models import Job
from talentgrow.kernel.access import Actor
from talentgrow.kernel.localized import Localized
from talentgrow.kernel.text import search_key
from talentgrow.missions import queries as missions
from talentgrow.missions.explore import filters
from talentgrow.missions.models import Mission

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Subject:
    """A mission or a job to choose, under the name by which it is asked for."""

    name: str
    title: Localized


@dataclass(frozen=True, slots=True)
class Subjects:
    """What was asked for, and the missions and jobs which have these words."""

    words: str = ""
    missions: tuple[Subject, ...] = ()
    jobs: tuple[Subject, ...] = ()


def called(actor: Actor, words: str, *, today: date) -> Subjects:
    """Return the missions that take people now, and the jobs, that have these words."""
    words = words.strip()
    if not search_key(words):
        return Subjects(words)
    return Subjects(words, _missions(actor, words, today), _jobs(words))


def _missions(actor: Actor, words: str, today: date) -> tuple[Subject, ...]:
    found = missions.visible_to(actor).where(filters.is_open(today))
    for word in search_key(words).split():
        found = found.where(Mission.search_key.contains(word, autoescape=True))
    rows = db.session.scalars(found.order_by(Mission.apply_by, Mission.id).limit(SHOWN))
    return tuple(Subject(f"mission:{one.id}", one.title) for one in rows)


def _jobs(words: str) -> tuple[Subject, ...]:
    found = jobs.search(words).where(Job.retired_at.is_(None))
    rows = db.session.scalars(found.limit(SHOWN))
    return tuple(Subject(f"job:{one.id}", one.title) for one in rows)
