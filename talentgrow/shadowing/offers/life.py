"""The life of an offer: opened, paused, resumed, closed. Functions flush; the caller commits."""

from datetime import date, datetime, timedelta

from sqlalchemy import or_, select

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import DomainError
from talentgrow.people.models import Person
from talentgrow.shadowing import steps
from talentgrow.shadowing.models import Offer, Pause, VisitWish
from talentgrow.shadowing.offers import notices, places, writing
from talentgrow.shadowing.offers.values import OfferValues, WrongOffer, missing_to_open
from talentgrow.shadowing.states import OfferStatus

LONGEST_PAUSE = timedelta(days=366)


class WrongDay(DomainError):
    """An offer cannot be paused until this day."""


def open_(offer: Offer, *, by: Actor, now: datetime) -> None:
    """Let everybody read an offer and ask; whoever wishes to see this is told, once.

    :raises WrongOffer: colleagues would miss something
    """
    errors = missing_to_open(OfferValues.of(offer), today=now.date())
    if errors:
        raise WrongOffer(errors)
    if offer.status is OfferStatus.CLOSED:
        writing.place_anew(offer)
    steps.take(offer, "open", by=by, now=now)
    offer.opened_at = now
    places.settle(offer, now=now)
    _tell_wishers(offer, now=now)


def pause(offer: Offer, until: date | None, *, by: Actor, now: datetime) -> None:
    """Let nobody ask for a while; what was asked stays. Without a day it stays so until resumed.

    :raises WrongDay: the day has passed, or is more than a year away
    """
    today = now.date()
    if until is not None and not today < until <= today + LONGEST_PAUSE:
        raise WrongDay(_("Choose a day within the year to come."))
    steps.take(offer, "pause", by=by, now=now)
    offer.pause_reason, offer.paused_until = Pause.HOST, until
    db.session.flush()


def resume(offer: Offer, *, by: Actor, now: datetime) -> None:
    """Let colleagues ask again; requests that expired before count against nobody any more."""
    steps.take(offer, "resume", by=by, now=now)
    offer.pause_reason = offer.paused_until = None
    offer.opened_at = now
    places.settle(offer, now=now)
    db.session.flush()


def close(offer: Offer, *, by: Actor, now: datetime) -> None:
    """Take an offer back; visits that were asked for or booked go on."""
    steps.take(offer, "close", by=by, now=now)
    offer.pause_reason = offer.paused_until = None
    db.session.flush()
    if by.person_id is not None and not by.is_person(offer.host_id):
        notices.tell_closed(offer, db.session.get_one(Person, by.person_id), now=now)


def _tell_wishers(offer: Offer, *, now: datetime) -> None:
    wished = [VisitWish.host_id == offer.host_id]
    if offer.job_id is not None:
        wished.append(VisitWish.job_id == offer.job_id)
    if offer.unit_id is not None:
        wished.append(VisitWish.unit_id == offer.unit_id)
    found = db.session.scalars(
        select(VisitWish.person_id)
        .join(Person, Person.id == VisitWish.person_id)
        .where(or_(*wished), VisitWish.person_id != offer.host_id, Person.left_on.is_(None))
        .distinct()
        .order_by(VisitWish.person_id)
    )
    for person_id in found:
        notices.tell_wisher(person_id, offer, now=now)
