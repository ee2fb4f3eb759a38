"""Questions about saved paths and job wishes; nothing here changes anything."""

from collections.abc import Collection

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload

from talentgrow.audit import service as audit
from talentgrow.audit.models import StatusChange
from talentgrow.graph.types import Profile
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.jobs.models import Bridge
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import NotFound
from talentgrow.mobility.models import JobInterest, JobWish, SavedPath
from talentgrow.mobility.states import PathStatus
from talentgrow.people import queries as people
from talentgrow.people.models import Assignment, Person, Site
from talentgrow.skills import queries as skills


def visible_to(actor: Actor) -> Select[SavedPath]:
    """Select the saved paths the actor may read: their own, and those shared by their reports."""
    own = (SavedPath.person_id == actor.person_id) & (SavedPath.status != PathStatus.DROPPED)
    shared = (SavedPath.status == PathStatus.SHARED) & SavedPath.person_id.in_(actor.report_ids)
    return select(SavedPath).where(or_(own, shared))


def get_visible(actor: Actor, path_id: int) -> SavedPath:
    """Return one saved path with its owner and target.

    :raises NotFound: no such path, or not one which the actor may read
    """
    path = db.session.scalar(
        visible_to(actor)
        .where(SavedPath.id == path_id)
        .options(joinedload(SavedPath.person), joinedload(SavedPath.target))
    )
    if path is None:
        raise NotFound(_("This path does not exist."))
    return path


def saved_by(actor: Actor, person_id: int) -> list[SavedPath]:
    """Return the paths of one person which the actor may read, the newest first."""
    return list(
        db.session.scalars(
            visible_to(actor)
            .where(SavedPath.person_id == person_id)
            .options(joinedload(SavedPath.target))
            .order_by(SavedPath.saved_at.desc(), SavedPath.id.desc())
        )
    )


def shared_with(actor: Actor) -> list[SavedPath]:
    """Return the paths which the actor's reports share with them, the newest first."""
    return _of_people(actor, actor.report_ids)


def own_and_shared(actor: Actor) -> tuple[list[SavedPath], list[SavedPath]]:
    """Return one's own paths and those which reports share, the newest first, in one statement."""
    found = _of_people(actor, {actor.person_id or 0, *actor.report_ids})
    own = [path for path in found if actor.is_person(path.person_id)]
    return own, [path for path in found if path not in own]


def _of_people(actor: Actor, person_ids: Collection[int]) -> list[SavedPath]:
    return list(
        db.session.scalars(
            visible_to(actor)
            .where(SavedPath.person_id.in_(person_ids))
            .options(joinedload(SavedPath.target), joinedload(SavedPath.person))
            .order_by(SavedPath.saved_at.desc(), SavedPath.id.desc())
        )
    )


def profile_of(person_id: int) -> Profile:
    """Return where somebody stands today: job, unit and skill levels."""
    assignment = people.current_assignment(person_id)
    return Profile(
        job=assignment.job_id if assignment else None,
        unit=assignment.unit_id if assignment else None,
        levels=skills.levels_of(person_id),
    )


def standing_of(person_id: int) -> tuple[Profile, dict[int, JobWish]]:
    """Return where somebody stands today and what they said about jobs, in one statement less."""
    held = people.held_today(person_id).subquery()
    rows = db.session.execute(
        select(held.c.job_id, held.c.unit_id, JobInterest.job_id, JobInterest.wish)
        .select_from(Person)
        .outerjoin(held, held.c.person_id == Person.id)
        .outerjoin(JobInterest, JobInterest.person_id == Person.id)
        .where(Person.id == person_id)
        .order_by(JobInterest.job_id)
    ).all()
    job, unit = rows[0][:2] if rows else (None, None)
    interests = {about: wish for *_post, about, wish in rows if about is not None}
    return Profile(job=job, unit=unit, levels=skills.levels_of(person_id)), interests


def interests_of(person_id: int) -> dict[int, JobWish]:
    """Return what a person said about jobs, by job id."""
    rows = db.session.execute(
        select(JobInterest.job_id, JobInterest.wish)
        .where(JobInterest.person_id == person_id)
        .order_by(JobInterest.job_id)
    )
    return dict(rows.all())


def saved_to(actor: Actor, target_id: int) -> list[SavedPath]:
    """Return the paths to one job which the actor saved, the newest first."""
    return list(
        db.session.scalars(
            visible_to(actor)
            .where(SavedPath.person_id == actor.person_id, SavedPath.target_id == target_id)
            .order_by(SavedPath.saved_at.desc(), SavedPath.id.desc())
        )
    )


def history_of(path: SavedPath) -> list[StatusChange]:
    """Return the steps in the life of a saved path, the oldest first."""
    return list(
        db.session.scalars(
            select(StatusChange)
            .where(StatusChange.subject == audit.name_of(path))
            .order_by(StatusChange.at, StatusChange.id)
        )
    )


def people_by_site(job_ids: Collection[int]) -> dict[int, dict[str, int]]:
    """Return how many people hold each job today at each site; those without a site under ""."""
    rows = db.session.execute(
        select(
            Assignment.job_id,
            func.coalesce(Site.name, ""),
            func.count(Assignment.person_id.distinct()),
        )
        .outerjoin(Site, Site.id == Assignment.site_id)
        .where(Assignment.job_id.in_(job_ids), people.is_current())
        .group_by(Assignment.job_id, Site.name)
        .order_by(Assignment.job_id, Site.name)
    )
    found: dict[int, dict[str, int]] = {job_id: {} for job_id in job_ids}
    for job_id, site, count in rows:
        found[job_id][site] = count
    return found


def bridges_among(job_ids: Collection[int]) -> dict[tuple[int, int], Bridge]:
    """Return the bridges HR declared between some jobs, by source and target."""
    rows = db.session.scalars(
        select(Bridge)
        .where(Bridge.source_id.in_(job_ids), Bridge.target_id.in_(job_ids))
        .order_by(Bridge.id)
    )
    return {(bridge.source_id, bridge.target_id): bridge for bridge in rows}
