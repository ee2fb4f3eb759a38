"""What waits for the reader around visits: what it is, until when, and what happens otherwise."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup, escape

from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import localized
from talentgrow.missions import days
from talentgrow.missions.waits.wait import Wait, WaitKind, said
from talentgrow.missions.waits.words import until
from talentgrow.people.models import Person
from talentgrow.shadowing import deadlines
from talentgrow.shadowing.deadlines import Deadline
from talentgrow.shadowing.exchanges.models import Exchange, Round
from talentgrow.shadowing.models import Offer
from talentgrow.shadowing.states import VisitStatus
from talentgrow.shadowing.visits.models import Visit
from talentgrow.shadowing.waits import places


def to_answer(visit: Visit, visitor: Person, due: Deadline, *, today: date) -> Wait:
    """Ask a host for their answer."""
    return Wait(
        kind=WaitKind.VISIT,
        is_mine=True,
        title=said(
            _("%(who)s would like to visit you on %(day)s"),
            who=visitor.given_name,
            day=days.in_words(visit.starts_on, today),
        ),
        text=said(
            _("Say yes or no: you have %(until)s. Then the request ends and its place is free."),
            until=until(due.by, today),
        ),
        url=places.visit(visit.id),
        action=_("Answer"),
        since=visit.since,
        by=due.by,
    )


def legs(
    exchange: Exchange, owed: Sequence[tuple[Visit, Person, bool]], by: date, *, today: date
) -> Wait:
    """Ask for what the reader owes in one swap: each visit with the other one, and who visits."""
    return Wait(
        kind=WaitKind.SWAP,
        is_mine=True,
        title=_of_legs(owed, today),
        text=said(
            _("Say yes or no to each visit: you have %(until)s. Without you it comes to nothing."),
            until=until(by, today),
        ),
        url=places.exchange(exchange.id),
        action=_("Answer"),
        since=min(visit.since for visit, *_rest in owed),
        by=by,
    )


def _of_legs(owed: Sequence[tuple[Visit, Person, bool]], today: date) -> Markup:
    """Say which visits are asked about, in one sentence."""
    visit, other, is_making = owed[0]
    name, day = other.given_name, days.in_words(visit.starts_on, today)
    if visit.status is VisitStatus.ONE_WAY_ASKED:
        if is_making:
            return said(_("Keep your visit with %(who)s on %(day)s, one-way?"), who=name, day=day)
        return said(_("Keep the visit of %(who)s on %(day)s, one-way?"), who=name, day=day)
    if len(owed) == 1:
        sentence = _("You could visit %(who)s") if is_making else _("%(who)s could visit you")
        return said(sentence, who=name)
    making, receiving = sorted(owed, key=lambda one: not one[2])[:2]
    if making[1].id == receiving[1].id:
        return said(_("You and %(who)s could see each other at work"), who=name)
    return said(
        _("You could visit %(host)s, and %(visitor)s could visit you"),
        host=making[1].given_name,
        visitor=receiving[1].given_name,
    )


def to_choose(visit: Visit, other: Person, from_on: date, *, today: date) -> Wait:
    """Ask the two of a visit for a day from which managers agree."""
    return Wait(
        kind=WaitKind.VISIT,
        is_mine=True,
        title=said(_("Choose a later day with %(who)s"), who=other.given_name),
        text=said(
            _(
                "Your visit is agreed from %(from_on)s on, and planned on %(day)s. If it stays "
                "there, it ends on that day."
            ),
            from_on=days.in_words(from_on, today),
            day=days.in_words(visit.starts_on, today),
        ),
        url=places.change(visit.id),
        action=_("Choose a day"),
        since=visit.since,
        by=visit.starts_on,
    )


def to_sign(visit: Visit, other: Person, *, today: date) -> Wait:
    """Ask one of the two for their signature."""
    by = deadlines.sign_by(visit.starts_on)
    return Wait(
        kind=WaitKind.SIGNATURE,
        is_mine=True,
        title=said(
            _("Sign what you and %(who)s agree on for %(day)s"),
            who=other.given_name,
            day=days.in_words(visit.starts_on, today),
        ),
        text=_sign(by, today),
        url=places.agreement(visit.id),
        action=_("Read and sign"),
        since=visit.since,
        by=by,
    )


def manager_signs(visit: Visit, visitor: Person, host: Person, *, today: date) -> Wait:
    """Ask who gave the word for a longer visit for their signature."""
    by = deadlines.sign_by(visit.starts_on)
    return Wait(
        kind=WaitKind.SIGNATURE,
        is_mine=True,
        title=said(
            _("Sign the visit of %(visitor)s with %(host)s, to which you agreed"),
            visitor=visitor.given_name,
            host=host.given_name,
        ),
        text=_sign(by, today),
        url=places.agreement(visit.id),
        action=_("Read and sign"),
        since=visit.since,
        by=by,
        is_for_team=True,
    )


def _sign(by: date, today: date) -> Markup:
    if by < today:
        return escape(
            _("Sign before the day: a visit that not everybody has signed is called off.")
        )
    return said(
        _("You have %(until)s. If a signature is missing on the day, the visit is called off."),
        until=until(by, today),
    )


def to_tell(visit: Visit, other: Person, *, today: date) -> Wait:
    """Ask how a visit was."""
    by = deadlines.told_by(visit.ends_on)
    return Wait(
        kind=WaitKind.DEBRIEF,
        is_mine=True,
        title=said(_("How was your visit with %(name)s?"), name=other.given_name),
        text=said(
            _("Say how it went and what surprised you: you have %(until)s."),
            until=until(by, today),
        ),
        url=places.debrief(visit.id),
        action=_("Say how it was"),
        since=visit.since,
        by=by,
    )


def to_write(visit: Visit, other: Person, *, has_written: bool, today: date) -> Wait:
    """Ask for what the reader saw; the other one may have written already."""
    by = deadlines.told_by(visit.ends_on)
    sentence = (
        _("%(who)s has written already: you read it once you have too. You have %(until)s.")
        if has_written
        else _("You read each other once both have written. You have %(until)s.")
    )
    return Wait(
        kind=WaitKind.DEBRIEF,
        is_mine=True,
        title=said(_("Write what surprised you on your visit with %(who)s"), who=other.given_name),
        text=said(sentence, who=other.given_name, until=until(by, today)),
        url=places.debrief(visit.id),
        action=_("Write it"),
        since=visit.since,
        by=by,
    )


def to_wish(one: Round, *, today: date) -> Wait:
    """Ask who takes part in a round for a wish."""
    return Wait(
        kind=WaitKind.ROUND,
        is_mine=True,
        title=said(_("Say what you would like to see in “%(round)s”"), round=localized(one.name)),
        text=said(
            _("Without a wish the round finds nobody for you. People join %(until)s."),
            until=until(one.join_by, today),
        ),
        url=places.wishes(),
        action=_("Choose what to see"),
        since=one.since,
        by=one.join_by,
    )


def to_open(offer: Offer) -> Wait:
    """Say that an offer of the reader paused itself."""
    return Wait(
        kind=WaitKind.VISIT,
        is_mine=True,
        title=escape(_("Your offer is paused, as requests stayed without an answer")),
        text=escape(_("Nobody can ask for a visit until you open it again, or close it.")),
        url=places.offer(offer.id),
        action=_("Open the offer"),
        since=offer.since,
    )
