"""Who may do what with skills."""

import pytest

from talentgrow.kernel.access import RULES
from tests.actors import ACTORS, OWNER, SIGNED_IN, rows

TABLE = [
    ("skills.browse", None, SIGNED_IN),
    ("skills.read_levels", OWNER, {"owner", "manager", "hr"}),
    ("skills.declare", OWNER, {"owner"}),
    ("skills.declare", None, set()),
]


@pytest.mark.parametrize(("rule", "subject", "actor", "may"), rows(TABLE))
def test_rule(rule, subject, actor, may):
    assert RULES[rule](ACTORS[actor], subject) is may
