"""Apply, and answer: the pages of applicants, managers and HR."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from talentgrow.infra import clock
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.paging import page_number
from talentgrow.infra.web import authorize, belongs_to, current_actor, safe_next
from talentgrow.missions import queries as missions
from talentgrow.missions.applications import pages, policy, queries, service, words
from talentgrow.missions.applications.forms.once import once
from talentgrow.missions.applications.forms.single import (
    NEXT_STEPS,
    REASONS,
    ApplyForm,
    DeferForm,
    ReasonForm,
    RefuseForm,
)
from talentgrow.missions.applications.models import Application
from talentgrow.missions.applications.owner_views import bp as bp
from talentgrow.missions.applications.shown import lists, records
from talentgrow.missions.debriefs import pages as debriefs
from talentgrow.missions.models import Mission


@bp.get("/applications")
def mine() -> ResponseReturnValue:
    """List one's own applications: what waits for oneself, what is alive, what is over."""
    actor = current_actor()
    authorize(policy.may_list_own)
    page = lists.mine(actor.person_id or 0, page_number(), now=clock.now())
    return render_template("applications/mine.html", page=page)


@bp.route("/missions/<int:mission_id>/apply", methods=["GET", "POST"])
def apply(mission_id: int) -> ResponseReturnValue:
    """Read what it takes and who answers, then apply or keep a draft."""
    mission = missions.get_visible(current_actor(), mission_id)
    authorize(policy.may_apply, mission)
    form = ApplyForm.from_request()
    if form.accepted():
        return once(current_actor(), lambda: _apply(mission, form.words), now=clock.now())
    card = pages.card(current_actor(), mission, now=clock.now())
    shown = render_template("applications/apply.html", form=form, apply=card, mission=mission)
    return shown, 422 if form.errors else 200


def _apply(mission: Mission, message: str) -> str:
    actor, now = current_actor(), clock.now()
    if request.form.get("do") == "draft":
        service.save_draft(mission, message, by=actor, now=now)
        flash(_("Your draft is kept. Only you read it."), "success")
        return url_for("missions.show", mission_id=mission.id)
    application = service.send(mission, message, by=actor, now=now)
    flash(_("Your application is sent."), "success")
    return url_for("applications.show", application_id=application.id)


@bp.get("/applications/<int:application_id>")
def show(application_id: int) -> ResponseReturnValue:
    """Show one application: who must act by when, and everything that has happened."""
    return show_record(_visible(application_id))


@bp.post("/applications/<int:application_id>/accept")
def accept(application_id: int) -> ResponseReturnValue:
    """Take the seat that was offered."""
    application = _visible(application_id)
    authorize(policy.may_accept, application)

    def work() -> str:
        service.accept(application, by=current_actor(), now=clock.now())
        flash(_("The seat is yours."), "success")
        return _page(application)

    return once(current_actor(), work, now=clock.now())


@bp.post("/applications/<int:application_id>/decline-offer")
def decline_offer(application_id: int) -> ResponseReturnValue:
    """Say no to a seat that was offered."""
    application = _visible(application_id)
    authorize(policy.may_decline_offer, application)
    form = ReasonForm.from_request()
    if not form.accepted():
        return show_record(application, decline_offer=form)
    service.decline_offer(application, reason=form.words, by=current_actor(), now=clock.now())
    flash(_("Noted. The seat goes to the next."), "success")
    return redirect(_page(application))


@bp.post("/applications/<int:application_id>/withdraw")
def withdraw(application_id: int) -> ResponseReturnValue:
    """Take an application back, at any time."""
    application = _visible(application_id)
    authorize(policy.may_withdraw, application)
    form = ReasonForm.from_request()
    if not form.accepted():
        return show_record(application, withdraw=form)
    was_sent = application.sent_at is not None
    service.withdraw(application, reason=form.words, by=current_actor(), now=clock.now())
    flash(_("Your application is taken back.") if was_sent else _("Your draft is gone."), "success")
    return redirect(url_for("applications.mine"))


