"""The lives of offers to visit, visits, exchanges and rounds."""

from enum import StrEnum

from talentgrow.kernel.workflow import Workflow


class OfferStatus(StrEnum):
    """Where an offer to visit stands."""

    DRAFT = "draft"
    OPEN = "open"
    PAUSED = "paused"
    # Every place is taken for now.
    FULL = "full"
    CLOSED = "closed"


O = OfferStatus  # noqa: E741
OFFER_FLOW = Workflow(
    open=({O.DRAFT, O.CLOSED}, O.OPEN),
    pause=({O.OPEN, O.FULL}, O.PAUSED),
    resume=({O.PAUSED}, O.OPEN),
    fill=({O.OPEN}, O.FULL),
    free=({O.FULL}, O.OPEN),
    close=({O.DRAFT, O.OPEN, O.FULL, O.PAUSED}, O.CLOSED),
)
# Everybody may read about these; drafts and closed ones are for their host.
OFFERS_SHOWN = frozenset({O.OPEN, O.FULL, O.PAUSED})


class VisitStatus(StrEnum):
    """Where a visit stands."""

    REQUESTED = "requested"
    HOST_DECLINED = "host_declined"
    # A leg of a swap or ring which waits for the word of both its sides.
    PROPOSED = "proposed"
    # Its ring has lost a leg: both sides are asked whether they keep this one.
    ONE_WAY_ASKED = "one_way_asked"
    # A leg that one of its sides did not want.
    LOST = "lost"
    # Both sides want it; longer than a day, the managers have the word.
    HOST_ACCEPTED = "host_accepted"
    MANAGER_REFUSED = "manager_refused"
    TO_SIGN = "to_sign"
    CONFIRMED = "confirmed"
    TOOK_PLACE = "took_place"
    PARTIAL = "partial"
    NO_SHOW = "no_show"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


V = VisitStatus
VISIT_FLOW = Workflow(
    accept=({V.REQUESTED, V.PROPOSED, V.ONE_WAY_ASKED}, V.HOST_ACCEPTED),
    decline=({V.REQUESTED}, V.HOST_DECLINED),
    ask_one_way=({V.PROPOSED}, V.ONE_WAY_ASKED),
    lose=({V.PROPOSED, V.ONE_WAY_ASKED}, V.LOST),
    # Managers have agreed, or need not be asked.
    clear=({V.HOST_ACCEPTED}, V.TO_SIGN),
    refuse=({V.HOST_ACCEPTED}, V.MANAGER_REFUSED),
    # It became longer than a day after it was agreed.
    ask_managers=({V.TO_SIGN, V.CONFIRMED}, V.HOST_ACCEPTED),
    confirm=({V.TO_SIGN}, V.CONFIRMED),
    # Something changed after a signature: everybody signs anew.
    change=({V.CONFIRMED}, V.TO_SIGN),
    take_place=({V.CONFIRMED, V.PARTIAL, V.NO_SHOW}, V.TOOK_PLACE),
    take_place_partly=({V.CONFIRMED, V.TOOK_PLACE, V.NO_SHOW}, V.PARTIAL),
    miss=({V.CONFIRMED, V.TOOK_PLACE, V.PARTIAL}, V.NO_SHOW),
    close=({V.TOOK_PLACE, V.PARTIAL, V.NO_SHOW}, V.CLOSED),
    cancel=(
        {V.REQUESTED, V.PROPOSED, V.ONE_WAY_ASKED, V.HOST_ACCEPTED, V.TO_SIGN, V.CONFIRMED},
        V.CANCELLED,
    ),
    expire=(
        {V.REQUESTED, V.PROPOSED, V.ONE_WAY_ASKED, V.HOST_ACCEPTED, V.TO_SIGN, V.CONFIRMED},
        V.EXPIRED,
    ),
)
# Legs of a swap which are not agreed yet.
LEG_ASKED = frozenset({V.PROPOSED, V.ONE_WAY_ASKED})
# Both sides want it, and the day has not been told about yet.
BOOKED = frozenset({V.HOST_ACCEPTED, V.TO_SIGN, V.CONFIRMED})
# The day was told about.
TOLD = frozenset({V.TOOK_PLACE, V.PARTIAL, V.NO_SHOW})
# Still to come, or still to be answered.
ALIVE = frozenset({V.REQUESTED}) | LEG_ASKED | BOOKED
# These hold a place of the offer.
HOLDS_A_PLACE = ALIVE | TOLD | {V.CLOSED}
# Nothing came of it.
FELL_THROUGH = frozenset({V.HOST_DECLINED, V.LOST, V.MANAGER_REFUSED, V.CANCELLED, V.EXPIRED})


class ExchangeStatus(StrEnum):
    """Where a swap or ring stands."""

    # Everybody in it is asked.
    ASKED = "asked"
    CONFIRMED = "confirmed"
    # A leg was lost; the others go on one-way, or not at all.
    BROKEN = "broken"
    FINISHED = "finished"


X = ExchangeStatus
EXCHANGE_FLOW = Workflow(
    confirm=({X.ASKED}, X.CONFIRMED),
    break_up=({X.ASKED, X.CONFIRMED}, X.BROKEN),
    finish=({X.CONFIRMED, X.BROKEN}, X.FINISHED),
)


class RoundStatus(StrEnum):
    """Where a round of swaps stands."""

    DRAFT = "draft"
    # People join.
    OPEN = "open"
    # Nobody joins any more; HR looks at proposals.
    CLOSED = "closed"
    # The rings were sent to those in them.
    PUBLISHED = "published"
    FINISHED = "finished"
    CANCELLED = "cancelled"


R = RoundStatus
ROUND_FLOW = Workflow(
    open=({R.DRAFT}, R.OPEN),
    close=({R.OPEN}, R.CLOSED),
    # Its end was put later after it had passed.
    reopen=({R.CLOSED}, R.OPEN),
    publish=({R.CLOSED}, R.PUBLISHED),
    finish=({R.PUBLISHED}, R.FINISHED),
    cancel=({R.DRAFT, R.OPEN, R.CLOSED}, R.CANCELLED),
)
# Everybody for whom it is may read about it.
ROUNDS_SHOWN = frozenset({R.OPEN, R.CLOSED, R.PUBLISHED, R.FINISHED})
