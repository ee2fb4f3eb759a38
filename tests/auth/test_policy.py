"""Who may do what with accounts."""

import pytest

from talentgrow.kernel.access import RULES
from tests.actors import ACTORS, OWNER, SIGNED_IN, rows

TABLE = [
    ("auth.own_account", None, SIGNED_IN),
    ("accounts.read", None, {"admin"}),
    ("accounts.change", OWNER, {"admin"}),
    # Nobody gives themselves roles: 6 is the administrator.
    ("accounts.change", 6, set()),
]


@pytest.mark.parametrize(("rule", "subject", "actor", "may"), rows(TABLE))
def test_rule(rule, subject, actor, may):
    assert RULES[rule](ACTORS[actor], subject) is may
