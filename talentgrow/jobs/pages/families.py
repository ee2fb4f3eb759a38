"""The families of jobs: how many jobs each has, and writing them."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from talentgrow.infra import clock
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.web import authorize, current_actor
from talentgrow.jobs import families, policy, queries
from talentgrow.jobs.families import FamilyCodeTaken
from talentgrow.jobs.forms import FamilyForm
from talentgrow.jobs.models import JobFamily

bp = Blueprint("families", __name__)


@bp.get("/families")
def index() -> ResponseReturnValue:
    """List the families with their number of jobs."""
    authorize(policy.may_browse)
    return render_template(
        "jobs/families.html", families=queries.families(), sizes=queries.family_sizes()
    )


@bp.route("/families/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Add a family."""
    authorize(policy.may_edit)
    return _write(None)


@bp.route("/families/<int:family_id>/edit", methods=["GET", "POST"])
def edit(family_id: int) -> ResponseReturnValue:
    """Call a family otherwise."""
    authorize(policy.may_edit)
    return _write(queries.get_family(family_id))


def _write(family: JobFamily | None) -> ResponseReturnValue:
    """Show and keep the form of a new family or of one that is there."""
    form = FamilyForm.from_request(family)
    form.known_code = family.code if family else None
    if form.accepted():
        try:
            _keep(form, family)
        except FamilyCodeTaken as error:
            form.code.errors = (str(error),)
        else:
            flash(_("The family is saved."), "success")
            return redirect(url_for("jobs.families.index"))
    page = render_template("jobs/family.html", form=form, family=family)
    return page, 422 if form.errors else 200


def _keep(form: FamilyForm, family: JobFamily | None) -> None:
    if family is None:
        families.create(form.values(), by=current_actor(), now=clock.now())
    else:
        families.edit(family, form.values(), by=current_actor(), now=clock.now())
