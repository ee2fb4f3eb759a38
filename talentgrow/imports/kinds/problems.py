"""What can be wrong with one value of a file."""

from dataclasses import dataclass
from enum import StrEnum

LONGEST_VALUE = 200


class Reason(StrEnum):
    """Why a value was refused."""

    MISSING = "missing"
    MISSING_ONE_OF = "missing_one_of"
    NO_DATE = "no_date"
    NO_NUMBER = "no_number"
    NO_LEVEL = "no_level"
    NO_CHOICE = "no_choice"
    NO_ADDRESS = "no_address"
    NO_ZONE = "no_zone"
    ENDS_BEFORE_START = "ends_before_start"
    OUT_OF_RANGE = "out_of_range"
    IN_FUTURE = "in_future"
    TOO_LONG = "too_long"
    TWICE = "twice"
    WRONG_WIDTH = "wrong_width"
    UNPRINTABLE = "unprintable"
    FORMULA = "formula"
    ERROR_CELL = "error_cell"
    UNKNOWN_MANAGER = "unknown_manager"
    UNKNOWN_PERSON = "unknown_person"
    UNKNOWN_JOB = "unknown_job"
    UNKNOWN_SKILL = "unknown_skill"
    UNKNOWN_UNIT = "unknown_unit"
    AMBIGUOUS = "ambiguous"
    OWN_MANAGER = "own_manager"
    LOOP = "loop"
    EMAIL_TAKEN = "email_taken"
    NAME_TAKEN = "name_taken"
    SAME_JOB = "same_job"


@dataclass(frozen=True, slots=True)
class Problem:
    """One value that was refused: the line in the file, its column, the value and why.

    `hint` is what may have been meant, or what may stand there.
    """

    line: int
    column: str
    value: str
    reason: Reason
    hint: str = ""


def refused(line: int, column: str, value: str, reason: Reason, hint: str = "") -> Problem:
    """Return a problem whose value is cut to what a page can show and a database can hold."""
    value = value[:LONGEST_VALUE].replace("\x00", "\ufffd")
    return Problem(line, column, value, reason, hint[:LONGEST_VALUE])
