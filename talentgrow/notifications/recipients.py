"""Who is to receive a mail, as this package needs to know them."""

from collections.abc import Callable, Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Recipient:
    """One person's address, language and clock."""

    given_name: str
    address: str | None
    locale: str | None
    timezone: str
    has_left: bool


# People are a feature above this one, so app.py hands in what reads them: one statement for
# many people, checked by types, where a select from their table by its name would be neither.
Recipients = Callable[[Collection[int]], dict[int, Recipient]]
