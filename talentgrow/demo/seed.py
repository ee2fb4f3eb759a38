"""Fill an empty database with the demo company."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from sqlalchemy import func, insert, select

from talentgrow.auth import service as auth
from talentgrow.auth.models import Account
from talentgrow.demo import (
    claims_story,
    content,
    imports_story,
    notices_story,
    records,
    skill_story,
)
from talentgrow.demo.company import company
from talentgrow.demo.kept import keep_path
from talentgrow.demo.stories import jobs as job_story
from talentgrow.demo.stories.missions import story as missions_story
from talentgrow.demo.stories.talents import story as talents_story
from talentgrow.demo.stories.visits import story as visits_story
from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.jobs.models import Bridge, Job, JobFamily, Requirement
from talentgrow.kernel.access import SYSTEM, Role
from talentgrow.kernel.text import search_key
from talentgrow.mobility import snapshot
from talentgrow.people.models import Assignment, Person, Site, Unit
from talentgrow.skills import alike
from talentgrow.skills.models import Skill, SkillClaim, SkillFamily

ORGANISATION = "Hélianne"
# What Inès, the first employee among the demo accounts, wants to become.
TARGET = "FX-PLA"
PASSWORD = "grow-talent-here"  # noqa: S105
GRANTED = frozenset({Role.HR, Role.ADMIN})
DAYS_A_MONTH = 30.44
Ids = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account a visitor may use."""

    email: str
    name: str
    role: str


def is_empty() -> bool:
    """Tell whether nobody works here yet."""
    return not db.session.scalar(select(func.count()).select_from(Person))


def accounts() -> list[DemoAccount]:
    """Return the demo accounts of this database; none when it holds other data."""
    demo = company(today=clock.today())
    names = {person.employee_number: person for person in demo.people}
    sites = {site.code: site.name for site in demo.catalogue.sites}
    wanted = [
        (names[one.person], f"HR of {sites[one.site]}" if one.site else one.role)
        for one in demo.accounts
    ]
    known = set(
        db.session.scalars(
            select(Account.email).where(Account.email.in_([person.email for person, _ in wanted]))
        )
    )
    return [
        DemoAccount(person.email, person.name, role)
        for person, role in wanted
        if person.email in known
    ]


def fill(*, now: datetime) -> None:
    """Store the demo company, its accounts and its mobility graph."""
    demo = company(today=now.date())
    catalogue = demo.catalogue
    skills = _skills(catalogue)
    jobs = _jobs(catalogue, skills)
    people = _people(demo.people)
    _assignments(demo.assignments, catalogue, people=people, jobs=jobs)
    _bridges(demo, people=people, jobs=jobs, now=now)
    skill_story.tell(skills, now=now)
    job_story.tell(catalogue, jobs, author_id=people[demo.bridge_author], now=now)
    _levels(demo.skill_levels, people=people, skills=skills)
    _accounts(demo.accounts, people, now=now)
    alike.find()
    snapshot.rebuild()
    employee = next(account for account in demo.accounts if account.role == "employee")
    keep_path(people[employee.person], jobs[TARGET], now=now)
    claims_story.tell(now=now)
    imports_story.tell(now=now)
    missions_story.tell(now=now)
    talents_story.tell(now=now)
    visits_story.tell(now=now)
    # Last: no mail leaves for any notice of the stories above.
    notices_story.welcome(now=now)


def _store(model: Any, rows: list[dict[str, Any]]) -> None:
    db.session.execute(insert(model), rows)


def _ids(model: Any) -> Ids:
    return dict(db.session.execute(select(model.code, model.id)).all())


def _skills(catalogue: content.Catalogue) -> Ids:
    _store(
        SkillFamily,
        [
            {"code": family.code, "name_fr": family.name.fr, "name_en": family.name.en}
            for family in catalogue.skill_families
        ],
    )
    families = _ids(SkillFamily)
    _store(
        Skill,
        [
            {
                "code": skill.code,
                "family_id": families[skill.family],
                "kind": skill.kind,
                "name_fr": skill.name.fr,
                "name_en": skill.name.en,
                "description_fr": skill.description.fr,
                "description_en": skill.description.en,
                "search_key": search_key(f"{skill.name.fr} {skill.name.en}"),
            }
            for skill in catalogue.skills
        ],
    )
    return _ids(Skill)


