"""Missions: what is open, and how it lies from the bearer."""

from collections.abc import Sequence

from apiflask import APIBlueprint

from talentgrow.api import basics, mission_schemas, mission_shapes
from talentgrow.api.access import needs
from talentgrow.graph.matching import Fit
from talentgrow.infra import clock
from talentgrow.infra.web import authorize, current_actor
from talentgrow.kernel.access import Actor
from talentgrow.missions import policy, queries
from talentgrow.missions.explore import listing
from talentgrow.missions.explore.filters import Wanted
from talentgrow.missions.models import Mission
from talentgrow.missions.recommend.fits import fits
from talentgrow.missions.recommend.seekers import Asker, asker

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
    found = listing.chosen(
        actor, wanted, number=query_data.page, now=clock.now(), load=queries.FULL
    )
    known = _fits(actor, found.page.items, found.reader)
    items = [mission_shapes.mission_line(one, known.get(one.id)) for one in found.page]
    return {
        "items": items,
        "page": found.page.number,
        "pages": found.page.count,
        "total": found.page.total,
    }


@bp.get("/<int:mission_id>")
@needs(basics.Scope.READ_MISSIONS)
@bp.output(mission_schemas.Mission)
def show(mission_id: int) -> mission_schemas.Mission:
    """Show one mission, and how it lies from the bearer."""
    actor = current_actor()
    mission = queries.get_visible(actor, mission_id)
    authorize(policy.may_explore)
    reader = asker(actor.person_id or 0)
    return mission_shapes.mission(mission, _fits(actor, [mission], reader).get(mission.id))


def _fits(actor: Actor, missions: Sequence[Mission], reader: Asker) -> dict[int, Fit]:
    """Return how missions lie from the bearer; nothing where they do not want to see it."""
    if reader.opted_out or reader.hides_scores:
        return {}
    return fits(actor.person_id or 0, missions, known=reader.seeker)
