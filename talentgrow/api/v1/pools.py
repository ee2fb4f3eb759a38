"""Talent pools: one's own, and for HR who is in them."""

from apiflask import APIBlueprint

from talentgrow.api import basics, nomination_schemas, nomination_shapes, shapes
from talentgrow.api.access import needs
from talentgrow.infra.paging import paginate
from talentgrow.infra.web import authorize, current_actor
from talentgrow.nominations.pools import members, policy, queries
from talentgrow.nominations.pools.models import PoolMembership

bp = APIBlueprint("api_pools", __name__, url_prefix="/api/v1", tag="Talent pools")


@bp.get("/me/pools")
@needs(basics.Scope.READ_NOMINATIONS)
@bp.input(basics.PageQuery, location="query")
@bp.output(basics.Listing[nomination_schemas.Membership], schema_name="OwnMembershipList")
def mine(query_data: basics.PageQuery) -> dict[str, object]:
    """List the talent pools in which the bearer is or was, the one that ends last first."""
    actor = current_actor()
    authorize(policy.may_list_own)
    found = (
        queries.memberships_visible_to(actor)
        .where(PoolMembership.person_id == (actor.person_id or 0))
        .options(*queries.MEMBERSHIP)
        .order_by(PoolMembership.until.desc(), PoolMembership.id.desc())
    )
    page = paginate(found, query_data.page, size=query_data.per_page)
    return shapes.listing(page, [nomination_shapes.membership(one) for one in page.items])


@bp.get("/pools/<int:pool_id>/members")
@needs(basics.Scope.READ_NOMINATIONS)
@bp.input(nomination_schemas.MemberQuery, location="query")
@bp.output(basics.Listing[nomination_schemas.Membership], schema_name="MembershipList")
def of_pool(pool_id: int, query_data: nomination_schemas.MemberQuery) -> dict[str, object]:
    """List, for HR, the members of a pool in their part of the house, by name: never ranked."""
    actor = current_actor()
    authorize(policy.may_browse_pools)
    pool = queries.get_pool(actor, pool_id)
    needed = ((query_data.skill, query_data.level),) if query_data.skill else ()
    wanted = members.Wanted(words=query_data.q, pool_id=pool.id, needs=needed)
    page = paginate(members.matching(actor, wanted), query_data.page, size=query_data.per_page)
    return shapes.listing(page, [nomination_shapes.membership(one) for one in page.items])
