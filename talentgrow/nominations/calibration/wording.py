"""How wishes, answers and places on the grid are said in a session."""

from datetime import date
from typing import NamedTuple

from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import lazy_gettext, localized
from talentgrow.infra.templates import day, month
from talentgrow.nominations import intents
from talentgrow.nominations.calibration.models import Decision, Outcome
from talentgrow.nominations.models import Campaign, Candidacy, Intent
from talentgrow.nominations.states import CandidacyStatus

OUTCOMES = {
    Outcome.APPROVED: lazy_gettext("Approve"),
    Outcome.NOT_NOW: lazy_gettext("Not now"),
    Outcome.REJECTED: lazy_gettext("Refuse"),
}
# From left to right: what somebody does today; from the bottom up: what they learn.
TODAY = {
    1: lazy_gettext("To firm up"),
    2: lazy_gettext("Solid"),
    3: lazy_gettext("Beyond"),
}
LEARNING = {
    3: lazy_gettext("Growing fast"),
    2: lazy_gettext("Growing"),
    1: lazy_gettext("In their place"),
}


class State(NamedTuple):
    """How a wish stands, in words and with an icon."""

    words: str
    icon: str
    tone: str = ""


def short_name(wish: Candidacy) -> str:
    """Return what a wish is for, in a word or two."""
    if wish.intent is Intent.PROGRAMME:
        return _("Programme")
    return _("Another job") if wish.intent is Intent.LATERAL else _("Advance")


def full_name(wish: Candidacy, campaign: Campaign) -> str:
    """Return what a wish is for, and towards which job where somebody said so."""
    name = intents.name_of(wish.intent, campaign)
    if wish.target is None:
        return name
    return _("%(wish)s, towards %(job)s", wish=name, job=localized(wish.target.title))


def state_of(wish: Candidacy, decision: Decision | None, *, today: date) -> State:
    """Return how a wish stands before HR."""
    if decision is None and wish.status is CandidacyStatus.ACCEPTED:
        return State(words=_("to decide after the end"), icon="circle-dashed")
    if decision is None:
        return State(words=_("to decide"), icon="circle-dashed")
    if decision.outcome is Outcome.APPROVED:
        return State(words=_("approved"), icon="circle-check", tone="ok")
    if decision.outcome is Outcome.NOT_NOW and decision.review_on is not None:
        again = _month(decision.review_on, today)
        return State(words=_("not now, again in %(month)s", month=again), icon="clock")
    return State(words=_("refused, with a next step"), icon="arrow-fork")


def _month(when: date, today: date) -> str:
    words = month(when)
    return words.rpartition(" ")[0] if when.year == today.year else words


def outcome_words(outcome: str) -> str:
    """Return an answer as it stands in the list of changes; empty: nothing was decided."""
    said = {
        "": _("to decide"),
        Outcome.APPROVED.value: _("approved"),
        Outcome.NOT_NOW.value: _("not now"),
        Outcome.REJECTED.value: _("refused"),
    }
    return said.get(outcome, "")


def sentence_of(decision: Decision) -> str:
    """Return what a decision says besides yes or no, in a sentence."""
    if decision.outcome is Outcome.APPROVED:
        if decision.pool is None or decision.pool_until is None:
            return ""
        name = localized(decision.pool.name)
        return _("In the pool “%(pool)s” until %(day)s.", pool=name, day=day(decision.pool_until))
    if decision.outcome is Outcome.NOT_NOW and decision.review_on is not None:
        owner = decision.action_owner.name if decision.action_owner else ""
        return _(
            "Looked at again on %(day)s. Until then, %(name)s: %(action)s",
            day=day(decision.review_on),
            name=owner,
            action=decision.action,
        )
    return _("Next step: %(step)s", step=decision.next_note)
