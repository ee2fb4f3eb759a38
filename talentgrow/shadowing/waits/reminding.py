"""Under which keys people are reminded: the night writes them, the home page looks them up."""

from datetime import date, datetime

from talentgrow.missions.waits.reminding import all_after as all_after
from talentgrow.shadowing.visits.models import Visit, VisitWord


def request(visit: Visit) -> str:
    """Return the key of a host's answer."""
    return _dated(f"visit:{visit.id}:request", visit.since)


def word(asked: VisitWord) -> str:
    """Return the key of a manager's word."""
    return _dated(f"visit_word:{asked.id}:asked", asked.asked_at)


def hr_word(asked: VisitWord, climbed_at: datetime) -> str:
    """Return the key of a word that climbed to HR."""
    return _dated(f"visit_word:{asked.id}:climbed", climbed_at)


def swap(exchange_id: int, since: datetime) -> str:
    """Return the key of somebody's answers in a swap or ring."""
    return _dated(f"exchange:{exchange_id}:answer", since)


def later_day(visit: Visit, answered_at: datetime) -> str:
    """Return the key of the later day that the two of a visit choose."""
    return _dated(f"visit:{visit.id}:later", answered_at)


def signature(visit: Visit) -> str:
    """Return the key of the signatures that a visit lacks, as it is now."""
    return f"visit:{visit.id}:sign:{visit.version}:{visit.starts_on}"


def how_it_went(visit: Visit) -> str:
    """Return the key of the question on the morning after."""
    return f"visit:{visit.id}:how:{visit.ends_on}"


def debrief(visit: Visit, days: int) -> str:
    """Return the key of a debrief that is recalled so many days after the visit."""
    return f"visit:{visit.id}:debrief:{visit.ends_on}:after:{days}"


def _dated(record: str, since: date) -> str:
    return f"{record}:{since:%Y-%m-%d}"
