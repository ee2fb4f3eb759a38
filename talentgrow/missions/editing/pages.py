"""What the owners of a mission see and may do next; nothing here changes anything."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import format_decimal
from sqlalchemy import func, select

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import lazy_gettext
from talentgrow.kernel.access import RULES, Actor
from talentgrow.missions import days, house, policy, service
from talentgrow.missions.applications.models import Application
from talentgrow.missions.debriefs import ended
from talentgrow.missions.editing import writing
from talentgrow.missions.models import HouseRules, Mission
from talentgrow.missions.states import (
    MISSION_FLOW,
    SEATED,
    UNANSWERED,
    WITH_OWNER,
    ApplicationStatus,
    MissionStatus,
)


@dataclass(frozen=True, slots=True)
class Look:
    """What a button says and shows."""

    label: Any
    icon: str


# The steps that a button on the card takes, in the order in which they stand.
LOOKS = {
    "submit": Look(lazy_gettext("Hand in to HR"), icon="send"),
    "publish": Look(lazy_gettext("Publish"), icon="send"),
    "resume": Look(lazy_gettext("Open it again"), icon="player-play"),
    "staff": Look(lazy_gettext("The team is complete"), icon="users"),
    "reopen": Look(lazy_gettext("Look for more people"), icon="user-plus"),
    "archive": Look(lazy_gettext("Put it away"), icon="archive"),
}
COUNTED = SEATED | UNANSWERED


@dataclass(frozen=True, slots=True)
class Counts:
    """How many people applied, by what they wait for: for those who own the mission alone."""

    to_answer: int = 0
    with_others: int = 0
    waiting_list: int = 0
    seated: int = 0

    @property
    def all(self) -> int:
        """Return how many applications are alive."""
        return self.to_answer + self.with_others + self.waiting_list + self.seated


@dataclass(frozen=True, slots=True)
class Button:
    """A step which the actor may take now, by one click."""

    step: str
    label: str
    icon: str
    url: str
    is_primary: bool = False


@dataclass(frozen=True, slots=True)
class OwnerCard:
    """What waits for whom, and the steps which the flow and the rules allow the actor."""

    mission: Mission
    is_owner: bool
    counts: Counts
    buttons: Sequence[Button]
    can_edit: bool
    can_pause: bool
    can_cancel: bool
    can_hand_over: bool
    can_look_back: bool
    # The day by which HR answers, in words; empty: HR is not asked.
    hr_by: str
    # Why HR reads it before it is published; empty: it does not.
    reasons: Sequence[str]

    @property
    def can_moderate(self) -> bool:
        """Tell whether HR who reads this has the word."""
        return bool(self.hr_by) and not self.is_owner

    @property
    def was_sent_back(self) -> bool:
        """Tell whether HR has asked the owners for something else."""
        return self.mission.status is MissionStatus.DRAFT and bool(self.mission.comment)


def owner_card(actor: Actor, mission: Mission, *, now: datetime) -> OwnerCard | None:
    """Return what the actor may do with a mission that is loaded in full; None: nothing."""
    is_owner = policy.owns(actor, mission)
    steps = _steps(actor, mission)
    can_hand_over = mission.owner.left_on is not None and policy.may_hand_over(actor, mission)
    if not is_owner and "cancel" not in steps and not can_hand_over:
        return None
    known = house.rules()
    is_submitted = mission.status is MissionStatus.SUBMITTED
    is_draft = mission.status is MissionStatus.DRAFT
    reasons = why_hr_reads(mission, known) if is_draft else ()
    return OwnerCard(
        mission=mission,
        is_owner=is_owner,
        counts=counts_of([mission.id]).get(mission.id, Counts()) if is_owner else Counts(),
        buttons=_buttons(mission, steps if is_owner else (), needs_review=bool(reasons)),
        can_edit=is_owner and mission.status not in writing.WRITTEN,
        can_pause="pause" in steps,
        can_cancel="cancel" in steps,
        can_hand_over=can_hand_over,
        can_look_back=is_owner and mission.status in ended.OVER,
        hr_by=days.near(service.answer_by(mission, known), now.date()) if is_submitted else "",
        reasons=reasons,
    )


def why_hr_reads(mission: Mission, known: HouseRules) -> tuple[str, ...]:
    """Return the sentences that say why HR reads a mission first; none when owners publish it."""
    if not house.needs_review(mission, known):
        return ()
    reasons = []
    if mission.hours_a_week > known.review_above_hours:
        limit = format_decimal(known.review_above_hours)
        reasons.append(_("It takes more than %(limit)s hours a week.", limit=limit))
    if mission.seats > known.review_above_seats:
        limit = str(known.review_above_seats)
        reasons.append(_("It has more than %(limit)s seats.", limit=limit))
    return tuple(reasons) or (_("HR reads every mission of this unit."),)


def counts_of(mission_ids: Collection[int]) -> Mapping[int, Counts]:
    """Return how many people applied to each of some missions, by what they wait for."""
    rows = db.session.execute(
        select(Application.mission_id, Application.status, func.count())
        .where(Application.mission_id.in_(mission_ids), Application.status.in_(COUNTED))
        .group_by(Application.mission_id, Application.status)
    )
    found: dict[int, dict[str, int]] = {}
    for mission_id, status, count in rows:
        of_one = found.setdefault(mission_id, {})
        name = _counted_as(status)
        of_one[name] = of_one.get(name, 0) + count
    return {mission_id: Counts(**of_one) for mission_id, of_one in found.items()}


def _counted_as(status: ApplicationStatus) -> str:
    if status in WITH_OWNER:
        return "to_answer"
    if status in SEATED - {ApplicationStatus.OFFERED}:
        return "seated"
    return "waiting_list" if status is ApplicationStatus.WAITLISTED else "with_others"


def _steps(actor: Actor, mission: Mission) -> frozenset[str]:
    """Return the steps which the flow allows from here and the rules allow the actor."""
    return frozenset(
        step
        for step in MISSION_FLOW.moves_from(mission.status)
        if f"missions.{step}" in RULES and RULES[f"missions.{step}"](actor, mission)
    )


def _buttons(mission: Mission, steps: Collection[str], *, needs_review: bool) -> tuple[Button, ...]:
    """Return the steps that are one click; a draft is either published or handed in."""
    wanted = set(steps) - {"publish" if needs_review else "submit"}
    if not mission.taken:
        wanted.discard("staff")
    if not mission.seats_left:
        wanted.discard("reopen")
    return tuple(
        Button(
            step,
            str(look.label),
            look.icon,
            url_for(f"mission_editing.life.{_address(step)}", mission_id=mission.id),
            is_primary=step in {"submit", "publish", "resume"},
        )
        for step, look in LOOKS.items()
        if step in wanted
    )


def _address(step: str) -> str:
    """Return how a step is called in an address: handing in is publishing that HR reads first."""
    return "publish" if step == "submit" else step
