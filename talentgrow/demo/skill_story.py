"""What HR did with the skill catalogue of the demo company, and what waits to be sorted out."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import select

from talentgrow.graph.types import Importance
from talentgrow.infra.db import db
from talentgrow.jobs.models import Requirement
from talentgrow.kernel.text import search_key
from talentgrow.people.models import Assignment
from talentgrow.people.queries import is_current
from talentgrow.skills.models import (
    ClaimSource,
    Skill,
    SkillAlias,
    SkillClaim,
    SkillKind,
    SkillSentence,
)

Ids = Mapping[str, int]

# What people and old files call these skills: words of French, of English, of both.
ALIASES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "spreadsheets": (("Excel", ""), ("Feuille de calcul", "fr"), ("Worksheets", "en")),
    "forklift-driving": (("Cariste", "fr"), ("CACES", "fr"), ("Fork truck", "en")),
    "professional-english": (("Anglais des affaires", "fr"), ("Business English", "en")),
    "load-planning": (("Capacitaire", "fr"), ("Capacity planning", "en")),
    "erp-orders": (("Saisie de commandes", "fr"), ("Order entry", "en")),
    "electrical-safety": (("Habilitation B0 H0", "fr"),),
    "five-s": (("5S", ""),),
}
# A skill, and the wider one of which it is a part.
BROADER = {
    "call-taking": "customer-relations",
    "phone-canvassing": "customer-relations",
    "complaint-resolution": "customer-relations",
    "shaft-sealing": "pump-assembly",
    "torque-tightening": "pump-assembly",
    "rotor-balancing": "pump-assembly",
}
# What a level means where the sentence of the scale is too general.
SENTENCES: Mapping[str, Mapping[int, tuple[str, str]]] = {
    "load-planning": {
        1: (
            "Lit un plan de charge et sait à qui demander.",
            "Reads a load plan and knows whom to ask.",
        ),
        2: (
            "Place les commandes courantes ; fait vérifier les semaines pleines.",
            "Places everyday orders; has full weeks checked.",
        ),
        3: (
            "Tient le plan d’un atelier et annonce les retards avant qu’ils arrivent.",
            "Keeps the plan of one workshop and announces delays before they happen.",
        ),
        4: (
            "Arbitre entre ateliers et explique ses choix aux ventes.",
            "Decides between workshops and explains the choice to sales.",
        ),
    },
    "lead-time-negotiation": {
        2: (
            "Annonce un délai réaliste et propose une livraison partielle.",
            "Announces a realistic date and proposes a partial delivery.",
        ),
        3: (
            "Obtient un délai que les deux côtés tiennent, même quand le client est pressé.",
            "Reaches a date that both sides keep, even with a customer in a hurry.",
        ),
    },
}
# Somebody added what was there under another word: a visitor may merge the two.
TWIN = ("welding-for-repairs", "workshop-welding", "Réparation par soudage", "Welding for repairs")
TWIN_HOLDERS = 3


def tell(skills: Ids, *, now: datetime) -> None:
    """Store other words, wider skills, sentences, and one skill too many."""
    for code, words in ALIASES.items():
        db.session.add_all(
            SkillAlias(skill_id=skills[code], text=text, locale=locale, search_key=search_key(text))
            for text, locale in words
        )
    for code, levels in SENTENCES.items():
        db.session.add_all(
            SkillSentence(skill_id=skills[code], level=level, text_fr=fr, text_en=en)
            for level, (fr, en) in levels.items()
        )
    for code, wider in BROADER.items():
        db.session.get_one(Skill, skills[code]).broader_id = skills[wider]
    _add_twin(skills, now=now)
    db.session.flush()


def _add_twin(skills: Ids, *, now: datetime) -> None:
    """Add a skill that says the same as another: a job asks for both, some people have it."""
    code, original, name_fr, name_en = TWIN
    known = db.session.get_one(Skill, skills[original])
    twin = Skill(
        code=code,
        family_id=known.family_id,
        kind=SkillKind.KNOW_HOW,
        name_fr=name_fr,
        name_en=name_en,
        search_key=search_key(f"{name_fr} {name_en}"),
    )
    db.session.add(twin)
    db.session.flush()
    need = db.session.scalars(
        select(Requirement).where(Requirement.skill_id == known.id).order_by(Requirement.id)
    ).first()
    if need is None:
        return
    db.session.add(
        Requirement(
            job_id=need.job_id, skill_id=twin.id, level=need.level, importance=Importance.USEFUL
        )
    )
    holders = db.session.scalars(
        select(Assignment.person_id)
        .where(Assignment.job_id == need.job_id, is_current())
        .order_by(Assignment.id)
        .limit(TWIN_HOLDERS)
    )
    for place, person_id in enumerate(holders.all()):
        db.session.add(
            SkillClaim(
                person_id=person_id,
                skill_id=twin.id,
                level=place + 1,
                source=ClaimSource.SELF,
                author_id=person_id,
                at=now - timedelta(days=40 + place),
            )
        )
