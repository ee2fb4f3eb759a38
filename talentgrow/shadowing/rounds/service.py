"""Prepare rounds and change what they say. Functions flush; the caller commits."""

from datetime import date, datetime

from talentgrow.audit import service as audit
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import DomainError
from talentgrow.people.models import Site, Unit
from talentgrow.shadowing.exchanges.models import Round
from talentgrow.shadowing.exchanges.policy import may_edit
from talentgrow.shadowing.rounds.joining import hold
from talentgrow.shadowing.rounds.values import (
    CHANGEABLE,
    PLAIN,
    RoundValues,
    WrongValues,
    settled,
    wrong,
)
from talentgrow.shadowing.rounds.weeks import weeks_of
from talentgrow.shadowing.states import RoundStatus

LAST_YEAR = 2099
CREATED = audit.Kind("shadowing.round_created", "name_fr", "name_en")
EDITED = audit.Kind("shadowing.round_edited", "fields")


class RoundChanged(DomainError):
    """Somebody else changed the round since the page was read."""


class TooLate(DomainError):
    """The rings were sent: what the round says stays."""


def create(values: RoundValues, *, by: Actor, now: datetime) -> Round:
    """Prepare a round, which nobody sees before it is opened.

    :raises WrongValues: something of it does not fit
    """
    one = Round(
        author_id=by.person_id,
        since=now,
        created_at=now,
        **{name: getattr(values, name) for name in PLAIN},
    )
    errors = wrong(values) or (_wrong_days(one, now.date()) | _wrong_place(one, by))
    if errors:
        raise WrongValues(errors)
    db.session.add(one)
    db.session.flush()
    audit.record(CREATED, one, by=by, now=now, name_fr=one.name_fr, name_en=one.name_en)
    return one


def edit(
    one: Round, values: RoundValues, *, seen: int, by: Actor, now: datetime
) -> tuple[str, ...]:
    """Change what a round says; return which fields. Its days and place stay once it is open.

    :raises RoundChanged: somebody else changed it since `seen`
    :raises TooLate: its rings were sent
    :raises WrongValues: something of it does not fit
    """
    one = hold(one.id)
    check_changeable(one)
    if one.version != seen:
        raise RoundChanged(_("Somebody else changed this round while you were writing."))
    before, is_draft = RoundValues.of(one), one.status is RoundStatus.DRAFT
    values = values if is_draft else settled(values, before)
    errors = wrong(values)
    if is_draft and not errors:
        planned = Round(**{name: getattr(values, name) for name in PLAIN})
        errors = _wrong_days(planned, now.date()) | _wrong_place(planned, by)
    if errors:
        raise WrongValues(errors)
    changed = tuple(name for name in PLAIN if getattr(before, name) != getattr(values, name))
    if changed:
        for name in changed:
            setattr(one, name, getattr(values, name))
        one.version += 1
        db.session.flush()
        audit.record(EDITED, one, by=by, now=now, fields=list(changed))
    return changed


def check_changeable(one: Round) -> None:
    """Refuse to change what was sent.

    :raises TooLate: its rings were sent, or it was called off
    """
    if one.status not in CHANGEABLE:
        raise TooLate(_("Its rings were sent: what this round says stays."))


def _wrong_days(one: Round, today: date) -> dict[str, str]:
    """Return what is wrong with days that have passed, or in which no visit fits."""
    if one.join_by < today:
        return {"join_by": _("Choose a day that is still to come.")}
    if one.visits_to.year > LAST_YEAR:
        return {"visits_to": _("Choose an earlier day.")}
    if not weeks_of(one):
        return {"visits_to": _("No visit of this length fits into these days.")}
    return {}


def _wrong_place(one: Round, by: Actor) -> dict[str, str]:
    """Return what is wrong with the part of the house for which HR wants to hold it."""
    is_known = all(
        place_id is None or db.session.get(model, place_id) is not None
        for model, place_id in ((Unit, one.unit_id), (Site, one.site_id))
    )
    if is_known and may_edit(by, one):
        return {}
    return {"unit_id": _("Choose the unit or the site which you look after.")}
