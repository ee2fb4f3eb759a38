"""The skill catalogue."""

from apiflask import APIBlueprint

from talentgrow.api import basics, schemas, shapes
from talentgrow.api.access import needs
from talentgrow.infra.paging import paginate
from talentgrow.infra.web import authorize
from talentgrow.skills import catalogue, policy, queries
from talentgrow.skills.catalogue import Filters

bp = APIBlueprint("api_skills", __name__, url_prefix="/api/v1/skills", tag="Skills")


@bp.get("")
@needs(basics.Scope.READ_SKILLS)
@bp.input(basics.SearchQuery, location="query")
@bp.output(basics.Listing[schemas.SkillLine], schema_name="SkillList")
def search(query_data: basics.SearchQuery) -> dict[str, object]:
    """List the skills of the catalogue by name."""
    authorize(policy.may_browse)
    page = paginate(
        catalogue.listed(Filters(words=query_data.q)), query_data.page, size=query_data.per_page
    )
    return shapes.listing(page, [shapes.skill_line(skill) for skill in page])


@bp.get("/<int:skill_id>")
@needs(basics.Scope.READ_SKILLS)
@bp.output(schemas.Skill)
def show(skill_id: int) -> schemas.Skill:
    """Show one skill; one that was merged into another is told as that one."""
    authorize(policy.may_browse)
    return shapes.skill(catalogue.get(queries.get(skill_id).id))
