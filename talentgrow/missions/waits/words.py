"""What is said to somebody about what waits for them: what it is, until when, what then."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup, escape

from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import localized, ngettext
from talentgrow.missions import days, deadlines
from talentgrow.missions.deadlines import Deadline
from talentgrow.missions.models import Mission, MissionQuestion
from talentgrow.missions.waits import places
from talentgrow.missions.waits.found import Case
from talentgrow.missions.waits.wait import Wait, WaitKind, said, strong
from talentgrow.people.models import Person


def offer(case: Case, due: Deadline, *, today: date) -> Wait:
    """Say that a seat is offered to the reader."""
    title = said(
        _("%(who)s offers you a seat in “%(mission)s”"),
        who=case.owner.given_name,
        mission=localized(case.mission.title),
    )
    text = said(
        _("Yours to say yes or no. The seat is kept %(until)s, then it goes to the next person."),
        until=until(due.by, today),
    )
    return Wait(
        kind=WaitKind.OFFER,
        is_mine=True,
        title=title,
        text=text,
        url=places.application(case.application),
        action=_("Answer"),
        since=case.application.since,
        by=due.by,
    )


def word(case: Case, due: Deadline, *, today: date) -> Wait:
    """Say that the reader has a word to give, as manager or in HR."""
    title = said(
        _("%(who)s would like to join “%(mission)s”"),
        who=case.person.given_name,
        mission=localized(case.mission.title),
    )
    hours = f"{case.mission.hours_a_week:g}"
    if due.who is deadlines.Who.HR:
        sentence = _(
            "%(hours)s hours a week. Nobody answered for the team: HR has the word "
            "%(until)s, then the application ends."
        )
    else:
        sentence = _(
            "%(hours)s hours a week. Agree, agree from a date, or say why not: you have "
            "%(until)s, then HR takes over."
        )
    return Wait(
        kind=WaitKind.WORD,
        is_mine=True,
        title=title,
        text=said(sentence, hours=hours, until=until(due.by, today)),
        url=places.word(case.application),
        action=_("Give your word"),
        since=case.application.climbed_at or case.application.since,
        by=due.by,
        is_for_team=due.who is deadlines.Who.MANAGER,
    )


def review(cases: Sequence[Case], dues: Sequence[Deadline], *, today: date) -> Wait:
    """Say that people applied to a mission of the reader."""
    first, by = cases[0], min(due.by for due in dues)
    title = Markup(  # noqa: S704
        ngettext(
            "%(who)s applied to “%(mission)s”",
            "%(num)s people applied to “%(mission)s” and wait for you",
            len(cases),
            who=escape(first.person.given_name),
            mission=escape(localized(first.mission.title)),
        )
    )
    if by < today:
        text = said(
            _("They have been waiting for your answer %(until)s. A yes or a no, with why."),
            until=until(by, today),
        )
    else:
        text = said(
            _("You have %(until)s to answer. A no says why and opens another door."),
            until=until(by, today),
        )
    return Wait(
        kind=WaitKind.ANSWER,
        is_mine=True,
        title=title,
        text=text,
        url=places.applicants(first.mission),
        action=_("Read and answer"),
        since=min(case.application.since for case in cases),
        by=by,
        is_for_team=True,
    )


def debrief(case: Case, due: Deadline, *, today: date) -> Wait:
    """Ask the reader who took part in a mission that is over."""
    title = said(_("Say what “%(mission)s” taught you"), mission=localized(case.mission.title))
    written = " " + _("%(who)s has already written.", who=case.owner.given_name)
    return Wait(
        kind=WaitKind.DEBRIEF,
        is_mine=True,
        title=title,
        text=said(
            _("Ten minutes or so. You are expected to write %(until)s: it is your credit."),
            until=until(due.by, today),
        )
        + (written if case.by_owner else ""),
        url=places.debrief(case.application),
        action=_("Write"),
        since=case.mission.since,
        by=due.by,
    )


def debriefs(cases: Sequence[Case], due: Deadline, *, today: date) -> Wait:
    """Ask the reader, whose mission is over, how it went for the others."""
    first = cases[0]
    title = Markup(  # noqa: S704
        ngettext(
            "Say how “%(mission)s” went for %(who)s",
            "Say how “%(mission)s” went for %(num)s people",
            len(cases),
            who=escape(first.person.given_name),
            mission=escape(localized(first.mission.title)),
        )
    )
    return Wait(
        kind=WaitKind.DEBRIEF,
        is_mine=True,
        title=title,
        text=said(
            _("You are expected to write %(until)s: without you there is no credit."),
            until=until(due.by, today),
        ),
        url=places.debriefs(first.mission),
        action=_("Write"),
        since=first.mission.since,
        by=due.by,
        is_for_team=True,
    )


def sent_back(mission: Mission) -> Wait:
    """Say that HR would like a mission of the reader changed."""
    return Wait(
        kind=WaitKind.SENT_BACK,
        is_mine=True,
        title=said(_("HR sends “%(mission)s” back to you"), mission=localized(mission.title)),
        text=said(_("They say: %(comment)s"), comment=mission.comment),
        url=places.editing(mission),
        action=_("Change it"),
        since=mission.since,
    )


def moderation(mission: Mission, owner: Person, due: Deadline, *, today: date) -> Wait:
    """Say that a mission waits for the reader to publish it."""
    return Wait(
        kind=WaitKind.MODERATION,
        is_mine=True,
        title=said(
            _("%(who)s proposes “%(mission)s”"),
            who=owner.given_name,
            mission=localized(mission.title),
        ),
        text=said(
            _("HR reads it before it is published. An answer is due %(until)s."),
            until=until(due.by, today),
        ),
        url=places.moderation(mission),
        action=_("Read and answer"),
        since=mission.since,
        by=due.by,
    )


def questions(mission: Mission, asked: Sequence[MissionQuestion], *, today: date) -> Wait:
    """Say that people asked about a mission of the reader."""
    title = Markup(  # noqa: S704
        ngettext(
            "A question about “%(mission)s” waits for you",
            "%(num)s questions about “%(mission)s” wait for you",
            len(asked),
            mission=escape(localized(mission.title)),
        )
    )
    since = min(question.asked_at for question in asked)
    return Wait(
        kind=WaitKind.QUESTION,
        is_mine=True,
        title=title,
        text=said(
            _("Asked on %(day)s. Everybody reads your answer."),
            day=days.in_words(since.date(), today),
        ),
        url=places.questions(mission),
        action=_("Answer"),
        since=since,
    )


def until(by: date, today: date) -> Markup:
    """Return "until Tuesday", or once it has passed "since 3 November"."""
    if by < today:
        return strong(_("since %(day)s", day=days.in_words(by, today)))
    return strong(_("until %(day)s", day=days.near(by, today)))
