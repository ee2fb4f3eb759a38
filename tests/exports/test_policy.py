"""Who may take which list along."""

import pytest

from talentgrow.kernel.access import RULES, Actor, Role, Scope
from tests.actors import ACTORS, SIGNED_IN, rows

TABLE = [
    ("exports.people", None, {"hr"}),
    ("exports.levels", None, SIGNED_IN),
    ("exports.catalogues", None, SIGNED_IN),
]


@pytest.mark.parametrize(("rule", "subject", "actor", "may"), rows(TABLE))
def test_rule(rule, subject, actor, may):
    assert RULES[rule](ACTORS[actor], subject) is may


def test_hr_of_a_part_takes_lists_along_which_are_of_that_part():
    part = Actor(9, frozenset({Role.HR}), scope=Scope(site_ids=frozenset({1})))

    assert RULES["exports.people"](part, None)
