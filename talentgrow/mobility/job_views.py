"""The page of one job: what it takes, where it leads, where people come from."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from talentgrow.infra.web import authorize, current_actor
from talentgrow.jobs import policy
from talentgrow.mobility import job_page

# Jobs lie below mobility and do not know the graph; their page does.
bp = Blueprint("job", __name__, url_prefix="/jobs", template_folder="templates")


@bp.get("/<int:job_id>")
def show(job_id: int) -> ResponseReturnValue:
    """Show a job to everybody, with the reader's own gap to it."""
    authorize(policy.may_browse)
    return render_template("mobility/job.html", page=job_page.page(current_actor(), job_id))
