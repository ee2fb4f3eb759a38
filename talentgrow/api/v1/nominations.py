"""Nominations: nominate, read what is said about oneself, answer, and decide as HR."""

from datetime import date

from apiflask import APIBlueprint

from talentgrow.api import basics, nomination_schemas, nomination_shapes, shapes
from talentgrow.api.access import needs
from talentgrow.api.once import once
from talentgrow.infra import clock
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.paging import paginate
from talentgrow.infra.web import authorize, current_actor
from talentgrow.kernel.errors import DomainError
from talentgrow.nominations import policy, queries
from talentgrow.nominations.calibration import queries as decided
from talentgrow.nominations.calibration import service as calibration
from talentgrow.nominations.calibration.values import FIELDS, DecisionValues
from talentgrow.nominations.consent import queries as candidacies
from talentgrow.nominations.consent import service as consent
from talentgrow.nominations.models import Campaign, Candidacy, Nomination, Nominee
from talentgrow.nominations.writing import held, service
from talentgrow.nominations.writing.evidence import Picks
from talentgrow.people import limits
from talentgrow.people import queries as people

bp = APIBlueprint("api_nominations", __name__, url_prefix="/api/v1", tag="Nominations")


class AnswerIncomplete(DomainError):
    """An answer lacks what it needs."""


@bp.get("/me/nominations")
@needs(basics.Scope.READ_NOMINATIONS)
@bp.input(basics.PageQuery, location="query")
@bp.output(basics.Listing[nomination_schemas.Nomination], schema_name="NominationList")
def mine(query_data: basics.PageQuery) -> dict[str, object]:
    """List what the bearer wrote, drafts too, the newest first."""
    authorize(policy.may_list_own)
    found = queries.nominations_of(current_actor().person_id or 0).options(*queries.NOMINATION)
    ordered = found.order_by(Nomination.created_at.desc(), Nomination.id.desc())
    page = paginate(ordered, query_data.page, size=query_data.per_page)
    return shapes.listing(page, [nomination_shapes.nomination(one) for one in page.items])


@bp.get("/nominations/<int:nomination_id>")
@needs(basics.Scope.READ_NOMINATIONS)
@bp.output(nomination_schemas.Nomination)
def show(nomination_id: int) -> nomination_schemas.Nomination:
    """Show one nomination which the bearer wrote, or which was sent about them."""
    found = queries.get_nomination(current_actor(), nomination_id)
    authorize(policy.may_read, found)
    return nomination_shapes.nomination(found)


@bp.post("/campaigns/<int:campaign_id>/nominations")
@needs(basics.Scope.WRITE_NOMINATIONS)
@bp.input(nomination_schemas.NewNomination)
@bp.output(nomination_schemas.Nomination)
def nominate(
    campaign_id: int, json_data: nomination_schemas.NewNomination
) -> nomination_schemas.Nomination:
    """Nominate somebody, or oneself; the same `Idempotency-Key` sent again does nothing twice."""
    actor = current_actor()
    campaign = queries.get_campaign(actor, campaign_id)
    authorize(policy.may_write, (campaign, json_data.person_id))
    limits.count_look_up()
    people.get_visible(actor, json_data.person_id)
    sent_id = once(lambda: _send(campaign, json_data))
    return nomination_shapes.nomination(queries.get_nomination(actor, sent_id))


@bp.post("/nominations/<int:nomination_id>/withdraw")
@needs(basics.Scope.WRITE_NOMINATIONS)
@bp.output(nomination_schemas.Nomination)
def withdraw(nomination_id: int) -> nomination_schemas.Nomination:
    """Take back what the bearer wrote about somebody."""
    actor = current_actor()
    found = queries.get_nomination(actor, nomination_id)
    authorize(policy.may_withdraw, found)
    service.withdraw(found, by=actor, now=clock.now())
    return nomination_shapes.nomination(held.hold(found.id))


@bp.get("/me/nominees")
@needs(basics.Scope.READ_NOMINATIONS)
@bp.input(basics.PageQuery, location="query")
@bp.output(basics.Listing[nomination_schemas.NomineeLine], schema_name="OwnNomineeList")
def about_me(query_data: basics.PageQuery) -> dict[str, object]:
    """List the campaigns in which the bearer is nominated, the newest first."""
    actor = current_actor()
    authorize(policy.may_list_own)
    found = (
        queries.nominees_visible_to(actor)
        .where(Nominee.person_id == (actor.person_id or 0))
        .options(*queries.LINE)
        .order_by(Nominee.id.desc())
    )
    page = paginate(found, query_data.page, size=query_data.per_page)
    decisions = decided.decisions([wish.id for one in page.items for wish in one.candidacies])
    lines = [nomination_shapes.nominee_line(one, decisions, actor) for one in page.items]
    return shapes.listing(page, lines)


