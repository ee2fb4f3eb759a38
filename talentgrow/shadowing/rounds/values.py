"""What HR says about a round, and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.errors import DomainError
from talentgrow.shadowing.exchanges.models import Round
from talentgrow.shadowing.states import RoundStatus

LONGEST_NAME = 120
LONGEST_TEXT = 2000
# The last day of visits is at most so far after the first: people keep weeks free for them.
LONGEST_VISITS = 92
TEXTS = ("name_fr", "name_en", "word_fr", "word_en")
# Whoever joined relied on these: they stay once a round is open.
SETTLED = ("join_by", "visits_from", "visits_to", "half_days", "unit_id", "site_id")
PLAIN = (*TEXTS, *SETTLED, "longest", "crosses_sites")
CHANGEABLE = frozenset({RoundStatus.DRAFT, RoundStatus.OPEN, RoundStatus.CLOSED})


class WrongValues(DomainError):
    """Some of what was typed does not fit; `errors` says what, by field."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(" ".join(errors.values()))
        self.errors = errors


@dataclass(frozen=True, kw_only=True)
class RoundValues:
    """Everything that HR says about a round; field names are those of the model."""

    name_fr: str = ""
    name_en: str = ""
    word_fr: str = ""
    word_en: str = ""
    join_by: date
    visits_from: date
    visits_to: date
    longest: int = 4
    half_days: int = 2
    unit_id: int | None = None
    site_id: int | None = None
    crosses_sites: bool = True

    @classmethod
    def of(cls, one: Round) -> Self:
        """Return what a round says."""
        return cls(**{name: getattr(one, name) for name in PLAIN})


def settled(values: RoundValues, before: RoundValues) -> RoundValues:
    """Return the same with the days, the length and the place that a round has since it opened."""
    return replace(values, **{name: getattr(before, name) for name in SETTLED})


def wrong(values: RoundValues) -> dict[str, str]:
    """Return what is missing or does not fit, by field; nothing when it can be kept."""
    found = {}
    if not (values.name_fr or values.name_en):
        found["name"] = _("Give the round a name in at least one language.")
    if values.visits_from <= values.join_by:
        found["visits_from"] = _("Visits begin after the last day to join.")
    if values.visits_to < values.visits_from:
        found["visits_to"] = _("The last day comes after the first.")
    elif (values.visits_to - values.visits_from).days > LONGEST_VISITS:
        found["visits_to"] = _("Three months at most: people keep these weeks free.")
    if values.unit_id is not None and values.site_id is not None:
        found["site_id"] = _("Choose a unit or a site, not both.")
    return found
