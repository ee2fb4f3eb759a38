"""How a person wishes to read and to be told: language, time zone, notices."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from zoneinfo import available_timezones

from talentgrow.audit import service as audit
from talentgrow.infra.db import db
from talentgrow.kernel.access import Actor
from talentgrow.notifications import preferences as told
from talentgrow.notifications.deadlines import Wish
from talentgrow.people.models import Person

CHOSEN = audit.Kind("people.preferences_chosen", "fields")
# Names of the database of time zones that no place is called.
_NO_PLACES = ("Etc/", "SystemV/", "posix/", "right/", "US/", "Brazil/", "Canada/", "Mexico/")


@dataclass(frozen=True, kw_only=True)
class Preferences:
    """What a person chose; `locale` and `timezone` are empty for those of the house."""

    locale: str = ""
    timezone: str = ""
    wish: Wish = field(default_factory=Wish)


@cache
def timezones() -> tuple[str, ...]:
    """Return the time zones that are called after a place, by name."""
    named = (zone for zone in available_timezones() if "/" in zone)
    return tuple(sorted(zone for zone in named if not zone.startswith(_NO_PLACES)))


def of(person: Person) -> Preferences:
    """Return what a person chose, or else the usual."""
    return Preferences(
        locale=person.locale or "", timezone=person.timezone, wish=told.wish_of(person.id)
    )


def choose(person: Person, values: Preferences, *, by: Actor, now: datetime) -> None:
    """Keep what a person chose."""
    before = vars(of(person))
    told.prefer(person.id, values.wish)
    person.locale, person.timezone = values.locale or None, values.timezone
    db.session.flush()
    changed = sorted(name for name, value in vars(values).items() if before[name] != value)
    if changed:
        audit.record(CHOSEN, person, by=by, now=now, fields=changed)
