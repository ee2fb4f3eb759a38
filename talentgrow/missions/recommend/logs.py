"""What was suggested to those who acted on it, so that the rules can be judged later."""

import json
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from talentgrow.graph.matching import RULE_VERSION, Ask, Fit, Seeker, StretchRules
from talentgrow.graph.stretch.fitting import fit
from talentgrow.graph.types import Importance
from talentgrow.infra.db import db
from talentgrow.missions.models import Mission, SuggestionLog
from talentgrow.missions.recommend import seekers
from talentgrow.missions.recommend.fits import asks_of


class Act(StrEnum):
    """What somebody did with a suggestion."""

    READ_WHY = "read_why"
    SAVED = "saved"
    APPLIED = "applied"


def note(person_id: int, mission: Mission, act: str, *, now: datetime) -> SuggestionLog | None:
    """Keep how a mission fitted somebody when they acted on it; nothing for who opted out.

    Who does the same again while nothing has changed leaves one row.
    """
    asker = seekers.asker(person_id)
    if asker.opted_out:
        return None
    known, rules = asker.seeker, seekers.stretch_rules()
    asks = asks_of([mission.id])[mission.id]
    inputs = json.dumps(_inputs(known, asks, rules), separators=(",", ":"))
    last = _last(person_id, mission.id, Act(act))
    if last is not None and (last.inputs, last.rule_version) == (inputs, RULE_VERSION):
        return last
    found = fit(known, mission.id, asks, rules=rules)
    kept = SuggestionLog(
        person_id=person_id,
        mission_id=mission.id,
        at=now,
        act=Act(act),
        zone=found.zone,
        gap=found.gap,
        score=found.score,
        rule_version=RULE_VERSION,
        inputs=inputs,
    )
    db.session.add(kept)
    db.session.flush()
    return kept


def recomputed(kept: SuggestionLog) -> Fit:
    """Compute a suggestion again from what was kept of it alone."""
    inputs = json.loads(kept.inputs)
    asks = [Ask(s, needed, to, Importance(how)) for s, needed, to, how in inputs["skills"]]
    return fit(
        _seeker(inputs["person"]), kept.mission_id, asks, rules=StretchRules(**inputs["rules"])
    )


def _last(person_id: int, mission_id: int, act: Act) -> SuggestionLog | None:
    return db.session.scalar(
        select(SuggestionLog)
        .where(
            SuggestionLog.person_id == person_id,
            SuggestionLog.mission_id == mission_id,
            SuggestionLog.act == act,
        )
        .order_by(SuggestionLog.id.desc())
        .limit(1)
    )


def _inputs(known: Seeker, asks: list[Ask], rules: StretchRules) -> dict[str, Any]:
    """Return what a suggestion was computed from; of a person only what the mission is about."""
    skills = sorted(ask.skill for ask in asks)
    person = {
        "levels": _some(known.levels, skills),
        "assumed": _some(known.assumed, skills),
        "aims": _some(known.aims, skills),
        "has_aims": bool(known.aims),
        "develop": [one for one in skills if one in known.develop],
        "use": [one for one in skills if one in known.use],
        "avoid": [one for one in skills if one in known.avoid],
        "appetite": known.appetite,
    }
    return {
        "person": person,
        "skills": sorted((a.skill, a.needed, a.grown_to, a.importance.value) for a in asks),
        "rules": {name: getattr(rules, name) for name in StretchRules.__slots__},
    }


def _some(levels: Mapping[int, int], skills: list[int]) -> list[tuple[int, int]]:
    return [(skill, levels[skill]) for skill in skills if skill in levels]


def _seeker(person: Mapping[str, Any]) -> Seeker:
    # Whoever aims at something else only still aims at something: 0 stands for no skill.
    nothing_here = {0: 0} if person["has_aims"] else {}
    return Seeker(
        levels=dict(person["levels"]),
        assumed=dict(person["assumed"]),
        aims=nothing_here | dict(person["aims"]),
        develop=frozenset(person["develop"]),
        use=frozenset(person["use"]),
        avoid=frozenset(person["avoid"]),
        appetite=person["appetite"],
    )
