"""Who may do what with jobs."""

import pytest

from talentgrow.kernel.access import RULES, Actor, Role, Scope
from tests.actors import ACTORS, SIGNED_IN, rows

TABLE = [
    ("jobs.browse", None, SIGNED_IN),
    ("jobs.edit", None, {"hr"}),
    ("jobs.read_bridges", None, {"hr"}),
    ("jobs.declare_bridge", None, {"hr"}),
]


@pytest.mark.parametrize(("rule", "subject", "actor", "may"), rows(TABLE))
def test_rule(rule, subject, actor, may):
    assert RULES[rule](ACTORS[actor], subject) is may


@pytest.mark.parametrize(
    ("rule", "may"),
    [("jobs.edit", False), ("jobs.declare_bridge", False), ("jobs.read_bridges", True)],
)
def test_hr_of_a_part_reads_the_catalogue_and_does_not_write_it(rule, may):
    part = Actor(9, frozenset({Role.HR}), scope=Scope(site_ids=frozenset({1})))

    assert RULES[rule](part, None) is may
