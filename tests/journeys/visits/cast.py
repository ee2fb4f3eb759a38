"""Who plays, and what they write, in both languages."""

from dataclasses import dataclass

HOUSE = "@helianne.example"
SOPHIE = f"sophie.marchal{HOUSE}"
INES, DENIS, DAMIEN = f"ines.caradec{HOUSE}", f"denis.aubert{HOUSE}", f"damien.texier{HOUSE}"
CLEMENT, AMELIE = f"clement.thibaud{HOUSE}", f"amelie.pineau{HOUSE}"
CAMILLE = f"camille.jarry{HOUSE}"
GUESTS = (DENIS, DAMIEN, CLEMENT, AMELIE, CAMILLE)
NAMES = {
    INES: "Inès Caradec",
    DENIS: "Denis Aubert",
    DAMIEN: "Damien Texier",
    CLEMENT: "Clément Thibaud",
    AMELIE: "Amélie Pineau",
    CAMILLE: "Camille Jarry",
}
# Three in a ring, two of a pair, and one whose wish nobody grants.
WISHES = {
    INES: "Denis Aubert",
    DENIS: "Damien Texier",
    DAMIEN: "Inès Caradec",
    CLEMENT: "Amélie Pineau",
    AMELIE: "Clément Thibaud",
    CAMILLE: "Catherine Lannier",
}
JOIN_BY, FROM, TO = "2026-11-12", "2026-11-30", "2026-12-11"


@dataclass(frozen=True)
class Story:
    """The words of one language."""

    language: str
    round: str
    word: str
    learned: str
    surprised: str
    improve: str
    thanks: str
    host_learned: str


FRENCH = Story(
    language="fr",
    round="Ronde de l’Avent",
    word="Un jour chez un collègue, avant Noël.",
    learned="Une ligne ne s’arrête jamais pour rien.",
    surprised="On décide tout debout, en dix minutes.",
    improve="Un plan du jour lisible depuis la relation client.",
    thanks="Merci, Denis, pour la confiance.",
    host_learned="Nos clients attendent ce que nous appelons un détail.",
)
ENGLISH = Story(
    language="en",
    round="Advent round",
    word="A day with a colleague, before Christmas.",
    learned="A line never stops for nothing.",
    surprised="Everything is decided standing, in ten minutes.",
    improve="A plan of the day that customer relations can read.",
    thanks="Thank you, Denis, for the trust.",
    host_learned="Our customers wait for what we call a detail.",
)