@bp.get("/team/applications")
def team() -> ResponseReturnValue:
    """List what waits for one's word as a manager, with the weeks of each person."""
    actor = current_actor()
    # Who no longer manages anybody still answers what was asked of them before.
    authorize(policy.may_list_words, queries.was_asked(actor.person_id or 0))
    found = lists.to_manager(actor, page_number(), now=clock.now())
    return render_template("applications/team.html", found=found)


@bp.get("/hr/applications")
def hr() -> ResponseReturnValue:
    """List what climbed to HR, and what managers refused."""
    authorize(policy.may_list_hr_words)
    of_kind = lists.refused if request.args.get("show") == "refused" else lists.climbed
    found = of_kind(current_actor(), page_number(), now=clock.now())
    is_refused = of_kind is lists.refused
    return render_template("applications/hr.html", found=found, is_refused=is_refused)


@bp.post("/applications/<int:application_id>/agree")
def agree(application_id: int) -> ResponseReturnValue:
    """Let somebody of the team go."""
    application = _visible(application_id)
    authorize(policy.may_agree, application)
    words.agree(application, by=current_actor(), now=clock.now())
    return _said(application, _("%(name)s hears that you agree.", name=_given(application)))


@bp.post("/applications/<int:application_id>/defer")
def defer(application_id: int) -> ResponseReturnValue:
    """Let somebody of the team go from a day on."""
    application = _visible(application_id)
    authorize(policy.may_defer, application)
    form = DeferForm.for_mission(application.mission)
    if not form.accepted():
        return show_record(application, defer=form)
    words.defer(
        application, form.from_day.data, reason=form.words, by=current_actor(), now=clock.now()
    )
    return _said(application, _("%(name)s hears from when.", name=_given(application)))


@bp.post("/applications/<int:application_id>/refuse")
def refuse(application_id: int) -> ResponseReturnValue:
    """Say no, and why."""
    application = _visible(application_id)
    authorize(policy.may_refuse, application)
    form = RefuseForm.from_request()
    if not form.accepted():
        return show_record(application, refuse=form)
    words.refuse(application, form.words, by=current_actor(), now=clock.now())
    return _said(application, _("%(name)s and HR read why.", name=_given(application)))


def show_record(application: Application, **forms: ReasonForm) -> ResponseReturnValue:
    """Show an application to whoever reads it; a form that was refused comes back as it was."""
    actor, now = current_actor(), clock.now()
    authorize(policy.may_read, application)
    page = records.record(actor, application, now=now)
    belongs_to(_place(page))
    known: dict[str, ReasonForm] = {
        "decline_offer": ReasonForm.blank(),
        "withdraw": ReasonForm.blank(),
        "defer": DeferForm.blank(),
        "refuse": RefuseForm.blank(),
    } | forms
    shown = render_template(
        f"applications/{TEMPLATES[type(page)]}",
        page=page,
        forms=known,
        sent=frozenset(forms),
        reasons=REASONS,
        next_steps=NEXT_STEPS,
        debrief=debriefs.card(actor, application, now=now),
    )
    return shown, 422 if forms else 200


TEMPLATES = {
    records.ForApplicant: "for_applicant.html",
    records.ForOwner: "for_owner.html",
    records.ForWord: "for_word.html",
}


def _place(page: records.Record) -> str:
    """Return where the menu files an application: with those of the reader, or what they decide."""
    if isinstance(page, records.ForWord):
        return "applications.hr" if page.is_hr else "applications.team"
    return "applications.applicants" if isinstance(page, records.ForOwner) else "applications.mine"


def _visible(application_id: int) -> Application:
    return queries.get_visible(current_actor(), application_id)


def _page(application: Application) -> str:
    return url_for("applications.show", application_id=application.id)


def _given(application: Application) -> str:
    return application.person.given_name


def _said(application: Application, words_: str) -> ResponseReturnValue:
    """Say what the word led to, and go back to the list from which it came."""
    flash(words_, "success")
    return redirect(safe_next(request.form.get("next"), _page(application)))
