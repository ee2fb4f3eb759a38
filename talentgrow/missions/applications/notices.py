"""What those concerned by an application are told: who, until when, and what follows."""

from collections.abc import Iterable
from datetime import date, datetime

from flask import url_for

from talentgrow.infra.db import db
from talentgrow.kernel.access import Actor
from talentgrow.missions import house
from talentgrow.missions.applications import notice_kinds as kinds
from talentgrow.missions.applications import queries
from talentgrow.missions.applications.models import Application
from talentgrow.missions.hr import hr_of
from talentgrow.missions.models import Mission
from talentgrow.notifications.service import NoticeKind, notify
from talentgrow.people.models import Person


def ask_manager(application: Application, mission: Mission, *, now: datetime) -> None:
    """Ask the manager for their word."""
    if application.manager_id is not None:
        _tell(
            application.manager_id, kinds.WORD_ASKED, application, mission, now, by=_by(application)
        )


def ask_hr(application: Application, mission: Mission, person_id: int, *, now: datetime) -> None:
    """Ask somebody in HR for the word which no manager can give."""
    _tell(person_id, kinds.HR_WORD_ASKED, application, mission, now, by=_by(application))


def tell_manager_of_sending(application: Application, mission: Mission, *, now: datetime) -> None:
    """Tell a manager whose word is not needed, unless they own the mission and read it anyway."""
    manager_id = application.manager_id
    if manager_id is not None and manager_id not in queries.owner_ids_of(mission):
        _tell(manager_id, kinds.MANAGER_TOLD, application, mission, now)


def ask_owners(application: Application, mission: Mission, *, now: datetime) -> None:
    """Tell the owners that they have the word."""
    day, by = application.available_from, _by(application)
    for person_id in _owners(application, mission):
        if day is None:
            _tell(person_id, kinds.TO_REVIEW, application, mission, now, by=by)
        else:
            _tell(person_id, kinds.TO_REVIEW_FROM, application, mission, now, by=by, day=day)


def tell_agreement(application: Application, mission: Mission, *, by: Actor, now: datetime) -> None:
    """Tell the person that their manager, or HR, agrees, from when, and who has the word now."""
    day = application.available_from
    details: dict[str, object] = {
        "who": _name(by.person_id),
        "owner": _name(mission.owner_id),
        "by": _by(application),
    }
    if day is None:
        _tell(application.person_id, kinds.AGREED, application, mission, now, **details)
    else:
        _tell(
            application.person_id, kinds.AGREED_FROM, application, mission, now, day=day, **details
        )
    _tell_overruled(application, mission, by=by, now=now)


def tell_refusal(application: Application, mission: Mission, *, by: Actor, now: datetime) -> None:
    """Tell the person and HR that the manager refuses and why."""
    who = _name(by.person_id)
    _tell(application.person_id, kinds.REFUSED, application, mission, now, who=who)
    besides = queries.owner_ids_of(mission) | {by.person_id or 0}
    for person in hr_of(application.person_id, besides=besides):
        _tell(
            person.id,
            kinds.REFUSAL_TO_HR,
            application,
            mission,
            now,
            who=who,
            person=_name(application.person_id),
        )
    _tell_overruled(application, mission, by=by, now=now)


def tell_talk(application: Application, mission: Mission, *, by: Actor, now: datetime) -> None:
    """Tell the person when somebody would like to talk."""
    _tell(
        application.person_id,
        kinds.TALK,
        application,
        mission,
        now,
        who=_name(by.person_id),
        day=application.talk_at,
    )


def tell_offer(application: Application, mission: Mission, *, by: Actor, now: datetime) -> None:
    """Tell the person that a seat is theirs for some days."""
    who, until = _name(by.person_id), _by(application)
    _tell(application.person_id, kinds.OFFERED, application, mission, now, who=who, by=until)


def tell_seat_moved_up(application: Application, mission: Mission, *, now: datetime) -> None:
    """Tell the next of the waiting list, and the owners who that is."""
    until = _by(application)
    _tell(application.person_id, kinds.MOVED_UP, application, mission, now, by=until)
    for person_id in _owners(application, mission):
        _tell(person_id, kinds.MOVED_UP_TO_OWNERS, application, mission, now, by=until)


def tell_waitlist(application: Application, mission: Mission, *, by: Actor, now: datetime) -> None:
    """Tell the person that they wait for a seat."""
    _tell(
        application.person_id, kinds.WAITLISTED, application, mission, now, who=_name(by.person_id)
    )


def tell_decline(application: Application, mission: Mission, *, by: Actor, now: datetime) -> None:
    """Tell the person that they are not chosen."""
    _tell(application.person_id, kinds.DECLINED, application, mission, now, who=_name(by.person_id))


def tell_withdrawal(application: Application, mission: Mission, *, now: datetime) -> None:
    """Tell the owners, and the manager, that somebody takes the application back."""
    for person_id in _with_manager(application, mission):
        _tell(person_id, kinds.WITHDRAWN, application, mission, now)


def tell_acceptance(application: Application, mission: Mission, *, now: datetime) -> None:
    """Tell the owners who comes, and the manager from when and how much."""
    starts = max(mission.starts_on, application.available_from or mission.starts_on)
    owners = _owners(application, mission)
    for person_id in owners:
        _tell(person_id, kinds.ACCEPTED, application, mission, now, day=starts)
    if application.manager_id is not None and application.manager_id not in owners:
        hours = f"{mission.hours_a_week:g}"
        _tell(
            application.manager_id,
            kinds.MANAGER_OF_ACCEPTED,
            application,
            mission,
            now,
            day=starts,
            hours=hours,
        )


def tell_declined_offer(application: Application, mission: Mission, *, now: datetime) -> None:
    """Tell the owners, and the manager, that somebody does not take the seat."""
    for person_id in _with_manager(application, mission):
        _tell(person_id, kinds.OFFER_DECLINED, application, mission, now)


def _tell_overruled(
    application: Application, mission: Mission, *, by: Actor, now: datetime
) -> None:
    """Tell a manager in whose place HR has decided."""
    manager_id = application.manager_id
    if manager_id is not None and not by.is_person(manager_id):
        person = _name(application.person_id)
        _tell(
            manager_id,
            kinds.OVERRULED,
            application,
            mission,
            now,
            who=_name(by.person_id),
            person=person,
        )


def _tell(
    person_id: int,
    kind: NoticeKind,
    application: Application,
    mission: Mission,
    now: datetime,
    **details: object,
) -> None:
    """Tell one person; `who` is the applicant unless somebody else is named."""
    details.setdefault("who", _name(application.person_id))
    notify(
        person_id,
        kind,
        key=f"application:{application.id}:{kind.name}:{now.isoformat()}",
        url=url_for("applications.show", application_id=application.id),
        now=now,
        mission=mission.title,
        **details,
    )


def _by(application: Application) -> date | None:
    """Return by when whoever has the word now must answer."""
    due = queries.deadline(application, silence_days=house.rules().silence_days)
    return due.by if due else None


def _owners(application: Application, mission: Mission) -> list[int]:
    return sorted(queries.owner_ids_of(mission) - {application.person_id})


def _with_manager(application: Application, mission: Mission) -> Iterable[int]:
    manager = {application.manager_id} if application.manager_id is not None else set()
    return sorted(manager | set(_owners(application, mission)))


def _name(person_id: int | None) -> str:
    return db.session.get_one(Person, person_id).name if person_id is not None else ""
