"""Lists to take along, as CSV or XLSX."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, abort
from flask.typing import ResponseReturnValue

from talentgrow.exports import catalogues, equity, people, policy
from talentgrow.exports.cells import Values, row_of
from talentgrow.imports.files import writing
from talentgrow.imports.kinds.register import KINDS, headings
from talentgrow.infra import clock
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import language
from talentgrow.infra.web import authorize, current_actor
from talentgrow.jobs import policy as jobs_policy
from talentgrow.kernel.access import Actor, Rule
from talentgrow.kernel.text import slug
from talentgrow.nominations import policy as nominations_policy
from talentgrow.nominations import queries as nominations
from talentgrow.nominations.equity import figures

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
    return _file(kind.title.in_(language()), suffix, headings(name, language()), rows)


@bp.get("/equity/<int:campaign_id>.<suffix>")
def equity_export(campaign_id: int, suffix: str) -> ResponseReturnValue:
    """Give who is nominated in a campaign, by group, with the figures of its page."""
    if suffix not in writing.MIMETYPES:
        abort(404)
    authorize(nominations_policy.may_follow)
    actor = current_actor()
    campaign = nominations.get_campaign(actor, campaign_id)
    found = figures.equity(campaign, actor=actor, now=clock.now())
    title = f"{campaign.name.in_(language())} {_('who is nominated')}"
    return _file(title, suffix, equity.headings(), equity.lines(found))


def _file(title: str, suffix: str, names: Sequence[str], rows: Iterable[Sequence[str]]) -> Response:
    response = Response(
        writing.written(suffix, names, rows), content_type=writing.MIMETYPES[suffix]
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{slug(title)}.{suffix}"'
    # Nothing that a shared computer or proxy may keep.
    response.headers["Cache-Control"] = "no-store"
    return response
