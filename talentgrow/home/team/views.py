"""The pages of a manager's team."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from talentgrow.home.team import narrowing, people, skills
from talentgrow.home.waits import waits
from talentgrow.infra import clock
from talentgrow.infra.paging import page_number
from talentgrow.infra.web import authorize, current_actor, page_or_fragment
from talentgrow.missions.debriefs import record
from talentgrow.nominations.writing.pages import written
from talentgrow.people import policy

bp = Blueprint("team", __name__, template_folder="../templates")


@bp.get("/team")
def index() -> ResponseReturnValue:
    """Show what the reader owes, how their people are, and the talent lent and received."""
    authorize(policy.may_read_team)
    actor, today = current_actor(), clock.today()
    return render_template(
        "team/index.html",
        owed=[wait for wait in waits(actor, now=clock.now()) if wait.is_mine and wait.is_for_team],
        team=people.team(actor, today=today),
        talent=record.exchanged(actor.person_id or 0, actor.report_ids, today=today),
    )


@bp.get("/team/proposals")
def proposed() -> ResponseReturnValue:
    """Show whom the reader nominates, beside the team or by itself."""
    authorize(policy.may_read_team)
    found = written(current_actor(), now=clock.now())
    return page_or_fragment("team/proposed.html", "team/_proposed.html", written=found)


@bp.get("/team/skills")
def heat_map() -> ResponseReturnValue:
    """Show what the team can do and would like: skill by skill, person by person."""
    authorize(policy.may_read_team)
    found = skills.heat_map(current_actor(), narrowing.wanted(), page_number())
    return render_template("team/skills.html", found=found)
