"""Pages on which levels are declared, seen, answered and discussed."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from talentgrow.claims import (
    answering,
    deadlines,
    endorsements,
    pages,
    policy,
    queries,
    service,
    team_form,
    waiting,
)
from talentgrow.claims.forms import AskForm, DeclareForm, DisagreeForm, WishForm, WordForm
from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import localized, ngettext
from talentgrow.infra.paging import page_number
from talentgrow.infra.web import asked_id, authorize, current_actor, safe_next
from talentgrow.kernel.errors import DomainError
from talentgrow.people import limits
from talentgrow.people import queries as people
from talentgrow.skills import policy as skills_policy
from talentgrow.skills.models import SkillClaim

bp = Blueprint("claims", __name__, template_folder="templates")


@bp.route("/skills/<int:skill_id>/declare", methods=["GET", "POST"])
def declare(skill_id: int) -> ResponseReturnValue:
    """Declare a level of one's own, with an example, a link and what one wants of it."""
    actor = current_actor()
    authorize(skills_policy.may_declare, actor.person_id)
    skill = queries.skill_at(skill_id)
    page = pages.declaring(actor, skill)
    form = DeclareForm.from_request(**page.before)
    if form.accepted():
        mine, now = actor.person_id or 0, clock.now()
        said = service.declare(
            skill, form.chosen, person_id=mine, by=actor, now=now, evidence=form.evidence()
        )
        service.wish(skill, form.wished, person_id=mine, by=actor, now=now)
        flash(pages.what_was_said(said, page.manager), "success" if said else "info")
        return redirect(url_for("skills.history", skill_id=skill.id))
    shown = render_template("claims/declare.html", form=form, page=page)
    return shown, 422 if form.errors else 200


@bp.post("/skills/<int:skill_id>/wish")
def wish(skill_id: int) -> ResponseReturnValue:
    """Say what one wants of a skill, or take that back."""
    actor = current_actor()
    authorize(policy.may_wish, actor.person_id)
    skill = queries.skill_at(skill_id)
    form = WishForm.from_request()
    if form.accepted():
        service.wish(skill, form.choice, person_id=actor.person_id or 0, by=actor, now=clock.now())
        flash(_("Noted for %(skill)s.", skill=localized(skill.name)), "success")
    otherwise = url_for("skills.history", skill_id=skill_id)
    return redirect(safe_next(request.form.get("next"), otherwise))


@bp.route("/skills/ask", methods=["GET", "POST"])
def ask() -> ResponseReturnValue:
    """Ask a colleague what they have seen of one's skill."""
    actor = current_actor()
    authorize(policy.may_ask, actor.person_id)
    words = request.args.get("q", "").strip()
    if words:
        limits.count_look_up()
    page = pages.asking(actor, skill_id=asked_id("skill"), words=words)
    form = AskForm.from_request()
    if page.claim is not None and form.accepted():
        peer = people.get_visible(actor, form.peer.data)
        endorsements.ask(
            page.claim, peer, message=form.message.data.strip(), by=actor, now=clock.now()
        )
        flash(_("%(name)s has been asked and has 30 days.", name=peer.given_name), "success")
        return redirect(url_for("skills.history", skill_id=page.claim.skill_id))
    shown = render_template("claims/ask.html", form=form, page=page, words=words)
    return shown, 422 if form.errors else 200


@bp.route("/endorsements/<int:endorsement_id>", methods=["GET", "POST"])
def endorse(endorsement_id: int) -> ResponseReturnValue:
    """Read what a colleague declared and why, and say what one has seen."""
    actor = current_actor()
    found = queries.get_request(actor, endorsement_id)
    authorize(policy.may_endorse, found)
    form = WordForm.from_request()
    if form.accepted():
        endorsements.endorse(found, form.chosen, note=form.words, by=actor, now=clock.now())
        flash(_("Thank you. Your word stands beside the level, with your name."), "success")
        return redirect(url_for("skills.index"))
    shown = render_template("claims/endorse.html", form=form, page=pages.endorsing(found))
    return shown, 422 if form.errors else 200


@bp.post("/endorsements/<int:endorsement_id>/decline")
def decline(endorsement_id: int) -> ResponseReturnValue:
    """Say that one would rather say nothing."""
    actor = current_actor()
    found = queries.get_request(actor, endorsement_id)
    authorize(policy.may_decline, found)
    endorsements.decline(found, by=actor, now=clock.now())
    flash(_("Noted. No reason is asked."), "success")
    return redirect(url_for("skills.index"))


