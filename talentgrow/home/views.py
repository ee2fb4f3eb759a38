"""The home page."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from talentgrow.home import queries
from talentgrow.infra import clock
from talentgrow.infra.web import authorize, current_actor
from talentgrow.mobility import policy

bp = Blueprint("home", __name__, template_folder="templates")


@bp.get("/")
def index() -> ResponseReturnValue:
    """Show what waits for the reader and what they could try."""
    authorize(policy.may_explore)
    return render_template(
        "home/index.html", home=queries.home(current_actor()), today=clock.today()
    )
