"""What follows a published decision. Functions flush; the caller commits."""

from datetime import datetime

from talentgrow.audit import service as audit
from talentgrow.auth.queries import hr_of
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import DomainError
from talentgrow.nominations import queries
from talentgrow.nominations.calibration.models import Decision
from talentgrow.nominations.letters import notices
from talentgrow.nominations.letters.queries import decisions_of, hold_decision
from talentgrow.nominations.models import Nominee
from talentgrow.people.models import Person

DONE = audit.Kind("nominations.action_done", "action")
WANTED = audit.Kind("nominations.talk_wanted")


class NothingOwed(DomainError):
    """Nothing is answered yet, so there is nothing to talk about."""


def finish_action(decision: Decision, *, by: Actor, now: datetime) -> None:
    """Say that what was owed until a "not now" is looked at again is done; twice adds nothing."""
    (nominee,) = queries.hold_nominees([decision.candidacy.nominee_id])
    decision = hold_decision(decision.id)
    if decision.action_done_at is not None:
        return
    decision.action_done_at = now
    audit.record(DONE, decision, by=by, now=now, action=decision.action)
    db.session.flush()
    notices.tell_done(nominee, decision, db.session.get_one(Person, by.person_id), now=now)


def ask_to_talk(nominee: Nominee, *, by: Actor, now: datetime) -> None:
    """Take up the offer to talk about the answer; twice adds nothing.

    :raises NothingOwed: HR has not answered yet
    """
    (nominee,) = queries.hold_nominees([nominee.id])
    if nominee.wants_talk_at is not None:
        return
    decisions = decisions_of(nominee)
    if not decisions:
        raise NothingOwed(_("HR has not answered yet."))
    nominee.wants_talk_at = now
    audit.record(WANTED, nominee, by=by, now=now)
    db.session.flush()
    offered = {
        one.talk_with.id for one in decisions if one.talk_with and one.talk_with.left_on is None
    }
    hr = offered or hr_of(nominee.person_id, besides=[nominee.person_id])
    notices.tell_talk(nominee, hr, now=now)
