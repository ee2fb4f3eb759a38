"""Who may do what with missions and with applications to them."""

from datetime import date

import pytest

from talentgrow.kernel.access import RULES, Actor, Role, Scope
from talentgrow.missions.applications.models import Application
from talentgrow.missions.models import Mission, MissionOwner
from talentgrow.missions.states import ApplicationStatus, MissionStatus
from talentgrow.people.models import Person
from tests.actors import ACTORS, EMPLOYEE, OWNER, SIGNED_IN, rows

MANAGER, COLLEAGUE, HR = 2, 4, 5
WORKS_HERE = Person(left_on=None)
HAS_LEFT = Person(left_on=date(2026, 1, 31))


def mission(owner_id=OWNER, *, beside=(), status=MissionStatus.PUBLISHED, owner=WORKS_HERE):
    co_owners = [MissionOwner(person_id=person_id) for person_id in beside]
    made = Mission(owner_id=owner_id, status=status, co_owners=co_owners)
    made.owner = owner
    made.owner_id = owner_id
    return made


def application(person_id=OWNER, *, to, status=ApplicationStatus.UNDER_REVIEW, **fields):
    sent_at = None if status is ApplicationStatus.DRAFT else date(2026, 10, 1)
    values = {"manager_id": MANAGER, "climbed_at": None, "sent_at": sent_at} | fields
    return Application(person_id=person_id, mission=to, status=status, **values)


OWN = mission(beside=[COLLEAGUE])
OWN_DRAFT = mission(status=MissionStatus.DRAFT)
HANDED_IN = mission(status=MissionStatus.SUBMITTED)
OF_HR = mission(HR, status=MissionStatus.SUBMITTED)
WITH_HR = mission(beside=[HR], status=MissionStatus.SUBMITTED)
LEFT_BEHIND = mission(99, owner=HAS_LEFT)

# The person with id 1 applies to a mission of their colleague.
THEIRS = mission(COLLEAGUE)
SENT = application(to=THEIRS)
DRAFT = application(to=THEIRS, status=ApplicationStatus.DRAFT)
ENDED_DRAFT = application(to=THEIRS, status=ApplicationStatus.EXPIRED, sent_at=None)
ASKED = application(to=THEIRS, status=ApplicationStatus.MANAGER_PENDING)
CLIMBED = application(
    to=THEIRS, status=ApplicationStatus.MANAGER_PENDING, climbed_at=date(2026, 10, 8)
)
REFUSED = application(to=THEIRS, status=ApplicationStatus.MANAGER_REFUSED)
# Nobody speaks for themselves, whichever hats they wear.
OF_MANAGER = application(MANAGER, to=THEIRS)
OF_ONE_WHO_OWNS_NOW = application(COLLEAGUE, to=THEIRS)
DRAFT_OF_ONE_WHO_OWNS_NOW = application(COLLEAGUE, to=THEIRS, status=ApplicationStatus.DRAFT)
FOR_HR = application(to=mission(HR), climbed_at=date(2026, 10, 8))
OF_HR_THEMSELVES = application(
    HR, to=THEIRS, status=ApplicationStatus.MANAGER_REFUSED, climbed_at=date(2026, 10, 8)
)

