"""The agreement of a visit: read, change, sign and print."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from talentgrow.infra import clock
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.web import authorize, belongs_to, current_actor
from talentgrow.shadowing import queries
from talentgrow.shadowing.agreements import pages, service
from talentgrow.shadowing.agreements.forms import AgreementForm
from talentgrow.shadowing.agreements.wording import TRAVEL
from talentgrow.shadowing.states import FELL_THROUGH, VisitStatus
from talentgrow.shadowing.visits import policy
from talentgrow.shadowing.visits.changing import NotBooked
from talentgrow.shadowing.visits.models import Visit

bp = Blueprint("agreements", __name__, template_folder="../templates")


@bp.get("/visits/<int:visit_id>/agreement")
def show(visit_id: int) -> ResponseReturnValue:
    """Show what a visit is agreed on and who has signed."""
    visit = queries.get_visit(current_actor(), visit_id)
    authorize(policy.may_read, visit)
    return _show(visit)


@bp.post("/visits/<int:visit_id>/agreement/sign")
def sign(visit_id: int) -> ResponseReturnValue:
    """Sign what one has read."""
    visit = queries.hold_visit(current_actor(), visit_id)
    authorize(policy.may_sign, visit)
    seen = request.form.get("version", "")
    version = int(seen) if seen.isdecimal() and len(seen) < 9 else 0
    try:
        service.sign(visit, seen=version, by=current_actor(), now=clock.now())
    except (service.AgreementChanged, service.NothingToSign) as error:
        flash(str(error), "error")
        return _show(visit, status=409)
    flash(_said(visit), "success")
    return redirect(url_for("agreements.show", visit_id=visit_id))


@bp.route("/visits/<int:visit_id>/agreement/edit", methods=["GET", "POST"])
def edit(visit_id: int) -> ResponseReturnValue:
    """Change what a visit is agreed on; whoever has signed signs anew."""
    is_sent = request.method == "POST"
    get = queries.hold_visit if is_sent else queries.get_visit
    visit = get(current_actor(), visit_id)
    authorize(policy.may_change, visit)
    form = AgreementForm.from_request() if is_sent else AgreementForm.filled_from(visit)
    if not form.accepted():
        return _edit(visit, form, status=422 if form.errors else 200)
    try:
        is_new = service.save(
            visit, form.values, seen=form.seen_version(), by=current_actor(), now=clock.now()
        )
    except service.AgreementChanged:
        form.version.data = str(visit.version)
        return _edit(visit, form, is_overtaken=True, status=409)
    except NotBooked as error:
        flash(str(error), "error")
        return _edit(visit, form, status=409)
    if is_new:
        flash(_("The agreement is changed. Everybody reads it and signs it anew."), "success")
    return redirect(url_for("agreements.show", visit_id=visit_id))


def _said(visit: Visit) -> str:
    if visit.status is VisitStatus.CONFIRMED:
        return _("Everybody has signed: the visit is on. You have it by mail for your calendar.")
    return _("You have signed. The visit is on once everybody has.")


def _show(visit: Visit, *, status: int = 200) -> ResponseReturnValue:
    belongs_to("visits.mine")
    page = pages.page(current_actor(), queries.visit_in_full(visit.id))
    shown = render_template(
        "agreements/show.html",
        page=page,
        visit=page.visit,
        travel=TRAVEL,
        is_over=visit.status in FELL_THROUGH,
    )
    return shown, status


def _edit(
    visit: Visit, form: AgreementForm, *, is_overtaken: bool = False, status: int = 200
) -> ResponseReturnValue:
    belongs_to("visits.mine")
    shown = render_template(
        "agreements/edit.html",
        visit=visit,
        form=form,
        current=service.values_of(visit),
        travel=TRAVEL,
        is_overtaken=is_overtaken,
        count=len(service.signed(visit)),
    )
    return shown, status
