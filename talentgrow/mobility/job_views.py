"""The page of one job, and of two side by side."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from talentgrow.infra.paging import paginate
from talentgrow.infra.web import asked_id, authorize, current_actor
from talentgrow.jobs import policy
from talentgrow.jobs import queries as jobs
from talentgrow.jobs.models import Job
from talentgrow.mobility import compare_jobs, job_page
from talentgrow.shadowing.wishes import pages as wishes
from talentgrow.shadowing.wishes.service import Kind

SHOWN_CHOICES = 8

# Jobs lie below mobility and do not know the graph; their page does.
bp = Blueprint("job", __name__, url_prefix="/jobs", template_folder="templates")


@bp.get("/<int:job_id>")
def show(job_id: int) -> ResponseReturnValue:
    """Show a job to everybody, with the reader's own gap to it."""
    authorize(policy.may_browse)
    actor = current_actor()
    return render_template(
        "mobility/job.html",
        page=job_page.page(actor, job_id),
        around=wishes.around(actor, Kind.JOB, job_id),
    )


@bp.get("/compare")
def compare() -> ResponseReturnValue:
    """Show two jobs side by side, or help to choose them."""
    authorize(policy.may_browse)
    actor = current_actor()
    a_id, b_id = asked_id("a"), asked_id("b")
    if a_id and b_id and a_id != b_id:
        found = compare_jobs.comparison(actor, a_id, b_id)
        return render_template("mobility/compare_jobs.html", comparison=found)
    chosen = jobs.get(a_id or b_id or 0) if a_id or b_id else None
    own_id = job_page.own_job_id_of(actor)
    words = request.args.get("q", "").strip()
    return render_template(
        "mobility/compare_choose.html",
        chosen=chosen,
        words=words,
        found=_found(words, chosen),
        own_job=jobs.get(own_id) if own_id else None,
    )


def _found(words: str, chosen: Job | None) -> list[Job]:
    """Return the jobs with some words, but for the one that is chosen already."""
    if not words:
        return []
    page = paginate(jobs.search(words), 1, size=SHOWN_CHOICES + 1)
    return [job for job in page if chosen is None or job.id != chosen.id][:SHOWN_CHOICES]
