"""What people are told about the life of a mission."""

from collections.abc import Collection
from datetime import date, datetime

from flask import url_for

from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.kernel.localized import Localized
from talentgrow.missions.models import Mission
from talentgrow.notifications.service import NoticeKind, notify
from talentgrow.people.models import Person

HANDED_IN = NoticeKind(
    "missions.handed_in",
    _("%(who)s hands in the mission “%(mission)s”. You have until %(by)s to publish it."),
    needs_action=True,
)
PUBLISHED = NoticeKind(
    "missions.published",
    _("%(who)s has published your mission “%(mission)s”. Colleagues may apply until %(by)s."),
)
SENT_BACK = NoticeKind(
    "missions.sent_back",
    _("%(who)s sends “%(mission)s” back to you and says: %(comment)s"),
    needs_action=True,
)
PAUSED = NoticeKind(
    "missions.paused",
    _("%(who)s pauses “%(mission)s”. Your application stays. They say: %(reason)s"),
)
RESUMED = NoticeKind(
    "missions.resumed", _("%(who)s opens “%(mission)s” again. Your application goes on.")
)
CHANGED = NoticeKind(
    "missions.changed",
    _("%(who)s has changed “%(mission)s”: %(what)s. If it no longer suits you, you may withdraw."),
)
CHANGED_FOR_HR = NoticeKind(
    "missions.changed_for_hr",
    _("%(who)s has changed “%(mission)s”, which HR read before it was published: %(what)s."),
)
CANCELLED = NoticeKind(
    "missions.cancelled",
    _("%(who)s cancels “%(mission)s”. Your application ends; see what else is open. %(reason)s"),
)
CANCELLED_FOR_OTHERS = NoticeKind(
    "missions.cancelled_for_others", _("%(who)s cancels “%(mission)s”. They say: %(reason)s")
)
CO_OWNER = NoticeKind(
    "missions.co_owner",
    _("%(who)s asks you to lead “%(mission)s” together: you read and answer those who apply."),
)
CO_OWNER_NO_MORE = NoticeKind(
    "missions.co_owner_no_more", _("%(who)s no longer counts on you to lead “%(mission)s”.")
)
OWNER_NOW = NoticeKind(
    "missions.owner_now",
    _("%(before)s has left: “%(mission)s” is yours now. Those who applied wait for your answer."),
    needs_action=True,
)
OWNER_CHANGED = NoticeKind(
    "missions.owner_changed",
    _("%(before)s no longer leads “%(mission)s”: %(who)s does, and answers your application."),
)
OWNER_GONE = NoticeKind(
    "missions.owner_gone",
    _("%(before)s has left and nobody leads “%(mission)s”: choose somebody, or cancel it."),
    needs_action=True,
)


def hand_in(mission: Mission, who: Person, *, hr: Collection[int], by: date, now: datetime) -> None:
    """Tell HR that a mission waits to be read."""
    url = url_for("mission_editing.moderation.read", mission_id=mission.id)
    for person_id in hr:
        _tell(person_id, HANDED_IN, mission, url=url, now=now, who=who.name, by=by)


def tell_published(mission: Mission, who: Person, owners: Collection[int], now: datetime) -> None:
    """Tell those who own a mission that somebody has published it."""
    _tell_all(owners, PUBLISHED, mission, who, now=now, by=mission.apply_by)


def tell_sent_back(mission: Mission, who: Person, owners: Collection[int], now: datetime) -> None:
    """Tell those who own a mission what HR would like changed."""
    _tell_all(owners, SENT_BACK, mission, who, now=now, comment=mission.comment)


def tell_paused(mission: Mission, who: Person, people: Collection[int], now: datetime) -> None:
    """Tell those who applied that a mission makes a pause."""
    _tell_all(people, PAUSED, mission, who, now=now, reason=mission.comment)


def tell_resumed(mission: Mission, who: Person, people: Collection[int], now: datetime) -> None:
    """Tell those who applied that a mission goes on."""
    _tell_all(people, RESUMED, mission, who, now=now)


def tell_changed(
    mission: Mission,
    who: Person,
    what: Localized,
    *,
    applicants: Collection[int],
    hr: Collection[int],
    now: datetime,
) -> None:
    """Tell those who applied, and HR if it has read the mission, what is different."""
    _tell_all(applicants, CHANGED, mission, who, now=now, what=what)
    _tell_all(hr, CHANGED_FOR_HR, mission, who, now=now, what=what)


def tell_cancelled(
    mission: Mission,
    who: Person,
    *,
    applicants: Collection[int],
    others: Collection[int],
    now: datetime,
) -> None:
    """Tell everybody concerned that a mission will not be, and those who applied what else is."""
    url = url_for("mission_editing.life.instead", mission_id=mission.id)
    _tell_all(applicants, CANCELLED, mission, who, now=now, url=url, reason=mission.comment)
    _tell_all(others, CANCELLED_FOR_OTHERS, mission, who, now=now, reason=mission.comment)


def tell_co_owner(mission: Mission, who: Person, person_id: int, now: datetime) -> None:
    """Tell somebody that they own a mission with others."""
    _tell_all([person_id], CO_OWNER, mission, who, now=now)


def tell_no_more(mission: Mission, who: Person, person_id: int, now: datetime) -> None:
    """Tell somebody that they no longer own a mission with others."""
    _tell_all([person_id], CO_OWNER_NO_MORE, mission, who, now=now)


def tell_new_owner(
    mission: Mission, gone: Person, heir: Person, *, applicants: Collection[int], now: datetime
) -> None:
    """Tell somebody that a mission is theirs now, and those who applied who answers them."""
    url = _page(mission)
    _tell(heir.id, OWNER_NOW, mission, url=url, now=now, before=gone.name)
    _tell_all(applicants, OWNER_CHANGED, mission, heir, now=now, before=gone.name)


def tell_nobody_leads(mission: Mission, gone: Person, hr: Collection[int], now: datetime) -> None:
    """Tell HR that a mission has nobody who leads it."""
    url = url_for("mission_editing.owners.hand_over", mission_id=mission.id)
    for person_id in hr:
        _tell(person_id, OWNER_GONE, mission, url=url, now=now, before=gone.name)


def _tell_all(
    people: Collection[int],
    kind: NoticeKind,
    mission: Mission,
    who: Person,
    *,
    now: datetime,
    url: str = "",
    **details: object,
) -> None:
    for person_id in sorted(people):
        _tell(person_id, kind, mission, url=url or _page(mission), now=now, who=who.name, **details)


def _tell(
    person_id: int,
    kind: NoticeKind,
    mission: Mission,
    *,
    url: str,
    now: datetime,
    **details: object,
) -> None:
    """Tell somebody once of one step: the same one taken again later is news again."""
    key = f"mission:{mission.id}:{kind.name}:{now.isoformat()}"
    notify(person_id, kind, key=key, url=url, now=now, mission=mission.title, **details)


def _page(mission: Mission) -> str:
    return url_for("missions.show", mission_id=mission.id)