OWNERS = {"owner", "colleague"}
MISSIONS = [
    ("missions.explore", None, SIGNED_IN),
    ("missions.propose", None, SIGNED_IN),
    ("missions.edit", OWN, OWNERS),
    ("missions.edit", LEFT_BEHIND, set()),
    ("missions.submit", OWN_DRAFT, {"owner"}),
    ("missions.publish", OWN_DRAFT, {"owner"}),
    ("missions.publish", HANDED_IN, {"hr"}),
    ("missions.publish", OF_HR, set()),
    ("missions.publish", WITH_HR, set()),
    ("missions.send_back", HANDED_IN, {"hr"}),
    ("missions.send_back", OF_HR, set()),
    ("missions.send_back", WITH_HR, set()),
    ("missions.moderate", None, {"hr"}),
    ("missions.pause", OWN, OWNERS),
    ("missions.resume", OWN, OWNERS),
    ("missions.staff", OWN, OWNERS),
    ("missions.reopen", OWN, OWNERS),
    ("missions.complete", OWN, OWNERS),
    ("missions.cancel", OWN, OWNERS | {"hr"}),
    ("missions.hand_over", OWN, OWNERS),
    ("missions.hand_over", LEFT_BEHIND, {"hr"}),
    ("missions.archive", OWN, OWNERS),
    ("missions.copy", OWN, SIGNED_IN),
    ("missions.save", OWN, SIGNED_IN),
    ("missions.ask", OWN, SIGNED_IN - OWNERS),
    ("missions.answer", OWN, OWNERS),
    ("missions.choose_suggestions", None, SIGNED_IN),
    ("missions.read_applicants", OWN, OWNERS),
    ("missions.set_rules", None, {"hr"}),
    ("missions.edit_themes", None, {"hr"}),
]
APPLICATIONS = [
    ("applications.apply", THEIRS, SIGNED_IN - {"colleague"}),
    ("applications.apply", OWN, SIGNED_IN - OWNERS),
    ("applications.read", DRAFT, {"owner"}),
    ("applications.read", SENT, {"owner", "colleague", "manager", "hr"}),
    ("applications.read", ENDED_DRAFT, {"owner"}),
    ("applications.send", DRAFT, {"owner"}),
    ("applications.send", DRAFT_OF_ONE_WHO_OWNS_NOW, set()),
    ("applications.agree", ASKED, {"manager"}),
    ("applications.agree", CLIMBED, {"manager", "hr"}),
    ("applications.agree", REFUSED, {"hr"}),
    ("applications.agree", OF_MANAGER, set()),
    ("applications.agree", FOR_HR, {"manager"}),
    ("applications.agree", OF_HR_THEMSELVES, set()),
    ("applications.defer", ASKED, {"manager"}),
    ("applications.defer", CLIMBED, {"manager", "hr"}),
    ("applications.defer", REFUSED, {"hr"}),
    ("applications.refuse", ASKED, {"manager"}),
    ("applications.refuse", CLIMBED, {"manager", "hr"}),
    ("applications.list_own", None, SIGNED_IN),
    ("applications.list_words", None, {"manager", "other manager"}),
    ("applications.list_hr_words", None, {"hr"}),
    ("applications.plan_talk", SENT, {"colleague"}),
    ("applications.plan_talk", OF_ONE_WHO_OWNS_NOW, set()),
    ("applications.offer", SENT, {"colleague"}),
    ("applications.offer", OF_ONE_WHO_OWNS_NOW, set()),
    ("applications.waitlist", SENT, {"colleague"}),
    ("applications.waitlist", OF_ONE_WHO_OWNS_NOW, set()),
    ("applications.decline", SENT, {"colleague"}),
    ("applications.decline", OF_ONE_WHO_OWNS_NOW, set()),
    ("applications.accept", SENT, {"owner"}),
    ("applications.decline_offer", SENT, {"owner"}),
    ("applications.withdraw", SENT, {"owner"}),
    ("applications.complete", SENT, {"colleague"}),
    ("applications.complete", OF_ONE_WHO_OWNS_NOW, set()),
    ("applications.complete_partly", SENT, {"colleague"}),
    ("applications.complete_partly", OF_ONE_WHO_OWNS_NOW, set()),
    ("applications.miss_start", SENT, {"colleague"}),
    ("applications.miss_start", OF_ONE_WHO_OWNS_NOW, set()),
    ("applications.debrief", SENT, {"owner", "colleague"}),
    ("applications.read_debrief", SENT, {"owner", "colleague", "hr"}),
    ("applications.read_credit", SENT, {"owner", "manager", "hr"}),
    ("applications.check_certificate", None, SIGNED_IN),
]
TABLE = [*MISSIONS, *APPLICATIONS]


@pytest.mark.parametrize(("rule", "subject", "actor", "may"), rows(TABLE))
def test_rule(rule, subject, actor, may):
    assert RULES[rule](ACTORS[actor], subject) is may


ELSEWHERE = Actor(
    9, EMPLOYEE | {Role.HR}, scope=Scope(frozenset({1})), reaches=lambda _person_id: False
)


@pytest.mark.parametrize(
    ("rule", "subject"),
    [
        ("missions.publish", HANDED_IN),
        ("missions.send_back", HANDED_IN),
        ("missions.cancel", OWN),
        ("missions.hand_over", LEFT_BEHIND),
        ("applications.agree", CLIMBED),
        ("applications.agree", REFUSED),
        ("applications.read", SENT),
        ("applications.read_debrief", SENT),
        ("applications.read_credit", SENT),
    ],
)
def test_hr_of_another_part_may_not(rule, subject):
    assert RULES[rule](ELSEWHERE, subject) is False
