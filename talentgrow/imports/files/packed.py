"""Unpack no more than is allowed: a few bytes can stand for a whole disk."""

import gzip
import io
import zipfile
import zlib

from talentgrow.imports.files.faults import Fault, UnreadableFile

LARGEST_UNPACKED = 1_000_000_000
# A sheet takes ten times its text in memory: less is allowed than of plain text.
LARGEST_SHEET = 500_000_000
LARGEST_RATIO = 200
SMALL_ENTRY = 20_000_000
MOST_ENTRIES = 2_000
IS_ENCRYPTED = 0x1
MEGABYTE = 1_000_000


def unpacked(content: bytes, name: str) -> bytes:
    """Return what a gzip file holds; other content is returned as it is.

    :raises UnreadableFile: damaged, or larger than allowed once unpacked
    """
    if not content.startswith(b"\x1f\x8b"):
        return content
    try:
        with gzip.open(io.BytesIO(content)) as stream:
            # One byte more than allowed tells a bomb from a large file without unpacking it all.
            limit = min(LARGEST_UNPACKED, max(SMALL_ENTRY, LARGEST_RATIO * len(content)))
            held = stream.read(limit + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableFile(Fault.BROKEN_GZIP, file=name) from error
    if len(held) > limit:
        raise _bomb(name, limit)
    return held


def checked_zip(content: bytes, name: str) -> zipfile.ZipFile:
    """Return a zip file whose directory promises nothing out of proportion.

    Python reads no more of an entry than the directory says, so the directory can be believed.

    :raises UnreadableFile: damaged, encrypted, or larger than allowed once unpacked
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError) as error:
        raise UnreadableFile(Fault.BROKEN_SHEET, file=name) from error
    entries = archive.infolist()
    if any(entry.flag_bits & IS_ENCRYPTED for entry in entries):
        raise UnreadableFile(Fault.LOCKED, file=name)
    swollen = any(
        entry.file_size > SMALL_ENTRY
        and entry.file_size > LARGEST_RATIO * max(1, entry.compress_size)
        for entry in entries
    )
    total = sum(entry.file_size for entry in entries)
    if swollen or total > LARGEST_SHEET or len(entries) > MOST_ENTRIES:
        raise _bomb(name, LARGEST_SHEET)
    return archive


def _bomb(name: str, limit: int) -> UnreadableFile:
    return UnreadableFile(Fault.UNPACKS_TOO_LARGE, file=name, limit=limit // MEGABYTE)
