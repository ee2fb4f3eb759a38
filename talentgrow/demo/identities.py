"""Give people their names, addresses and employee numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from talentgrow.demo.careers import Career
from talentgrow.demo.content import Site
from talentgrow.demo.dice import dice
from talentgrow.demo.scenario import NamePool, Scenario
from talentgrow.kernel import text
from talentgrow.people.models import Gender

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
    gender: Gender | None


def identify(
    careers: Sequence[Career],
    sites: Sequence[Site],
    *,
    story: Scenario,
    seed: int,
) -> list[Identity]:
    """Return one identity for each career, in the same order; `sites` are those of the last job.

    Numbers follow the day of hiring, so that an old number means a long time in the house.
    """
    rng, coin = dice(seed, "names"), dice(seed, "genders")
    written = {
        (career.story.first_name, career.story.last_name) for career in careers if career.story
    }
    taken = set(written)
    by_seniority = sorted(range(len(careers)), key=lambda index: careers[index].spells[0].start)
    numbers = {index: FIRST_NUMBER + rank for rank, index in enumerate(by_seniority)}
    found = []
    for index, (career, site) in enumerate(zip(careers, sites, strict=True)):
        first, last = _name(career, story.names[site.country], taken=taken, rng=rng)
        found.append(
            Identity(
                f"H{numbers[index]:05d}",
                first,
                last,
                _address(first, last),
                site.locale,
                _gender(first, story, coin),
            )
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


def _gender(first_name: str, story: Scenario, rng: Random) -> Gender | None:
    """Return what the company's file says: one in forty did not say, a few are neither."""
    drawn = rng.random()
    if drawn < 0.025:
        return None
    if first_name in story.either:
        return rng.choice((Gender.WOMAN, Gender.MAN, Gender.OTHER))
    return Gender.MAN if first_name in story.men else Gender.WOMAN


def _address(first_name: str, last_name: str) -> str:
    """Return a mail address in a domain that never exists.

    >>> _address("Maud", "Le Goff")
    'maud.le-goff@helianne.example'
    """
    return f"{text.slug(first_name)}.{text.slug(last_name)}@{MAIL_DOMAIN}"
