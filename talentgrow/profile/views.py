"""The page of one person."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from talentgrow.infra.web import authorize, current_actor
from talentgrow.people import limits, policy
from talentgrow.profile import queries
from talentgrow.shadowing.wishes import pages as wishes
from talentgrow.shadowing.wishes.service import Kind

bp = Blueprint("profile", __name__, url_prefix="/people", template_folder="templates")


@bp.get("/<int:person_id>")
def show(person_id: int) -> ResponseReturnValue:
    """Show a person: the job to every colleague, career and skills to those close enough."""
    authorize(policy.may_browse)
    actor = current_actor()
    if not actor.is_person(person_id) and not actor.manages(person_id):
        limits.count_look_up()
    return render_template(
        "profile/show.html",
        profile=queries.profile(actor, person_id),
        is_you=actor.is_person(person_id),
        is_hr=actor.is_hr_for(person_id),
        around=wishes.around(actor, Kind.HOST, person_id),
    )
