"""Write missions and change what they say. Functions flush; the caller commits.

To be changed, a mission comes held and in full (`queries.get_to_change`), so that what was read
and judged is still true when it is written.
"""

from datetime import date, datetime

from talentgrow.audit import service as audit
from talentgrow.auth import queries as accounts
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import DomainError
from talentgrow.kernel.text import search_key
from talentgrow.missions import house, notices, queries
from talentgrow.missions.applications import waiting_list
from talentgrow.missions.editing import applicants, skill_rows
from talentgrow.missions.editing.changes import (
    Change,
    changes_between,
    refuse_unread,
    words_of,
)
from talentgrow.missions.models import Mission
from talentgrow.missions.service import MissionChanged
from talentgrow.missions.states import OVER, MissionStatus
from talentgrow.missions.values import (
    PLAIN,
    MissionValues,
    WrongValues,
    missing_to_publish,
    wrong,
)
from talentgrow.people.models import Person

CREATED = audit.Kind("missions.created", "copied_from")
EDITED = audit.Kind("missions.edited", "fields")
# What is written then is what people did: it stays.
WRITTEN = OVER | {MissionStatus.DEBRIEFING}


class TooLate(DomainError):
    """What one would change has happened."""


def create(
    values: MissionValues, *, by: Actor, now: datetime, copied_from: Mission | None = None
) -> Mission:
    """Write a mission down as a draft of the one who proposes it.

    :raises WrongValues: something of it does not fit
    """
    errors = wrong(values)
    if errors:
        raise WrongValues(errors)
    mission = Mission(
        owner_id=by.person_id,
        since=now,
        created_at=now,
        copied_from_id=copied_from.id if copied_from else None,
        **{name: getattr(values, name) for name in PLAIN},
    )
    mission.search_key = _key(mission)
    db.session.add(mission)
    db.session.flush()
    skill_rows.write(mission, values.skills)
    source = audit.name_of(copied_from) if copied_from else None
    audit.record(CREATED, mission, by=by, now=now, copied_from=source)
    return queries.get_to_change(by, mission.id)


def edit(
    mission: Mission, values: MissionValues, *, seen: int, by: Actor, now: datetime
) -> tuple[Change, ...]:
    """Change what a mission says and return what is different; whoever applied is told.

    :raises MissionChanged: somebody else changed it since `seen`
    :raises TooLate: the mission is over
    :raises WrongValues: something of it does not fit, or HR would have to read it first
    """
    if mission.status in WRITTEN:
        raise TooLate(_("This mission is over: what it says stays."))
    if mission.version != seen:
        raise MissionChanged(_("Somebody changed this mission while you were writing."))
    before = MissionValues.of(mission)
    _refuse(values, mission, before, today=now.date())
    changed = changes_between(before, values)
    if not changed:
        return ()
    for name in PLAIN:
        setattr(mission, name, getattr(values, name))
    mission.search_key = _key(mission)
    mission.version += 1
    if before.skills != values.skills:
        skill_rows.write(mission, values.skills)
    db.session.flush()
    audit.record(EDITED, mission, by=by, now=now, fields=[one.name for one in changed])
    _tell_of_changes(mission, changed, by=by, now=now)
    if values.seats > before.seats:
        waiting_list.move_up(mission, now=now)
    return changed


def _refuse(values: MissionValues, mission: Mission, before: MissionValues, *, today: date) -> None:
    """Refuse what does not fit, what colleagues would miss, and what HR has not read."""
    errors: dict[str, str] = wrong(values, before=mission)
    if mission.status is not MissionStatus.DRAFT:
        # A day that has passed meanwhile is nobody's mistake; one put into the past is.
        days = {"apply_by": before.apply_by, "ends_on": before.ends_on}
        unfinished = missing_to_publish(values, today=today)
        errors |= {
            name: words
            for name, words in unfinished.items()
            if name not in days or getattr(values, name) != days[name]
        } | errors
        if mission.status is not MissionStatus.SUBMITTED:
            errors |= refuse_unread(mission, values) | errors
    if errors:
        raise WrongValues(errors)


def _tell_of_changes(
    mission: Mission, changed: tuple[Change, ...], *, by: Actor, now: datetime
) -> None:
    told = tuple(one for one in changed if one.matters)
    if not told or mission.published_at is None:
        return
    read_by_hr = house.needs_review(mission, house.rules())
    owners = queries.owner_ids(mission)
    hr = accounts.hr_of(mission.owner_id, besides=owners) if read_by_hr else frozenset()
    notices.tell_changed(
        mission,
        db.session.get_one(Person, by.person_id),
        words_of(told),
        applicants=applicants.concerned(mission.id),
        hr=hr,
        now=now,
    )


def _key(mission: Mission) -> str:
    return search_key(f"{mission.title_fr} {mission.title_en}")
