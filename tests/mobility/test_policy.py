"""Who may do what with paths and the map."""

import pytest

from talentgrow.kernel.access import RULES
from talentgrow.mobility.models import SavedPath
from talentgrow.mobility.states import PATH_FLOW, PathStatus
from tests.actors import ACTORS, OWNER, SIGNED_IN, rows


def path(status):
    return SavedPath(person_id=OWNER, status=status)


PRIVATE, SHARED, DROPPED = map(path, PathStatus)
TABLE = [
    ("mobility.explore", None, SIGNED_IN),
    ("mobility.save_path", OWNER, {"owner"}),
    ("mobility.read_path", PRIVATE, {"owner"}),
    ("mobility.read_path", SHARED, {"owner", "manager"}),
    ("mobility.read_path", DROPPED, set()),
    ("mobility.share", PRIVATE, {"owner"}),
    ("mobility.unshare", SHARED, {"owner"}),
    ("mobility.drop", PRIVATE, {"owner"}),
    ("mobility.drop", SHARED, {"owner"}),
    ("mobility.wish", OWNER, {"owner"}),
    ("mobility.wish", None, set()),
    ("mobility.read_map", None, {"hr"}),
]


@pytest.mark.parametrize(("rule", "subject", "actor", "may"), rows(TABLE))
def test_rule(rule, subject, actor, may):
    assert RULES[rule](ACTORS[actor], subject) is may


def test_each_step_in_the_life_of_a_path_is_its_owners_alone():
    for step in PATH_FLOW.transitions:
        who = {name for name, actor in ACTORS.items() if RULES[f"mobility.{step}"](actor, SHARED)}
        assert who == {"owner"}, step
