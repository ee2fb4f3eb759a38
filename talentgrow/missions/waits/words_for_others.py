"""What is said to somebody about what they wait for: who has the word, until when, what then."""

from datetime import date

from markupsafe import Markup

from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import localized
from talentgrow.missions import days, deadlines
from talentgrow.missions.deadlines import Deadline, Who
from talentgrow.missions.models import Mission, MissionQuestion
from talentgrow.missions.waits import places, reminding
from talentgrow.missions.waits.found import Case
from talentgrow.missions.waits.wait import Wait, WaitKind, link, said
from talentgrow.people.models import Person


def answer(case: Case, due: Deadline, *, today: date) -> Wait:
    """Say who owes the reader an answer to their application."""
    application = case.application
    person, keys = _whose_turn(case, due)
    sent = application.sent_at or application.since
    text = said(
        _("Your application to %(mission)s, sent on %(sent)s. %(then)s"),
        mission=link(localized(case.mission.title), places.application(application)),
        sent=days.in_words(sent.date(), today),
        then=_then(case, due, today),
    )
    return Wait(
        kind=WaitKind.ANSWER,
        is_mine=False,
        title=answer_until(person.given_name if person else None, due.by, today),
        text=text,
        url=places.application(application),
        since=application.since,
        by=due.by,
        who=person.name if person else _("HR"),
        who_id=person.id if person else None,
        keys=reminding.all_after(keys),
    )


def _whose_turn(case: Case, due: Deadline) -> tuple[Person | None, str]:
    """Return who has the word, and the key under which they are reminded of it."""
    if due.who is Who.MANAGER:
        return case.manager, reminding.word(case.application)
    if due.who is Who.HR:
        return None, reminding.hr_word(case.application)
    since = case.application.talk_at or case.application.since
    return case.owner, reminding.review(case.mission, max(since, case.application.since))


def _then(case: Case, due: Deadline, today: date) -> str:
    if due.who is Who.MANAGER:
        return _("Without an answer HR takes over.")
    if due.who is Who.HR:
        return _("Without an answer it ends, and you hear what else you could try.")
    last = days.in_words(deadlines.expires_on(case.application.since), today)
    return _("Without an answer it ends on %(day)s, and you hear what else to try.", day=last)


def answer_until(name: str | None, by: date, today: date) -> Markup:
    """Say until when somebody has to answer; without a name it is HR."""
    if by < today:
        day = days.in_words(by, today)
        late = _("The answer of HR was due on %(day)s")
        return said(_("%(name)s’s answer was due on %(day)s") if name else late, name=name, day=day)
    near = _("HR has until %(day)s to answer")
    sentence = _("%(name)s has until %(day)s to answer") if name else near
    return said(sentence, name=name, day=days.near(by, today))


def seat(case: Case, *, today: date) -> Wait:
    """Say that the reader is on a waiting list."""
    application = case.application
    since = application.waitlisted_at or application.since
    text = said(
        _("You are on the waiting list of %(mission)s since %(day)s. It moves by itself."),
        mission=link(localized(case.mission.title), places.application(application)),
        day=days.in_words(since.date(), today),
    )
    return Wait(
        kind=WaitKind.SEAT,
        is_mine=False,
        title=said(_("A seat may become free until %(day)s"), day=_start(case.mission, today)),
        text=text,
        url=places.application(application),
        since=since,
        by=case.mission.starts_on,
        who=case.owner.name,
    )


def _start(mission: Mission, today: date) -> str:
    return days.near(mission.starts_on, today)


def offer(case: Case, due: Deadline, *, today: date) -> Wait:
    """Say to whom the reader offers a seat."""
    text = said(
        _("You offer a seat in %(mission)s. Without an answer it goes to the next person."),
        mission=link(localized(case.mission.title), places.applicants(case.mission)),
    )
    return Wait(
        kind=WaitKind.OFFER,
        is_mine=False,
        title=answer_until(case.person.given_name, due.by, today),
        text=text,
        url=places.application(case.application),
        since=case.application.since,
        by=due.by,
        who=case.person.name,
        who_id=case.person.id,
        keys=reminding.all_after(reminding.offer(case.application)),
    )


def debrief(case: Case, due: Deadline, *, today: date) -> Wait:
    """Say that the owners of a mission have not written, as the reader has."""
    name = case.owner.given_name
    day = days.near(due.by, today)
    title = said(_("%(name)s has until %(day)s to write too"), name=name, day=day)
    if due.by < today:
        title = said(_("%(name)s has not written yet"), name=name)
    return Wait(
        kind=WaitKind.DEBRIEF,
        is_mine=False,
        title=title,
        text=said(
            _("You have said what %(mission)s taught you. The credit comes once both have."),
            mission=link(localized(case.mission.title), places.application(case.application)),
        ),
        url=places.application(case.application),
        since=case.mission.since,
        by=due.by,
        who=case.owner.name,
    )


def moderation(mission: Mission, due: Deadline, *, today: date) -> Wait:
    """Say that HR reads a mission of the reader."""
    return Wait(
        kind=WaitKind.MODERATION,
        is_mine=False,
        title=answer_until(None, due.by, today),
        text=said(
            _("You handed in %(mission)s on %(day)s. HR publishes it, or says what to change."),
            mission=link(localized(mission.title), places.mission(mission)),
            day=days.in_words(mission.since.date(), today),
        ),
        url=places.mission(mission),
        since=mission.since,
        by=due.by,
        who=_("HR"),
    )


def question(asked: MissionQuestion, mission: Mission, owner: Person, *, today: date) -> Wait:
    """Say that a question of the reader has no answer yet."""
    day = days.in_words(asked.asked_at.date(), today)
    return Wait(
        kind=WaitKind.QUESTION,
        is_mine=False,
        title=said(_("%(name)s has not answered your question yet"), name=owner.given_name),
        text=said(
            _("About %(mission)s, asked on %(day)s."),
            mission=link(localized(mission.title), places.questions(mission)),
            day=day,
        ),
        url=places.questions(mission),
        since=asked.asked_at,
        who=owner.name,
        who_id=owner.id,
        keys=reminding.all_after(reminding.question(mission, asked.asked_at)),
    )
