"""What somebody can be nominated for, in words."""

from collections.abc import Callable, Iterable

from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import in_language, language
from talentgrow.kernel.localized import LOCALES, Localized
from talentgrow.nominations.models import Campaign, Intent


def name_of(intent: Intent, campaign: Campaign) -> str:
    """Return what an intent is called in a campaign whose intents are loaded."""
    if intent is Intent.ADVANCEMENT:
        return _("Advance")
    if intent is Intent.LATERAL:
        return _("Another job")
    programme = programme_of(campaign).in_(language())
    return _("Programme “%(name)s”", name=programme) if programme else _("A programme")


def names(campaign: Campaign) -> dict[Intent, str]:
    """Return what every intent is called in a campaign whose intents are loaded."""
    return {intent: name_of(intent, campaign) for intent in Intent}


def meaning_of(intent: Intent) -> str:
    """Return what an intent means, in one sentence."""
    if intent is Intent.ADVANCEMENT:
        return _("More responsibility, or a larger role, in what the person does today.")
    if intent is Intent.LATERAL:
        return _("A job of another kind at about the same level.")
    return _("A programme of the house that prepares for what comes next.")


def programme_of(campaign: Campaign) -> Localized:
    """Return the name of the programme that is in play in a campaign, empty if there is none."""
    found = (one.programme for one in campaign.intents if one.intent is Intent.PROGRAMME)
    return next(found, Localized("", ""))


def in_play(campaign: Campaign) -> tuple[Intent, ...]:
    """Return the intents that are in play in a campaign whose intents are loaded."""
    known = {one.intent for one in campaign.intents}
    return tuple(intent for intent in Intent if intent in known)


def listed(intents: Iterable[Intent], campaign: Campaign) -> Localized:
    """Return the names of some intents in a row, in both languages: for a notice."""
    wanted = set(intents)
    return in_both(lambda: ", ".join(name_of(one, campaign) for one in Intent if one in wanted))


def in_both(words: Callable[[], str]) -> Localized:
    """Return words in both languages of the house."""
    said = {}
    for locale in LOCALES:
        with in_language(locale):
            said[locale] = words()
    return Localized(**said)
