"""A host answers, either side calls a visit off, both say how it went."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from talentgrow.infra import clock
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import in_language
from talentgrow.infra.web import authorize, current_actor
from talentgrow.missions.applications.forms.once import once
from talentgrow.shadowing.states import VisitStatus
from talentgrow.shadowing.visits import answering, calling_off, clashes, policy, telling
from talentgrow.shadowing.visits.models import Visit
from talentgrow.shadowing.visits.pages.forms import CancelForm, DeclineForm, HowForm, WelcomeForm
from talentgrow.shadowing.visits.pages.showing import held, show_record

bp = Blueprint("answers", __name__)
RULES = {
    telling.How.TOOK_PLACE: policy.may_say_took_place,
    telling.How.PARTLY: policy.may_say_partly,
    telling.How.MISSED: policy.may_say_missed,
}


@bp.post("/visits/<int:visit_id>/accept")
def accept(visit_id: int) -> ResponseReturnValue:
    """Say yes to who would like to visit."""
    visit = held(visit_id)
    authorize(policy.may_accept, visit)
    form = WelcomeForm.from_request()
    if not form.accepted():
        return show_record(visit, accept=form)

    def work() -> str:
        words = _for_visitor(visit, form.sentence)
        answering.accept(visit, words, by=current_actor(), now=clock.now())
        flash(_said_yes(visit), "success")
        return _page(visit)

    try:
        return once(current_actor(), work, now=clock.now())
    except clashes.Clash as error:
        return show_record(visit, problem=str(error), accept=form)


@bp.post("/visits/<int:visit_id>/decline")
def decline(visit_id: int) -> ResponseReturnValue:
    """Say no, and why; other hosts are proposed."""
    visit = held(visit_id)
    authorize(policy.may_decline, visit)
    form = DeclineForm.from_request()
    if not form.accepted():
        return show_record(visit, decline=form)

    def work() -> str:
        words = _for_visitor(visit, form.sentence)
        answering.decline(visit, form.why, words, by=current_actor(), now=clock.now())
        name = visit.visitor.given_name
        flash(_("%(name)s reads why, and other hosts are proposed.", name=name), "success")
        return _page(visit)

    return once(current_actor(), work, now=clock.now())


@bp.post("/visits/<int:visit_id>/cancel")
def cancel(visit_id: int) -> ResponseReturnValue:
    """Call a visit off, with a reason."""
    visit = held(visit_id)
    authorize(policy.may_cancel, visit)
    form = CancelForm.from_request()
    if not form.accepted():
        return show_record(visit, cancel=form)

    def work() -> str:
        calling_off.cancel(visit, form.why, form.said, by=current_actor(), now=clock.now())
        flash(_("The visit is called off, and the other side is told."), "success")
        return _page(visit)

    return once(current_actor(), work, now=clock.now())


@bp.post("/visits/<int:visit_id>/tell")
def tell(visit_id: int) -> ResponseReturnValue:
    """Say how it went."""
    visit = held(visit_id)
    form = HowForm.from_request()
    authorize(policy.may_say_took_place, visit)
    if not form.accepted():
        return show_record(visit, tell=form)
    authorize(RULES[form.said], visit)
    telling.tell(visit, form.said, missed_by=form.who, by=current_actor(), now=clock.now())
    flash(_("Noted. The other side hears of it."), "success")
    return redirect(_page(visit))


def _for_visitor(visit: Visit, sentence: object) -> str:
    """Return a ready sentence in the language of the visitor; what was typed stays as it is."""
    with in_language(visit.visitor.locale):
        return str(sentence)


def _said_yes(visit: Visit) -> str:
    if visit.status is VisitStatus.HOST_ACCEPTED:
        return _("You said yes. The managers are asked; then you both sign.")
    return _("You said yes. Now both of you sign the agreement.")


def _page(visit: Visit) -> str:
    return url_for("visits.show", visit_id=visit.id)
