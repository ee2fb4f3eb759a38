"""Who may do what with skills."""

import pytest

from talentgrow.kernel.access import RULES, Actor, Role, Scope
from tests.actors import ACTORS, OWNER, SIGNED_IN, rows

TABLE = [
    ("skills.browse", None, SIGNED_IN),
    ("skills.read_levels", OWNER, {"owner", "manager", "hr"}),
    ("skills.declare", OWNER, {"owner"}),
    ("skills.declare", None, set()),
    ("skills.curate", None, {"hr"}),
    ("skills.read_history", None, {"hr"}),
]


@pytest.mark.parametrize(("rule", "subject", "actor", "may"), rows(TABLE))
def test_rule(rule, subject, actor, may):
    assert RULES[rule](ACTORS[actor], subject) is may


def test_hr_of_a_part_reads_the_catalogue_and_changes_nothing():
    paula = Actor(9, frozenset({Role.HR}), scope=Scope(unit_ids=frozenset({1})))

    assert RULES["skills.browse"](paula, None)
    assert RULES["skills.read_history"](paula, None)
    assert not RULES["skills.curate"](paula, None)
