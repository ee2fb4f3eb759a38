"""Write names on a drawing only where there is room for them."""

from collections.abc import Iterable
from dataclasses import dataclass
from textwrap import wrap

_LETTER = 0.56
LINE_HEIGHT = 1.1
_MOST_LINES = 3


@dataclass(frozen=True)
class Label:
    """A name centred at (x, y), the base line of its first line."""

    text: str
    x: float
    y: float
    size: float
    colour: str
    weight: int
    letters: int = 18

    @property
    def lines(self) -> tuple[str, ...]:
        """Return the text in short lines.

        >>> Label("Gestionnaire de commandes", 0, 0, 11, "#000", 500).lines
        ('Gestionnaire de', 'commandes')
        """
        return tuple(wrap(self.text, self.letters, max_lines=_MOST_LINES, placeholder="…"))

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Return left, top, right and bottom, by an average width of letters."""
        half = max((len(line) for line in self.lines), default=0) * self.size * _LETTER / 2
        top = self.y - self.size
        return self.x - half, top, self.x + half, top + len(self.lines) * self.size * LINE_HEIGHT


def place_labels(labels: Iterable[Label]) -> list[Label]:
    """Keep the labels that do not run into one that came before.

    >>> one = Label("a", 0, 0, 10, "#000", 500)
    >>> len(place_labels([one, one]))
    1
    """
    kept: list[Label] = []
    for label in labels:
        if all(_apart(label.box, other.box) for other in kept):
            kept.append(label)
    return kept


def _apart(
    one: tuple[float, float, float, float], other: tuple[float, float, float, float]
) -> bool:
    return one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1]
