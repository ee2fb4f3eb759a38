"""Questions about one candidacy and those concerned by it; nothing here changes anything."""

from collections.abc import Collection, Sequence

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import joinedload

from talentgrow.audit.models import StatusChange
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import NotFound
from talentgrow.missions.applications.models import Application, Credit
from talentgrow.nominations.models import (
    Candidacy,
    Evidence,
    Nomination,
    NominationIntent,
    Nominee,
)
from talentgrow.nominations.queries import PARTIES, nominees_visible_to
from talentgrow.nominations.states import NominationStatus


def get_candidacy(actor: Actor, candidacy_id: int) -> Candidacy:
    """Return one candidacy with its nominee, for who reads the file or nominated for it.

    :raises NotFound: no such candidacy, or not one of which the actor may know
    """
    read = nominees_visible_to(actor).with_only_columns(Nominee.id)
    nominated = exists().where(
        Nomination.nominee_id == Candidacy.nominee_id,
        Nomination.nominator_id == (actor.person_id or 0),
        Nomination.status == NominationStatus.SUBMITTED,
        NominationIntent.nomination_id == Nomination.id,
        NominationIntent.intent == Candidacy.intent,
    )
    found = (
        select(Candidacy)
        .where(Candidacy.id == candidacy_id, or_(Candidacy.nominee_id.in_(read), nominated))
        .options(joinedload(Candidacy.nominee).options(*PARTIES))
    )
    candidacy = db.session.scalar(found)
    if candidacy is None:
        raise NotFound(_("This nomination does not exist."))
    return candidacy


def standing_behind(candidacy: Candidacy) -> list[Nomination]:
    """Return the nominations of others for one candidacy, with nominators, the oldest first."""
    found = (
        select(Nomination)
        .join(NominationIntent, NominationIntent.nomination_id == Nomination.id)
        .where(
            Nomination.nominee_id == candidacy.nominee_id,
            Nomination.status == NominationStatus.SUBMITTED,
            Nomination.nominator_id != Nomination.person_id,
            NominationIntent.intent == candidacy.intent,
        )
        .options(joinedload(Nomination.nominator))
        .order_by(Nomination.id)
    )
    return list(db.session.scalars(found))


def changes_of(names: Collection[str]) -> Sequence[StatusChange]:
    """Return every step of some records, named as the trail names them, the oldest first."""
    return db.session.scalars(
        select(StatusChange)
        .where(StatusChange.subject.in_(sorted(names)))
        .order_by(StatusChange.at, StatusChange.id)
    ).all()


def credits_of(nominee: Nominee) -> Sequence[tuple[Credit, int | None]]:
    """Return the missions that count for a nominee, the newest first, and by which row shown."""
    is_shown = (Evidence.credit_id == Credit.id) & (Evidence.nominee_id == nominee.id)
    rows = db.session.execute(
        select(Credit, Evidence.id)
        .join(Application, Application.id == Credit.application_id)
        .outerjoin(Evidence, is_shown)
        .where(Application.person_id == nominee.person_id)
        .options(joinedload(Credit.application).joinedload(Application.mission))
        .order_by(Credit.at.desc(), Credit.id.desc())
    )
    return [(credit, shown) for credit, shown in rows]