@bp.post("/endorsements/<int:endorsement_id>/withdraw")
def withdraw(endorsement_id: int) -> ResponseReturnValue:
    """Take a request to a colleague back."""
    actor = current_actor()
    found = queries.get_request(actor, endorsement_id)
    authorize(policy.may_withdraw, found)
    endorsements.withdraw(found, by=actor, now=clock.now())
    flash(_("The request to %(name)s is taken back.", name=found.peer.given_name), "success")
    return redirect(url_for("skills.history", skill_id=found.claim.skill_id))


@bp.post("/endorsements/<int:endorsement_id>/again")
def ask_again(endorsement_id: int) -> ResponseReturnValue:
    """Ask a colleague again who did not answer in time, or whose request one took back."""
    actor = current_actor()
    found = queries.get_request(actor, endorsement_id)
    authorize(policy.may_ask_again, found)
    endorsements.ask(found.claim, found.peer, message=found.message, by=actor, now=clock.now())
    flash(_("%(name)s has been asked and has 30 days.", name=found.peer.given_name), "success")
    return redirect(url_for("skills.history", skill_id=found.claim.skill_id))


@bp.get("/team/claims")
def team() -> ResponseReturnValue:
    """List the levels which one's team would like answered."""
    authorize(policy.may_answer_team)
    return _show_team(team_form.Answers())


@bp.post("/team/claims")
def answer_team() -> ResponseReturnValue:
    """Answer one level by a click, all of one person, or several with reasons; all or nothing."""
    actor = current_actor()
    authorize(policy.may_answer_team)
    sent = team_form.read(request.form, waiting.waiting_for(actor, now=clock.now()))
    if sent.errors:
        return _show_team(sent), 422
    try:
        for given in sent.given:
            _answer(queries.get_claim(actor, given.claim_id), given.level, given.note)
    except (answering.DeclaredSince, answering.AlreadyAnswered) as error:
        db.session.rollback()
        flash(str(error), "warning")
        return _show_team(sent), 409
    if sent.given:
        flash(
            ngettext("One level is answered.", "%(num)s levels are answered.", len(sent.given)),
            "success",
        )
    return redirect(url_for("claims.team"))


@bp.post("/claims/<int:claim_id>/answer")
def answer(claim_id: int) -> ResponseReturnValue:
    """Answer one declared level from the page of the person."""
    actor = current_actor()
    claim = queries.get_claim(actor, claim_id)
    form = WordForm.from_request()
    # Only a form without a level confirms what was declared: one that is wrong says nothing.
    if form.level.raw_data or form.words:
        authorize(policy.may_answer, claim.person_id)
        if not form.accepted():
            raise DomainError(" ".join(str(error) for field in form for error in field.errors))
    _answer(claim, form.chosen if form.level.raw_data else None, form.words)
    flash(ngettext("One level is answered.", "%(num)s levels are answered.", 1), "success")
    return redirect(url_for("skills.history", person_id=claim.person_id, skill_id=claim.skill_id))


@bp.route("/claims/<int:claim_id>/disagree", methods=["GET", "POST"])
def disagree(claim_id: int) -> ResponseReturnValue:
    """Put one's own view beside the level which the manager sees."""
    actor = current_actor()
    confirmed = queries.get_claim(actor, claim_id)
    authorize(policy.may_disagree, confirmed)
    form = DisagreeForm.from_request()
    if form.accepted():
        try:
            answering.disagree(confirmed, form.chosen, note=form.words, by=actor, now=clock.now())
        except answering.SameLevel as error:
            form.level.errors = (str(error),)
        else:
            flash(_("Both views are kept. Your manager may answer."), "success")
            return redirect(url_for("skills.history", skill_id=confirmed.skill_id))
    page = pages.disputing(confirmed)
    return render_template(
        "claims/disagree.html", form=form, page=page
    ), 422 if form.errors else 200


@bp.get("/hr/disagreements")
def differences() -> ResponseReturnValue:
    """List where people and their managers see a level otherwise."""
    authorize(policy.may_read_disagreements)
    found = waiting.disagreements(current_actor(), page_number())
    return render_template("claims/disagreements.html", found=found)


def _answer(claim: SkillClaim, level: int | None, note: str) -> None:
    """Answer one level as the manager; None confirms what was declared."""
    authorize(policy.may_answer, claim.person_id)
    answering.answer(
        claim,
        claim.level if level is None else level,
        note=note,
        by=current_actor(),
        now=clock.now(),
    )


def _show_team(sent: team_form.Answers) -> str:
    page = pages.team(current_actor(), now=clock.now())
    return render_template("claims/team.html", page=page, sent=sent, until=deadlines.deadline)
