"""What a view of the map consists of: jobs and families, and the lines between them."""

from dataclasses import dataclass
from enum import StrEnum

from talentgrow.kernel.localized import Localized


class Layer(StrEnum):
    """What a line of the map stands for."""

    OBSERVED = "observed"
    BRIDGE = "bridge"
    ADJACENT = "adjacent"


ALL_LAYERS = frozenset(Layer)


@dataclass(frozen=True, slots=True)
class MapNode:
    """A job on the map; `headcount` is `None` when few people hold it.

    `is_neighbour`: it belongs to another family than the one opened.
    """

    job: int
    title: Localized
    family: int
    colour: int
    code: str
    x: float
    y: float
    r: float
    headcount: int | None
    is_few: bool
    is_neighbour: bool


@dataclass(frozen=True, slots=True)
class MapLink:
    """A line between two jobs; `n` is `None` for few people, and for layers without people.

    An adjacent link has no direction and is there once, the smaller id as its source.
    """

    source: int
    target: int
    layer: Layer
    n: int | None
    is_few: bool
    width: float


@dataclass(frozen=True, slots=True)
class FamilyNode:
    """A disc of the map. `inside` counts moves within the family, `None` when they are few."""

    family: int
    code: str
    name: Localized
    colour: int
    x: float
    y: float
    r: float
    jobs: int
    headcount: int | None
    is_few: bool
    inside: int | None
    inside_is_few: bool
    is_open: bool


@dataclass(frozen=True, slots=True)
class FamilyLink:
    """A line between two discs; `n` is `None` when few people moved."""

    source: int
    target: int
    n: int | None
    is_few: bool
    width: float


@dataclass(frozen=True, slots=True)
class MapView:
    """One state of the map; an overview shows families only, because there are many jobs."""

    width: float
    height: float
    nodes: tuple[MapNode, ...]
    links: tuple[MapLink, ...]
    families: tuple[FamilyNode, ...]
    family_links: tuple[FamilyLink, ...]
    family: int | None
    is_overview: bool
