"""The steps of a mission, one button each; and the page on which it is cancelled."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from talentgrow.infra import clock
from talentgrow.infra.forms import AppForm
from talentgrow.infra.i18n import gettext
from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.infra.web import authorize, current_actor
from talentgrow.kernel.access import Rule
from talentgrow.missions import days, house, policy, queries, service
from talentgrow.missions.editing import cancelling, closing
from talentgrow.missions.models import Mission
from talentgrow.missions.states import MissionStatus
from talentgrow.missions.values import WrongValues

LONGEST_REASON = 1000

bp = Blueprint("life", __name__, url_prefix="/missions/<int:mission_id>")


class PauseForm(AppForm):
    """Why nobody applies for a while."""

    reason = TextAreaField(
        _("Why"), [DataRequired(_("Say in a few words why.")), Length(max=LONGEST_REASON)]
    )


class CancelForm(AppForm):
    """Why a mission will not be."""

    reason = TextAreaField(_("Why you cancel it"), [Length(max=LONGEST_REASON)])


@bp.post("/publish")
def publish(mission_id: int) -> ResponseReturnValue:
    """Publish one's draft, or hand it in to HR."""
    mission = queries.get_to_change(current_actor(), mission_id)
    authorize(policy.may_submit, mission)
    try:
        service.submit_or_publish(mission, by=current_actor(), now=clock.now())
    except WrongValues as error:
        flash(str(error), "warning")
        return redirect(url_for("mission_editing.edit", mission_id=mission_id))
    flash(what_became_of(mission), "success")
    return _back(mission)


@bp.post("/pause")
def pause(mission_id: int) -> ResponseReturnValue:
    """Let nobody apply for a while."""
    mission = _held(mission_id, policy.may_pause)
    form = PauseForm.from_request()
    if not form.accepted():
        flash(gettext("Say in a few words why: those who applied read it."), "warning")
        return _back(mission)
    service.pause(mission, form.reason.data.strip(), by=current_actor(), now=clock.now())
    flash(gettext("Nobody applies until you open it again. Applications stay."), "success")
    return _back(mission)


@bp.post("/resume")
def resume(mission_id: int) -> ResponseReturnValue:
    """Open a mission again."""
    mission = _held(mission_id, policy.may_resume)
    service.resume(mission, by=current_actor(), now=clock.now())
    flash(gettext("It is open again, and those who applied know."), "success")
    return _back(mission)


@bp.post("/staff")
def staff(mission_id: int) -> ResponseReturnValue:
    """Say that the team is complete."""
    mission = _held(mission_id, policy.may_staff)
    service.staff(mission, by=current_actor(), now=clock.now())
    flash(gettext("The team is complete: nobody else applies."), "success")
    return _back(mission)


@bp.post("/reopen")
def reopen(mission_id: int) -> ResponseReturnValue:
    """Look for more people."""
    mission = _held(mission_id, policy.may_reopen)
    service.reopen(mission, by=current_actor(), now=clock.now())
    flash(gettext("Colleagues may apply again."), "success")
    return _back(mission)


@bp.post("/archive")
def archive(mission_id: int) -> ResponseReturnValue:
    """Put a mission away."""
    mission = _held(mission_id, policy.may_archive)
    service.archive(mission, by=current_actor(), now=clock.now())
    flash(gettext("It is put away. What people did in it stays with them."), "success")
    return redirect(url_for("mission_editing.own"))


@bp.get("/cancel")
def before_cancelling(mission_id: int) -> ResponseReturnValue:
    """Show who would hear of it."""
    mission = queries.get_visible(current_actor(), mission_id)
    authorize(policy.may_cancel, mission)
    return _show_cancelling(mission, CancelForm.from_request())


@bp.post("/cancel")
def cancel(mission_id: int) -> ResponseReturnValue:
    """Cancel a mission and tell everybody why."""
    mission = _held(mission_id, policy.may_cancel)
    form = CancelForm.from_request()
    if not form.accepted():
        return _show_cancelling(mission, form), 422
    try:
        reason = (form.reason.data or "").strip()
        cancelling.cancel(mission, reason, by=current_actor(), now=clock.now())
    except service.TooFewWords as error:
        form.reason.errors = (str(error),)
        return _show_cancelling(mission, form), 422
    flash(gettext("The mission is cancelled. Everybody concerned has been told why."), "success")
    return _back(mission)


@bp.get("/instead")
def instead(mission_id: int) -> ResponseReturnValue:
    """Show why a mission was cancelled, and what else is open."""
    actor = current_actor()
    mission = queries.get_visible(actor, mission_id)
    authorize(policy.may_explore)
    return render_template("missions/instead.html", page=closing.instead(actor, mission))


def what_became_of(mission: Mission) -> str:
    """Say whether a draft is published or read by HR first."""
    if mission.status is MissionStatus.SUBMITTED:
        by = service.answer_by(mission, house.rules())
        day = days.near(by, clock.today())
        return gettext("HR reads it now and has until %(day)s to answer.", day=day)
    return gettext("Your mission is open. You hear of each application.")


def _held(mission_id: int, check: Rule) -> Mission:
    mission = queries.get_to_change(current_actor(), mission_id)
    authorize(check, mission)
    return mission


def _back(mission: Mission) -> ResponseReturnValue:
    return redirect(url_for("missions.show", mission_id=mission.id))


def _show_cancelling(mission: Mission, form: CancelForm) -> str:
    page = closing.closing(current_actor(), mission)
    return render_template("missions/cancel.html", form=form, page=page)
