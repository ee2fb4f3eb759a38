"""Read XLSX: the first visible sheet that holds anything, values and not formulas."""

import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl.reader.excel import load_workbook

from talentgrow.imports.files import packed
from talentgrow.imports.files.cells import (
    LARGEST_COLUMNS,
    LARGEST_ROWS,
    Formula,
    Line,
    text_of,
)
from talentgrow.imports.files.faults import Fault, UnreadableFile

# What openpyxl raises on files that are not what they claim to be; entities are refused by
# defusedxml with a ValueError.
BROKEN = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    ParseError,
    TypeError,
    ValueError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)
# How far down the first line of a sheet may stand.
FIRST_ROWS = 50
BOOK = "xl/workbook.xml"


def table(content: bytes, name: str) -> tuple[list[str], Iterator[Line], int]:
    """Return the headings, the rows below them and about how many there are.

    :raises UnreadableFile: no XLSX file, damaged, protected, without a sheet, too large
    """
    with packed.checked_zip(content, name) as archive:
        names = archive.namelist()
        if BOOK not in names and "[Content_Types].xml" not in names:
            raise UnreadableFile(Fault.OTHER_OFFICE, file=name)
        has_formulas = _has_formulas(archive, name)
    try:
        sheet, first, headings = _chosen(_book(content), name)
        twin = _book(content, data_only=False)[sheet.title] if has_formulas else None
        expected = sheet.max_row or 0
    except BROKEN as error:
        raise UnreadableFile(Fault.BROKEN_SHEET, file=name) from error
    rows = _guarded(_rows(sheet, twin, first=first, width=len(headings), name=name), name)
    return headings, rows, min(expected, LARGEST_ROWS)


def _book(content: bytes, *, data_only: bool = True) -> Any:
    with warnings.catch_warnings():
        # What openpyxl misses in a file, such as a default style, is no news to anybody.
        warnings.simplefilter("ignore")
        return load_workbook(
            io.BytesIO(content), read_only=True, data_only=data_only, keep_links=False
        )


def _has_formulas(archive: zipfile.ZipFile, name: str) -> bool:
    """Tell whether any sheet holds a formula, without parsing it: most hold none."""
    try:
        for entry in archive.namelist():
            if entry.startswith("xl/worksheets/") and entry.endswith(".xml"):
                with archive.open(entry) as stream:
                    if _mentions_formula(stream):
                        return True
    except BROKEN as error:
        raise UnreadableFile(Fault.BROKEN_SHEET, file=name) from error
    return False


def _mentions_formula(stream: Any) -> bool:
    tail = b""
    while block := stream.read(1 << 20):
        if b"<f>" in tail + block or b"<f " in tail + block or b":f>" in tail + block:
            return True
        tail = block[-3:]
    return False


def _chosen(book: Any, name: str) -> tuple[Any, int, list[str]]:
    """Return the sheet to read, the number of its first line and what this line says."""
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        for number, cells in enumerate(_raw(sheet, 1, LARGEST_COLUMNS + 1, FIRST_ROWS), start=1):
            headings = [text_of(cell) for cell in cells]
            while headings and not headings[-1].strip():
                headings.pop()
            if len(headings) > LARGEST_COLUMNS:
                raise UnreadableFile(Fault.TOO_MANY_COLUMNS, file=name, limit=LARGEST_COLUMNS)
            if headings:
                return sheet, number, headings
    raise UnreadableFile(Fault.NO_SHEET, file=name)


def _raw(sheet: Any, first: int, width: int, last: int, **how: bool) -> Iterator[tuple[Any, ...]]:
    """Yield rows; the size a sheet claims for itself is never believed."""
    how = how or {"values_only": True}
    rows = sheet.iter_rows(min_row=first, max_col=width, max_row=last, **how)
    return islice(rows, last - first + 1)


def _rows(sheet: Any, twin: Any, *, first: int, width: int, name: str) -> Iterator[Line]:
    begin, end = first + 1, LARGEST_ROWS + 1
    if twin is None:
        lines: Iterator[list[str]] = (
            [text_of(cell) for cell in cells] for cells in _raw(sheet, begin, width, end)
        )
    else:
        results = _raw(sheet, begin, width, end, values_only=False)
        formulas = _raw(twin, begin, width, end)
        lines = (_results(*pair) for pair in zip(results, formulas, strict=False))
    for number, texts in enumerate(lines, start=begin):
        if number > LARGEST_ROWS:
            raise UnreadableFile(Fault.TOO_MANY_ROWS, file=name, limit=f"{LARGEST_ROWS:,}")
        # Formatting far below the last line makes a sheet pretend to be a million lines long.
        if any(texts):
            yield number, texts


def _results(cells: tuple[Any, ...], formulas: tuple[Any, ...]) -> list[str]:
    """Return texts; a formula that was never computed is marked, for nobody knows its value.

    One whose result is an empty text says so by its type.
    """
    return [
        Formula(_formula(formula))
        if cell.value is None and cell.data_type != "str" and _is_formula(formula)
        else text_of(cell.value)
        for cell, formula in zip(cells, formulas, strict=False)
    ]


def _is_formula(cell: object) -> bool:
    return hasattr(cell, "ref") or (isinstance(cell, str) and cell.startswith("="))


def _formula(cell: Any) -> str:
    return str(getattr(cell, "text", None) or (cell if isinstance(cell, str) else "="))


def _guarded(rows: Iterator[Line], name: str) -> Iterator[Line]:
    """Pass the rows on; damage found on the way is said in a sentence."""
    try:
        yield from rows
    except BROKEN as error:
        raise UnreadableFile(Fault.BROKEN_SHEET, file=name) from error
