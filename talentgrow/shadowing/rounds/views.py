"""Rounds, for everybody and for HR."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from talentgrow.infra import clock
from talentgrow.infra.paging import page_number
from talentgrow.infra.web import authorize, belongs_to, current_actor
from talentgrow.shadowing import queries
from talentgrow.shadowing.exchanges import policy
from talentgrow.shadowing.rounds import editing_views, life_views, part_views
from talentgrow.shadowing.rounds.shown import for_hr, for_member

bp = Blueprint("rounds", __name__, template_folder="../templates")
bp.register_blueprint(part_views.bp)
bp.register_blueprint(life_views.bp)
bp.add_url_rule("/hr/rounds/new", "new", editing_views.new, methods=["GET", "POST"])
bp.add_url_rule(
    "/hr/rounds/<int:round_id>/edit", "edit", editing_views.edit, methods=["GET", "POST"]
)


@bp.get("/rounds")
def index() -> ResponseReturnValue:
    """List the rounds which one may join, those in which one is, and those that were."""
    authorize(policy.may_browse)
    belongs_to("rounds.index")
    page = for_member.index(current_actor(), now=clock.now())
    return render_template("rounds/index.html", page=page)


@bp.get("/rounds/<int:round_id>")
def show(round_id: int) -> ResponseReturnValue:
    """Show what a round is, let one take part, and say what became of it."""
    one = queries.get_round(current_actor(), round_id)
    authorize(policy.may_read, one)
    return part_views.page(one, part_views.filled(one))


@bp.get("/hr/rounds")
def hr() -> ResponseReturnValue:
    """List all rounds that touch one's part of the house, and how they go."""
    authorize(policy.may_follow_all)
    belongs_to("rounds.hr")
    found = for_hr.listed(current_actor(), page_number(), today=clock.today())
    return render_template("rounds/hr.html", found=found)


@bp.get("/hr/rounds/<int:round_id>")
def follow(round_id: int) -> ResponseReturnValue:
    """Show how one round goes: who joins, what is proposed, what became of it."""
    one = queries.get_round(current_actor(), round_id)
    authorize(policy.may_see_proposal, one)
    return life_views.shown(one)
