"""What HR says to a wish, and what each of the three answers owes the person."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.errors import DomainError
from talentgrow.kernel.text import SHORTEST_REASON
from talentgrow.missions.applications.models import NextStep
from talentgrow.nominations.calibration.models import Decision, Outcome
from talentgrow.nominations.pools import service as pools

LONGEST_WORDS = 1000
LONGEST_WAIT_DAYS = 730


class WrongDecision(DomainError):
    """Something is missing in a decision; `errors` says what, by field."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(" ".join(errors.values()))
        self.errors = dict(errors)


@dataclass(frozen=True, kw_only=True, slots=True)
class DecisionValues:
    """An answer to one wish, with all that it owes."""

    outcome: Outcome
    # Why; the person reads it.
    reason: str = ""
    # Not now: when it is looked at again, what is done until then, and who owes it.
    review_on: date | None = None
    action: str = ""
    action_owner_id: int | None = None
    # Rejected: the next door.
    next_step: NextStep | None = None
    next_note: str = ""
    # Approved: which pool is joined, and until when.
    pool_id: int | None = None
    pool_until: date | None = None
    # Who offers to talk about it.
    talk_with_id: int | None = None


FIELDS = tuple(DecisionValues.__dataclass_fields__)
# What belongs to one answer alone; the others drop it.
OF = {
    Outcome.APPROVED: ("pool_id", "pool_until"),
    Outcome.NOT_NOW: ("review_on", "action", "action_owner_id"),
    Outcome.REJECTED: ("next_step", "next_note"),
}
_EMPTY = DecisionValues(outcome=Outcome.APPROVED)


def values_of(decision: Decision) -> DecisionValues:
    """Return what a stored decision says."""
    return DecisionValues(**{name: getattr(decision, name) for name in FIELDS})


def tidied(values: DecisionValues) -> DecisionValues:
    """Return the same without what belongs to another answer, and without blanks around words."""
    others = [
        name for outcome, names in OF.items() if outcome is not values.outcome for name in names
    ]
    without = replace(values, **{name: getattr(_EMPTY, name) for name in others})
    return replace(
        without,
        reason=without.reason.strip(),
        action=without.action.strip(),
        next_note=without.next_note.strip(),
    )


def errors_in(values: DecisionValues, *, today: date) -> dict[str, str]:
    """Return what is missing in an answer, by field; nothing when it can be given."""
    found = {
        Outcome.APPROVED: _errors_in_yes,
        Outcome.NOT_NOW: _errors_in_not_now,
        Outcome.REJECTED: _errors_in_no,
    }[values.outcome](values, today)
    for name in ("reason", "action", "next_note"):
        if len(getattr(values, name)) > LONGEST_WORDS:
            found[name] = _("Write 1,000 characters at most.")
    return found


def _errors_in_yes(values: DecisionValues, today: date) -> dict[str, str]:
    if values.pool_id is None:
        return {"pool_id": _("Choose the pool too.")} if values.pool_until else {}
    if values.pool_until is None:
        return {"pool_until": _("Say until which day.")}
    try:
        pools.check_day(values.pool_until, today=today)
    except pools.WrongDate as error:
        return {"pool_until": str(error)}
    return {}


def _errors_in_not_now(values: DecisionValues, today: date) -> dict[str, str]:
    found = {}
    if values.review_on is None or not 0 < (values.review_on - today).days <= LONGEST_WAIT_DAYS:
        found["review_on"] = _("Choose a day that is still to come, within two years.")
    if not values.action:
        found["action"] = _("Say what is done until then: a “not now” comes with something.")
    if values.action_owner_id is None:
        found["action_owner_id"] = _("Say who does it.")
    return found


def _errors_in_no(values: DecisionValues, _today: date) -> dict[str, str]:
    found = {}
    if len(values.reason) < SHORTEST_REASON:
        found["reason"] = _("Write 20 characters at least: the person reads them.")
    if values.next_step is None:
        found["next_step"] = _("Choose a next step.")
    if not values.next_note:
        found["next_note"] = _("Say in a few words what the next step is.")
    return found
