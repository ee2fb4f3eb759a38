"""Who may do what with a visit; its managers’ words are loaded."""

from talentgrow.kernel.access import Actor, rule
from talentgrow.shadowing.deadlines import needs_word
from talentgrow.shadowing.visits.models import Side, Signer, Visit, VisitWord


def side_of(actor: Actor, visit: Visit) -> Side | None:
    """Return which side of a visit the actor is, if any."""
    if actor.is_person(visit.visitor_id):
        return Side.VISITOR
    return Side.HOST if actor.is_person(visit.host_id) else None


def _takes_part(actor: Actor, visit: Visit) -> bool:
    return side_of(actor, visit) is not None


def _is_hr_for_a_side(actor: Actor, visit: Visit) -> bool:
    return actor.is_hr_for(visit.visitor_id) or actor.is_hr_for(visit.host_id)


def signers_needed(visit: Visit) -> tuple[Signer, ...]:
    """Return as whom people sign: both sides, and their managers when longer than a day."""
    sides = (Signer.VISITOR, Signer.HOST)
    if not needs_word(visit.half_days):
        return sides
    return (*sides, Signer.VISITOR_MANAGER, Signer.HOST_MANAGER)


def signs_as(actor: Actor, visit: Visit) -> tuple[Signer, ...]:
    """Return as whom the actor signs a visit: a side, or for each manager's word they gave."""
    side = side_of(actor, visit)
    if side is not None:
        return (Signer.VISITOR if side is Side.VISITOR else Signer.HOST,)
    if not needs_word(visit.half_days):
        return ()
    return tuple(
        Signer.VISITOR_MANAGER if word.side is Side.VISITOR else Signer.HOST_MANAGER
        for word in visit.words
        if word.answered_by_id is not None and actor.is_person(word.answered_by_id)
    )


@rule("visits.list_own")
def may_list_own(actor: Actor, _subject: None = None) -> bool:
    """Everybody sees the visits they make and those they receive."""
    return actor.person_id is not None


@rule("visits.list_words")
def may_list_words(actor: Actor, was_asked: bool = False) -> bool:
    """Managers see the visits for which their word is asked, and those of their team; HR too."""
    return actor.is_hr or bool(actor.report_ids) or was_asked


@rule("visits.read")
def may_read(actor: Actor, visit: Visit) -> bool:
    """Both sides read a visit, the managers whose word is asked, and HR of either part."""
    asked = any(
        word.manager_id is not None and actor.is_person(word.manager_id) for word in visit.words
    )
    return _takes_part(actor, visit) or asked or _is_hr_for_a_side(actor, visit)


@rule("visits.read_messages")
def may_read_messages(actor: Actor, visit: Visit) -> bool:
    """What the two write to one another is for the two of them."""
    return _takes_part(actor, visit)


@rule("visits.accept")
def may_accept(actor: Actor, visit: Visit) -> bool:
    """Only the host accepts a visit that was asked for."""
    return actor.is_person(visit.host_id)


@rule("visits.decline")
def may_decline(actor: Actor, visit: Visit) -> bool:
    """Only the host declines a visit, with a reason."""
    return actor.is_person(visit.host_id)


@rule("visits.answer_leg")
def may_answer_leg(actor: Actor, visit: Visit) -> bool:
    """Who visits and who is visited in a swap say yes or no to this visit, each for themselves."""
    return _takes_part(actor, visit) and visit.exchange_id is not None


@rule("visits.clear")
def may_clear(actor: Actor, word: tuple[Visit, VisitWord]) -> bool:
    """The manager who is asked agrees, now or from a day; once they were silent, HR does."""
    return _has_the_word(actor, *word)


@rule("visits.refuse")
def may_refuse(actor: Actor, word: tuple[Visit, VisitWord]) -> bool:
    """The manager who is asked refuses, with a reason; once they were silent, HR does."""
    return _has_the_word(actor, *word)


def _has_the_word(actor: Actor, visit: Visit, word: VisitWord) -> bool:
    """Tell whether the actor speaks as a manager; nobody does about their own visit."""
    if _takes_part(actor, visit):
        return False
    if word.manager_id is not None and actor.is_person(word.manager_id):
        return True
    person_id = visit.visitor_id if word.side is Side.VISITOR else visit.host_id
    return word.climbed_at is not None and actor.is_hr_for(person_id)


@rule("visits.change")
def may_change(actor: Actor, visit: Visit) -> bool:
    """Both sides may change the day, the place or the agreement; everybody then signs anew."""
    return _takes_part(actor, visit)


@rule("visits.confirm")
def may_sign(actor: Actor, visit: Visit) -> bool:
    """Both sides sign, and the managers who agreed to a visit longer than a day."""
    return bool(signs_as(actor, visit))


@rule("visits.cancel")
def may_cancel(actor: Actor, visit: Visit) -> bool:
    """Either side may call a visit off, with a reason."""
    return _takes_part(actor, visit)


@rule("visits.take_place")
def may_say_took_place(actor: Actor, visit: Visit) -> bool:
    """Both sides say that a visit took place."""
    return _takes_part(actor, visit)


@rule("visits.take_place_partly")
def may_say_partly(actor: Actor, visit: Visit) -> bool:
    """Both sides say that a visit took place in part."""
    return _takes_part(actor, visit)


@rule("visits.miss")
def may_say_missed(actor: Actor, visit: Visit) -> bool:
    """Both sides say that one of them did not come."""
    return _takes_part(actor, visit)


@rule("visits.debrief")
def may_debrief(actor: Actor, visit: Visit) -> bool:
    """Both sides write what they learned, and read what the other wrote; nobody else does."""
    return _takes_part(actor, visit)


@rule("visits.read_certificate")
def may_read_certificate(actor: Actor, visit: Visit) -> bool:
    """Who made a visit prints its certificate; HR of their part may."""
    return actor.is_person(visit.visitor_id) or actor.is_hr_for(visit.visitor_id)
