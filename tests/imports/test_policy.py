"""Who may do what with imports."""

import pytest

from talentgrow.kernel.access import RULES
from tests.actors import ACTORS, rows

TABLE = [
    ("imports.read", None, {"hr", "admin"}),
    ("imports.upload", None, {"hr"}),
    ("imports.read_rows", None, {"hr"}),
    ("imports.check", None, {"hr"}),
    ("imports.apply", None, {"hr"}),
    ("imports.drop", None, {"hr"}),
]


@pytest.mark.parametrize(("rule", "subject", "actor", "may"), rows(TABLE))
def test_rule(rule, subject, actor, may):
    assert RULES[rule](ACTORS[actor], subject) is may
