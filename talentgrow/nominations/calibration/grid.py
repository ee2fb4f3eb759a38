"""The nine-box grid of a session: a help to talk, gone when the session closes."""

from collections.abc import Sequence
from dataclasses import dataclass

from talentgrow.infra.i18n import gettext as _
from talentgrow.nominations.calibration.queries import Weighed
from talentgrow.nominations.calibration.talking import SIDE
from talentgrow.nominations.calibration.wording import LEARNING, TODAY

BOXES = frozenset(str(place) for place in range(1, SIDE + 1))


@dataclass(frozen=True, slots=True)
class Chip:
    """Somebody who can be put into a box; two of one first name have an initial too."""

    nominee_id: int
    name: str
    full_name: str


@dataclass(frozen=True, slots=True)
class Box:
    """One box, with those who stand in it by name."""

    value: str
    name: str
    chips: tuple[Chip, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows from those who grow fast down, and who stands in no box yet."""

    rows: tuple[tuple[str, tuple[Box, ...]], ...]
    columns: tuple[str, ...]
    unplaced: tuple[Chip, ...]
    everybody: tuple[Chip, ...]

    def box_of(self, nominee_id: int | None) -> str:
        """Return the box in which somebody stands, empty for none."""
        boxes = (box for _name, row in self.rows for box in row)
        found = (box.value for box in boxes for chip in box.chips if chip.nominee_id == nominee_id)
        return next(found, "")


def grid_of(weighed: Sequence[Weighed]) -> Grid:
    """Return the grid of a session, with those whom the actor weighs."""
    places: dict[int, tuple[int, int] | None] = {}
    for row in weighed:
        at = row.placement
        places[row.wish.nominee_id] = (at.today, at.learning) if at else None
    chips = _chips(weighed)
    rows = tuple(
        (
            str(LEARNING[learning]),
            tuple(_box(today, learning, chips, places) for today in range(1, SIDE + 1)),
        )
        for learning in range(SIDE, 0, -1)
    )
    return Grid(
        rows,
        tuple(str(words) for words in TODAY.values()),
        tuple(chip for chip in chips if places[chip.nominee_id] is None),
        tuple(chips),
    )


def box_from(value: str) -> tuple[int, int] | None:
    """Return the box which a form names as "today-learning"; empty takes somebody off the grid.

    >>> box_from("2-3"), box_from(""), box_from("nonsense")
    ((2, 3), None, (0, 0))
    """
    if not value:
        return None
    today, _dash, learning = value.partition("-")
    return (int(today), int(learning)) if {today, learning} <= BOXES else (0, 0)


def _box(
    today: int, learning: int, chips: Sequence[Chip], places: dict[int, tuple[int, int] | None]
) -> Box:
    return Box(
        value=f"{today}-{learning}",
        name=_("%(row)s, %(column)s", row=LEARNING[learning], column=str(TODAY[today]).lower()),
        chips=tuple(chip for chip in chips if places[chip.nominee_id] == (today, learning)),
    )


def _chips(weighed: Sequence[Weighed]) -> list[Chip]:
    people = {row.wish.nominee_id: row.wish.nominee.person for row in weighed}
    named = [person.given_name for person in people.values()]
    return [
        Chip(
            number,
            person.given_name
            if named.count(person.given_name) == 1
            else f"{person.given_name} {person.last_name[:1]}.",
            person.name,
        )
        for number, person in people.items()
    ]
