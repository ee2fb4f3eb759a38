"""The long lists on the pages of a round: which page of each is read."""

from dataclasses import dataclass

from talentgrow.infra.paging import page_number

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
