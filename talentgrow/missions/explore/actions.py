"""What a reader does with a mission: keep it, follow it, ask, answer, and choose suggestions."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from talentgrow.infra import clock
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.web import authorize, current_actor, safe_next
from talentgrow.kernel.errors import DomainError
from talentgrow.missions import policy, queries
from talentgrow.missions.explore import choices, keeping, questions, whole_page
from talentgrow.missions.explore.forms import AnswerForm, ChoiceForm, QuestionForm, SwitchForm
from talentgrow.missions.recommend import logs
from talentgrow.missions.recommend.logs import Act

bp = Blueprint("acts", __name__)


@bp.post("/missions/<int:mission_id>/keep")
def keep(mission_id: int) -> ResponseReturnValue:
    """Keep a mission for later, or no more."""
    actor = current_actor()
    mission = queries.get_visible(actor, mission_id)
    authorize(policy.may_save, mission)
    is_on, now = _switched(), clock.now()
    keeping.keep(mission, is_on, by=actor, now=now)
    if is_on:
        logs.note(actor.person_id or 0, mission, Act.SAVED, now=now)
    return _back(mission_id)


@bp.post("/missions/<int:mission_id>/follow")
def follow(mission_id: int) -> ResponseReturnValue:
    """Ask to be told of new missions like this one, or no more."""
    actor = current_actor()
    mission = queries.get_visible(actor, mission_id)
    authorize(policy.may_save, mission)
    is_on = _switched()
    keeping.follow(mission, is_on, by=actor, now=clock.now())
    if is_on:
        flash(_("You will be told when a mission like this one opens."), "success")
    else:
        flash(_("You will not be told of missions like this one any more."), "success")
    return _back(mission_id)


@bp.post("/missions/<int:mission_id>/questions")
def ask(mission_id: int) -> ResponseReturnValue:
    """Ask about a mission; everybody reads it."""
    actor = current_actor()
    mission = queries.get_visible(actor, mission_id)
    authorize(policy.may_ask, mission)
    form = QuestionForm.from_request()
    if not form.accepted():
        return whole_page.render(mission_id, question=form), 422
    signed = bool(form.is_signed.data)
    asked = questions.ask(mission, form.words, is_signed=signed, by=actor, now=clock.now())
    flash(_("Your question is on the page. You are told when it is answered."), "success")
    return redirect(f"{url_for('missions.show', mission_id=mission_id)}#question-{asked.id}")


@bp.post("/missions/<int:mission_id>/questions/<int:question_id>")
def answer(mission_id: int, question_id: int) -> ResponseReturnValue:
    """Answer a question, as somebody who owns the mission."""
    actor = current_actor()
    mission = queries.get_visible(actor, mission_id)
    authorize(policy.may_answer, mission)
    question = questions.get(mission, question_id)
    form = AnswerForm.from_request()
    if not form.accepted():
        return whole_page.render(mission_id, answer=form, answering=question.id), 422
    questions.answer(question, mission, form.words, by=actor, now=clock.now())
    flash(_("Your answer is on the page, and whoever asked is told."), "success")
    return redirect(f"{url_for('missions.show', mission_id=mission_id)}#question-{question.id}")


@bp.post("/missions/<int:mission_id>/why")
def note_reading(mission_id: int) -> ResponseReturnValue:
    """Note that the reader looked at the reasons, with the sum as it was."""
    actor = current_actor()
    mission = queries.get_visible(actor, mission_id)
    authorize(policy.may_explore)
    logs.note(actor.person_id or 0, mission, Act.READ_WHY, now=clock.now())
    return "", 204


@bp.route("/missions/choices", methods=["GET", "POST"])
def choose() -> ResponseReturnValue:
    """Choose how missions are suggested."""
    actor = current_actor()
    authorize(policy.may_choose_suggestions)
    held = choices.of(actor.person_id)
    form = ChoiceForm.from_request(held)
    if form.accepted():
        choices.choose(current_user.person, form.choice, by=actor, now=clock.now())
        flash(_("Your choices are saved."), "success")
        return redirect(url_for("missions.index"))
    page = render_template("missions/choices.html", form=form)
    return page, 422 if form.errors else 200


@bp.post("/missions/choices/zones")
def show_zones() -> ResponseReturnValue:
    """Show zones and figures, or hide them, from the list."""
    actor = current_actor()
    authorize(policy.may_choose_suggestions)
    choices.hide(current_user.person, not _switched(), by=actor, now=clock.now())
    return redirect(safe_next(request.form.get("next"), url_for("missions.index")))


def _switched() -> bool:
    """Return what a switch was set to.

    :raises DomainError: the form says neither on nor off
    """
    form = SwitchForm.from_request()
    if not form.accepted():
        raise DomainError(_("Load the page again: something has changed."))
    return form.is_on


def _back(mission_id: int) -> ResponseReturnValue:
    return redirect(
        safe_next(request.form.get("next"), url_for("missions.show", mission_id=mission_id))
    )
