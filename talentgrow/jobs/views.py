"""The catalogue of jobs."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from talentgrow.infra.paging import page_number, paginate
from talentgrow.infra.web import asked_id, authorize, page_or_fragment
from talentgrow.jobs import policy, queries

bp = Blueprint("jobs", __name__, url_prefix="/jobs", template_folder="templates")


@bp.get("/")
def index() -> ResponseReturnValue:
    """List jobs, by words and family."""
    authorize(policy.may_browse)
    words = request.args.get("q", "").strip()
    family_id = asked_id("family")
    page = paginate(queries.search(words, family_id), page_number())
    return page_or_fragment(
        "jobs/index.html",
        "jobs/_list.html",
        page=page,
        words=words,
        family_id=family_id,
        families=queries.families(),
        headcounts=queries.headcounts([job.id for job in page]),
    )
