"""Development paths of the bearer: what is within reach, and the ways to a job."""

from apiflask import APIBlueprint

from talentgrow.api import basics, schemas, shapes
from talentgrow.api.access import needs
from talentgrow.home import queries as home
from talentgrow.infra.web import authorize, current_actor
from talentgrow.mobility import policy, snapshot
from talentgrow.mobility.path_pages import destinations
from talentgrow.mobility.suggestions import PathView, StepView

bp = APIBlueprint("api_paths", __name__, url_prefix="/api/v1/paths", tag="Paths")


@bp.get("")
@needs(basics.Scope.READ_PATHS)
@bp.output(basics.Listing[schemas.ReachableJob], schema_name="ReachableJobList")
def within_reach() -> dict[str, object]:
    """List the jobs within reach of the bearer, as the home page does."""
    authorize(policy.may_explore)
    snapshot.current()
    found = home.home(current_actor()).reach
    items = [
        schemas.ReachableJob(
            job=shapes.job_reference(one.job),
            via=[shapes.job_reference(job) for job in one.via],
            levels_missing=one.reach.gap.levels_missing,
            is_surprise=one.reach.is_surprise,
        )
        for one in found
    ]
    return shapes.whole(items)


@bp.get("/to/<int:job_id>")
@needs(basics.Scope.READ_PATHS)
@bp.input(basics.PathQuery, location="query")
@bp.output(schemas.Paths)
def to_job(job_id: int, query_data: basics.PathQuery) -> schemas.Paths:
    """Show up to three ways of the bearer to a job: the same as on the page."""
    authorize(policy.may_explore)
    found = destinations.destination(current_actor(), job_id, pace=query_data.pace)
    return schemas.Paths(
        target=shapes.job_reference(found.job),
        paths=[_path(path) for path in found.paths],
        rule_version=found.basis.rule_version,
        data_hash=found.basis.data_hash,
        as_of=found.basis.as_of,
    )


def _path(path: PathView) -> schemas.Path:
    return schemas.Path(
        label=path.label,
        start=shapes.job_reference(path.start) if path.start else None,
        steps=[_step(step) for step in path.steps],
        levels_missing=path.levels_missing,
        effort=shapes.months(path.effort),
        is_inferred=path.is_inferred,
    )


def _step(step: StepView) -> schemas.Step:
    return schemas.Step(
        job=shapes.job_reference(step.job),
        people=step.evidence.count,
        is_bridge=step.bridge is not None,
        levels_missing=step.levels_missing,
        effort=shapes.months(step.effort),
    )
