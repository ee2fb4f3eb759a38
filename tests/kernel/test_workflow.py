"""The engine of every status: what is allowed is done, everything else is refused."""

from enum import StrEnum
from itertools import product

import pytest

from talentgrow.kernel.errors import DomainError, IllegalTransition
from talentgrow.kernel.workflow import Workflow


class Door(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    WALLED = "walled"


FLOW = Workflow(
    close=({Door.OPEN}, Door.CLOSED),
    reopen=({Door.CLOSED}, Door.OPEN),
    wall_up=({Door.OPEN, Door.CLOSED}, Door.WALLED),
)
ALLOWED = {
    (Door.OPEN, "close"): Door.CLOSED,
    (Door.OPEN, "wall_up"): Door.WALLED,
    (Door.CLOSED, "reopen"): Door.OPEN,
    (Door.CLOSED, "wall_up"): Door.WALLED,
}
EVERYTHING = list(product(Door, ["close", "reopen", "wall_up"]))


class TestNext:
    @pytest.mark.parametrize(("state", "move"), EVERYTHING)
    def test_each_move_from_each_state_leads_where_the_table_says_or_is_refused(self, state, move):
        if (state, move) in ALLOWED:
            assert FLOW.next(state, move) is ALLOWED[state, move]
        else:
            with pytest.raises(IllegalTransition):
                FLOW.next(state, move)

    def test_a_move_nobody_declared_is_a_mistake_of_the_programmer(self):
        with pytest.raises(KeyError):
            FLOW.next(Door.OPEN, "paint")

    def test_a_refused_move_is_an_error_which_the_web_edge_knows(self):
        assert issubclass(IllegalTransition, DomainError)


class TestMovesFrom:
    @pytest.mark.parametrize("state", Door)
    def test_offers_exactly_the_moves_which_are_allowed(self, state):
        assert FLOW.moves_from(state) == {move for found, move in ALLOWED if found is state}

    def test_a_dead_end_offers_nothing(self):
        assert FLOW.moves_from(Door.WALLED) == frozenset()


def test_transitions_say_their_name_sources_and_target():
    transition = FLOW.transitions["wall_up"]

    assert transition.name == "wall_up"
    assert transition.sources == {Door.OPEN, Door.CLOSED}
    assert transition.target is Door.WALLED
