"""Join a round, and leave it: two forms on its page."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectChoice

from talentgrow.infra import clock
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.web import authorize, belongs_to, current_actor
from talentgrow.shadowing import queries
from talentgrow.shadowing.exchanges import policy
from talentgrow.shadowing.exchanges.models import Round
from talentgrow.shadowing.rounds import joining, wording
from talentgrow.shadowing.rounds.form import JoinForm
from talentgrow.shadowing.rounds.shown import for_member
from talentgrow.shadowing.rounds.weeks import weeks_of

bp = Blueprint("part", __name__, url_prefix="/rounds/<int:round_id>")


@bp.post("/join")
def join(round_id: int) -> ResponseReturnValue:
    """Take part, or say anew when one can."""
    one = queries.get_round(current_actor(), round_id)
    before = joining.member_of(one.id, current_actor().person_id or 0)
    if before is not None and before.left_at is None:
        authorize(policy.may_change_part, before)
    else:
        authorize(policy.may_join, one)
    form = filled(one)
    if not form.accepted():
        return page(one, form), 422
    part = form.part({monday.isoformat(): monday for monday in weeks_of(one)})
    try:
        joining.join(one, part, by=current_actor(), now=clock.now())
    except joining.NothingToDo as error:
        form.weeks.errors = (str(error),)
        return page(one, form), 422
    except joining.CannotJoin as error:
        flash(str(error), "error")
        return page(one, filled(one)), 409
    if before is not None and before.left_at is None:
        flash(_("It is noted when you can."), "success")
    else:
        flash(
            _("You take part. You may change your weeks, or leave, until HR sends the rings."),
            "success",
        )
    return redirect(url_for("rounds.show", round_id=one.id))


@bp.post("/leave")
def leave(round_id: int) -> ResponseReturnValue:
    """Take no part any more."""
    actor = current_actor()
    one = queries.get_round(actor, round_id)
    member = joining.member_of(one.id, actor.person_id or 0)
    if member is None:
        authorize(policy.may_join, one)
        return redirect(url_for("rounds.show", round_id=one.id))
    authorize(policy.may_change_part, member)
    try:
        left = joining.leave(one, member.person_id, by=actor, now=clock.now())
    except joining.CannotJoin as error:
        flash(str(error), "error")
        return page(one, filled(one)), 409
    if left:
        flash(_("You take no part any more. Your wishes stay as they are."), "success")
    return redirect(url_for("rounds.show", round_id=one.id))


def filled(one: Round) -> JoinForm:
    """Return the form as posted, else with what somebody said before, else with all weeks."""
    weeks = [monday.isoformat() for monday in weeks_of(one)]
    member = joining.member_of(one.id, current_actor().person_id or 0)
    if member is None or member.left_at is not None:
        form = JoinForm.from_request(weeks=weeks, how="both", places=1)
    else:
        how = "host" if not member.visits else "both" if member.places else "visit"
        form = JoinForm.from_request(
            weeks=[week.monday.isoformat() for week in member.weeks],
            how=how,
            places=max(1, member.places),
            travels=member.travels,
        )
    form.weeks.choices = [
        SelectChoice(monday.isoformat(), wording.week(monday)) for monday in weeks_of(one)
    ]
    return form


def page(one: Round, form: JoinForm) -> str:
    """Return the page of one round for its reader."""
    belongs_to("rounds.index")
    found = for_member.shown(current_actor(), one, now=clock.now())
    return render_template("rounds/show.html", page=found, form=form)
