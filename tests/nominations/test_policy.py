"""Who may do what with campaigns, nominations, talent pools and approaches."""

from datetime import datetime

import pytest

from talentgrow.kernel.access import RULES, Actor, Role, Scope
from talentgrow.nominations.calibration.models import Decision
from talentgrow.nominations.models import Campaign, Candidacy, Nomination, Nominee
from talentgrow.nominations.pools.models import Approach, PoolMembership, TalentPool
from talentgrow.nominations.states import CampaignStatus, NominationStatus
from tests.actors import ACTORS, EMPLOYEE, OWNER, SIGNED_IN, rows

MANAGER, COLLEAGUE, HR = 2, 4, 5
MANAGERS = {"manager", "other manager"}
NOW = datetime(2026, 10, 8, 9)


def campaign(status=CampaignStatus.OPEN, *, peers=False, **place):
    return Campaign(status=status, peers_nominate=peers, **place)


def nomination(person_id=OWNER, *, by=COLLEAGUE, written_by=None, sent=True):
    status = NominationStatus.SUBMITTED if sent else NominationStatus.DRAFT
    return Nomination(
        person_id=person_id,
        nominator_id=by,
        submitter_id=written_by or by,
        status=status,
        sent_at=NOW if sent else None,
    )


def nominee(person_id=OWNER, *, open_to=None):
    return Nominee(person_id=person_id, opened_to_id=open_to)


def decision(person_id=OWNER, *, owed_by=COLLEAGUE):
    wish = Candidacy(nominee=nominee(person_id))
    return Decision(candidacy=wish, action_owner_id=owed_by)


def membership(person_id=OWNER):
    return PoolMembership(person_id=person_id)


def approach(person_id=OWNER, *, manager_id=MANAGER, reached=False):
    return Approach(
        membership=membership(person_id),
        manager_id=manager_id,
        reached_at=NOW if reached else None,
    )


