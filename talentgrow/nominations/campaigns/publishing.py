"""Publish what was decided about all nominees of a campaign, in one transaction."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import localized, ngettext
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import DomainError
from talentgrow.nominations import steps
from talentgrow.nominations.calibration.models import Decision
from talentgrow.nominations.calibration.service import stands
from talentgrow.nominations.letters import notices as letters
from talentgrow.nominations.models import Candidacy, Nominee
from talentgrow.nominations.pools import service as pools
from talentgrow.nominations.states import CandidacyStatus

# These wait for an answer of HR; nobody who agreed is ever left without one.
WAITING = frozenset({CandidacyStatus.ACCEPTED, CandidacyStatus.UNDER_REVIEW})


class NotAllDecided(DomainError):
    """Somebody who agreed has no answer yet."""


class DayPassed(DomainError):
    """The day on which a "not now" is looked at again came before it was told."""


class CannotJoin(DomainError):
    """An approved person cannot join the pool which was chosen for them any more."""


# Why nothing is published yet; somebody in HR decides something anew.
OBSTACLES = (NotAllDecided, DayPassed, CannotJoin)


def check(nominees: Sequence[Nominee], *, now: datetime) -> dict[int, Decision]:
    """Return the decisions about nominees who are held, by wish; all that wait have one.

    What was staged by somebody who has a part in the file by now is no decision.

    :raises NotAllDecided: somebody who agreed has no answer
    :raises CannotJoin: a pool takes nobody any more, or the last day in it has passed
    :raises DayPassed: somebody would be told to wait for a day that is over
    """
    staged = _staged(nominees)
    waiting = [
        (nominee, candidacy)
        for nominee in nominees
        for candidacy in nominee.candidacies
        if candidacy.status in WAITING
    ]
    missing = [one for one in waiting if not _is_decided(*one, staged)]
    if missing:
        raise NotAllDecided(
            ngettext(
                "One wish has no decision yet: nobody who agreed is left without an answer.",
                "%(num)s wishes have no decision yet: nobody who agreed is left without an answer.",
                len(missing),
            )
        )
    for _nominee, candidacy in waiting:
        _check_pool(staged[candidacy.id], now=now)
        review_on = staged[candidacy.id].review_on
        if review_on is not None and review_on <= now.date():
            raise DayPassed(
                _("The day of a “not now” has come before it was told: choose a later one first.")
            )
    return staged


def publish_all(
    nominees: Sequence[Nominee], staged: Mapping[int, Decision], *, by: Actor, now: datetime
) -> int:
    """Give nominees, all held and checked, the answers to their wishes; return to how many."""
    told = 0
    for nominee in nominees:
        decided = [
            _publish(candidacy, staged[candidacy.id], by=by, now=now)
            for candidacy in nominee.candidacies
            if candidacy.status in WAITING
        ]
        letters.tell_decided(nominee, decided, now=now)
        told += bool(decided)
    return told


def _publish(candidacy: Candidacy, decision: Decision, *, by: Actor, now: datetime) -> Decision:
    """Publish one decision: in the history it is of the one who decided, not who pressed."""
    decided_by = Actor(person_id=decision.staged_by_id, roles=frozenset())
    steps.take(candidacy, "decide", by=decided_by, now=now)
    decision.published_at, decision.published_by_id = now, by.person_id
    db.session.flush()
    if decision.pool is not None and decision.pool_until is not None:
        pools.join(candidacy, decision.pool, decision.pool_until, by=decided_by, now=now)
    return decision


def _check_pool(decision: Decision, *, now: datetime) -> None:
    """Refuse to publish what cannot be kept; whoever decided chooses anew."""
    pool = decision.pool
    if pool is None or decision.pool_until is None:
        return
    name = localized(pool.name)
    if pool.retired_at is not None:
        said = _("“%(pool)s” takes nobody any more: choose another pool first.", pool=name)
        raise CannotJoin(said)
    try:
        pools.check_day(decision.pool_until, today=now.date())
    except pools.WrongDate as error:
        said = _("The last day in “%(pool)s” has passed: choose another one first.", pool=name)
        raise CannotJoin(said) from error


def _is_decided(nominee: Nominee, candidacy: Candidacy, staged: Mapping[int, Decision]) -> bool:
    decision = staged.get(candidacy.id)
    return decision is not None and stands(decision, nominee)


def _staged(nominees: Iterable[Nominee]) -> dict[int, Decision]:
    ids = [candidacy.id for nominee in nominees for candidacy in nominee.candidacies]
    found = (
        select(Decision)
        .where(Decision.candidacy_id.in_(ids), Decision.published_at.is_(None))
        .options(joinedload(Decision.pool))
        .order_by(Decision.id)
        .execution_options(populate_existing=True)
    )
    return {decision.candidacy_id: decision for decision in db.session.scalars(found)}
