"""Give the made-up company seven campaigns with 4,200 nominees, and talent pools."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from talentgrow.infra import clock
from talentgrow.missions.applications.models import NextStep
from talentgrow.nominations.calibration.models import CalibrationSession, Decision, Outcome
from talentgrow.nominations.models import (
    Campaign,
    CampaignIntent,
    Candidacy,
    Evidence,
    Intent,
    Nomination,
    NominationIntent,
    Nominee,
    Relation,
)
from talentgrow.nominations.pools.models import PoolMembership, TalentPool
from talentgrow.nominations.states import (
    CampaignStatus,
    CandidacyStatus,
    NominationStatus,
    SessionStatus,
)

CAMPAIGNS, NOMINEES, POOLS, MEMBERS = 7, 600, 8, 1_600
# The last but one is in session, the last one is open; all others are published.
IN_SESSION, OPEN = CAMPAIGNS - 1, CAMPAIGNS
# The session is about one unit, in which everybody is nominated.
UNIT = 8
BUSY, HR = 2, 3
WORDS = "Elle a remis la ligne à l’heure en formant les autres, pas en faisant à leur place."
Store = Callable[[Any, list[dict[str, Any]]], None]


def fill(store: Store, *, people: int, team: int, units: int) -> None:
    """Store campaigns, who is nominated in them for what, decisions and pools."""
    now = clock.now()
    store(Campaign, [_campaign(number, now) for number in range(1, CAMPAIGNS + 1)])
    intents = [
        {"campaign_id": number, "intent": intent, "programme_fr": "Premiers pas de manager"}
        for number in range(1, CAMPAIGNS + 1)
        for intent in Intent
    ]
    store(CampaignIntent, intents)
    rows = [
        (at + 1, campaign, person)
        for at, (campaign, person) in enumerate(_nominated(people, team, units))
    ]
    store(Nominee, [_nominee(*row, now) for row in rows])
    store(Nomination, [_nomination(*row, team, now) for row in rows])
    wishes = [
        (at + 1, nominee, campaign, intent)
        for at, (nominee, campaign, intent) in enumerate(
            (number, campaign, intent)
            for number, campaign, _person in rows
            for intent in (Intent.ADVANCEMENT, Intent.PROGRAMME)
        )
    ]
    store(Candidacy, [_wish(*wish, now) for wish in wishes])
    store(
        NominationIntent,
        [
            {"nomination_id": nominee, "intent": intent}
            for _number, nominee, _campaign, intent in wishes
        ],
    )
    store(Evidence, [{"nomination_id": number, "claim_id": number} for number, *_rest in rows])
    _pools(store, people, now)
    store(CalibrationSession, [_session(now)])
    decided = [wish for wish in wishes if wish[2] < IN_SESSION or not wish[0] % 3]
    store(Decision, [_decision(*wish, now) for wish in decided if wish[2] != OPEN])


def _nominated(people: int, team: int, units: int) -> Iterator[tuple[int, int]]:
    """Yield campaign and person: the reader of the benchmark is in all of them."""
    for campaign in range(1, CAMPAIGNS + 1):
        chosen = {(at * 13 + campaign * 7) % people + 1 for at in range(NOMINEES)} | {people}
        if campaign == IN_SESSION:
            chosen |= {one for one in range(1, people + 1) if one // team % units + 1 == UNIT}
        yield from ((campaign, person) for person in sorted(chosen - {HR}))


def _campaign(number: int, now: datetime) -> dict[str, Any]:
    status = {IN_SESSION: CampaignStatus.CLOSED, OPEN: CampaignStatus.OPEN}.get(
        number, CampaignStatus.PUBLISHED
    )
    opens = now.date() - timedelta(days=60 * (OPEN - number) + 10)
    return {
        "id": number,
        "status": status,
        "since": now,
        "name_fr": f"Talents {number}",
        "name_en": f"Talents {number}",
        "purpose_fr": "Voir qui veut grandir.",
        "criteria_fr": "Ce qui a été fait, et appris",
        "opens_on": opens,
        "closes_on": opens + timedelta(days=30),
        "has_nine_box": True,
        "author_id": HR,
        "created_at": now,
    }


def _nominee(number: int, campaign: int, person: int, now: datetime) -> dict[str, Any]:
    return {
        "id": number,
        "campaign_id": campaign,
        "person_id": person,
        "created_at": now,
        "words": "J’aimerais mener une équipe.",
    }


def _nomination(
    number: int, campaign: int, person: int, team: int, now: datetime
) -> dict[str, Any]:
    manager = max(1, person // team)
    return {
        "id": number,
        "campaign_id": campaign,
        "person_id": person,
        "nominee_id": number,
        "nominator_id": manager,
        "submitter_id": manager,
        "relation": Relation.SELF if manager == person else Relation.MANAGER,
        "status": NominationStatus.SUBMITTED,
        "since": now,
        "rationale": WORDS,
        "commitment": "Une journée par semaine libérée",
        "created_at": now,
        "sent_at": now,
    }


def _wish(
    number: int, nominee: int, campaign: int, intent: Intent, now: datetime
) -> dict[str, Any]:
    status = CandidacyStatus.DECIDED
    if campaign == IN_SESSION:
        status = CandidacyStatus.UNDER_REVIEW
    if campaign == OPEN:
        status = CandidacyStatus.ACCEPTED if number % 2 else CandidacyStatus.INFORMED
    return {"id": number, "nominee_id": nominee, "intent": intent, "status": status, "since": now}


def _decision(
    number: int, _nominee_id: int, campaign: int, _intent: Intent, now: datetime
) -> dict[str, Any]:
    outcome = tuple(Outcome)[number % 3]
    values: dict[str, Any] = {
        "candidacy_id": number,
        "outcome": outcome,
        "reason": WORDS,
        "review_on": None,
        "action": "",
        "action_owner_id": None,
        "next_step": None,
        "staged_by_id": HR,
        "staged_at": now,
        "published_at": now if campaign < IN_SESSION else None,
    }
    if outcome is Outcome.NOT_NOW:
        day = now.date() + timedelta(days=90)
        # The manager of the benchmark owes something to a few.
        owner = BUSY if not number % 400 else 900 + number % 60
        values |= {"review_on": day, "action": "Une mission d’abord", "action_owner_id": owner}
    if outcome is Outcome.REJECTED:
        values["next_step"] = NextStep.MENTOR
    return values


def _session(now: datetime) -> dict[str, Any]:
    return {
        "id": 1,
        "campaign_id": IN_SESSION,
        "name_fr": "Une unité",
        "held_on": now.date(),
        "unit_id": UNIT,
        "status": SessionStatus.RUNNING,
        "since": now,
        "author_id": HR,
        "created_at": now,
    }


def _pools(store: Store, people: int, now: datetime) -> None:
    store(
        TalentPool,
        [
            {
                "id": number,
                "name_fr": f"Vivier {number}",
                "name_en": f"Pool {number}",
                "purpose_fr": "Préparer la relève.",
                "author_id": HR,
                "created_at": now,
            }
            for number in range(1, POOLS + 1)
        ],
    )
    store(
        PoolMembership,
        [
            {
                "pool_id": at % POOLS + 1,
                "person_id": people - at * 6,
                "since": now,
                "joined_on": now.date(),
                "until": now.date() + timedelta(days=20 + at % 700),
            }
            for at in range(MEMBERS)
        ],
    )
