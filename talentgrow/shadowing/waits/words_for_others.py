"""What the reader waits for around visits: who has the word, until when, what then."""

from datetime import date

from markupsafe import escape

from talentgrow.infra.i18n import gettext as _
from talentgrow.missions import days
from talentgrow.missions.waits.wait import Wait, WaitKind, link, said
from talentgrow.missions.waits.words_for_others import answer_until
from talentgrow.people.models import Person
from talentgrow.shadowing import deadlines
from talentgrow.shadowing.deadlines import Deadline
from talentgrow.shadowing.exchanges.models import Exchange
from talentgrow.shadowing.visits.models import Visit, VisitWord
from talentgrow.shadowing.waits import places, reminding


def answer(visit: Visit, host: Person, due: Deadline, *, today: date) -> Wait:
    """Say until when a host answers the reader."""
    return Wait(
        kind=WaitKind.VISIT,
        is_mine=False,
        title=answer_until(host.given_name, due.by, today),
        text=said(
            _("You asked for %(visit)s. Without an answer the request ends; you may ask others."),
            visit=link(
                _("a visit on %(day)s", day=days.in_words(visit.starts_on, today)),
                places.visit(visit.id),
            ),
        ),
        url=places.visit(visit.id),
        since=visit.since,
        by=due.by,
        who=host.name,
        who_id=host.id,
        keys=reminding.all_after(reminding.request(visit)),
    )


def legs(exchange: Exchange, visit: Visit, other: Person | None, by: date, *, today: date) -> Wait:
    """Say until when the others of a swap or ring answer; of more than one nobody is named."""
    return Wait(
        kind=WaitKind.SWAP,
        is_mine=False,
        title=answer_until(other.given_name, by, today)
        if other is not None
        else said(_("The others of your ring answer until %(day)s"), day=days.near(by, today)),
        text=said(
            _("You have said yes to %(swap)s. It takes place once everybody has."),
            swap=link(_("your swap"), places.exchange(exchange.id)),
        ),
        url=places.exchange(exchange.id),
        since=visit.since,
        by=by,
        who=other.name if other is not None else _("Your ring"),
        who_id=other.id if other is not None else None,
        keys=reminding.all_after(reminding.swap(exchange.id, visit.since)),
    )


def word(
    visit: Visit,
    other: Person,
    asked: VisitWord,
    manager: Person | None,
    by: date,
    *,
    today: date,
) -> Wait:
    """Say who has the word about the reader's visit, which is longer than a day."""
    is_hr = manager is None or asked.climbed_at is not None
    who = None if is_hr else manager
    sentence = _("They have the word on %(visit)s with %(other)s. Without it HR takes over.")
    if is_hr:
        sentence = _("HR has the word on %(visit)s with %(other)s. Without it the visit ends.")
    return Wait(
        kind=WaitKind.WORD,
        is_mine=False,
        title=answer_until(who.given_name if who else None, by, today),
        text=said(sentence, visit=_visit_on(visit, today), other=other.given_name),
        url=places.visit(visit.id),
        since=asked.asked_at,
        by=by,
        who=who.name if who else _("HR"),
        who_id=who.id if who else None,
        keys=reminding.all_after(reminding.word(asked)) if who else (),
    )


def signature(visit: Visit, other: Person | None, *, today: date) -> Wait:
    """Say who signs after the reader: the other one, else the managers."""
    by = deadlines.sign_by(visit.starts_on)
    day = days.near(by, today)
    title = said(_("The managers sign until %(day)s"), day=day)
    if other is not None:
        title = said(_("%(who)s signs until %(day)s"), who=other.given_name, day=day)
    return Wait(
        kind=WaitKind.SIGNATURE,
        is_mine=False,
        title=title,
        text=said(
            _("You have signed %(visit)s. If a signature is missing then, it is called off."),
            visit=link(
                _("your visit on %(day)s", day=days.in_words(visit.starts_on, today)),
                places.agreement(visit.id),
            ),
        ),
        url=places.agreement(visit.id),
        since=visit.since,
        by=by,
        who=other.name if other is not None else _("Managers"),
        who_id=other.id if other is not None else None,
        keys=(reminding.signature(visit),),
    )


def debrief(visit: Visit, other: Person, *, today: date) -> Wait:
    """Say until when the other one writes about a visit."""
    by = deadlines.told_by(visit.ends_on)
    return Wait(
        kind=WaitKind.DEBRIEF,
        is_mine=False,
        title=said(
            _("%(who)s writes about your visit until %(day)s"),
            who=other.given_name,
            day=days.near(by, today),
        ),
        text=escape(_("You have written. You read each other as soon as both have.")),
        url=places.debrief(visit.id),
        since=visit.since,
        by=by,
        who=other.name,
        who_id=other.id,
        keys=tuple(reminding.debrief(visit, count) for count in deadlines.DEBRIEF_REMINDERS),
    )


def _visit_on(visit: Visit, today: date) -> object:
    day = days.in_words(visit.starts_on, today)
    return link(_("your visit on %(day)s", day=day), places.visit(visit.id))
