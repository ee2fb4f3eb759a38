"""Who may say what about skill levels."""

import pytest

from talentgrow.kernel.access import RULES
from talentgrow.skills.models import ClaimSource, Endorsement, SkillClaim
from tests.actors import ACTORS, OWNER, rows

COLLEAGUE = 4
CLAIM = SkillClaim(person_id=OWNER, skill_id=1, level=3, source=ClaimSource.MANAGER)
REQUEST = Endorsement(claim=SkillClaim(person_id=OWNER), peer_id=COLLEAGUE)
TO_ONESELF = Endorsement(claim=SkillClaim(person_id=OWNER), peer_id=OWNER)
TABLE = [
    ("claims.wish", OWNER, {"owner"}),
    ("claims.wish", None, set()),
    ("claims.answer", OWNER, {"manager"}),
    ("claims.answer_team", None, {"manager", "other manager"}),
    ("claims.disagree", CLAIM, {"owner"}),
    ("claims.read_disagreements", None, {"hr"}),
    ("claims.ask", OWNER, {"owner"}),
    ("claims.ask_again", REQUEST, {"owner"}),
    ("claims.withdraw_endorsement", REQUEST, {"owner"}),
    ("claims.endorse", REQUEST, {"colleague"}),
    ("claims.endorse", TO_ONESELF, set()),
    ("claims.decline_endorsement", REQUEST, {"colleague"}),
]


@pytest.mark.parametrize(("rule", "subject", "actor", "may"), rows(TABLE))
def test_rule(rule, subject, actor, may):
    assert RULES[rule](ACTORS[actor], subject) is may


def test_nobody_answers_for_themselves_whatever_the_records_say():
    loop = ACTORS["owner"].__class__(OWNER, ACTORS["owner"].roles, frozenset({OWNER}))

    assert RULES["claims.answer"](loop, OWNER) is False
