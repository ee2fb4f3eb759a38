"""Who may do what with talent pools, their members and approaches."""

from talentgrow.kernel.access import Actor, rule
from talentgrow.nominations.pools.models import Approach, PoolMembership, TalentPool
from talentgrow.people.parts import looks_after


def _keeps(actor: Actor, pool: TalentPool) -> bool:
    return looks_after(actor, pool.unit_id, pool.site_id)


def _answers_for(actor: Actor, membership: PoolMembership) -> bool:
    own = actor.is_person(membership.person_id)
    return actor.is_hr_for(membership.person_id) and not own


@rule("pools.list_own")
def may_list_own(actor: Actor, _subject: None = None) -> bool:
    """Everybody who works here reads in which pools they are."""
    return actor.person_id is not None


@rule("pools.browse")
def may_browse_pools(actor: Actor, _subject: None = None) -> bool:
    """HR reads which pools there are, and their members in their own part of the house."""
    return actor.is_hr


@rule("pools.create")
def may_create_pool(actor: Actor, _subject: None = None) -> bool:
    """HR makes pools, each for their part of the house."""
    return actor.is_hr


@rule("pools.edit")
def may_edit_pool(actor: Actor, pool: TalentPool) -> bool:
    """HR of the part for which a pool is kept changes what it says, and retires it."""
    return _keeps(actor, pool)


@rule("pool_members.renew")
def may_renew(actor: Actor, membership: PoolMembership) -> bool:
    """HR of the member’s part renews a membership, never their own."""
    return _answers_for(actor, membership)


@rule("pool_members.leave")
def may_leave(actor: Actor, membership: PoolMembership) -> bool:
    """Members leave a pool when they want; HR of their part ends it with a word."""
    return actor.is_person(membership.person_id) or _answers_for(actor, membership)


@rule("approaches.ask")
def may_ask(actor: Actor, membership: PoolMembership) -> bool:
    """HR of the member’s part asks the manager before the member is approached."""
    return _answers_for(actor, membership)


@rule("approaches.list_words")
def may_list_words(actor: Actor, _subject: None = None) -> bool:
    """Everybody who is asked for a word about a pool member finds what waits for them."""
    return actor.person_id is not None


def _is_manager(actor: Actor, approach: Approach) -> bool:
    return approach.manager_id is not None and actor.is_person(approach.manager_id)


@rule("approaches.read")
def may_read_approach(actor: Actor, approach: Approach) -> bool:
    """HR of the member’s part and the manager who is asked; the member once it reaches them."""
    membership = approach.membership
    if _answers_for(actor, membership) or _is_manager(actor, approach):
        return True
    return actor.is_person(membership.person_id) and approach.reached_at is not None


@rule("approaches.agree")
def may_agree(actor: Actor, approach: Approach) -> bool:
    """The manager who is asked agrees that somebody is approached."""
    return _is_manager(actor, approach)


@rule("approaches.defer")
def may_defer(actor: Actor, approach: Approach) -> bool:
    """The manager who is asked says from when."""
    return _is_manager(actor, approach)


@rule("approaches.refuse")
def may_refuse(actor: Actor, approach: Approach) -> bool:
    """The manager who is asked says no, with a reason which HR reads."""
    return _is_manager(actor, approach)


@rule("approaches.approach")
def may_approach(actor: Actor, approach: Approach) -> bool:
    """HR of the member’s part approaches them once the manager has agreed, or was silent."""
    return _answers_for(actor, approach.membership)


@rule("approaches.be_interested")
def may_be_interested(actor: Actor, approach: Approach) -> bool:
    """Only the member says that they want to hear more."""
    return actor.is_person(approach.membership.person_id)


@rule("approaches.say_no")
def may_say_no(actor: Actor, approach: Approach) -> bool:
    """Only the member says no."""
    return actor.is_person(approach.membership.person_id)


@rule("approaches.call_off")
def may_call_off(actor: Actor, approach: Approach) -> bool:
    """HR of the member’s part calls an approach off."""
    return _answers_for(actor, approach.membership)
