"""Who may do what with accounts."""

import pytest

from talentgrow.kernel.access import RULES
from tests.actors import ACTORS, SIGNED_IN, rows

TABLE = [("auth.own_account", None, SIGNED_IN)]


@pytest.mark.parametrize(("rule", "subject", "actor", "may"), rows(TABLE))
def test_rule(rule, subject, actor, may):
    assert RULES[rule](ACTORS[actor], subject) is may
