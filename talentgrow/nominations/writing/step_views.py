"""The five steps in which a nomination is written; each saves, and one comes back any day."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from talentgrow.infra import clock
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.web import authorize, current_actor
from talentgrow.jobs import queries as jobs
from talentgrow.kernel.errors import NotFound
from talentgrow.missions.applications.forms.once import once
from talentgrow.nominations import policy, queries
from talentgrow.nominations.models import Nomination
from talentgrow.nominations.states import NominationStatus
from talentgrow.nominations.writing import draft_pages, held, service, step_pages
from talentgrow.nominations.writing import evidence as showing
from talentgrow.nominations.writing.eligibility import CannotNominate
from talentgrow.nominations.writing.forms import (
    EvidenceForm,
    OfferForm,
    PurposeForm,
    SendForm,
    StepForm,
    WhyForm,
)

bp = Blueprint("steps", __name__, url_prefix="/nominations/<int:nomination_id>")


@bp.route("/purpose", methods=["GET", "POST"])
def purpose(nomination_id: int) -> ResponseReturnValue:
    """Say for what somebody is nominated, and towards which job."""
    nomination = _draft(nomination_id)
    if nomination is None:
        return _shown(nomination_id)
    form = PurposeForm.of(nomination)
    if request.method == "POST" and not form.is_to_be_saved:
        form.choose()
        return step_pages.show_purpose(form, nomination)
    if not form.accepted():
        return step_pages.show_purpose(form, nomination, _code(form))

    def save() -> None:
        wishes = {one: _job_id(job_id) for one, job_id in form.wishes.items()}
        service.save_purpose(nomination, wishes, seen=form.version, late_reason=form.reason)

    return _save(form, nomination, "purpose", save) or step_pages.show_purpose(
        form, nomination, 409
    )


@bp.route("/why", methods=["GET", "POST"])
def why(nomination_id: int) -> ResponseReturnValue:
    """Say why."""
    nomination = _draft(nomination_id)
    if nomination is None:
        return _shown(nomination_id)
    form = WhyForm.from_request(nomination, seen=str(nomination.version))
    if not form.accepted():
        return step_pages.show("why", form, nomination, _code(form))

    def save() -> None:
        service.save_why(nomination, form.words, seen=form.version)

    return _save(form, nomination, "why", save) or step_pages.show("why", form, nomination, 409)


@bp.route("/evidence", methods=["GET", "POST"])
def evidence(nomination_id: int) -> ResponseReturnValue:
    """Choose which levels, missions and visits show it."""
    nomination = _draft(nomination_id)
    if nomination is None:
        return _shown(nomination_id)
    form = EvidenceForm.from_request(seen=str(nomination.version))
    if not form.accepted():
        return step_pages.show_evidence(form, nomination, _code(form))

    def save() -> None:
        service.save_evidence(
            nomination,
            form.picks,
            seen=form.version,
            by=current_actor(),
        )

    try:
        form.check_notes()
        return _save(form, nomination, "evidence", save) or step_pages.show_evidence(
            form, nomination, 409
        )
    except showing.TooMuch as error:
        return step_pages.show_evidence(form, nomination, 422, problem=str(error))


@bp.route("/offer", methods=["GET", "POST"])
def offer(nomination_id: int) -> ResponseReturnValue:
    """Say what one offers, and who can say more."""
    nomination = _draft(nomination_id)
    if nomination is None:
        return _shown(nomination_id)
    form = OfferForm.from_request(
        nomination, seen=str(nomination.version), reference=str(nomination.reference_id or "")
    )
    if request.method == "POST" and not form.is_to_be_saved:
        form.choose()
        return step_pages.show_offer(form, nomination)
    if not form.accepted():
        return step_pages.show_offer(form, nomination, _code(form))

    def save() -> None:
        person = step_pages.colleague(form.reference_id, nomination)
        service.save_offer(nomination, form.words, person, seen=form.version)

    try:
        return _save(form, nomination, "offer", save) or step_pages.show_offer(
            form, nomination, 409
        )
    except (CannotNominate, NotFound) as error:
        return step_pages.show_offer(form, nomination, 422, problem=str(error))


@bp.route("/send", methods=["GET", "POST"])
def send(nomination_id: int) -> ResponseReturnValue:
    """Read everything again as the person will, then send it."""
    actor = current_actor()
    nomination = queries.get_nomination(actor, nomination_id)
    authorize(policy.may_submit, nomination)
    form = SendForm.from_request(seen=str(nomination.version))
    if form.accepted():
        try:
            return once(actor, lambda: _send(nomination, form), now=clock.now())
        except held.NominationChanged:
            form.seen.data = str(nomination.version)
            return step_pages.show_send(form, nomination, 409, happened=True)
        except (service.Incomplete, CannotNominate) as error:
            return step_pages.show_send(form, nomination, 422, problem=str(error))
    if nomination.status is not NominationStatus.DRAFT:
        return _shown(nomination_id)
    return step_pages.show_send(form, nomination, _code(form))


def _send(nomination: Nomination, form: StepForm) -> str:
    service.submit(nomination, seen=form.version, by=current_actor(), now=clock.now())
    person_id = nomination.person_id
    if nomination.nominator_id == person_id and current_actor().is_person(person_id):
        said = _("It is sent. You have agreed by it; HR reads it when the campaign ends.")
    else:
        said = _("It is sent. %(name)s has been told.", name=nomination.person.name)
    flash(said, "success")
    return url_for("nominations.show", nomination_id=nomination.id)


def _draft(nomination_id: int) -> Nomination | None:
    """Return a draft to write in, held while it is changed; None once it is none any more."""
    actor = current_actor()
    if request.method == "POST":
        nomination = held.to_write(actor, nomination_id)
        authorize(policy.may_edit, nomination)
        return nomination
    nomination = queries.get_nomination(actor, nomination_id)
    authorize(policy.may_edit, nomination)
    return nomination if nomination.status is NominationStatus.DRAFT else None


def _save(
    form: StepForm, nomination: Nomination, step: str, save: Callable[[], None]
) -> ResponseReturnValue | None:
    """Keep what was typed and go on; None where somebody saved other words meanwhile."""
    try:
        save()
    except held.NominationChanged:
        form.seen.data = str(nomination.version)
        return None
    if form.leaves:
        flash(_("Your draft is kept. Nobody else reads it."), "success")
        return redirect(url_for("nominations.own"))
    return redirect(draft_pages.step_url(nomination.id, draft_pages.after(step)))


def _job_id(job_id: int | None) -> int | None:
    """Return the id of a job that is there."""
    return jobs.get(job_id).id if job_id is not None else None


def _shown(nomination_id: int) -> ResponseReturnValue:
    return redirect(url_for("nominations.show", nomination_id=nomination_id))


def _code(form: StepForm) -> int:
    return 422 if form.errors else 200
