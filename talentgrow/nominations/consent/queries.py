"""Questions about one candidacy and those concerned by it; nothing here changes anything."""

from collections.abc import Collection, Sequence

from sqlalchemy import and_, exists, null, or_, select, union_all
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
from talentgrow.shadowing.visits.models import Visit, VisitCertificate


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


def counting_for(
    nominee: Nominee,
) -> Sequence[tuple[Credit | None, VisitCertificate | None, int | None]]:
    """Return the missions and visits that count for a nominee, and by which row they are shown.

    The newest first, in one statement; each is a mission or a visit.
    """
    missions = (
        select(Credit.id.label("credit_id"), null().label("visit_id"), Credit.at)
        .join(Application, Application.id == Credit.application_id)
        .where(Application.person_id == nominee.person_id)
    )
    visits = (
        select(null(), VisitCertificate.id, VisitCertificate.at)
        .join(Visit, Visit.id == VisitCertificate.visit_id)
        .where(Visit.visitor_id == nominee.person_id)
    )
    thing = union_all(missions, visits).subquery()
    is_it = or_(
        Evidence.credit_id == thing.c.credit_id, Evidence.visit_certificate_id == thing.c.visit_id
    )
    rows = db.session.execute(
        select(Credit, VisitCertificate, Evidence.id)
        .select_from(thing)
        .outerjoin(Credit, Credit.id == thing.c.credit_id)
        .outerjoin(VisitCertificate, VisitCertificate.id == thing.c.visit_id)
        .outerjoin(Evidence, and_(Evidence.nominee_id == nominee.id, is_it))
        .options(
            joinedload(Credit.application).joinedload(Application.mission),
            joinedload(VisitCertificate.visit).options(
                joinedload(Visit.host), joinedload(Visit.job)
            ),
        )
        .order_by(thing.c.at.desc(), thing.c.credit_id.desc(), thing.c.visit_id.desc())
    )
    return [(credit, visit, shown) for credit, visit, shown in rows]
