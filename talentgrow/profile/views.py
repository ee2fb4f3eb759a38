"""The page of one person."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from talentgrow.infra.web import authorize, current_actor
from talentgrow.people import policy
from talentgrow.profile import queries

bp = Blueprint("profile", __name__, url_prefix="/people", template_folder="templates")


@bp.get("/<int:person_id>")
def show(person_id: int) -> ResponseReturnValue:
    """Show a person: the job to every colleague, career and skills to those close enough."""
    authorize(policy.may_browse)
    profile = queries.profile(current_actor(), person_id)
    return render_template(
        "profile/show.html", profile=profile, is_you=current_actor().is_person(person_id)
    )
