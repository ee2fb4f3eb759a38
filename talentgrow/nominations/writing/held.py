"""Nominations while somebody changes them: nobody else does until they are done."""

from sqlalchemy import select

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import DomainError
from talentgrow.nominations import queries
from talentgrow.nominations.models import Nomination
from talentgrow.nominations.states import NominationStatus


class TooLate(DomainError):
    """The nomination is not a draft any more."""


class NominationChanged(DomainError):
    """Somebody saved other words since the page was read."""


def hold(nomination_id: int) -> Nomination:
    """Return one nomination in full, read anew, which nobody else changes until we are done.

    Whoever holds its campaign or its nominee too has taken those first.
    """
    found = (
        select(Nomination)
        .where(Nomination.id == nomination_id)
        .options(*queries.NOMINATION)
        .with_for_update(key_share=True, of=Nomination)
        .execution_options(populate_existing=True)
    )
    return db.session.scalars(found).one()


def to_write(actor: Actor, nomination_id: int) -> Nomination:
    """Return a nomination which the actor may read, held.

    :raises NotFound: no such nomination, or not one which the actor may read
    """
    return hold(queries.get_nomination(actor, nomination_id).id)


def check_draft(nomination: Nomination, seen: int) -> None:
    """Make sure that a nomination is a draft, and says what the writer has read.

    :raises TooLate: it is sent, or gone
    :raises NominationChanged: other words were saved since
    """
    if nomination.status is NominationStatus.LAPSED:
        raise TooLate(_("The campaign ended before this was sent."))
    if nomination.status is not NominationStatus.DRAFT:
        raise TooLate(_("This nomination is sent: what it says stays."))
    if nomination.version != seen:
        raise NominationChanged(_("Somebody saved other words since you read this page."))
