"""What both sides say of a visit once it is over. Functions flush; the caller commits.

The visit is held: of two who write at the same moment the second sees what the first wrote.
"""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime

from talentgrow.audit import service as audit
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import DomainError
from talentgrow.shadowing.debriefs import closing, ended, notices, queries
from talentgrow.shadowing.states import VisitStatus
from talentgrow.shadowing.visits.models import SeenSkill, Side, Visit, VisitDebrief

WRITTEN = audit.Kind("visit_debriefs.written", "visit", "side")


class Fixed(DomainError):
    """The other side reads it already: nobody changes a word any more."""


class NotToBeSeen(DomainError):
    """A visit shows the skills of its job only."""


@dataclass(frozen=True, kw_only=True)
class Words:
    """What one side writes."""

    learned: str
    surprised: str = ""
    to_improve: str = ""
    thanks: str = ""


def write(
    visit: Visit,
    side: Side,
    words: Words,
    seen: Collection[int] = (),
    *,
    by: Actor,
    now: datetime,
) -> VisitDebrief:
    """Write what one side learned, and which skills a visitor saw; both written, it closes.

    It may be changed until the other side reads it. Who is late may still write.

    :raises NotOver: nobody has said that the visit took place
    :raises NothingSeen: it did not take place
    :raises Fixed: the other side reads it, and these are other words
    :raises NotToBeSeen: a skill is none of the offer’s nor of the job’s
    """
    ended.check_open(visit)
    seen = frozenset(seen) if side is Side.VISITOR else frozenset()
    written = queries.debriefs_of(visit.id)
    own = written.get(side)
    if own is not None and said(own) == words and seen == noted(visit, side):
        return own
    if ended.is_read(written, side, visit, today=now.date()):
        raise Fixed(_("The other side reads it already: what you wrote stays as it is."))
    if side is Side.VISITOR:
        _note(visit, seen)
    if own is None:
        own = VisitDebrief(visit_id=visit.id, side=side, learned="")
        db.session.add(own)
    own.author_id, own.at = by.person_id or 0, now
    for field, text in asdict(words).items():
        setattr(own, field, text)
    db.session.flush()
    audit.record(WRITTEN, own, by=by, now=now, visit=visit.id, side=side.value)
    _go_on(visit, side, both=bool(written.keys() - {side}), by=by, now=now)
    return own


def said(debrief: VisitDebrief) -> Words:
    """Return what one side has written."""
    return Words(
        learned=debrief.learned,
        surprised=debrief.surprised,
        to_improve=debrief.to_improve,
        thanks=debrief.thanks,
    )


def noted(visit: Visit, side: Side) -> frozenset[int]:
    """Return the skills which a visitor has said to have seen; a host says none."""
    if side is Side.HOST:
        return frozenset()
    return frozenset(skill.id for skill in queries.seen_in([visit.id]).get(visit.id, ()))


def _go_on(visit: Visit, side: Side, *, both: bool, by: Actor, now: datetime) -> None:
    """Tell the other side, and close the visit once nobody's words are missing."""
    notices.tell_written(visit, side, both=both, by=by, now=now)
    if both:
        closing.close(visit, by=by, now=now)
    if visit.status is VisitStatus.CLOSED:
        closing.certify(visit, by=by, now=now)


def _note(visit: Visit, seen: frozenset[int]) -> None:
    """Let these skills be the ones that were seen; what stays keeps its row."""
    if not seen <= {skill.id for skill in queries.to_be_seen(visit)}:
        raise NotToBeSeen(_("This skill is none of the visit’s: load the page again."))
    known = {row.skill_id: row for row in queries.rows_seen(visit.id)}
    for skill_id in known.keys() - seen:
        db.session.delete(known[skill_id])
    for skill_id in sorted(seen - known.keys()):
        db.session.add(SeenSkill(visit_id=visit.id, skill_id=skill_id))
    db.session.flush()
