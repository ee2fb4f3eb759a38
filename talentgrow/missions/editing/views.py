"""Propose a mission, change it, and see all of one's own."""

from secrets import token_urlsafe

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from talentgrow.audit import receipts
from talentgrow.infra import clock
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.paging import page_number
from talentgrow.infra.web import asked_id, authorize, current_actor
from talentgrow.missions import house, policy, queries, service
from talentgrow.missions.editing import life, mine, moderation, owner_views, pages, writing
from talentgrow.missions.editing.form import MissionForm, dates_anew, filled_from, usual
from talentgrow.missions.models import HouseRules, Mission
from talentgrow.missions.states import MissionStatus
from talentgrow.missions.values import WrongValues
from talentgrow.people import queries as people
from talentgrow.skills import queries as skills

SHOWN_SKILLS = 8

bp = Blueprint("mission_editing", __name__, template_folder="../templates")
bp.register_blueprint(life.bp)
bp.register_blueprint(moderation.bp)
bp.register_blueprint(owner_views.bp)


@bp.get("/missions/mine")
def own() -> ResponseReturnValue:
    """List every mission one owns, those that wait for oneself first."""
    authorize(policy.may_propose)
    return render_template(
        "missions/mine.html", page=mine.mine(current_actor(), page_number(), now=clock.now())
    )


@bp.route("/missions/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Propose a mission: an empty one, or one like another."""
    authorize(policy.may_propose)
    source_id = asked_id("copy")
    source = queries.get_visible(current_actor(), source_id) if source_id else None
    if source is not None:
        authorize(policy.may_copy, source)
    if request.method != "POST":
        return _show(MissionForm.from_request(key=token_urlsafe(16), **_first(source)), source)
    form = MissionForm.from_request()
    if not form.is_to_be_saved:
        form.rearrange()
        return _show(form, source)
    if not form.accepted():
        return _show(form, source), 422
    return _create(form, source)


@bp.route("/missions/<int:mission_id>/edit", methods=["GET", "POST"])
def edit(mission_id: int) -> ResponseReturnValue:
    """Change what a mission says."""
    actor = current_actor()
    if request.method != "POST":
        mission = queries.get_visible(actor, mission_id)
        authorize(policy.may_edit, mission)
        if mission.status in writing.WRITTEN:
            raise writing.TooLate(_("This mission is over: what it says stays."))
        form = MissionForm.from_request(seen=mission.version, **filled_from(mission))
        return _show(form, None, mission)
    mission = queries.get_to_change(actor, mission_id)
    authorize(policy.may_edit, mission)
    form = MissionForm.from_request()
    if not form.is_to_be_saved:
        form.rearrange()
        return _show(form, None, mission)
    if not form.accepted():
        return _show(form, None, mission), 422
    return _save(form, mission)


def _create(form: MissionForm, source: Mission | None) -> ResponseReturnValue:
    """Keep a new mission, once however often the button was pressed."""
    actor, now = current_actor(), clock.now()
    key = receipts.key_of(request.path, form.key.data or "")
    done = receipts.earlier(actor.person_id or 0, key, now=now)
    if done is not None:
        return redirect(done or url_for("mission_editing.own"))
    try:
        mission = writing.create(form.values(), by=actor, now=now, copied_from=source)
        said = _publish(mission) if form.order[0] == "publish" else _("Your draft is kept.")
    except WrongValues as error:
        form.show(error.errors)
        return _show(form, source), 422
    flash(said, "success")
    url = url_for("missions.show", mission_id=mission.id)
    receipts.keep(actor.person_id or 0, key, url)
    return redirect(url)


def _save(form: MissionForm, mission: Mission) -> ResponseReturnValue:
    """Keep what was typed, or say what has become of the mission meanwhile."""
    seen = form.seen.data or ""
    number = int(seen) if seen.isdecimal() and len(seen) < 10 else 0
    try:
        changed = writing.edit(
            mission, form.values(), seen=number, by=current_actor(), now=clock.now()
        )
        is_draft = mission.status is MissionStatus.DRAFT
        if form.order[0] == "publish" and is_draft:
            said = _publish(mission)
        else:
            said = _("Your changes are kept.") if changed else _("Nothing was changed.")
    except service.MissionChanged:
        form.seen.data = str(mission.version)
        return _show(form, None, mission, happened=_differences(form, mission)), 409
    except WrongValues as error:
        form.show(error.errors)
        return _show(form, None, mission), 422
    flash(said, "success")
    return redirect(url_for("missions.show", mission_id=mission.id))


def _publish(mission: Mission) -> str:
    """Publish a draft or hand it in, and say which."""
    service.submit_or_publish(mission, by=current_actor(), now=clock.now())
    return life.what_became_of(mission)


def _first(source: Mission | None) -> dict[str, object]:
    """Return what a new form says: like another mission, or as most missions are."""
    if source is not None:
        return dates_anew(filled_from(source))
    post = people.current_assignment(current_actor().person_id or 0)
    return usual(post.unit_id if post else None, post.site_id if post else None)


def _differences(form: MissionForm, mission: Mission) -> list[str]:
    """Return the names of the fields that differ between the form and what is stored now."""
    stored = filled_from(mission)
    return [
        str(form[name].label.text)
        for name, value in stored.items()
        if name != "skills" and (form[name].data or None) != (value or None)
    ]


def _show(
    form: MissionForm,
    source: Mission | None,
    mission: Mission | None = None,
    *,
    happened: list[str] | None = None,
) -> str:
    """Show the form with what was typed, and the skills found by the words to look for."""
    words = (form.skill_words.data or "").strip()
    if form.order[0] == "add":
        words = form.skill_words.data = ""
    form.looked_for.data = words
    rows = form.skill_ids
    found = skills.search(words, limit=SHOWN_SKILLS + len(rows)) if words else []
    known = house.rules()
    return render_template(
        "missions/edit.html",
        form=form,
        source=source,
        mission=mission,
        happened=happened,
        known=skills.by_ids(rows),
        found=[skill for skill in found if skill.id not in rows][:SHOWN_SKILLS],
        words=words,
        rules=known,
        reasons=_why_hr_reads(form, known),
    )


def _why_hr_reads(form: MissionForm, known: HouseRules) -> tuple[str, ...]:
    """Return why HR would read what is typed; nothing while the numbers are not there."""
    if form.hours_a_week.data is None or form.seats.data is None:
        return ()
    typed = Mission(
        hours_a_week=form.hours_a_week.data,
        seats=form.seats.data,
        unit_id=form.unit_id.data or None,
    )
    return pages.why_hr_reads(typed, known)
