"""Visits: read, answer, sign, call off; and swaps of them."""

from apiflask import APIBlueprint

from talentgrow.api import basics, shapes, visit_schemas, visit_shapes
from talentgrow.api.access import needs
from talentgrow.infra import clock
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.paging import paginate
from talentgrow.infra.web import authorize, current_actor
from talentgrow.kernel.errors import DomainError
from talentgrow.shadowing import queries
from talentgrow.shadowing.agreements import service as agreements
from talentgrow.shadowing.exchanges import answering as swaps
from talentgrow.shadowing.exchanges.models import Exchange
from talentgrow.shadowing.exchanges.policy import may_read_exchange
from talentgrow.shadowing.visits import answering, calling_off, policy
from talentgrow.shadowing.visits.models import Visit

bp = APIBlueprint("api_visits", __name__, url_prefix="/api/v1", tag="Visits")


class ReasonMissing(DomainError):
    """A no says why."""


@bp.get("/me/visits")
@needs(basics.Scope.READ_VISITS)
@bp.input(visit_schemas.Side, location="query")
@bp.output(basics.Listing[visit_schemas.Visit], schema_name="VisitList")
def mine(query_data: visit_schemas.Side) -> dict[str, object]:
    """List the visits which the bearer makes and receives, the latest day first."""
    actor = current_actor()
    authorize(policy.may_list_own)
    person_id = actor.person_id or 0
    found = queries.visits_of(person_id)
    if query_data.side == "visitor":
        found = found.where(Visit.visitor_id == person_id)
    elif query_data.side == "host":
        found = found.where(Visit.host_id == person_id)
    ordered = found.options(*queries.LINE).order_by(Visit.starts_on.desc(), Visit.id.desc())
    page = paginate(ordered, query_data.page, size=query_data.per_page)
    return shapes.listing(page, [visit_shapes.visit(one, actor) for one in page])


@bp.get("/visits/<int:visit_id>")
@needs(basics.Scope.READ_VISITS)
@bp.output(visit_schemas.Visit)
def show(visit_id: int) -> visit_schemas.Visit:
    """Show one visit, as the bearer may read it."""
    visit = queries.get_visit(current_actor(), visit_id)
    authorize(policy.may_read, visit)
    return visit_shapes.visit(visit, current_actor())


@bp.post("/visits/<int:visit_id>/answer")
@needs(basics.Scope.WRITE_VISITS)
@bp.input(visit_schemas.Answer)
@bp.output(visit_schemas.Visit)
def answer(visit_id: int, json_data: visit_schemas.Answer) -> visit_schemas.Visit:
    """Say yes or no, as the host, to a visit that was asked for."""
    actor, now = current_actor(), clock.now()
    visit = queries.hold_visit(actor, visit_id)
    authorize(policy.may_accept, visit)
    if json_data.accept:
        answering.accept(visit, json_data.words, by=actor, now=now)
    elif json_data.reason is None:
        raise ReasonMissing(_("Say why, as “reason”."))
    else:
        answering.decline(visit, json_data.reason, json_data.words, by=actor, now=now)
    return _shape(visit.id)


@bp.post("/visits/<int:visit_id>/sign")
@needs(basics.Scope.WRITE_VISITS)
@bp.input(visit_schemas.Signature)
@bp.output(visit_schemas.Visit)
def sign(visit_id: int, json_data: visit_schemas.Signature) -> visit_schemas.Visit:
    """Sign the agreement of a visit in the version that was read."""
    actor = current_actor()
    visit = queries.hold_visit(actor, visit_id)
    authorize(policy.may_sign, visit)
    agreements.sign(visit, seen=json_data.version, by=actor, now=clock.now())
    return _shape(visit.id)


@bp.post("/visits/<int:visit_id>/cancel")
@needs(basics.Scope.WRITE_VISITS)
@bp.input(visit_schemas.Cancel)
@bp.output(visit_schemas.Visit)
def cancel(visit_id: int, json_data: visit_schemas.Cancel) -> visit_schemas.Visit:
    """Call a visit off."""
    actor = current_actor()
    visit = queries.hold_visit(actor, visit_id)
    authorize(policy.may_cancel, visit)
    calling_off.cancel(visit, json_data.reason, json_data.note, by=actor, now=clock.now())
    return _shape(visit.id)


@bp.get("/swaps/<int:exchange_id>")
@needs(basics.Scope.READ_VISITS)
@bp.output(visit_schemas.Swap)
def swap(exchange_id: int) -> visit_schemas.Swap:
    """Show a swap or ring, with the visits in it which the bearer may read."""
    exchange = queries.get_exchange(current_actor(), exchange_id)
    authorize(may_read_exchange, exchange)
    return _swap(exchange)


@bp.post("/swaps/<int:exchange_id>/answer")
@needs(basics.Scope.WRITE_VISITS)
@bp.input(visit_schemas.SwapAnswer)
@bp.output(visit_schemas.Swap)
def answer_swap(exchange_id: int, json_data: visit_schemas.SwapAnswer) -> visit_schemas.Swap:
    """Say yes or no to the visits of a swap which are the bearer’s."""
    actor = current_actor()
    exchange = queries.get_exchange(actor, exchange_id)
    authorize(may_read_exchange, exchange)
    said = {one.visit_id: swaps.Word(one.says, one.reason) for one in json_data.legs}
    swaps.answer(exchange, said, by=actor, now=clock.now())
    return _swap(queries.get_exchange(actor, exchange_id))


def _swap(exchange: Exchange) -> visit_schemas.Swap:
    actor = current_actor()
    legs = queries.legs_of(exchange.id)
    theirs = [leg for leg in legs if policy.may_read(actor, leg)]
    is_agreed = all(map(swaps.is_agreed, legs))
    return visit_shapes.swap(exchange, theirs, actor, is_agreed=is_agreed)


def _shape(visit_id: int) -> visit_schemas.Visit:
    return visit_shapes.visit(queries.visit_in_full(visit_id), current_actor())
