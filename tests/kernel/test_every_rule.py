"""No rule without rows: each one is tried on every kind of person."""

from importlib import import_module
from pathlib import Path

from talentgrow.kernel.access import RULES

TESTS = Path(__file__).parents[1]


def test_every_rule_stands_in_a_table(app):
    tried = {
        line[0]
        for path in sorted(TESTS.glob("*/test_*policy.py"))
        for line in import_module(f"tests.{path.parent.name}.{path.stem}").TABLE
    }

    assert tried == RULES.keys()
