"""Give people their names, addresses and employee numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from talentgrow.demo.careers import Career
from talentgrow.demo.content import Site
from talentgrow.demo.dice import dice
from talentgrow.demo.scenario import NamePool
from talentgrow.kernel import text

MAIL_DOMAIN = "helianne.example"
FIRST_NUMBER = 2101


@dataclass(frozen=True, slots=True)
class Identity:
    """Who somebody is, whatever they do."""

    employee_number: str
    first_name: str
    last_name: str
    email: str
    locale: str


def identify(
    careers: Sequence[Career],
    sites: Sequence[Site],
    *,
    names: dict[str, NamePool],
    seed: int,
) -> list[Identity]:
    """Return one identity for each career, in the same order; `sites` are those of the last job.

    Numbers follow the day of hiring, so that an old number means a long time in the house.
    """
    rng = dice(seed, "names")
    written = {
        (career.story.first_name, career.story.last_name) for career in careers if career.story
    }
    taken = set(written)
    by_seniority = sorted(range(len(careers)), key=lambda index: careers[index].spells[0].start)
    numbers = {index: FIRST_NUMBER + rank for rank, index in enumerate(by_seniority)}
    found = []
    for index, (career, site) in enumerate(zip(careers, sites, strict=True)):
        first, last = _name(career, names[site.country], taken=taken, rng=rng)
        found.append(
            Identity(f"H{numbers[index]:05d}", first, last, _address(first, last), site.locale)
        )
    return found


def _name(
    career: Career, pool: NamePool, *, taken: set[tuple[str, str]], rng: Random
) -> tuple[str, str]:
    """Return the name of a story, or one which nobody in the company has yet."""
    if career.story:
        return career.story.first_name, career.story.last_name
    while True:
        name = rng.choice(pool.first), rng.choice(pool.last)
        if name not in taken and name[0] != name[1]:
            taken.add(name)
            return name


def _address(first_name: str, last_name: str) -> str:
    """Return a mail address in a domain that never exists.

    >>> _address("Maud", "Le Goff")
    'maud.le-goff@helianne.example'
    """
    return f"{text.slug(first_name)}.{text.slug(last_name)}@{MAIL_DOMAIN}"
