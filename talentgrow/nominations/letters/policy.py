"""Who acts on a decision once it is published."""

from talentgrow.kernel.access import Actor, rule
from talentgrow.nominations.calibration.models import Decision
from talentgrow.nominations.models import Nominee


@rule("decisions.list_owed")
def may_list_owed(actor: Actor, _subject: None = None) -> bool:
    """Everybody who works here reads what they owe to those who were told “not now”."""
    return actor.person_id is not None


@rule("decisions.finish_action")
def may_finish_action(actor: Actor, decision: Decision) -> bool:
    """Who owes a step says that it is done, or HR of the nominee’s part; never the nominee."""
    person_id = decision.candidacy.nominee.person_id
    if actor.is_person(person_id):
        return False
    owner_id = decision.action_owner_id
    return actor.is_hr_for(person_id) or (owner_id is not None and actor.is_person(owner_id))


@rule("nominees.ask_to_talk")
def may_ask_to_talk(actor: Actor, nominee: Nominee) -> bool:
    """Only the nominee takes up the offer to talk about the answer."""
    return actor.is_person(nominee.person_id)
