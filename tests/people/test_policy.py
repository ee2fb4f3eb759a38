"""Who may do what with people."""

import pytest

from talentgrow.kernel.access import RULES
from tests.actors import ACTORS, OWNER, SIGNED_IN, rows

TABLE = [
    ("people.browse", None, SIGNED_IN),
    ("people.read_career", OWNER, {"owner", "manager", "hr"}),
]


@pytest.mark.parametrize(("rule", "subject", "actor", "may"), rows(TABLE))
def test_rule(rule, subject, actor, may):
    assert RULES[rule](ACTORS[actor], subject) is may
