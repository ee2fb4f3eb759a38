"""The two of a visit put it on another day, at other hours or in another place."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.web import authorize, belongs_to, current_actor
from talentgrow.kernel.errors import DomainError
from talentgrow.shadowing import queries
from talentgrow.shadowing.states import BOOKED, VisitStatus
from talentgrow.shadowing.visits import moving, policy, words
from talentgrow.shadowing.visits.models import Visit
from talentgrow.shadowing.visits.pages import wording
from talentgrow.shadowing.visits.pages.forms import ArrangeForm
from talentgrow.shadowing.visits.pages.showing import held

bp = Blueprint("changes", __name__)


@bp.get("/visits/<int:visit_id>/change")
def edit(visit_id: int) -> ResponseReturnValue:
    """Show when and where a visit takes place, to change it."""
    visit = queries.get_visit(current_actor(), visit_id)
    authorize(policy.may_change, visit)
    if visit.status not in BOOKED:
        return redirect(_page(visit))
    return _form(visit, ArrangeForm.of(visit))


@bp.post("/visits/<int:visit_id>/arrange")
def arrange(visit_id: int) -> ResponseReturnValue:
    """Change when or where a visit takes place; whoever signed signs anew."""
    visit = held(visit_id)
    authorize(policy.may_change, visit)
    form = ArrangeForm.from_request()
    if not form.accepted():
        return _form(visit, form), 422
    try:
        # What was changed before it was refused must not stand on the page.
        with db.session.begin_nested():
            actor, now = current_actor(), clock.now()
            moving.arrange(visit, form.wanted, seen=form.version, by=actor, now=now)
    except DomainError as error:
        return _refused(visit_id, form, error), 409
    flash(_("The visit is changed, and the other side is told."), "success")
    return redirect(_page(visit))


def _refused(visit_id: int, form: ArrangeForm, error: DomainError) -> str:
    """Show what was typed beside what the visit says now; sent again, it counts."""
    visit = queries.visit_in_full(visit_id)
    if isinstance(error, moving.VisitChanged):
        form.seen.data = str(visit.sequence)
    return _form(visit, form, str(error))


def _form(visit: Visit, form: ArrangeForm, problem: str = "") -> str:
    belongs_to("visits.mine")
    today = clock.today()
    return render_template(
        "visits/change.html",
        form=form,
        visit=visit,
        problem=problem,
        when=wording.when(visit, today),
        length=wording.length(visit.half_days),
        where=wording.where(visit),
        earliest=words.earliest(visit),
        is_signed=visit.status in {VisitStatus.TO_SIGN, VisitStatus.CONFIRMED},
    )


def _page(visit: Visit) -> str:
    return url_for("visits.show", visit_id=visit.id)
