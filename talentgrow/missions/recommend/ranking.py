"""Open missions in the order in which they would make one person grow."""

from collections.abc import Collection, Iterator

from sqlalchemy import ColumnElement, and_, exists, not_, select
from sqlalchemy.orm import joinedload

from talentgrow.graph.matching import Fit, Seeker
from talentgrow.graph.stretch.open_missions import Ranking, rank
from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.missions.applications import eligibility
from talentgrow.missions.applications.models import Application
from talentgrow.missions.models import Mission, MissionOwner
from talentgrow.missions.recommend.compiled import is_open, open_missions
from talentgrow.missions.recommend.seekers import Asker, asker, stretch_rules
from talentgrow.people import queries as people

# How many missions are looked at together until enough of them suit.
AT_ONCE = 30


def ranked(
    person_id: int, *, among: Collection[int] | None = None, known: Seeker | None = None
) -> tuple[int, ...]:
    """Return the ids of open missions, the most useful stretch first; the newest for opted out.

    Then come comfort, risk and overreach, and last what needs a skill of which the person wants
    to be kept out. Who hands over what is `known` of the person has seen that they did not opt
    out.
    """
    if known is None:
        reader = asker(person_id)
        if reader.opted_out:
            return _newest(among)
        known = reader.seeker
    return rank(open_missions(), known, rules=stretch_rules()).ids(among=among)


def suggested(person_id: int, count: int, *, reader: Asker | None = None) -> tuple[Fit, ...]:
    """Return the missions which would make a person grow most, with the reasons; best first.

    None which they own, have applied to, or may not apply to, none beyond reach, and none for
    who opted out. Who has read what counts of the person already hands it over as `reader`.
    """
    reader = reader or asker(person_id)
    if reader.opted_out:
        return ()
    rules = stretch_rules()
    found = rank(open_missions(), reader.seeker, rules=rules)
    chosen: list[Fit] = []
    for mission_id in _suitable(person_id, found):
        fit = found.missions.fit(reader.seeker, mission_id, rules=rules)
        if fit.learns:
            chosen.append(fit)
        if len(chosen) == count:
            break
    return tuple(chosen)


def _newest(among: Collection[int] | None) -> tuple[int, ...]:
    chosen = select(Mission.id).where(is_open())
    if among is not None:
        chosen = chosen.where(Mission.id.in_(among))
    newest_first = chosen.order_by(Mission.published_at.desc(), Mission.id.desc())
    return tuple(db.session.scalars(newest_first))


def _suitable(person_id: int, found: Ranking) -> Iterator[int]:
    """Yield the ids of missions to which somebody may still apply, in order."""
    within_reach = found.within_reach()
    now, career = clock.now(), people.career(person_id) if within_reach else ()
    for start in range(0, len(within_reach), AT_ONCE):
        some = within_reach[start : start + AT_ONCE]
        rows = db.session.scalars(
            select(Mission)
            .where(Mission.id.in_(some), not_(_is_theirs(person_id)))
            .options(joinedload(Mission.unit), joinedload(Mission.site))
        )
        by_id = {mission.id: mission for mission in rows}
        for mission in (by_id[one] for one in some if one in by_id):
            asked = eligibility.conditions(person_id, mission, now=now, career=career)
            if not any(one.stops for one in asked):
                yield mission.id


def _is_theirs(person_id: int) -> ColumnElement[bool]:
    """Return the condition that somebody owns a mission, or has ever applied to it."""
    owned = exists().where(
        and_(MissionOwner.mission_id == Mission.id, MissionOwner.person_id == person_id)
    )
    applied = exists().where(
        and_(Application.mission_id == Mission.id, Application.person_id == person_id)
    )
    return (Mission.owner_id == person_id) | owned | applied
