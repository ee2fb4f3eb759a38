"""How somebody wants missions suggested to them. Functions flush; the caller commits."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime

from talentgrow.audit import service as audit
from talentgrow.infra.db import db
from talentgrow.infra.once import insert_once
from talentgrow.kernel.access import Actor
from talentgrow.missions.models import SuggestionChoice
from talentgrow.people.models import Person

CHOSEN = audit.Kind("missions.suggestions_chosen", "fields")
SMALLER, USUAL, LARGER = -1, 0, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What somebody chose: nothing, and everything is as for everybody."""

    opted_out: bool = False
    hides_scores: bool = False
    appetite: int = USUAL

    @property
    def shows_zones(self) -> bool:
        """Tell whether pages say how far a mission reaches for the reader."""
        return not (self.opted_out or self.hides_scores)


def of(person_id: int | None) -> Choice:
    """Return what somebody chose."""
    return from_row(db.session.get(SuggestionChoice, person_id or 0))


def from_row(row: SuggestionChoice | None) -> Choice:
    """Return what somebody chose, of whom there may be no row yet."""
    if row is None:
        return Choice()
    return Choice(opted_out=row.opted_out, hides_scores=row.hides_scores, appetite=row.appetite)


def choose(person: Person, chosen: Choice, *, by: Actor, now: datetime) -> None:
    """Keep what somebody chose."""
    before, values = asdict(of(person.id)), asdict(chosen)
    insert_once(SuggestionChoice, {"person_id": person.id})
    row = db.session.get_one(SuggestionChoice, person.id)
    for name, value in values.items():
        setattr(row, name, value)
    db.session.flush()
    changed = sorted(name for name, value in values.items() if before[name] != value)
    if changed:
        audit.record(CHOSEN, person, by=by, now=now, fields=changed)


def hide(person: Person, hides: bool, *, by: Actor, now: datetime) -> None:
    """Show somebody no zones and no figures, or show them again."""
    choose(person, replace(of(person.id), hides_scores=hides), by=by, now=now)
