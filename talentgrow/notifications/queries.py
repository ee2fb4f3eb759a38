"""Questions about notices; nothing here changes anything."""

from sqlalchemy import Select, case, func, select

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import NotFound
from talentgrow.notifications.models import Notice
from talentgrow.notifications.service import KINDS


def visible_to(actor: Actor) -> Select[Notice]:
    """Notices the actor may read: their own."""
    return select(Notice).where(Notice.person_id == actor.person_id)


def inbox(actor: Actor) -> Select[Notice]:
    """Return the actor's notices: first what waits for them to act, then the newest."""
    to_do = [name for name, kind in KINDS.items() if kind.needs_action]
    waits = Notice.read_at.is_(None) & Notice.kind.in_(to_do)
    return visible_to(actor).order_by(case((waits, 0), else_=1), Notice.at.desc(), Notice.id.desc())


def unread(actor: Actor) -> int:
    """Return how many notices the actor has not looked at."""
    counted = select(func.count()).where(
        Notice.person_id == actor.person_id, Notice.read_at.is_(None)
    )
    return db.session.scalar(counted) or 0


def get_visible(actor: Actor, notice_id: int) -> Notice:
    """Return one notice.

    :raises NotFound: no such notice, or not one of the actor's
    """
    notice = db.session.scalar(visible_to(actor).where(Notice.id == notice_id))
    if notice is None:
        raise NotFound(_("This notice does not exist."))
    return notice
