"""What the pages show of a pack: its families with how much is loaded, a sample of a plan."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from talentgrow.kernel.localized import Localized
from talentgrow.kernel.text import search_key
from talentgrow.packs.loading.catalogue import Why
from talentgrow.packs.loading.plan import Plan
from talentgrow.packs.pack import Group, Pack, PackJob

EXAMPLES = 2
SAMPLE = 20


@dataclass(frozen=True, slots=True)
class Board:
    """A family of the second level: how many jobs, how many of them loaded, some titles."""

    group: Group
    jobs: int
    loaded: int
    examples: tuple[Localized, ...]
    is_chosen: bool
    # Whether the words that are looked for are here.
    is_shown: bool


@dataclass(frozen=True, slots=True)
class Shelf:
    """A family of the first level with those below it."""

    group: Group
    jobs: int
    loaded: int
    boards: tuple[Board, ...]
    is_chosen: bool

    @property
    def shown(self) -> list[Board]:
        """Return the families below that have the words which are looked for."""
        return [board for board in self.boards if board.is_shown]

    @property
    def is_open(self) -> bool:
        """Tell whether something below is chosen, so that one sees it."""
        return any(board.is_chosen for board in self.boards)


@dataclass(frozen=True, slots=True)
class Sampled:
    """A job of a plan: how many skills it asks for, or why it is left alone."""

    job: PackJob
    skills: int
    left_alone: Why | None


def shelves(
    pack: Pack, loaded: Mapping[str, int], *, searched: str, chosen: Collection[str]
) -> list[Shelf]:
    """Return the families of a pack; those without the words looked for are not shown."""
    titles: dict[str, list[PackJob]] = defaultdict(list)
    for job in pack.jobs:
        titles[job.group].append(job)
    words = search_key(searched).split()
    found: list[Shelf] = []
    for top in (group for group in pack.groups if not group.parent):
        boards = tuple(
            _board(group, titles[group.code], loaded, top=top, words=words, chosen=chosen)
            for group in pack.groups
            if group.parent == top.code
        )
        found.append(
            Shelf(
                group=top,
                jobs=pack.jobs_of_group[top.code],
                loaded=loaded.get(top.code, 0),
                boards=boards,
                is_chosen=top.code in chosen,
            )
        )
    return found


def _board(
    group: Group,
    jobs: list[PackJob],
    loaded: Mapping[str, int],
    *,
    top: Group,
    words: list[str],
    chosen: Collection[str],
) -> Board:
    named = _has(words, group.code, group.name, top.name)
    matching = [job for job in jobs if _has(words, job.code, job.title)] if words else jobs
    return Board(
        group=group,
        jobs=len(jobs),
        loaded=loaded.get(group.code, 0),
        examples=tuple(job.title for job in (matching or jobs)[:EXAMPLES]),
        is_chosen=group.code in chosen,
        is_shown=named or bool(matching),
    )


def _has(words: list[str], code: str, *texts: Localized) -> bool:
    key = search_key(" ".join([code, *(f"{text.fr} {text.en}" for text in texts)]))
    return all(word in key for word in words)


def sample(planned: Plan) -> list[Sampled]:
    """Return some jobs of a plan, new ones first, spread over all of them."""
    new = [
        Sampled(planned.pack.jobs[place], len(planned.needs.get(place, ())), None)
        for place in _spread(planned.new_jobs, SAMPLE)
    ]
    known = [
        Sampled(planned.pack.jobs[place], 0, planned.known_jobs[place].why)
        for place in _spread(tuple(planned.known_jobs), SAMPLE - len(new))
    ]
    return new + known


def _spread(places: tuple[int, ...], most: int) -> list[int]:
    """Return at most so many places, evenly spread.

    >>> _spread((1, 2, 3, 4, 5, 6), 3)
    [1, 3, 5]
    """
    if len(places) <= most:
        return list(places)
    return [places[index * len(places) // most] for index in range(most)]
