"""The pages of visits: ask for one, see one's own, read one."""

from datetime import date

from flask import Blueprint, flash, redirect, render_template, url_for
from flask import request as http
from flask.typing import ResponseReturnValue

from talentgrow.infra import clock
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.paging import page_number
from talentgrow.infra.web import asked_id, authorize, belongs_to, current_actor
from talentgrow.kernel.errors import DomainError
from talentgrow.missions.applications.forms.once import once
from talentgrow.shadowing import policy as offers
from talentgrow.shadowing import queries
from talentgrow.shadowing.exchanges.mutual import mutual
from talentgrow.shadowing.models import Aim, Offer, Reciprocal
from talentgrow.shadowing.states import OfferStatus
from talentgrow.shadowing.visits import policy, requesting
from talentgrow.shadowing.visits.pages import answer_views, asking, change_views, lists, word_views
from talentgrow.shadowing.visits.pages.forms import RequestForm
from talentgrow.shadowing.visits.pages.showing import show_record

bp = Blueprint("visits", __name__, template_folder="../templates")
bp.register_blueprint(answer_views.bp)
bp.register_blueprint(change_views.bp)
bp.register_blueprint(word_views.bp)


@bp.get("/visits/mine")
def mine() -> ResponseReturnValue:
    """List the visits one makes and receives: what waits for oneself first."""
    actor = current_actor()
    authorize(policy.may_list_own)
    now = clock.now()
    page = lists.mine(actor, page_number(), now=now)
    swaps = mutual(actor.person_id or 0, now=now)
    return render_template("visits/mine.html", page=page, mutuals=swaps)


@bp.get("/visits/words")
def words() -> ResponseReturnValue:
    """List the visits for which a manager or HR has the word, and those of one's team."""
    actor, now = current_actor(), clock.now()
    authorize(policy.may_list_words, lists.was_asked(actor.person_id or 0))
    found = lists.asked(actor, page_number(), now=now)
    return render_template("visits/words.html", found=found, team=lists.of_team(actor, now=now))


@bp.get("/visits/<int:visit_id>")
def show(visit_id: int) -> ResponseReturnValue:
    """Show one visit: who must act by when, where and when it is, and what has happened."""
    visit = queries.get_visit(current_actor(), visit_id)
    authorize(policy.may_read, visit)
    return show_record(visit)


@bp.route("/visits/offers/<int:offer_id>/ask", methods=["GET", "POST"])
def request(offer_id: int) -> ResponseReturnValue:
    """Choose a day, say what one wants of the visit, and ask for it."""
    actor, now = current_actor(), clock.now()
    offer = queries.get_offer(actor, offer_id)
    is_open = offer.status is OfferStatus.OPEN
    # Whoever wrote while the last place went is not turned away with their words.
    authorize(offers.may_request if is_open else offers.may_read, offer)
    if not is_open and http.method == "GET":
        return redirect(url_for("offers.show", offer_id=offer.id))
    if offer.reciprocal is Reciprocal.REQUIRED and http.method == "GET":
        return redirect(url_for("exchanges.new", person_id=offer.host_id))
    belongs_to("offers.index")
    days = asking.days_of(offer, today=now.date())
    form = RequestForm.on(offer, days, **_first_words(offer, days))
    status, problem = 200, ""
    if form.accepted():
        try:
            return once(actor, lambda: _ask(offer, form), now=now)
        except DomainError as error:
            # Nothing of what was typed is lost: another day is one click away.
            problem, status = str(error), 409
            days = asking.days_of(queries.get_offer(actor, offer_id), today=now.date())
    elif form.errors:
        status = 422
    page = asking.page(actor, offer, days, slot_id=form.slot.data, day=form.day.data, now=now)
    shown = render_template("visits/request.html", form=form, page=page, problem=problem)
    return shown, status


def _first_words(offer: Offer, days: object) -> dict[str, object]:
    """Return what the form says before anybody has typed: the day of the link, and the wish."""
    wish = requesting.wish_for(current_actor().person_id or 0, offer)
    return {
        "slot": asked_id("slot"),
        "day": http.args.get("day", type=_day),
        "aim": wish.aim if wish is not None else Aim.DISCOVER,
        "message": wish.note if wish is not None else "",
    }


def _day(words: str) -> date:
    """Return the day that an address names."""
    return date.fromisoformat(words)


def _ask(offer: Offer, form: RequestForm) -> str:
    visit = requesting.request(offer, form.wanted, by=current_actor(), now=clock.now())
    flash(_("%(name)s hears that you would like to come.", name=visit.host.given_name), "success")
    return url_for("visits.show", visit_id=visit.id)
