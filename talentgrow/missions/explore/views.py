"""The list of missions, the page of one, and why it is suggested."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from talentgrow.infra import clock
from talentgrow.infra.paging import page_number
from talentgrow.infra.web import authorize, current_actor, page_or_fragment
from talentgrow.missions import policy, queries
from talentgrow.missions.explore import forms, listing, narrowing, whole_page, why
from talentgrow.missions.explore.actions import bp as actions

bp = Blueprint("missions", __name__, template_folder="../templates")
bp.register_blueprint(actions)


@bp.get("/missions")
def index() -> ResponseReturnValue:
    """List the missions the reader asks for, a page at a time."""
    authorize(policy.may_explore)
    actor = current_actor()
    found = listing.listing(actor, forms.wanted(), number=page_number(), now=clock.now())
    return page_or_fragment(
        "missions/index.html",
        "missions/_list.html",
        found=found,
        options=lambda: narrowing.options(actor),
    )


@bp.get("/missions/<int:mission_id>")
def show(mission_id: int) -> ResponseReturnValue:
    """Show one mission, right for whoever reads it."""
    authorize(policy.may_explore)
    return whole_page.render(mission_id)


@bp.get("/missions/<int:mission_id>/why")
def explain(mission_id: int) -> ResponseReturnValue:
    """Show skill by skill how far a mission reaches for the reader, to be redone by hand."""
    actor = current_actor()
    mission = queries.get_visible(actor, mission_id)
    authorize(policy.may_explore)
    return render_template("missions/why.html", page=why.page(actor, mission, now=clock.now()))


@bp.get("/missions/kept")
def kept() -> ResponseReturnValue:
    """List the missions the reader keeps."""
    authorize(policy.may_explore)
    found = listing.kept(current_actor(), number=page_number(), now=clock.now())
    return render_template("missions/kept.html", found=found)
