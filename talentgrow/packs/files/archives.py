"""Uploaded files, packed or not, as named texts, one after the other and never too large; pure."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

from talentgrow.kernel.errors import DomainError

LARGEST_UPLOAD = 64_000_000
LARGEST_UNPACKED = 256_000_000
MOST_FILES = 200
TEXTS = (".csv", ".txt")
LONGEST_NAME = 120


class Reason(StrEnum):
    """Why files cannot be read as a pack."""

    NO_FILE = "no_file"
    TOO_LARGE = "too_large"
    TOO_LARGE_UNPACKED = "too_large_unpacked"
    TOO_MANY = "too_many"
    BAD_ZIP = "bad_zip"
    BAD_GZIP = "bad_gzip"
    ENCRYPTED = "encrypted"
    ODD_PATH = "odd_path"
    NO_TEXT = "no_text"
    BAD_TABLE = "bad_table"
    NOTHING_KNOWN = "nothing_known"
    BOTH = "both"
    NO_JOBS = "no_jobs"
    NO_SKILLS = "no_skills"
    NO_LINKS = "no_links"
    OTHER_SCHEME = "other_scheme"


class UnreadablePack(DomainError):
    """The files as a whole cannot be read: why, and which file if it is one."""

    def __init__(self, reason: Reason, name: str = "") -> None:
        super().__init__(f"{reason}: {name}")
        self.reason = reason
        self.name = name[:LONGEST_NAME]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as somebody handed it in."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Text:
    """A file as text; `text` is None for one that is no table, such as a PDF."""

    name: str
    text: str | None


def texts(uploads: Iterable[Upload]) -> Iterator[Text]:
    """Yield the texts of all files, those inside of zip archives too.

    :raises UnreadablePack: one of them is damaged, hostile or too large
    """
    uploads = list(uploads)
    if not uploads:
        raise UnreadablePack(Reason.NO_FILE)
    if sum(len(upload.content) for upload in uploads) > LARGEST_UPLOAD:
        raise UnreadablePack(Reason.TOO_LARGE)
    room = LARGEST_UNPACKED
    for number, (name, content) in enumerate(_unpacked(uploads), 1):
        if number > MOST_FILES:
            raise UnreadablePack(Reason.TOO_MANY)
        room -= len(content)
        if room < 0:
            raise UnreadablePack(Reason.TOO_LARGE_UNPACKED, name)
        yield Text(name, _decoded(name, content) if name.lower().endswith(TEXTS) else None)


def _unpacked(uploads: list[Upload]) -> Iterator[tuple[str, bytes]]:
    for upload in uploads:
        if upload.content.startswith(b"PK\x03\x04") or upload.name.lower().endswith(".zip"):
            yield from _entries(upload)
        elif upload.content.startswith(b"\x1f\x8b"):
            yield upload.name.removesuffix(".gz").removesuffix(".GZ"), _gunzipped(upload)
        else:
            yield upload.name, upload.content


def _gunzipped(upload: Upload) -> bytes:
    try:
        with gzip.open(io.BytesIO(upload.content)) as packed:
            # One byte more than allowed tells a bomb from a large file without unpacking it all.
            return packed.read(LARGEST_UNPACKED + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadablePack(Reason.BAD_GZIP, upload.name) from error


def _entries(upload: Upload) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(upload.content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(entries) > MOST_FILES:
                raise UnreadablePack(Reason.TOO_MANY, upload.name)
            for entry in entries:
                _refuse_hostile(entry)
                with archive.open(entry) as packed:
                    # The archive's own name may say the version and the language.
                    yield f"{upload.name}/{entry.filename}", packed.read(LARGEST_UNPACKED + 1)
    # An archive can lie about sizes, methods and places in more ways than it has errors.
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        RuntimeError,
        OSError,
        EOFError,
        ValueError,
        zlib.error,
    ) as error:
        raise UnreadablePack(Reason.BAD_ZIP, upload.name) from error


def _refuse_hostile(entry: zipfile.ZipInfo) -> None:
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or not path.parts or ":" in path.parts[0]:
        raise UnreadablePack(Reason.ODD_PATH, entry.filename)
    if entry.flag_bits & 1:
        raise UnreadablePack(Reason.ENCRYPTED, entry.filename)
    if entry.file_size > LARGEST_UNPACKED:
        raise UnreadablePack(Reason.TOO_LARGE_UNPACKED, entry.filename)


def _decoded(name: str, content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    if b"\x00" in content[:4096]:
        raise UnreadablePack(Reason.NO_TEXT, name)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
