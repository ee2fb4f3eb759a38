"""The home page."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from talentgrow.home import queries
from talentgrow.home.missions import missions
from talentgrow.home.waits import around
from talentgrow.infra import clock
from talentgrow.infra.web import authorize, current_actor
from talentgrow.mobility import policy

bp = Blueprint("home", __name__, template_folder="templates")


@bp.get("/")
def index() -> ResponseReturnValue:
    """Show what waits for the reader and what they could try."""
    authorize(policy.may_explore)
    actor, now = current_actor(), clock.now()
    seen = around(actor, now=now)
    return render_template(
        "home/index.html",
        home=queries.home(actor),
        waits=seen.waits,
        mutuals=seen.mutuals,
        today=clock.today(),
    )


@bp.get("/suggested-missions")
def suggested() -> ResponseReturnValue:
    """Show missions to try, as a part that the home page fetches once it is there."""
    authorize(policy.may_explore)
    if not request.headers.get("HX-Request"):
        return redirect(url_for("missions.index"))
    return render_template("home/_missions.html", cards=missions(current_actor(), now=clock.now()))
