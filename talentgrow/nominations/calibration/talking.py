"""What helps to talk in a session: notes, and places on the grid. The caller commits."""

from datetime import datetime

from sqlalchemy import delete

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.once import insert_once
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import DomainError, Forbidden
from talentgrow.nominations.calibration import queries
from talentgrow.nominations.calibration.models import CalibrationSession, Placement, SessionNote
from talentgrow.nominations.models import Nominee
from talentgrow.nominations.policy import has_consent, has_part
from talentgrow.nominations.queries import hold_nominees
from talentgrow.nominations.states import SessionStatus

LONGEST_NOTE = 1000
SIDE = 3


class SessionOver(DomainError):
    """Nothing is said in a session that is closed, nor placed in one that does not run."""


class OffTheGrid(DomainError):
    """The grid has nine boxes, where the campaign has one at all."""


class NoteEmpty(DomainError):
    """A note has words, and not too many."""


def note(
    session: CalibrationSession, text: str, nominee: Nominee | None, *, by: Actor, now: datetime
) -> SessionNote:
    """Keep what was said about somebody or about all; it stands as it was written.

    :raises NoteEmpty: there are no words, or too many
    :raises SessionOver: the session is closed
    :raises Forbidden: they have a part in what is said
    """
    text = text.strip()
    if not text or len(text) > LONGEST_NOTE:
        raise NoteEmpty(_("Write something, in 1,000 characters at most."))
    session = queries.hold_session(session.id)
    if session.status is SessionStatus.CLOSED:
        raise SessionOver(_("This session is closed."))
    if nominee is not None:
        _hold(nominee, by)
    said = SessionNote(
        session_id=session.id,
        nominee_id=nominee.id if nominee else None,
        author_id=by.person_id or 0,
        at=now,
        text=text,
    )
    db.session.add(said)
    db.session.flush()
    return said


def place(
    session: CalibrationSession,
    nominee: Nominee,
    box: tuple[int, int] | None,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """Put somebody into a box (what they do today, what they learn), or take them off the grid.

    Nothing of it is written into the trail: it is a help to talk and no decision.

    :raises OffTheGrid: there is no such box, or no grid
    :raises SessionOver: the session does not run
    :raises Forbidden: they have a part in it
    """
    session = queries.hold_session(session.id)
    if not session.campaign.has_nine_box or not _is_on_grid(box):
        raise OffTheGrid(_("Choose one of the nine boxes."))
    if session.status is not SessionStatus.RUNNING:
        raise SessionOver(_("This session does not run: begin it first."))
    _hold(nominee, by)
    here = (Placement.session_id == session.id, Placement.nominee_id == nominee.id)
    db.session.execute(delete(Placement).where(*here))
    if box is not None:
        today, learning = box
        values = {"today": today, "learning": learning, "placed_by_id": by.person_id, "at": now}
        insert_once(Placement, {"session_id": session.id, "nominee_id": nominee.id, **values})


def _is_on_grid(box: tuple[int, int] | None) -> bool:
    return box is None or all(1 <= place <= SIDE for place in box)


def _hold(nominee: Nominee, by: Actor) -> None:
    (held,) = hold_nominees([nominee.id])
    if has_part(by, held) or not has_consent(held):
        raise Forbidden(_("You have a part in this, or they have taken their consent back."))
