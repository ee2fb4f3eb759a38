"""What waits for somebody on all sides: around missions, nominations, visits and skill levels."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from flask import url_for
from markupsafe import escape
from sqlalchemy import Subquery, func, select

from talentgrow.claims import deadlines, waiting
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import localized, ngettext
from talentgrow.kernel.access import Actor
from talentgrow.missions import days
from talentgrow.missions.waits.wait import Wait, WaitKind, said, strong
from talentgrow.missions.waits.waiting import order, unreminded, with_reminders
from talentgrow.nominations.waits.waiting import waiting_for as waiting_in_nominations
from talentgrow.people.models import Person
from talentgrow.shadowing.waits.waiting import Around
from talentgrow.shadowing.waits.waiting import around as around_in_visits
from talentgrow.skills.models import Endorsement, Skill, SkillClaim
from talentgrow.skills.states import EndorsementStatus


def waits(actor: Actor, *, now: datetime) -> tuple[Wait, ...]:
    """Return what waits for somebody, soonest first, then what they wait for."""
    return around(actor, now=now).waits


def around(actor: Actor, *, now: datetime) -> Around:
    """Return the same with the colleagues with whom they could swap, which is read beside it."""
    visits = around_in_visits(actor, now=now)
    found = [
        *unreminded(actor, now=now),
        *waiting_in_nominations(actor, now=now),
        *visits.waits,
        *_about_levels(actor, now),
    ]
    told = with_reminders(sorted(found, key=order), now.date())
    return Around(told, visits.mutuals)


def _about_levels(actor: Actor, now: datetime) -> Iterator[Wait]:
    """Return what is asked about skill levels: of a manager in sum, of colleagues one by one.

    In one statement: most people have none of either on most days.
    """
    today, levels = now.date(), _levels_asked(actor, now)
    rows = db.session.execute(
        select(levels.c.count, levels.c.since, Endorsement, Person, Skill)
        .select_from(levels)
        .outerjoin(
            Endorsement,
            (Endorsement.peer_id == (actor.person_id or 0))
            & (Endorsement.status == EndorsementStatus.ASKED),
        )
        .outerjoin(SkillClaim, SkillClaim.id == Endorsement.claim_id)
        .outerjoin(Person, Person.id == SkillClaim.person_id)
        .outerjoin(Skill, Skill.id == SkillClaim.skill_id)
        .order_by(Endorsement.asked_at, Endorsement.id)
    ).all()
    count, since = rows[0][:2]
    if count:
        yield _levels(count, since, today=today)
    for _count, _since, request, person, skill in rows:
        if request is not None and not deadlines.is_over(request.asked_at, today):
            yield _endorsement(request, person, skill, today=today)


def _levels_asked(actor: Actor, now: datetime) -> Subquery:
    """Select how many levels of the actor's team wait for their view, and since when."""
    asked = waiting.awaiting(now=now).where(
        SkillClaim.person_id.in_(sorted(actor.report_ids)),
        SkillClaim.at > now - timedelta(days=deadlines.PATIENCE_DAYS),
    )
    return asked.with_only_columns(
        func.count(SkillClaim.id).label("count"), func.min(SkillClaim.at).label("since")
    ).subquery()


def _levels(count: int, since: datetime, *, today: date) -> Wait:
    """Say that levels of the actor's team wait for their view."""
    title = ngettext(
        "One level of your team asks for your view",
        "%(num)s levels of your team ask for your view",
        count,
    )
    text = said(
        _("Asked since %(day)s. Without your view a level stays declared."),
        day=days.in_words(since.date(), today),
    )
    return Wait(
        kind=WaitKind.LEVELS,
        is_mine=True,
        title=escape(title),
        text=text,
        url=url_for("claims.team"),
        action=_("Say what you see"),
        since=since,
        by=deadlines.deadline(since),
        is_for_team=True,
    )


def _endorsement(request: Endorsement, person: Person, skill: Skill, *, today: date) -> Wait:
    """Say that a colleague asks for a word on a skill."""
    by = deadlines.deadline(request.asked_at)
    until = strong(_("until %(day)s", day=days.near(by, today)))
    return Wait(
        kind=WaitKind.ENDORSEMENT,
        is_mine=True,
        title=said(
            _("%(who)s asks what you have seen of their %(skill)s"),
            who=person.given_name,
            skill=localized(skill.name),
        ),
        text=said(_("You have %(until)s. You may also say nothing."), until=until),
        url=url_for("claims.endorse", endorsement_id=request.id),
        action=_("Answer"),
        since=request.asked_at,
        by=by,
    )
