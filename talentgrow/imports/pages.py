"""What the pages about imports show, worked out from what is stored."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Self

from flask import request

from talentgrow.imports import mappings, queries, storage
from talentgrow.imports.files.faults import Fault, sentence
from talentgrow.imports.files.writing import MIMETYPES, written
from talentgrow.imports.kinds.columns import Kind
from talentgrow.imports.kinds.register import KINDS
from talentgrow.imports.models import ImportRun
from talentgrow.imports.service import KEPT
from talentgrow.imports.states import AT_WORK, RunStatus
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import language, localized
from talentgrow.kernel.errors import NotFound

SHOWN_CHANGES = 20


def asked_kind(otherwise: str = "") -> Kind:
    """Return the kind of file which the address or the form names.

    :raises NotFound: there is no such kind
    """
    kind = KINDS.get(request.values.get("kind", otherwise))
    if kind is None:
        raise NotFound(_("No such kind of file can be imported."))
    return kind


def asked_suffix() -> str:
    """Return the format which the address asks for; nonsense means CSV."""
    suffix = request.args.get("as", "csv")
    return suffix if suffix in MIMETYPES else "csv"


def template_of(kind: Kind, suffix: str) -> bytes:
    """Return an empty file of one kind, in the reader's language, with an example."""
    spoken = language()
    headings = [column.heading.in_(spoken) for column in kind.columns]
    return written(suffix, headings, [[column.example.in_(spoken) for column in kind.columns]])


def guessed(run: ImportRun, kind: Kind) -> dict[int, str]:
    """Return which field each column of the file is thought to hold."""
    if kind.name == run.kind:
        return {position: name for name, position in run.positions.items()}
    positions = mappings.positions(kind, run.headings)
    return {position: name for name, position in positions.items()}


def headings_of(run: ImportRun) -> dict[str, str]:
    """Return the heading under which each of our fields stands in the file."""
    return {name: run.headings[place] for name, place in run.positions.items()}


def name_of_correction(run: ImportRun, suffix: str) -> str:
    """Return a name for the file to mend."""
    stem = run.file_name.partition(".")[0] or KINDS[run.kind].name
    kept = "".join(sign for sign in stem if sign.isalnum() or sign in " -_")[:80].strip()
    mark = _("to-mend")
    return f"{kept or run.kind}-{mark}.{suffix}"


@dataclass(frozen=True)
class Shown:
    """What the page of one import says beside what is stored of it."""

    kind: Kind
    is_at_work: bool
    is_interrupted: bool
    progress: dict[str, Any]
    fault: str
    headings: dict[str, str]
    changes: list[Any]
    earlier: ImportRun | None
    days_kept: int
    has_file: bool

    @classmethod
    def of(cls, run: ImportRun) -> Self:
        """Work it out."""
        at_work = run.status in AT_WORK
        interrupted = at_work and storage.is_interrupted(run.stored_name)
        return cls(
            kind=KINDS[run.kind],
            is_at_work=at_work and not interrupted,
            is_interrupted=interrupted,
            progress=storage.progress_of(run.stored_name) if at_work else {},
            fault=_fault(run),
            headings=headings_of(run),
            changes=[_in_words(change, KINDS[run.kind]) for change in run.examples[:SHOWN_CHANGES]],
            earlier=queries.same_file(run) if run.status is RunStatus.CHECKED else None,
            days_kept=KEPT // timedelta(days=1),
            has_file=bool(run.stored_name),
        )

    @property
    def share(self) -> int:
        """Return how much of the present step is done, of a hundred; none where nobody knows."""
        total = self.progress.get("total") or 0
        return min(100, 100 * self.progress.get("done", 0) // total) if total else 0


def _in_words(change: dict[str, Any], kind: Kind) -> dict[str, Any]:
    """Return a change with the words of a column that has a few, in the reader’s language."""
    return change | {"parts": [_part_in_words(part, kind) for part in change["parts"]]}


def _part_in_words(part: dict[str, str], kind: Kind) -> dict[str, str]:
    known = next((one.choices for one in kind.columns if one.field == part.get("field")), {})
    said = {name: known[part[name]] for name in ("before", "after") if part[name] in known}
    return part | {name: localized(words) for name, words in said.items()}


def _fault(run: ImportRun) -> str:
    if not run.fault:
        return ""
    return sentence(Fault(run.fault["fault"]), run.fault["details"])
