"""What people are told about the end of a mission."""

from datetime import datetime

from flask import url_for

from talentgrow.infra.db import db
from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.missions.applications.models import Application, Side
from talentgrow.missions.debriefs import queries
from talentgrow.missions.models import Mission
from talentgrow.missions.states import ApplicationStatus
from talentgrow.notifications.service import NoticeKind, notify
from talentgrow.people.models import Person
from talentgrow.skills.models import Skill

ENDED = NoticeKind(
    "missions.ended_for_you",
    _("%(who)s has said how “%(mission)s” ended for you. It counts once both of you have written."),
    needs_action=True,
)
DID_NOT_START = NoticeKind(
    "missions.did_not_start",
    _("%(who)s noted that you did not start “%(mission)s”. It gives no credit."),
)
YOUR_TURN = NoticeKind(
    "missions.debrief_to_write",
    _("%(who)s has written about “%(mission)s”. You read it once you have written too."),
    needs_action=True,
)
BOTH_WRITTEN = NoticeKind(
    "missions.debrief_to_read",
    _("%(who)s has written about “%(mission)s” too: read each other."),
)
LEVELS_SAID = NoticeKind(
    "missions.levels_to_answer",
    _("%(who)s says which levels “%(mission)s” gave. Say whether you see the same."),
    needs_action=True,
)
LEVEL_CONFIRMED = NoticeKind(
    "missions.level_confirmed",
    _("“%(mission)s” gave you level %(level)s in %(skill)s: both of you say so."),
)
CREDITED = NoticeKind(
    "missions.credited",
    _("“%(mission)s” counts on your record. Your certificate is ready."),
)


def tell_outcome(application: Application, mission: Mission, *, by: Actor, now: datetime) -> None:
    """Tell the participant how an owner says it ended."""
    missed = application.status is ApplicationStatus.DID_NOT_START
    notify(
        application.person_id,
        DID_NOT_START if missed else ENDED,
        key=f"application:{application.id}:ended",
        url=_page(application),
        now=now,
        who=_name(by),
        mission=mission.title,
    )


def tell_written(
    application: Application,
    mission: Mission,
    side: Side,
    *,
    both: bool,
    by: Actor,
    now: datetime,
) -> None:
    """Tell the other side that one has written: to write too, or to read each other."""
    kind = BOTH_WRITTEN if both else YOUR_TURN
    for person_id in _other(application, mission, side):
        notify(
            person_id,
            kind,
            key=f"application:{application.id}:{kind.name}",
            url=_page(application),
            now=now,
            who=_name(by),
            mission=mission.title,
        )


def tell_levels(
    application: Application, mission: Mission, side: Side, *, by: Actor, now: datetime
) -> None:
    """Tell the other side once a day that there are levels to answer."""
    for person_id in _other(application, mission, side):
        notify(
            person_id,
            LEVELS_SAID,
            key=f"application:{application.id}:levels:{side}:{now.date().isoformat()}",
            url=f"{_page(application)}#levels",
            now=now,
            who=_name(by),
            mission=mission.title,
        )


def tell_level(
    application: Application, mission: Mission, skill: Skill, level: int, *, now: datetime
) -> None:
    """Tell the participant which level is theirs."""
    notify(
        application.person_id,
        LEVEL_CONFIRMED,
        key=f"application:{application.id}:skill:{skill.id}",
        url=url_for("skills.history", skill_id=skill.id),
        now=now,
        mission=mission.title,
        skill=skill.name,
        level=level,
    )


def tell_credit(application: Application, mission: Mission, *, now: datetime) -> None:
    """Tell the participant that the mission counts."""
    notify(
        application.person_id,
        CREDITED,
        key=f"application:{application.id}:credited",
        url=url_for("certificates.show", application_id=application.id),
        now=now,
        mission=mission.title,
    )


def _other(application: Application, mission: Mission, side: Side) -> frozenset[int]:
    """Return who hears of what one side said."""
    if side is Side.OWNER:
        return frozenset({application.person_id})
    return queries.owner_ids(mission) - {application.person_id}


def _page(application: Application) -> str:
    return url_for("debriefs.write", application_id=application.id)


def _name(by: Actor) -> str:
    person = db.session.get(Person, by.person_id) if by.person_id else None
    return person.given_name if person else ""
