"""The steps of a round, one button each, on the page on which HR follows it."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import ngettext
from talentgrow.infra.web import authorize, belongs_to, current_actor
from talentgrow.kernel.access import Rule
from talentgrow.shadowing import queries
from talentgrow.shadowing.exchanges import policy
from talentgrow.shadowing.exchanges.creating import AskedAlready, NotHere, VisitAlive
from talentgrow.shadowing.exchanges.models import Round
from talentgrow.shadowing.rounds import inviting, life, publishing, solving
from talentgrow.shadowing.rounds.form import AskForm, CancelForm, InviteForm, LaterForm, SendForm
from talentgrow.shadowing.rounds.sending import Outdated
from talentgrow.shadowing.rounds.shown import for_hr
from talentgrow.shadowing.rounds.shown.lists import Asked

bp = Blueprint("life", __name__, url_prefix="/hr/rounds/<int:round_id>")
HR = "rounds.hr"
OBSTACLES = (Outdated, AskedAlready, NotHere, VisitAlive)


@bp.post("/open")
def open(round_id: int) -> ResponseReturnValue:  # noqa: A001
    """Let people join."""
    one = _asked(round_id, policy.may_open)
    try:
        life.open(one, by=current_actor(), now=clock.now())
    except life.WrongDay as error:
        return shown(one, problem=str(error)), 409
    flash(_("The round is open. Whoever has a wish or shows their job has been told."), "success")
    return _back(one)


@bp.post("/close")
def close(round_id: int) -> ResponseReturnValue:
    """End joining before its day."""
    one = _asked(round_id, policy.may_close)
    life.close(one, by=current_actor(), now=clock.now())
    flash(_("Nobody joins any more. The proposal is being computed."), "success")
    return _back(one)


@bp.post("/extend")
def extend(round_id: int) -> ResponseReturnValue:
    """Let people join until a later day."""
    one = _asked(round_id, policy.may_reopen)
    form = LaterForm.from_request()
    if not form.accepted():
        return shown(one, later=form), 422
    try:
        life.extend(one, form.join_by.data, by=current_actor(), now=clock.now())
    except life.WrongDay as error:
        form.join_by.errors = (str(error),)
        return shown(one, later=form), 422
    flash(_("People join until the later day. Whoever takes part knows."), "success")
    return _back(one)


@bp.post("/compute")
def compute(round_id: int) -> ResponseReturnValue:
    """Have a proposal computed."""
    one = _asked(round_id, policy.may_run)
    solving.ask(one, by=current_actor(), now=clock.now())
    return _back(one)


@bp.post("/publish")
def publish(round_id: int) -> ResponseReturnValue:
    """Send everybody their leg."""
    one = _asked(round_id, policy.may_publish)
    form = SendForm.from_request()
    if not form.accepted():
        return shown(one), 422
    try:
        sent = publishing.publish(one, run_id=form.run.data, by=current_actor(), now=clock.now())
    except OBSTACLES as error:
        # Some of it may be made already: the page shows the round as it is stored.
        db.session.rollback()
        one = queries.get_round(current_actor(), round_id)
        return shown(one, problem=str(error)), 409
    flash(
        ngettext(
            "It is sent: one person reads whom they would visit.",
            "It is sent: %(num)s people read whom they would visit.",
            sent.served,
        ),
        "success",
    )
    return _back(one)


@bp.post("/cancel")
def cancel(round_id: int) -> ResponseReturnValue:
    """Call a round off."""
    one = _asked(round_id, policy.may_cancel)
    form = CancelForm.from_request()
    if not form.accepted():
        return shown(one, ending=form), 422
    try:
        life.cancel(one, form.reason.data or "", by=current_actor(), now=clock.now())
    except life.ReasonTooShort as error:
        form.reason.errors = (str(error),)
        return shown(one, ending=form), 422
    flash(_("The round is called off. Whoever took part has read why."), "success")
    return redirect(url_for(HR))


@bp.post("/invite")
def invite(round_id: int) -> ResponseReturnValue:
    """Ask those who do a job to host, once."""
    one = _asked(round_id, policy.may_invite)
    form = InviteForm.from_request()
    if not form.accepted():
        return shown(one), 422
    told = inviting.invite(one, form.teams(), by=current_actor(), now=clock.now())
    if told:
        words = ngettext(
            "One colleague is invited to host.", "%(num)s colleagues are invited to host.", told
        )
    else:
        words = _("Everybody there has been invited already, or takes part.")
    flash(words, "success")
    return _back(one)


@bp.post("/ask")
def ask(round_id: int) -> ResponseReturnValue:
    """Ask somebody whom a proposal leaves out to say more: a wish, a week, a place."""
    one = _asked(round_id, policy.may_invite)
    form = AskForm.from_request()
    if not form.accepted():
        return shown(one), 422
    asked = inviting.ask_for_more(one, form.person.data or 0, by=current_actor(), now=clock.now())
    flash(
        _("They are asked. Compute anew once they have answered.")
        if asked
        else _("They have been asked already, or take no part any more."),
        "success",
    )
    return _back(one)


def shown(
    one: Round,
    *,
    problem: str = "",
    later: LaterForm | None = None,
    ending: CancelForm | None = None,
) -> str:
    """Return the page on which HR follows a round."""
    belongs_to(HR)
    page = for_hr.shown(current_actor(), one, now=clock.now(), asked=Asked.from_request())
    return render_template(
        f"rounds/{page.template}.html",
        page=page,
        problem=problem,
        later=later or LaterForm.empty(),
        ending=ending or CancelForm.empty(),
    )


def _asked(round_id: int, check: Rule) -> Round:
    one = queries.get_round(current_actor(), round_id)
    authorize(check, one)
    belongs_to(HR)
    return one


def _back(one: Round) -> ResponseReturnValue:
    return redirect(url_for("rounds.follow", round_id=one.id))
