"""What has happened to a visit, in words and with names."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from talentgrow.audit import service as audit
from talentgrow.audit.models import StatusChange
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.templates import moment
from talentgrow.people.models import Person
from talentgrow.shadowing.visits.models import Visit


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a timeline, as its component draws it."""

    title: str
    text: str
    then: str = ""
    tone: str = "done"


def steps(visit: Visit, reader_id: int | None, *, reads_words: bool) -> tuple[Step, ...]:
    """Return what happened to a visit, the oldest first.

    `reads_words` is for its two sides: what one wrote to the other stands with the step.
    """
    changes = db.session.scalars(
        select(StatusChange)
        .where(StatusChange.subject == audit.name_of(visit))
        .order_by(StatusChange.at, StatusChange.id)
    ).all()
    people = _people({one.actor_id for one in changes if one.actor_id is not None})
    found = [_first(visit, reader_id)]
    for change in changes:
        said = _said(change, people, reader_id)
        if said:
            note = change.reason if reads_words and change.move == "cancel" else ""
            found.append(Step(said, str(moment(change.at)), then=note))
    return tuple(found)


def _first(visit: Visit, reader_id: int | None) -> Step:
    at = str(moment(visit.requested_at))
    if visit.round_id is not None:
        return Step(_("A round proposed it"), at)
    if visit.exchange_id is not None:
        return Step(_("A swap was proposed"), at)
    if visit.visitor_id == reader_id:
        return Step(_("You asked for it"), at)
    return Step(_("%(name)s asked for it", name=visit.visitor.name), at)


def _people(ids: set[int]) -> Mapping[int, Person]:
    found = db.session.scalars(select(Person).where(Person.id.in_(ids))) if ids else ()
    return {person.id: person for person in found}


def _said(change: StatusChange, people: Mapping[int, Person], reader_id: int | None) -> str:
    if change.move not in SENTENCES:
        return ""
    mine, theirs, alone = SENTENCES[change.move]
    actor = people.get(change.actor_id) if change.actor_id is not None else None
    if actor is not None and actor.id == reader_id and mine is not None:
        return mine()
    if actor is not None and theirs is not None:
        return theirs(actor.name)
    return alone() if alone is not None else ""


Sentence = tuple[Callable[[], str] | None, Callable[[str], str] | None, Callable[[], str] | None]
SENTENCES: Mapping[str, Sentence] = {
    "accept": (
        lambda: _("You said yes"),
        lambda name: _("%(name)s said yes", name=name),
        lambda: _("Both said yes"),
    ),
    "decline": (lambda: _("You said no"), lambda name: _("%(name)s said no", name=name), None),
    "ask_one_way": (None, None, lambda: _("The ring lost a leg")),
    "lose": (
        lambda: _("You said no"),
        lambda name: _("%(name)s said no", name=name),
        lambda: _("It came to nothing"),
    ),
    "refuse": (lambda: _("You said no"), lambda name: _("%(name)s said no", name=name), None),
    "confirm": (
        lambda: _("You were the last to sign"),
        lambda name: _("%(name)s was the last to sign", name=name),
        lambda: _("Everybody has signed"),
    ),
    "change": (
        lambda: _("You changed it: everybody signs again"),
        lambda name: _("%(name)s changed it: everybody signs again", name=name),
        None,
    ),
    "take_place": (
        lambda: _("You noted that it took place"),
        lambda name: _("%(name)s noted that it took place", name=name),
        None,
    ),
    "take_place_partly": (
        lambda: _("You noted that it took place in part"),
        lambda name: _("%(name)s noted that it took place in part", name=name),
        None,
    ),
    "miss": (
        lambda: _("You noted that it did not take place"),
        lambda name: _("%(name)s noted that it did not take place", name=name),
        None,
    ),
    "close": (None, None, lambda: _("It was closed")),
    "cancel": (
        lambda: _("You called it off"),
        lambda name: _("%(name)s called it off", name=name),
        lambda: _("It was called off"),
    ),
    "expire": (None, None, lambda: _("Its time ran out")),
}
