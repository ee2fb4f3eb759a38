"""Keep a pack, choose families of it, see what loading them would change, and load them."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from talentgrow.infra import clock, tasks
from talentgrow.infra.db import db
from talentgrow.infra.db import reading as only_reading
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.paging import page_number, paginate
from talentgrow.infra.web import after_commit, authorize, current_actor, page_or_fragment
from talentgrow.packs import forms, library, policy, queries, reading, service, shelves, words
from talentgrow.packs.files.archives import LARGEST_UPLOAD, UnreadablePack
from talentgrow.packs.loading import catalogue, progress
from talentgrow.packs.loading.plan import plan
from talentgrow.packs.loading.run import TASK
from talentgrow.packs.proposals import SCHEMES

# Boundaries and names of the parts of a form come on top of the files.
ROOM_FOR_THE_FORM = 1_000_000

bp = Blueprint("packs", __name__, url_prefix="/packs", template_folder="templates")


@bp.url_value_preprocessor
def _allow_large_files(endpoint: str | None, _values: object) -> None:
    """Let whoever keeps packs send a whole catalogue; this runs before the form is read."""
    if endpoint != "packs.upload":
        return
    with only_reading():
        if current_user.is_authenticated and policy.may_manage(current_actor(), None):
            request.max_content_length = LARGEST_UPLOAD + ROOM_FOR_THE_FORM
        # While the files travel nothing is held open; what writes begins afterwards.
        db.session.rollback()


@bp.get("/")
def index() -> ResponseReturnValue:
    """Show which packs are kept, and what was loaded of them."""
    authorize(policy.may_manage)
    return _index()


def _index(error: str = "") -> str:
    return render_template(
        "packs/index.html",
        kept=queries.kept(),
        schemes=SCHEMES,
        page=paginate(queries.runs(), page_number()),
        form=forms.ActionForm.from_request(),
        error=error,
        words=words,
    )


@bp.post("/upload")
def upload() -> ResponseReturnValue:
    """Read the files of a pack and keep it for reference."""
    authorize(policy.may_manage)
    try:
        pack = reading.read(forms.uploads())
    except UnreadablePack as error:
        return _index(words.unreadable(error)), 422
    kept = service.keep(pack, by=current_actor(), now=clock.now())
    after_commit(lambda: service.tidy(kept.scheme, queries.hashes_in_use(kept.scheme)))
    flash(_("The pack is kept. Choose what to load of it."), "success")
    return redirect(url_for("packs.choose", pack_id=kept.id))


@bp.get("/<int:pack_id>")
def choose(pack_id: int) -> ResponseReturnValue:
    """Choose families of a pack, and the levels at which its jobs ask for skills."""
    kept = queries.get(pack_id)
    authorize(policy.may_manage)
    pack, asked = library.read(kept), forms.choice(request.args)
    searched = request.args.get("q", "").strip()
    return render_template(
        "packs/choose.html",
        kept=kept,
        choice=asked,
        searched=searched,
        shelves=shelves.shelves(pack, queries.loaded(pack), searched=searched, chosen=asked.groups),
        has_optional=any(not core for needs in pack.needs for _skill, core in needs),
        level_choices=forms.LEVEL_CHOICES,
        words=words,
    )


@bp.get("/<int:pack_id>/preview")
def preview(pack_id: int) -> ResponseReturnValue:
    """Show what loading the chosen families would change; nothing is stored."""
    kept = queries.get(pack_id)
    authorize(policy.may_manage)
    pack, asked = library.read(kept), forms.choice(request.args)
    if not asked.groups:
        flash(_("Choose at least one family."), "error")
        return redirect(url_for("packs.choose", pack_id=pack_id, q=request.args.get("q")))
    service.check(pack, asked)
    planned = plan(pack, asked, catalogue.read(kept.scheme))
    return render_template(
        "packs/preview.html",
        kept=kept,
        choice=asked,
        counts=planned.counts,
        adds_something=planned.adds_something,
        sample=shelves.sample(planned),
        groups=[group for group in pack.groups if group.code in asked.groups],
        form=forms.ActionForm.from_request(),
        words=words,
    )


@bp.post("/<int:pack_id>/load")
def load(pack_id: int) -> ResponseReturnValue:
    """Ask for the chosen families; a task loads them."""
    kept = queries.get(pack_id)
    authorize(policy.may_manage)
    asked = forms.choice(request.form)
    run = service.ask_for(kept, asked, by=current_actor(), now=clock.now())
    after_commit(lambda: tasks.ask(TASK))
    return redirect(url_for("packs.run", run_id=run.id))


@bp.get("/runs/<int:run_id>")
def run(run_id: int) -> ResponseReturnValue:
    """Show how far a run is, or what it did."""
    found = queries.get_run(run_id)
    authorize(policy.may_manage)
    return page_or_fragment(
        "packs/run.html",
        "packs/_run.html",
        run=found,
        share=progress.share(run_id) if found.ended_at is None else None,
        words=words,
    )
