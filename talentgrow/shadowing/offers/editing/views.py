"""Show one’s job, change what the offer says, and see all of one’s own."""

from secrets import token_urlsafe

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from talentgrow.audit import receipts
from talentgrow.infra import clock
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import localized
from talentgrow.infra.web import authorize, current_actor
from talentgrow.jobs import queries as jobs
from talentgrow.people import queries as people
from talentgrow.shadowing import policy, queries
from talentgrow.shadowing.models import Offer
from talentgrow.shadowing.offers import life, mine, wording, writing
from talentgrow.shadowing.offers.editing import first
from talentgrow.shadowing.offers.editing.form import OfferForm, as_fields, filled_from
from talentgrow.shadowing.offers.values import WrongOffer
from talentgrow.shadowing.states import OFFER_FLOW, OfferStatus
from talentgrow.skills import queries as skills

SHOWN_SKILLS = 8


def own() -> ResponseReturnValue:
    """List one’s own offers, those that wait for oneself first."""
    authorize(policy.may_create)
    return render_template("offers/mine.html", page=mine.mine(current_actor(), now=clock.now()))


def new() -> ResponseReturnValue:
    """Show one’s job: a form that is filled with what most would say."""
    authorize(policy.may_create)
    actor = current_actor()
    if request.method != "POST":
        fields = as_fields(first.values(actor))
        return _show(OfferForm.from_request(key=token_urlsafe(16), **fields))
    form = OfferForm.from_request()
    if not form.is_to_be_saved:
        form.rearrange()
        return _show(form)
    if not form.accepted():
        return _show(form), 422
    return _create(form)


def edit(offer_id: int) -> ResponseReturnValue:
    """Change what an offer says."""
    actor, today = current_actor(), clock.today()
    if request.method != "POST":
        offer = queries.get_offer(actor, offer_id)
        authorize(policy.may_edit, offer)
        fields = filled_from(offer, today=today)
        return _show(OfferForm.from_request(seen=offer.version, **fields), offer)
    offer = queries.hold_offer(actor, offer_id)
    authorize(policy.may_edit, offer)
    form = OfferForm.from_request()
    if not form.is_to_be_saved:
        form.rearrange()
        return _show(form, offer)
    if not form.accepted():
        return _show(form, offer), 422
    return _save(form, offer)


def _create(form: OfferForm) -> ResponseReturnValue:
    """Keep a new offer, once however often the button was pressed."""
    actor, now = current_actor(), clock.now()
    key = receipts.key_of(request.path, form.key.data or "")
    done = receipts.earlier(actor.person_id or 0, key, now=now)
    if done is not None:
        return redirect(done or url_for("offers.own"))
    try:
        offer = writing.create(form.values(), by=actor, now=now)
        said = _open(form, offer) or _("Your draft is kept.")
    except WrongOffer as error:
        form.show(error.errors)
        return _show(form), 422
    flash(said, "success")
    url = url_for("offers.show", offer_id=offer.id)
    receipts.keep(actor.person_id or 0, key, url)
    return redirect(url)


def _save(form: OfferForm, offer: Offer) -> ResponseReturnValue:
    """Keep what was typed, or say what has become of the offer meanwhile."""
    actor, now = current_actor(), clock.now()
    seen = form.seen.data or ""
    number = int(seen) if seen.isdecimal() and len(seen) < 10 else 0
    try:
        changed = writing.edit(offer, form.values(), seen=number, by=actor, now=now)
        kept = _("Your changes are kept.") if changed else _("Nothing was changed.")
        said = _open(form, offer) or kept
    except writing.OfferChanged:
        form.seen.data = str(offer.version)
        return _show(form, offer, happened=_differences(form, offer)), 409
    except WrongOffer as error:
        form.show(error.errors)
        return _show(form, offer), 422
    flash(said, "success")
    return redirect(url_for("offers.show", offer_id=offer.id))


def _open(form: OfferForm, offer: Offer) -> str:
    """Open a draft if that button was pressed, and say so."""
    if form.order[0] != "open" or "open" not in OFFER_FLOW.moves_from(offer.status):
        return ""
    life.open_(offer, by=current_actor(), now=clock.now())
    return what_became_of(offer)


def what_became_of(offer: Offer) -> str:
    """Say that an offer is open, or that nobody can ask yet all the same."""
    if offer.status is OfferStatus.FULL:
        return _("Colleagues read it, but no day is free: add one.")
    return _("Your offer is open. Whoever wishes to see this knows.")


def _differences(form: OfferForm, offer: Offer) -> list[str]:
    """Return the names of the fields that differ between the form and what is stored now."""
    stored = filled_from(offer, today=clock.today())
    return [
        str(form[name].label.text)
        for name, value in stored.items()
        if name not in {"skills", "slots", "periods"}
        and (form[name].data or None) != (value or None)
    ]


def _show(form: OfferForm, offer: Offer | None = None, *, happened: list[str] | None = None) -> str:
    """Show the form with what was typed, and the skills found by the words to look for."""
    words = (form.skill_words.data or "").strip()
    if form.order[0] == "add":
        words = form.skill_words.data = ""
    form.looked_for.data = words
    rows = form.skill_ids
    found = skills.search(words, limit=SHOWN_SKILLS + len(rows)) if words else []
    return render_template(
        "offers/edit.html",
        form=form,
        offer=offer,
        title=wording.title(offer) if offer else _own_job(),
        happened=happened,
        known=skills.by_ids(rows),
        found=[skill for skill in found if skill.id not in rows][:SHOWN_SKILLS],
        words=words,
    )


def _own_job() -> str:
    """Return the job which somebody is about to show; empty: they have none."""
    post = people.current_assignment(current_actor().person_id or 0)
    found = jobs.by_ids([post.job_id]) if post and post.job_id else {}
    return next((localized(job.title) for job in found.values()), "")
