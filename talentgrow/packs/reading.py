"""Read a set of uploaded files as one pack, whichever of the two catalogues it is; pure."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace

from talentgrow.packs.files.archives import Reason, UnreadablePack, Upload, texts
from talentgrow.packs.files.esco import EscoFiles
from talentgrow.packs.files.rome import RomeFiles
from talentgrow.packs.files.tables import table
from talentgrow.packs.pack import Pack, dump

SHOWN_NAMES = 12


def read(uploads: Iterable[Upload], scheme: str = "") -> Pack:
    """Return what the files hold; `scheme` refuses the other catalogue.

    The hash of the pack is that of what it says, so that the same files give the same one
    whatever they are called and however they are packed.

    :raises UnreadablePack: hostile, damaged, foreign or incomplete files
    """
    rome, esco = RomeFiles(), EscoFiles()
    left_aside: list[str] = []
    uploads = list(uploads)
    for file in texts(uploads):
        if file.text is None:
            left_aside.append(file.name)
        elif not (rome.take_version(file.text[:20_000]) and file.name.endswith("version.txt")):
            one = table(file)
            if not (rome.take(one) or esco.take(one)):
                left_aside.append(file.name)
    pack = _pack(rome, esco, scheme)
    pack = replace(pack, left_aside=tuple(left_aside[:SHOWN_NAMES]))
    return replace(pack, file_hash=hashlib.sha256(dump(pack)).hexdigest())


def _pack(rome: RomeFiles, esco: EscoFiles, scheme: str) -> Pack:
    has_rome = bool(rome.titles or rome.links or rome.moves)
    has_esco = bool(esco.occupations or esco.links)
    if has_rome and has_esco:
        raise UnreadablePack(Reason.BOTH)
    if not has_rome and not has_esco:
        raise UnreadablePack(Reason.NO_JOBS if scheme else Reason.NOTHING_KNOWN, scheme)
    if scheme and scheme != ("rome" if has_rome else "esco"):
        raise UnreadablePack(Reason.OTHER_SCHEME, scheme)
    return rome.pack() if has_rome else esco.pack()
