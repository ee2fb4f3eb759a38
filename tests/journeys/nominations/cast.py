"""Who plays, and what they write, in both languages."""

from dataclasses import dataclass

SOPHIE, KARIM = "sophie.marchal@helianne.example", "karim.benali@helianne.example"
INES, ELEANOR = "ines.caradec@helianne.example", "eleanor.hughes@helianne.example"
THEO = "theo.garnier@helianne.example"
OPENS, CLOSES, HELD = "2026-11-02", "2026-11-20", "2026-11-23"
LATER, LOOKED_AT, IN_POOL_UNTIL = "2027-03-01", "2027-04-05", "2028-11-30"


@dataclass(frozen=True)
class Story:
    """The words of one language."""

    language: str
    campaign: str
    purpose: str
    criterion: str
    programme: str
    pool: str
    pool_purpose: str
    session: str
    why: str
    offer: str
    why_me: str
    why_him: str
    words: str
    commitment: str
    reason: str
    action: str
    approved: str
    note: str
    looked_at: str


FRENCH = Story(
    language="fr",
    campaign="Talents de décembre",
    purpose="Voir qui veut grandir, et répondre avant Noël.",
    criterion="Ce qui a été fait, et appris, en un an",
    programme="Mener sans commander",
    pool="Relève de décembre",
    pool_purpose="Préparer quatre personnes à mener une équipe.",
    session="Les talents de décembre",
    why="Elle annonce des délais qui tiennent, parce qu’elle va voir comment ils se construisent.",
    offer="Une demi-journée par semaine à la planification",
    why_me="Je forme chaque nouvelle personne à Birmingham depuis deux ans.",
    why_him="Je lis les contrats comme d’autres lisent des romans.",
    words="Je veux comprendre comment un délai se construit.",
    commitment="Apprendre l’ERP le vendredi",
    reason="Quelques semaines à la planification d’abord.",
    action="Six semaines à la planification, avec Maud",
    approved="Vous formez déjà les autres : apprenez à les mener.",
    note="Karim libère une demi-journée dès janvier.",
    looked_at="5 avril 2027",
)
ENGLISH = Story(
    language="en",
    campaign="Talents of December",
    purpose="See who wants to grow, and answer before Christmas.",
    criterion="What was done, and learned, in a year",
    programme="Lead without giving orders",
    pool="The next of December",
    pool_purpose="Prepare four people to lead a team.",
    session="The talents of December",
    why="She announces dates that hold, because she goes to see how they are made.",
    offer="Half a day a week in planning",
    why_me="I have trained every newcomer in Birmingham for two years.",
    why_him="I read contracts as others read novels.",
    words="I want to understand how a date is made.",
    commitment="Learn the ERP on Fridays",
    reason="Some weeks in planning first.",
    action="Six weeks in planning, with Maud",
    approved="You train others already: learn to lead them.",
    note="Karim frees half a day from January.",
    looked_at="5 April 2027",
)
