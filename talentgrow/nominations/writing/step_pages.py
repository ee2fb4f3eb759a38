"""The five steps in which a nomination is written, as they are shown."""

from collections.abc import Mapping

from flask import render_template, request
from flask.typing import ResponseReturnValue

from talentgrow.claims.queries import peers_found
from talentgrow.infra import clock
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.paging import paginate
from talentgrow.infra.web import belongs_to, current_actor
from talentgrow.jobs import queries as jobs
from talentgrow.jobs.models import Job
from talentgrow.kernel.errors import DomainError, NotFound
from talentgrow.nominations import intents
from talentgrow.nominations.models import Intent, Nomination
from talentgrow.nominations.writing import draft_pages, reading, service
from talentgrow.nominations.writing import evidence as showing
from talentgrow.nominations.writing.forms import (
    KINDS,
    EvidenceForm,
    OfferForm,
    PurposeForm,
    SearchStepForm,
    SendForm,
    StepForm,
)
from talentgrow.people import limits
from talentgrow.people import queries as people
from talentgrow.people.models import Person

SHOWN_JOBS = 8
LONGEST_SEARCH = 100


def show(
    step: str, form: StepForm, nomination: Nomination, code: int = 200, **more: object
) -> ResponseReturnValue:
    """Show one step of a draft; 409 where somebody saved other words meanwhile."""
    belongs_to("nominations.own")
    page = draft_pages.page(current_actor(), nomination, step, clock.today())
    values = {"happened": code == 409, "problem": ""} | more
    return render_template(f"nominations/{step}.html", page=page, form=form, **values), code


def show_purpose(form: PurposeForm, nomination: Nomination, code: int = 200) -> ResponseReturnValue:
    """Show step 1, with the jobs which the words find."""
    words = _words(form)
    found = paginate(jobs.search(words), 1, size=SHOWN_JOBS).items if words else []
    chosen = jobs.by_ids(set(form.targets.values()))
    targets: Mapping[Intent, Job | None] = {
        one: chosen.get(job_id) for one, job_id in form.targets.items()
    }
    return show(
        "purpose",
        form,
        nomination,
        code,
        words=words,
        found=found,
        targets=targets,
        meanings={one.value: intents.meaning_of(one) for one in Intent},
        in_play=intents.in_play(nomination.campaign),
    )


def show_evidence(
    form: EvidenceForm, nomination: Nomination, code: int = 200, problem: str = ""
) -> ResponseReturnValue:
    """Show step 3, with what was ticked."""
    known = showing.for_draft(current_actor(), nomination)
    stored = draft_pages.picked(nomination.evidence)
    sent = {kind: form.notes(kind) for kind in KINDS}
    return show(
        "evidence",
        form,
        nomination,
        code,
        known=known,
        whose=draft_pages.whose(current_actor(), nomination.person, known),
        picked=sent if request.method == "POST" else stored,
        problem=problem,
    )


def show_offer(
    form: OfferForm, nomination: Nomination, code: int = 200, problem: str = ""
) -> ResponseReturnValue:
    """Show step 4, with the colleagues whom the words find."""
    words = _words(form)
    if words:
        limits.count_look_up()
    known = {nomination.person_id, nomination.nominator_id, form.reference_id}
    found = [one for one in peers_found(current_actor(), words) if one.id not in known]
    return show(
        "offer",
        form,
        nomination,
        code,
        words=words,
        found=found,
        chosen=_named(form.reference_id, nomination),
        problem=problem,
    )


def show_send(
    form: SendForm,
    nomination: Nomination,
    code: int = 200,
    *,
    happened: bool = False,
    problem: str = "",
) -> ResponseReturnValue:
    """Show step 5: everything as the person will read it."""
    return show(
        "send",
        form,
        nomination,
        code,
        happened=happened,
        problem=problem,
        missing=service.what_is_missing(nomination),
        shown=reading.shown(current_actor(), nomination),
        names=intents.names(nomination.campaign),
        next=draft_pages.to_come(nomination, clock.now()),
    )


def _words(form: SearchStepForm) -> str:
    """Return what was looked for; a choice that was just made ends the search."""
    words = (form.skill_words.data or "").strip()[:LONGEST_SEARCH]
    if form.order[0] not in {"look", *form.saving}:
        words = form.skill_words.data = ""
    form.looked_for.data = words
    return words


def colleague(person_id: int | None, nomination: Nomination) -> Person | None:
    """Return who can say more: somebody who works here, or who was named before.

    :raises NotFound: nobody whom the reader may find works here under this number
    """
    if person_id is None:
        return None
    if person_id == nomination.reference_id:
        return nomination.reference
    limits.count_look_up()
    person = people.get_visible(current_actor(), person_id)
    if person.left_on is not None:
        raise NotFound(_("%(name)s has left.", name=person.name))
    return person


def _named(person_id: int | None, nomination: Nomination) -> Person | None:
    """Return the colleague whom the page names, if the reader may know them."""
    try:
        return colleague(person_id, nomination)
    except DomainError:
        return None
