"""Missions: what is open, and how it lies from the bearer."""

from apiflask import APIBlueprint
from sqlalchemy import select

from talentgrow.api import basics, mission_schemas, mission_shapes
from talentgrow.api.access import needs
from talentgrow.graph.matching import Fit
from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.infra.web import authorize, current_actor
from talentgrow.kernel.access import Actor
from talentgrow.missions import policy, queries
from talentgrow.missions.explore import choices, listing
from talentgrow.missions.explore.filters import Wanted
from talentgrow.missions.models import Mission
from talentgrow.missions.recommend.fits import fits

bp = APIBlueprint("api_missions", __name__, url_prefix="/api/v1/missions", tag="Missions")


@bp.get("")
@needs(basics.Scope.READ_MISSIONS)
@bp.input(mission_schemas.MissionQuery, location="query")
@bp.output(basics.Listing[mission_schemas.MissionLine], schema_name="MissionList")
def index(query_data: mission_schemas.MissionQuery) -> dict[str, object]:
    """List missions in the order of the page: the most useful stretch for the bearer first."""
    actor = current_actor()
    authorize(policy.may_explore)
    wanted = Wanted(
        words=query_data.q,
        hours=query_data.hours,
        theme_id=query_data.theme,
        shown=query_data.shown,
        order=query_data.order,
    )
    found = listing.listing(actor, wanted, number=query_data.page, now=clock.now()).page
    records = _in_full([card.mission.id for card in found])
    known = _fits(actor, records)
    items = [mission_shapes.mission_line(one, known.get(one.id)) for one in records]
    return {
        "items": items,
        "page": found.number,
        "pages": found.count,
        "total": found.total,
    }


@bp.get("/<int:mission_id>")
@needs(basics.Scope.READ_MISSIONS)
@bp.output(mission_schemas.Mission)
def show(mission_id: int) -> mission_schemas.Mission:
    """Show one mission, and how it lies from the bearer."""
    actor = current_actor()
    mission = queries.get_visible(actor, mission_id)
    authorize(policy.may_explore)
    return mission_shapes.mission(mission, _fits(actor, [mission]).get(mission.id))


def _in_full(ids: list[int]) -> list[Mission]:
    rows = db.session.scalars(select(Mission).where(Mission.id.in_(ids)).options(*queries.FULL))
    known = {mission.id: mission for mission in rows}
    return [known[one] for one in ids]


def _fits(actor: Actor, missions: list[Mission]) -> dict[int, Fit]:
    """Return how missions lie from the bearer; nothing where they do not want to see it."""
    choice = choices.of(actor.person_id)
    if choice.opted_out or not choice.shows_zones:
        return {}
    return fits(actor.person_id or 0, missions)
