"""Read job titles: the words that compare them and the rung of a ladder at their end."""

import re

from talentgrow.kernel.localized import Localized
from talentgrow.kernel.text import search_key

_WORD = re.compile(r"[a-z0-9]+")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8}
_RUNGS = (
    _ROMAN
    | {str(number): number for number in range(1, 10)}
    | {f"n{number}": number for number in range(1, 10)}
    | {"junior": 1, "confirme": 2, "confirmee": 2, "senior": 3, "expert": 4, "experte": 4}
)
# Words that join other words say nothing about a job.
_JOINING = frozenset(
    {"au", "aux", "de", "des", "du", "en", "et", "la", "le", "les", "ou", "par", "pour", "sur"}
    | {"un", "une", "and", "at", "for", "in", "of", "on", "or", "the", "to"}
)


def words(text: str) -> list[str]:
    """Return the words which compare titles: folded, without numerals and joining words.

    >>> words("Chargée d’études II")
    ['chargee', 'etudes']
    """
    return [
        word
        for word in _WORD.findall(search_key(text))
        if len(word) > 1 and word not in _ROMAN and word not in _JOINING
    ]


def both_languages(text: Localized) -> list[str]:
    """Return the words of a text in both languages, once when they are the same text.

    >>> both_languages(Localized("Acheteur", "Buyer"))
    ['acheteur', 'buyer']
    """
    if text.fr == text.en:
        return words(text.fr)
    return words(text.fr) + words(text.en)


def ladder(title: Localized) -> tuple[str, int]:
    """Return what a title says before its rung, and the rung; 0 when it has none.

    >>> ladder(Localized("", "ACCOUNT TECHNICIAN II"))
    ('account technician', 2)
    >>> ladder(Localized("Soudeur", "Welder"))
    ('soudeur', 0)
    """
    for text in (title.fr, title.en):
        parts = _WORD.findall(search_key(text))
        if len(parts) > 1 and parts[-1] in _RUNGS:
            return " ".join(parts[:-1]), _RUNGS[parts[-1]]
    return " ".join(_WORD.findall(search_key(str(title)))), 0