def _jobs(catalogue: content.Catalogue, skills: Ids) -> Ids:
    _store(
        JobFamily,
        [
            {
                "code": family.code,
                "name_fr": family.name.fr,
                "name_en": family.name.en,
                "colour": family.colour,
            }
            for family in catalogue.job_families
        ],
    )
    families = _ids(JobFamily)
    _store(
        Job,
        [
            {
                "code": job.code,
                "family_id": families[job.family],
                "grade": job.grade,
                "title_fr": job.title.fr,
                "title_en": job.title.en,
                "description_fr": job.description.fr,
                "description_en": job.description.en,
                "search_key": search_key(f"{job.title.fr} {job.title.en}"),
            }
            for job in catalogue.jobs
        ],
    )
    jobs = _ids(Job)
    _store(
        Requirement,
        [
            {
                "job_id": jobs[job.code],
                "skill_id": skills[need.skill],
                "level": need.level,
                "importance": need.importance,
            }
            for job in catalogue.jobs
            for need in job.needs
        ],
    )
    return jobs


def _people(people: tuple[records.Person, ...]) -> Ids:
    _store(
        Person,
        [
            asdict(person) | {"search_key": search_key(f"{person.name} {person.employee_number}")}
            for person in people
        ],
    )
    return dict(db.session.execute(select(Person.employee_number, Person.id)).all())


def _units(catalogue: content.Catalogue) -> Ids:
    """Store the units, parents first, as they come."""
    ids: dict[str, int] = {}
    for unit in catalogue.units:
        stored = Unit(
            code=unit.code,
            name_fr=unit.name.fr,
            name_en=unit.name.en,
            parent_id=ids[unit.parent] if unit.parent else None,
        )
        db.session.add(stored)
        db.session.flush()
        ids[unit.code] = stored.id
    return ids


def _assignments(
    assignments: tuple[records.Assignment, ...],
    catalogue: content.Catalogue,
    *,
    people: Ids,
    jobs: Ids,
) -> None:
    units = _units(catalogue)
    _store(
        Site,
        [
            {"code": site.code, "name": site.name, "country": site.country}
            for site in catalogue.sites
        ],
    )
    sites = _ids(Site)
    _store(
        Assignment,
        [
            {
                "person_id": people[assignment.person],
                "job_id": jobs[assignment.job],
                "unit_id": units[assignment.unit],
                "site_id": sites[assignment.site],
                "manager_id": people[assignment.manager] if assignment.manager else None,
                "started_on": assignment.started_on,
                "ended_on": assignment.ended_on,
            }
            for assignment in assignments
        ],
    )


def _bridges(demo: records.Company, *, people: Ids, jobs: Ids, now: datetime) -> None:
    _store(
        Bridge,
        [
            {
                "source_id": jobs[bridge.source],
                "target_id": jobs[bridge.target],
                "note_fr": bridge.note.fr,
                "note_en": bridge.note.en,
                "author_id": people[demo.bridge_author],
                "declared_at": now - timedelta(days=bridge.declared_months_ago * DAYS_A_MONTH),
            }
            for bridge in demo.catalogue.bridges
        ],
    )


def _levels(levels: tuple[records.SkillLevel, ...], *, people: Ids, skills: Ids) -> None:
    _store(
        SkillClaim,
        [
            {
                "person_id": people[level.person],
                "skill_id": skills[level.skill],
                "level": level.level,
                "source": level.source,
                "author_id": people[level.author],
                "at": datetime.combine(level.stated_on, time(12), UTC),
            }
            for level in levels
        ],
    )


def _accounts(accounts: tuple[records.DemoAccount, ...], people: Ids, *, now: datetime) -> None:
    sites = _ids(Site)
    for account in accounts:
        auth.open_account(
            db.session.get_one(Person, people[account.person]),
            PASSWORD,
            roles=GRANTED & {Role(account.role)},
            by=SYSTEM,
            now=now,
            places=auth.Places(site_ids=frozenset({sites[account.site]} if account.site else ())),
        )
