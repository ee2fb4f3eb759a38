"""What can be done with job profiles. Functions flush; the web edge commits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError

from talentgrow.audit import service as audit
from talentgrow.graph.types import Importance
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.jobs import queries, versions
from talentgrow.jobs.models import Job, JobCode, JobTag, JobVersion, Requirement, Tag
from talentgrow.jobs.profiles import fingerprint, profile_of
from talentgrow.jobs.signals import catalogue_changed
from talentgrow.kernel.access import SYSTEM, Actor
from talentgrow.kernel.errors import DomainError
from talentgrow.kernel.origin import Origin
from talentgrow.kernel.text import search_key
from talentgrow.skills import queries as skills

CREATED = audit.Kind("jobs.created", "code")
CHANGED = audit.Kind("jobs.changed", "version", "note")
RETIRED = audit.Kind("jobs.retired", "code")
BROUGHT_BACK = audit.Kind("jobs.brought_back", "code")
DELETED = audit.Kind("jobs.deleted", "code")


class JobCodeTaken(DomainError):
    """Another job has this code."""


class ProfileChanged(DomainError):
    """Somebody changed the profile after the page was opened."""


class NoSuchSkill(DomainError):
    """A job asks only for skills of the catalogue."""


class JobHasHistory(DomainError):
    """A job which people held, or which something points to, cannot be deleted."""


@dataclass(frozen=True)
class NeedValues:
    """A job asks for a skill at a level."""

    skill_id: int
    level: int
    importance: Importance
    origin: Origin = Origin.OWN


@dataclass(frozen=True, kw_only=True)
class JobValues:
    """Everything a job profile says."""

    title_fr: str
    title_en: str
    description_fr: str
    description_en: str
    family_id: int | None
    grade: int | None
    is_temporary: bool
    tags: frozenset[Tag]
    # Pairs of scheme and code, such as ("rome", "M1402").
    codes: frozenset[tuple[str, str]]
    needs: tuple[NeedValues, ...]


def create(code: str, values: JobValues, *, by: Actor, now: datetime, note: str = "") -> Job:
    """Add a job to the catalogue; its first version is what it says now.

    :raises JobCodeTaken: another job has the code
    :raises NoSuchSkill: a skill is not in the catalogue
    """
    if queries.by_code(code) is not None:
        raise JobCodeTaken(_("Another job has this code."))
    _check_skills(need.skill_id for need in values.needs)
    job = Job(code=code, title_fr=values.title_fr, title_en=values.title_en)
    db.session.add(job)
    db.session.flush()
    job = queries.get_for_change(job.id)
    _apply(job, values)
    job = queries.get_for_change(job.id)
    versions.keep(job.id, profile_of(job), by=by, now=now, note=note)
    audit.record(CREATED, job, by=by, now=now, code=code)
    catalogue_changed.send(job)
    return job


def edit(
    job: Job, values: JobValues, *, seen: str, by: Actor, now: datetime, note: str = ""
) -> JobVersion | None:
    """Change what a job says, as a new version; saving what it says already makes none.

    `job` comes from `queries.get_for_change`, which lets one change at a time through; `seen` is
    the mark of the profile from which the change was written.

    :raises ProfileChanged: the profile is not the one that was seen
    :raises NoSuchSkill: a skill is not in the catalogue
    """
    before = profile_of(job)
    if fingerprint(before) != seen:
        raise ProfileChanged(_("Somebody changed this profile while you were writing."))
    _check_skills(need.skill_id for need in values.needs)
    _apply(job, values)
    return _kept(queries.get_for_change(job.id), before, by=by, now=now, note=note)


def add_requirements(
    job: Job, needs: Sequence[NeedValues], *, by: Actor, now: datetime, note: str = ""
) -> int:
    """Let a job ask for more skills, as a new version; return how many it did not ask for before.

    What the job says already of a skill stays as it is.

    :raises NoSuchSkill: a skill is not in the catalogue
    """
    job = queries.get_for_change(job.id)
    before = profile_of(job)
    known = {need.skill_id for need in job.requirements}
    missing = {need.skill_id: need for need in needs if need.skill_id not in known}
    if not missing:
        return 0
    _check_skills(missing)
    db.session.add_all(_requirement(job, need) for need in missing.values())
    db.session.flush()
    _kept(queries.get_for_change(job.id), before, by=by, now=now, note=note)
    return len(missing)


def restore(job: Job, version: JobVersion, *, by: Actor, now: datetime, note: str) -> bool:
    """Let a job say again what it said in an old version; tell whether that changes anything.

    A skill, a family or a tag which exists no more is left out.
    """
    before = profile_of(job)
    _apply(job, _values_of(version))
    kept = _kept(queries.get_for_change(job.id), before, by=by, now=now, note=note)
    return kept is not None


def retire(job: Job, *, by: Actor, now: datetime) -> None:
    """Take a job out of the lists; careers and the graph go on knowing it."""
    if job.retired_at is None:
        job.retired_at = now
        audit.record(RETIRED, job, by=by, now=now, code=job.code)
        db.session.flush()


def bring_back(job: Job, *, by: Actor, now: datetime) -> None:
    """Put a retired job back into the lists."""
    if job.retired_at is not None:
        job.retired_at = None
        audit.record(BROUGHT_BACK, job, by=by, now=now, code=job.code)
        db.session.flush()


def delete(job: Job, *, by: Actor, now: datetime) -> None:
    """Remove a job which nobody ever held and nothing points to, with its versions.

    :raises JobHasHistory: somebody held it, a bridge, a path or a wish names it
    """
    refused = JobHasHistory(
        _("This job has a history: retire it instead, and it leaves the lists.")
    )
    if queries.was_ever_held(job.id):
        raise refused
    audit.record(DELETED, job, by=by, now=now, code=job.code)
    try:
        with db.session.begin_nested():
            for owned in (*job.requirements, *job.tags, *job.codes, *versions.rows_of(job.id)):
                db.session.delete(owned)
            db.session.flush()
            db.session.delete(job)
            db.session.flush()
    except IntegrityError as error:
        raise refused from error
    catalogue_changed.send(job)


def _kept(
    job: Job, before: dict[str, object], *, by: Actor, now: datetime, note: str
) -> JobVersion | None:
    """Keep a version of a changed job, tell the trail and whoever computes from jobs."""
    profile = profile_of(job)
    if profile == before:
        return None
    # The state before the first change, and what came another way than through here.
    versions.catch_up(job.id, before, by=SYSTEM, now=now)
    version = versions.keep(job.id, profile, by=by, now=now, note=note)
    audit.record(CHANGED, job, by=by, now=now, version=version.number, note=note)
    catalogue_changed.send(job)
    return version


def _apply(job: Job, values: JobValues) -> None:
    """Write values into a wholly loaded job; it must be loaded anew to be read."""
    job.title_fr, job.title_en = values.title_fr, values.title_en
    job.description_fr, job.description_en = values.description_fr, values.description_en
    job.search_key = search_key(f"{values.title_fr} {values.title_en}")
    job.family_id, job.grade = values.family_id, values.grade
    job.is_temporary = values.is_temporary
    _apply_tags(job, values.tags)
    _apply_codes(job, values.codes)
    _apply_needs(job, {need.skill_id: need for need in values.needs})
    db.session.flush()


def _apply_tags(job: Job, tags: frozenset[Tag]) -> None:
    for row in job.tags:
        if row.tag not in tags:
            db.session.delete(row)
    for tag in sorted(tags - {row.tag for row in job.tags}):
        db.session.add(JobTag(job_id=job.id, tag=tag))


def _apply_codes(job: Job, codes: frozenset[tuple[str, str]]) -> None:
    known = {(row.scheme, row.code): row for row in job.codes}
    for pair, row in known.items():
        if pair not in codes:
            db.session.delete(row)
    for scheme, code in sorted(codes - known.keys()):
        db.session.add(JobCode(job_id=job.id, scheme=scheme, code=code))


def _apply_needs(job: Job, wanted: dict[int, NeedValues]) -> None:
    """Bring what a job asks for to what is wanted; a changed requirement is the company's own."""
    known = {row.skill_id: row for row in job.requirements}
    for skill_id, row in known.items():
        need = wanted.get(skill_id)
        if need is None:
            db.session.delete(row)
        elif (row.level, row.importance) != (need.level, need.importance):
            row.level, row.importance, row.origin = need.level, need.importance, Origin.OWN
    db.session.add_all(
        _requirement(job, need) for skill_id, need in wanted.items() if skill_id not in known
    )


