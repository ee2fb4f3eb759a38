"""Who may do what with swaps and rounds."""

from talentgrow.kernel.access import Actor, rule
from talentgrow.people.parts import looks_after
from talentgrow.shadowing.exchanges.models import Exchange, Round, RoundMember
from talentgrow.shadowing.states import ROUNDS_SHOWN, RoundStatus


def _runs(actor: Actor, one: Round) -> bool:
    """Tell whether somebody in HR answers for the whole part for which a round is held."""
    return looks_after(actor, one.unit_id, one.site_id)


@rule("exchanges.propose")
def may_propose(actor: Actor, with_id: int) -> bool:
    """Two people who wish to see one another at work: either proposes the swap."""
    return actor.person_id is not None and not actor.is_person(with_id)


@rule("exchanges.read")
def may_read_exchange(actor: Actor, exchange: Exchange) -> bool:
    """Everybody in a swap reads it, and HR of one of them."""
    return any(
        actor.is_person(one.person_id) or actor.is_hr_for(one.person_id) for one in exchange.members
    )


@rule("rounds.browse")
def may_browse(actor: Actor, _subject: None = None) -> bool:
    """Everybody who works here may read which rounds are held."""
    return actor.person_id is not None


@rule("rounds.read")
def may_read(actor: Actor, one: Round) -> bool:
    """Everybody reads about a round once it is open; HR before."""
    return actor.person_id is not None and (actor.is_hr or one.status in ROUNDS_SHOWN)


@rule("rounds.join")
def may_join(actor: Actor, one: Round) -> bool:
    """Everybody for whom a round is held joins and leaves it while it is open, by themselves."""
    return actor.person_id is not None and one.status is RoundStatus.OPEN


@rule("rounds.change_part")
def may_change_part(actor: Actor, member: RoundMember) -> bool:
    """Only who takes part in a round says when they can, and leaves it."""
    return actor.is_person(member.person_id)


@rule("rounds.follow")
def may_follow_all(actor: Actor, _subject: None = None) -> bool:
    """HR holds rounds, each for their part of the house."""
    return actor.is_hr


@rule("rounds.create")
def may_create(actor: Actor, _subject: None = None) -> bool:
    """HR prepares rounds, each for their part of the house."""
    return actor.is_hr


@rule("rounds.edit")
def may_edit(actor: Actor, one: Round) -> bool:
    """HR of the part for which a round is held changes what it says, and puts its end later."""
    return _runs(actor, one)


@rule("rounds.see_proposal")
def may_see_proposal(actor: Actor, one: Round) -> bool:
    """HR of the part for which a round is held reads who takes part, and the proposal."""
    return _runs(actor, one)


@rule("rounds.run")
def may_run(actor: Actor, one: Round) -> bool:
    """HR of the part for which a round is held has a proposal computed."""
    return _runs(actor, one)


@rule("rounds.invite")
def may_invite(actor: Actor, one: Round) -> bool:
    """HR of the part for which a round is held invites people to host."""
    return _runs(actor, one)


@rule("rounds.open")
def may_open(actor: Actor, one: Round) -> bool:
    """HR of the part for which a round is held opens it."""
    return _runs(actor, one)


@rule("rounds.close")
def may_close(actor: Actor, one: Round) -> bool:
    """HR of the part for which a round is held ends joining before its day."""
    return _runs(actor, one)


@rule("rounds.reopen")
def may_reopen(actor: Actor, one: Round) -> bool:
    """HR of the part for which a round is held lets people join again, until a later day."""
    return _runs(actor, one)


@rule("rounds.publish")
def may_publish(actor: Actor, one: Round) -> bool:
    """HR of the part for which a round is held sends everybody their leg."""
    return _runs(actor, one)


@rule("rounds.cancel")
def may_cancel(actor: Actor, one: Round) -> bool:
    """HR of the part for which a round is held calls it off, with a reason."""
    return _runs(actor, one)
