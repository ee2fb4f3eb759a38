"""Who runs a session, and who decides about whom."""

from dataclasses import replace

import pytest

from talentgrow.kernel.access import RULES, Role, Scope
from talentgrow.nominations.calibration.models import CalibrationSession
from talentgrow.nominations.models import Campaign, Candidacy, Nomination, Nominee
from talentgrow.nominations.states import NominationStatus
from tests.actors import ACTORS, OWNER, rows

SESSION_RULES = ("read", "edit", "start", "take_notes", "close")


def wish(person_id=OWNER, *, nominator=4, submitter=4, status=NominationStatus.SUBMITTED):
    by = Nomination(
        person_id=person_id, nominator_id=nominator, submitter_id=submitter, status=status
    )
    return Candidacy(nominee=Nominee(person_id=person_id, nominations=[by]))


TABLE = [
    *((f"sessions.{name}", CalibrationSession(), {"hr"}) for name in SESSION_RULES),
    ("sessions.prepare", Campaign(id=1), {"hr"}),
    ("candidacies.decide", wish(), {"hr"}),
    # HR is meant, nominated somebody, or wrote it down for another.
    ("candidacies.decide", wish(5), set()),
    ("candidacies.decide", wish(nominator=5), set()),
    ("candidacies.decide", wish(submitter=5), set()),
    ("candidacies.decide", wish(nominator=5, status=NominationStatus.WITHDRAWN), set()),
]


@pytest.mark.parametrize(("rule", "subject", "actor", "may"), rows(TABLE))
def test_rule(rule, subject, actor, may):
    assert RULES[rule](ACTORS[actor], subject) is may


@pytest.mark.parametrize("name", SESSION_RULES)
def test_hr_of_a_part_runs_sessions_about_it_alone(name):
    scope = Scope(unit_ids=frozenset({7}), site_ids=frozenset({8}))
    actor = replace(ACTORS["hr"], roles=frozenset({Role.HR}), scope=scope)
    rule = RULES[f"sessions.{name}"]

    assert rule(actor, CalibrationSession(unit_id=7))
    assert rule(actor, CalibrationSession(site_id=8))
    assert not rule(actor, CalibrationSession(unit_id=9, site_id=9))
    assert not rule(actor, CalibrationSession())
