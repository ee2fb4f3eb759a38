"""When one looks back on a visit, and until when the words of one side may still change."""

from collections.abc import Collection
from datetime import date

from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.errors import DomainError
from talentgrow.shadowing import deadlines
from talentgrow.shadowing.states import TOLD
from talentgrow.shadowing.states import VisitStatus as V
from talentgrow.shadowing.visits.models import Side, Visit

# Somebody saw something: there is a word to write, and it counts.
TOOK_PLACE = frozenset({V.TOOK_PLACE, V.PARTIAL})


class NotOver(DomainError):
    """The day has not come, or nobody has said how it went."""


class NothingSeen(DomainError):
    """The visit did not take place: there is nothing to look back on."""


def went(visit: Visit) -> V | None:
    """Return how a visit went, also once it is closed; None before it was told."""
    if visit.status is V.CLOSED:
        return visit.closed_as
    return visit.status if visit.status in TOLD else None


def took_place(visit: Visit) -> bool:
    """Tell whether a visit took place, in part at least."""
    return went(visit) in TOOK_PLACE


def is_to_tell(visit: Visit, *, today: date) -> bool:
    """Tell whether the day has come and nobody has said how it went."""
    return visit.status is V.CONFIRMED and visit.starts_on <= today


def is_late(visit: Visit, *, today: date) -> bool:
    """Tell whether the time for both sides to write is over."""
    return visit.status is V.CLOSED or today > deadlines.told_by(visit.ends_on)


def is_read(written: Collection[Side], side: Side, visit: Visit, *, today: date) -> bool:
    """Tell whether the other side reads what one side wrote: from then on it stays as it is."""
    other = Side.HOST if side is Side.VISITOR else Side.VISITOR
    return side in written and (other in written or is_late(visit, today=today))


def check_open(visit: Visit) -> None:
    """Refuse to look back on what is to come, or was not.

    :raises NotOver: nobody has said that it took place
    :raises NothingSeen: it did not take place
    """
    if went(visit) is None:
        raise NotOver(_("This visit has not taken place yet: come back once it has."))
    if not took_place(visit):
        raise NothingSeen(_("This visit did not take place: there is nothing to write about."))
