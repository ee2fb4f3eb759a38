"""Open any file as one table: headings, and rows of text with the line each begins on."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from talentgrow.imports.files import packed, sheets, texts
from talentgrow.imports.files.cells import Line
from talentgrow.imports.files.faults import Fault, UnreadableFile

LARGEST_FILE = 200_000_000
MEGABYTE = 1_000_000
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
ZIP = b"PK\x03\x04"


@dataclass
class Table:
    """An opened file; `rows` can be walked through once."""

    file_name: str
    file_hash: str
    headings: list[str]
    rows: Iterator[Line]
    # How many lines there may be, for those who wait; no promise.
    expected: int = 0


@contextmanager
def opened(path: Path, name: str = "") -> Iterator[Table]:
    """Open a file under the name people know it by, and close it again.

    :raises UnreadableFile: no such file, too large, of another format, or without a first line;
        while rows are read, a line that breaks the format
    """
    name = name or path.name
    content = _content(path, name)
    if content.startswith(OLD_OFFICE):
        raise UnreadableFile(Fault.OLD_OFFICE, file=name)
    if content.startswith(ZIP):
        yield _sheet(content, name)
        return
    content = packed.unpacked(content, name)
    if content.startswith(ZIP):
        yield _sheet(content, name)
        return
    headings, rows, expected = texts.table(content, name)
    yield Table(name, _hash(content), headings, rows, expected)


def _sheet(content: bytes, name: str) -> Table:
    headings, rows, expected = sheets.table(content, name)
    return Table(name, _hash(content), headings, rows, expected)


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _content(path: Path, name: str) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise UnreadableFile(Fault.TOO_LARGE, file=name, limit=LARGEST_FILE // MEGABYTE)
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(Fault.NO_FILE, file=name, why=error.strerror) from error
