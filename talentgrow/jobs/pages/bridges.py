"""The bridges between jobs: all of them, those from one job, and writing them."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from talentgrow.infra import clock
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.paging import page_number, paginate
from talentgrow.infra.web import asked_id, authorize, current_actor, page_or_fragment
from talentgrow.jobs import bridge_queries, bridges, policy, queries
from talentgrow.jobs.bridge_queries import BridgeFilters
from talentgrow.jobs.forms import BridgeForm, BridgeWordsForm
from talentgrow.jobs.models import BridgeKind, Job
from talentgrow.kernel.origin import Origin

SHOWN_TARGETS = 12

bp = Blueprint("bridges", __name__)


def asked_filters() -> BridgeFilters:
    """Return what the address narrows the list of bridges to; nonsense narrows nothing."""
    kind, origin = request.args.get("kind", ""), request.args.get("origin", "")
    return BridgeFilters(
        family_id=asked_id("family"),
        kind=BridgeKind(kind) if kind in set(BridgeKind) else None,
        origin=Origin(origin) if origin in set(Origin) else None,
    )


@bp.get("/bridges")
def index() -> ResponseReturnValue:
    """List all bridges, by family, kind and origin."""
    authorize(policy.may_read_bridges)
    filters = asked_filters()
    page = paginate(bridge_queries.declared(filters), page_number())
    ends = {end for bridge in page for end in (bridge.source_id, bridge.target_id)}
    return page_or_fragment(
        "jobs/all_bridges.html",
        "jobs/_all_bridges.html",
        page=page,
        filters=filters,
        families=queries.families(),
        jobs=queries.by_ids(ends),
    )


@bp.route("/<int:job_id>/bridges", methods=["GET", "POST"])
def of_job(job_id: int) -> ResponseReturnValue:
    """Show the bridges from a job, and declare one more."""
    job = queries.get(job_id)
    authorize(policy.may_read_bridges)
    form = BridgeForm.from_request()
    form.offer(_targets(job, form.target.data))
    if request.method == "POST":
        authorize(policy.may_declare_bridge, job)
        if form.accepted():
            bridges.declare(
                job, form.target.data, form.words(), by=current_actor(), now=clock.now()
            )
            flash(_("The bridge is declared. Suggestions follow in a minute."), "success")
            return redirect(url_for("jobs.bridges.of_job", job_id=job_id))
    return _show(job, form), 422 if form.errors else 200


@bp.route("/<int:job_id>/bridges/<int:bridge_id>", methods=["GET", "POST"])
def reword(job_id: int, bridge_id: int) -> ResponseReturnValue:
    """Say otherwise how far a bridge leads, and why."""
    authorize(policy.may_declare_bridge)
    bridge = bridge_queries.get_bridge(job_id, bridge_id)
    form = BridgeWordsForm.from_request(bridge)
    if form.accepted():
        bridges.reword(bridge, form.words(), by=current_actor(), now=clock.now())
        flash(_("The bridge is saved."), "success")
        return redirect(url_for("jobs.bridges.of_job", job_id=job_id))
    ends = queries.by_ids({bridge.source_id, bridge.target_id})
    page = render_template(
        "jobs/bridge.html",
        form=form,
        bridge=bridge,
        source=ends[bridge.source_id],
        target=ends[bridge.target_id],
    )
    return page, 422 if form.errors else 200


@bp.post("/<int:job_id>/bridges/<int:bridge_id>/withdraw")
def withdraw(job_id: int, bridge_id: int) -> ResponseReturnValue:
    """Take a bridge back."""
    authorize(policy.may_declare_bridge)
    bridge = bridge_queries.get_bridge(job_id, bridge_id)
    bridges.withdraw(bridge, by=current_actor(), now=clock.now())
    flash(_("The bridge is taken back. Suggestions follow in a minute."), "success")
    return redirect(url_for("jobs.bridges.of_job", job_id=job_id))


def _targets(job: Job, chosen: int | None) -> list[Job]:
    """Return the jobs to choose from: the chosen one, and those which the words find."""
    words = request.args.get("q", "").strip()
    found = list(queries.by_ids({chosen}).values()) if chosen else []
    if words:
        found += paginate(queries.search(words), 1, size=SHOWN_TARGETS).items
    return [one for one in dict.fromkeys(found) if one.id != job.id]


def _show(job: Job, form: BridgeForm) -> str:
    declared = queries.bridges_from(job.id)
    return page_or_fragment(
        "jobs/bridges.html",
        "jobs/_bridge_targets.html",
        job=job,
        form=form,
        words=request.args.get("q", "").strip(),
        bridges=declared,
        targets=queries.by_ids({bridge.target_id for bridge in declared}),
    )
