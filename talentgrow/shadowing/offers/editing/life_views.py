"""The steps of an offer, one button each."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from wtforms import DateField
from wtforms.validators import Optional

from talentgrow.infra import clock
from talentgrow.infra.forms import AppForm
from talentgrow.infra.i18n import gettext
from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.infra.web import authorize, current_actor
from talentgrow.kernel.access import Rule
from talentgrow.missions import days
from talentgrow.shadowing import policy, queries
from talentgrow.shadowing.models import Offer
from talentgrow.shadowing.offers import life
from talentgrow.shadowing.offers.editing.views import what_became_of
from talentgrow.shadowing.offers.values import WrongOffer

bp = Blueprint("life", __name__, url_prefix="/visits/offers/<int:offer_id>")


class PauseForm(AppForm):
    """Until when nobody asks."""

    until = DateField(_("Until"), [Optional()])


@bp.post("/open")
def open_(offer_id: int) -> ResponseReturnValue:
    """Open one’s draft, or an offer that was closed."""
    offer = _held(offer_id, policy.may_open)
    try:
        life.open_(offer, by=current_actor(), now=clock.now())
    except WrongOffer as error:
        flash(str(error), "warning")
        return redirect(url_for("offers.edit", offer_id=offer_id))
    flash(what_became_of(offer), "success")
    return _back(offer)


@bp.post("/pause")
def pause(offer_id: int) -> ResponseReturnValue:
    """Let nobody ask for a while."""
    offer = _held(offer_id, policy.may_pause)
    form = PauseForm.from_request()
    if not form.accepted():
        flash(gettext("Choose a day within the year to come."), "warning")
        return _back(offer)
    try:
        life.pause(offer, form.until.data, by=current_actor(), now=clock.now())
    except life.WrongDay as error:
        flash(str(error), "warning")
        return _back(offer)
    flash(_what_is_paused(offer), "success")
    return _back(offer)


@bp.post("/resume")
def resume(offer_id: int) -> ResponseReturnValue:
    """Let colleagues ask again."""
    offer = _held(offer_id, policy.may_resume)
    life.resume(offer, by=current_actor(), now=clock.now())
    flash(gettext("It is open again: colleagues may ask."), "success")
    return _back(offer)


@bp.post("/close")
def close(offer_id: int) -> ResponseReturnValue:
    """Take an offer back."""
    offer = _held(offer_id, policy.may_close)
    life.close(offer, by=current_actor(), now=clock.now())
    flash(gettext("It is closed. What was asked or booked stays."), "success")
    if current_actor().is_person(offer.host_id):
        return redirect(url_for("offers.own"))
    return redirect(url_for("offers.index"))


def _what_is_paused(offer: Offer) -> str:
    if offer.paused_until is None:
        return gettext("Nobody asks until you open it again. Visits that are booked stay.")
    until = days.in_words(offer.paused_until, clock.today())
    return gettext("Nobody asks before %(day)s. Visits that are booked stay.", day=until)


def _held(offer_id: int, check: Rule) -> Offer:
    offer = queries.hold_offer(current_actor(), offer_id)
    authorize(check, offer)
    return offer


def _back(offer: Offer) -> ResponseReturnValue:
    return redirect(url_for("offers.show", offer_id=offer.id))
