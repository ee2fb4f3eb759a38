"""Talk to a pool member about a mission or a job: their manager is asked first.

Functions flush; the caller commits. Except for `ask`, the approach comes held with its membership.
"""

from datetime import date, datetime, timedelta

from sqlalchemy import select

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.jobs.models import Job
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import DomainError
from talentgrow.kernel.localized import Localized
from talentgrow.kernel.text import SHORTEST_REASON
from talentgrow.missions.models import Mission
from talentgrow.missions.states import SHOWN_TO_ALL
from talentgrow.nominations import steps
from talentgrow.nominations.pools import notices, queries
from talentgrow.nominations.pools.models import Approach, PoolMembership
from talentgrow.nominations.states import UNDER_WAY, ApproachStatus, MembershipStatus
from talentgrow.people.queries import current_assignment

# A manager says "when", not only "no": at most so many weeks from now.
DEFER_WEEKS = 8
# After a no nobody is asked the same for so many weeks.
PEACE_WEEKS = 12


class AlreadyAsked(DomainError):
    """Somebody asks about this member and this mission or job already."""


class NotAMember(DomainError):
    """The person is in the pool no more."""


class SubjectGone(DomainError):
    """The mission or the job which it is about is there for nobody any more."""


class ReasonMissing(DomainError):
    """A no says why."""


class WrongDay(DomainError):
    """Agreeing "from that date" has a limit."""


class ManagerFirst(DomainError):
    """The manager has the word before the member hears of it."""


def ask(
    membership: PoolMembership,
    about: Job | Mission,
    message: str,
    *,
    by: Actor,
    now: datetime,
) -> Approach:
    """Ask the manager of a member, whose membership is held; without one HR has the word at once.

    :raises NotAMember: they are in the pool no more
    :raises SubjectGone: nobody comes to the mission or the job any more, or not yet
    :raises AlreadyAsked: somebody asks the same already, or was told no a short while ago
    """
    if membership.status is not MembershipStatus.MEMBER:
        raise NotAMember(_("%(name)s is in this pool no more.", name=membership.person.name))
    _check_subject(about)
    job_id = about.id if isinstance(about, Job) else None
    mission_id = about.id if isinstance(about, Mission) else None
    _check_peace(membership, job_id, mission_id, now=now)
    post = current_assignment(membership.person_id)
    manager_id = post.manager_id if post else None
    if manager_id is not None and by.is_person(manager_id):
        manager_id = None
    approach = Approach(
        membership_id=membership.id,
        job_id=job_id,
        mission_id=mission_id,
        since=now,
        asked_at=now,
        asked_by_id=by.person_id,
        manager_id=manager_id,
        climbed_at=None if manager_id else now,
        message=message.strip(),
    )
    db.session.add(approach)
    db.session.flush()
    approach = queries.hold_approach(approach.id)
    notices.ask_manager(approach, about.title, now=now)
    return approach


def agree(approach: Approach, *, by: Actor, now: datetime) -> None:
    """Let HR talk to the member."""
    steps.take(approach, "agree", by=by, now=now)
    notices.tell_word(approach, title_of(approach), notices.WORD_GIVEN, now=now)


def defer(approach: Approach, from_day: date, *, by: Actor, now: datetime) -> None:
    """Let HR talk to the member, who can be spared from a day on.

    :raises WrongDay: the day lies behind us, or beyond eight weeks
    """
    if not now.date() < from_day <= last_day(now.date()):
        raise WrongDay(_("Choose a day within the next eight weeks."))
    approach.available_from = from_day
    steps.take(approach, "defer", by=by, now=now)
    notices.tell_word(approach, title_of(approach), notices.WORD_FROM, now=now)


def refuse(approach: Approach, reason: str, *, by: Actor, now: datetime) -> None:
    """Ask HR not to talk to the member, and say why.

    :raises ReasonMissing: the reason is shorter than 20 characters
    """
    reason = reason.strip()
    if len(reason) < SHORTEST_REASON:
        raise ReasonMissing(_("Say why in 20 characters at least: HR reads it."))
    approach.word_reason = reason
    steps.take(approach, "refuse", by=by, now=now, reason=reason)
    notices.tell_word(approach, title_of(approach), notices.WORD_REFUSED, now=now)


