"""What has happened to the wishes of a nominee, in words, for the nominee alone."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from talentgrow.audit import service as audit
from talentgrow.audit.models import StatusChange
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.templates import moment
from talentgrow.missions import days
from talentgrow.nominations import intents
from talentgrow.nominations.consent import queries
from talentgrow.nominations.models import Candidacy, Intent, Nomination, Nominee
from talentgrow.nominations.states import NominationStatus


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened."""

    title: str
    text: str
    then: str = ""
    tone: str = "done"


def steps(nominee: Nominee, *, today: date) -> tuple[Step, ...]:
    """Return what has happened to a nominee who is loaded in full, the newest first."""
    by_name = {audit.name_of(one): one for one in nominee.candidacies}
    told = {
        audit.name_of(one): one
        for one in nominee.nominations
        if one.status is NominationStatus.WITHDRAWN
    }
    found: list[tuple[datetime, str]] = [
        (one.sent_at, _sent(one, nominee)) for one in nominee.nominations if one.sent_at
    ]
    for change in queries.changes_of({*by_name, *told}):
        if change.subject in told and change.move == "withdraw":
            name = told[change.subject].nominator.given_name
            found.append((change.at, _("%(name)s took their nomination back", name=name)))
        elif change.subject in by_name and change.move in SENTENCES:
            found.append((change.at, _said(change, by_name[change.subject], nominee, today)))
    # Of what happened at the same moment, what is told later came later.
    order = sorted(enumerate(found), key=lambda one: (one[1][0], one[0]), reverse=True)
    return tuple(Step(words, str(moment(at))) for _place, (at, words) in order)


def _sent(one: Nomination, nominee: Nominee) -> str:
    known = {row.intent for row in one.intents}
    wishes = ", ".join(intents.name_of(it, nominee.campaign) for it in Intent if it in known)
    if one.nominator_id == nominee.person_id:
        return _("You nominated yourself: %(wishes)s", wishes=wishes)
    name = one.nominator.given_name
    return _("%(name)s nominated you: %(wishes)s", name=name, wishes=wishes)


def _said(change: StatusChange, candidacy: Candidacy, nominee: Nominee, today: date) -> str:
    wish = intents.name_of(candidacy.intent, nominee.campaign)
    if change.move == "postpone":
        return _postponed(change, wish, today)
    if change.move == "ask_again" and change.actor_id is not None:
        names = {one.nominator_id: one.nominator.given_name for one in nominee.nominations}
        if change.actor_id in names:
            return _("%(name)s asked you again: %(wish)s", name=names[change.actor_id], wish=wish)
    return SENTENCES[change.move](wish)


def _postponed(change: StatusChange, wish: str, today: date) -> str:
    """Return what was asked for; the day stands with the step."""
    with suppress(ValueError):
        day = days.in_words(date.fromisoformat(change.reason), today)
        return _("You asked to be asked again on %(day)s: %(wish)s", day=day, wish=wish)
    return SENTENCES[change.move](wish)


SENTENCES: Mapping[str, Callable[[str], str]] = {
    "accept": lambda wish: _("You agreed: %(wish)s", wish=wish),
    "postpone": lambda wish: _("You asked for time: %(wish)s", wish=wish),
    "decline": lambda wish: _("You said no: %(wish)s", wish=wish),
    "withdraw_consent": lambda wish: _("You took your consent back: %(wish)s", wish=wish),
    "give_back": lambda wish: _("It went back without an answer: %(wish)s", wish=wish),
    "ask_again": lambda wish: _("You were asked again: %(wish)s", wish=wish),
    "review": lambda wish: _("It went to HR: %(wish)s", wish=wish),
    "take_back": lambda wish: _("The campaign was opened again: %(wish)s", wish=wish),
    "decide": lambda wish: _("HR answered: %(wish)s", wish=wish),
    "join_pool": lambda wish: _("You joined a talent pool: %(wish)s", wish=wish),
    "leave_pool": lambda wish: _("You left the talent pool: %(wish)s", wish=wish),
    "lapse": lambda wish: _("This wish ended: %(wish)s", wish=wish),
}
