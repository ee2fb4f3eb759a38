"""What somebody could try next whose application has ended without a word."""

from collections.abc import Collection, Mapping

from sqlalchemy import select

from talentgrow.infra.db import db, reading
from talentgrow.infra.logs import log
from talentgrow.missions.applications.models import Application, NextStep
from talentgrow.missions.models import Mission
from talentgrow.missions.recommend.compiled import is_open
from talentgrow.missions.recommend.ranking import suggested
from talentgrow.missions.recommend.together import first_for

# By person: the mission that would grow them most, None where there is none.
Doors = Mapping[int, int | None]


def ahead(person_ids: Collection[int]) -> Doors:
    """Choose for many people before anything is held, as it takes longer than what follows.

    What is chosen here may be over when it is needed; `open_next` looks again.
    """
    try:
        with reading():
            return first_for(person_ids)
    # One person whose record is broken is looked at alone, with the step that is theirs.
    except Exception:
        log.exception("no next steps could be chosen ahead")
        return {}
    finally:
        db.session.rollback()


def open_next(application: Application, chosen: Doors) -> None:
    """Note the open mission that would grow the person most, else the way to their path."""
    best = _best(application.person_id, chosen)
    application.next_step = NextStep.MISSION if best else NextStep.PATH
    application.next_mission_id = best
    db.session.flush()


def _best(person_id: int, chosen: Doors) -> int | None:
    known = chosen.get(person_id)
    if known is None and person_id in chosen:
        return None
    if known is not None and _is_still_open(known):
        return known
    found = suggested(person_id, 1)
    return found[0].mission if found else None


def _is_still_open(mission_id: int) -> bool:
    still = select(Mission.id).where(Mission.id == mission_id, is_open())
    return db.session.scalar(still) is not None
