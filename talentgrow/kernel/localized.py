"""A text in both languages of the house."""

from dataclasses import dataclass

LOCALES = ("fr", "en")


@dataclass(frozen=True, slots=True, order=True)
class Localized:
    """A text in French and in English; where one is missing the other stands in.

    >>> Localized("Métier", "Job").in_("en")
    'Job'
    >>> Localized("Métier", "").in_("en")
    'Métier'
    """

    fr: str
    en: str

    def in_(self, locale: str) -> str:
        """Return the text in `locale`, or in the other language when it is empty."""
        return (self.en or self.fr) if locale == "en" else (self.fr or self.en)

    def __str__(self) -> str:
        return self.fr or self.en
