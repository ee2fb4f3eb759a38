"""Files about the catalogues: jobs, skills, what jobs ask for, bridges between jobs."""

from talentgrow.imports.kinds.columns import NOTHING, Column, Finding, Holds, Kind, Values
from talentgrow.imports.kinds.problems import Reason
from talentgrow.imports.kinds.shared import FAMILY, GRADE, JOB, SKILL, text_pair
from talentgrow.kernel.localized import Localized
from talentgrow.kernel.text import search_key

LONGEST_TEXT = 10_000
TAGS = {
    "emerging": Localized("émergent", "emerging"),
    "shortage": Localized("en tension", "shortage"),
    "at_risk": Localized("fragilisé", "at risk"),
}
SKILL_KINDS = {
    "know_how": Localized("savoir-faire", "know-how"),
    "knowledge": Localized("connaissance", "knowledge"),
    "behaviour": Localized("savoir-être", "behaviour"),
}
IMPORTANCES = {
    "essential": Localized("essentielle", "essential"),
    "useful": Localized("utile", "useful"),
}
BRIDGE_KINDS = {
    "close": Localized("proche", "close"),
    "evolution": Localized("évolution", "evolution"),
}


def _two_jobs(values: Values) -> list[Finding]:
    is_same = search_key(values["source"]) == search_key(values["target"])
    return [("target", Reason.SAME_JOB)] if is_same else []


def _code(*aliases: str, example: str) -> Column:
    return Column(
        "code",
        Localized("Code", "Code"),
        aliases,
        about=Localized(
            "vide : reconnu par son nom, ou fait à partir de lui",
            "empty: recognised by its name, or made from it",
        ),
        example=Localized(example, example),
        stays_when_empty=True,
    )


JOBS = Kind(
    "jobs",
    Localized("Métiers", "Jobs"),
    (
        _code("job code", "code métier", "code emploi", example="FX-PIL"),
        *text_pair(
            "title",
            Localized("Intitulé", "Title"),
            ("métier", "intitulé du métier"),
            ("job", "job title"),
            example=Localized("Pilote de flux", "Flow coordinator"),
            stays_when_empty=True,
            about=NOTHING,
        ),
        FAMILY,
        GRADE,
        Column(
            "tags",
            Localized("Étiquettes", "Tags"),
            ("tag", "étiquette"),
            Holds.CHOICES,
            choices=TAGS,
            about=Localized("séparées par une virgule", "separated by commas"),
            example=Localized("en tension", "shortage"),
        ),
        Column(
            "is_temporary",
            Localized("Temporaire", "Temporary"),
            ("student", "saisonnier"),
            Holds.FLAG,
            about=Localized(
                "oui : hors du graphe de mobilité", "yes: left out of the mobility graph"
            ),
            example=Localized("non", "no"),
        ),
        *text_pair("description", Localized("Description", "Description"), longest=LONGEST_TEXT),
    ),
    key=("code", "title_fr", "title_en"),
    one_of=(("code", "title_fr", "title_en"),),
)

SKILLS = Kind(
    "skills",
    Localized("Compétences", "Skills"),
    (
        _code("skill code", "code compétence", example="NEG"),
        *text_pair(
            "name",
            Localized("Nom", "Name"),
            ("compétence", "libellé"),
            ("skill", "label"),
            example=Localized("Négociation", "Negotiation"),
            stays_when_empty=True,
            about=NOTHING,
        ),
        FAMILY,
        Column(
            "kind",
            Localized("Nature", "Kind"),
            ("type",),
            Holds.CHOICE,
            choices=SKILL_KINDS,
            about=NOTHING,
            example=Localized("savoir-faire", "know-how"),
            stays_when_empty=True,
        ),
        Column(
            "broader",
            Localized("Compétence plus large", "Broader skill"),
            ("broader", "parent", "compétence parente"),
            about=Localized("son code ou son nom", "its code or its name"),
        ),
        Column(
            "aliases",
            Localized("Autres noms", "Other names"),
            ("aliases", "synonyms", "synonymes"),
            Holds.WORDS,
            about=Localized("séparés par |", "separated by |"),
            example=Localized("Marchandage | Négo", "Bargaining | Deal making"),
            longest=LONGEST_TEXT,
            stays_when_empty=True,
        ),
        *text_pair("description", Localized("Description", "Description"), longest=LONGEST_TEXT),
    ),
    key=("code", "name_fr", "name_en"),
    one_of=(("code", "name_fr", "name_en"),),
)

REQUIREMENTS = Kind(
    "requirements",
    Localized("Compétences des métiers", "Skills that jobs ask for"),
    (
        JOB,
        SKILL,
        Column(
            "level",
            Localized("Niveau", "Level"),
            ("niveau attendu", "required level"),
            Holds.NEEDED_LEVEL,
            is_required=True,
            example=Localized("3", "3"),
        ),
        Column(
            "importance",
            Localized("Importance", "Importance"),
            (),
            Holds.CHOICE,
            choices=IMPORTANCES,
            about=Localized(
                "vide : rien ne change, essentielle si nouvelle",
                "empty: nothing changes, essential if new",
            ),
            example=Localized("essentielle", "essential"),
            stays_when_empty=True,
        ),
    ),
    key=("job", "skill"),
)

BRIDGES = Kind(
    "bridges",
    Localized("Passerelles", "Bridges"),
    (
        Column(
            "source",
            Localized("Du métier", "From job"),
            ("from", "source", "de", "métier de départ", "source job"),
            is_required=True,
            about=JOB.about,
            example=Localized("Préparateur de commandes", "Order picker"),
        ),
        Column(
            "target",
            Localized("Vers le métier", "To job"),
            ("to", "target", "vers", "métier d’arrivée", "target job"),
            is_required=True,
            about=JOB.about,
            example=Localized("Pilote de flux", "Flow coordinator"),
        ),
        Column(
            "kind",
            Localized("Type", "Kind"),
            ("type",),
            Holds.CHOICE,
            choices=BRIDGE_KINDS,
            about=Localized(
                "vide : rien ne change, proche si nouvelle",
                "empty: nothing changes, close if new",
            ),
            example=Localized("proche", "close"),
            stays_when_empty=True,
        ),
        *text_pair("note", Localized("Note", "Note"), longest=2_000),
    ),
    key=("source", "target"),
    check=_two_jobs,
)
