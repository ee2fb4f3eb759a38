"""Fill a database with a made-up company of 10,000 people and 500 jobs, by the rules of models."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from sqlalchemy import insert

from benchmarks import company_missions, company_talents, company_visits
from talentgrow.auth import service as accounts
from talentgrow.auth import tokens
from talentgrow.claims import notices
from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.jobs.models import Bridge, Job, JobFamily, Requirement
from talentgrow.kernel.access import SYSTEM, Role
from talentgrow.kernel.text import search_key
from talentgrow.mobility import snapshot
from talentgrow.notifications.models import Notice
from talentgrow.people.models import Assignment, Person, Site, Unit
from talentgrow.skills.models import (
    ClaimSource,
    Skill,
    SkillAlias,
    SkillClaim,
    SkillCode,
    SkillFamily,
)

PEOPLE, JOBS, UNITS, SITES, FAMILIES = 10_000, 500, 240, 12, 25
# A catalogue of one’s own, and one as large as ESCO.
SKILLS, ESCO = 1_500, 14_000
NEEDS, CLAIMS, TEAM, ALIASES, NOTICES, BRIDGES = 20, 20, 9, 6, 4, 400
# One level in 30 has an answer of the manager; one such answer in 10 is contested.
ANSWERED, CONTESTED = 30, 10
PASSWORD = "benchmark-only-password"  # noqa: S105
FIRST = ("Inès", "Karim", "Élodie", "Tom", "Zoé", "Noël", "Chloé", "Hugo", "Maël", "Anaïs")
LAST = ("Le Goff", "Benali", "Caradec", "Nguyen", "Dubois", "Müller", "Øster", "Gonçalves")
WORDS = ("pilotage", "qualité", "flux", "énergie", "réseau", "achats", "étude", "essai", "vente")
BATCH = 5_000


@dataclass(frozen=True)
class Readers:
    """Who may read the pages: addresses by role, and the token of a program."""

    addresses: dict[str, str]
    token: str


def fill(*, skills: int = SKILLS) -> Readers:
    """Store the company, with a catalogue of so many skills; return who may sign in."""
    random = np.random.default_rng(7)
    _catalogue(random, skills)
    _people(random)
    _claims(random, skills)
    _answers(random)
    _notices()
    company_missions.fill(_store, people=PEOPLE, units=UNITS, sites=SITES, skills=skills)
    company_talents.fill(_store, people=PEOPLE, team=TEAM, units=UNITS)
    company_visits.fill(_store, people=PEOPLE, jobs=JOBS, units=UNITS, sites=SITES)
    readers = _readers()
    snapshot.rebuild()
    db.session.commit()
    return readers


def _readers() -> Readers:
    addresses = {
        "employee": _email(PEOPLE - 1),
        "manager": _email(1),
        "hr": _email(2),
        "admin": _email(3),
    }
    token = ""
    for role, email in addresses.items():
        person = db.session.query(Person).filter_by(email=email).one()
        roles = {Role(role)} & {Role.HR, Role.ADMIN}
        account = accounts.open_account(person, PASSWORD, roles=roles, by=SYSTEM, now=clock.now())
        if role == "hr":
            _token, token = tokens.issue(
                account, "bench", tokens.SCOPES, 30, by=SYSTEM, now=clock.now()
            )
    return Readers(addresses, token)


def _store(model: Any, rows: list[dict[str, Any]]) -> None:
    for start in range(0, len(rows), BATCH):
        db.session.execute(insert(model), rows[start : start + BATCH])


def _named(number: int, kind: str) -> dict[str, Any]:
    name = f"{kind} {WORDS[number % 9]} {WORDS[number // 9 % 9]} {number}"
    return {
        "id": number + 1,
        "code": f"{kind[:2].upper()}{number}",
        "name_fr": name,
        "name_en": name,
    }


def _skills(count: int) -> None:
    _store(SkillFamily, [_named(n, "domaine") for n in range(FAMILIES)])
    _store(
        Skill,
        [
            named | {"family_id": n % FAMILIES + 1, "search_key": search_key(named["name_fr"])}
            for n in range(count)
            if (named := _named(n, "savoir"))
        ],
    )
    aliases = [
        (skill, f"{WORDS[(skill + n) % 9]} {n} {WORDS[skill % 9]} {skill}")
        for skill in range(1, count + 1)
        for n in range(ALIASES)
    ]
    _store(
        SkillAlias,
        [{"skill_id": id_, "text": text, "search_key": search_key(text)} for id_, text in aliases],
    )
    _store(
        SkillCode,
        [
            {"skill_id": id_, "scheme": "esco", "code": f"http://data.example/skill/{id_}"}
            for id_ in range(1, count + 1)
        ],
    )


def _catalogue(random: np.random.Generator, skills: int) -> None:
    _skills(skills)
    _jobs(random, skills)
    _store(Unit, [_named(n, "unité") | {"parent_id": n // 6 or None} for n in range(UNITS)])
    _store(
        Site,
        [{"id": n + 1, "code": f"S{n}", "name": f"Site {WORDS[n % 9]} {n}"} for n in range(SITES)],
    )


def _jobs(random: np.random.Generator, skills: int) -> None:
    _store(JobFamily, [_named(n, "filière") | {"colour": n % 10} for n in range(FAMILIES)])
    titles = [_named(n, "métier") for n in range(JOBS)]
    _store(
        Job,
        [
            {
                "id": one["id"],
                "code": one["code"],
                "title_fr": one["name_fr"],
                "title_en": one["name_en"],
                "search_key": search_key(one["name_fr"]),
                "family_id": one["id"] % FAMILIES + 1,
                "grade": one["id"] % 7 + 1,
            }
            for one in titles
        ],
    )
    _store(
        Requirement,
        [
            {"job_id": job, "skill_id": int(skill) + 1, "level": int(random.integers(1, 6))}
            for job in range(1, JOBS + 1)
            for skill in random.choice(skills, NEEDS, replace=False)
        ],
    )
    _store(
        Bridge,
        [
            {"source_id": n + 1, "target_id": (n + 7) % JOBS + 1, "declared_at": clock.now()}
            for n in range(BRIDGES)
        ],
    )


def _email(number: int) -> str:
    return f"p{number}@example.org"


def _people(random: np.random.Generator) -> None:
    people = []
    for number in range(PEOPLE):
        first, last = FIRST[number % 10], LAST[number // 10 % 8]
        people.append(
            {
                "id": number + 1,
                "employee_number": f"E{number:05}",
                "first_name": first,
                "last_name": f"{last} {number}",
                "search_key": search_key(f"{first} {last} {number} E{number:05}"),
                "email": _email(number),
                "hired_on": date(2014, 1, 1),
            }
        )
    _store(Person, people)
    rows = []
    for person in range(1, PEOPLE + 1):
        day = date(2014, 1, 1) + timedelta(days=int(random.integers(0, 700)))
        job = int(random.integers(0, JOBS))
        stints = 1 + int(random.integers(0, 4))
        for stint in range(stints):
            ends = day + timedelta(days=int(random.integers(500, 1200)))
            rows.append(
                {
                    "person_id": person,
                    "job_id": job + 1,
                    "unit_id": person // TEAM % UNITS + 1,
                    "site_id": person % SITES + 1,
                    # Everybody’s manager is one of the first thousand, but for the very first.
                    "manager_id": max(1, person // TEAM) if person > 1 else None,
                    "started_on": day,
                    "ended_on": None if stint == stints - 1 else ends - timedelta(days=1),
                }
            )
            day = ends
            near = random.random() < 0.7
            job = int(
                (job // 25 * 25 + random.integers(0, 25)) if near else random.integers(0, JOBS)
            )
    _store(Assignment, rows)


def _claims(random: np.random.Generator, count: int) -> None:
    # A few skills are those of thousands, as everywhere.
    skills = (random.random((PEOPLE, CLAIMS)) ** 2 * count).astype(int) + 1
    levels = random.integers(1, 6, (PEOPLE, CLAIMS))
    confirmed = random.random((PEOPLE, CLAIMS)) < 0.3
    now = clock.now()
    _store(
        SkillClaim,
        [
            {
                "id": person * CLAIMS + n + 1,
                "person_id": person + 1,
                "skill_id": int(skills[person, n]),
                "level": int(levels[person, n]),
                "source": ClaimSource.IMPORT if confirmed[person, n] else ClaimSource.SELF,
                "author_id": person + 1,
                "at": now - timedelta(days=(n + 1) * 10),
                # The newest two of the first few teams wait for an answer.
                "wants_answer": n < 2 and person < 10 * TEAM,
            }
            for person in range(PEOPLE)
            for n in range(CLAIMS)
        ],
    )


def _answers(random: np.random.Generator) -> None:
    """Let managers answer some levels, and people contest some of the answers."""
    now, first = clock.now(), PEOPLE * CLAIMS
    answers: list[dict[str, Any]] = []
    contested = []
    for number, claim in enumerate(range(ANSWERED, first, ANSWERED)):
        asked = db.session.get_one(SkillClaim, claim)
        answer = {
            "id": first + number + 1,
            "person_id": asked.person_id,
            "skill_id": asked.skill_id,
            "level": int(random.integers(1, 5)),
            "source": ClaimSource.MANAGER,
            "author_id": max(1, asked.person_id // TEAM),
            "answers_id": asked.id,
            "at": now - timedelta(days=5, minutes=number),
        }
        answers.append(answer)
        if number % CONTESTED == 0:
            contested.append(
                {
                    **answer,
                    "id": 2 * first + number,
                    "source": ClaimSource.SELF,
                    "level": 5,
                    "author_id": asked.person_id,
                    "answers_id": answer["id"],
                    "at": now - timedelta(days=4, minutes=number),
                }
            )
    db.session.expunge_all()
    _store(SkillClaim, answers)
    _store(SkillClaim, contested)


def _notices() -> None:
    kind, now = notices.CONFIRMED.name, clock.now()
    _store(
        Notice,
        [
            {
                "person_id": person,
                "kind": kind,
                "key": f"bench:{n}",
                "url": f"/skills/{n + 1}",
                "details": {"who": "Karim Benali", "skill": {"fr": "x", "en": "x"}, "level": 3},
                "at": now - timedelta(days=n),
                "mailed_at": now,
            }
            for person in range(1, PEOPLE + 1)
            for n in range(NOTICES if person not in (2, 3, 4, PEOPLE) else 40)
        ],
    )