def _check_skills(ids: Iterable[int]) -> None:
    wanted = set(ids)
    if wanted - skills.by_ids(wanted).keys():
        raise NoSuchSkill(_("One of the skills is not in the catalogue any more."))


def _requirement(job: Job, need: NeedValues) -> Requirement:
    return Requirement(
        job_id=job.id,
        skill_id=need.skill_id,
        level=need.level,
        importance=need.importance,
        origin=need.origin,
    )


def _values_of(version: JobVersion) -> JobValues:
    """Return what a version says as values of today's catalogue."""
    profile = version.profile
    found = queries.skill_ids([need["skill"] for need in profile["needs"]])
    codes = (text.partition(":") for text in profile["codes"])
    return JobValues(
        title_fr=profile["title_fr"],
        title_en=profile["title_en"],
        description_fr=profile["description_fr"],
        description_en=profile["description_en"],
        family_id=queries.family_id_of(profile["family"]),
        grade=profile["grade"],
        is_temporary=profile["temporary"],
        tags=frozenset(Tag(tag) for tag in profile["tags"] if tag in set(Tag)),
        codes=frozenset((scheme, code) for scheme, _colon, code in codes),
        needs=tuple(
            NeedValues(found[need["skill"]], need["level"], Importance(need["importance"]))
            for need in profile["needs"]
            if need["skill"] in found
        ),
    )
