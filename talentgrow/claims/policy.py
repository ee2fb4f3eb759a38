"""Who may say what about skill levels."""

from talentgrow.kernel.access import Actor, rule
from talentgrow.skills.models import Endorsement, SkillClaim


@rule("claims.wish")
def may_wish(actor: Actor, person_id: int) -> bool:
    """People say for themselves what they want of a skill, nobody does it for them."""
    return actor.is_person(person_id)


@rule("claims.answer")
def may_answer(actor: Actor, person_id: int) -> bool:
    """Only their manager answers the levels which somebody declares; HR reads them."""
    return actor.manages(person_id) and not actor.is_person(person_id)


@rule("claims.answer_team")
def may_answer_team(actor: Actor, _subject: None = None) -> bool:
    """Levels to answer are listed for those who manage somebody."""
    return bool(actor.report_ids)


@rule("claims.disagree")
def may_disagree(actor: Actor, claim: SkillClaim) -> bool:
    """Only the person concerned answers what their manager said of their level."""
    return actor.is_person(claim.person_id)


@rule("claims.read_disagreements")
def may_read_disagreements(actor: Actor, _subject: None = None) -> bool:
    """Where a person and their manager see a level otherwise, HR of that part reads both views."""
    return actor.is_hr


@rule("claims.ask")
def may_ask(actor: Actor, person_id: int) -> bool:
    """People ask colleagues about their own levels, not about somebody else’s."""
    return actor.is_person(person_id)


@rule("claims.ask_again")
def may_ask_again(actor: Actor, endorsement: Endorsement) -> bool:
    """Whoever asked a colleague may ask again."""
    return actor.is_person(endorsement.claim.person_id)


@rule("claims.withdraw_endorsement")
def may_withdraw(actor: Actor, endorsement: Endorsement) -> bool:
    """Whoever asked a colleague may take the request back."""
    return actor.is_person(endorsement.claim.person_id)


@rule("claims.endorse")
def may_endorse(actor: Actor, endorsement: Endorsement) -> bool:
    """Only the colleague who was asked answers, and nobody about themselves."""
    return actor.is_person(endorsement.peer_id) and not actor.is_person(endorsement.claim.person_id)


@rule("claims.decline_endorsement")
def may_decline(actor: Actor, endorsement: Endorsement) -> bool:
    """Only the colleague who was asked may decline."""
    return actor.is_person(endorsement.peer_id)
