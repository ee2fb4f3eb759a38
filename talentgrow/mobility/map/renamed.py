"""Posts that got another name: moves on paper, flagged and not counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from talentgrow.graph.mobility import Mobility
from talentgrow.graph.results import Renaming
from talentgrow.infra.i18n import localized
from talentgrow.kernel.page import Page
from talentgrow.kernel.text import search_key
from talentgrow.mobility.map.beside import End, end
from talentgrow.mobility.path_pages.evidence import shown
from talentgrow.people import queries as people
from talentgrow.people.models import Unit

PAGE_SIZE = 100


class Extent(StrEnum):
    """How many of those in post changed name, in words where a share would tell who did not."""

    ALL = "all"
    NEARLY_ALL = "nearly_all"
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class RenamedPost:
    """One renaming: from which job to which, where, when, how many people."""

    source: End
    target: End
    unit: Unit | None
    year: int
    people: int | None
    extent: Extent
    share: float


def renamed_posts(mobility: Mobility) -> list[RenamedPost]:
    """Return all renamings, the newest and largest first."""
    units = {unit.id: unit for unit in people.units()}
    posts = [_post(mobility, renaming, units) for renaming in mobility.renamings]
    return sorted(posts, key=_rank)


def page_of(posts: Sequence[RenamedPost], number: int) -> Page[RenamedPost]:
    """Return one page of the list; a number past the end gives the last page."""
    number = min(number, max(1, -(-len(posts) // PAGE_SIZE)))
    first = (number - 1) * PAGE_SIZE
    return Page(posts[first : first + PAGE_SIZE], number, PAGE_SIZE, len(posts))


def _post(mobility: Mobility, renaming: Renaming, units: dict[int, Unit]) -> RenamedPost:
    few = mobility.rules.few
    others = round(renaming.people / renaming.share) - renaming.people
    extent = Extent.SHARE if others >= few else Extent.NEARLY_ALL if others else Extent.ALL
    return RenamedPost(
        source=end(mobility, renaming.source),
        target=end(mobility, renaming.target),
        unit=units.get(renaming.unit or 0),
        year=renaming.year,
        people=shown(renaming.people, few),
        extent=extent,
        share=renaming.share,
    )


def _rank(post: RenamedPost) -> tuple[int, int, str, int]:
    title = search_key(localized(post.source.title))
    return (-post.year, -(post.people or 0), title, post.target.id)
