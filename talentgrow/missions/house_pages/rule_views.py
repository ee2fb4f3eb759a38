"""The page on which HR sets what holds for all missions."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from talentgrow.infra import clock
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.web import LARGEST_ID, authorize, current_actor
from talentgrow.missions import house, policy
from talentgrow.missions.house_pages import setting, zones
from talentgrow.missions.house_pages.forms import RulesForm
from talentgrow.people import queries as people

bp = Blueprint("rules", __name__)


@bp.route("/hr/mission-rules", methods=["GET", "POST"])
def rules() -> ResponseReturnValue:
    """Show and set the rules about missions."""
    authorize(policy.may_set_rules)
    proposal = zones.proposed(clock.today())
    is_taken_over = request.args.get("zones") == "proposed" and proposal is not None
    shares = proposal.shares if is_taken_over and proposal else {}
    form = RulesForm.filled(house.rules(), sorted(setting.sensitive_unit_ids()), **shares)
    form.offer(people.units())
    status = 200
    if form.accepted():
        try:
            return _kept(form)
        except setting.RulesOvertaken:
            form.version.data, status = house.rules().version, 409
    page = render_template(
        "missions/rules.html",
        form=form,
        in_use=house.rules(),
        proposal=proposal,
        is_taken_over=is_taken_over,
        is_overtaken=status == 409,
    )
    return page, 422 if form.errors else status


def _kept(form: RulesForm) -> ResponseReturnValue:
    unit_ids = {unit_id for unit_id in form.units.data if 0 < unit_id <= LARGEST_ID}
    changes = setting.change(
        form.values(),
        unit_ids,
        version=form.seen_version(),
        by=current_actor(),
        now=clock.now(),
    )
    if changes:
        flash(_("The rules are saved and hold from now on."), "success")
    else:
        flash(_("Nothing was different: the rules are as they were."), "success")
    return redirect(url_for("mission_house.rules.rules"))
