"""How titles of jobs stand inside a sentence."""

import re

# Endings of words for people; all other titles name an activity ("Usinage", "Machining").
_FRENCH_PERSON = re.compile(
    r"(able|iste|aire|ote|yste|eur|euse|rice|ier|ière|ien|ienne|agent|agente|chef|cheffe|ingénieure"
    r"|assistant|assistante|adjoint|adjointe|chargée?|déléguée?|technicien)$"
)
_ENGLISH_PERSON = re.compile(
    r"(er|or|ist|lead|analyst|partner|assistant|accountant|agent|technician|head|buyer|chief|clerk"
    r"|expert|representative|pilot)$"
)


def in_sentence(title: str) -> str:
    """Return a title as it stands inside a sentence; abbreviations keep their capitals.

    >>> in_sentence("Planning lead"), in_sentence("IT support")
    ('planning lead', 'IT support')
    """
    if title[1:2].isupper():
        return title
    return title[:1].lower() + title[1:]


def names_a_person(title: str, locale: str) -> bool:
    """Tell whether one can "become" a title: "Become planning lead", but "Move into machining".

    French says it with the first word, English with the last one.

    >>> names_a_person("Responsable planification", "fr"), names_a_person("Usinage", "fr")
    (True, False)
    >>> names_a_person("Planning lead", "en"), names_a_person("Machining", "en")
    (True, False)
    """
    words = re.findall(r"\w+", title.lower())
    if not words:
        return False
    if locale == "fr":
        return bool(_FRENCH_PERSON.search(words[0]))
    return bool(_ENGLISH_PERSON.search(words[-1]))
