"""Applications to missions: read, apply, withdraw, answer and decide."""

from apiflask import APIBlueprint
from sqlalchemy import Select

from talentgrow.api import basics, mission_schemas, mission_shapes, shapes
from talentgrow.api.access import needs
from talentgrow.api.once import once
from talentgrow.infra import clock
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.paging import paginate
from talentgrow.infra.web import authorize, current_actor
from talentgrow.kernel.errors import DomainError
from talentgrow.missions import house
from talentgrow.missions import policy as mission_policy
from talentgrow.missions import queries as missions
from talentgrow.missions.applications import choosing, policy, queries, service, words
from talentgrow.missions.applications.models import Application

bp = APIBlueprint("api_applications", __name__, url_prefix="/api/v1", tag="Applications")


class DecisionIncomplete(DomainError):
    """A step lacks what it needs."""


@bp.get("/me/applications")
@needs(basics.Scope.READ_MISSIONS)
@bp.input(basics.PageQuery, location="query")
@bp.output(basics.Listing[mission_schemas.Application], schema_name="ApplicationList")
def mine(query_data: basics.PageQuery) -> dict[str, object]:
    """List the applications of the bearer, the newest first."""
    actor = current_actor()
    authorize(mission_policy.may_explore)
    return _page(queries.own(actor.person_id or 0).options(*queries.IN_FULL), query_data)


@bp.get("/missions/<int:mission_id>/applications")
@needs(basics.Scope.READ_MISSIONS)
@bp.input(basics.PageQuery, location="query")
@bp.output(basics.Listing[mission_schemas.Application], schema_name="ApplicantList")
def of_mission(mission_id: int, query_data: basics.PageQuery) -> dict[str, object]:
    """List who applied to a mission of the bearer’s, in the order of arrival."""
    actor = current_actor()
    mission = missions.get_visible(actor, mission_id)
    authorize(mission_policy.may_read_applicants, mission)
    return _page(queries.of_mission(mission.id), query_data)


@bp.get("/applications/<int:application_id>")
@needs(basics.Scope.READ_MISSIONS)
@bp.output(mission_schemas.Application)
def show(application_id: int) -> mission_schemas.Application:
    """Show one application, as the bearer may read it."""
    found = queries.get_visible(current_actor(), application_id)
    authorize(policy.may_read, found)
    return _shape(found)


@bp.post("/missions/<int:mission_id>/apply")
@needs(basics.Scope.WRITE_MISSIONS)
@bp.input(mission_schemas.NewApplication)
@bp.output(mission_schemas.Application)
def apply(
    mission_id: int, json_data: mission_schemas.NewApplication
) -> mission_schemas.Application:
    """Apply to a mission; the same `Idempotency-Key` sent again does nothing twice."""
    actor, now = current_actor(), clock.now()
    mission = missions.get_visible(actor, mission_id)
    authorize(policy.may_apply, mission)
    sent_id = once(lambda: service.send(mission, json_data.message, by=actor, now=now).id)
    return _shape(queries.get_visible(actor, sent_id))


@bp.post("/applications/<int:application_id>/withdraw")
@needs(basics.Scope.WRITE_MISSIONS)
@bp.output(mission_schemas.Application)
def withdraw(application_id: int) -> mission_schemas.Application:
    """Take an application of the bearer back, at any time."""
    found = queries.get_visible(current_actor(), application_id)
    authorize(policy.may_withdraw, found)
    service.withdraw(found, by=current_actor(), now=clock.now())
    return _shape(found)


@bp.post("/applications/<int:application_id>/answer")
@needs(basics.Scope.WRITE_MISSIONS)
@bp.input(mission_schemas.Answer)
@bp.output(mission_schemas.Application)
def answer(application_id: int, json_data: mission_schemas.Answer) -> mission_schemas.Application:
    """Say yes or no to an offered seat.

    The same `Idempotency-Key` sent again does nothing twice.
    """
    actor = current_actor()
    found = queries.get_visible(actor, application_id)
    authorize(policy.may_accept, found)
    step = service.accept if json_data.accept else service.decline_offer

    def work() -> int:
        step(found, by=actor, now=clock.now())
        return found.id

    once(work)
    return _shape(found)


@bp.post("/applications/<int:application_id>/word")
@needs(basics.Scope.WRITE_MISSIONS)
@bp.input(mission_schemas.Word)
@bp.output(mission_schemas.Application)
def word(application_id: int, json_data: mission_schemas.Word) -> mission_schemas.Application:
    """Give the word of the manager, or of HR in their place."""
    actor, now = current_actor(), clock.now()
    found = queries.get_visible(actor, application_id)
    authorize(policy.may_agree, found)
    if json_data.step == "agree":
        words.agree(found, by=actor, now=now)
    elif json_data.step == "refuse":
        words.refuse(found, json_data.reason, by=actor, now=now)
    elif json_data.from_day is None:
        raise DecisionIncomplete(_("Say from which day, as “from_day”."))
    else:
        words.defer(found, json_data.from_day, reason=json_data.reason, by=actor, now=now)
    return _shape(found)


@bp.post("/applications/<int:application_id>/decision")
@needs(basics.Scope.WRITE_MISSIONS)
@bp.input(mission_schemas.Decision)
@bp.output(mission_schemas.Application)
def decide(application_id: int, json_data: mission_schemas.Decision) -> mission_schemas.Application:
    """Offer a seat, put on the waiting list, or decline with a reason, a word and a next step."""
    actor, now = current_actor(), clock.now()
    found = queries.get_visible(actor, application_id)
    authorize(policy.may_offer, found)
    if json_data.step == "offer":
        choosing.offer(found, by=actor, now=now)
    elif json_data.step == "waitlist":
        choosing.waitlist(found, by=actor, now=now)
    else:
        choosing.decline(found, _decline(json_data), by=actor, now=now)
    return _shape(found)


def _decline(said: mission_schemas.Decision) -> choosing.Decline:
    if said.reason is None or said.next_step is None:
        raise DecisionIncomplete(_("To decline takes a reason, a word and a next step."))
    return choosing.Decline(
        reason=said.reason,
        feedback=said.feedback or "",
        next_step=said.next_step,
        next_note=said.next_note,
        next_mission_id=said.next_mission_id,
        offers_talk=said.offers_talk,
    )


def _page(found: Select[Application], asked: basics.PageQuery) -> dict[str, object]:
    """Return a page of applications that are loaded in full, as the bearer may read them."""
    actor, rules = current_actor(), house.rules()
    page = paginate(found, asked.page, size=asked.per_page)
    items = [mission_shapes.application(one, actor, rules) for one in page]
    return shapes.listing(page, items)


def _shape(found: Application) -> mission_schemas.Application:
    """Return an application as it is now; a step has read the mission anew, without its owners."""
    return mission_shapes.application(queries.in_full(found.id), current_actor(), house.rules())
