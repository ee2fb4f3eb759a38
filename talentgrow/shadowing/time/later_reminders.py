"""Which people are reminded as the day comes, and after it: of signatures and of their words."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any

from sqlalchemy import Select, exists, select

from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.missions.time.reminders import Reminder
from talentgrow.notifications.service import NoticeKind
from talentgrow.shadowing import deadlines, queries
from talentgrow.shadowing.states import VisitStatus as V
from talentgrow.shadowing.time import reminder_notices as kinds
from talentgrow.shadowing.time.of_visits import LEAD
from talentgrow.shadowing.time.reminders import as_it_was, other_side, visits
from talentgrow.shadowing.visits.models import Side, Signature, Signer, Visit, VisitDebrief
from talentgrow.shadowing.visits.policy import signers_needed
from talentgrow.shadowing.visits.words import person_of
from talentgrow.shadowing.waits import places, reminding

# Something is to be told, or written.
_AFTER = frozenset({V.CONFIRMED, V.TOOK_PLACE, V.PARTIAL})


def due() -> Iterator[Reminder]:
    """Return the reminders of today around the day of a visit."""
    yield from _signatures()
    yield from _debriefs()


def _signatures() -> Iterator[Reminder]:
    """Ask for the signatures that are missing, two working days before."""
    today = clock.today()
    for visit in visits(Visit.status == V.TO_SIGN, Visit.starts_on <= today + LEAD):
        if not deadlines.sign_by(visit.starts_on) <= today < visit.starts_on:
            continue
        for signer in signers_needed(visit):
            person_id = signs(signer, visit)
            if person_id is not None and not _has_signed(visit, signer):
                yield Reminder(
                    person_id,
                    kinds.SIGN_STILL,
                    reminding.signature(visit),
                    places.agreement(visit.id),
                    partial(queries.hold_known, visit.id, visit.exchange_id),
                    _is_unsigned(visit, signer),
                    {
                        "visitor": visit.visitor.name,
                        "host": visit.host.name,
                        "day": visit.starts_on,
                    },
                )


def signs(signer: Signer, visit: Visit) -> int | None:
    """Return who signs in a role; for a manager whoever gave the word."""
    if signer is Signer.VISITOR:
        return visit.visitor_id
    if signer is Signer.HOST:
        return visit.host_id
    side = Side.VISITOR if signer is Signer.VISITOR_MANAGER else Side.HOST
    return next((word.answered_by_id for word in visit.words if word.side is side), None)


def _has_signed(visit: Visit, signer: Signer) -> bool:
    return any(one.signer is signer and one.version == visit.version for one in visit.signatures)


def _is_unsigned(visit: Visit, signer: Signer) -> Select[Any]:
    signed = exists().where(
        Signature.visit_id == visit.id,
        Signature.signer == signer,
        Signature.version == visit.version,
    )
    return as_it_was(visit).where(Visit.version == visit.version, ~signed)


def _debriefs() -> Iterator[Reminder]:
    """Ask both sides how it was on the morning after, then twice who said or wrote nothing."""
    today = clock.today()
    since = today - timedelta(days=deadlines.DEBRIEF_DAYS)
    past = visits(Visit.status.in_(_AFTER), Visit.ends_on.between(since, today))
    written = _written([visit.id for visit in past])
    for visit in past:
        for side in Side:
            if (visit.id, side) in written:
                continue
            asked = _asked(visit, today)
            if asked is not None:
                yield _debrief(visit, side, *asked)


def debrief_reminder(ends_on: date, today: date) -> int | None:
    """Return how many days after the visit the reminder of today is; after a pause the last.

    >>> [debrief_reminder(date(2026, 11, 2), date(2026, 11, day)) for day in (4, 5, 11, 20)]
    [None, 3, 3, 10]
    """
    waited = (today - ends_on).days
    return max((days for days in deadlines.DEBRIEF_REMINDERS if days <= waited), default=None)


def _asked(visit: Visit, today: date) -> tuple[NoticeKind, str] | None:
    """Return what is asked today about a visit that is over, and under which key."""
    days = debrief_reminder(visit.ends_on, today)
    if days is not None:
        is_told = visit.status is not V.CONFIRMED
        kind = kinds.DEBRIEF_STILL if is_told else kinds.HOW_STILL
        return kind, reminding.debrief(visit, days)
    if visit.status is V.CONFIRMED and today > visit.ends_on:
        return kinds.HOW_WAS_IT, reminding.how_it_went(visit)
    return None


def _debrief(visit: Visit, side: Side, kind: NoticeKind, key: str) -> Reminder:
    wrote = exists().where(VisitDebrief.visit_id == visit.id, VisitDebrief.side == side)
    return Reminder(
        person_of(visit, side),
        kind,
        key,
        places.debrief(visit.id),
        partial(queries.hold_known, visit.id, visit.exchange_id),
        as_it_was(visit).where(~wrote),
        {
            "other": other_side(visit, side).name,
            "day": visit.starts_on,
            "by": deadlines.told_by(visit.ends_on),
        },
    )


def _written(ids: list[int]) -> frozenset[tuple[int, Side]]:
    found = select(VisitDebrief.visit_id, VisitDebrief.side).where(VisitDebrief.visit_id.in_(ids))
    return frozenset((visit_id, side) for visit_id, side in db.session.execute(found))
