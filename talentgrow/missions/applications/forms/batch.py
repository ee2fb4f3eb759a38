"""The form with which owners answer several people at once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from werkzeug.datastructures import MultiDict

from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.web import LARGEST_ID
from talentgrow.missions.applications import choosing
from talentgrow.missions.applications.choosing import Batch, Decline
from talentgrow.missions.applications.forms.single import LONGEST_WORD, NEXT_STEPS, REASONS
from talentgrow.missions.applications.models import DeclineReason, NextStep

CHOOSE, DECLINE = "choose", "decline"
# The words for everybody stand in fields without a number; those for one person win.
SHARED = "all"


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent: the answers, what is wrong with them, and everything as it was typed."""

    batch: Batch = field(default_factory=Batch)
    errors: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)

    def said(self, name: str, key: object = SHARED) -> str:
        """Return what was typed into a field, so that nothing is lost."""
        return self.typed.get(f"{name}-{key}", "")

    def error(self, key: object = SHARED) -> str:
        """Return what is wrong with the answer to one person, or with all of it."""
        return self.errors.get(str(key), "")


def read(form: MultiDict[str, str], proposed: Collection[int]) -> Sent:
    """Read the answers; `proposed` are the missions which may be named as a next step.

    Every line is "choose", "decline" or nothing, which leaves somebody as they are.
    """
    chosen, declined, errors = [], {}, {}
    for name, value in form.items():
        number = _number(name.removeprefix("do-")) if name.startswith("do-") else None
        if number is None:
            continue
        if value == CHOOSE:
            chosen.append(number)
        elif value == DECLINE:
            said = _said(form, number, proposed)
            if isinstance(said, Decline):
                declined[number] = said
            else:
                errors[str(number)] = said
    if not chosen and not declined and not errors:
        errors[SHARED] = _("Choose somebody, or say no to somebody, then send.")
    return Sent(Batch(chosen=tuple(chosen), declined=declined), errors, dict(form.items()))


def _said(form: MultiDict[str, str], number: int, proposed: Collection[int]) -> Decline | str:
    """Return the no to one person, or what is missing in it."""

    def typed(name: str) -> str:
        own = form.get(f"{name}-{number}", "").strip()
        return own or form.get(f"{name}-{SHARED}", "").strip()

    reason, step = typed("reason"), typed("step")
    if reason not in REASONS:
        return _("Choose a reason.")
    if step not in NEXT_STEPS:
        return _("Choose a next step.")
    mission_id = _number(typed("mission")) if step == NextStep.MISSION else None
    if mission_id is not None and mission_id not in proposed:
        mission_id = None
    said = Decline(
        reason=DeclineReason(reason),
        feedback=typed("feedback"),
        next_step=NextStep(step),
        next_note=typed("note"),
        next_mission_id=mission_id,
        offers_talk=f"talk-{number}" in form or f"talk-{SHARED}" in form,
    )
    if max(len(said.feedback), len(said.next_note)) > LONGEST_WORD:
        return _("Write 1,000 characters at most.")
    try:
        choosing.check(said)
    except choosing.FeedbackMissing as error:
        return str(error)
    return said


def _number(text: str) -> int | None:
    if not text.isascii() or not text.isdigit() or len(text) > len(str(LARGEST_ID)):
        return None
    return int(text) if 0 < int(text) <= LARGEST_ID else None
