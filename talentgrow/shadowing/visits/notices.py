"""What those concerned by a visit are told: who, until when, and what follows."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from flask import url_for
from sqlalchemy import select

from talentgrow.claims.queries import manager_of
from talentgrow.infra.db import db
from talentgrow.kernel.access import Actor
from talentgrow.missions.hr import hr_of
from talentgrow.notifications.service import NoticeKind, notify
from talentgrow.people.models import Person
from talentgrow.shadowing import deadlines
from talentgrow.shadowing.deadlines import needs_word
from talentgrow.shadowing.states import VisitStatus
from talentgrow.shadowing.visits import notice_kinds as kinds
from talentgrow.shadowing.visits.models import Answer, Side, Signature, Visit, VisitWord


def ask_host(visit: Visit, *, now: datetime) -> None:
    """Tell a host that somebody would like to visit them."""
    _tell([visit.host_id], kinds.REQUESTED, visit, now, who=visit.visitor.name, by=due(visit, None))


def tell_accepted(visit: Visit, *, by: Actor, now: datetime) -> None:
    """Tell the visitor that the host says yes, where managers have the word first."""
    if visit.status is VisitStatus.HOST_ACCEPTED:
        others = _besides([visit.visitor_id], by)
        by_day = due(visit, None)
        _tell(others, kinds.ACCEPTED, visit, now, who=visit.host.name, by=by_day)


def tell_declined(visit: Visit, *, now: datetime) -> None:
    """Tell the visitor that the host cannot, and where to look further."""
    _tell([visit.visitor_id], kinds.DECLINED, visit, now, who=visit.host.name)


def tell_managers(visit: Visit, *, now: datetime) -> None:
    """Tell the managers of both sides about a visit of which they need not be asked."""
    for person_id in (visit.visitor_id, visit.host_id):
        manager = manager_of(person_id)
        if manager is not None and manager.id not in {visit.visitor_id, visit.host_id}:
            _tell([manager.id], kinds.MANAGER_TOLD, visit, now, url=_list_of_words())


def ask_word(visit: Visit, word: VisitWord, *, now: datetime) -> None:
    """Ask a manager for their word, or HR where no manager can give it."""
    by_day = due(visit, word)
    details: dict[str, object] = {"by": by_day, "until": visit.ends_on, "url": _list_of_words()}
    if word.manager_id is not None:
        _tell([word.manager_id], kinds.WORD_ASKED, visit, now, **details)
        return
    person = visit.visitor if word.side is Side.VISITOR else visit.host
    besides = {visit.visitor_id, visit.host_id}
    asked = [one.id for one in hr_of(person.id, besides=besides)]
    _tell(asked, kinds.HR_WORD_ASKED, visit, now, person=person.name, **details)


def tell_word(visit: Visit, word: VisitWord, *, by: Actor, now: datetime) -> None:
    """Tell both sides that a manager agrees only from a day after that of the visit."""
    if word.answer is Answer.DEFERRED and word.from_on and word.from_on > visit.starts_on:
        _tell(_sides(visit), kinds.AGREED_FROM, visit, now, who=_name(by), from_on=word.from_on)


def tell_refusal(visit: Visit, word: VisitWord, *, by: Actor, now: datetime) -> None:
    """Tell both sides, and HR of the part of that side, that a manager refuses, and why."""
    who = _name(by)
    for person_id, other in ((visit.visitor_id, visit.host), (visit.host_id, visit.visitor)):
        _tell([person_id], kinds.REFUSED, visit, now, who=who, other=other.name)
    side_id = visit.visitor_id if word.side is Side.VISITOR else visit.host_id
    besides = {visit.visitor_id, visit.host_id, by.person_id or 0}
    readers = [one.id for one in hr_of(side_id, besides=besides)]
    _tell(readers, kinds.REFUSAL_TO_HR, visit, now, who=who)


def ask_to_sign(visit: Visit, *, by: Actor, now: datetime) -> None:
    """Ask everybody but the one who is here for their signature."""
    by_day = deadlines.sign_by(visit.starts_on)
    for person_id, other in ((visit.visitor_id, visit.host), (visit.host_id, visit.visitor)):
        told = _besides([person_id], by)
        _tell(told, kinds.TO_SIGN, visit, now, other=other.name, by=by_day)
    _tell(_besides(_agreed(visit), by), kinds.MANAGER_TO_SIGN, visit, now, by=by_day)


def tell_change(
    visit: Visit, kind: NoticeKind, signed: Collection[int], *, by: Actor, now: datetime
) -> None:
    """Tell the other side, and whoever has signed, what was changed and what follows."""
    told = _besides({*_sides(visit), *signed}, by)
    by_day = deadlines.sign_by(visit.starts_on)
    _tell(told, kind, visit, now, who=_name(by), hour=f"{visit.begins_at:%H:%M}", by=by_day)


def tell_cancelled(visit: Visit, managers: Collection[int], *, by: Actor, now: datetime) -> None:
    """Tell the other side, and the managers who knew of it, that a visit is called off."""
    for person_id, other in ((visit.visitor_id, visit.host), (visit.host_id, visit.visitor)):
        kind = kinds.CANCELLED if by.person_id else kinds.CANCELLED_BY_ITSELF
        _tell(_besides([person_id], by), kind, visit, now, other=other.name)
    _tell(_besides(managers, by), kinds.CANCELLED_TO_MANAGER, visit, now, url=_list_of_words())


def tell_how_it_went(visit: Visit, *, by: Actor, now: datetime) -> None:
    """Tell the other side what was noted about a visit."""
    kind = kinds.MISSED if visit.status is VisitStatus.NO_SHOW else kinds.TOOK_PLACE
    until = deadlines.told_by(visit.ends_on)
    _tell(_besides(_sides(visit), by), kind, visit, now, who=_name(by), by=until)


def signed(visit: Visit) -> list[int]:
    """Return who has signed what a visit says now."""
    found = select(Signature.person_id).where(
        Signature.visit_id == visit.id, Signature.version == visit.version
    )
    return list(db.session.scalars(found.order_by(Signature.person_id)))


def managers_told(visit: Visit) -> list[int]:
    """Return which managers know of a visit: those asked, or those who heard of a short one."""
    if visit.words:
        return [word.manager_id for word in visit.words if word.manager_id is not None]
    if needs_word(visit.half_days) or visit.status not in kinds.KNOWN_TO_MANAGERS:
        return []
    both = {visit.visitor_id, visit.host_id}
    found = (manager_of(person_id) for person_id in sorted(both))
    return [one.id for one in found if one is not None and one.id not in both]


def due(visit: Visit, word: VisitWord | None) -> date | None:
    """Return by when the one who has the word on a visit, or a manager asked, answers."""
    since, climbed = visit.since, word.climbed_at if word is not None else None
    if word is not None:
        since = word.asked_at
    found = deadlines.of_visit(
        visit.status, since, starts_on=visit.starts_on, ends_on=visit.ends_on, climbed_at=climbed
    )
    return found.by if found is not None else None


def _agreed(visit: Visit) -> list[int]:
    if not needs_word(visit.half_days):
        return []
    return [word.answered_by_id for word in visit.words if word.answered_by_id is not None]


def _sides(visit: Visit) -> list[int]:
    return [visit.visitor_id, visit.host_id]


def _besides(people: Iterable[int], by: Actor) -> list[int]:
    return sorted({person_id for person_id in people if not by.is_person(person_id)})


def _name(by: Actor) -> str:
    found = db.session.get(Person, by.person_id) if by.person_id is not None else None
    return found.name if found is not None else ""


def _list_of_words() -> str:
    return url_for("visits.words")


def _tell(
    people: Iterable[int], kind: NoticeKind, visit: Visit, now: datetime, **details: object
) -> None:
    """Tell each of some people once about a visit as it stands."""
    known: dict[str, object] = {
        "url": url_for("visits.show", visit_id=visit.id),
        "visitor": visit.visitor.name,
        "host": visit.host.name,
        "day": visit.starts_on,
    } | details
    url = str(known.pop("url"))
    for person_id in people:
        key = f"visit:{visit.id}:{kind.name}:{visit.sequence}"
        notify(person_id, kind, key=key, url=url, now=now, **known)
