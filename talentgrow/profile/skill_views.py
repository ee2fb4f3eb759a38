"""What somebody can do: the levels one has, their history, and setting many at once."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from talentgrow.claims import service
from talentgrow.infra import clock
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import ngettext
from talentgrow.infra.web import (
    LARGEST_ID,
    asked_id,
    authorize,
    current_actor,
    page_or_fragment,
    safe_next,
)
from talentgrow.jobs import queries as jobs
from talentgrow.kernel.access import Actor
from talentgrow.profile import skill_pages
from talentgrow.profile import skill_queries as queries
from talentgrow.skills import policy
from talentgrow.skills import queries as skills
from talentgrow.skills.models import SkillClaim

# Named after the feature, not the package: this page also reads jobs, which skills may not know.
bp = Blueprint("skills", __name__, template_folder="templates")
FIELD = "level-"
# Signs of a number that anybody may mean; a longer one is nonsense.
LONGEST_NUMBER = 13


@bp.get("/skills/")
@bp.get("/people/<int:person_id>/skills/")
def index(person_id: int | None = None) -> ResponseReturnValue:
    """Show what somebody can do, each level with where it comes from, one history unfolded."""
    authorize(policy.may_browse)
    actor = current_actor()
    page = skill_pages.skills_of(
        actor, person_id or actor.person_id or 0, open_id=asked_id("open"), now=clock.now()
    )
    return page_or_fragment("profile/skills.html", "profile/_held.html", page=page)


@bp.get("/skills/<int:skill_id>")
@bp.get("/people/<int:person_id>/skills/<int:skill_id>")
def history(skill_id: int, person_id: int | None = None) -> ResponseReturnValue:
    """Show everything said about one skill of somebody, and what the reader can add to it."""
    authorize(policy.may_browse)
    actor = current_actor()
    page = skill_pages.history(actor, person_id or actor.person_id or 0, skill_id, now=clock.now())
    return render_template("profile/history.html", page=page)


@bp.get("/skills/add")
def add() -> ResponseReturnValue:
    """Show the skills of one's job and target beside one's levels, to set many at once."""
    authorize(policy.may_browse)
    words = request.args.get("q", "").strip()
    actor = current_actor()
    chosen = {skill: level for skill, level in _chosen(request.args).items() if skill <= LARGEST_ID}
    sheet = queries.sheet(actor, words=words, target_id=asked_id("target"), chosen=chosen)
    return page_or_fragment(
        "profile/add_skills.html", "profile/_skill_groups.html", sheet=sheet, words=words
    )


@bp.post("/skills/")
def declare() -> ResponseReturnValue:
    """Keep the levels that were chosen; those left as they were add nothing."""
    actor = current_actor()
    authorize(policy.may_declare, actor.person_id)
    kept = [
        claim
        for skill_id, level in _chosen(request.form).items()
        if (claim := _declare(skill_id, level, actor)) is not None
    ]
    flash(_what_was_kept(kept, actor), "success" if kept else "info")
    return redirect(safe_next(request.form.get("next"), url_for("skills.index")))


def _declare(skill_id: int, level: int, actor: Actor) -> SkillClaim | None:
    return service.declare(
        skills.get(skill_id), level, person_id=actor.person_id or 0, by=actor, now=clock.now()
    )


def _what_was_kept(kept: list[SkillClaim], actor: Actor) -> str:
    """Say how many levels were kept, and how many of them do not count yet."""
    if not kept:
        return _("Nothing was changed.")
    levels = skills.levels_of(actor.person_id or 0)
    waiting = sum(levels[claim.skill_id] != claim.level for claim in kept)
    said = ngettext("One level is saved.", "%(num)s levels are saved.", len(kept))
    if not jobs.has_needs():
        return said
    if not waiting:
        return said + " " + _("Your paths follow from now on.")
    return (
        said
        + " "
        + ngettext(
            "One differs from what was confirmed: the confirmed level counts until it is "
            "confirmed anew.",
            "%(num)s differ from what was confirmed: the confirmed levels count until they are "
            "confirmed anew.",
            waiting,
        )
    )


def _chosen(fields: Mapping[str, str]) -> dict[int, int]:
    """Return the levels sent by skill id; fields that are no numbers are left out."""
    return {
        int(name.removeprefix(FIELD)): int(value)
        for name, value in fields.items()
        if name.startswith(FIELD)
        and name.removeprefix(FIELD).isdecimal()
        and value.isdecimal()
        and max(len(name) - len(FIELD), len(value)) <= LONGEST_NUMBER
    }
