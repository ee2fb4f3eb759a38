"""What the two of a visit are told once they write about it."""

from datetime import datetime

from flask import url_for

from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.notifications.service import NoticeKind, notify
from talentgrow.shadowing import deadlines
from talentgrow.shadowing.debriefs import ended
from talentgrow.shadowing.visits.models import Side, Visit

YOUR_TURN = NoticeKind(
    "shadowing.debrief_to_write",
    _(
        "%(who)s has written about the visit of %(day)s. You read it once you have written too, "
        "or after %(by)s."
    ),
    needs_action=True,
)
STILL_YOURS = NoticeKind(
    "shadowing.debrief_written_late",
    _("%(who)s has written about the visit of %(day)s: read it. You may still write too."),
)
BOTH_WRITTEN = NoticeKind(
    "shadowing.debrief_to_read",
    _("%(who)s has written about the visit of %(day)s too: read each other."),
)
CERTIFIED = NoticeKind(
    "shadowing.certified",
    _("Your visit with %(who)s counts on your record. Your certificate is ready."),
)


def tell_written(visit: Visit, side: Side, *, both: bool, by: Actor, now: datetime) -> None:
    """Tell the other side that one has written: to write too, or to read each other.

    Who changes their words says nothing new.
    """
    writer, reader = visit.visitor, visit.host
    if side is Side.HOST:
        writer, reader = reader, writer
    until = deadlines.told_by(visit.ends_on)
    kind = (
        BOTH_WRITTEN
        if both
        else STILL_YOURS
        if ended.is_late(visit, today=now.date())
        else YOUR_TURN
    )
    if by.is_person(reader.id):
        return
    notify(
        reader.id,
        kind,
        key=f"visit:{visit.id}:{kind.name}",
        url=url_for("visit_debriefs.write", visit_id=visit.id),
        now=now,
        who=writer.name,
        day=visit.starts_on,
        by=until,
    )


def tell_certified(visit: Visit, *, now: datetime) -> None:
    """Tell the visitor that the visit counts."""
    notify(
        visit.visitor_id,
        CERTIFIED,
        key=f"visit:{visit.id}:certified",
        url=url_for("visit_debriefs.certificate", visit_id=visit.id),
        now=now,
        who=visit.host.name,
    )
