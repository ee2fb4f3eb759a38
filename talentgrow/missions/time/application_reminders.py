"""Which people are reminded of an application: manager, HR, owners, or who applied."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from sqlalchemy import Select, select

from talentgrow.infra import clock
from talentgrow.kernel.calendar import reminder_due
from talentgrow.missions import house, hr, seats
from talentgrow.missions.applications import queries as applications
from talentgrow.missions.applications.models import Application
from talentgrow.missions.states import WITH_OWNER
from talentgrow.missions.states import ApplicationStatus as A
from talentgrow.missions.time import reminder_notices as kinds
from talentgrow.missions.time import rules
from talentgrow.missions.time.asked import asked, details, owners_of, since
from talentgrow.missions.time.reminders import Reminder, day_of
from talentgrow.missions.waits import places, reminding
from talentgrow.missions.waits.reminding import after


def due() -> Iterator[Reminder]:
    """Return the reminders of applications that are due today."""
    yield from _words()
    yield from _words_of_hr()
    yield from _reviews()
    yield from _offers()


def _as_it_was(application: Application) -> Select[Any]:
    """Select an application for as long as it waits for the same person."""
    return select(Application.id).where(
        Application.id == application.id,
        Application.status == application.status,
        Application.since == application.since,
        Application.manager_id == application.manager_id,
        Application.climbed_at.is_(None)
        if application.climbed_at is None
        else Application.climbed_at == application.climbed_at,
    )


def _words() -> Iterator[Reminder]:
    """Remind managers whose word is asked for."""
    today, silence_days = clock.today(), house.rules().silence_days
    waiting = (Application.status == A.MANAGER_PENDING, Application.climbed_at.is_(None))
    for application, mission, person in asked(*waiting, *since(Application.since)):
        found = applications.deadline(application, silence_days=silence_days)
        days = reminder_due(application.since, today)
        if found is None or days is None or found.by < today or application.manager_id is None:
            continue
        yield Reminder(
            application.manager_id,
            kinds.WORD_STILL,
            after(reminding.word(application), days),
            places.word(application),
            partial(seats.hold, mission.id),
            _as_it_was(application),
            details(mission, since=application.since, by=found.by, who=person.name),
        )


def _words_of_hr() -> Iterator[Reminder]:
    """Remind HR of the words that climbed to them."""
    today = clock.today()
    climbed = (Application.status == A.MANAGER_PENDING, *since(Application.climbed_at))
    for application, mission, person in asked(*climbed):
        found, begun = applications.deadline(application, silence_days=0), application.climbed_at
        days = reminder_due(begun, today) if begun else None
        if found is None or begun is None or days is None or found.by < today:
            continue
        owners = frozenset({mission.owner_id})
        for one in hr.hr_of(person.id, besides=owners):
            yield Reminder(
                one.id,
                kinds.HR_WORD_STILL,
                after(reminding.hr_word(application), days),
                places.word(application),
                partial(seats.hold, mission.id),
                # A manager who is none any more is null, which equals nothing.
                _climbed(application),
                details(mission, since=begun, by=found.by, who=person.name),
            )


def _climbed(application: Application) -> Select[Any]:
    return select(Application.id).where(
        Application.id == application.id,
        Application.status == A.MANAGER_PENDING,
        Application.climbed_at == application.climbed_at,
    )


def _reviews() -> Iterator[Reminder]:
    """Remind owners of those who applied: once for all who came to them on the same day."""
    now = clock.now()
    with_owner = (Application.status.in_(WITH_OWNER), *since(Application.since))
    rows = asked(*with_owner)
    owners = owners_of({mission.id for _application, mission, _person in rows})
    for application, mission, _person in rows:
        heard = rules.heard_at(application)
        days = reminder_due(heard, now.date()) if heard <= now else None
        if days is None:
            continue
        start, end = day_of(application.since)
        still = select(Application.id).where(
            Application.mission_id == mission.id,
            Application.status.in_(WITH_OWNER),
            Application.since >= start,
            Application.since < end,
        )
        for owner_id in owners.get(mission.id, ()):
            yield Reminder(
                owner_id,
                kinds.REVIEW_STILL,
                after(reminding.review(mission, heard), days),
                places.applicants(mission),
                partial(seats.hold, mission.id),
                still,
                details(mission, since=heard),
            )


def _offers() -> Iterator[Reminder]:
    """Remind people of the seat that is kept for them."""
    today = clock.today()
    for application, mission, person in asked(
        Application.status == A.OFFERED, *since(Application.since)
    ):
        found = applications.deadline(application, silence_days=0)
        days = reminder_due(application.since, today)
        if found is None or days is None or found.by < today:
            continue
        yield Reminder(
            person.id,
            kinds.OFFER_STILL,
            after(reminding.offer(application), days),
            places.application(application),
            partial(seats.hold, mission.id),
            _offered(application),
            details(mission, by=found.by),
        )


def _offered(application: Application) -> Select[Any]:
    return select(Application.id).where(
        Application.id == application.id,
        Application.status == A.OFFERED,
        Application.since == application.since,
    )
