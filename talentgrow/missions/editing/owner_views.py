"""Who owns a mission: together with others, or in place of somebody who has left."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from talentgrow.claims.queries import peers_found
from talentgrow.infra import clock
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.web import LARGEST_ID, authorize, current_actor
from talentgrow.missions import policy, queries
from talentgrow.missions.editing import owners
from talentgrow.missions.models import Mission
from talentgrow.people import limits
from talentgrow.people import queries as people
from talentgrow.people.models import Person

bp = Blueprint("owners", __name__, url_prefix="/missions/<int:mission_id>")


@bp.get("/owners")
def index(mission_id: int) -> ResponseReturnValue:
    """Show who owns a mission, and find a colleague to own it with."""
    mission = queries.get_visible(current_actor(), mission_id)
    authorize(policy.may_edit, mission)
    return _show("missions/owners.html", mission)


@bp.post("/owners")
def add(mission_id: int) -> ResponseReturnValue:
    """Own a mission together with a colleague."""
    mission = queries.get_to_change(current_actor(), mission_id)
    authorize(policy.may_edit, mission)
    person = _chosen()
    try:
        owners.add_co_owner(mission, person, by=current_actor(), now=clock.now())
    except owners.CannotOwn as error:
        flash(str(error), "warning")
    else:
        flash(_("%(name)s owns it with you and knows.", name=person.name), "success")
    return redirect(url_for("mission_editing.owners.index", mission_id=mission_id))


@bp.post("/owners/<int:person_id>/remove")
def remove(mission_id: int, person_id: int) -> ResponseReturnValue:
    """Own a mission without somebody, or let the others own it without oneself."""
    actor = current_actor()
    mission = queries.get_to_change(actor, mission_id)
    authorize(policy.may_edit, mission)
    owners.remove_co_owner(mission, person_id, by=actor, now=clock.now())
    flash(_("Noted. Who owned it with you has been told."), "success")
    if actor.is_person(person_id):
        return redirect(url_for("mission_editing.own"))
    return redirect(url_for("mission_editing.owners.index", mission_id=mission_id))


@bp.get("/hand-over")
def hand_over(mission_id: int) -> ResponseReturnValue:
    """Find a colleague who leads a mission from now on."""
    mission = queries.get_visible(current_actor(), mission_id)
    authorize(policy.may_hand_over, mission)
    return _show("missions/hand_over.html", mission)


@bp.post("/hand-over")
def give(mission_id: int) -> ResponseReturnValue:
    """Let a colleague lead a mission from now on."""
    actor = current_actor()
    mission = queries.get_to_change(actor, mission_id)
    authorize(policy.may_hand_over, mission)
    person = _chosen()
    try:
        owners.hand_over(mission, person, by=actor, now=clock.now())
    except owners.CannotOwn as error:
        flash(str(error), "warning")
        return redirect(url_for("mission_editing.owners.hand_over", mission_id=mission_id))
    flash(_("%(name)s leads it now and knows.", name=person.name), "success")
    return redirect(url_for("missions.index"))


def _chosen() -> Person:
    """Return the colleague whose button was pressed; one who cannot be found is none."""
    limits.count_look_up()
    person_id = request.form.get("person", 0, type=int)
    return people.get_visible(current_actor(), person_id if 0 < person_id <= LARGEST_ID else 0)


def _show(template: str, mission: Mission) -> str:
    words = request.args.get("q", "").strip()
    if words:
        limits.count_look_up()
    known = queries.owner_ids(mission)
    found = [one for one in peers_found(current_actor(), words) if one.id not in known]
    return render_template(template, mission=mission, words=words, found=found)
