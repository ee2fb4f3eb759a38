"""Who plays, and what they write, in both languages."""

from dataclasses import dataclass

ELEANOR, SOPHIE = "eleanor.hughes@helianne.example", "sophie.marchal@helianne.example"
INES, KARIM = "ines.caradec@helianne.example", "karim.benali@helianne.example"
THEO = "theo.garnier@helianne.example"
MONTHS = {"starts_on": "2027-01-11", "ends_on": "2027-04-30", "apply_by": "2026-12-18"}
FROM_FEBRUARY = "2027-02-01"
SKILL, NEEDED, GROWN_TO = "erp-orders", 2, 3


@dataclass(frozen=True)
class Story:
    """The words of one language."""

    language: str
    title: str
    tasks: str
    learning: str
    comment: str
    more: str
    message: str
    reason: str
    feedback: str
    door: str
    learned: str
    seen: str
    skill: str
    sent_back: str
    from_february: str
    from_mission: str


FRENCH = Story(
    language="fr",
    title="Remettre les commandes d’aplomb",
    tasks="Relire chaque lundi les commandes bloquées",
    learning="Débloquer une commande dans l’ERP",
    comment="Dites ce que le service fera des dix heures par semaine.",
    more="Le service reprend les commandes bloquées avec vous",
    message="Depuis trois ans j’annonce nos délais aux clients.",
    reason="Elle prépare la revue des délais jusque-là.",
    feedback="Votre connaissance des clients est précieuse, il manque encore l’ERP.",
    door="Yann peut vous donner une heure par semaine sur l’ERP.",
    learned="Je débloque une commande sans appeler Lyon.",
    seen="Elle a repris les commandes bloquées seule dès mars.",
    skill="ERP commandes",
    sent_back="Dites ce que le service fera",
    from_february="1er février",
    from_mission="Remettre les commandes d’aplomb",
)
ENGLISH = Story(
    language="en",
    title="Put the orders straight",
    tasks="Read the blocked orders every Monday",
    learning="Free an order in the ERP",
    comment="Say what the team will do with the ten hours a week.",
    more="The team takes the blocked orders on with you",
    message="For three years I have told customers our delays.",
    reason="She prepares the review of delays until then.",
    feedback="You know the customers well, the ERP is still missing for this.",
    door="Yann can give you an hour a week on the ERP.",
    learned="I free an order without calling Lyon.",
    seen="She took the blocked orders on alone from March.",
    skill="ERP, orders",
    sent_back="Say what the team will do",
    from_february="1 February",
    from_mission="Put the orders straight",
)
