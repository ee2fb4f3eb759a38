"""One page of a longer list."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """Some items of a list, with what is needed to go to the others; pages count from 1."""

    items: Sequence[Item]
    number: int
    size: int
    total: int

    @property
    def count(self) -> int:
        """Return the number of pages, at least one.

        >>> Page([], 1, 20, 41).count
        3
        """
        return max(1, -(-self.total // self.size))

    @property
    def previous(self) -> int | None:
        """Return the number of the page before, if there is one."""
        return self.number - 1 if self.number > 1 else None

    @property
    def following(self) -> int | None:
        """Return the number of the page after, if there is one."""
        return self.number + 1 if self.number < self.count else None

    def __iter__(self) -> Iterator[Item]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)
