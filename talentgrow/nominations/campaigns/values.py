"""What a campaign says, as HR types it, and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.errors import DomainError
from talentgrow.nominations import intents
from talentgrow.nominations.campaigns.life import LONGEST_DAYS
from talentgrow.nominations.models import Campaign, Intent

LONGEST_NAME = 120
LONGEST_TEXT = 2000
MOST_CRITERIA = 12
TEXTS = ("name_fr", "name_en", "purpose_fr", "purpose_en", "criteria_fr", "criteria_en")
# Whoever has nominated or agreed relied on these: they stay once a campaign is open.
SETTLED = ("opens_on", "closes_on", "unit_id", "site_id")
PLAIN = (*TEXTS, *SETTLED, "peers_nominate", "has_nine_box")


class WrongValues(DomainError):
    """Some of what was typed does not fit; `errors` says what, by field."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(" ".join(errors.values()))
        self.errors = errors


@dataclass(frozen=True, kw_only=True)
class CampaignValues:
    """Everything that HR says about a campaign; field names are those of the model."""

    name_fr: str = ""
    name_en: str = ""
    purpose_fr: str = ""
    purpose_en: str = ""
    criteria_fr: str = ""
    criteria_en: str = ""
    opens_on: date
    closes_on: date
    unit_id: int | None = None
    site_id: int | None = None
    peers_nominate: bool = False
    has_nine_box: bool = False
    intents: frozenset[Intent] = frozenset()
    programme_fr: str = ""
    programme_en: str = ""

    @classmethod
    def of(cls, campaign: Campaign) -> Self:
        """Return what a campaign with its intents says."""
        programme = intents.programme_of(campaign)
        return cls(
            **{name: getattr(campaign, name) for name in PLAIN},
            intents=frozenset(intents.in_play(campaign)),
            programme_fr=programme.fr,
            programme_en=programme.en,
        )


def settled(values: CampaignValues, before: CampaignValues) -> CampaignValues:
    """Return the same with the days and the place that a campaign has had since it is open."""
    return replace(values, **{name: getattr(before, name) for name in SETTLED})


def wrong(values: CampaignValues) -> dict[str, str]:
    """Return what is missing or too long, by field; nothing when it can be kept."""
    found = _wrong_words(values) | _wrong_days(values)
    if not values.intents:
        found["intents"] = _("Choose at least one.")
    elif Intent.PROGRAMME in values.intents and not (values.programme_fr or values.programme_en):
        found["programme"] = _("Say what the programme is called.")
    if values.unit_id is not None and values.site_id is not None:
        found["site_id"] = _("Choose a unit or a site, not both.")
    return found


def _wrong_words(values: CampaignValues) -> dict[str, str]:
    found = {}
    if not (values.name_fr or values.name_en):
        found["name"] = _("Give the campaign a name in at least one language.")
    if not (values.purpose_fr or values.purpose_en):
        found["purpose"] = _("Say what it is for: everybody reads it before they nominate.")
    if not (values.criteria_fr or values.criteria_en):
        found["criteria"] = _("Say by what you decide: nobody guesses it.")
    for name in ("criteria_fr", "criteria_en"):
        if len(getattr(values, name).splitlines()) > MOST_CRITERIA:
            found[name] = _("Twelve lines at most: more is read by nobody.")
    return found


def _wrong_days(values: CampaignValues) -> dict[str, str]:
    if values.closes_on < values.opens_on:
        return {"closes_on": _("The last day comes after the first.")}
    if (values.closes_on - values.opens_on).days > LONGEST_DAYS:
        return {"closes_on": _("A campaign lasts a year at most.")}
    return {}
