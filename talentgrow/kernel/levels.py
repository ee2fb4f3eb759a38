"""The scale on which skills are measured."""

from talentgrow.kernel.localized import Localized

LOWEST, HIGHEST = 0, 5

LEVELS: tuple[Localized, ...] = (
    Localized("Pas encore", "Not yet"),
    Localized("Découvre", "Discovers"),
    Localized("Fait avec de l’aide", "Does it with help"),
    Localized("Fait en autonomie", "Does it alone"),
    Localized("Aide les autres", "Helps others"),
    Localized("Fait référence", "Is the reference"),
)

# What each level means where a skill has no sentence of its own.
SENTENCES: tuple[Localized, ...] = (
    Localized("N’a pas encore eu l’occasion de pratiquer.", "Has had no occasion to practise yet."),
    Localized(
        "Connaît les bases, observe et essaie à côté de quelqu’un.",
        "Knows the basics, watches and tries beside somebody.",
    ),
    Localized(
        "Mène les cas courants, demande de l’aide pour les autres.",
        "Carries out everyday cases, asks for help with the others.",
    ),
    Localized(
        "Mène presque tous les cas en autonomie et répond du résultat.",
        "Carries out nearly all cases alone and answers for the result.",
    ),
    Localized(
        "Traite les cas difficiles et aide les autres à progresser.",
        "Handles the difficult cases and helps others to progress.",
    ),
    Localized(
        "Fixe la façon de faire\u202f; on vient de toute la maison demander son avis.",
        "Sets how it is done; people from the whole house come for advice.",
    ),
)


def is_level(number: int) -> bool:
    """Tell whether `number` lies on the scale.

    >>> is_level(5), is_level(6)
    (True, False)
    """
    return LOWEST <= number <= HIGHEST
