"""What the page about the end of a visit shows to one of its two sides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from talentgrow.infra.i18n import localized
from talentgrow.missions import days
from talentgrow.people.models import Person
from talentgrow.shadowing import deadlines
from talentgrow.shadowing.debriefs import ended, queries
from talentgrow.shadowing.states import VisitStatus as V
from talentgrow.shadowing.visits.models import Side, Visit, VisitCertificate, VisitDebrief
from talentgrow.shadowing.visits.pages import wording
from talentgrow.skills.models import Skill


@dataclass(frozen=True, slots=True)
class DebriefPage:
    """A visit that is over, or about to be: who wrote what, and who still does."""

    visit: Visit
    side: Side
    today: date
    written: Mapping[Side, VisitDebrief]
    certificate: VisitCertificate | None
    # What could be seen at work, and what was.
    to_be_seen: Sequence[Skill]
    seen: Sequence[Skill]
    # The day and the last day to write, in words.
    when: str
    by: str

    @property
    def other(self) -> Person:
        """Return who is on the other side."""
        return self.visit.host if self.side is Side.VISITOR else self.visit.visitor

    @property
    def job(self) -> str:
        """Return the job that was seen."""
        return localized(self.visit.job.title) if self.visit.job is not None else ""

    @property
    def is_visitor(self) -> bool:
        """Tell whether the reader made the visit."""
        return self.side is Side.VISITOR

    @property
    def is_to_tell(self) -> bool:
        """Tell whether it is still to be said how it was."""
        return ended.is_to_tell(self.visit, today=self.today)

    @property
    def took_place(self) -> bool:
        """Tell whether it took place, in part at least."""
        return ended.took_place(self.visit)

    @property
    def is_partial(self) -> bool:
        """Tell whether it took place in part only."""
        return ended.went(self.visit) is V.PARTIAL

    @property
    def is_missed(self) -> bool:
        """Tell whether it did not take place."""
        return ended.went(self.visit) is V.NO_SHOW

    @property
    def is_closed(self) -> bool:
        """Tell whether nothing more is awaited."""
        return self.visit.status is V.CLOSED

    @property
    def is_late(self) -> bool:
        """Tell whether the time to write is over; one may write all the same."""
        return ended.is_late(self.visit, today=self.today)

    @property
    def mine(self) -> VisitDebrief | None:
        """Return what the reader wrote."""
        return self.written.get(self.side)

    @property
    def theirs(self) -> VisitDebrief | None:
        """Return what the other side wrote, once the reader may read it."""
        other = self._other_side
        is_read = ended.is_read(self.written, other, self.visit, today=self.today)
        return self.written.get(other) if is_read else None

    @property
    def other_has_written(self) -> bool:
        """Tell whether the other side has written, readable or not."""
        return self._other_side in self.written

    @property
    def may_write(self) -> bool:
        """Tell whether the reader may write, or change what they wrote."""
        is_open = self.took_place or self.is_to_tell
        return is_open and not ended.is_read(self.written, self.side, self.visit, today=self.today)

    @property
    def _other_side(self) -> Side:
        return Side.HOST if self.side is Side.VISITOR else Side.VISITOR


def page(visit: Visit, side: Side, *, now: datetime) -> DebriefPage:
    """Return the page of a visit, which is loaded in full, for one of its sides."""
    today = now.date()
    return DebriefPage(
        visit=visit,
        side=side,
        today=today,
        written=queries.debriefs_of(visit.id),
        certificate=queries.certificate_of(visit.id),
        to_be_seen=queries.to_be_seen(visit) if side is Side.VISITOR else (),
        seen=queries.seen_in([visit.id]).get(visit.id, ()),
        when=wording.span(visit.starts_on, visit.ends_on, today),
        by=days.near(deadlines.told_by(visit.ends_on), today),
    )
