"""Propose skills for a job from its title, for a person to confirm."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from talentgrow.infra import clock
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import ngettext
from talentgrow.infra.web import authorize, current_actor
from talentgrow.jobs import queries as jobs
from talentgrow.packs import forms, policy, proposals, queries, words
from talentgrow.packs.views import bp

__all__ = ["bp"]


@bp.get("/propose/<int:job_id>")
def propose(job_id: int) -> ResponseReturnValue:
    """Show the public jobs closest to a job, to choose from."""
    job = jobs.get(job_id)
    authorize(policy.may_propose, job)
    kept = queries.kept()
    return render_template(
        "packs/propose.html",
        job=job,
        kept=kept,
        close=proposals.closest(job.title, kept),
        words=words,
    )


@bp.route("/propose/<int:job_id>/skills", methods=["GET", "POST"])
def propose_skills(job_id: int) -> ResponseReturnValue:
    """Show the skills of the chosen public jobs, and let the job ask for those confirmed."""
    job = jobs.get(job_id)
    authorize(policy.may_propose, job)
    kept, sources = queries.kept(), forms.sources(request.args)
    if not sources:
        flash(_("Choose a job to take skills from."), "error")
        return redirect(url_for("packs.propose", job_id=job_id))
    if request.method == "POST":
        picked = forms.picked(request.form)
        if picked:
            return _confirm(job_id, picked)
        flash(_("Tick at least one skill."), "error")
    proposed = proposals.skills_of(job, sources, kept)
    page = render_template(
        "packs/propose_skills.html",
        job=job,
        kept=kept,
        sources=proposals.chosen(sources, kept),
        proposed=proposed,
        numbers={one: number for number, one in enumerate(proposed)},
        ticked=request.args.get("tick", ""),
        level_choices=forms.LEVEL_CHOICES,
        form=forms.ActionForm.from_request(),
        words=words,
    )
    return page, 422 if request.method == "POST" else 200


def _confirm(job_id: int, picked: list[proposals.Picked]) -> ResponseReturnValue:
    number, added = proposals.confirm(
        jobs.get(job_id), picked, queries.kept(), by=current_actor(), now=clock.now()
    )
    told = ngettext(
        "The job asks for one more skill.", "The job asks for %(num)s more skills.", number
    )
    if added:
        new = ngettext("One is new in the catalogue.", "%(num)s are new in the catalogue.", added)
        told = f"{told} {new}"
    flash(told, "success")
    return redirect(url_for("job.show", job_id=job_id))
