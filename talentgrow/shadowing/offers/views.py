"""The pages of offers: find somebody who shows their job, and show one’s own."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from talentgrow.infra import clock
from talentgrow.infra.paging import page_number
from talentgrow.infra.web import authorize, current_actor, page_or_fragment
from talentgrow.people import limits
from talentgrow.shadowing import policy, queries
from talentgrow.shadowing.offers.editing import life_views
from talentgrow.shadowing.offers.editing import views as editing
from talentgrow.shadowing.offers.finding import asked, listing
from talentgrow.shadowing.offers.finding import show as showing

bp = Blueprint("offers", __name__, template_folder="../templates")
bp.register_blueprint(life_views.bp)


@bp.get("/visits")
def index() -> ResponseReturnValue:
    """Find colleagues who show their job, a page at a time."""
    authorize(policy.may_browse)
    now, wanted = clock.now(), asked.wanted()
    if wanted.words:
        # Words find names too.
        limits.count_look_up()
    return page_or_fragment(
        "offers/index.html",
        "offers/_list.html",
        found=listing.listing(current_actor(), wanted, number=page_number(), now=now),
        options=lambda: listing.options(today=now.date()),
    )


@bp.get("/visits/offers")
def own() -> ResponseReturnValue:
    """List one’s own offers, with what waits in them."""
    return editing.own()


@bp.route("/visits/offers/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Show one’s job."""
    return editing.new()


@bp.route("/visits/offers/<int:offer_id>/edit", methods=["GET", "POST"])
def edit(offer_id: int) -> ResponseReturnValue:
    """Change what one’s offer says."""
    return editing.edit(offer_id)


@bp.get("/visits/offers/<int:offer_id>")
def show(offer_id: int) -> ResponseReturnValue:
    """Show one offer, right for whoever reads it."""
    actor = current_actor()
    offer = queries.get_offer(actor, offer_id)
    authorize(policy.may_read, offer)
    return render_template("offers/show.html", page=showing.page(actor, offer, now=clock.now()))
