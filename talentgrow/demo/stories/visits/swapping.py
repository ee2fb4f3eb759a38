"""Rounds of the demo company: who takes part, what was proposed, what became of it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from random import Random

from sqlalchemy import select

from talentgrow.auth.models import Account
from talentgrow.demo.dice import dice
from talentgrow.demo.stories.missions import timing
from talentgrow.demo.stories.missions.cast import actor
from talentgrow.demo.stories.visits import content
from talentgrow.demo.stories.visits.visiting import SKILLS_SEEN, add_wishes, look_back
from talentgrow.infra.db import db
from talentgrow.jobs.models import Job
from talentgrow.kernel.access import SYSTEM, Actor
from talentgrow.people import queries as people
from talentgrow.people.models import Assignment, Person, Site
from talentgrow.shadowing import queries, steps
from talentgrow.shadowing.agreements import service as agreements
from talentgrow.shadowing.exchanges import answering
from talentgrow.shadowing.exchanges.models import Exchange, ExchangeMember, Round, RoundRun
from talentgrow.shadowing.models import Aim
from talentgrow.shadowing.rounds import joining, life, publishing, service, solving
from talentgrow.shadowing.rounds.values import RoundValues
from talentgrow.shadowing.rounds.weeks import weeks_of
from talentgrow.shadowing.states import ExchangeStatus
from talentgrow.shadowing.visits import telling
from talentgrow.shadowing.visits.models import Says, Visit
from talentgrow.shadowing.visits.policy import side_of

SEED = 1934
WISHES = 3


class Swapping:
    """Holds rounds."""

    def __init__(self, cast: Mapping[str, Person], hr: Actor, today: date) -> None:
        self.cast, self.hr, self.today = cast, hr, today
        self.rounds: dict[str, Round] = {}

    def open(self, key: str, told: content.Round, now: datetime) -> None:
        """Prepare a round and open it."""
        first = timing.monday(self.today, told.days["from"])
        values = RoundValues(
            name_fr=told.name["fr"],
            name_en=told.name["en"],
            word_fr=told.word["fr"],
            word_en=told.word["en"],
            join_by=self.today + timedelta(days=told.days["joins"]),
            visits_from=first,
            visits_to=timing.friday(first, (told.days["to"] - told.days["from"]) // 7 + 1),
            longest=told.longest,
        )
        one = service.create(values, by=self.hr, now=now)
        life.open(one, by=self.hr, now=now)
        self.rounds[key] = one

    def join(self, key: str, told: content.Round, now: datetime) -> None:
        """Let everybody join who takes part, with wishes for what the others do."""
        chance = dice(SEED, f"round {key}")
        chosen = _chosen(told, chance)
        members = [*(one for part in chosen.values() for one in part)]
        wished = {self.cast[name].id: list(jobs) for name, jobs in told.named.items()}
        members += [self.cast[name] for name in told.named]
        does = {one.id: _job_of(one) for one in members}
        after = _next_in_rings(told, chosen)
        for person in members:
            first = does[after[person.id]] if person.id in after else ""
            others = sorted({job for job in does.values() if job != does[person.id]} - {first})
            drawn = chance.sample(others, min(WISHES, len(others)))
            jobs = wished.get(person.id) or [*filter(None, [first]), *drawn][:WISHES]
            add_wishes(person, jobs, Aim.DISCOVER, now)
            is_sure = person.id in wished or person.id in after
            self._join(self.rounds[key], person, chance, now, is_sure=is_sure)

    def close(self, key: str, now: datetime) -> None:
        """End joining by night, which asks for a proposal, and compute it."""
        life.close_due(self.rounds[key], by=SYSTEM, now=now)
        newest = select(RoundRun.id).where(RoundRun.round_id == self.rounds[key].id)
        solving.compute_within(db.session.scalars(newest).one(), now=now)

    def publish(self, key: str, now: datetime) -> None:
        """Send everybody their leg; all of them agree."""
        publishing.publish(self.rounds[key], by=self.hr, now=now)
        for exchange in self._exchanges(key):
            self._agree(exchange, now)

    def sign(self, key: str, now: datetime) -> None:
        """Let both sides of each visit of a round sign."""
        for visit in self._visits(key):
            for person in (visit.visitor, visit.host):
                held = queries.hold_visit(actor(person), visit.id)
                agreements.sign(held, seen=held.version, by=actor(person), now=now)

    def look_back(self, key: str, after: content.After, now: datetime) -> None:
        """Let each visit of a round have taken place, and both sides write."""
        for number, visit in enumerate(self._visits(key)):
            visitor, host = visit.visitor, visit.host
            held = queries.hold_visit(actor(visitor), visit.id)
            telling.tell(held, telling.How.TOOK_PLACE, by=actor(visitor), now=now)
            for person, words in ((visitor, after.visitor), (host, after.host)):
                said = dict(words[number % len(words)])
                said["to_improve"] = said.pop("improve")
                held = queries.hold_visit(actor(person), visit.id)
                look_back(held, person, said, SKILLS_SEEN, now)

    def finish(self, key: str, now: datetime) -> None:
        """Put a round away of which nothing is still to come."""
        for exchange in self._exchanges(key):
            if exchange.status is not ExchangeStatus.FINISHED:
                steps.take(exchange, "finish", by=SYSTEM, now=now)
        life.finish(self.rounds[key], by=SYSTEM, now=now)

    def _visits(self, key: str) -> Sequence[Visit]:
        found = select(Visit).where(Visit.round_id == self.rounds[key].id).order_by(Visit.id)
        return db.session.scalars(found.options(*queries.LINE)).all()

    def _exchanges(self, key: str) -> Sequence[Exchange]:
        found = select(Exchange).where(Exchange.round_id == self.rounds[key].id)
        return db.session.scalars(found.order_by(Exchange.id)).all()

    def _agree(self, exchange: Exchange, now: datetime) -> None:
        members = (
            select(Person).join(ExchangeMember).where(ExchangeMember.exchange_id == exchange.id)
        )
        for person in db.session.scalars(members.order_by(ExchangeMember.place)):
            by = actor(person)
            mine = [leg for leg in queries.legs_of(exchange.id) if side_of(by, leg)]
            said = {leg.id: answering.Word(Says.YES) for leg in mine}
            answering.answer(exchange, said, by=by, now=now)

    def _join(
        self, one: Round, person: Person, chance: Random, now: datetime, *, is_sure: bool
    ) -> None:
        weeks = list(weeks_of(one))
        free = weeks if is_sure else chance.sample(weeks, max(1, len(weeks) - 1))
        part = joining.Part(weeks=frozenset(free), travels=is_sure or chance.random() < 0.6)
        joining.join(one, part, by=actor(person), now=now)


def _chosen(told: content.Round, chance: Random) -> dict[str, list[Person]]:
    """Return so many people of each site who have no account of their own to play with."""
    found = {}
    for code, count in told.members.items():
        at_site = db.session.scalars(
            select(Person)
            .join(Assignment, Assignment.person_id == Person.id)
            .join(Site, Site.id == Assignment.site_id)
            .where(people.is_current(), Site.code == code, Person.left_on.is_(None))
            .where(Person.id.not_in(select(Account.person_id)))
            .order_by(Person.id)
        ).unique()
        known = list(at_site)
        found[code] = chance.sample(known, min(count, len(known)))
    return found


def _next_in_rings(told: content.Round, chosen: Mapping[str, Sequence[Person]]) -> dict[int, int]:
    """Return whom each visits of those who stand in a ring, by their ids."""
    found: dict[int, int] = {}
    for code, sizes in told.rings.items():
        rest = [person.id for person in chosen[code]]
        for size in sizes:
            ring, rest = rest[:size], rest[size:]
            found.update(zip(ring, [*ring[1:], *ring[:1]], strict=True))
    return found


def _job_of(person: Person) -> str:
    held = (
        select(Job.code)
        .join(Assignment, Assignment.job_id == Job.id)
        .where(Assignment.person_id == person.id, people.is_current())
        .limit(1)
    )
    return db.session.scalars(held).one()
