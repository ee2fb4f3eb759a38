"""Who may do what with jobs."""

import pytest

from talentgrow.kernel.access import RULES
from tests.actors import ACTORS, SIGNED_IN, rows

TABLE = [
    ("jobs.browse", None, SIGNED_IN),
    ("jobs.declare_bridge", None, {"hr"}),
]


@pytest.mark.parametrize(("rule", "subject", "actor", "may"), rows(TABLE))
def test_rule(rule, subject, actor, may):
    assert RULES[rule](ACTORS[actor], subject) is may
