"""The pages of those who own a mission: who applied, and what becomes of it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from talentgrow.infra import clock
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import localized
from talentgrow.infra.web import authorize, belongs_to, current_actor
from talentgrow.missions import policy as mission_policy
from talentgrow.missions import queries as missions
from talentgrow.missions.applications import choosing, policy, queries
from talentgrow.missions.applications.forms import batch as batch_form
from talentgrow.missions.applications.forms.once import once
from talentgrow.missions.applications.forms.single import (
    NEXT_STEPS,
    REASONS,
    DeclineForm,
    TalkForm,
)
from talentgrow.missions.applications.models import Application
from talentgrow.missions.applications.shown import applicants as shown_applicants
from talentgrow.missions.models import Mission

bp = Blueprint("applications", __name__, template_folder="../templates")


@bp.get("/missions/<int:mission_id>/applicants")
def applicants(mission_id: int) -> ResponseReturnValue:
    """List who applied, by arrival or by name."""
    mission = _mission(mission_id)
    return _show(mission, batch_form.Sent())


@bp.post("/missions/<int:mission_id>/applicants")
def decide(mission_id: int) -> ResponseReturnValue:
    """Choose some and say no to the others, all or nothing."""
    mission = _mission(mission_id)
    actor, now = current_actor(), clock.now()
    proposed = _proposed(mission)
    sent = batch_form.read(request.form, {number for number, _title in proposed})
    if sent.errors:
        return _show(mission, sent), 422

    def work() -> str:
        choosing.decide_all(mission, sent.batch, by=actor, now=now)
        flash(_("Everybody you decided about has been told."), "success")
        return url_for("applications.applicants", mission_id=mission.id)

    return once(actor, work, now=now)


@bp.route("/applications/<int:application_id>/talk", methods=["GET", "POST"])
def talk(application_id: int) -> ResponseReturnValue:
    """Propose a moment to talk."""
    application = _visible(application_id)
    authorize(policy.may_plan_talk, application)
    belongs_to("applications.applicants")
    form = TalkForm.from_request()
    if form.accepted():
        note = (form.note.data or "").strip()
        choosing.plan_talk(application, form.moment, note, by=current_actor(), now=clock.now())
        return _done(application, _("%(name)s hears when.", name=application.person.given_name))
    shown = render_template("applications/talk.html", form=form, application=application)
    return shown, 422 if form.errors else 200


@bp.post("/applications/<int:application_id>/offer")
def offer(application_id: int) -> ResponseReturnValue:
    """Offer a seat."""
    application = _visible(application_id)
    authorize(policy.may_offer, application)
    choosing.offer(application, by=current_actor(), now=clock.now())
    name = application.person.given_name
    return _done(application, _("A seat is kept for %(name)s for five days.", name=name))


@bp.post("/applications/<int:application_id>/waitlist")
def waitlist(application_id: int) -> ResponseReturnValue:
    """Put somebody on the waiting list."""
    application = _visible(application_id)
    authorize(policy.may_waitlist, application)
    choosing.waitlist(application, by=current_actor(), now=clock.now())
    name = application.person.given_name
    return _done(application, _("%(name)s waits for the next free seat.", name=name))


@bp.route("/applications/<int:application_id>/decline", methods=["GET", "POST"])
def decline(application_id: int) -> ResponseReturnValue:
    """Say no with a reason, a word and a next step."""
    application = _visible(application_id)
    authorize(policy.may_decline, application)
    belongs_to("applications.applicants")
    form = DeclineForm.among(_proposed(application.mission))
    if form.accepted():
        choosing.decline(application, form.said, by=current_actor(), now=clock.now())
        name = application.person.given_name
        return _done(application, _("%(name)s reads your words and the next step.", name=name))
    shown = render_template("applications/decline.html", form=form, application=application)
    return shown, 422 if form.errors else 200


def _show(mission: Mission, sent: batch_form.Sent) -> str:
    by_name = request.args.get("order") == "name"
    page = shown_applicants.applicants(current_actor(), mission, by_name=by_name, now=clock.now())
    return render_template(
        "applications/applicants.html",
        page=page,
        sent=sent,
        proposed=_proposed(mission) if page.to_decide else (),
        reasons=REASONS,
        next_steps=NEXT_STEPS,
    )


def _mission(mission_id: int) -> Mission:
    mission = missions.get_visible(current_actor(), mission_id)
    authorize(mission_policy.may_read_applicants, mission)
    return mission


def _proposed(mission: Mission) -> list[tuple[int, str]]:
    found = shown_applicants.missions_to_propose(current_actor(), mission, today=clock.today())
    return [(number, localized(title)) for number, title in found]


def _visible(application_id: int) -> Application:
    return queries.get_visible(current_actor(), application_id)


def _done(application: Application, words: str) -> ResponseReturnValue:
    flash(words, "success")
    return redirect(url_for("applications.applicants", mission_id=application.mission_id))
