"""Who in HR looks after somebody, by name."""

from collections.abc import Collection

from sqlalchemy import select

from talentgrow.audit import service as audit
from talentgrow.audit.models import StatusChange
from talentgrow.auth import queries as accounts
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import Forbidden
from talentgrow.missions.models import Mission
from talentgrow.missions.states import MissionStatus
from talentgrow.people.models import Person


def hr_of(person_id: int, *, besides: Collection[int] = ()) -> tuple[Person, ...]:
    """Return who answers for somebody in HR, by name: those of their part, else of the whole.

    Nobody answers for themselves, nor do those in `besides`, who have a part in the matter.
    """
    found = accounts.people_in_hr_of(person_id, besides={person_id, *besides})
    return tuple(one for one in found if one.left_on is None)


def refuse_own_work(mission: Mission, by: Actor) -> None:
    """Refuse that somebody publishes for HR what they handed in, even if others own it now.

    :raises Forbidden: it was they who handed it in
    """
    if mission.status is not MissionStatus.SUBMITTED:
        return
    handed_in = select(StatusChange.actor_id).where(
        StatusChange.subject == audit.name_of(mission), StatusChange.move == "submit"
    )
    last = db.session.scalar(handed_in.order_by(StatusChange.id.desc()).limit(1))
    if last is not None and by.is_person(last):
        raise Forbidden(_("You handed it in yourself: a colleague in HR answers."))
