"""The page of a mission put together from what each part of the feature says to its reader."""

from flask import render_template

from talentgrow.infra import clock
from talentgrow.infra.web import current_actor
from talentgrow.missions.applications import pages as application_pages
from talentgrow.missions.editing import pages as editing_pages
from talentgrow.missions.explore import for_reader, show
from talentgrow.missions.explore.forms import AnswerForm, QuestionForm
from talentgrow.missions.states import OVER


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
    # Nobody applies to what is over, nor plans weeks with what they cannot have.
    apply = None
    if mission.status not in OVER:
        apply = application_pages.card(actor, mission, now=now)
    is_possible = apply is not None and (apply.may_send or apply.application_id is not None)
    return render_template(
        "missions/show.html",
        apply=apply,
        weeks=apply.weeks if apply and is_possible else None,
        owner=editing_pages.owner_card(actor, mission, now=now),
        page=show.page(actor, read, now=now),
        question=question or QuestionForm.empty(),
        answer=answer or AnswerForm.empty(),
        answering=answering,
    )
