"""What waits for managers and HR around visits of others."""

from datetime import date, datetime

from markupsafe import escape

from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import localized, ngettext
from talentgrow.missions import days
from talentgrow.missions.waits.wait import Wait, WaitKind, said
from talentgrow.missions.waits.words import until
from talentgrow.people.models import Person
from talentgrow.shadowing.exchanges.models import Round
from talentgrow.shadowing.visits.models import Visit, VisitWord
from talentgrow.shadowing.waits import places


def word(
    visit: Visit, visitor: Person, host: Person, asked: VisitWord, by: date, *, today: date
) -> Wait:
    """Ask a manager for their word, or HR in their place."""
    sentence = _(
        "From %(first)s to %(last)s. Agree, agree from a date, or say why not: you have "
        "%(until)s, then HR takes over."
    )
    if asked.climbed_at is not None:
        sentence = _(
            "From %(first)s to %(last)s. Nobody answered for the team: HR has the word "
            "%(until)s, then the visit ends."
        )
    return Wait(
        kind=WaitKind.WORD,
        is_mine=True,
        title=said(
            _("%(visitor)s would like to visit %(host)s"),
            visitor=visitor.given_name,
            host=host.given_name,
        ),
        text=said(
            sentence,
            first=days.in_words(visit.starts_on, today),
            last=days.in_words(visit.ends_on, today),
            until=until(by, today),
        ),
        url=places.words(),
        action=_("Give your word"),
        since=asked.climbed_at or asked.asked_at,
        by=by,
        is_for_team=asked.climbed_at is None,
    )


def many_words(count: int, since: datetime, by: date, *, today: date) -> Wait:
    """Say how many visits wait for the word of HR, where they are too many to be listed."""
    title = ngettext(
        "One visit waits for the word of HR", "%(num)s visits wait for the word of HR", count
    )
    return Wait(
        kind=WaitKind.WORD,
        is_mine=True,
        title=escape(title),
        text=said(
            _("Nobody answered for the teams. The first answer is due %(until)s."),
            until=until(by, today),
        ),
        url=places.words(),
        action=_("Give your word"),
        since=since,
        by=by,
    )


def to_send(one: Round, *, today: date) -> Wait:
    """Say that the proposal of a round waits to be read and sent."""
    return Wait(
        kind=WaitKind.ROUND,
        is_mine=True,
        title=said(_("Read the proposal of “%(round)s” and send it"), round=localized(one.name)),
        text=said(
            _("Nobody joins any more. Visits begin on %(day)s: nobody knows yet whom they visit."),
            day=days.in_words(one.visits_from, today),
        ),
        url=places.round_for_hr(one.id),
        action=_("Open the proposal"),
        since=one.since,
        by=one.visits_from,
    )
