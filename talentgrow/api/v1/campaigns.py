"""Campaigns, and who is nominated in them."""

from apiflask import APIBlueprint

from talentgrow.api import basics, nomination_schemas, nomination_shapes, shapes
from talentgrow.api.access import needs
from talentgrow.infra.paging import paginate
from talentgrow.infra.web import authorize, current_actor
from talentgrow.nominations import policy, queries
from talentgrow.nominations.calibration import queries as decided
from talentgrow.nominations.models import Campaign, Nominee
from talentgrow.people.models import Person

bp = APIBlueprint("api_campaigns", __name__, url_prefix="/api/v1/campaigns", tag="Campaigns")


@bp.get("")
@needs(basics.Scope.READ_NOMINATIONS)
@bp.input(basics.PageQuery, location="query")
@bp.output(basics.Listing[nomination_schemas.Campaign], schema_name="CampaignList")
def index(query_data: basics.PageQuery) -> dict[str, object]:
    """List the campaigns which the bearer may read, the one that ends last first."""
    authorize(policy.may_browse)
    found = queries.campaigns_visible_to(current_actor()).options(*queries.CAMPAIGN)
    ordered = found.order_by(Campaign.closes_on.desc(), Campaign.id.desc())
    page = paginate(ordered, query_data.page, size=query_data.per_page)
    return shapes.listing(page, [nomination_shapes.campaign(one) for one in page.items])


@bp.get("/<int:campaign_id>")
@needs(basics.Scope.READ_NOMINATIONS)
@bp.output(nomination_schemas.Campaign)
def show(campaign_id: int) -> nomination_schemas.Campaign:
    """Show one campaign."""
    campaign = queries.get_campaign(current_actor(), campaign_id)
    authorize(policy.may_read_campaign, campaign)
    return nomination_shapes.campaign(campaign)


@bp.get("/<int:campaign_id>/nominees")
@needs(basics.Scope.READ_NOMINATIONS)
@bp.input(basics.PageQuery, location="query")
@bp.output(basics.Listing[nomination_schemas.NomineeLine], schema_name="NomineeList")
def nominees(campaign_id: int, query_data: basics.PageQuery) -> dict[str, object]:
    """List, for HR, who stands behind a nomination in their part of the house, by name."""
    actor = current_actor()
    campaign = queries.get_campaign(actor, campaign_id)
    authorize(policy.may_follow)
    found = (
        queries.nominees_visible_to(actor)
        .where(Nominee.campaign_id == campaign.id, Nominee.person_id != actor.person_id)
        .join(Person, Person.id == Nominee.person_id)
        .options(*queries.LINE)
        .order_by(Person.search_key, Nominee.id)
    )
    page = paginate(found, query_data.page, size=query_data.per_page)
    decisions = decided.decisions([wish.id for one in page.items for wish in one.candidacies])
    lines = [nomination_shapes.nominee_line(one, decisions, actor) for one in page.items]
    return shapes.listing(page, lines)
