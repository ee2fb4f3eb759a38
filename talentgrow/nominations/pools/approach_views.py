"""The pages on which a pool member is asked about a mission or a job, their manager first."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from talentgrow.infra import clock
from talentgrow.infra.forms import AppForm
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.paging import page_number
from talentgrow.infra.web import authorize, belongs_to, current_actor
from talentgrow.missions.applications.forms.once import once
from talentgrow.nominations.pools import approach_pages, approaches, members, policy, queries
from talentgrow.nominations.pools.forms import (
    AnswerForm,
    ApproachDeferForm,
    ApproachReasonForm,
    AskForm,
)
from talentgrow.nominations.pools.models import Approach, PoolMembership

bp = Blueprint("approaches", __name__)
LONGEST_SEARCH = 100


@bp.get("/approaches")
def index() -> ResponseReturnValue:
    """List what the reader is asked, as a manager, as HR or as a member."""
    authorize(policy.may_list_words)
    found = approach_pages.approaches(current_actor(), page_number(), today=clock.today())
    return render_template("pools/approaches.html", found=found)


@bp.get("/hr/pools/members/<int:membership_id>/ask")
def choose(membership_id: int) -> ResponseReturnValue:
    """Choose the mission or the job, and write to the manager."""
    membership = _membership(membership_id)
    about = request.args.get("about", "")[:LONGEST_SEARCH]
    return _choose(membership, AskForm.from_request(about=about))


@bp.post("/hr/pools/members/<int:membership_id>/ask-manager")
def ask(membership_id: int) -> ResponseReturnValue:
    """Ask the manager of a member."""
    membership, form = _membership(membership_id), AskForm.from_request()
    actor = current_actor()
    subject = members.subject_of(actor, (form.about.data or "")[:LONGEST_SEARCH])
    if not form.accepted() or subject is None:
        if subject is None:
            form.about.errors = (_("Choose a mission or a job."),)
        return _choose(membership, form), 422

    def work() -> str:
        held = queries.hold_membership(membership.id)
        message = form.message.data or ""
        approach = approaches.ask(held, subject, message, by=actor, now=clock.now())
        flash(_asked(approach), "success")
        return url_for("pools.approaches.show", approach_id=approach.id)

    try:
        return once(actor, work, now=clock.now())
    except (approaches.AlreadyAsked, approaches.SubjectGone) as error:
        form.about.errors = (str(error),)
        return _choose(membership, form), 422


@bp.get("/approaches/<int:approach_id>")
def show(approach_id: int) -> ResponseReturnValue:
    """Show one approach: whose turn it is, and what the reader can answer."""
    return _show(_visible(approach_id))


@bp.post("/approaches/<int:approach_id>/agree")
def agree(approach_id: int) -> ResponseReturnValue:
    """Agree, as the manager, that HR talks to somebody."""
    approach = _visible(approach_id)
    authorize(policy.may_agree, approach)
    approach = queries.hold_approach(approach.id)
    approaches.agree(approach, by=current_actor(), now=clock.now())
    return _said(approach, _("HR hears that you agree."))


@bp.post("/approaches/<int:approach_id>/defer")
def defer(approach_id: int) -> ResponseReturnValue:
    """Agree from a day on."""
    approach = _visible(approach_id)
    authorize(policy.may_defer, approach)
    form = ApproachDeferForm.from_request()
    if not form.accepted():
        return _show(approach, deferring=form)
    approach = queries.hold_approach(approach.id)
    try:
        approaches.defer(approach, form.from_day.data, by=current_actor(), now=clock.now())
    except approaches.WrongDay as error:
        form.from_day.errors = (str(error),)
        return _show(approach, deferring=form)
    return _said(approach, _("HR hears from when."))


@bp.post("/approaches/<int:approach_id>/refuse")
def refuse(approach_id: int) -> ResponseReturnValue:
    """Say no as the manager, and why."""
    approach = _visible(approach_id)
    authorize(policy.may_refuse, approach)
    form = ApproachReasonForm.from_request()
    if not form.accepted():
        return _show(approach, refusing=form)
    approach = queries.hold_approach(approach.id)
    try:
        approaches.refuse(approach, form.reason.data or "", by=current_actor(), now=clock.now())
    except approaches.ReasonMissing as error:
        form.reason.errors = (str(error),)
        return _show(approach, refusing=form)
    return _said(approach, _("HR reads why."))


@bp.post("/approaches/<int:approach_id>/approach")
def reach(approach_id: int) -> ResponseReturnValue:
    """Tell the member, once their manager has had the word."""
    approach = _visible(approach_id)
    authorize(policy.may_approach, approach)
    approach = queries.hold_approach(approach.id)
    approaches.approach_member(approach, by=current_actor(), now=clock.now())
    return _said(approach, _("They are told, and say whether they want to hear more."))


@bp.post("/approaches/<int:approach_id>/answer")
def answer(approach_id: int) -> ResponseReturnValue:
    """Say as the member whether one wants to hear more."""
    approach, form = _visible(approach_id), AnswerForm.from_request()
    wants = form.wants.data == "yes"
    authorize(policy.may_be_interested if wants else policy.may_say_no, approach)
    if not form.accepted():
        return _show(approach, answering=form)
    approach = queries.hold_approach(approach.id)
    words = form.words.data or ""
    approaches.answer(approach, wants=wants, words=words, by=current_actor(), now=clock.now())
    return _said(approach, _("Your answer is sent."))


@bp.post("/approaches/<int:approach_id>/call-off")
def call_off(approach_id: int) -> ResponseReturnValue:
    """Ask no more."""
    approach = _visible(approach_id)
    authorize(policy.may_call_off, approach)
    approach = queries.hold_approach(approach.id)
    approaches.call_off(approach, by=current_actor(), now=clock.now())
    return _said(approach, _("Nobody is asked any more."))


def _membership(membership_id: int) -> PoolMembership:
    membership = queries.get_membership(current_actor(), membership_id)
    authorize(policy.may_ask, membership)
    return membership


def _visible(approach_id: int) -> Approach:
    approach = queries.get_approach(current_actor(), approach_id)
    authorize(policy.may_read_approach, approach)
    return approach


def _asked(approach: Approach) -> str:
    if approach.manager is None:
        return _("Nobody manages them: you may talk to them at once.")
    return _("%(name)s is asked first.", name=approach.manager.given_name)


def _said(approach: Approach, words: str) -> ResponseReturnValue:
    flash(words, "success")
    return redirect(url_for("pools.approaches.show", approach_id=approach.id))


def _choose(membership: PoolMembership, form: AskForm) -> str:
    words = request.args.get("q", "").strip()[:LONGEST_SEARCH]
    return render_template(
        "pools/ask.html",
        page=approach_pages.asking(
            current_actor(), membership, words, form.about.data or "", now=clock.now()
        ),
        form=form,
    )


def _show(approach: Approach, **forms: AppForm) -> ResponseReturnValue:
    page = approach_pages.approach(current_actor(), approach, today=clock.today())
    if not page.is_member:
        belongs_to("team.index" if page.is_manager else "pools.show")
    shown = render_template("pools/approach.html", page=page, forms=forms)
    return shown, 422 if forms else 200
