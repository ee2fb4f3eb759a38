"""The families of skills, as HR keeps them."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from talentgrow.infra import clock
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.web import authorize, current_actor
from talentgrow.skills import catalogue, editing, forms, policy, queries, wording

bp = Blueprint(
    "skill_families",
    __name__,
    url_prefix="/catalogue/skills/families",
    template_folder="templates",
)


@bp.route("/", methods=["GET", "POST"])
def index() -> ResponseReturnValue:
    """List the families of skills, and add one."""
    authorize(policy.may_curate)
    form = forms.FamilyForm.from_request()
    if form.accepted():
        try:
            wording.create_family(form.values(), by=current_actor(), now=clock.now())
        except wording.CodeTaken as error:
            form.code.errors = (str(error),)
        else:
            flash(_("The family is in the catalogue."), "success")
            return redirect(url_for("skill_families.index"))
    page = render_template(
        "catalogue/families.html",
        form=form,
        families=queries.families(),
        sizes=catalogue.family_sizes(),
    )
    return page, 422 if form.errors else 200


@bp.route("/<int:family_id>", methods=["GET", "POST"])
def edit(family_id: int) -> ResponseReturnValue:
    """Change the code and names of a family."""
    authorize(policy.may_curate)
    family = queries.get_family(family_id)
    form = forms.FamilyForm.from_request(family, **forms.seen_of(family))
    status = 200
    if form.accepted():
        try:
            wording.edit_family(
                family,
                form.values(),
                seen=form.seen(),
                by=current_actor(),
                now=clock.now(),
            )
        except wording.CodeTaken as error:
            form.code.errors = (str(error),)
        except editing.ChangedMeanwhile:
            form = forms.FamilyForm.filled(family)
            status = 409
        else:
            flash(_("The family is changed."), "success")
            return redirect(url_for("skill_families.index"))
    page = render_template("catalogue/family.html", family=family, form=form, status=status)
    return page, 422 if form.errors else status
