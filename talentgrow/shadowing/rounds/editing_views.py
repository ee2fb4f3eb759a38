"""Prepare a round, and change what it says."""

from datetime import timedelta

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from talentgrow.infra import clock
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.web import authorize, belongs_to, current_actor
from talentgrow.kernel.calendar import workday
from talentgrow.missions.applications.forms.once import once
from talentgrow.people import organisation
from talentgrow.shadowing import queries
from talentgrow.shadowing.exchanges import policy
from talentgrow.shadowing.exchanges.models import Round
from talentgrow.shadowing.rounds import service
from talentgrow.shadowing.rounds.form import RoundForm
from talentgrow.shadowing.rounds.values import PLAIN, RoundValues, WrongValues
from talentgrow.shadowing.rounds.weeks import WEEK, monday_of
from talentgrow.shadowing.states import RoundStatus

HR = "rounds.hr"
# Three weeks to join, a week to read the proposal and ten days to answer, three weeks of visits.
USUAL_JOINING = timedelta(weeks=3)
USUAL_PAUSE = timedelta(weeks=3)
USUAL_VISITS = timedelta(weeks=3)


def new() -> ResponseReturnValue:
    """Prepare a round."""
    authorize(policy.may_create)
    belongs_to(HR)
    join_by = workday(clock.today() + USUAL_JOINING)
    first = monday_of(join_by + USUAL_PAUSE) + WEEK
    form = RoundForm.from_request(
        join_by=join_by,
        visits_from=first,
        visits_to=first + USUAL_VISITS - timedelta(days=3),
        longest=4,
        half_days=2,
        crosses_sites=True,
    )
    form.offer(organisation.places(current_actor()), current_actor())
    if not form.accepted():
        return _page(form, None), 422 if form.errors else 200
    try:
        return once(current_actor(), lambda: _create(form), now=clock.now())
    except WrongValues as error:
        form.show(error.errors)
    return _page(form, None), 422


def edit(round_id: int) -> ResponseReturnValue:
    """Change what a round says; its days and its place only until it opens."""
    belongs_to(HR)
    one = queries.get_round(current_actor(), round_id)
    authorize(policy.may_edit, one)
    service.check_changeable(one)
    before = _filled_from(one)
    form = RoundForm.from_request(version=one.version, **before)
    if one.status is RoundStatus.DRAFT:
        form.offer(organisation.places(current_actor()), current_actor())
    else:
        form.drop_settled()
    if not form.accepted():
        return _page(form, one), 422 if form.errors else 200
    try:
        return _save(form, one)
    except WrongValues as error:
        form.show(error.errors)
        return _page(form, one), 422
    except service.RoundChanged:
        return _overtaken(form, one)


def _create(form: RoundForm) -> str:
    one = service.create(form.values({}), by=current_actor(), now=clock.now())
    flash(_("The round is prepared. Nobody sees it before you open it."), "success")
    return url_for("rounds.follow", round_id=one.id)


def _save(form: RoundForm, one: Round) -> ResponseReturnValue:
    values = form.values(_filled_from(one))
    seen, actor = form.seen_version(), current_actor()
    changed = service.edit(one, values, seen=seen, by=actor, now=clock.now())
    flash(_("The round is saved.") if changed else _("Nothing was changed."), "success")
    return redirect(url_for("rounds.follow", round_id=one.id))


def _overtaken(form: RoundForm, one: Round) -> ResponseReturnValue:
    """Show what was typed beside the names of what differs from what is stored now."""
    differs = [
        str(form[name].label.text)
        for name, value in _filled_from(one).items()
        if name in form and (form[name].data or None) != (value or None)
    ]
    form.version.data = str(one.version)
    return _page(form, one, differs=differs), 409


def _filled_from(one: Round) -> dict[str, object]:
    values = RoundValues.of(one)
    return {name: getattr(values, name) for name in PLAIN}


def _page(form: RoundForm, one: Round | None, *, differs: list[str] | None = None) -> str:
    return render_template(
        "rounds/form.html",
        form=form,
        one=one,
        differs=differs,
        is_sent=request.method == "POST",
    )
