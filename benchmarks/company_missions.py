"""Give the made-up company 2,000 missions and 100,000 applications to them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import numpy as np

from talentgrow.graph.types import Importance
from talentgrow.infra import clock
from talentgrow.kernel.text import search_key
from talentgrow.missions.applications.models import Application
from talentgrow.missions.models import Mission, MissionQuestion, MissionSkill, Theme
from talentgrow.missions.states import ApplicationStatus, MissionStatus

MISSIONS, APPLICATIONS, THEMES = 2_000, 100_000, 8
NEEDED, QUESTIONS = 4, 3
# Who owns, reads and waits the most: the person with this id is the manager of the benchmark.
BUSY = 2
# How long a manager may be silent; then HR has the word.
SILENCE = 10
WORDS = ("planning", "délais", "retours", "réseau", "atelier", "énergie", "accueil", "données")
A = ApplicationStatus
ENDED = (A.COMPLETED, A.DECLINED, A.WITHDRAWN, A.EXPIRED, A.OFFER_DECLINED)
Store = Callable[[Any, list[dict[str, Any]]], None]


def fill(store: Store, *, people: int, units: int, sites: int, skills: int) -> None:
    """Store themes, missions, what they need and who applied; of 50 some 20 are open, one waits."""
    random, now = np.random.default_rng(11), clock.now()
    store(
        Theme,
        [
            {"id": n + 1, "name_fr": f"Thème {n}", "name_en": f"Theme {n}", "explanation_fr": "…"}
            for n in range(THEMES)
        ],
    )
    missions = [_mission(n, now, people, units, sites) for n in range(MISSIONS)]
    store(Mission, missions)
    store(MissionSkill, _skills(random, skills))
    store(Application, _applications(random, missions, now, people))
    store(
        MissionQuestion,
        [
            {
                "mission_id": mission + 1,
                "author_id": (mission * 7 + n) % people + 1,
                "text": "Faut-il venir chaque semaine ?",
                "asked_at": now - timedelta(days=n + 2),
                "answer": "Non." if n else "",
                "answered_at": now - timedelta(days=n) if n else None,
                "answered_by_id": mission % people + 1 if n else None,
            }
            for mission in range(MISSIONS)
            for n in range(QUESTIONS)
        ],
    )


def _mission(number: int, now: datetime, people: int, units: int, sites: int) -> dict[str, Any]:
    open_now = number % 5 < 2 or _is_handed_in(number)
    starts = now.date() + timedelta(days=(20 + number % 60) if open_now else -(200 + number % 600))
    title = f"{WORDS[number % 8]} {WORDS[number // 8 % 8]} {number}"
    return {
        "id": number + 1,
        "status": _standing(number),
        "since": now - timedelta(days=number % 40),
        "title_fr": title,
        "title_en": title,
        "tasks_fr": "Relire le carnet\nPréparer deux scénarios",
        "learning_fr": "Lire un carnet\nDire non à une date",
        "search_key": search_key(title),
        "owner_id": BUSY if number < 20 else number % people + 1,
        "unit_id": number % units + 1,
        "site_id": number % sites + 1,
        "theme_id": number % THEMES + 1,
        "seats": 2 + number % 3,
        "taken": 0 if open_now else 1,
        "hours_a_week": float(2 + number % 7),
        "starts_on": starts,
        "ends_on": starts + timedelta(days=90),
        "apply_by": starts - timedelta(days=5),
        "created_at": now - timedelta(days=number % 700 + 41),
        "published_at": now - timedelta(days=number % 700 + 40),
    }


def _is_handed_in(number: int) -> bool:
    return number % 50 == 42


def _standing(number: int) -> MissionStatus:
    if _is_handed_in(number):
        return MissionStatus.SUBMITTED
    return MissionStatus.PUBLISHED if number % 5 < 2 else MissionStatus.COMPLETED


def _skills(random: np.random.Generator, skills: int) -> list[dict[str, Any]]:
    rows = []
    for mission in range(1, MISSIONS + 1):
        for n, skill in enumerate(random.choice(skills, NEEDED, replace=False)):
            needed = int(random.integers(1, 5))
            rows.append(
                {
                    "mission_id": mission,
                    "skill_id": int(skill) + 1,
                    "needed": needed,
                    "importance": Importance.USEFUL if n == 3 else Importance.ESSENTIAL,
                    "grown_to": needed + 1 if n < 2 else None,
                }
            )
    return rows


def _applications(
    random: np.random.Generator, missions: list[dict[str, Any]], now: datetime, people: int
) -> list[dict[str, Any]]:
    rows = []
    each = APPLICATIONS // MISSIONS
    for mission in (one for one in missions if one["status"] is not MissionStatus.SUBMITTED):
        for n, person in enumerate(random.choice(people - 20, each, replace=False) + 20):
            status = _status(n, mission["status"])
            ago = int(random.integers(1, 25)) + (60 if status in ENDED else 0)
            sent = now - timedelta(days=ago)
            rows.append(
                {
                    "mission_id": mission["id"],
                    "person_id": int(person) + 1,
                    "status": status,
                    "since": sent,
                    "sent_at": sent,
                    "message": "Depuis trois ans j’annonce nos délais aux clients.",
                    "manager_id": max(1, (int(person) + 1) // 9),
                    "needs_word": mission["hours_a_week"] > 4,
                    "climbed_at": _climbed_at(status, sent, ago),
                }
            )
    return rows


def _climbed_at(status: ApplicationStatus, sent: datetime, ago: int) -> datetime | None:
    if status is not A.MANAGER_PENDING or ago <= SILENCE:
        return None
    return sent + timedelta(days=SILENCE)


def _status(number: int, mission: MissionStatus) -> ApplicationStatus:
    if mission is not MissionStatus.PUBLISHED:
        return A.COMPLETED if number == 0 else ENDED[1 + number % 4]
    if number < 6:
        return A.UNDER_REVIEW
    return A.MANAGER_PENDING if number < 9 else ENDED[1 + number % 4]
