"""HR writes job profiles: a new one, another version, taken out of the lists or back into them."""

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from talentgrow.infra import clock
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.web import authorize, current_actor
from talentgrow.jobs import policy, queries, service, versions
from talentgrow.jobs.models import Job
from talentgrow.jobs.pages.profile_form import NewProfileForm, ProfileForm, filled_from
from talentgrow.jobs.pages.version_words import names_for
from talentgrow.jobs.profiles import Differences, fingerprint, profile_of
from talentgrow.jobs.service import JobCodeTaken, NoSuchSkill, ProfileChanged
from talentgrow.skills import queries as skills

SHOWN_SKILLS = 8
# Filled in where the packs are installed: a page which proposes skills from a title.
PROPOSE = "packs.propose"

bp = Blueprint("profiles", __name__)


@bp.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Add a job to the catalogue."""
    authorize(policy.may_edit)
    form = NewProfileForm.from_request()
    if request.method == "POST" and not form.is_to_be_saved:
        form.rearrange()
        return _show(form, None)
    if form.accepted():
        try:
            job = service.create(
                form.code.data.strip(),
                form.values(),
                by=current_actor(),
                now=clock.now(),
                note=(form.note.data or "").strip(),
            )
        except JobCodeTaken as error:
            form.code.errors = (str(error),)
        except NoSuchSkill as error:
            form.needs.errors = (str(error),)
        else:
            flash(_("The job is in the catalogue. Suggestions follow in a minute."), "success")
            return redirect(url_for("job.show", job_id=job.id))
    return _show(form, None), 422 if form.errors else 200


@bp.route("/<int:job_id>/edit", methods=["GET", "POST"])
def edit(job_id: int) -> ResponseReturnValue:
    """Write what a job takes; each change is kept as a version."""
    authorize(policy.may_edit)
    if request.method != "POST":
        job = queries.get_in_full(job_id)
        seen = fingerprint(profile_of(job))
        return _show(ProfileForm.from_request(seen=seen, **filled_from(job)), job)
    form = ProfileForm.from_request()
    if not form.is_to_be_saved:
        form.rearrange()
        return _show(form, queries.get_in_full(job_id))
    job = queries.get_for_change(job_id)
    if not form.accepted():
        return _show(form, job), 422
    return _save(form, job)


def _save(form: ProfileForm, job: Job) -> ResponseReturnValue:
    """Keep the profile as it was typed, or say what has become of it meanwhile."""
    try:
        version = service.edit(
            job,
            form.values(),
            seen=form.seen.data or "",
            by=current_actor(),
            now=clock.now(),
            note=(form.note.data or "").strip(),
        )
    except ProfileChanged:
        return _show_what_happened(form, job), 409
    except NoSuchSkill as error:
        form.needs.errors = (str(error),)
        return _show(form, job), 422
    if version is None:
        flash(_("Nothing was changed."), "info")
    else:
        flash(
            _(
                "Saved as version %(number)s. Suggestions follow in a minute.",
                number=version.number,
            ),
            "success",
        )
    return redirect(url_for("job.show", job_id=job.id))


@bp.post("/<int:job_id>/retire")
def retire(job_id: int) -> ResponseReturnValue:
    """Take a job out of the lists."""
    authorize(policy.may_edit)
    service.retire(queries.get_for_change(job_id), by=current_actor(), now=clock.now())
    flash(_("The job has left the lists. Careers and the graph go on knowing it."), "success")
    return redirect(url_for("job.show", job_id=job_id))


@bp.post("/<int:job_id>/bring-back")
def bring_back(job_id: int) -> ResponseReturnValue:
    """Put a retired job back into the lists."""
    authorize(policy.may_edit)
    service.bring_back(queries.get_for_change(job_id), by=current_actor(), now=clock.now())
    flash(_("The job is in the lists again."), "success")
    return redirect(url_for("job.show", job_id=job_id))


@bp.post("/<int:job_id>/delete")
def delete(job_id: int) -> ResponseReturnValue:
    """Remove a job which never had a history."""
    authorize(policy.may_edit)
    service.delete(queries.get_for_change(job_id), by=current_actor(), now=clock.now())
    flash(_("The job is deleted."), "success")
    return redirect(url_for("jobs.index"))


def _show(form: ProfileForm, job: Job | None, **more: object) -> str:
    """Show the form with what was typed, and the skills found by the words to look for."""
    words = (form.skill_words.data or "").strip()
    if form.order[0] == "add":
        words = form.skill_words.data = ""
    form.looked_for.data = words
    rows = form.skills
    found = skills.search(words, limit=SHOWN_SKILLS + len(rows)) if words else []
    can_propose = job is not None and PROPOSE in current_app.view_functions
    return render_template(
        "jobs/edit.html",
        form=form,
        job=job,
        known=skills.by_ids(rows),
        found=[skill for skill in found if skill.id not in rows][:SHOWN_SKILLS],
        words=words,
        propose_url=url_for(PROPOSE, job_id=job.id) if job and can_propose else None,
        **more,
    )


def _show_what_happened(form: ProfileForm, job: Job) -> str:
    """Show what was typed again, below what somebody else changed meanwhile."""
    told, untold = versions.since(job, form.seen.data or "")
    form.seen.data = fingerprint(profile_of(job))
    changes: list[Differences] = [one.changes for one in told] + [untold]
    return _show(form, job, happened=told, untold=untold, names=names_for(changes))