OPEN, PLANNED, CLOSED = (
    campaign(),
    campaign(CampaignStatus.PLANNED),
    campaign(CampaignStatus.CLOSED),
)
CAMPAIGNS = [
    ("campaigns.browse", None, SIGNED_IN),
    ("campaigns.read", OPEN, SIGNED_IN),
    ("campaigns.read", PLANNED, {"hr"}),
    ("campaigns.read", campaign(CampaignStatus.ARCHIVED), {"hr"}),
    ("campaigns.follow", None, {"hr"}),
    ("campaigns.create", None, {"hr"}),
    *(
        (f"campaigns.{name}", OPEN, {"hr"})
        for name in ("edit", "reopen", "calibrate", "review_again", "publish", "archive")
    ),
]
NOMINATIONS = [
    ("nominations.list_own", None, SIGNED_IN),
    ("nominations.write", (OPEN, OWNER), {"owner"} | MANAGERS),
    ("nominations.write", (campaign(peers=True), OWNER), SIGNED_IN),
    ("nominations.write", (CLOSED, OWNER), set()),
    ("nominations.write", (PLANNED, OWNER), set()),
    ("nominations.write_for_others", (OPEN, OWNER), {"hr"}),
    ("nominations.write_for_others", (CLOSED, OWNER), {"hr"}),
    ("nominations.write_for_others", (OPEN, HR), set()),
    ("nominations.write_for_others", (campaign(CampaignStatus.CALIBRATED), OWNER), set()),
    ("nominations.read", nomination(), {"owner", "colleague"}),
    ("nominations.read", nomination(sent=False), {"colleague"}),
    ("nominations.read", nomination(written_by=HR, sent=False), {"colleague", "hr"}),
    ("nominations.edit", nomination(sent=False), {"colleague"}),
    ("nominations.edit", nomination(written_by=HR, sent=False), {"colleague", "hr"}),
    ("nominations.submit", nomination(sent=False), {"colleague"}),
    ("nominations.submit", nomination(written_by=HR, sent=False), {"colleague", "hr"}),
    ("nominations.withdraw", nomination(), {"colleague"}),
    ("nominations.withdraw", nomination(written_by=HR, sent=False), {"colleague", "hr"}),
    ("nominations.withdraw", nomination(written_by=HR), {"colleague"}),
    ("candidacies.read_decision", Candidacy(nominee=nominee()), {"owner", "hr"}),
    (
        "candidacies.read_decision",
        Candidacy(nominee=nominee(open_to=MANAGER)),
        {"owner", "manager", "hr"},
    ),
    # Opened to somebody who managed them once.
    ("candidacies.read_decision", Candidacy(nominee=nominee(open_to=COLLEAGUE)), {"owner", "hr"}),
    ("decisions.list_owed", None, SIGNED_IN),
    ("decisions.finish_action", decision(), {"colleague", "hr"}),
    ("decisions.finish_action", decision(owed_by=OWNER), {"hr"}),
    ("decisions.finish_action", decision(HR), {"colleague"}),
    ("nominees.ask_to_talk", nominee(), {"owner"}),
]
POOLS = [
    ("pools.list_own", None, SIGNED_IN),
    ("pools.browse", None, {"hr"}),
    ("pools.create", None, {"hr"}),
    ("pools.edit", TalentPool(), {"hr"}),
    ("pool_members.renew", membership(), {"hr"}),
    ("pool_members.renew", membership(HR), set()),
    ("pool_members.leave", membership(), {"owner", "hr"}),
    ("pool_members.leave", membership(HR), {"hr"}),
    ("approaches.list_words", None, SIGNED_IN),
    ("approaches.ask", membership(), {"hr"}),
    ("approaches.ask", membership(HR), set()),
    ("approaches.read", approach(), {"manager", "hr"}),
    ("approaches.read", approach(reached=True), {"owner", "manager", "hr"}),
    ("approaches.read", approach(HR), {"manager"}),
    ("approaches.agree", approach(), {"manager"}),
    ("approaches.agree", approach(manager_id=None), set()),
    ("approaches.defer", approach(), {"manager"}),
    ("approaches.refuse", approach(), {"manager"}),
    ("approaches.approach", approach(), {"hr"}),
    ("approaches.approach", approach(HR), set()),
    ("approaches.be_interested", approach(), {"owner"}),
    ("approaches.say_no", approach(), {"owner"}),
    ("approaches.call_off", approach(), {"hr"}),
    ("approaches.call_off", approach(HR), set()),
]
TABLE = [*CAMPAIGNS, *NOMINATIONS, *POOLS]


@pytest.mark.parametrize(("rule", "subject", "actor", "may"), rows(TABLE))
def test_rule(rule, subject, actor, may):
    assert RULES[rule](ACTORS[actor], subject) is may


HERE = Actor(
    9,
    EMPLOYEE | {Role.HR},
    scope=Scope(frozenset({1}), frozenset({2})),
    reaches=lambda person_id: person_id == OWNER,
)
ELSEWHERE = Actor(9, EMPLOYEE | {Role.HR}, scope=Scope(frozenset({7})), reaches=lambda _id: False)


@pytest.mark.parametrize(
    ("rule", "subject"),
    [
        ("campaigns.publish", campaign(unit_id=1)),
        ("campaigns.publish", campaign(site_id=2)),
        ("campaigns.publish", campaign(unit_id=1, site_id=2)),
        ("pools.edit", TalentPool(unit_id=1)),
        ("nominations.write_for_others", (OPEN, OWNER)),
        ("candidacies.read_decision", Candidacy(nominee=nominee())),
        ("decisions.finish_action", decision()),
        ("pool_members.leave", membership()),
        ("approaches.approach", approach()),
    ],
)
def test_hr_of_a_part_may_there_and_not_elsewhere(rule, subject):
    assert RULES[rule](HERE, subject) is True
    assert RULES[rule](ELSEWHERE, subject) is False


@pytest.mark.parametrize("subject", [campaign(), campaign(unit_id=1, site_id=9)])
def test_a_campaign_that_reaches_further_is_not_theirs(subject):
    assert RULES["campaigns.publish"](HERE, subject) is False
