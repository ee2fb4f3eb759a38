"""The files of the kept packs, in the instance folder, and the packs this process has read."""

import os
from collections import OrderedDict
from pathlib import Path
from threading import Lock
from typing import cast

from flask import current_app

from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.errors import DomainError
from talentgrow.packs.matching import Index
from talentgrow.packs.models import PackRun, StarterPack
from talentgrow.packs.pack import Pack, UnreadableKeptPack, dump, load

EXTENSION = "talentgrow.packs"
# A pack takes some megabytes: the two in use, and one that is being replaced.
MOST_READ = 3


class PackFileMissing(DomainError):
    """The row says that a pack is kept, and its file is not there or cannot be read."""


class Shelf:
    """The packs which one process has read, by the hash of what they say; threads share it."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.packs: OrderedDict[str, Pack] = OrderedDict()
        self.indexes: dict[str, Index] = {}

    def put(self, pack: Pack) -> None:
        """Keep a pack at hand, and let the one longest unused go."""
        self.packs[pack.file_hash] = pack
        self.packs.move_to_end(pack.file_hash)
        while len(self.packs) > MOST_READ:
            gone, _pack = self.packs.popitem(last=False)
            self.indexes.pop(gone, None)


def _shelf() -> Shelf:
    return cast(Shelf, current_app.extensions.setdefault(EXTENSION, Shelf()))


def folder(scheme: str) -> Path:
    """Return where the files of one public catalogue lie."""
    return Path(current_app.instance_path) / "packs" / scheme


def _path(scheme: str, file_hash: str) -> Path:
    return folder(scheme) / f"{file_hash}.json.gz"


def keep(pack: Pack) -> None:
    """Write the file of a pack, whole or not at all; the same pack is written once."""
    path = _path(pack.scheme, pack.file_hash)
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        return
    beside = path.with_suffix(f".{os.getpid()}")
    beside.write_bytes(dump(pack))
    beside.replace(path)


def forget_others(scheme: str, hashes: set[str]) -> None:
    """Remove the files of a public catalogue but those still in use."""
    for path in folder(scheme).glob("*.json.gz"):
        if path.name.removesuffix(".json.gz") not in hashes:
            path.unlink(missing_ok=True)


def read(kept: StarterPack | PackRun) -> Pack:
    """Return the pack which a row speaks of.

    :raises PackFileMissing: its file is gone or damaged
    """
    shelf = _shelf()
    with shelf.lock:
        if kept.file_hash not in shelf.packs:
            shelf.put(_read(kept.scheme, kept.file_hash))
        return shelf.packs[kept.file_hash]


def index(kept: StarterPack) -> Index:
    """Return the titles of a kept pack, ready to be compared with.

    :raises PackFileMissing: its file is gone or damaged
    """
    pack, shelf = read(kept), _shelf()
    with shelf.lock:
        if pack.file_hash not in shelf.indexes:
            shelf.indexes[pack.file_hash] = Index(pack)
        return shelf.indexes[pack.file_hash]


def _read(scheme: str, file_hash: str) -> Pack:
    try:
        return load(_path(scheme, file_hash).read_bytes(), file_hash)
    except (OSError, UnreadableKeptPack) as error:
        raise PackFileMissing(
            _("The file of this pack is not on the server any more: upload it again.")
        ) from error
