"""One's own path: choosing a target, the ways to it, keeping and sharing them."""

from collections.abc import Iterable, Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from talentgrow.infra import clock
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import localized
from talentgrow.infra.paging import page_number, paginate
from talentgrow.infra.web import asked_id, authorize, current_actor, page_or_fragment, safe_next
from talentgrow.jobs import queries as jobs
from talentgrow.jobs.models import Job
from talentgrow.mobility import policy, queries, service
from talentgrow.mobility.forms import SavePathForm, WishForm
from talentgrow.mobility.models import JobWish
from talentgrow.mobility.path_pages import (
    choices,
    destinations,
    explanations,
    saved_paths,
    wording,
)
from talentgrow.mobility.path_pages.destinations import Destination
from talentgrow.mobility.path_pages.explanations import Asked
from talentgrow.mobility.service import PathValues
from talentgrow.mobility.snapshot import NoSnapshot
from talentgrow.shadowing import sights
from talentgrow.shadowing.debriefs import seen
from talentgrow.shadowing.sights import Sight

bp = Blueprint("mobility", __name__, template_folder="templates")
bp.add_app_template_filter(wording.in_sentence)
bp.add_app_template_test(wording.names_a_person)


@bp.errorhandler(NoSnapshot)
def _not_ready(_error: NoSnapshot) -> ResponseReturnValue:
    """Say kindly that there is nothing to suggest from yet."""
    return render_template("mobility/not_ready.html"), 409


@bp.get("/path")
def path() -> ResponseReturnValue:
    """Show the paths one saved and those which reports share, or lead into choosing."""
    authorize(policy.may_explore)
    actor = current_actor()
    page = saved_paths.saved_paths(actor)
    choice = None if page.first else choices.choice(actor, count=3)
    ahead = page.first.ahead[:1] if page.first else choice.proposals if choice else ()
    return render_template(
        "mobility/path.html",
        page=page,
        choice=choice,
        sights=_sights(one.job for one in ahead),
        seen=seen.seen_by(actor, actor.person_id or 0),
    )


@bp.get("/path/choose")
def choose() -> ResponseReturnValue:
    """Search jobs, or look at those within reach."""
    authorize(policy.may_explore)
    words = request.args.get("q", "").strip()
    family_id = asked_id("family")
    is_search = bool(words or family_id)
    return page_or_fragment(
        "mobility/choose.html",
        "mobility/_found.html",
        words=words,
        family_id=family_id,
        families=jobs.families(),
        found=paginate(jobs.search(words, family_id), page_number()) if is_search else None,
        choice=choices.choice(current_actor()),
    )


@bp.post("/path/wish/<int:job_id>")
def wish(job_id: int) -> ResponseReturnValue:
    """Say that one would like a job, does not want it, or take that back."""
    actor = current_actor()
    authorize(policy.may_wish, actor.person_id)
    job = jobs.get(job_id)
    form = WishForm.from_request()
    if form.accepted():
        service.wish(job.id, form.choice, person_id=actor.person_id or 0, by=actor, now=clock.now())
        flash(_wish_words(form.choice, localized(job.title)), "success")
    return redirect(safe_next(request.form.get("next"), url_for("mobility.choose")))


@bp.get("/path/to/<int:job_id>")
def target(job_id: int) -> ResponseReturnValue:
    """Show the ways to a job, one of them step by step."""
    authorize(policy.may_explore)
    return _show(_destination(job_id), "mobility/target.html")


@bp.get("/path/to/<int:job_id>/compare")
def compare(job_id: int) -> ResponseReturnValue:
    """Show the ways to a job side by side."""
    authorize(policy.may_explore)
    return _show(_destination(job_id), "mobility/compare.html")


@bp.post("/path/to/<int:job_id>/save")
def save(job_id: int) -> ResponseReturnValue:
    """Keep one of the paths shown, unless the suggestions have changed since they were read."""
    actor = current_actor()
    authorize(policy.may_save_path, actor.person_id)
    form = SavePathForm.from_request()
    page = _destination(job_id, asked=request.form)
    values = _values(page, seen=form.seen.data) if form.accepted() else None
    if values is None:
        flash(_("The suggestions have just been computed anew. Look again, then save."), "warning")
        return redirect(url_for("mobility.target", job_id=job_id))
    kept = service.save_path(values, person_id=actor.person_id or 0, by=actor, now=clock.now())
    flash(_("The path is saved. Only you can read it, until you share it."), "success")
    return redirect(url_for("mobility.saved", path_id=kept.id))


