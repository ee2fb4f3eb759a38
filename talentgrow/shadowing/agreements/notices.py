"""What is told around signatures."""

from datetime import datetime

from flask import url_for

from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.notifications.service import NoticeKind, notify
from talentgrow.shadowing.visits.models import Visit

CONFIRMED = NoticeKind(
    "shadowing.confirmed",
    _(
        "Everybody has signed: your visit with %(who)s takes place on %(day)s. It is in your mail "
        "for your calendar."
    ),
)


def tell_confirmed(visit: Visit, *, by: Actor, now: datetime) -> None:
    """Tell both sides that the visit is on; who signed last has just read it."""
    url = url_for("visits.show", visit_id=visit.id)
    for person_id, other in ((visit.visitor_id, visit.host), (visit.host_id, visit.visitor)):
        if not by.is_person(person_id):
            key = f"visit:{visit.id}:confirmed:{visit.version}"
            notify(
                person_id, CONFIRMED, key=key, url=url, now=now, who=other.name, day=visit.starts_on
            )
