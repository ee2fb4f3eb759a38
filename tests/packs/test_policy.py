"""Who may do what with packs."""

import pytest

from talentgrow.kernel.access import RULES, Actor, Role, Scope
from tests.actors import ACTORS, rows

TABLE = [("packs.manage", None, {"hr"}), ("packs.propose", None, {"hr"})]


@pytest.mark.parametrize(("rule", "subject", "actor", "may"), rows(TABLE))
def test_rule(rule, subject, actor, may):
    assert RULES[rule](ACTORS[actor], subject) is may


@pytest.mark.parametrize("rule", ["packs.manage", "packs.propose"])
def test_hr_of_a_part_leaves_the_catalogues_alone(rule):
    actor = Actor(5, frozenset({Role.HR}), scope=Scope(site_ids=frozenset({1})))

    assert not RULES[rule](actor, None)