def approach_member(approach: Approach, *, by: Actor, now: datetime) -> None:
    """Tell the member for what HR thinks of them.

    :raises ManagerFirst: the manager has the word still
    :raises SubjectGone: what it is about is over meanwhile
    """
    if not may_reach(approach):
        raise ManagerFirst(_("The manager has the word first."))
    _check_subject(approach.job or approach.mission)
    approach.reached_at = now
    steps.take(approach, "approach", by=by, now=now)
    notices.tell_member(approach, title_of(approach), by=by, now=now)


def answer(approach: Approach, *, wants: bool, words: str = "", by: Actor, now: datetime) -> None:
    """Say as the member whether one wants to hear more."""
    approach.answer = words.strip()
    steps.take(approach, "be_interested" if wants else "say_no", by=by, now=now)
    kind = notices.INTERESTED if wants else notices.NOT_INTERESTED
    notices.tell_answer(approach, title_of(approach), kind, now=now)


def call_off(approach: Approach, *, by: Actor, now: datetime) -> None:
    """Ask no more, and tell whoever was asked."""
    before = approach.status
    steps.take(approach, "call_off", by=by, now=now)
    for person_id in _asked(approach, before):
        if not by.is_person(person_id):
            notices.tell_called_off(approach, title_of(approach), person_id, by=by, now=now)


def climb(approach: Approach, *, now: datetime) -> None:
    """Let HR go on where the manager was silent too long."""
    approach.climbed_at = now
    db.session.flush()


def end_all_of(membership: PoolMembership, *, by: Actor, now: datetime) -> None:
    """Ask nothing more about somebody who is in the pool no more."""
    rows = db.session.scalars(
        select(Approach)
        .where(Approach.membership_id == membership.id, Approach.status.in_(UNDER_WAY))
        .options(*queries.APPROACH)
        .order_by(Approach.id)
        .with_for_update(key_share=True, of=Approach)
        .execution_options(populate_existing=True)
    )
    for approach in rows:
        call_off(approach, by=by, now=now)


def may_reach(approach: Approach) -> bool:
    """Tell whether HR may talk to the member now."""
    if approach.status in {ApproachStatus.AGREED, ApproachStatus.DEFERRED}:
        return True
    return approach.status is ApproachStatus.ASKED and approach.climbed_at is not None


def last_day(today: date) -> date:
    """Return the latest day from which a manager may spare somebody."""
    return today + timedelta(weeks=DEFER_WEEKS)


def title_of(approach: Approach) -> Localized:
    """Return the title of the mission or the job which it is about."""
    about = approach.job or approach.mission
    return about.title if about else Localized("", "")


def _check_subject(about: Job | Mission | None) -> None:
    if isinstance(about, Job) and about.retired_at is not None:
        raise SubjectGone(_("This job is retired: choose another one."))
    if isinstance(about, Mission) and about.status not in SHOWN_TO_ALL:
        raise SubjectGone(_("Nobody joins this mission now: choose another one."))


def _check_peace(
    membership: PoolMembership, job_id: int | None, mission_id: int | None, *, now: datetime
) -> None:
    """Refuse to ask the same while it is being asked, and for some weeks after a no."""
    rows = db.session.scalars(
        select(Approach).where(
            Approach.membership_id == membership.id,
            Approach.job_id == job_id if job_id else Approach.mission_id == mission_id,
        )
    ).all()
    if any(one.status in UNDER_WAY for one in rows):
        raise AlreadyAsked(_("Somebody is asking about this already."))
    # A no stays one where HR asked no more after it.
    said_no = [
        one for one in rows if one.status is ApproachStatus.NOT_INTERESTED or one.word_reason
    ]
    if any(one.since + timedelta(weeks=PEACE_WEEKS) > now for one in said_no):
        raise AlreadyAsked(
            _("Somebody has said no to this lately: leave them in peace for twelve weeks.")
        )


def _asked(approach: Approach, before: ApproachStatus) -> list[int]:
    """Return for whom something waited."""
    if before is ApproachStatus.ASKED and approach.manager_id is not None:
        return [approach.manager_id]
    if before is ApproachStatus.APPROACHED:
        return [approach.membership.person_id]
    return []
