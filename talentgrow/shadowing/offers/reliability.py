"""How a host has answered and welcomed colleagues, in words; no figure ranks anybody."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from sqlalchemy import and_, or_, select

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import ngettext
from talentgrow.shadowing.states import BOOKED, TOLD, VisitStatus
from talentgrow.shadowing.visits.models import Visit

# What happened longer ago says little about how somebody answers now.
COUNTED = timedelta(days=730)
DONE = frozenset({VisitStatus.TOOK_PLACE, VisitStatus.PARTIAL, VisitStatus.CLOSED})
# These are visits whose host has answered, whatever became of them.
SAID = BOOKED | TOLD | DONE | {VisitStatus.HOST_DECLINED, VisitStatus.MANAGER_REFUSED}
# One answer says nothing about the next.
FEWEST_DAYS = 3


@dataclass(frozen=True, slots=True)
class Reliability:
    """How many requests a host got, how many they answered, in how many days, and who came."""

    asked: int = 0
    answered: int = 0
    visits: int = 0
    # Days between a request and its answer, the median; None: too few to tell.
    days: int | None = None

    @property
    def words(self) -> str:
        """Return it as short sentences."""
        if not self.asked and not self.visits:
            return _("Nobody has asked yet.")
        return " ".join(filter(None, (self._answers(), self._visits())))

    def _answers(self) -> str:
        if not self.asked:
            return ""
        if not self.answered:
            return ngettext(
                "The one request stayed without an answer.",
                "%(num)s requests stayed without an answer.",
                self.asked,
            )
        if self.answered < self.asked:
            return ngettext(
                "%(answered)s of %(num)s request answered.",
                "%(answered)s of %(num)s requests answered.",
                self.asked,
                answered=self.answered,
            )
        if self.days is None:
            return ngettext(
                "The one request was answered.", "All %(num)s requests were answered.", self.asked
            )
        if not self.days:
            return _("All %(num)s requests were answered, mostly on the same day.", num=self.asked)
        return ngettext(
            "All %(asked)s requests were answered, mostly within a day.",
            "All %(asked)s requests were answered, mostly within %(num)s days.",
            self.days,
            asked=self.asked,
        )

    def _visits(self) -> str:
        if not self.visits:
            return ""
        return ngettext("One colleague has come.", "%(num)s colleagues have come.", self.visits)


@dataclass(frozen=True, slots=True)
class _Asked:
    status: VisitStatus
    requested_at: datetime
    answered_at: datetime | None
    exchange_id: int | None


def of(host_id: int, *, now: datetime) -> Reliability:
    """Return how one host has answered and welcomed."""
    return of_hosts([host_id], now=now).get(host_id, Reliability())


def of_hosts(host_ids: Collection[int], *, now: datetime) -> Mapping[int, Reliability]:
    """Return the same by host in one statement; nothing for whom nobody asked or visited.

    Legs of swaps are no requests: nobody asked the host alone. Those that took place count.
    """
    if not host_ids:
        return {}
    is_request = Visit.exchange_id.is_(None)
    is_over = or_(
        Visit.status.in_(SAID), Visit.status == VisitStatus.EXPIRED, Visit.answered_at.is_not(None)
    )
    rows: Iterable[Any] = db.session.execute(
        select(
            Visit.host_id, Visit.status, Visit.requested_at, Visit.answered_at, Visit.exchange_id
        ).where(
            Visit.host_id.in_(host_ids),
            Visit.requested_at >= now - COUNTED,
            or_(and_(is_request, is_over), Visit.status.in_(DONE)),
        )
    )
    by_host: dict[int, list[_Asked]] = {}
    for host_id, *one in rows:
        by_host.setdefault(host_id, []).append(_Asked(*one))
    return {host_id: _summed(found) for host_id, found in by_host.items()}


def _summed(found: list[_Asked]) -> Reliability:
    requests = [one for one in found if one.exchange_id is None]
    answered = [one for one in requests if one.answered_at is not None or one.status in SAID]
    waited = [
        (one.answered_at.date() - one.requested_at.date()).days
        for one in requests
        if one.answered_at is not None
    ]
    return Reliability(
        asked=len(requests),
        answered=len(answered),
        visits=sum(one.status in DONE for one in found),
        days=round(median(waited)) if len(waited) >= FEWEST_DAYS else None,
    )
