"""Who may do what with people."""

import pytest

from talentgrow.kernel.access import RULES, Actor, Role, Scope
from tests.actors import ACTORS, OWNER, SIGNED_IN, rows

TABLE = [
    ("people.browse", None, SIGNED_IN),
    ("people.read_career", OWNER, {"owner", "manager", "hr"}),
    ("people.read_team", None, {"manager", "other manager"}),
    ("people.prefer", OWNER, {"owner"}),
    ("people.hire", None, {"hr"}),
    ("people.edit", OWNER, {"hr"}),
]


@pytest.mark.parametrize(("rule", "subject", "actor", "may"), rows(TABLE))
def test_rule(rule, subject, actor, may):
    assert RULES[rule](ACTORS[actor], subject) is may


class TestPartOfTheOrganisation:
    """HR of one part is HR for the people of that part, and a colleague to all others."""

    ACTOR = Actor(
        5,
        frozenset({Role.EMPLOYEE, Role.HR}),
        scope=Scope(site_ids=frozenset({1})),
        reaches=lambda person_id: person_id in {5, 7},
    )

    @pytest.mark.parametrize("rule", ["people.read_career", "people.edit", "skills.read_levels"])
    @pytest.mark.parametrize(("person_id", "may"), [(7, True), (8, False)])
    def test_has_rights_inside_only(self, rule, person_id, may):
        assert RULES[rule](self.ACTOR, person_id) is may

    def test_nobody_keeps_their_own_record(self):
        assert not RULES["people.edit"](self.ACTOR, 5)