@bp.get("/path/saved/<int:path_id>")
def saved(path_id: int) -> ResponseReturnValue:
    """Show a path as it was saved, and what is missing today."""
    found = queries.get_visible(current_actor(), path_id)
    authorize(policy.may_read_path, found)
    page = saved_paths.view(current_actor(), found)
    shown = _sights(stage.job for stage in page.ahead) if page.is_own else {}
    return render_template("mobility/saved.html", page=page, sights=shown)


@bp.post("/path/saved/<int:path_id>/share")
def share(path_id: int) -> ResponseReturnValue:
    """Let one's manager read a path."""
    found = queries.get_visible(current_actor(), path_id)
    authorize(policy.may_share, found)
    service.take_step(found, "share", by=current_actor(), now=clock.now())
    flash(_("Your manager can read this path now."), "success")
    return redirect(url_for("mobility.saved", path_id=path_id))


@bp.post("/path/saved/<int:path_id>/unshare")
def unshare(path_id: int) -> ResponseReturnValue:
    """Take a shared path back."""
    found = queries.get_visible(current_actor(), path_id)
    authorize(policy.may_unshare, found)
    service.take_step(found, "unshare", by=current_actor(), now=clock.now())
    flash(_("Only you can read this path now."), "success")
    return redirect(url_for("mobility.saved", path_id=path_id))


@bp.post("/path/saved/<int:path_id>/drop")
def drop(path_id: int) -> ResponseReturnValue:
    """Give a path up."""
    found = queries.get_visible(current_actor(), path_id)
    authorize(policy.may_drop, found)
    service.take_step(found, "drop", by=current_actor(), now=clock.now())
    flash(_("You gave this path up. Nobody can read it any more."), "success")
    return redirect(url_for("mobility.path"))


@bp.get("/how-suggestions-are-computed")
def computed() -> ResponseReturnValue:
    """Tell the rules in plain words, and compute one step by hand."""
    authorize(policy.may_explore)
    page = explanations.method(current_actor(), _asked())
    return render_template("mobility/computed.html", page=page)


def _destination(job_id: int, *, asked: Mapping[str, str] | None = None) -> Destination:
    """Return the page of a target as the address, or the form, asks for it."""
    values = request.args if asked is None else asked
    label = values.get("open", "")
    pace = destinations.pace_called(values.get("pace"))
    return destinations.destination(current_actor(), job_id, pace=pace, label=label)


def _show(page: Destination, template: str) -> str:
    """Show the paths to a target, or kindly why there are none and what is within reach."""
    if page.opened:
        ahead = _sights(step.job for step in page.opened.steps)
        return render_template(template, page=page, sights=ahead)
    choice = choices.choice(current_actor(), count=3)
    return render_template("mobility/no_path.html", page=page, choice=choice)


def _sights(ahead: Iterable[Job | None]) -> Mapping[int, Sight]:
    """Return what the reader has seen of some jobs, and who shows them."""
    ids = {job.id for job in ahead if job is not None}
    return sights.of_jobs(current_actor().person_id or 0, ids)


def _wish_words(choice: JobWish | None, title: str) -> str:
    """Return what became of a wish, in words."""
    if choice is JobWish.WISHED:
        return _("Noted: “%(job)s” now comes up among the first.", job=title)
    if choice is JobWish.UNWANTED:
        return _("“%(job)s” will not be proposed again, until you take that back.", job=title)
    return _("“%(job)s” is proposed like any other job again.", job=title)


def _asked() -> Asked | None:
    """Return the step which the address asks to compute, if it does."""
    target_id = asked_id("to")
    if target_id is None:
        return None
    return Asked(
        target_id=target_id,
        label=request.args.get("open", ""),
        pace=destinations.pace_called(request.args.get("pace")),
        number=asked_id("step") or 1,
    )


def _values(page: Destination, *, seen: str | None) -> PathValues | None:
    """Return what is kept of the opened path; nothing when other data was `seen`."""
    if page.opened is None or seen != page.basis.data_hash:
        return None
    return PathValues(
        target_id=page.job.id,
        label=page.opened.label,
        steps=list(page.opened.job_ids),
        rule_version=page.basis.rule_version,
        data_hash=page.basis.data_hash,
        as_of=page.basis.as_of,
    )
