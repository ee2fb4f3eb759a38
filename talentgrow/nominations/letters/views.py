"""Decisions, as the person reads them, and what is owed until a later day."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from talentgrow.infra import clock
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import in_language, language
from talentgrow.infra.paging import page_number
from talentgrow.infra.web import authorize, belongs_to, current_actor, safe_next
from talentgrow.kernel.errors import NotFound
from talentgrow.missions.applications.forms.single import NEXT_STEPS
from talentgrow.nominations import queries
from talentgrow.nominations.letters import pages, policy, service
from talentgrow.nominations.letters.queries import decisions_of, get_owed
from talentgrow.nominations.policy import may_read_decision

bp = Blueprint("letters", __name__, template_folder="../templates")


@bp.get("/nominees/<int:nominee_id>/letter")
def show(nominee_id: int) -> ResponseReturnValue:
    """Show what HR has answered: the letter in the person's language, around it the reader's."""
    actor = current_actor()
    nominee = queries.get_nominee(actor, nominee_id)
    decisions = decisions_of(nominee)
    if not decisions:
        raise NotFound(_("HR has not answered yet."))
    for candidacy in nominee.candidacies:
        authorize(may_read_decision, candidacy)
    own = actor.is_person(nominee.person_id)
    belongs_to("nominations.own" if own else "campaigns.hr")
    with in_language(nominee.person.locale) as spoken:
        letter = pages.letter(actor, nominee, decisions, now=clock.now())
        said = render_template("letters/_letter.html", letter=letter, next_steps=NEXT_STEPS)
    return render_template(
        "letters/show.html",
        letter=letter,
        said=Markup(said),  # noqa: S704
        spoken=spoken,
        is_foreign=spoken != language(),
    )


@bp.post("/nominees/<int:nominee_id>/talk")
def talk(nominee_id: int) -> ResponseReturnValue:
    """Take up the offer to talk about the answer."""
    nominee = queries.get_nominee(current_actor(), nominee_id)
    authorize(policy.may_ask_to_talk, nominee)
    service.ask_to_talk(nominee, by=current_actor(), now=clock.now())
    flash(_("HR knows that you would like to talk."), "success")
    return redirect(url_for("letters.show", nominee_id=nominee_id))


@bp.get("/owed")
def owed() -> ResponseReturnValue:
    """List what one owes to those who were told “not now”."""
    authorize(policy.may_list_owed)
    actor = current_actor()
    return render_template(
        "letters/owed.html",
        found=pages.owed_by(actor, page_number(), now=clock.now()),
        count=pages.still_owed(actor),
    )


@bp.post("/owed/<int:decision_id>/done")
def done(decision_id: int) -> ResponseReturnValue:
    """Say that what was owed is done."""
    decision = get_owed(current_actor(), decision_id)
    authorize(policy.may_finish_action, decision)
    name = decision.candidacy.nominee.person.given_name
    service.finish_action(decision, by=current_actor(), now=clock.now())
    flash(_("Noted. %(name)s knows that it is done.", name=name), "success")
    return redirect(safe_next(request.form.get("next"), url_for("letters.owed")))
