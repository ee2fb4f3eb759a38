"""The page of a manager’s team."""

from flask import Blueprint, current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from talentgrow.infra import clock
from talentgrow.infra.web import authorize, current_actor
from talentgrow.missions.debriefs import record
from talentgrow.people import policy
from talentgrow.profile import team_queries

bp = Blueprint("team", __name__, template_folder="templates")


@bp.get("/team")
def index() -> ResponseReturnValue:
    """Show the people who report to the reader, and what the reader owes them."""
    authorize(policy.may_read_team)
    actor = current_actor()
    return render_template(
        "profile/team.html",
        team=team_queries.team(actor),
        lent=record.lent_by(actor.person_id or 0, today=clock.today()),
        claims_url=url_for("claims.team") if "claims.team" in current_app.view_functions else "",
    )
