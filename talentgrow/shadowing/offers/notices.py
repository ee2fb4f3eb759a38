"""What people are told about offers."""

from datetime import datetime

from flask import url_for

from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.notifications.service import NoticeKind, notify
from talentgrow.people.models import Person
from talentgrow.shadowing.models import Offer

WISH_HOSTED = NoticeKind(
    "shadowing.wish_hosted",
    _("%(who)s shows a job that you wish to see. Ask for a day while there is room."),
)
CLOSED_BY_HR = NoticeKind(
    "shadowing.offer_closed_by_hr",
    _(
        "%(who)s, in HR, has closed your offer: nobody new asks for a visit. Open it again when"
        " you are back."
    ),
)


def tell_wisher(person_id: int, offer: Offer, *, now: datetime) -> None:
    """Tell somebody that what they wish to see is shown; once for each offer."""
    notify(
        person_id,
        WISH_HOSTED,
        key=f"offer:{offer.id}",
        url=_page(offer),
        now=now,
        who=offer.host.name,
    )


def tell_closed(offer: Offer, who: Person, *, now: datetime) -> None:
    """Tell a host that HR has closed their offer."""
    notify(
        offer.host_id,
        CLOSED_BY_HR,
        key=f"offer:{offer.id}:closed:{now.isoformat()}",
        url=_page(offer),
        now=now,
        who=who.name,
    )


def _page(offer: Offer) -> str:
    return url_for("offers.show", offer_id=offer.id)
