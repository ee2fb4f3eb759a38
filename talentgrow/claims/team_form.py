"""What a manager sends from the list of levels to answer: one click, all of a person, or words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from talentgrow.claims.waiting import Waiting
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.levels import is_level
from talentgrow.kernel.text import SHORTEST_REASON

LONGEST_NOTE = 1000


@dataclass(frozen=True, slots=True)
class Answer:
    """One level answered, with a reason where it is another one; None confirms what was said."""

    claim_id: int
    level: int | None = None
    note: str = ""


@dataclass(slots=True)
class Answers:
    """What was sent: answers that can be given, what was typed, and what is wrong with it."""

    given: list[Answer] = field(default_factory=list)
    typed: dict[int, tuple[int | None, str]] = field(default_factory=dict)
    errors: dict[int, str] = field(default_factory=dict)


def read(form: Mapping[str, str], waiting: Sequence[Waiting]) -> Answers:
    """Return the answers in a form: the level pressed, all of one person, and others written.

    Only levels which the page showed are confirmed with a person's others: one declared since
    has been seen by nobody.
    """
    answers = Answers()
    shown = {part for part in form.get("shown", "").split(",") if part}
    pressed = {form["yes"]} if form.get("yes", "").isdecimal() else set()
    for one in waiting:
        claim = one.claim
        if form.get("yes_to") == str(one.person.id) and str(claim.id) in shown:
            pressed.add(str(claim.id))
        level, note = (
            _level(form.get(f"level-{claim.id}")),
            form.get(f"note-{claim.id}", "").strip(),
        )
        if str(claim.id) not in pressed and (level is not None or note):
            _take(answers, claim.id, claim.level, level=level, note=note)
    # A level pressed stands here even when it no longer waits: its answer says what happened.
    answers.given += [Answer(int(claim_id)) for claim_id in sorted(pressed) if len(claim_id) < 10]
    return answers


def _take(answers: Answers, claim_id: int, declared: int, *, level: int | None, note: str) -> None:
    """Take one level that was written rather than pressed."""
    answers.typed[claim_id] = (level, note)
    if level is None:
        answers.errors[claim_id] = _("Choose a level.")
    elif len(note) > LONGEST_NOTE:
        answers.errors[claim_id] = _("Say it in 1,000 characters at most.")
    elif level != declared and len(note) < SHORTEST_REASON:
        answers.errors[claim_id] = _("Say why you see another level, in 20 characters at least.")
    else:
        answers.given.append(Answer(claim_id, level, note))


def _level(value: str | None) -> int | None:
    """Return a level of the scale; anything else is none."""
    if not value or len(value) > 1 or not value.isdecimal():
        return None
    return int(value) if is_level(int(value)) else None
