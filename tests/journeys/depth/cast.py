"""Who plays the story in each language, and what the pages say to them."""

from dataclasses import dataclass

from talentgrow.demo import seed

HR = "sophie.marchal@helianne.example"
ADMINISTRATOR = "sacha.delmas@helianne.example"
SOMEBODY_ELSE = "ines.caradec"  # works in Angers, which neither story limits HR to
PASSWORD = seed.PASSWORD


@dataclass(frozen=True)
class Person:
    """Somebody whom the import brings."""

    number: str
    first: str
    last: str

    @property
    def name(self):
        return f"{self.first} {self.last}"

    @property
    def email(self):
        return f"{self.number.lower()}@helianne.example"


@dataclass(frozen=True)
class Story:
    """Everything that differs between the two languages; the people and skills do not meet."""

    language: str
    families: tuple[str, str]
    job: str
    site: str
    manager: Person
    employee: Person
    peer: Person
    local_hr: Person
    elsewhere: Person
    merged: str
    kept: str
    words: dict[str, str]


FRENCH = Story(
    language="fr",
    families=("N11", "N13"),
    job="Magasinage et préparation de commandes",
    site="Rennes",
    manager=Person("FR01", "Nora", "Abgrall"),
    employee=Person("FR02", "Léa", "Quentric"),
    peer=Person("FR03", "Tom", "Jézéquel"),
    local_hr=Person("FR04", "Maïa", "Kervella"),
    elsewhere=Person("FR05", "Zoé", "Valjean"),
    merged="Gestion des stocks et des approvisionnements",
    kept="Pilotage des stocks",
    words={
        "upload": "Déposer",
        "families": "De quelles familles",
        "preview": "Voir ce qui changerait",
        "would_add": "métiers seraient ajoutés",
        "load": "Les charger",
        "loaded": "métiers ont été ajoutés",
        "look": "Regarder le fichier",
        "check": "Vérifier le fichier",
        "wrong": "12 lignes sont à corriger",
        "correction": "Le fichier à corriger, XLSX",
        "to_mend": "À corriger",
        "again": "Choisir le fichier corrigé",
        "sound": "Tout va bien, le fichier peut être enregistré",
        "store": "Enregistrer",
        "stored": "Le fichier est enregistré",
        "merge": "Fusionner avec une autre",
        "search": "Rechercher",
        "compare": "Comparer",
        "merge_them": "Fusionner",
        "merged": "fait maintenant partie de cette compétence",
        "invite": "Envoyer l’invitation",
        "invited": "reçoit un mail avec un lien",
        "mail": "Votre accès à TalentGrow",
        "part": "Oui, pour les sites et unités ci-dessous",
        "store_roles": "Enregistrer les rôles",
        "roles_stored": "Les rôles sont enregistrés",
        "choose_password": "Enregistrer ce mot de passe",
        "password_stored": "Votre mot de passe est enregistré",
        "add_line": "Ajouter cette ligne",
        "ask_peer": "Demander à ce collègue",
        "give_word": "Donner mon regard",
        "another": "Répondre avec un autre niveau",
        "beside": "Ajouter mon avis",
        "both": "Deux avis, gardés tous les deux",
        "own": "4, déclaré par vous",
        "seen": "4, vu par Tom Jézéquel",
        "told": "2, confirmé par Nora",
        "make_token": "Créer un jeton",
        "copy": "Copiez ce jeton maintenant",
        "csv": "CSV",
        "found": "personnes trouvées",
    },
)
ENGLISH = Story(
    language="en",
    families=("H15", "H25"),
    job="Management et ingénierie qualité industrielle",
    site="Birmingham",
    manager=Person("EN01", "Clare", "Thornbury"),
    employee=Person("EN02", "Amy", "Wexford"),
    peer=Person("EN03", "Ben", "Ashdown"),
    local_hr=Person("EN04", "Ruth", "Penhale"),
    elsewhere=Person("EN05", "Jack", "Loxley"),
    merged="Démarche qualité",
    kept="Quality system",
    words={
        "upload": "Upload",
        "families": "Which families",
        "preview": "See what would change",
        "would_add": "jobs would be added",
        "load": "Load them",
        "loaded": "jobs were added",
        "look": "Look at the file",
        "check": "Check the file",
        "wrong": "12 lines have something to mend",
        "correction": "The file to mend, XLSX",
        "to_mend": "To mend",
        "again": "Choose the mended file",
        "sound": "Nothing is wrong, the file can be stored",
        "store": "Store it",
        "stored": "The file is stored",
        "merge": "Merge with another",
        "search": "Search",
        "compare": "Compare",
        "merge_them": "Merge them",
        "merged": "is part of this skill now",
        "invite": "Send the invitation",
        "invited": "gets a mail with a link",
        "mail": "Your access to TalentGrow",
        "part": "Yes, for the sites and units below",
        "store_roles": "Store the roles",
        "roles_stored": "The roles are stored",
        "choose_password": "Store this password",
        "password_stored": "Your password is stored",
        "add_line": "Add this line",
        "ask_peer": "Ask this colleague",
        "give_word": "Give my word",
        "another": "Answer with another level",
        "beside": "Put my view beside",
        "both": "Two views, both kept",
        "own": "4, declared by you",
        "seen": "4, seen by Ben Ashdown",
        "told": "2, confirmed by Clare",
        "make_token": "Make a token",
        "copy": "Copy this token now",
        "csv": "CSV",
        "found": "people found",
    },
)
