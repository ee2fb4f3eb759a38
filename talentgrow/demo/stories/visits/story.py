"""What happened around Vis ma Vie in the demo company, told through the services day after day."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from talentgrow.demo.stories.missions import timing
from talentgrow.demo.stories.missions.cast import HR, cast
from talentgrow.demo.stories.visits import content
from talentgrow.demo.stories.visits.swapping import Swapping
from talentgrow.demo.stories.visits.visiting import Visiting
from talentgrow.infra.db import db
from talentgrow.kernel.access import Actor, Role
from talentgrow.people.models import Person

# The order of what happens on one day.
MORNING, NOON = 0, 3
# What follows something that was put off by a weekend comes so much later.
BETWEEN = timedelta(hours=5)


@dataclass(frozen=True, slots=True)
class Event:
    """Something to be done at a moment of the past."""

    at: datetime
    act: Callable[[datetime], object]


def tell(*, now: datetime) -> None:
    """Tell the story of visits; where somebody of it is missing, nothing is told."""
    told = content.content()
    names = {HR, *(one.host for one in told.offers), *(one.who for one in told.wishes)}
    names |= {one.visitor for one in told.visits} | {one.host for one in told.visits}
    names |= {name for one in told.rounds.values() for name in one.named}
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
        hr = Actor(people[HR].id, frozenset({Role.EMPLOYEE, Role.HR}))
        self.visiting = Visiting(people, now.date())
        self.swapping = Swapping(people, hr, now.date())

    def events(self) -> Iterator[Event]:
        """Return everything that happens, in the order of the files."""
        for offer in self.told.offers:
            yield self._event(offer.day, MORNING, partial(self.visiting.open, offer))
            if offer.pause is not None:
                pause = partial(self.visiting.pause, offer, offer.pause["until"])
                yield self._event(offer.pause["day"], NOON, pause)
        for wishes in self.told.wishes:
            yield self._event(wishes.day, MORNING, partial(self.visiting.wish, wishes))
        for visit in self.told.visits:
            yield from self._events_of_visit(visit)
        for key, one in self.told.rounds.items():
            yield from self._events_of_round(key, one)

    def _events_of_visit(self, told: content.Visit) -> Iterator[Event]:
        visiting = self.visiting
        yield self._event(told.asked, NOON, partial(visiting.ask, told))
        if told.yes is not None:
            accept = partial(visiting.accept, told, told.yes["words"])
            yield self._event(told.yes["day"], NOON, accept)
        if told.no is not None:
            decline = partial(visiting.decline, told, told.no["reason"], told.no["words"])
            yield self._event(told.no["day"], NOON, decline)
        if told.signed is not None:
            yield self._event(told.signed, NOON, partial(visiting.sign, told))
        over = timing.night_of(visiting.day(told.on) + timedelta(days=1))
        if told.told is not None:
            tell = partial(visiting.tell, told, told.told["how"])
            yield self._event(told.told["day"], MORNING, tell, after=over)
        for side, said in told.debriefs.items():
            write = partial(visiting.write, told, side, said)
            yield self._event(said.day, NOON, write, after=over + BETWEEN)

    def _events_of_round(self, key: str, told: content.Round) -> Iterator[Event]:
        days, swapping = told.days, self.swapping
        yield self._event(days["opens"], MORNING, partial(swapping.open, key, told))
        yield self._event(days["opens"] + 1, NOON, partial(swapping.join, key, told))
        over = self._day(days["joins"] + 1)
        closed = timing.night_of(over)
        if over <= self.now.date():
            yield Event(closed, partial(swapping.close, key))
        if "sent" in days:
            send = partial(swapping.publish, key)
            yield self._event(days["sent"], NOON, send, after=closed + BETWEEN)
        if told.after is not None:
            yield from self._events_after(key, told.after, closed + BETWEEN)

    def _events_after(self, key: str, after: content.After, sent: datetime) -> Iterator[Event]:
        swapping = self.swapping
        look_back = partial(swapping.look_back, key, after)
        yield self._event(after.signed, NOON, partial(swapping.sign, key), after=sent + BETWEEN)
        yield self._event(after.told, NOON, look_back)
        yield self._event(after.finished, MORNING, partial(swapping.finish, key))

    def _event(
        self,
        days: int,
        order: int,
        act: Callable[[datetime], object],
        *,
        after: datetime | None = None,
    ) -> Event:
        """Let something happen on a working day, but not before what it follows."""
        at = timing.ago(self.now, -days, order=order)
        return Event(max(at, after) if after else at, act)

    def _day(self, days: int) -> date:
        return self.now.date() + timedelta(days=days)
