"""What is said about what follows a decision: steps that are owed, and talks with pool members."""

from datetime import date

from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import localized
from talentgrow.kernel.localized import Localized
from talentgrow.missions import days
from talentgrow.missions.waits.wait import Wait, WaitKind, link, said
from talentgrow.missions.waits.words import until
from talentgrow.nominations import deadlines
from talentgrow.nominations.calibration.models import Decision
from talentgrow.nominations.pools.models import Approach
from talentgrow.nominations.states import ApproachStatus
from talentgrow.nominations.waits import places
from talentgrow.people.models import Person


def owes(decision: Decision, person: Person, *, today: date) -> Wait:
    """Say what the reader owes to somebody who was told "not now"."""
    return Wait(
        kind=WaitKind.ACTION,
        is_mine=True,
        title=said(_("You owe %(name)s a step"), name=person.given_name),
        text=said(
            _("%(action)s. You have %(until)s, then HR looks at their wish again."),
            action=decision.action.rstrip("."),
            until=until(decision.review_on or today, today),
        ),
        url=places.owed(),
        action=_("Say that it is done"),
        since=decision.published_at or decision.staged_at,
        by=decision.review_on,
        is_for_team=True,
    )


def is_owed(decision: Decision, owner: Person | None, nominee_id: int, *, today: date) -> Wait:
    """Say what is owed to the reader, who was told "not now"."""
    day = days.in_words(decision.review_on or today, today)
    title = said(_("HR owes you a step until %(day)s"), day=day)
    if owner is not None:
        title = said(_("%(name)s owes you a step until %(day)s"), name=owner.given_name, day=day)
    return Wait(
        kind=WaitKind.ACTION,
        is_mine=False,
        title=title,
        text=said(
            _("%(action)s. Then HR looks at your wish again: %(letter)s."),
            action=decision.action.rstrip("."),
            letter=link(_("read the answer"), places.letter(nominee_id)),
        ),
        url=places.letter(nominee_id),
        since=decision.published_at or decision.staged_at,
        by=decision.review_on,
        who=owner.name if owner else _("HR"),
    )


def to_say(approach: Approach, member: Person, about: Localized, *, today: date) -> Wait:
    """Ask the reader, who manages a pool member, whether HR may talk to them."""
    by = deadlines.of_approach(approach.asked_at).by
    return Wait(
        kind=WaitKind.APPROACH,
        is_mine=True,
        title=said(
            _("HR thinks of %(name)s for “%(about)s”"),
            name=member.given_name,
            about=localized(about),
        ),
        text=said(
            _(
                "Agree, agree from a date, or say why not: you have %(until)s. "
                "Without your word HR goes on."
            ),
            until=until(by, today),
        ),
        url=places.approach(approach.id),
        action=_("Give your word"),
        since=approach.asked_at,
        by=by,
        is_for_team=True,
    )


def to_hear(approach: Approach, asker: Person, about: Localized, *, today: date) -> Wait:
    """Ask the reader, who is in a pool, whether they want to hear more."""
    reached_at = approach.reached_at or approach.since
    return Wait(
        kind=WaitKind.APPROACH,
        is_mine=True,
        title=said(
            _("%(who)s thinks of you for “%(about)s”"),
            who=asker.given_name,
            about=localized(about),
        ),
        text=said(
            _("Asked on %(day)s. Say whether you want to hear more; a no changes nothing."),
            day=days.in_words(reached_at.date(), today),
        ),
        url=places.approach(approach.id),
        action=_("Answer"),
        since=reached_at,
    )


def to_reach(
    approach: Approach, member: Person, manager: Person | None, about: Localized, *, today: date
) -> Wait:
    """Say to the reader in HR that they may talk to a pool member now."""
    name = manager.given_name if manager else ""
    if approach.status is not ApproachStatus.ASKED:
        sentence = _("%(name)s agrees that you talk about “%(about)s”.")
    elif manager is not None:
        sentence = _("%(name)s did not answer about “%(about)s” in time: you go on.")
    else:
        sentence = _("Nobody manages them, so you may talk about “%(about)s” at once.")
    return Wait(
        kind=WaitKind.APPROACH,
        is_mine=True,
        title=said(_("You may talk to %(name)s now"), name=member.given_name),
        text=said(sentence, name=name, about=localized(about)),
        url=places.approach(approach.id),
        action=_("Tell them"),
        since=approach.since,
    )
