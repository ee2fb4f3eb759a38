"""Tell several people the same about one mission."""

from collections.abc import Collection
from datetime import datetime

from talentgrow.missions.models import Mission
from talentgrow.notifications.service import NoticeKind, notify
from talentgrow.people.models import Person


def tell(
    person_ids: Collection[int],
    kind: NoticeKind,
    mission: Mission,
    *,
    key: str,
    url: str,
    now: datetime,
    **details: object,
) -> None:
    """Tell some people something about a mission; of people in `details` the name is told."""
    names = {
        name: value.name if isinstance(value, Person) else value for name, value in details.items()
    }
    for person_id in sorted(person_ids):
        notify(person_id, kind, key=key, url=url, now=now, mission=mission.title, **names)
