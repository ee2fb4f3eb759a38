"""The form with which HR answers the wishes of one person: one answer a wish, all sent together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from talentgrow.infra.web import LARGEST_ID
from talentgrow.missions.applications.models import NextStep
from talentgrow.nominations.calibration.models import Decision, Outcome
from talentgrow.nominations.calibration.service import Said
from talentgrow.nominations.calibration.values import DecisionValues, errors_in, tidied
from talentgrow.nominations.pools.models import TalentPool

DAYS_A_MONTH = 365.25 / 12


@dataclass(frozen=True, slots=True)
class Sent:
    """What stands in the form: as it was typed, or as it is stored, with what is wrong in it."""

    said: Mapping[int, Said] = field(default_factory=dict)
    errors: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)

    def value(self, name: str, wish_id: int) -> str:
        """Return what stands in a field of one wish."""
        return self.typed.get(f"{name}-{wish_id}", "")

    def error(self, name: str, wish_id: int) -> str:
        """Return what is wrong with a field of one wish."""
        return self.errors.get(wish_id, {}).get(name, "")


def stored(decisions: Iterable[Decision]) -> Sent:
    """Return the form as it is filled with what was decided."""
    typed: dict[str, str] = {}
    for one in decisions:
        values = {
            "outcome": one.outcome.value,
            "seen": str(one.version),
            "reason": one.reason,
            "review_on": one.review_on.isoformat() if one.review_on else "",
            "action": one.action,
            "action_owner_id": str(one.action_owner_id or ""),
            "next_step": one.next_step.value if one.next_step else "",
            "next_note": one.next_note,
            "pool_id": str(one.pool_id or ""),
            "pool_until": one.pool_until.isoformat() if one.pool_until else "",
            "talk": str(one.talk_with_id or ""),
        }
        typed |= {f"{name}-{one.candidacy_id}": value for name, value in values.items()}
    return Sent(typed=typed)


def read(
    form: Mapping[str, str],
    wish_ids: Iterable[int],
    pools: Sequence[TalentPool],
    *,
    reader_id: int,
    today: date,
) -> Sent:
    """Read the answers; a wish without one is left as it is."""
    said: dict[int, Said] = {}
    errors: dict[int, Mapping[str, str]] = {}
    months = {pool.id: pool.months for pool in pools}
    for number in wish_ids:
        outcome = form.get(f"outcome-{number}", "")
        if outcome not in set(Outcome):
            continue
        values = tidied(_values(form, number, Outcome(outcome), reader_id))
        values = _until(values, months, today)
        wrong = errors_in(values, today=today)
        if wrong:
            errors[number] = wrong
        else:
            said[number] = Said(values, number_in(form.get(f"seen-{number}", "")) or 0)
    return Sent(said, errors, dict(form.items()))


def _values(
    form: Mapping[str, str], number: int, outcome: Outcome, reader_id: int
) -> DecisionValues:
    def typed(name: str) -> str:
        return form.get(f"{name}-{number}", "").strip()

    step = typed("next_step")
    return DecisionValues(
        outcome=outcome,
        reason=typed("reason"),
        review_on=_day(typed("review_on")),
        action=typed("action"),
        action_owner_id=number_in(typed("action_owner_id")),
        next_step=NextStep(step) if step in set(NextStep) else None,
        next_note=typed("next_note"),
        pool_id=number_in(typed("pool_id")),
        pool_until=_day(typed("pool_until")),
        # Who offered a talk before keeps the offer; a tick without a name is by who reads.
        talk_with_id=(number_in(typed("talk")) or reader_id) if typed("talk") else None,
    )


def _until(values: DecisionValues, months: Mapping[int, int], today: date) -> DecisionValues:
    """Let somebody join a pool for as long as the pool says, unless a day was typed."""
    stays = months.get(values.pool_id or 0)
    if stays is None or values.pool_until is not None:
        return values
    days = round(stays * DAYS_A_MONTH)
    return replace(values, pool_until=today + timedelta(days=days))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def number_in(text: str) -> int | None:
    """Return the id that was sent; nonsense is none."""
    if not text.isascii() or not text.isdigit() or len(text) > len(str(LARGEST_ID)):
        return None
    return int(text) if 0 < int(text) <= LARGEST_ID else None
