"""The catalogue of jobs."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from talentgrow.infra import clock
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.paging import page_number, paginate
from talentgrow.infra.web import asked_id, authorize, current_actor, page_or_fragment
from talentgrow.jobs import policy, queries, service
from talentgrow.jobs.forms import BridgeForm
from talentgrow.jobs.models import Job

# What a list of jobs shows before one is chosen; no job has this id.
NO_JOB = 0

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


@bp.route("/<int:job_id>/bridges", methods=["GET", "POST"])
def bridges(job_id: int) -> ResponseReturnValue:
    """Show the bridges from a job, and declare one more."""
    job = queries.get(job_id)
    authorize(policy.may_declare_bridge, job)
    form = BridgeForm.from_request()
    others = [choice for choice in queries.choices() if choice[0] != job_id]
    form.target.choices = [(NO_JOB, _("Choose a job")), *others]
    if form.accepted():
        service.declare_bridge(job, form.values(), by=current_actor(), now=clock.now())
        flash(_("The bridge is declared. Suggestions follow in a minute."), "success")
        return redirect(url_for("jobs.bridges", job_id=job_id))
    return _show_bridges(job, form), 422 if form.errors else 200


@bp.post("/<int:job_id>/bridges/<int:bridge_id>/withdraw")
def withdraw_bridge(job_id: int, bridge_id: int) -> ResponseReturnValue:
    """Take a bridge back."""
    job = queries.get(job_id)
    authorize(policy.may_declare_bridge, job)
    bridge = queries.get_bridge(job_id, bridge_id)
    service.withdraw_bridge(bridge, by=current_actor(), now=clock.now())
    flash(_("The bridge is taken back. Suggestions follow in a minute."), "success")
    return redirect(url_for("jobs.bridges", job_id=job_id))


def _show_bridges(job: Job, form: BridgeForm) -> str:
    declared = queries.bridges_from(job.id)
    targets = queries.by_ids({bridge.target_id for bridge in declared})
    return render_template(
        "jobs/bridges.html", job=job, form=form, bridges=declared, targets=targets
    )
