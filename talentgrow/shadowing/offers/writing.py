"""Write offers and change what they say. Functions flush; the caller commits.

To be changed, an offer comes held and in full (`queries.hold_offer`), so that no place is given
away while the days are changed.
"""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select

from talentgrow.audit import service as audit
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import DomainError
from talentgrow.kernel.text import search_key
from talentgrow.people import queries as people
from talentgrow.shadowing import queries
from talentgrow.shadowing.models import Offer, OfferSkill, Timing, VisitPeriod, VisitSlot
from talentgrow.shadowing.offers import places
from talentgrow.shadowing.offers.values import (
    PLAIN,
    OfferValues,
    PeriodValues,
    SlotValues,
    WrongOffer,
    missing_to_open,
    wrong,
)
from talentgrow.shadowing.states import OFFERS_SHOWN
from talentgrow.skills import queries as skills
from talentgrow.skills import service as skills_service

CREATED = audit.Kind("offers.created")
EDITED = audit.Kind("offers.edited", "fields")
# What one must say before colleagues read it; a day that has passed is nobody's mistake later.
DAYS = frozenset({"slots", "periods"})


class OfferChanged(DomainError):
    """The host changed it in another window since the form was filled."""


def create(values: OfferValues, *, by: Actor, now: datetime) -> Offer:
    """Write an offer down as a draft of its host.

    :raises WrongOffer: something of it does not fit
    """
    errors = wrong(values, today=now.date())
    if errors:
        raise WrongOffer(errors)
    offer = Offer(
        host_id=by.person_id,
        since=now,
        created_at=now,
        **{name: getattr(values, name) for name in PLAIN},
    )
    place_anew(offer)
    offer.search_key = _key(values)
    db.session.add(offer)
    db.session.flush()
    _write_rows(offer, values, since=now.date())
    audit.record(CREATED, offer, by=by, now=now)
    return queries.hold_offer(by, offer.id)


def edit(offer: Offer, values: OfferValues, *, seen: int, by: Actor, now: datetime) -> bool:
    """Change what an offer says; tell whether anything is different.

    Visits that were asked for keep the day, the hours and the place they were asked with.

    :raises OfferChanged: it was changed since `seen`
    :raises WrongOffer: something of it does not fit
    """
    if offer.version != seen:
        raise OfferChanged(_("This offer was changed while you were writing."))
    # Days that have passed are no longer in the form: they stay.
    before = OfferValues.of(offer, since=now.date())
    _refuse(offer, values, before, today=now.date())
    changed = [name for name in OfferValues.__dataclass_fields__ if _differs(name, before, values)]
    if not changed:
        return False
    for name in PLAIN:
        setattr(offer, name, getattr(values, name))
    offer.search_key = _key(values)
    offer.version += 1
    _write_rows(offer, values, since=now.date())
    audit.record(EDITED, offer, by=by, now=now, fields=changed)
    places.settle(offer, now=now)
    return True


def place_anew(offer: Offer) -> None:
    """Let an offer show the job which its host does today, where they do it."""
    post = people.current_assignment(offer.host_id)
    offer.job_id = post.job_id if post else None
    offer.unit_id = post.unit_id if post else None


def _refuse(offer: Offer, values: OfferValues, before: OfferValues, *, today: date) -> None:
    errors = wrong(values, today=today, before=offer)
    if offer.status in OFFERS_SHOWN:
        stayed = {name for name in DAYS if not _differs(name, before, values)}
        missing = missing_to_open(values, today=today)
        errors = {name: words for name, words in missing.items() if name not in stayed} | errors
    if errors:
        raise WrongOffer(errors)


def _differs(name: str, before: OfferValues, after: OfferValues) -> bool:
    old, new = getattr(before, name), getattr(after, name)
    if name not in {"slots", "periods", "skills"}:
        return bool(old != new)
    # Rows of the way of saying when that was not chosen are not in the form.
    unused = {"slots": Timing.PERIODS, "periods": Timing.SLOTS}.get(name)
    return after.timing is not unused and sorted(old) != sorted(new)


def _key(values: OfferValues) -> str:
    return search_key(f"{values.sights_fr} {values.sights_en} {values.meeting_point}")


def _write_rows(offer: Offer, values: OfferValues, *, since: date) -> None:
    """Store days and skills; days before `since` stay as they are."""
    if values.timing is Timing.SLOTS:
        _write_slots(offer.id, values.slots, since)
    else:
        _write_periods(offer.id, values.periods, since)
    _write_skills(offer.id, values.skills)
    db.session.flush()


def _write_slots(offer_id: int, rows: Sequence[SlotValues], since: date) -> None:
    """Store the days; one that stays keeps its row, and with it the places that are taken."""
    found = db.session.scalars(select(VisitSlot).where(VisitSlot.offer_id == offer_id))
    stored = {(slot.starts_on, slot.begins_at): slot for slot in found}
    wanted = {(row.starts_on, row.begins_at): row for row in rows}
    for key in stored.keys() - wanted.keys():
        if stored[key].starts_on >= since and not stored[key].taken:
            db.session.delete(stored[key])
    for key, row in wanted.items():
        slot = stored.get(key) or VisitSlot(
            offer_id=offer_id, starts_on=row.starts_on, begins_at=row.begins_at
        )
        slot.places = row.places
        db.session.add(slot)


def _write_periods(offer_id: int, rows: Sequence[PeriodValues], since: date) -> None:
    found = db.session.scalars(select(VisitPeriod).where(VisitPeriod.offer_id == offer_id))
    stored = {period.from_on: period for period in found}
    wanted = {row.from_on: row for row in rows}
    for day in stored.keys() - wanted.keys():
        if stored[day].to_on >= since:
            db.session.delete(stored[day])
    for day, row in wanted.items():
        period = stored.get(day) or VisitPeriod(offer_id=offer_id, from_on=day)
        period.to_on = row.to_on
        db.session.add(period)


def _write_skills(offer_id: int, ids: Sequence[int]) -> None:
    found = db.session.scalars(select(OfferSkill).where(OfferSkill.offer_id == offer_id))
    stored = {row.skill_id: row for row in found}
    known = skills.by_ids(ids) if ids else {}
    # Merges wait until this is stored; one that came just before is followed.
    wanted = dict.fromkeys(skills_service.present(known[one]).id for one in ids)
    for skill_id in stored.keys() - wanted.keys():
        db.session.delete(stored[skill_id])
    for skill_id in wanted.keys() - stored.keys():
        db.session.add(OfferSkill(offer_id=offer_id, skill_id=skill_id))
