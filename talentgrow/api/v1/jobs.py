"""The job catalogue, and how far the bearer is from a job."""

from apiflask import APIBlueprint

from talentgrow.api import basics, schemas, shapes
from talentgrow.api.access import needs
from talentgrow.infra.paging import paginate
from talentgrow.infra.web import authorize, current_actor
from talentgrow.jobs import policy, queries
from talentgrow.mobility import policy as mobility_policy
from talentgrow.mobility import snapshot, suggestions
from talentgrow.skills import queries as skills

bp = APIBlueprint("api_jobs", __name__, url_prefix="/api/v1/jobs", tag="Jobs")


@bp.get("")
@needs(basics.Scope.READ_JOBS)
@bp.input(basics.JobQuery, location="query")
@bp.output(basics.Listing[schemas.JobLine], schema_name="JobList")
def search(query_data: basics.JobQuery) -> dict[str, object]:
    """List the jobs by title."""
    authorize(policy.may_browse)
    found = queries.search(query_data.q, query_data.family)
    page = paginate(found, query_data.page, size=query_data.per_page)
    return shapes.listing(page, [shapes.job_line(job) for job in page])


@bp.get("/<int:job_id>")
@needs(basics.Scope.READ_JOBS)
@bp.output(schemas.Job)
def show(job_id: int) -> schemas.Job:
    """Show one job with what it takes and the ways that HR declared from it."""
    authorize(policy.may_browse)
    job = queries.get_in_full(job_id)
    bridges = queries.bridges_from(job_id)
    targets = queries.by_ids({bridge.target_id for bridge in bridges})
    return shapes.job(
        job, queries.needs(job), [(bridge, targets[bridge.target_id]) for bridge in bridges]
    )


@bp.get("/<int:job_id>/gap")
@needs(basics.Scope.READ_PATHS)
@bp.output(schemas.Gap)
def gap(job_id: int) -> schemas.Gap:
    """Tell how far the bearer is from a job, skill by skill."""
    authorize(mobility_policy.may_explore)
    queries.get(job_id)
    mobility = snapshot.current().mobility
    standing = suggestions.standing_of(current_actor(), mobility)
    missing = suggestions.missing_for(mobility, standing.profile, job_id)
    known = skills.by_ids([row.skill for row in missing.rows])
    lines = [
        schemas.GapLine(
            skill=shapes.reference(known[row.skill]),
            have=row.have,
            need=row.need,
            missing=row.missing,
            importance=row.importance,
            is_assumed=row.is_assumed,
        )
        for row in missing.rows
        if row.skill in known
    ]
    return schemas.Gap(
        job_id=job_id, value=missing.value, levels_missing=missing.levels_missing, lines=lines
    )
