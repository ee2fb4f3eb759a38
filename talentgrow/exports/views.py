"""Lists to take along, as CSV or XLSX."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from flask import Blueprint, Response, abort
from flask.typing import ResponseReturnValue

from talentgrow.exports import catalogues, people, policy
from talentgrow.exports.cells import Values, row_of
from talentgrow.imports.files import writing
from talentgrow.imports.kinds.register import KINDS, headings
from talentgrow.infra.i18n import language
from talentgrow.infra.web import authorize, current_actor
from talentgrow.jobs import policy as jobs_policy
from talentgrow.kernel.access import Actor, Rule
from talentgrow.kernel.text import slug

bp = Blueprint("exports", __name__, url_prefix="/exports")


@dataclass(frozen=True, slots=True)
class Export:
    """One list: who may take it along, and its rows."""

    rule: Rule
    rows: Callable[[Actor], Iterable[Values]]


# By the kind of file which the import would take them for.
EXPORTS = {
    "people": Export(policy.may_export_people, people.persons),
    "assignments": Export(policy.may_export_people, people.assignments),
    "units": Export(policy.may_export_people, people.units),
    "person-skills": Export(policy.may_export_levels, people.levels),
    "jobs": Export(policy.may_export_catalogues, catalogues.job_rows),
    "requirements": Export(policy.may_export_catalogues, catalogues.requirements),
    "bridges": Export(jobs_policy.may_read_bridges, catalogues.bridges),
    "skills": Export(policy.may_export_catalogues, catalogues.skill_rows),
}


@bp.get("/<name>.<suffix>")
def export(name: str, suffix: str) -> ResponseReturnValue:
    """Give one list as a file, narrowed as the page is that links to it."""
    chosen = EXPORTS.get(name)
    if chosen is None or suffix not in writing.MIMETYPES:
        abort(404)
    authorize(chosen.rule)
    kind = KINDS[name]
    rows = (row_of(kind, values) for values in chosen.rows(current_actor()))
    response = Response(
        writing.written(suffix, headings(name, language()), rows),
        content_type=writing.MIMETYPES[suffix],
    )
    file_name = f"{slug(kind.title.in_(language()))}.{suffix}"
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
    # Nothing that a shared computer or proxy may keep.
    response.headers["Cache-Control"] = "no-store"
    return response
