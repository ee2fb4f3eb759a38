"""Write debriefs, agree on levels, close a mission."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from talentgrow.infra import clock
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import localized, ngettext
from talentgrow.infra.web import authorize, belongs_to, current_actor
from talentgrow.kernel.access import RULES
from talentgrow.kernel.errors import DomainError
from talentgrow.missions import policy as mission_policy
from talentgrow.missions import queries as missions
from talentgrow.missions.applications import policy
from talentgrow.missions.applications.models import Application, Side
from talentgrow.missions.debriefs import levels, pages, queries, service
from talentgrow.missions.debriefs.forms import DebriefForm, OutcomeForm, levels_in

# Where the menu files a debrief, for either side and for HR.
PLACES = {
    Side.PARTICIPANT: "applications.mine",
    Side.OWNER: "debriefs.index",
    None: "applications.hr",
}

bp = Blueprint("debriefs", __name__, template_folder="../templates")


@bp.route("/applications/<int:application_id>/debrief", methods=["GET", "POST"])
def write(application_id: int) -> ResponseReturnValue:
    """Write what one learned, and read the other side once both have written."""
    actor = current_actor()
    application = queries.get(actor, application_id)
    authorize(policy.may_read_debrief, application)
    if request.method == "POST":
        authorize(policy.may_debrief, application)
    page = pages.debrief(actor, application, now=clock.now())
    belongs_to(PLACES[page.ending.side])
    form = DebriefForm.from_request(page.ending.mine)
    if form.accepted():
        side, other = page.ending.side or Side.OWNER, page.ending.other_name
        service.write(application, side, form.words(), by=actor, now=clock.now())
        flash(_after_writing(application, other), "success")
        return redirect(_page(application))
    shown = render_template(
        "debriefs/write.html", form=form, outcome=OutcomeForm.from_request(), page=page
    )
    return shown, 422 if form.errors else 200


@bp.post("/applications/<int:application_id>/outcome")
def conclude(application_id: int) -> ResponseReturnValue:
    """Say how the mission ended for somebody."""
    actor = current_actor()
    application = queries.get(actor, application_id)
    authorize(policy.may_complete, application)
    form = OutcomeForm.from_request()
    if not form.accepted():
        raise DomainError(_("Choose how it ended."))
    authorize(RULES[f"applications.{service.STEPS[form.chosen]}"], application)
    service.conclude(application, form.chosen, by=actor, now=clock.now())
    flash(_("Noted. %(name)s is told.", name=application.person.given_name), "success")
    return redirect(_page(application))


@bp.post("/applications/<int:application_id>/levels")
def say_levels(application_id: int) -> ResponseReturnValue:
    """Say which levels the mission gave."""
    actor = current_actor()
    application = queries.get(actor, application_id)
    authorize(policy.may_debrief, application)
    page = pages.debrief(actor, application, now=clock.now())
    said = levels_in(request.form, [line.skill.id for line in page.levels])
    side = page.ending.side or Side.OWNER
    news = levels.say(application, side, said, by=actor, now=clock.now())
    flash(
        ngettext("One level is noted.", "%(num)s levels are noted.", news)
        if news
        else _("You said this before: nothing was added."),
        "success" if news else "info",
    )
    return redirect(f"{_page(application)}#levels")


@bp.get("/missions/<int:mission_id>/debriefs")
def index(mission_id: int) -> ResponseReturnValue:
    """Show who of a mission has written and who has not."""
    mission = missions.get_visible(current_actor(), mission_id)
    authorize(mission_policy.may_complete, mission)
    return render_template("debriefs/index.html", page=pages.mission_end(mission, now=clock.now()))


@bp.post("/missions/<int:mission_id>/complete")
def complete(mission_id: int) -> ResponseReturnValue:
    """Close a mission once everybody has written."""
    actor = current_actor()
    mission = missions.get_visible(actor, mission_id)
    authorize(mission_policy.may_complete, mission)
    title = localized(mission.title)
    service.complete(mission, by=actor, now=clock.now())
    flash(_("“%(mission)s” is closed. Thank you.", mission=title), "success")
    return redirect(url_for("debriefs.index", mission_id=mission_id))


def _page(application: Application) -> str:
    return url_for("debriefs.write", application_id=application.id)


def _after_writing(application: Application, other_name: str) -> str:
    if len(queries.debriefs_of(application.id)) == len(Side):
        return _("Both of you have written: read each other below.")
    return _("Your words are kept. %(name)s reads them once theirs are in.", name=other_name)
