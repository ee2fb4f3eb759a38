"""Who may do what with offers to visit, wishes and one's calendar."""

from talentgrow.kernel.access import Actor, rule
from talentgrow.shadowing.models import Offer, VisitWish
from talentgrow.shadowing.states import OFFERS_SHOWN, OfferStatus


def _is_host(actor: Actor, offer: Offer) -> bool:
    return actor.is_person(offer.host_id)


@rule("offers.browse")
def may_browse(actor: Actor, _subject: None = None) -> bool:
    """Everybody who works here may see who shows their job."""
    return actor.person_id is not None


@rule("offers.read")
def may_read(actor: Actor, offer: Offer) -> bool:
    """Everybody reads an offer that is open, full or paused; its host reads it always."""
    return _is_host(actor, offer) or (actor.person_id is not None and offer.status in OFFERS_SHOWN)


@rule("offers.create")
def may_create(actor: Actor, _subject: None = None) -> bool:
    """Everybody may show their own job; nobody offers somebody else’s."""
    return actor.person_id is not None


@rule("offers.edit")
def may_edit(actor: Actor, offer: Offer) -> bool:
    """Only the host changes what an offer says."""
    return _is_host(actor, offer)


@rule("offers.open")
def may_open(actor: Actor, offer: Offer) -> bool:
    """Only the host opens an offer."""
    return _is_host(actor, offer)


@rule("offers.pause")
def may_pause(actor: Actor, offer: Offer) -> bool:
    """Only the host pauses an offer, until a day."""
    return _is_host(actor, offer)


@rule("offers.resume")
def may_resume(actor: Actor, offer: Offer) -> bool:
    """Only the host opens a paused offer again."""
    return _is_host(actor, offer)


@rule("offers.close")
def may_close(actor: Actor, offer: Offer) -> bool:
    """The host closes an offer; HR of their part does when somebody is gone for long."""
    return _is_host(actor, offer) or actor.is_hr_for(offer.host_id)


@rule("visits.request")
def may_request(actor: Actor, offer: Offer) -> bool:
    """Everybody but the host may ask for a visit while an offer is open."""
    is_other = actor.person_id is not None and not _is_host(actor, offer)
    return is_other and offer.status is OfferStatus.OPEN


@rule("visit_wishes.list_own")
def may_list_wishes(actor: Actor, _subject: None = None) -> bool:
    """Everybody keeps a list, for themselves, of what they would like to discover."""
    return actor.person_id is not None


@rule("visit_wishes.edit")
def may_edit_wish(actor: Actor, wish: VisitWish) -> bool:
    """Only who wishes it changes a wish."""
    return actor.is_person(wish.person_id)


@rule("calendar.keep")
def may_keep_calendar(actor: Actor, _subject: None = None) -> bool:
    """Everybody may have a secret link to their own visits, and revoke it."""
    return actor.person_id is not None
