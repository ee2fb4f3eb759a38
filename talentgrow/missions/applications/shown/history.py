"""What has happened to an application, in words and with names, for one kind of reader."""

from collections.abc import Callable, Mapping

from sqlalchemy import select

from talentgrow.audit import service as audit
from talentgrow.audit.models import StatusChange
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.templates import moment
from talentgrow.missions.applications.models import Application
from talentgrow.missions.applications.shown.turns import Step
from talentgrow.missions.deadlines import Who
from talentgrow.people.models import Person

# The reason of a manager's word is no business of the owners; the person reads it in its own place.
READS_WORD = frozenset({Who.MANAGER, Who.HR})


def steps(application: Application, reader: Who) -> tuple[Step, ...]:
    """Return what happened, the oldest first."""
    changes = db.session.scalars(
        select(StatusChange)
        .where(StatusChange.subject == audit.name_of(application))
        .order_by(StatusChange.at, StatusChange.id)
    ).all()
    people = _people({change.actor_id for change in changes if change.actor_id is not None})
    # What goes on without anybody's word ("forward") is told by what comes next.
    return tuple(
        Step(
            _said(change, application, reader, people),
            str(moment(change.at)),
            then=_reason(change, reader),
            tone="done",
        )
        for change in changes
        if change.move in SENTENCES
    )


def _people(ids: set[int]) -> Mapping[int, Person]:
    found = db.session.scalars(select(Person).where(Person.id.in_(ids))) if ids else ()
    return {person.id: person for person in found}


def _said(
    change: StatusChange, application: Application, reader: Who, people: Mapping[int, Person]
) -> str:
    """Return what one step means, with the name of the one who took it."""
    actor = people.get(change.actor_id) if change.actor_id is not None else None
    is_reader = reader is Who.APPLICANT and change.actor_id == application.person_id
    mine, theirs, alone = SENTENCES[change.move]
    if is_reader and mine is not None:
        return mine()
    if actor is not None and theirs is not None:
        return theirs(actor.name)
    return alone() if alone is not None else ""


def _reason(change: StatusChange, reader: Who) -> str:
    if change.move in {"refuse", "defer"} and reader not in READS_WORD:
        return ""
    if change.move in {"withdraw", "decline_offer"} and reader not in {Who.APPLICANT, Who.OWNER}:
        return ""
    return change.reason


Sentence = tuple[Callable[[], str] | None, Callable[[str], str] | None, Callable[[], str] | None]
SENTENCES: Mapping[str, Sentence] = {
    "send": (lambda: _("You applied"), lambda name: _("%(name)s applied", name=name), None),
    "ask_manager": (
        lambda: _("The manager’s word was asked"),
        lambda _name: _("The manager’s word was asked"),
        None,
    ),
    "agree": (None, lambda name: _("%(name)s agreed", name=name), None),
    "defer": (None, lambda name: _("%(name)s agreed from a date", name=name), None),
    "refuse": (None, lambda name: _("%(name)s said no", name=name), None),
    "plan_talk": (None, lambda name: _("%(name)s proposed a talk", name=name), None),
    "offer": (
        None,
        lambda name: _("%(name)s offered a seat", name=name),
        lambda: _("A seat became free and was offered to the next of the waiting list"),
    ),
    "waitlist": (None, lambda name: _("%(name)s added to the waiting list", name=name), None),
    "decline": (None, lambda name: _("%(name)s chose others", name=name), None),
    "accept": (
        lambda: _("You accepted the seat"),
        lambda name: _("%(name)s accepted the seat", name=name),
        None,
    ),
    "decline_offer": (
        lambda: _("You did not take the seat"),
        lambda name: _("%(name)s did not take the seat", name=name),
        None,
    ),
    "withdraw": (
        lambda: _("You took the application back"),
        lambda name: _("%(name)s took the application back", name=name),
        None,
    ),
    "start": (None, None, lambda: _("The mission began")),
    "complete": (None, lambda name: _("%(name)s noted the mission as done", name=name), None),
    "complete_partly": (
        None,
        lambda name: _("%(name)s noted a part of the mission as done", name=name),
        None,
    ),
    "miss_start": (None, lambda name: _("%(name)s noted that it did not begin", name=name), None),
    "call_off": (
        None,
        lambda name: _("%(name)s cancelled the mission", name=name),
        lambda: _("The mission was cancelled"),
    ),
    "expire": (None, None, lambda: _("It ended without an answer")),
}
