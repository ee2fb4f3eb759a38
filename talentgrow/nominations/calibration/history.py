"""What was said in a session, and who decided what when: for those who weigh the same people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from talentgrow.audit.models import AuditEvent
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.templates import moment
from talentgrow.nominations.calibration import queries, service, wording
from talentgrow.nominations.calibration.board import Board, Card, Wish
from talentgrow.nominations.calibration.models import CalibrationSession, Decision
from talentgrow.people.models import Person

# A longer list of notes is folded: the newest are worth reading first.
SHOWN = 12


@dataclass(frozen=True, slots=True)
class Step:
    """A line of the timeline: a note, or an answer that stands."""

    at: datetime
    title: str
    text: str
    then: str
    tone: str = "done"


@dataclass(frozen=True, slots=True)
class Change:
    """Somebody decided, or took a decision back."""

    at: datetime
    who: str
    person: str
    wish: str
    before: str
    after: str


def steps(session: CalibrationSession, board: Board) -> list[Step]:
    """Return the notes of a session and the answers that stand, the oldest first."""
    answers = [
        _answer(card, wish, wish.decision)
        for card in board.cards
        for wish in card.wishes
        if wish.decision is not None
    ]
    return sorted([*notes(session, board), *answers], key=lambda step: step.at)


def notes(session: CalibrationSession, board: Board) -> list[Step]:
    """Return the notes of a session alone, the oldest first."""
    by_id = {card.nominee_id: card for card in board.cards}
    return [
        Step(
            one.at,
            by_id[one.nominee_id].person.name if one.nominee_id in by_id else _("About all"),
            one.text,
            f"{moment(one.at)}, {one.author.name}",
        )
        for one in queries.notes(session.id, sorted(by_id))
    ]


def _answer(card: Card, wish: Wish, decision: Decision) -> Step:
    said = " ".join(words for words in (decision.reason, wording.sentence_of(decision)) if words)
    return Step(
        decision.staged_at,
        _(
            "%(name)s, %(wish)s: %(state)s",
            name=card.person.name,
            wish=wish.name.lower(),
            state=wish.state.words,
        ),
        said,
        f"{moment(decision.staged_at)}, {decision.staged_by.name}",
    )


def changes(board: Board) -> list[Change]:
    """Return who decided what about those who stand in a session, the newest first."""
    wishes = {f"candidacy:{wish.id}": (card, wish) for card in board.cards for wish in card.wishes}
    kinds = (service.STAGED.name, service.UNSTAGED.name)
    rows = db.session.execute(
        select(AuditEvent, Person)
        .join(Person, Person.id == AuditEvent.actor_id)
        .where(AuditEvent.subject.in_(sorted(wishes)), AuditEvent.kind.in_(kinds))
        .order_by(AuditEvent.at.desc(), AuditEvent.id.desc())
    )
    return [_change(event, person, wishes) for event, person in rows]


def _change(event: AuditEvent, person: Person, wishes: Mapping[str, tuple[Card, Wish]]) -> Change:
    card, wish = wishes[event.subject]
    return Change(
        event.at,
        person.name,
        card.person.name,
        wish.name,
        wording.outcome_words(event.details["before"]),
        wording.outcome_words(event.details.get("after", "")),
    )


def newest(found: Sequence[Step]) -> tuple[Sequence[Step], Sequence[Step]]:
    """Return the earlier lines, and the newest ones."""
    return found[:-SHOWN], found[-SHOWN:]
