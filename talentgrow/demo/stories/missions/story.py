"""What happened around missions at the demo company, told through the services day after day.

Everything is done at its own moment of the past, the oldest first, so that waiting lists, seats
and the trail are what they would be. Without its people there is no story.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from talentgrow.demo.stories.missions import cast, content, proposing, timing
from talentgrow.demo.stories.missions.applying import Applying
from talentgrow.infra.db import db
from talentgrow.kernel.access import SYSTEM, Actor, Role
from talentgrow.missions import deadlines, house, queries
from talentgrow.missions.editing import owners, writing
from talentgrow.missions.explore import keeping, questions
from talentgrow.missions.house_pages import themes
from talentgrow.missions.house_pages.themes import ThemeValues
from talentgrow.missions.models import Mission, Theme
from talentgrow.people.models import Person

FIRST_DAY = 340
# Taken by the night, and by HR; the others are the owner's.
SYSTEM_STEPS = frozenset({"start", "end"})
HR_STEPS = frozenset({"send_back"})


@dataclass(frozen=True, slots=True)
class Event:
    """Something to be done at a moment of the past."""

    at: datetime
    act: Callable[[], object]


def tell(*, now: datetime) -> None:
    """Tell the story of the missions; where somebody of it is missing, nothing is told."""
    told = content.content()
    names = {cast.HR, *(one.by for one in told.applications), *(one.by for one in told.kept)}
    for mission in told.missions:
        names |= {mission.by, *mission.owners, *(one.by for one in mission.questions)}
    known = cast.cast(names)
    if known.keys() != names:
        return
    for event in sorted(_Story(told, known, now).events(), key=lambda one: one.at):
        event.act()
        db.session.flush()


class _Story:
    """Knows the people, and what has been stored so far."""

    def __init__(self, told: content.Content, people: Mapping[str, Person], now: datetime) -> None:
        self.told, self.people, self.now = told, people, now
        self.catalogue = proposing.Catalogue()
        self.themes: dict[str, Theme] = {}
        self.missions: dict[str, int] = {}
        self.hr = cast.actor(people[cast.HR], Role.HR)

    def events(self) -> Iterator[Event]:
        """Return everything that happens, in the order of the files."""
        for key, theme in self.told.themes.items():
            yield from self._events_of_theme(key, theme)
        for mission in self.told.missions:
            yield from self._events_of_mission(mission)
        for application in self.told.applications:
            yield from self._events_of_application(application)
        for kept in self.told.kept:
            at = timing.ago(self.now, kept.days, order=1)
            yield Event(at, partial(self._keep, kept, at))

    def _events_of_theme(self, key: str, told: content.Theme) -> Iterator[Event]:
        at = timing.ago(self.now, FIRST_DAY)
        yield Event(at, partial(self._add_theme, key, told, at))
        if told.retired is not None:
            at = timing.ago(self.now, told.retired)
            yield Event(at, partial(self._retire_theme, key, at))

    def _events_of_mission(self, told: content.Mission) -> Iterator[Event]:
        at = timing.ago(self.now, -told.days["proposed"], key=told.key)
        yield Event(at, partial(self._propose, told, at))
        for order, (step, *rest) in enumerate(told.life, start=1):
            at = self._moment_of(told, step, rest, order)
            reason = rest[1] if len(rest) > 1 else ""
            yield Event(at, partial(self._lead_on, told, step, reason, at))
        for question in told.questions:
            at = timing.ago(self.now, question.asked, order=2)
            yield Event(at, partial(self._ask, told, question, at))

    def _moment_of(self, told: content.Mission, step: str, rest: list[Any], order: int) -> datetime:
        """Return when a mission takes a step: at its dates, or as many days ago as is written."""
        start, end, _apply_by = proposing.days_of(told, self.now.date())
        if step == "start":
            return timing.night_of(start)
        if step == "end":
            return timing.night_after(timing.night_of(end), 0)
        return timing.ago(self.now, rest[0], order=order, key=told.key)

    def _events_of_application(self, told: content.Application) -> Iterator[Event]:
        key, moments = f"{told.mission} {told.by}", dict[str, datetime]()
        for order, (step, *rest) in enumerate(told.steps):
            if step == "climb":
                at = timing.night_after(moments["send"], house.rules().silence_days)
            elif step == "lapse":
                at = timing.night_after(moments["offer"], deadlines.OFFER_DAYS)
            else:
                at = timing.ago(self.now, rest[0], order=order, key=key)
            moments[step] = at
            yield Event(at, partial(self._apply, told, step, rest[1:], at))

    def _add_theme(self, key: str, told: content.Theme, now: datetime) -> None:
        values = ThemeValues(
            name_fr=told.name_fr,
            name_en=told.name_en,
            explanation_fr=told.explanation_fr,
            explanation_en=told.explanation_en,
        )
        self.themes[key] = themes.create(values, by=self.hr, now=now)

    def _retire_theme(self, key: str, now: datetime) -> None:
        themes.retire(self.themes[key], by=self.hr, now=now)

    def _propose(self, told: content.Mission, now: datetime) -> None:
        by = cast.actor(self.people[told.by])
        values = proposing.values_of(
            told, self.catalogue, theme_id=self.themes[told.theme].id, today=self.now.date()
        )
        mission = writing.create(values, by=by, now=now)
        self.missions[told.key] = mission.id
        for name in told.owners:
            owners.add_co_owner(mission, self.people[name], by=by, now=now)

    def _lead_on(self, told: content.Mission, step: str, reason: str, now: datetime) -> None:
        by = self._who_takes(step, told)
        proposing.take(step, self.missions[told.key], reason, by=by, now=now)

    def _who_takes(self, step: str, told: content.Mission) -> Actor:
        if step in SYSTEM_STEPS:
            return SYSTEM
        return self.hr if step in HR_STEPS else cast.actor(self.people[told.by])

    def _ask(self, told: content.Mission, question: content.Question, now: datetime) -> None:
        mission = self._mission(told.key)
        asked = questions.ask(
            mission,
            question.text,
            is_signed=question.is_signed,
            by=cast.actor(self.people[question.by]),
            now=now,
        )
        if question.answer:
            by = cast.actor(self.people[told.by])
            moment = timing.ago(self.now, question.answered, order=3)
            questions.answer(asked, mission, question.answer, by=by, now=moment)

    def _apply(self, told: content.Application, step: str, rest: list[str], now: datetime) -> None:
        Applying(
            told,
            db.session.get_one(Mission, self.missions[told.mission]),
            applicant=self.people[told.by],
            hr=self.people[cast.HR],
            missions=self.missions,
            skills=self.catalogue.skills,
            now=now,
        ).take(step, *rest)

    def _keep(self, kept: content.Kept, now: datetime) -> None:
        mission, by = self._mission(kept.mission), cast.actor(self.people[kept.by])
        keeping.keep(mission, True, by=by, now=now)
        if kept.wants_similar:
            keeping.follow(mission, True, by=by, now=now)

    def _mission(self, key: str) -> Mission:
        """Return a mission in full, as HR may read any."""
        return queries.get_to_change(self.hr, self.missions[key])
