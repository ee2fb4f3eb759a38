"""What happened in the campaigns of the demo company, told through the services day after day.

Everything is done at its own moment of the past, the oldest first. Without its people there is no
story.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from talentgrow.demo.stories.missions import timing
from talentgrow.demo.stories.missions.cast import HR, cast
from talentgrow.demo.stories.talents import content
from talentgrow.demo.stories.talents.deciding import Deciding
from talentgrow.demo.stories.talents.proposing import Proposing
from talentgrow.infra.db import db
from talentgrow.kernel.access import SYSTEM, Actor, Role
from talentgrow.nominations.campaigns import life, service
from talentgrow.nominations.campaigns.values import CampaignValues
from talentgrow.nominations.models import Campaign, Intent
from talentgrow.nominations.pools import keeping
from talentgrow.nominations.pools.models import TalentPool
from talentgrow.people.models import Person

# The order of what happens on one day.
MORNING, NOON, EVENING = 0, 3, 6


@dataclass(frozen=True, slots=True)
class Event:
    """Something to be done at a moment of the past."""

    at: datetime
    act: Callable[[datetime], object]


def tell(*, now: datetime) -> None:
    """Tell the story of the campaigns; where somebody of it is missing, nothing is told."""
    told = content.content()
    names = {HR, *(one.about for one in told.nominations)}
    names |= {one.by for one in told.nominations} - {"manager", "self"}
    names |= {one.reference for one in told.nominations if one.reference}
    known = cast(names)
    if known.keys() != names:
        return
    for event in sorted(_Story(told, known, now).events(), key=lambda one: one.at):
        event.act(event.at)
        db.session.flush()


class _Story:
    """Knows the people, and what has been stored so far."""

    def __init__(self, told: content.Content, people: Mapping[str, Person], now: datetime) -> None:
        self.told, self.now = told, now
        self.hr = Actor(people[HR].id, frozenset({Role.EMPLOYEE, Role.HR}))
        self.pools: dict[str, TalentPool] = {}
        self.campaigns: dict[str, Campaign] = {}
        self.proposing = Proposing(people, self.hr, self.campaigns)
        self.deciding = Deciding(people, self.hr, self.campaigns, self.pools, now.date())

    def events(self) -> Iterator[Event]:
        """Return everything that happens, in the order of the files."""
        for key, pool in self.told.pools.items():
            yield self._event(pool.days, MORNING, partial(self._make_pool, key, pool))
            if pool.retired is not None:
                yield self._event(pool.retired, MORNING, partial(self._retire, key))
        for key, campaign in self.told.campaigns.items():
            yield from self._events_of_campaign(key, campaign)
        for nomination in self.told.nominations:
            write = partial(self.proposing.write, nomination)
            yield self._event(nomination.day, NOON, write)
            if nomination.answer is not None:
                answer = partial(self.proposing.answer, nomination, nomination.answer)
                yield self._event(nomination.answer.day, NOON, answer)

    def _event(self, days: int, order: int, act: Callable[[datetime], object]) -> Event:
        return Event(timing.ago(self.now, -days, order=order), act)

    def _events_of_campaign(self, key: str, told: content.Campaign) -> Iterator[Event]:
        days = told.days
        opens, over = self._day(days["opens"]), self._day(days["closes"] + 1)
        yield Event(timing.night_of(opens), partial(self._open, key, told))
        if over <= self.now.date():
            yield Event(timing.night_of(over), partial(self._close, key))
        if told.session is not None:
            yield from self._events_of_session(key, told.session)
        if "published" in days:
            yield self._event(days["calibrated"], MORNING, partial(self._decide, key))
            yield self._event(days["calibrated"], EVENING, partial(self._calibrate, key))
            yield self._event(days["published"], NOON, partial(self._publish, key))

    def _events_of_session(self, key: str, told: content.Session) -> Iterator[Event]:
        yield self._event(told.prepared, NOON, partial(self.deciding.prepare, key, told))
        if told.started is not None:
            yield self._event(told.started, MORNING, partial(self.deciding.begin, key))
            yield self._event(told.started, NOON, partial(self._decide, key))
            talk = partial(self.deciding.talk, key, self.told.notes, self.told.places)
            yield self._event(told.started, EVENING, talk)

    def _make_pool(self, key: str, told: content.Pool, now: datetime) -> None:
        values = keeping.PoolValues(
            name_fr=told.name["fr"],
            name_en=told.name["en"],
            purpose_fr=told.purpose["fr"],
            purpose_en=told.purpose["en"],
            months=told.months,
        )
        self.pools[key] = keeping.create(values, by=self.hr, now=now)

    def _retire(self, key: str, now: datetime) -> None:
        keeping.retire(self.pools[key], by=self.hr, now=now)

    def _open(self, key: str, told: content.Campaign, now: datetime) -> None:
        values = CampaignValues(
            name_fr=told.name["fr"],
            name_en=told.name["en"],
            purpose_fr=told.purpose["fr"],
            purpose_en=told.purpose["en"],
            criteria_fr="\n".join(told.criteria["fr"]),
            criteria_en="\n".join(told.criteria["en"]),
            opens_on=self._day(told.days["opens"]),
            closes_on=self._day(told.days["closes"]),
            peers_nominate=told.peers,
            has_nine_box=told.nine_box,
            intents=frozenset(Intent),
            programme_fr=told.programme["fr"],
            programme_en=told.programme["en"],
        )
        self.campaigns[key] = service.create(values, by=self.hr, now=now)

    def _close(self, key: str, now: datetime) -> None:
        life.close(self.campaigns[key], by=SYSTEM, now=now)

    def _decide(self, key: str, now: datetime) -> None:
        for told in self.told.decisions:
            if told.campaign == key:
                self.deciding.decide(told, now)

    def _calibrate(self, key: str, now: datetime) -> None:
        life.calibrate(self.campaigns[key], by=self.hr, now=now)

    def _publish(self, key: str, now: datetime) -> None:
        life.publish(self.campaigns[key], by=self.hr, now=now)

    def _day(self, days: int) -> date:
        return self.now.date() + timedelta(days=days)
