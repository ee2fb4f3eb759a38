"""Who may read which notice."""

import pytest

from talentgrow.kernel.access import RULES
from talentgrow.notifications.models import Notice
from tests.actors import ACTORS, OWNER, SIGNED_IN, rows

FOR_THE_OWNER = Notice(person_id=OWNER)
TABLE = [
    ("notifications.browse", None, SIGNED_IN),
    # Not even whoever manages the person, or HR: a notice is a letter.
    ("notifications.open", FOR_THE_OWNER, {"owner"}),
]


@pytest.mark.parametrize(("rule", "subject", "actor", "may"), rows(TABLE))
def test_rule(rule, subject, actor, may):
    assert RULES[rule](ACTORS[actor], subject) is may


def test_the_system_reads_no_notices():
    assert not RULES["notifications.browse"](ACTORS["nobody"], None)
