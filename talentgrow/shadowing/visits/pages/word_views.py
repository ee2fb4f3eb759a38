"""Managers say yes, from a day, or no to a visit longer than a day; HR in their place."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from talentgrow.infra import clock
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.web import authorize, current_actor, safe_next
from talentgrow.kernel.errors import NotFound
from talentgrow.shadowing.visits import policy, words
from talentgrow.shadowing.visits.models import Visit, VisitWord
from talentgrow.shadowing.visits.pages.forms import DeferForm, RefuseForm
from talentgrow.shadowing.visits.pages.showing import held, show_record

bp = Blueprint("words", __name__)


@bp.post("/visits/<int:visit_id>/words/<int:word_id>/agree")
def agree(visit_id: int, word_id: int) -> ResponseReturnValue:
    """Let a visit take place."""
    visit, word = _word(visit_id, word_id)
    authorize(policy.may_clear, (visit, word))
    words.agree(visit, word, by=current_actor(), now=clock.now())
    return _said(visit, _("You agree. They hear of it."))


@bp.post("/visits/<int:visit_id>/words/<int:word_id>/defer")
def defer(visit_id: int, word_id: int) -> ResponseReturnValue:
    """Let a visit take place from a day on."""
    visit, word = _word(visit_id, word_id)
    authorize(policy.may_clear, (visit, word))
    form = DeferForm.about(visit)
    if not form.accepted():
        return show_record(visit, word_id=word.id, defer=form)
    day = form.from_on.data
    words.defer(visit, word, day, form.said, by=current_actor(), now=clock.now())
    return _said(visit, _("They hear from when, and choose a day."))


@bp.post("/visits/<int:visit_id>/words/<int:word_id>/refuse")
def refuse(visit_id: int, word_id: int) -> ResponseReturnValue:
    """Say no, and why."""
    visit, word = _word(visit_id, word_id)
    authorize(policy.may_refuse, (visit, word))
    form = RefuseForm.from_request()
    if not form.accepted():
        return show_record(visit, word_id=word.id, refuse=form)
    words.refuse(visit, word, form.said, by=current_actor(), now=clock.now())
    return _said(visit, _("Both of them and HR read why."))


def _word(visit_id: int, word_id: int) -> tuple[Visit, VisitWord]:
    """Return a visit that is held and the word of one of its sides.

    :raises NotFound: no such visit, or it has no such word
    """
    visit = held(visit_id)
    for word in visit.words:
        if word.id == word_id:
            return visit, word
    raise NotFound(_("Nobody was asked about this visit."))


def _said(visit: Visit, sentence: str) -> ResponseReturnValue:
    """Say what the word led to, and go back to where it came from."""
    flash(sentence, "success")
    here = url_for("visits.show", visit_id=visit.id)
    return redirect(safe_next(request.form.get("next"), here))
