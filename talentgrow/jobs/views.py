"""The catalogue of jobs."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from talentgrow.infra.paging import page_number, paginate
from talentgrow.infra.web import asked_id, authorize, page_or_fragment
from talentgrow.jobs import policy, queries
from talentgrow.jobs.models import Tag
from talentgrow.jobs.pages import bridges, families, profiles, versions
from talentgrow.jobs.queries import JobFilters

bp = Blueprint("jobs", __name__, url_prefix="/jobs", template_folder="templates")
for part in (bridges, families, profiles, versions):
    bp.register_blueprint(part.bp)


def asked_filters() -> JobFilters:
    """Return what the address narrows the list of jobs to; nonsense narrows nothing."""
    tag = request.args.get("tag", "")
    return JobFilters(
        words=request.args.get("q", "").strip(),
        family_id=asked_id("family"),
        grade=asked_id("grade"),
        tag=Tag(tag) if tag in set(Tag) else None,
        with_retired=request.args.get("retired") == "1",
    )


@bp.get("/")
def index() -> ResponseReturnValue:
    """List jobs, by words, family, grade and tag."""
    authorize(policy.may_browse)
    filters = asked_filters()
    page = paginate(queries.catalogue(filters), page_number())
    return page_or_fragment(
        "jobs/index.html",
        "jobs/_list.html",
        page=page,
        filters=filters,
        families=queries.families(),
        grades=queries.grades(),
        headcounts=queries.headcounts([job.id for job in page]),
    )
