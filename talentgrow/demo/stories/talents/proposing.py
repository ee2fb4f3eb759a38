"""Nominations of the demo company, and what those who are nominated say to them."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import select

from talentgrow.demo.stories.talents import content
from talentgrow.infra.db import db
from talentgrow.jobs import queries as jobs
from talentgrow.kernel.access import Actor, Role
from talentgrow.nominations import queries
from talentgrow.nominations.consent import service as consent
from talentgrow.nominations.models import Campaign, Candidacy, Intent, Nominee
from talentgrow.nominations.writing import evidence, service
from talentgrow.people import queries as people
from talentgrow.people.models import Person


class Proposing:
    """Writes nominations, and answers them."""

    def __init__(
        self, cast: Mapping[str, Person], hr: Actor, campaigns: Mapping[str, Campaign]
    ) -> None:
        self.cast, self.hr, self.campaigns = cast, hr, campaigns

    def write(self, told: content.Nomination, now: datetime) -> None:
        """Write a draft and, unless it stays one, send it."""
        person = self.cast[told.about]
        nominator = self._nominator(told, person)
        by = self.hr if told.on_behalf else nominator
        campaign = self.campaigns[told.campaign]
        draft = service.start(campaign, person.id, by=by, now=now, nominator_id=nominator.person_id)
        service.save_purpose(draft, _wishes(told), seen=draft.version)
        service.save_why(draft, told.why, seen=draft.version)
        known = evidence.for_draft(by, draft).levels[: told.levels]
        shown = evidence.Picks(claims={one.claim.id: "" for one in known})
        service.save_evidence(draft, shown, seen=draft.version, by=by)
        reference = self.cast.get(told.reference)
        service.save_offer(draft, told.offer, reference, seen=draft.version)
        if not told.is_draft:
            service.submit(draft, seen=draft.version, by=by, now=now)

    def answer(self, told: content.Nomination, answer: content.Answer, now: datetime) -> None:
        """Say as the nominee what becomes of each wish, in own words."""
        by = _actor(self.cast[told.about])
        nominee = self._nominee(told)
        if answer.words or answer.commitment:
            consent.save_words(
                nominee,
                answer.words,
                answer.commitment,
                seen=nominee.version,
                by=by,
                now=now,
            )
        for candidacy in self._candidacies(nominee):
            intent = candidacy.intent.value
            if intent in answer.accept:
                consent.accept(candidacy, by=by, now=now)
            elif intent in answer.decline:
                consent.decline(candidacy, by=by, now=now)
            elif intent in answer.postpone:
                until = now.date() + timedelta(days=answer.postpone[intent])
                consent.postpone(candidacy, until, by=by, now=now)

    def _nominator(self, told: content.Nomination, person: Person) -> Actor:
        if told.by == "self":
            return _actor(person)
        if told.by != "manager":
            return _actor(self.cast[told.by])
        post = people.current_assignment(person.id)
        if post is None or post.manager is None:
            raise ValueError(f"nobody manages {told.about}")
        return _actor(post.manager)

    def _nominee(self, told: content.Nomination) -> Nominee:
        found = select(Nominee.id).where(
            Nominee.campaign_id == self.campaigns[told.campaign].id,
            Nominee.person_id == self.cast[told.about].id,
        )
        return queries.hold_nominees([db.session.scalars(found).one()])[0]

    def _candidacies(self, nominee: Nominee) -> list[Candidacy]:
        return queries.hold_nominees([nominee.id])[0].candidacies


def _actor(person: Person) -> Actor:
    """Return somebody as the services know them, with those who report to them."""
    return Actor(person.id, frozenset({Role.EMPLOYEE}), people.report_ids(person.id))


def _wishes(told: content.Nomination) -> dict[Intent, int | None]:
    """Return each intent with the job it leads to, if that is written."""
    found: dict[Intent, int | None] = {}
    for intent, code in told.intents.items():
        job = jobs.by_code(code) if code else None
        found[Intent(intent)] = job.id if job else None
    return found
