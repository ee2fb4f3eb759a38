"""What the pages of approaches show, ready for the templates."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select

from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.paging import paginate
from talentgrow.kernel.access import Actor
from talentgrow.kernel.localized import Localized
from talentgrow.kernel.page import Page
from talentgrow.missions import days
from talentgrow.nominations import deadlines
from talentgrow.nominations.pools import approaches as steps
from talentgrow.nominations.pools import members, policy, queries, subjects
from talentgrow.nominations.pools.models import Approach, PoolMembership
from talentgrow.nominations.pools.subjects import Subject, Subjects
from talentgrow.nominations.states import (
    APPROACH_FLOW,
    UNDER_WAY,
    ApproachStatus,
)
from talentgrow.people import queries as people
from talentgrow.people.models import Person


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose word an approach waits for, in words; `is_mine` the reader's."""

    words: str
    is_mine: bool = False
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class ApproachLine:
    """One approach in a list."""

    approach: Approach
    title: Localized
    turn: Turn


@dataclass(frozen=True, slots=True)
class AskPage:
    """Whom HR wants to talk to, about what, and who is asked first."""

    membership: PoolMembership
    manager: Person | None
    offered: Subjects
    chosen: Subject | None
    by: date


@dataclass(frozen=True, slots=True)
class ApproachPage:
    """One approach, with whose turn it is and what the reader can do."""

    approach: Approach
    title: Localized
    url: str
    turn: Turn
    can: frozenset[str]
    is_manager: bool
    is_member: bool
    last_day: date


def approaches(actor: Actor, number: int, *, today: date) -> Page[ApproachLine]:
    """Return what was asked, the newest first; what has not ended stands above the rest."""
    page = paginate(_approaches(actor), number)
    lines = [line(actor, one, today=today) for one in page.items]
    return Page(lines, page.number, page.size, page.total)


def approach(actor: Actor, one: Approach, *, today: date) -> ApproachPage:
    """Return one approach as the reader may see it."""
    about = "mission" if one.mission_id else "job"
    return ApproachPage(
        approach=one,
        title=steps.title_of(one),
        url=f"{about}:{one.mission_id or one.job_id}",
        turn=turn(actor, one, today=today),
        can=_can(actor, one),
        is_manager=one.manager_id is not None and actor.is_person(one.manager_id),
        is_member=actor.is_person(one.membership.person_id),
        last_day=steps.last_day(today),
    )


def asking(
    actor: Actor, membership: PoolMembership, words: str, chosen: str, *, now: datetime
) -> AskPage:
    """Return what HR chooses from before the manager is asked."""
    post = people.current_assignment(membership.person_id)
    about = members.about(actor, chosen)
    return AskPage(
        membership=membership,
        manager=post.manager if post else None,
        offered=subjects.called(actor, words, today=now.date()),
        chosen=Subject(about.name, about.title) if about else None,
        by=deadlines.of_approach(now).by,
    )


def turn(actor: Actor, one: Approach, *, today: date | None) -> Turn:
    """Say whose word an approach waits for, and until when."""
    who, manager = one.membership.person.given_name, one.manager
    mine = actor.is_person(one.membership.person_id)
    if one.status is ApproachStatus.ASKED and manager is not None and one.climbed_at is None:
        by = deadlines.of_approach(one.asked_at).by
        day = days.in_words(by, today or by)
        if actor.is_person(manager.id):
            words = _("You have until %(day)s. Then HR goes on without your word.", day=day)
            return Turn(words, is_mine=True)
        words = _("%(name)s has until %(day)s to answer.", name=manager.given_name, day=day)
        return Turn(words)
    if one.status is ApproachStatus.APPROACHED:
        if mine:
            return Turn(_("Say whether you want to hear more."), is_mine=True)
        return Turn(_("%(name)s says whether they want to hear more.", name=who))
    if one.status in UNDER_WAY:
        is_mine = policy.may_approach(actor, one)
        return Turn(_before(one, who, today), is_mine=is_mine)
    return Turn(_ended(one, who, mine=mine))


def _before(one: Approach, who: str, today: date | None) -> str:
    """Say why HR may talk to the member now."""
    if one.status is ApproachStatus.DEFERRED and one.available_from and one.manager:
        day = days.in_words(one.available_from, today or one.available_from)
        return _(
            "%(manager)s can spare %(name)s from %(day)s. HR may talk to them.",
            manager=one.manager.given_name,
            name=who,
            day=day,
        )
    if one.status is ApproachStatus.AGREED and one.manager:
        return _(
            "%(manager)s agrees. HR may talk to %(name)s.",
            manager=one.manager.given_name,
            name=who,
        )
    if one.manager:
        return _(
            "%(manager)s has not answered. HR may talk to %(name)s.",
            manager=one.manager.given_name,
            name=who,
        )
    return _("Nobody manages %(name)s: HR may talk to them.", name=who)


def _ended(one: Approach, who: str, *, mine: bool) -> str:
    if one.status is ApproachStatus.REFUSED and one.manager:
        return _("%(name)s would rather not, and says why.", name=one.manager.given_name)
    if one.status is ApproachStatus.INTERESTED:
        return _("You want to hear more.") if mine else _("%(name)s wants to hear more.", name=who)
    if one.status is ApproachStatus.NOT_INTERESTED:
        return _("You said no for now.") if mine else _("%(name)s says no for now.", name=who)
    return _("Nobody is asked any more.")


def line(actor: Actor, one: Approach, *, today: date | None) -> ApproachLine:
    """Return one approach as a list shows it."""
    return ApproachLine(one, steps.title_of(one), turn(actor, one, today=today))


def _approaches(actor: Actor) -> Select[Approach]:
    return (
        queries.approaches_visible_to(actor)
        .options(*queries.APPROACH)
        .order_by(Approach.status.not_in(UNDER_WAY), Approach.asked_at.desc(), Approach.id.desc())
    )


def _can(actor: Actor, one: Approach) -> frozenset[str]:
    """Return the steps which the reader may take now."""
    doors = {
        "agree": policy.may_agree,
        "defer": policy.may_defer,
        "refuse": policy.may_refuse,
        "approach": policy.may_approach,
        "be_interested": policy.may_be_interested,
        "say_no": policy.may_say_no,
        "call_off": policy.may_call_off,
    }
    possible = APPROACH_FLOW.moves_from(one.status)
    found = {name for name, may in doors.items() if name in possible and may(actor, one)}
    return frozenset(found if steps.may_reach(one) else found - {"approach"})
