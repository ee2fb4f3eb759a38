"""Who may read the file of a nominee, and answer for them."""

import pytest

from talentgrow.kernel.access import RULES
from talentgrow.nominations.models import Candidacy, Nomination, Nominee
from talentgrow.nominations.states import CandidacyStatus, NominationStatus
from tests.actors import ACTORS, OWNER, rows

MANAGER, OTHER_MANAGER, COLLEAGUE = 2, 3, 4


def nominee(status, *, open_to=None, sent=NominationStatus.SUBMITTED):
    """Make the person with id 1 nominated by their colleague; `status` is how the wish stands."""
    by = Nomination(person_id=OWNER, nominator_id=COLLEAGUE, submitter_id=COLLEAGUE, status=sent)
    made = Nominee(person_id=OWNER, opened_to_id=open_to, nominations=[by])
    made.candidacies = [Candidacy(status=status, nominee=made)]
    return made


def wish(status, **more):
    return nominee(status, **more).candidacies[0]


K = CandidacyStatus
WITHOUT_CONSENT = (K.INFORMED, K.RETURNED, K.POSTPONED, K.DECLINED, K.WITHDRAWN, K.LAPSED)
TABLE = [
    *(("nominees.read", nominee(status, open_to=MANAGER), {"owner"}) for status in WITHOUT_CONSENT),
    *(
        ("nominees.read", nominee(status), {"owner", "hr"})
        for status in (K.ACCEPTED, K.UNDER_REVIEW, K.DECIDED, K.IN_POOL)
    ),
    ("nominees.read", nominee(K.ACCEPTED, open_to=MANAGER), {"owner", "hr", "manager"}),
    # Opened to somebody who managed them once: they read nothing, nor does the manager of today.
    *(
        ("nominees.read", nominee(K.ACCEPTED, open_to=before), {"owner", "hr"})
        for before in (OTHER_MANAGER, COLLEAGUE)
    ),
    ("nominees.write_words", nominee(K.ACCEPTED, open_to=MANAGER), {"owner"}),
    ("candidacies.accept", wish(K.INFORMED), {"owner"}),
    ("candidacies.postpone", wish(K.INFORMED), {"owner"}),
    ("candidacies.decline", wish(K.INFORMED), {"owner"}),
    ("candidacies.withdraw_consent", wish(K.ACCEPTED, open_to=MANAGER), {"owner"}),
    ("candidacies.ask_again", wish(K.RETURNED), {"colleague"}),
    ("candidacies.ask_again", wish(K.RETURNED, sent=NominationStatus.WITHDRAWN), set()),
]


@pytest.mark.parametrize(("rule", "subject", "actor", "may"), rows(TABLE))
def test_rule(rule, subject, actor, may):
    assert RULES[rule](ACTORS[actor], subject) is may
