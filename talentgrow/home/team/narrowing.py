"""What a manager narrows the skills of the team to, and in which order they stand."""

from dataclasses import dataclass, replace
from enum import StrEnum

from flask import request


class Show(StrEnum):
    """Which skills are listed: all, those of which something is wished, those that jobs ask for."""

    ALL = "all"
    WISHED = "wished"
    NEEDED = "needed"
    # Held by one person only.
    SINGLE = "single"


class Order(StrEnum):
    """In which order skills stand: by name, or what the fewest people hold first."""

    NAME = "name"
    FEWEST = "fewest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the address asks for; what it does not ask for is None or the usual."""

    family_id: int | None = None
    person_id: int | None = None
    show: Show = Show.ALL
    order: Order = Order.NAME

    @property
    def is_narrowed(self) -> bool:
        """Tell whether anything but the order was asked for."""
        return replace(self, order=Order.NAME) != Wanted()


def wanted() -> Wanted:
    """Return what the address asks for; nonsense asks for nothing."""
    return Wanted(
        family_id=request.args.get("family", type=int),
        person_id=request.args.get("person", type=int),
        show=request.args.get("show", Show.ALL, type=Show),
        order=request.args.get("order", Order.NAME, type=Order),
    )
