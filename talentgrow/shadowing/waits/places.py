"""Where people see and do what concerns a visit: addresses of all that waits."""

from flask import url_for


def visit(visit_id: int) -> str:
    """Return the page of a visit, on which its two sides answer and read on."""
    return url_for("visits.show", visit_id=visit_id)


def agreement(visit_id: int) -> str:
    """Return where an agreement is read and signed."""
    return url_for("agreements.show", visit_id=visit_id)


def change(visit_id: int) -> str:
    """Return where the two choose another day."""
    return url_for("visits.changes.edit", visit_id=visit_id)


def debrief(visit_id: int) -> str:
    """Return where one writes what one saw."""
    return url_for("visit_debriefs.write", visit_id=visit_id)


def words() -> str:
    """Return where managers, and HR in their place, say their word."""
    return url_for("visits.words")


def exchange(exchange_id: int) -> str:
    """Return where one answers about one's legs of a swap or ring."""
    return url_for("exchanges.show", exchange_id=exchange_id)


def offer(offer_id: int) -> str:
    """Return the page of an offer, on which its host opens it again."""
    return url_for("offers.show", offer_id=offer_id)


def wishes() -> str:
    """Return where one says what one would like to see."""
    return url_for("visit_wishes.index")


def round_for_hr(round_id: int) -> str:
    """Return where HR reads the proposal of a round and sends it."""
    return url_for("rounds.follow", round_id=round_id)
