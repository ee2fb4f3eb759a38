"""What people can do, and what was said of it."""

from apiflask import APIBlueprint

from talentgrow.api import basics, schemas, shapes
from talentgrow.api.access import needs
from talentgrow.claims import queries as claims
from talentgrow.claims import service
from talentgrow.claims.service import Evidence
from talentgrow.infra import clock
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.web import authorize, current_actor
from talentgrow.kernel.errors import DomainError
from talentgrow.people import queries as people
from talentgrow.skills import policy, queries

bp = APIBlueprint("api_claims", __name__, url_prefix="/api/v1", tag="Claims")


class NotYet(DomainError):
    """Nobody has used a skill on a day to come."""


@bp.get("/people/<int:person_id>/skills")
@needs(basics.Scope.READ_SKILLS)
@bp.output(basics.Listing[schemas.HeldSkill], schema_name="HeldSkillList")
def held(person_id: int) -> dict[str, object]:
    """List the skills of a person with the level that counts and where it comes from."""
    people.get_visible(current_actor(), person_id)
    authorize(policy.may_read_levels, person_id)
    items = [
        schemas.HeldSkill(
            skill=shapes.reference(one.skill),
            level=one.level,
            source=one.source,
            is_confirmed=one.is_confirmed,
            author=one.author_name,
            at=one.at,
        )
        for one in queries.held_by(person_id)
    ]
    return shapes.whole(items)


@bp.get("/people/<int:person_id>/claims")
@needs(basics.Scope.READ_SKILLS)
@bp.output(basics.Listing[schemas.Claim], schema_name="ClaimList")
def history(person_id: int) -> dict[str, object]:
    """List everything that was said of the skills of a person, the newest first."""
    people.get_visible(current_actor(), person_id)
    authorize(policy.may_read_levels, person_id)
    said = [claim for story in claims.stories(person_id) for claim in story.claims]
    said.sort(key=lambda claim: (claim.at, claim.id), reverse=True)
    return shapes.whole([schemas.Claim.model_validate(claim) for claim in said])


@bp.post("/me/claims")
@needs(basics.Scope.WRITE_SKILLS)
@bp.input(schemas.NewClaim)
@bp.output(schemas.Claim)
def declare(json_data: schemas.NewClaim) -> schemas.Claim:
    """Declare a level of the bearer’s own; saying the same again adds nothing."""
    actor = current_actor()
    authorize(policy.may_declare, actor.person_id)
    person_id = actor.person_id or 0
    skill = queries.get(json_data.skill_id)
    if json_data.last_used_on is not None and json_data.last_used_on > clock.today():
        raise NotYet(_("This day has not come yet."))
    evidence = Evidence(
        note=json_data.note,
        link=str(json_data.link or ""),
        last_used_on=json_data.last_used_on,
        wants_answer=json_data.ask_manager,
    )
    service.declare(
        skill, json_data.level, person_id=person_id, by=actor, now=clock.now(), evidence=evidence
    )
    return schemas.Claim.model_validate(claims.newest_declared(person_id, skill.id))
