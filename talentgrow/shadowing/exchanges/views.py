"""The pages of swaps and rings: propose one, answer for one’s legs."""

from collections.abc import Mapping
from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.web import authorize, current_actor
from talentgrow.kernel.errors import DomainError, NotFound
from talentgrow.missions.applications.forms.once import once
from talentgrow.people import queries as people
from talentgrow.people.models import Person
from talentgrow.shadowing import queries
from talentgrow.shadowing.exchanges import answering, forms, moving, policy, proposing
from talentgrow.shadowing.exchanges import mutual as wishes
from talentgrow.shadowing.exchanges.models import Exchange
from talentgrow.shadowing.exchanges.shown import pages
from talentgrow.shadowing.states import ExchangeStatus
from talentgrow.shadowing.visits import policy as visit_policy
from talentgrow.shadowing.visits.clashes import Clash
from talentgrow.shadowing.visits.models import Says

bp = Blueprint("exchanges", __name__, template_folder="../templates")


@bp.get("/swaps")
def index() -> ResponseReturnValue:
    """Show with whom one could swap, and the swaps one is or was in."""
    actor = current_actor()
    authorize(visit_policy.may_list_own)
    return render_template("exchanges/index.html", page=pages.overview(actor, now=clock.now()))


@bp.get("/swaps/<int:exchange_id>")
def show(exchange_id: int) -> ResponseReturnValue:
    """Show one’s legs of a swap or ring, and all of it once everybody agrees."""
    exchange = queries.get_exchange(current_actor(), exchange_id)
    authorize(policy.may_read_exchange, exchange)
    return _show(exchange)


@bp.post("/swaps/<int:exchange_id>/answer")
def answer(exchange_id: int) -> ResponseReturnValue:
    """Say yes or no to the visit one makes, the one one receives, or both."""
    actor = current_actor()
    exchange = queries.get_exchange(actor, exchange_id)
    authorize(policy.may_read_exchange, exchange)
    said = forms.words()
    legs = {leg.id: leg for leg in queries.legs_of(exchange_id)}
    for leg_id in said:
        if leg_id not in legs:
            raise NotFound(_("This visit does not exist."))
        authorize(visit_policy.may_answer_leg, legs[leg_id])

    def work() -> str:
        done = answering.answer(exchange, said, by=actor, now=clock.now())
        flash(_thanks(done, said), "success")
        return url_for("exchanges.show", exchange_id=exchange_id)

    try:
        return once(actor, work, now=clock.now())
    except (answering.NotAsked, Clash) as error:
        return _refused(exchange_id, error)


@bp.post("/swaps/<int:exchange_id>/legs/<int:visit_id>/day")
def day(exchange_id: int, visit_id: int) -> ResponseReturnValue:
    """Put a visit whose day a round has set on another day of its week."""
    actor = current_actor()
    exchange = queries.get_exchange(actor, exchange_id)
    authorize(policy.may_read_exchange, exchange)
    leg = next((one for one in queries.legs_of(exchange_id) if one.id == visit_id), None)
    if leg is None:
        raise NotFound(_("This visit does not exist."))
    authorize(visit_policy.may_answer_leg, leg)
    try:
        moving.move(exchange, visit_id, _day(), by=actor, now=clock.now())
    except (answering.NotAsked, moving.WrongDay) as error:
        return _refused(exchange_id, error)
    flash(_("The day is changed, and your yes is noted. The other is asked again."), "success")
    return redirect(url_for("exchanges.show", exchange_id=exchange_id))


@bp.get("/swaps/with/<int:person_id>")
def new(person_id: int) -> ResponseReturnValue:
    """Prepare a swap with somebody who wishes to see what one does."""
    other = people.get_visible(current_actor(), person_id)
    authorize(policy.may_propose, person_id)
    return _new(other)


@bp.post("/swaps/with/<int:person_id>/propose")
def propose(person_id: int) -> ResponseReturnValue:
    """Propose a swap: one’s own word is yes, the other is asked."""
    actor = current_actor()
    other = people.get_visible(actor, person_id)
    authorize(policy.may_propose, person_id)
    form = forms.ProposalForm.from_request()
    if not form.accepted():
        return _new(other, form=form, status=422)

    def work() -> str:
        exchange = proposing.propose(other, form.wanted, by=actor, now=clock.now())
        flash(_("%(name)s is asked, and hears of it now.", name=other.given_name), "success")
        return url_for("exchanges.show", exchange_id=exchange.id)

    try:
        return once(actor, work, now=clock.now())
    except proposing.WrongDay as error:
        return _new(other, form=form, refusal=str(error), status=422)


def _show(exchange: Exchange, *, refusal: str = "", status: int = 200) -> ResponseReturnValue:
    page = pages.page(current_actor(), exchange, now=clock.now())
    return render_template("exchanges/show.html", page=page, refusal=refusal), status


def _refused(exchange_id: int, error: DomainError) -> ResponseReturnValue:
    """Show how the ring stands now, and why what was sent does not count."""
    # Some of it may be done already: the page shows the ring as it is stored.
    db.session.rollback()
    return _show(queries.get_exchange(current_actor(), exchange_id), refusal=str(error), status=409)


def _new(
    other: Person,
    *,
    form: forms.ProposalForm | None = None,
    refusal: str = "",
    status: int = 200,
) -> ResponseReturnValue:
    now, me = clock.now(), current_actor().person_id or 0
    is_open = wishes.may_swap(me, other.id, now=now)
    if form is None:
        length = request.args.get("half_days", 2, type=int)
        length = length if length in proposing.LENGTHS else 2
        days = proposing.first_days(me, other.id, half_days=length, today=now.date())
        values = dict(zip(("visits_on", "hosts_on"), days, strict=False))
        form = forms.ProposalForm.from_request(half_days=length, **values)
    return (
        render_template(
            "exchanges/new.html",
            other=other,
            is_open=is_open,
            form=form,
            refusal=refusal,
            soonest=proposing.soonest(now.date()),
            latest=now.date() + proposing.LATEST,
        ),
        status,
    )


def _day() -> date:
    try:
        return date.fromisoformat(request.form.get("day", ""))
    except ValueError:
        raise moving.WrongDay(_("Choose another working day of the same week.")) from None


def _thanks(exchange: Exchange, said: Mapping[int, answering.Word]) -> str:
    if exchange.status is ExchangeStatus.CONFIRMED:
        return _("Everybody has said yes: the visits are booked.")
    if any(word.says is Says.NO for word in said.values()):
        return _("You said no. The others are told at once.")
    return _("Your yes is noted.")
