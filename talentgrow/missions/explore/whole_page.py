"""The page of a mission put together from what each part of the feature says to its reader."""

from datetime import datetime

from flask import render_template

from talentgrow.infra import clock
from talentgrow.infra.web import current_actor
from talentgrow.kernel.access import Actor
from talentgrow.missions.applications import pages as application_pages
from talentgrow.missions.applications import queries as applications
from talentgrow.missions.debriefs import ended
from talentgrow.missions.debriefs import pages as debriefs
from talentgrow.missions.debriefs.pages import DebriefCard
from talentgrow.missions.editing import pages as editing_pages
from talentgrow.missions.explore import for_reader, show
from talentgrow.missions.explore.forms import AnswerForm, QuestionForm
from talentgrow.missions.models import Mission
from talentgrow.missions.states import OVER, MissionStatus

# Not open to anybody yet, or not any more.
WITHOUT_APPLICANTS = OVER | ended.OVER | {MissionStatus.DRAFT, MissionStatus.SUBMITTED}


def render(
    mission_id: int,
    *,
    question: QuestionForm | None = None,
    answer: AnswerForm | None = None,
    answering: int | None = None,
) -> str:
    """Return the page of a mission; forms that were refused come back with what was written."""
    actor, now = current_actor(), clock.now()
    read = for_reader.read(actor, mission_id)
    mission = read.mission
    debrief = _debrief(actor, mission, now)
    # Nobody plans weeks with what they cannot have.
    apply = None
    if mission.status not in WITHOUT_APPLICANTS:
        apply = application_pages.card(actor, mission, now=now)
    is_possible = apply is not None and (apply.may_send or apply.application_id is not None)
    return render_template(
        "missions/show.html",
        apply=apply,
        debrief=debrief,
        weeks=apply.weeks if apply and is_possible else None,
        owner=editing_pages.owner_card(actor, mission, now=now),
        page=show.page(actor, read, now=now),
        question=question or QuestionForm.empty(),
        answer=answer or AnswerForm.empty(),
        answering=answering,
    )


def _debrief(actor: Actor, mission: Mission, now: datetime) -> DebriefCard | None:
    """Return what the reader looks back on, once a mission in which they took part has ended."""
    if mission.status not in ended.OVER or actor.person_id is None:
        return None
    application = applications.newest_of(mission.id, actor.person_id)
    return debriefs.card(actor, application, now=now) if application else None
