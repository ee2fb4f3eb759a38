"""What Inès, her colleagues and Karim say about levels, so that each page has something to show.

People write in their own language, as they would.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from talentgrow.claims import answering, endorsements, queries, service
from talentgrow.claims.service import Evidence
from talentgrow.infra.db import db
from talentgrow.kernel.access import Actor, Role
from talentgrow.people import queries as people
from talentgrow.people.models import Person
from talentgrow.skills.models import Skill, SkillClaim, WishKind

INES = "ines.caradec@helianne.example"
ELEANOR = "eleanor.hughes@helianne.example"
WISHES = {
    "customer-relations": WishKind.USE,
    "listening": WishKind.USE,
    "order-book": WishKind.DEVELOP,
    "erp-orders": WishKind.DEVELOP,
    "lead-time-negotiation": WishKind.DEVELOP,
    "load-planning": WishKind.DEVELOP,
    "phone-canvassing": WishKind.AVOID,
}


@dataclass(frozen=True, slots=True)
class Said:
    """Something said so many days ago, in a language of the people who say it."""

    days: int
    note: str


CONFIRMED = Said(52, "Fiche client des stations de l’Ouest refaite avec l’équipe terrain.")
ADJUSTED = Said(40, "Échanges en anglais avec le site de Leeds, tous les jeudis.")
ADJUSTMENT = Said(
    38, "À l’écrit tout à fait. À l’oral tu passes encore la main quand cela se complique."
)
ERP = Said(20, "Saisie et relance des commandes pendant l’absence de Nadia, en mai.")
ERP_ANSWER = Said(15, "En mai tu suivais la procédure pas à pas, quelqu’un validait derrière toi.")
ERP_DISPUTE = Said(
    4, "La première semaine, oui. Les trois suivantes j’ai traité les relances sans validation."
)
NEGOTIATION = Said(2, "Nouveau délai obtenu pour Nantes Métropole, sans pénalité.")
FACILITATION = Said(9, "J’anime le point du lundi depuis la rentrée.")
TEAM = Said(5, "Reprise des appels du samedi pendant l’été.")
WORDS = (
    Said(34, "Elle retrouve un dossier plus vite que moi."),
    Said(26, "A formé les deux intérimaires de juin."),
)


def tell(*, now: datetime) -> None:
    """Tell the story of a dozen levels; without its people there is none."""
    ines, eleanor = _called(INES), _called(ELEANOR)
    karim = queries.manager_of(ines.id) if ines else None
    if ines is None or eleanor is None or karim is None:
        return
    told = _Story(ines, karim, now)
    for code, wish in WISHES.items():
        service.wish(told.skill(code), wish, person_id=ines.id, by=told.actor(ines), now=now)
    told.endorsed("crm-use", _peers(ines, karim, but=eleanor))
    told.answered("customer-file", 4, CONFIRMED, 4, Said(50, ""))
    told.answered("professional-english", 4, ADJUSTED, 3, ADJUSTMENT)
    seen = told.answered("erp-orders", 3, ERP, 1, ERP_ANSWER)
    answering.disagree(
        seen,
        2,
        note=ERP_DISPUTE.note,
        by=told.actor(ines),
        now=told.ago(ERP_DISPUTE.days),
    )
    told.declared(ines, "lead-time-negotiation", 3, NEGOTIATION, asks=True)
    claim = told.declared(ines, "meeting-facilitation", 4, FACILITATION, asks=False)
    endorsements.ask(
        claim,
        eleanor,
        message="Tu étais au point du 12, j’aimerais ton regard.",
        by=told.actor(ines),
        now=told.ago(1),
    )
    for colleague in _reports(karim, but=ines)[:1]:
        told.declared(colleague, "call-taking", 4, TEAM, asks=True)


class _Story:
    """Says things on behalf of people, as many days ago as they are written."""

    def __init__(self, ines: Person, karim: Person, now: datetime) -> None:
        self.ines = ines
        self.karim = karim
        self.now = now

    def ago(self, days: int) -> datetime:
        """Return the moment some days ago."""
        return self.now - timedelta(days=days)

    def actor(self, person: Person) -> Actor:
        """Return somebody as the services know them."""
        return Actor(person.id, frozenset({Role.EMPLOYEE}))

    def skill(self, code: str) -> Skill:
        """Return a skill of the demo's catalogue."""
        return db.session.scalars(select(Skill).where(Skill.code == code)).one()

    def declared(
        self, person: Person, code: str, level: int, said: Said, *, asks: bool
    ) -> SkillClaim:
        """Let somebody declare a level with an example."""
        moment = self.ago(said.days)
        claim = service.declare(
            self.skill(code),
            level,
            person_id=person.id,
            by=self.actor(person),
            now=moment,
            evidence=Evidence(
                note=said.note,
                last_used_on=date(moment.year, moment.month, 1),
                wants_answer=asks,
            ),
        )
        if claim is None:
            raise ValueError(f"{code} was declared before")
        return claim

    def answered(
        self, code: str, level: int, said: Said, answer: int, answered: Said
    ) -> SkillClaim:
        """Let Inès declare a level and Karim answer it; return his answer."""
        claim = self.declared(self.ines, code, level, said, asks=True)
        return answering.answer(
            claim,
            answer,
            note=answered.note,
            by=self.actor(self.karim),
            now=self.ago(answered.days),
        )

    def endorsed(self, code: str, peers: Sequence[Person]) -> None:
        """Let colleagues give a word about a level which Inès declared."""
        claim = queries.newest_declared(self.ines.id, self.skill(code).id)
        for peer, word in zip(peers, WORDS, strict=False):
            if claim is None:
                return
            request = endorsements.ask(
                claim, peer, by=self.actor(self.ines), now=self.ago(word.days + 3)
            )
            endorsements.endorse(
                request,
                claim.level,
                note=word.note,
                by=self.actor(peer),
                now=self.ago(word.days),
            )


def _called(email: str) -> Person | None:
    return db.session.scalar(select(Person).where(Person.email == email))


def _reports(manager: Person, *, but: Person) -> Sequence[Person]:
    """Return who reports to somebody, by name."""
    ids = people.report_ids(manager.id) - {but.id}
    found = select(Person).where(Person.id.in_(sorted(ids)), Person.left_on.is_(None))
    return db.session.scalars(found.order_by(Person.search_key, Person.id)).all()


def _peers(ines: Person, karim: Person, *, but: Person) -> Sequence[Person]:
    """Return two colleagues of the same team."""
    return [peer for peer in _reports(karim, but=ines) if peer.id != but.id][-2:]
