"""Files about people: who they are, where they work, what they did and what they can do."""

from talentgrow.imports.kinds.columns import NOTHING, Column, Finding, Holds, Kind, Values
from talentgrow.imports.kinds.problems import Reason
from talentgrow.imports.kinds.shared import (
    EMAIL,
    EMPLOYEE_NUMBER,
    FAMILY,
    FIRST_NAME,
    GRADE,
    JOB,
    LAST_NAME,
    SKILL,
    text_pair,
)
from talentgrow.kernel.localized import Localized
from talentgrow.people.models import Gender

# What people, colleagues and managers said here is not for a file to say again: read back, it
# would count as confirmed by another system.
READ_BACK = "import"
SOURCES = {
    "self": Localized("déclaré", "declared"),
    "peer": Localized("collègue", "colleague"),
    "manager": Localized("manager", "manager"),
    "mission": Localized("mission", "mission"),
    "visit": Localized("visite", "visit"),
    "certificate": Localized("certificat", "certificate"),
    READ_BACK: Localized("import", "import"),
}
GENDERS: dict[str, Localized] = {
    Gender.WOMAN: Localized("femme", "woman"),
    Gender.MAN: Localized("homme", "man"),
    Gender.OTHER: Localized("autre", "other"),
}
# Letters of both languages and the codes of ISO 5218, which French payroll files use too.
GENDER_CODES: dict[str, tuple[str, ...]] = {
    Gender.WOMAN: ("F", "W", "female", "féminin", "Mme", "2"),
    Gender.MAN: ("M", "H", "male", "masculin", "1"),
    Gender.OTHER: ("X", "non binaire", "non-binary", "9"),
}
LANGUAGES = {"fr": Localized("français", "French"), "en": Localized("anglais", "English")}


def _order_of_days(values: Values) -> list[Finding]:
    started, ended = values.get("started_on"), values.get("ended_on")
    wrong = started is not None and ended is not None and ended < started
    return [("ended_on", Reason.ENDS_BEFORE_START)] if wrong else []


PEOPLE = Kind(
    "people",
    Localized("Personnes", "People"),
    (
        EMPLOYEE_NUMBER,
        FIRST_NAME,
        LAST_NAME,
        EMAIL,
        Column(
            "locale",
            Localized("Langue", "Language"),
            ("locale", "langue préférée"),
            Holds.CHOICE,
            choices=LANGUAGES,
            about=NOTHING,
            example=Localized("français", "French"),
            stays_when_empty=True,
        ),
        Column(
            "timezone",
            Localized("Fuseau horaire", "Time zone"),
            ("time zone", "fuseau"),
            Holds.ZONE,
            about=NOTHING,
            example=Localized("Europe/Paris", "Europe/Paris"),
            stays_when_empty=True,
        ),
        # Unlike a name, it can be taken away by the file that brought it.
        Column(
            "gender",
            Localized("Sexe", "Gender"),
            ("genre", "sex"),
            Holds.CHOICE,
            choices=GENDERS,
            spellings=GENDER_CODES,
            about=Localized(
                "seulement compté par groupes ; vide : rien n’est gardé",
                "only counted in groups; empty: nothing is kept",
            ),
            example=Localized("femme", "woman"),
        ),
    ),
    key=("employee_number",),
)

UNITS = Kind(
    "units",
    Localized("Unités", "Units"),
    (
        Column(
            "code",
            Localized("Code", "Code"),
            ("unit code", "code unité", "code de l’unité"),
            is_required=True,
            example=Localized("ANG-LOG", "ANG-LOG"),
        ),
        *text_pair(
            "name",
            Localized("Nom", "Name"),
            ("unité", "nom de l’unité"),
            ("unit", "unit name"),
            example=Localized("Logistique Angers", "Logistics Angers"),
            stays_when_empty=True,
            about=NOTHING,
        ),
        Column(
            "parent_code",
            Localized("Unité parente", "Parent unit"),
            ("parent", "parent code", "rattachement", "code parent"),
            about=Localized("vide : tout en haut", "empty: at the top"),
        ),
    ),
    key=("code",),
)

ASSIGNMENTS = Kind(
    "assignments",
    Localized("Affectations", "Assignments"),
    (
        EMPLOYEE_NUMBER,
        JOB,
        Column(
            "started_on",
            Localized("Date de début", "First day"),
            ("start", "start date", "from", "début", "du", "depuis le", "premier jour"),
            Holds.DAY,
            is_required=True,
            example=Localized("01/03/2024", "2024-03-01"),
        ),
        Column(
            "ended_on",
            Localized("Date de fin", "Last day"),
            ("end", "end date", "to", "fin", "au", "dernier jour"),
            Holds.DAY,
            about=Localized("vide : toujours en poste", "empty: still there"),
        ),
        FAMILY,
        GRADE,
        Column(
            "unit",
            Localized("Unité", "Unit"),
            ("department", "team", "service", "direction", "équipe"),
            about=Localized("son code ou son nom", "its code or its name"),
            example=Localized("Logistique Angers", "Logistics Angers"),
        ),
        Column(
            "site",
            Localized("Site", "Site"),
            ("location", "lieu", "établissement"),
            example=Localized("Angers", "Angers"),
        ),
        Column(
            "manager",
            Localized("Responsable", "Manager"),
            ("manager_id", "n+1", "matricule du manager", "matricule du responsable"),
            about=Localized("matricule du responsable", "employee number of the manager"),
            is_exact=True,
        ),
        FIRST_NAME,
        LAST_NAME,
        EMAIL,
    ),
    key=("employee_number", "job", "started_on"),
    check=_order_of_days,
)

PERSON_SKILLS = Kind(
    "person-skills",
    Localized("Compétences des personnes", "Skills of people"),
    (
        EMPLOYEE_NUMBER,
        SKILL,
        Column(
            "level",
            Localized("Niveau", "Level"),
            ("niveau atteint", "skill level"),
            Holds.LEVEL,
            is_required=True,
            example=Localized("3", "3"),
        ),
        Column(
            "stated_on",
            Localized("Constaté le", "As of"),
            ("date", "assessed on", "date d’évaluation", "évalué le"),
            Holds.PAST_DAY,
            about=Localized("vide : le jour de l’import", "empty: the day of the import"),
            example=Localized("15/01/2026", "2026-01-15"),
        ),
        Column(
            "last_used_on",
            Localized("Utilisée pour la dernière fois le", "Last used on"),
            ("last used", "dernière utilisation"),
            Holds.PAST_DAY,
        ),
        Column(
            "source",
            Localized("D’où vient le niveau", "Where the level comes from"),
            ("source", "provenance"),
            Holds.CHOICE,
            choices=SOURCES,
            about=Localized(
                "écrite par nos exports : seul « import » est relu",
                "written by our exports: only “import” is read back",
            ),
        ),
    ),
    key=("employee_number", "skill", "stated_on"),
)
