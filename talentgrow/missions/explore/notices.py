"""What people are told about missions they keep and questions they ask."""

from datetime import date, datetime

from flask import url_for

from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.missions.models import Mission, MissionQuestion
from talentgrow.notifications.service import NoticeKind, notify

SIMILAR = NoticeKind(
    "missions.similar",
    _("A new mission is like “%(kept)s”, which you follow: “%(mission)s”. Apply by %(by)s."),
)
ASKED = NoticeKind(
    "missions.asked",
    _("%(who)s asks about “%(mission)s”. Everybody reads your answer."),
    needs_action=True,
)
ASKED_UNSIGNED = NoticeKind(
    "missions.asked_unsigned",
    _("A colleague asks about “%(mission)s”. Everybody reads your answer."),
    needs_action=True,
)
ANSWERED = NoticeKind("missions.answered", _("%(who)s answers your question on “%(mission)s”."))


def tell_of_similar(
    person_id: int, mission: Mission, kept: Mission, *, by: date, now: datetime
) -> None:
    """Tell somebody, once, of a new mission like one they follow."""
    notify(
        person_id,
        SIMILAR,
        key=f"mission:{mission.id}:similar",
        url=url_for("missions.show", mission_id=mission.id),
        now=now,
        kept=kept.title,
        mission=mission.title,
        by=by,
    )


def tell_question(question: MissionQuestion, mission: Mission, owner_id: int, who: str) -> None:
    """Tell an owner what is asked; `who` is empty where the name stays unsaid."""
    notify(
        owner_id,
        ASKED if who else ASKED_UNSIGNED,
        key=f"mission_question:{question.id}",
        url=_question(question),
        now=question.asked_at,
        mission=mission.title,
        **({"who": who} if who else {}),
    )


def tell_answer(question: MissionQuestion, mission: Mission, who: str, *, now: datetime) -> None:
    """Tell whoever asked that an owner has answered, the first time."""
    notify(
        question.author_id,
        ANSWERED,
        key=f"mission_question:{question.id}:answered",
        url=_question(question),
        now=now,
        who=who,
        mission=mission.title,
    )


def _question(question: MissionQuestion) -> str:
    page = url_for("missions.show", mission_id=question.mission_id)
    return f"{page}#question-{question.id}"
