"""HR reads the missions that were handed in, and publishes them or sends them back."""

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload
from wtforms import HiddenField, TextAreaField
from wtforms.validators import Length

from talentgrow.infra import clock
from talentgrow.infra.forms import AppForm
from talentgrow.infra.i18n import gettext
from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.infra.paging import page_number, paginate
from talentgrow.infra.web import authorize, current_actor
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import IllegalTransition
from talentgrow.kernel.page import Page
from talentgrow.missions import days, house, policy, queries, service
from talentgrow.missions.editing import pages
from talentgrow.missions.models import Mission, MissionOwner
from talentgrow.missions.states import MissionStatus
from talentgrow.people import queries as people
from talentgrow.people.models import Person

LONGEST_COMMENT = 1000

bp = Blueprint("moderation", __name__, url_prefix="/hr/missions")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A mission which HR reads, by when, and whether this reader may."""

    mission: Mission
    by: str
    is_late: bool
    is_own: bool


class AnswerForm(AppForm):
    """Publish what was read, or send it back with a comment."""

    seen = HiddenField()
    comment = TextAreaField(_("What should be different"), [Length(max=LONGEST_COMMENT)])

    @property
    def version(self) -> int:
        """Return the version which HR has read; nonsense is none that ever was."""
        seen = self.seen.data or ""
        return int(seen) if seen.isdecimal() and len(seen) < 10 else 0


@bp.get("")
def index() -> ResponseReturnValue:
    """List the missions of one's part that wait for HR, the longest first."""
    authorize(policy.may_moderate)
    return render_template(
        "missions/moderation.html", waiting=waiting_for(current_actor(), page_number())
    )


@bp.get("/<int:mission_id>")
def read(mission_id: int) -> ResponseReturnValue:
    """Read a mission that was handed in."""
    authorize(policy.may_moderate)
    mission = queries.get_visible(current_actor(), mission_id)
    return _show(mission, AnswerForm.from_request(seen=mission.version))


@bp.post("/<int:mission_id>")
def answer(mission_id: int) -> ResponseReturnValue:
    """Publish a mission, or send it back and say why."""
    actor = current_actor()
    authorize(policy.may_moderate)
    mission = queries.get_to_change(actor, mission_id)
    is_published = request.form.get("do") == "publish"
    if mission.status is not MissionStatus.SUBMITTED:
        raise IllegalTransition(gettext("Somebody has answered meanwhile."))
    authorize(policy.may_publish if is_published else policy.may_send_back, mission)
    form = AnswerForm.from_request()
    if not form.accepted():
        return _show(mission, form), 422
    now = clock.now()
    try:
        if is_published:
            service.publish(mission, by=actor, now=now, seen=form.version)
        else:
            comment = (form.comment.data or "").strip()
            service.send_back(mission, comment, by=actor, now=now, seen=form.version)
    except service.TooFewWords as error:
        form.comment.errors = (str(error),)
        return _show(mission, form), 422
    except service.MissionChanged as error:
        flash(str(error), "warning")
        form.seen.data = str(mission.version)
        return _show(mission, form), 409
    flash(_published(mission) if is_published else _sent_back(mission), "success")
    return redirect(url_for("mission_editing.moderation.index"))


def waiting_for(actor: Actor, number: int) -> Page[Waiting]:
    """Return a page of the missions of the actor's part that wait for HR, the longest first."""
    handed_in = select(Mission).where(Mission.status == MissionStatus.SUBMITTED)
    if actor.scope is not None:
        part = select(Person.id).where(people.is_within(actor.scope))
        handed_in = handed_in.where(Mission.owner_id.in_(part))
    found = paginate(
        handed_in.options(
            joinedload(Mission.owner),
            joinedload(Mission.unit),
            selectinload(Mission.co_owners).joinedload(MissionOwner.person),
        ).order_by(Mission.since, Mission.id),
        number,
    )
    known, today = house.rules(), clock.today()
    shown = [
        Waiting(one, days.near(by, today), by < today, policy.owns(actor, one))
        for one in found
        for by in [service.answer_by(one, known)]
    ]
    return Page(shown, found.number, found.size, found.total)


def _show(mission: Mission, form: AnswerForm) -> str:
    known = house.rules()
    is_waiting = mission.status is MissionStatus.SUBMITTED
    return render_template(
        "missions/moderate.html",
        mission=mission,
        form=form,
        reasons=pages.why_hr_reads(mission, known),
        by=days.near(service.answer_by(mission, known), clock.today()) if is_waiting else "",
        may_answer=is_waiting and policy.may_publish(current_actor(), mission),
    )


def _published(mission: Mission) -> str:
    return gettext("The mission is open. %(name)s knows.", name=mission.owner.given_name)


def _sent_back(mission: Mission) -> str:
    return gettext("%(name)s has your comment and may hand it in again.", name=_owner(mission))


def _owner(mission: Mission) -> str:
    return mission.owner.given_name
