"""Write a table as CSV or XLSX, so that spreadsheets read it back and compute nothing."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, WriteOnlyCell
from openpyxl.styles.fonts import Font
from openpyxl.utils.cell import get_column_letter
from openpyxl.workbook.workbook import Workbook

from talentgrow.kernel.text import safe_cell

WIDTH = 22
MIMETYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
LONGEST_CELL = 32_000


def written(suffix: str, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return a table as a file; `suffix` is "xlsx", anything else means CSV."""
    return _xlsx(headings, rows) if suffix == "xlsx" else _csv(headings, rows)


def _csv(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return CSV as every spreadsheet opens it: with a byte order mark and semicolons."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([safe_cell(heading) for heading in headings])
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig", errors="replace")


def _xlsx(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    book: Any = Workbook(write_only=True)
    sheet = book.create_sheet("TalentGrow")
    for place in range(1, len(headings) + 1):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = WIDTH
    sheet.freeze_panes = "A2"
    sheet.append([_heading(sheet, heading) for heading in headings])
    for row in rows:
        sheet.append([_cell(cell) for cell in row])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _heading(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, value=_cell(text))
    cell.font = Font(bold=True)
    return cell


def _cell(value: object) -> str:
    """Return a text which a sheet can hold; everything is text, so that 007 stays 007."""
    return ILLEGAL_CHARACTERS_RE.sub("\ufffd", safe_cell(value))[:LONGEST_CELL]
