"""The versions of a job profile: what each changed, how it read, and going back to one."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from talentgrow.infra import clock
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.web import authorize, current_actor
from talentgrow.jobs import policy, queries, service, versions
from talentgrow.jobs.pages.version_words import names_for
from talentgrow.jobs.profiles import differences, profile_of

bp = Blueprint("versions", __name__)


@bp.get("/<int:job_id>/versions")
def index(job_id: int) -> ResponseReturnValue:
    """List the versions of a job, each with what it changed."""
    authorize(policy.may_browse)
    job = queries.get(job_id)
    told = versions.of(job_id)
    names = names_for(one.changes for one in told)
    return render_template("jobs/versions.html", job=job, told=told, names=names)


@bp.get("/<int:job_id>/versions/<int:number>")
def show(job_id: int, number: int) -> ResponseReturnValue:
    """Show what a job said in one version, and what it says otherwise today."""
    authorize(policy.may_browse)
    job = queries.get_in_full(job_id)
    version = versions.get(job_id, number)
    changes = differences(version.profile, profile_of(job))
    return render_template(
        "jobs/version.html",
        job=job,
        version=version,
        changes=changes,
        names=names_for([changes], [need["skill"] for need in version.profile["needs"]]),
    )


@bp.post("/<int:job_id>/versions/<int:number>/restore")
def restore(job_id: int, number: int) -> ResponseReturnValue:
    """Let a job say again what it said in an old version, as a new one."""
    authorize(policy.may_edit)
    job = queries.get_for_change(job_id)
    version = versions.get(job_id, number)
    note = _("As in version %(number)s again", number=number)
    if service.restore(job, version, by=current_actor(), now=clock.now(), note=note):
        flash(_("The job says again what it said in version %(number)s.", number=number), "success")
    else:
        flash(_("Nothing was changed."), "info")
    return redirect(url_for("jobs.versions.index", job_id=job_id))