@bp.get("/nominees/<int:nominee_id>")
@needs(basics.Scope.READ_NOMINATIONS)
@bp.output(nomination_schemas.Nominee)
def nominee(nominee_id: int) -> nomination_schemas.Nominee:
    """Show everything that is said about somebody in a campaign; to HR only with their consent."""
    found = queries.get_nominee(current_actor(), nominee_id)
    authorize(policy.may_read_nominee, found)
    return _shape(found)


@bp.post("/candidacies/<int:candidacy_id>/answer")
@needs(basics.Scope.WRITE_NOMINATIONS)
@bp.input(nomination_schemas.CandidacyAnswer)
@bp.output(nomination_schemas.Nominee)
def answer(
    candidacy_id: int, json_data: nomination_schemas.CandidacyAnswer
) -> nomination_schemas.Nominee:
    """Accept, postpone or decline a wish, or take consent back; the same key counts once."""
    actor = current_actor()
    found = candidacies.get_candidacy(actor, candidacy_id)
    authorize(policy.may_accept, found)
    nominee_id = once(lambda: _answer(found, json_data.step, json_data.until))
    return _shape(queries.get_nominee(actor, nominee_id))


@bp.post("/candidacies/<int:candidacy_id>/decision")
@needs(basics.Scope.WRITE_NOMINATIONS)
@bp.input(nomination_schemas.NewDecision)
@bp.output(nomination_schemas.StagedDecision)
def decide(
    candidacy_id: int, json_data: nomination_schemas.NewDecision
) -> nomination_schemas.StagedDecision:
    """Stage a decision as HR; nobody else reads it before the campaign is published."""
    actor = current_actor()
    found = candidacies.get_candidacy(actor, candidacy_id)
    authorize(policy.may_decide, found)
    values = DecisionValues(**{name: getattr(json_data, name) for name in FIELDS})
    stored = calibration.stage(found, values, seen=json_data.seen, by=actor, now=clock.now())
    return nomination_shapes.staged(stored, people.get_visible(actor, stored.staged_by_id))


def _shape(found: Nominee) -> nomination_schemas.Nominee:
    decisions = decided.decisions([wish.id for wish in found.candidacies])
    return nomination_shapes.nominee(found, decisions, current_actor())


def _send(campaign: Campaign, said: nomination_schemas.NewNomination) -> int:
    """Write a nomination and send it; return its id."""
    by, now = current_actor(), clock.now()
    draft = service.start(campaign, said.person_id, by=by, now=now)
    _fill(draft, said)
    service.submit(draft, seen=draft.version, by=by, now=now)
    return draft.id


def _fill(draft: Nomination, said: nomination_schemas.NewNomination) -> None:
    """Write everything into a draft, in the order of its pages."""
    actor = current_actor()
    wishes = {one.intent: one.target_id for one in said.intents}
    service.save_purpose(draft, wishes, seen=draft.version)
    service.save_why(draft, said.rationale, seen=draft.version)
    picks = Picks(
        claims=dict.fromkeys(said.claim_ids, ""),
        credits=dict.fromkeys(said.credit_ids, ""),
        visits=dict.fromkeys(said.visit_certificate_ids, ""),
    )
    service.save_evidence(draft, picks, seen=draft.version, by=actor)
    reference = people.get_visible(actor, said.reference_id) if said.reference_id else None
    service.save_offer(draft, said.commitment, reference, seen=draft.version)


def _answer(candidacy: Candidacy, step: str, until: date | None) -> int:
    """Say the word of the nominee; return whose file it is."""
    by, now = current_actor(), clock.now()
    if step == "accept":
        consent.accept(candidacy, by=by, now=now)
    elif step == "decline":
        consent.decline(candidacy, by=by, now=now)
    elif step == "withdraw_consent":
        consent.withdraw_consent(candidacy, by=by, now=now)
    elif until is None:
        raise AnswerIncomplete(_("Say until which day, as “until”."))
    else:
        consent.postpone(candidacy, until, by=by, now=now)
    return candidacy.nominee_id
