"""Under which keys people are reminded: the night writes them, the home page looks them up."""

from datetime import date, datetime

from talentgrow.missions.waits.reminding import all_after as all_after


def answer(nominee_id: int, since: date) -> str:
    """Return the key of a nominee's answer to all they were asked on one day."""
    return f"nominee:{nominee_id}:answer:{since:%Y-%m-%d}"


def ask_again(nominee_id: int, since: date) -> str:
    """Return the key of the talk which a nominator owes a nominee who was silent."""
    return f"nominee:{nominee_id}:ask_again:{since:%Y-%m-%d}"


def draft(nomination_id: int, closes_on: date, days: int) -> str:
    """Return the key of a draft that is recalled so many days before the end."""
    return f"nomination:{nomination_id}:draft:{closes_on:%Y-%m-%d}:before:{days}"


def word(approach_id: int, since: datetime) -> str:
    """Return the key of a manager's word on a pool member."""
    return f"approach:{approach_id}:word:{since:%Y-%m-%d}"


def interest(approach_id: int, since: datetime) -> str:
    """Return the key of a pool member's answer."""
    return f"approach:{approach_id}:interest:{since:%Y-%m-%d}"


def going_on(approach_id: int, since: date) -> str:
    """Return the key of the talk which HR owes a pool member from a day on."""
    return f"approach:{approach_id}:going_on:{since:%Y-%m-%d}"
