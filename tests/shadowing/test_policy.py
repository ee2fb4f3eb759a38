"""Who may do what with offers, wishes, visits, swaps, rounds and one's calendar."""

from datetime import datetime

import pytest

from talentgrow.kernel.access import RULES, Actor, Role, Scope
from talentgrow.shadowing.exchanges.models import Exchange, ExchangeMember, Round, RoundMember
from talentgrow.shadowing.models import Offer, VisitWish
from talentgrow.shadowing.states import OfferStatus, RoundStatus, VisitStatus
from talentgrow.shadowing.visits import policy as visits
from talentgrow.shadowing.visits.models import Answer, Side, Signer, Visit, VisitWord
from tests.actors import ACTORS, EMPLOYEE, OWNER, SIGNED_IN, rows

MANAGER, COLLEAGUE, HR = 2, 4, 5
NOW = datetime(2026, 10, 8, 9)


def offer(status=OfferStatus.OPEN, host_id=OWNER):
    return Offer(status=status, host_id=host_id)


def word(side=Side.VISITOR, *, manager_id=MANAGER, climbed=False, by=None):
    answer = Answer.AGREED if by else None
    climbed_at = NOW if climbed else None
    return VisitWord(
        side=side, manager_id=manager_id, climbed_at=climbed_at, answered_by_id=by, answer=answer
    )


def visit(visitor_id=OWNER, host_id=COLLEAGUE, *, half_days=2, words=(), swap=False):
    return Visit(
        visitor_id=visitor_id,
        host_id=host_id,
        half_days=half_days,
        status=VisitStatus.TO_SIGN,
        exchange_id=1 if swap else None,
        words=list(words),
    )


def held(status=RoundStatus.OPEN, **place):
    return Round(status=status, **place)


ASKED = word()
LONG = visit(half_days=4, words=[ASKED])
SWAP = Exchange(members=[ExchangeMember(person_id=OWNER), ExchangeMember(person_id=COLLEAGUE)])
BOTH = {"owner", "colleague"}
OFFERS = [
    ("offers.browse", None, SIGNED_IN),
    ("offers.create", None, SIGNED_IN),
    ("offers.read", offer(), SIGNED_IN),
    ("offers.read", offer(OfferStatus.PAUSED), SIGNED_IN),
    ("offers.read", offer(OfferStatus.DRAFT), {"owner"}),
    ("offers.read", offer(OfferStatus.CLOSED), {"owner"}),
    *((f"offers.{name}", offer(), {"owner"}) for name in ("edit", "open", "pause", "resume")),
    ("offers.close", offer(), {"owner", "hr"}),
    ("visits.request", offer(), SIGNED_IN - {"owner"}),
    ("visits.request", offer(OfferStatus.FULL), set()),
    ("visit_wishes.list_own", None, SIGNED_IN),
    ("visit_wishes.edit", VisitWish(person_id=OWNER), {"owner"}),
    ("calendar.keep", None, SIGNED_IN),
]
VISITS = [
    ("visits.list_own", None, SIGNED_IN),
    ("visits.list_words", False, {"manager", "other manager", "hr"}),
    ("visits.list_words", True, SIGNED_IN),
    ("visits.read", visit(), {"owner", "colleague", "hr"}),
    ("visits.read", LONG, {"owner", "colleague", "manager", "hr"}),
    ("visits.read_messages", LONG, BOTH),
    ("visits.accept", visit(), {"colleague"}),
    ("visits.decline", visit(), {"colleague"}),
    ("visits.answer_leg", visit(swap=True), BOTH),
    ("visits.answer_leg", visit(), set()),
    ("visits.clear", (LONG, ASKED), {"manager"}),
    ("visits.clear", (LONG, word(climbed=True)), {"manager", "hr"}),
    ("visits.clear", (visit(MANAGER, half_days=4), ASKED), set()),
    ("visits.refuse", (LONG, ASKED), {"manager"}),
    ("visits.refuse", (LONG, word(manager_id=None)), set()),
    ("visits.change", visit(), BOTH),
    ("visits.confirm", visit(), BOTH),
    ("visits.confirm", LONG, BOTH),
    ("visits.confirm", visit(half_days=4, words=[word(by=MANAGER)]), BOTH | {"manager"}),
    ("visits.confirm", visit(half_days=4, words=[word(by=HR)]), BOTH | {"hr"}),
    *(
        (f"visits.{name}", visit(), BOTH)
        for name in ("cancel", "take_place", "take_place_partly", "miss")
    ),
    ("visits.debrief", visit(), BOTH),
    ("visits.read_certificate", visit(), {"owner", "hr"}),
]
SWAPS = [
    ("exchanges.propose", OWNER, SIGNED_IN - {"owner"}),
    ("exchanges.read", SWAP, BOTH | {"hr"}),
    ("rounds.browse", None, SIGNED_IN),
    ("rounds.read", held(), SIGNED_IN),
    ("rounds.read", held(RoundStatus.DRAFT), {"hr"}),
    ("rounds.join", held(), SIGNED_IN),
    ("rounds.join", held(RoundStatus.CLOSED), set()),
    ("rounds.change_part", RoundMember(person_id=OWNER), {"owner"}),
    ("rounds.follow", None, {"hr"}),
    ("rounds.create", None, {"hr"}),
    *(
        (f"rounds.{name}", held(), {"hr"})
        for name in (
            *("edit", "see_proposal", "run", "invite", "open"),
            *("close", "reopen", "publish", "cancel"),
        )
    ),
]
TABLE = [*OFFERS, *VISITS, *SWAPS]


@pytest.mark.parametrize(("rule", "subject", "actor", "may"), rows(TABLE))
def test_rule(rule, subject, actor, may):
    assert RULES[rule](ACTORS[actor], subject) is may


HERE = Actor(
    9,
    EMPLOYEE | {Role.HR},
    scope=Scope(unit_ids=frozenset({1}), site_ids=frozenset({2})),
    reaches=lambda person_id: person_id == OWNER,
)


@pytest.mark.parametrize(
    ("place", "may"),
    [({"unit_id": 1}, True), ({"site_id": 2}, True), ({"unit_id": 3}, False), ({}, False)],
)
def test_hr_of_a_part_holds_rounds_there(place, may):
    assert RULES["rounds.publish"](HERE, held(**place)) is may


def test_hr_of_a_part_reads_visits_of_one_of_theirs():
    assert RULES["visits.read"](HERE, visit())
    assert not RULES["visits.read"](HERE, visit(visitor_id=7))
    assert not RULES["visits.read_messages"](HERE, visit())


def test_a_manager_of_both_signs_for_both():
    both = [word(side, by=MANAGER) for side in Side]
    long = visit(half_days=4, words=both)

    assert visits.signs_as(ACTORS["manager"], long) == (
        Signer.VISITOR_MANAGER,
        Signer.HOST_MANAGER,
    )
