"""The long lists on the pages of a round: which page of each is read."""

from dataclasses import dataclass

from talentgrow.infra.paging import PAGE_SIZE, page_number, within

# As many rings as a screen shows in six rows of four.
RINGS = 24


@dataclass(frozen=True, slots=True)
class Asked:
    """Which page of each list is asked for."""

    rings: int = 1
    alone: int = 1
    waiting: int = 1

    @classmethod
    def from_request(cls) -> "Asked":
        """Return what the address asks for."""
        return cls(page_number("rings"), page_number("alone"), page_number("waiting"))


@dataclass(frozen=True, slots=True)
class Part:
    """One page of a list whose length is known before it is read."""

    number: int
    size: int
    total: int

    @classmethod
    def of(cls, number: int, total: int, *, size: int = PAGE_SIZE) -> "Part":
        """Return the page asked for, or the last one."""
        return cls(within(number, total, size=size), size, total)

    @property
    def before(self) -> int:
        """Return how many rows stand on the pages before."""
        return (self.number - 1) * self.size
