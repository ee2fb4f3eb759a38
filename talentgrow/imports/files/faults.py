"""Why a file as a whole cannot be read: a stable name, the details and a sentence."""

from enum import StrEnum
from typing import Any

from talentgrow.infra.i18n import lazy_gettext
from talentgrow.kernel.errors import DomainError


class Fault(StrEnum):
    """What is wrong with a whole file, or with the work on it."""

    NO_FILE = "no_file"
    TOO_LARGE = "too_large"
    UNPACKS_TOO_LARGE = "unpacks_too_large"
    BROKEN_GZIP = "broken_gzip"
    BROKEN_SHEET = "broken_sheet"
    NO_SHEET = "no_sheet"
    LOCKED = "locked"
    OLD_OFFICE = "old_office"
    OTHER_OFFICE = "other_office"
    WEB_PAGE = "web_page"
    NO_TEXT = "no_text"
    EMPTY = "empty"
    BROKEN_LINE = "broken_line"
    HUGE_CELL = "huge_cell"
    TOO_MANY_COLUMNS = "too_many_columns"
    TOO_MANY_ROWS = "too_many_rows"
    NO_COLUMNS = "no_columns"
    NO_ROWS = "no_rows"
    GONE = "gone"
    OVERTAKEN = "overtaken"
    BROKEN_OFF = "broken_off"


SENTENCES = {
    Fault.NO_FILE: lazy_gettext("%(file)s: %(why)s."),
    Fault.TOO_LARGE: lazy_gettext(
        "%(file)s is larger than %(limit)s MB. Cut it into several files."
    ),
    Fault.UNPACKS_TOO_LARGE: lazy_gettext(
        "%(file)s is larger than %(limit)s MB once unpacked. Cut it into several files."
    ),
    Fault.BROKEN_GZIP: lazy_gettext("%(file)s is no readable gzip file. Pack it again."),
    Fault.BROKEN_SHEET: lazy_gettext(
        "%(file)s is a broken spreadsheet. Open it, save it again as XLSX, or save it as CSV."
    ),
    Fault.NO_SHEET: lazy_gettext("%(file)s has no visible sheet with anything in it."),
    Fault.LOCKED: lazy_gettext(
        "%(file)s is protected by a password. Save it again without one, as XLSX or CSV."
    ),
    Fault.OLD_OFFICE: lazy_gettext(
        "%(file)s is protected by a password or written by an old spreadsheet program. "
        "Save it again as XLSX or CSV, without a password."
    ),
    Fault.OTHER_OFFICE: lazy_gettext(
        "%(file)s is a packed file but no XLSX spreadsheet. Save it as XLSX or CSV."
    ),
    Fault.WEB_PAGE: lazy_gettext(
        "%(file)s is a web page, whatever its name says. Open it in a spreadsheet program and "
        "save it as XLSX or CSV."
    ),
    Fault.NO_TEXT: lazy_gettext("%(file)s is no text file: save it as XLSX or CSV."),
    Fault.EMPTY: lazy_gettext("%(file)s is empty: its first line must name the columns."),
    Fault.BROKEN_LINE: lazy_gettext("%(file)s, line %(line)s cannot be read: %(why)s."),
    Fault.HUGE_CELL: lazy_gettext(
        "%(file)s, line %(line)s holds a cell of more than 131,000 signs. "
        "Most often a quotation mark is missing there."
    ),
    Fault.TOO_MANY_COLUMNS: lazy_gettext("%(file)s has more than %(limit)s columns."),
    Fault.TOO_MANY_ROWS: lazy_gettext(
        "%(file)s has more than %(limit)s lines. Cut it into several files."
    ),
    Fault.NO_COLUMNS: lazy_gettext("%(file)s: no column %(columns)s in the first line."),
    Fault.NO_ROWS: lazy_gettext("%(file)s holds no line below its headings."),
    Fault.GONE: lazy_gettext("%(file)s is not kept any more. Choose it again."),
    Fault.OVERTAKEN: lazy_gettext(
        "Somebody changed the same records at the same moment. Nothing was stored: try again."
    ),
    Fault.BROKEN_OFF: lazy_gettext(
        "The work broke off. Nothing was stored: try again in a moment."
    ),
}


def sentence(fault: Fault, details: dict[str, Any]) -> str:
    """Say what is wrong, in the reader's language."""
    return str(SENTENCES[fault]) % details


class UnreadableFile(DomainError):
    """The file as a whole cannot be read; its text says why, in the language of the moment."""

    def __init__(self, fault: Fault, **details: Any) -> None:
        super().__init__(fault)
        self.fault = fault
        self.details = details

    def __str__(self) -> str:
        return sentence(self.fault, self.details)
