"""Offers to visit: find one, read it, ask for a day."""

from apiflask import APIBlueprint

from talentgrow.api import basics, shapes, visit_schemas, visit_shapes
from talentgrow.api.access import needs
from talentgrow.api.once import once
from talentgrow.infra import clock
from talentgrow.infra.paging import paginate
from talentgrow.infra.web import authorize, current_actor
from talentgrow.shadowing import policy, queries
from talentgrow.shadowing.offers import room
from talentgrow.shadowing.offers.finding.filters import Wanted, found
from talentgrow.shadowing.visits import requesting

bp = APIBlueprint("api_offers", __name__, url_prefix="/api/v1", tag="Offers to visit")
MOST_DAYS = 20


@bp.get("/visit-offers")
@needs(basics.Scope.READ_VISITS)
@bp.input(visit_schemas.OfferQuery, location="query")
@bp.output(basics.Listing[visit_schemas.OfferLine], schema_name="OfferList")
def index(query_data: visit_schemas.OfferQuery) -> dict[str, object]:
    """List who shows their job."""
    actor = current_actor()
    authorize(policy.may_browse)
    wanted = Wanted(words=query_data.q, site_id=query_data.site)
    offers = found(actor, wanted, today=clock.today()).options(*queries.OFFER)
    page = paginate(offers, query_data.page, size=query_data.per_page)
    return shapes.listing(page, [visit_shapes.offer_line(one) for one in page])


@bp.get("/visit-offers/<int:offer_id>")
@needs(basics.Scope.READ_VISITS)
@bp.output(visit_schemas.Offer)
def show(offer_id: int) -> visit_schemas.Offer:
    """Show one offer, with the next days that have room."""
    offer = queries.get_offer(current_actor(), offer_id)
    authorize(policy.may_read, offer)
    today = clock.today()
    free = room.days(offer, room.taken_of({offer.id}, today=today), today=today, limit=MOST_DAYS)
    return visit_shapes.offer(offer, free)


@bp.post("/visit-offers/<int:offer_id>/visits")
@needs(basics.Scope.WRITE_VISITS)
@bp.input(visit_schemas.NewVisit)
@bp.output(visit_schemas.Visit)
def ask(offer_id: int, json_data: visit_schemas.NewVisit) -> visit_schemas.Visit:
    """Ask for a visit; the same `Idempotency-Key` sent again does nothing twice."""
    actor = current_actor()
    offer = queries.get_offer(actor, offer_id)
    authorize(policy.may_request, offer)
    wanted = requesting.Wanted(
        aim=json_data.aim,
        message=json_data.message,
        slot_id=json_data.slot_id,
        starts_on=json_data.starts_on,
    )
    visit_id = once(lambda: requesting.request(offer, wanted, by=actor, now=clock.now()).id)
    return visit_shapes.visit(queries.get_visit(actor, visit_id), actor)
