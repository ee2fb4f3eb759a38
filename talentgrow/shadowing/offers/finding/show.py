"""The page of one offer, right for whoever reads it; nothing here changes anything."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from sqlalchemy import select

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import localized
from talentgrow.kernel.access import Actor
from talentgrow.kernel.localized import Localized
from talentgrow.people import queries as people
from talentgrow.people.models import Assignment
from talentgrow.shadowing import deadlines, policy
from talentgrow.shadowing.models import Offer, Timing, VisitWish
from talentgrow.shadowing.offers import mine, reliability, room, wording
from talentgrow.shadowing.offers.mine import Owned
from talentgrow.shadowing.states import ALIVE, OfferStatus
from talentgrow.shadowing.visits.models import Visit

SHOWN_DAYS = 6


@dataclass(frozen=True, slots=True)
class FreeDay:
    """A day with room, in words, and where one asks for it."""

    words: str
    hours: str
    # How many places are left, where the host has set the day.
    left: int | None
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferPage:
    """Everything the page of an offer says."""

    offer: Offer
    title: str
    post: Assignment | None
    facts: Sequence[tuple[str, str]]
    sights: Sequence[str]
    # What to know before one comes: heads with what they say.
    to_know: Sequence[tuple[str, str]]
    skills: Sequence[tuple[int, Localized]]
    days: Sequence[FreeDay]
    # Where to propose another day; empty: days are set, or nobody can ask.
    other_day_url: str
    reliability: str
    # Why nobody can ask now; empty: one can.
    standing: str
    is_host: bool
    # The visit which the reader has asked for already.
    visit: Visit | None
    wish: VisitWish | None
    # Of the host and of HR, what they may do.
    owned: Owned | None
    may_close: bool
    # Whether the visit is so long that managers have the word.
    needs_word: bool


def page(actor: Actor, offer: Offer, *, now: datetime) -> OfferPage:
    """Return the page of an offer that is loaded in full."""
    is_host = actor.is_person(offer.host_id)
    taken = room.taken_of([offer.id], today=now.date())
    found = room.days(offer, taken, today=now.date(), limit=SHOWN_DAYS)
    asks = policy.may_request(actor, offer)
    proposes = asks and bool(found) and offer.timing is Timing.PERIODS
    is_closable = policy.may_close(actor, offer) and offer.status is not OfferStatus.CLOSED
    return OfferPage(
        offer=offer,
        title=wording.title(offer),
        post=people.current_assignment(offer.host_id),
        facts=_facts(offer),
        sights=lines(localized(offer.sights)),
        to_know=_to_know(offer),
        skills=[(row.skill_id, row.skill.name) for row in offer.skills],
        days=[_free(offer, day, now) for day in found] if asks else (),
        other_day_url=url_for("visits.request", offer_id=offer.id) if proposes else "",
        reliability=reliability.of(offer.host_id, now=now).words,
        standing=_standing(offer, found, now),
        is_host=is_host,
        visit=None if is_host else _asked_by(actor, offer),
        wish=None if is_host else _wish(actor, offer),
        owned=mine.one(offer, now=now) if is_host else None,
        may_close=is_closable and not is_host,
        needs_word=deadlines.needs_word(offer.half_days),
    )


def lines(text: str) -> list[str]:
    """Return what was written one thing a line."""
    return [line.strip(" -•\t") for line in text.splitlines() if line.strip(" -•\t")]


def _standing(offer: Offer, found: Sequence[room.Day], now: datetime) -> str:
    if offer.status is OfferStatus.OPEN and not found:
        return str(wording.STANDING[OfferStatus.FULL])
    return wording.standing(offer, now.date())


def _facts(offer: Offer) -> list[tuple[str, str]]:
    facts = [
        (_("How long"), str(wording.LENGTHS[offer.half_days])),
        (_("Hours"), wording.hours(offer.begins_at, offer.ends_at)),
        (_("Where"), wording.where(offer)),
        (_("What you do"), str(wording.FORMATS[offer.format])),
        (_("In return"), str(wording.IN_RETURN[offer.reciprocal])),
    ]
    return [(name, said) for name, said in facts if said]


def _to_know(offer: Offer) -> list[tuple[str, str]]:
    said = [
        (_("Where to meet"), offer.meeting_point),
        (_("Safety"), localized(offer.safety)),
        (_("What stays confidential"), localized(offer.confidentiality)),
        (_("Getting around"), localized(offer.accessibility)),
    ]
    return [(name, words) for name, words in said if words]


def _free(offer: Offer, day: room.Day, now: datetime) -> FreeDay:
    where = {"slot": day.slot_id} if day.slot_id else {"day": day.starts_on.isoformat()}
    return FreeDay(
        words=wording.day(day, now.date()),
        hours=wording.hours(day.begins_at, day.ends_at),
        left=day.left,
        url=url_for("visits.request", offer_id=offer.id, **where),
    )


def _asked_by(actor: Actor, offer: Offer) -> Visit | None:
    return db.session.scalar(
        select(Visit).where(
            Visit.visitor_id == (actor.person_id or 0),
            Visit.host_id == offer.host_id,
            Visit.status.in_(ALIVE),
        )
    )


def _wish(actor: Actor, offer: Offer) -> VisitWish | None:
    """Return the wish of the reader for this very job, or for this very person."""
    mine = VisitWish.person_id == (actor.person_id or 0)
    about = VisitWish.host_id == offer.host_id
    if offer.job_id is not None:
        about = about | (VisitWish.job_id == offer.job_id)
    return db.session.scalar(select(VisitWish).where(mine, about).limit(1))
