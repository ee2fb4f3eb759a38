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


def is_level(number: int) -> bool:
    """Tell whether `number` lies on the scale.

    >>> is_level(5), is_level(6)
    (True, False)
    """
    return LOWEST <= number <= HIGHEST
