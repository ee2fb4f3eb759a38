"""Where a record of the catalogues comes from."""

from enum import StrEnum


class Origin(StrEnum):
    """The company's own, or one of the public catalogues; a pack never overwrites the own."""

    OWN = "own"
    ROME = "rome"
    ESCO = "esco"
