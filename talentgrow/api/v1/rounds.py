"""Rounds of swaps: which are held, join one, leave it."""

from apiflask import APIBlueprint

from talentgrow.api import basics, shapes, visit_schemas, visit_shapes
from talentgrow.api.access import needs
from talentgrow.infra import clock
from talentgrow.infra.paging import paginate
from talentgrow.infra.web import authorize, current_actor
from talentgrow.shadowing import queries
from talentgrow.shadowing.exchanges import policy
from talentgrow.shadowing.exchanges.models import Round
from talentgrow.shadowing.rounds import joining
from talentgrow.shadowing.rounds.weeks import weeks_of

bp = APIBlueprint("api_rounds", __name__, url_prefix="/api/v1", tag="Rounds")


@bp.get("/rounds")
@needs(basics.Scope.READ_VISITS)
@bp.input(basics.PageQuery, location="query")
@bp.output(basics.Listing[visit_schemas.Round], schema_name="RoundList")
def index(query_data: basics.PageQuery) -> dict[str, object]:
    """List the rounds which the bearer may read, the one that ends last first."""
    actor = current_actor()
    authorize(policy.may_browse)
    found = queries.rounds_visible_to(actor).options(*queries.ROUND)
    ordered = found.order_by(Round.join_by.desc(), Round.id.desc())
    page = paginate(ordered, query_data.page, size=query_data.per_page)
    joined = joining.parts_of(actor.person_id or 0, {one.id for one in page})
    return shapes.listing(page, [visit_shapes.round_(one, joined) for one in page])


@bp.post("/rounds/<int:round_id>/join")
@needs(basics.Scope.WRITE_VISITS)
@bp.input(visit_schemas.Part)
@bp.output(visit_schemas.Round)
def join(round_id: int, json_data: visit_schemas.Part) -> visit_schemas.Round:
    """Take part in a round, or say anew when and how."""
    actor = current_actor()
    one = queries.get_round(actor, round_id)
    authorize(policy.may_join, one)
    part = joining.Part(
        weeks=frozenset(json_data.weeks) or frozenset(weeks_of(one)),
        visits=json_data.visits,
        places=json_data.places,
        travels=json_data.travels,
    )
    joining.join(one, part, by=actor, now=clock.now())
    return visit_shapes.round_(one, {one.id})


@bp.post("/rounds/<int:round_id>/leave")
@needs(basics.Scope.WRITE_VISITS)
@bp.output(visit_schemas.Round)
def leave(round_id: int) -> visit_schemas.Round:
    """Take no part in a round any more."""
    actor = current_actor()
    one = queries.get_round(actor, round_id)
    authorize(policy.may_join, one)
    joining.leave(one, actor.person_id or 0, by=actor, now=clock.now())
    return visit_shapes.round_(one, ())
