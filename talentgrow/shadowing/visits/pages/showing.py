"""The page of one visit, with the forms that its reader may send."""

from typing import Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from talentgrow.infra import clock
from talentgrow.infra.forms import AppForm
from talentgrow.infra.web import belongs_to, current_actor
from talentgrow.shadowing import queries
from talentgrow.shadowing.exchanges.shown.context import context
from talentgrow.shadowing.visits.models import Side, Visit
from talentgrow.shadowing.visits.pages import record, wording
from talentgrow.shadowing.visits.pages.forms import (
    CancelForm,
    DeclineForm,
    DeferForm,
    HowForm,
    RefuseForm,
    WelcomeForm,
)


def show_record(
    visit: Visit, *, problem: str = "", word_id: int = 0, **forms: AppForm
) -> ResponseReturnValue:
    """Show a visit to whoever reads it; a form that was refused comes back as it was."""
    actor = current_actor()
    now = clock.now()
    page = record.record(actor, visit, now=now)
    belongs_to("visits.mine" if page.side is not None else "visits.words")
    known: dict[str, Any] = {
        "accept": WelcomeForm.blank(),
        "decline": DeclineForm.blank(),
        "cancel": CancelForm.blank(),
        "tell": HowForm.blank(),
        "defer": DeferForm.blank(),
        "refuse": RefuseForm.blank(),
    } | forms
    known["tell"].missed_by.choices = [
        SelectChoice(str(Side.VISITOR), visit.visitor.name),
        SelectChoice(str(Side.HOST), visit.host.name),
    ]
    shown = render_template(
        "visits/show.html",
        page=page,
        visit=visit,
        forms=known,
        sent=frozenset(forms),
        word_id=word_id,
        problem=problem,
        regrets=wording.REGRETS,
        aims=wording.AIMS,
        ring_of=context(actor, visit, now=now),
        debrief_url=url_for("visit_debriefs.write", visit_id=visit.id),
    )
    return shown, 409 if problem else 422 if forms else 200


def held(visit_id: int) -> Visit:
    """Return a visit which the reader may read, and which nobody else changes meanwhile."""
    return queries.hold_visit(current_actor(), visit_id)
