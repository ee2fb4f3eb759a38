"""Choose a file, name its columns, see what it would do, have it stored."""

from typing import Any

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_login import current_user

from talentgrow.imports import corrections, pages, policy, queries, service, storage, words, work
from talentgrow.imports.files.faults import UnreadableFile
from talentgrow.imports.files.writing import MIMETYPES
from talentgrow.imports.forms import ColumnsForm, UploadForm
from talentgrow.imports.kinds.register import KINDS
from talentgrow.imports.models import ImportRun
from talentgrow.imports.states import RunStatus
from talentgrow.infra import clock, tasks
from talentgrow.infra.db import db, reading
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.paging import page_number, paginate
from talentgrow.infra.web import (
    after_commit,
    authorize,
    current_actor,
    page_or_fragment,
)

bp = Blueprint("imports", __name__, url_prefix="/imports", template_folder="templates")
UPLOAD = "imports.new"


@bp.url_value_preprocessor
def let_files_in(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Raise the limit of what one page takes, before anything reads the form."""
    if endpoint != UPLOAD:
        return
    with reading():
        if current_user.is_authenticated and policy.may_upload(current_actor(), None):
            request.max_content_length = current_app.config["LARGEST_IMPORT"] * 1_000_000
        # While the file travels nothing is held open; what writes begins afterwards.
        db.session.rollback()


@bp.get("/")
def index() -> ResponseReturnValue:
    """List the imports, the newest first."""
    authorize(policy.may_read)
    page = paginate(queries.runs(current_actor()), page_number())
    return render_template("imports/index.html", page=page, kinds=KINDS)


@bp.get("/columns")
def columns() -> ResponseReturnValue:
    """Say which columns each kind of file may have."""
    authorize(policy.may_read)
    return render_template("imports/columns.html", kinds=KINDS)


@bp.get("/template")
def template() -> ResponseReturnValue:
    """Send an empty file of one kind, with an example."""
    authorize(policy.may_read)
    kind, suffix = pages.asked_kind(), pages.asked_suffix()
    return _file(pages.template_of(kind, suffix), f"{kind.name}.{suffix}", suffix)


@bp.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Choose a file."""
    authorize(policy.may_upload)
    form = UploadForm.from_request()
    if form.accepted():
        try:
            run = service.choose(
                request.files["file"], kind=form.kind.data, by=current_actor(), now=clock.now()
            )
            return redirect(url_for("imports.name_columns", run_id=run.id))
        except UnreadableFile as error:
            form.file.errors = (str(error),)
    return render_template("imports/new.html", form=form, kinds=KINDS), (
        422 if form.errors else 200
    )


@bp.get("/<int:run_id>")
def show(run_id: int) -> ResponseReturnValue:
    """Show how far an import is, what it would do and what it has to mend."""
    run = queries.get(run_id)
    authorize(policy.may_read_rows, run)
    if run.status is RunStatus.UPLOADED:
        return redirect(url_for("imports.name_columns", run_id=run.id))
    return page_or_fragment(
        "imports/show.html",
        "imports/_state.html",
        run=run,
        shown=pages.Shown.of(run),
        problems=paginate(queries.problems(run), page_number()),
        plain=queries.plain,
        words=words,
    )


@bp.route("/<int:run_id>/columns", methods=["GET", "POST"])
def name_columns(run_id: int) -> ResponseReturnValue:
    """Say what the file is about and which column holds what."""
    run = queries.get_for_change(run_id) if request.method == "POST" else queries.get(run_id)
    authorize(policy.may_check, run)
    kind = pages.asked_kind(run.kind)
    form = ColumnsForm(kind, run.headings)
    if request.method == "POST" and form.accepted():
        service.name_columns(run, kind.name, form.positions(), by=current_actor(), now=clock.now())
        _ask_for_work(run)
        return redirect(url_for("imports.show", run_id=run.id))
    page = render_template(
        "imports/name_columns.html",
        run=run,
        kind=kind,
        kinds=KINDS,
        form=form,
        guessed=pages.guessed(run, kind),
    )
    return page, 422 if form.errors or form.problems else 200


@bp.post("/<int:run_id>/check")
def check(run_id: int) -> ResponseReturnValue:
    """Have the file compared with the database anew."""
    run = queries.get_for_change(run_id)
    authorize(policy.may_check, run)
    service.check(run, by=current_actor(), now=clock.now())
    _ask_for_work(run)
    return redirect(url_for("imports.show", run_id=run.id))


@bp.post("/<int:run_id>/apply")
def apply(run_id: int) -> ResponseReturnValue:
    """Have a checked file stored."""
    run = queries.get_for_change(run_id)
    authorize(policy.may_apply, run)
    service.apply(run, by=current_actor(), now=clock.now())
    _ask_for_work(run)
    return redirect(url_for("imports.show", run_id=run.id))


@bp.post("/<int:run_id>/drop")
def drop(run_id: int) -> ResponseReturnValue:
    """Give an import up."""
    run = queries.get_for_change(run_id)
    authorize(policy.may_drop, run)
    service.drop(run, by=current_actor(), now=clock.now())
    flash(_("The import is given up and its file deleted."), "success")
    return redirect(url_for("imports.index"))


@bp.get("/<int:run_id>/corrections")
def correction_file(run_id: int) -> ResponseReturnValue:
    """Send the file to mend: what is wrong stands behind each line."""
    run = queries.get(run_id)
    authorize(policy.may_read_rows, run)
    service.refuse_gone(run)
    suffix = pages.asked_suffix()
    content = corrections.file(
        storage.path_of(run.stored_name),
        queries.all_problems(run),
        columns=pages.headings_of(run),
        suffix=suffix,
        name=run.file_name,
        only_refused=request.args.get("lines") == "refused",
    )
    return _file(content, pages.name_of_correction(run, suffix), suffix)


def _ask_for_work(run: ImportRun) -> None:
    # Read before the commit: afterwards it would begin another transaction.
    run_id = run.id
    after_commit(lambda: tasks.ask(work.JOB, run_id))


def _file(content: bytes, name: str, suffix: str) -> Response:
    response = Response(content, mimetype=MIMETYPES[suffix])
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
