"""Questions about how missions ended; nothing here changes anything."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import NotFound
from talentgrow.missions.applications import policy
from talentgrow.missions.applications.models import Application, Credit, Debrief, Growth, Side
from talentgrow.missions.models import Mission, MissionOwner, MissionSkill
from talentgrow.missions.states import OUTCOMES, ApplicationStatus
from talentgrow.people.models import Person

A = ApplicationStatus
_FULL = (
    joinedload(Application.person),
    joinedload(Application.mission).joinedload(Mission.owner),
    joinedload(Application.mission).joinedload(Mission.unit),
    joinedload(Application.mission).selectinload(Mission.co_owners).joinedload(MissionOwner.person),
)


@dataclass(frozen=True, slots=True)
class Participation:
    """Somebody's part in a mission, and what of its end is still missing."""

    application: Application
    written: frozenset[Side]
    credit: Credit | None

    @property
    def is_concluded(self) -> bool:
        """Tell whether an owner said how it ended."""
        return self.application.status in OUTCOMES

    @property
    def is_settled(self) -> bool:
        """Tell whether nothing more is to come: the credit is given, or nothing was done."""
        return self.credit is not None or self.application.status is A.DID_NOT_START

    @property
    def missing(self) -> Sequence[Side]:
        """Return who has not written."""
        return [] if self.is_settled else [side for side in Side if side not in self.written]


def get(actor: Actor, application_id: int) -> Application:
    """Return one application with its person, its mission and those who own that.

    :raises NotFound: no such application, or not one which the actor may read
    """
    found = db.session.scalar(
        select(Application).where(Application.id == application_id).options(*_FULL)
    )
    if found is None or not _may_know(actor, found):
        raise NotFound(_("This application does not exist."))
    return found


def credit_with(code: str) -> Credit | None:
    """Return the credit behind the code of a certificate, if there is one."""
    options = [joinedload(Credit.application).options(*_FULL)]
    return db.session.scalar(select(Credit).where(Credit.code == code).options(*options))


def debriefs_of(application_id: int) -> Mapping[Side, Debrief]:
    """Return what was written, by side."""
    rows = db.session.scalars(
        select(Debrief)
        .where(Debrief.application_id == application_id)
        .options(joinedload(Debrief.author))
    )
    return {debrief.side: debrief for debrief in rows}


def growths_of(application_id: int) -> Mapping[int, Growth]:
    """Return what was said of levels, by skill id."""
    rows = db.session.scalars(select(Growth).where(Growth.application_id == application_id))
    return {growth.skill_id: growth for growth in rows}


def gains_of(application_id: int) -> Sequence[Growth]:
    """Return the levels which both sides confirmed, with skills, in the order of their ids."""
    rows = select(Growth).where(Growth.application_id == application_id).order_by(Growth.id)
    found = rows.where(Growth.by_participant == Growth.by_owner, Growth.by_owner > 0)
    return db.session.scalars(found.options(joinedload(Growth.skill))).all()


def skills_of(mission_id: int) -> Sequence[MissionSkill]:
    """Return the skills of a mission: those it grows first."""
    rows = db.session.scalars(
        select(MissionSkill)
        .where(MissionSkill.mission_id == mission_id)
        .options(joinedload(MissionSkill.skill))
        .order_by(MissionSkill.grown_to.is_(None), MissionSkill.id)
    )
    return rows.all()


def credit_of(application_id: int) -> Credit | None:
    """Return the credit for a part in a mission."""
    return db.session.scalar(select(Credit).where(Credit.application_id == application_id))


def owner_ids(mission: Mission) -> frozenset[int]:
    """Return everybody who owns a mission, loaded with its co-owners or not."""
    beside = select(MissionOwner.person_id).where(MissionOwner.mission_id == mission.id)
    return frozenset({mission.owner_id, *db.session.scalars(beside)})


def participations(mission_id: int) -> list[Participation]:
    """Return who had a seat when the mission ended, by name."""
    applications = db.session.scalars(
        select(Application)
        .join(Person, Person.id == Application.person_id)
        .where(
            Application.mission_id == mission_id,
            Application.status.in_({A.ACCEPTED, A.IN_PROGRESS} | OUTCOMES),
        )
        .options(joinedload(Application.person))
        .order_by(Person.search_key, Application.id)
    ).all()
    return participations_of(applications)


def participations_of(applications: Sequence[Application]) -> list[Participation]:
    """Return what of the end of each of these is still missing."""
    ids = [application.id for application in applications]
    written, given = _written(ids), _credits(ids)
    return [
        Participation(one, frozenset(written[one.id]), given.get(one.id)) for one in applications
    ]


def _may_know(actor: Actor, application: Application) -> bool:
    if policy.may_read(actor, application):
        return True
    # Whoever leads somebody now reads certificates, and learns of nothing before there is one.
    has_credit = credit_of(application.id) is not None
    return has_credit and policy.may_read_credit(actor, application)


def _written(application_ids: Collection[int]) -> Mapping[int, set[Side]]:
    rows = db.session.execute(
        select(Debrief.application_id, Debrief.side).where(
            Debrief.application_id.in_(application_ids)
        )
    )
    found: defaultdict[int, set[Side]] = defaultdict(set)
    for application_id, side in rows:
        found[application_id].add(side)
    return found


def _credits(application_ids: Collection[int]) -> Mapping[int, Credit]:
    rows = db.session.scalars(select(Credit).where(Credit.application_id.in_(application_ids)))
    return {credit.application_id: credit for credit in rows}
