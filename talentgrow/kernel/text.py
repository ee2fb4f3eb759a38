"""Plain operations on words: keys for searching, initials, safe table cells, no control signs."""

import re
import unicodedata
from functools import lru_cache

# A reason of fewer characters helps nobody who reads it.
SHORTEST_REASON = 20
# Tab, new line and the return before it are part of what people type; the rest of Unicode's
# control characters is not, and PostgreSQL refuses the first of them.
_CONTROLS = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
WITHOUT_CONTROLS = rf"^[^{_CONTROLS}]*$"
# Half of a sign outside of the first plane is none, and no database keeps it.
_UNTYPED = re.compile(rf"[{_CONTROLS}\ud800-\udfff]")
# Some programs part words or lines by these where others write a space.
_BREAK = re.compile(r"[\x0b\x0c\x1c-\x1f\x85]+")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
_LIGATURES = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "’": "'"}
)


# Pages sort the same few thousand titles and names again and again.
@lru_cache(maxsize=8192)
def search_key(words: str) -> str:
    """Return `words` in lower case, without accents, with single spaces.

    >>> search_key("  Électricité   & Œuvres ")
    'electricite & oeuvres'
    """
    # Taken apart first: a ligature may carry an accent, and a raised letter be a capital.
    apart = unicodedata.normalize("NFKD", words).casefold().translate(_LIGATURES)
    folded = unicodedata.normalize("NFKD", apart)
    kept = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return " ".join(kept.split())


def slug(words: str) -> str:
    """Return `words` as an identifier of a-z, 0-9 and hyphens.

    >>> slug("Chargé(e) d’études")
    'charge-e-d-etudes'
    """
    return re.sub(r"[^a-z0-9]+", "-", search_key(words)).strip("-")


def initials(name: str) -> str:
    """Return at most two capital initials of a name.

    >>> initials("Maud Le Goff"), initials("ND000123")
    ('MG', 'ND')
    """
    words = [word for word in re.split(r"[\s\-]+", name) if word]
    if not words:
        return "?"
    if len(words) == 1:
        return words[0][:2].upper()
    return (words[0][0] + words[-1][0]).upper()


def can_be_typed(words: str) -> bool:
    r"""Tell whether `words` hold no control characters but tab and new line, and whole signs.

    >>> can_be_typed("a\tb\r\n"), can_be_typed("a\x00b"), can_be_typed("\ud83e")
    (True, False, False)
    """
    return _UNTYPED.search(words) is None


def without_controls(words: str) -> str:
    r"""Return `words` as they were typed, without control characters that came by copying.

    >>> without_controls("one\x0btwo\x00\x1b three\n")
    'one two three\n'
    """
    return _UNTYPED.sub("", _BREAK.sub(" ", words))


def safe_cell(value: object) -> str:
    """Return a table cell which no spreadsheet takes for a formula.

    >>> safe_cell("=1+1"), safe_cell("Ada"), safe_cell(None)
    ("'=1+1", 'Ada', '')
    """
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
