"""The codes of certificates: made, and checked whatever they stand for.

What gives certificates may lie in a higher feature: each kind registers a finder in app.py, and
one page checks them all.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.errors import NotFound
from talentgrow.people.models import Person

# Without letters and digits that are taken for one another when read aloud.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS, GROUP = 3, 4


@dataclass(frozen=True, slots=True)
class Genuine:
    """A certificate that was given: to whom, and what it says, label by label."""

    person: Person
    facts: Sequence[tuple[str, str]]


Finder = Callable[[str], Genuine | None]
FINDERS: list[Finder] = []


def know(finder: Finder) -> None:
    """Let `finder` say what the codes of one kind of certificate stand for."""
    if finder not in FINDERS:
        FINDERS.append(finder)


def find(code: str) -> Genuine:
    """Return what a code stands for.

    :raises NotFound: no certificate has this code
    """
    for finder in FINDERS:
        found = finder(code)
        if found is not None:
            return found
    raise NotFound(_("No certificate has this code. Compare it letter by letter."))


def new_code() -> str:
    """Return a code nobody guesses, in groups that one can read aloud."""
    letters = [secrets.choice(ALPHABET) for _letter in range(GROUPS * GROUP)]
    return "-".join("".join(letters[at : at + GROUP]) for at in range(0, len(letters), GROUP))
