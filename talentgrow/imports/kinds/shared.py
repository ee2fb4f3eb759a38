"""Columns which several kinds of file have."""

from typing import Any

from talentgrow.imports.kinds.columns import NO_WORDS, NOTHING, Column, Holds
from talentgrow.kernel.localized import Localized

EMPLOYEE_NUMBER = Column(
    "employee_number",
    Localized("Matricule", "Employee number"),
    ("employee_id", "employee", "numéro de salarié", "salarié", "personnel number"),
    is_required=True,
    is_exact=True,
    example=Localized("E1042", "E1042"),
)
FIRST_NAME = Column(
    "first_name",
    Localized("Prénom", "First name"),
    ("given name",),
    about=NOTHING,
    example=Localized("Inès", "Inès"),
    stays_when_empty=True,
)
LAST_NAME = Column(
    "last_name",
    Localized("Nom", "Last name"),
    ("surname", "family name", "nom de famille"),
    about=NOTHING,
    example=Localized("Caradec", "Caradec"),
    stays_when_empty=True,
)
EMAIL = Column(
    "email",
    Localized("Courriel", "E-mail"),
    ("mail", "email address", "adresse électronique", "adresse e-mail"),
    Holds.ADDRESS,
    about=NOTHING,
    example=Localized("ines.caradec@exemple.fr", "ines.caradec@example.com"),
    stays_when_empty=True,
)
JOB = Column(
    "job",
    Localized("Métier", "Job"),
    ("job title", "job code", "position", "emploi", "poste", "intitulé du poste", "code métier"),
    is_required=True,
    about=Localized("son code ou son intitulé", "its code or its title"),
    example=Localized("Pilote de flux", "Flow coordinator"),
)
SKILL = Column(
    "skill",
    Localized("Compétence", "Skill"),
    ("skill name", "skill code", "competency", "code compétence"),
    is_required=True,
    about=Localized(
        "son code, son nom ou un autre de ses noms", "its code, its name or another of its names"
    ),
    example=Localized("Négociation", "Negotiation"),
)
FAMILY = Column(
    "family",
    Localized("Famille", "Family"),
    ("job_family", "skill family", "famille de métiers", "famille de compétences", "filière"),
    about=Localized("créée si elle est nouvelle", "created if it is new"),
    example=Localized("Flux", "Flows"),
)
GRADE = Column(
    "grade",
    Localized("Grade", "Grade"),
    ("level", "niveau", "classe"),
    Holds.NUMBER,
    example=Localized("3", "3"),
)


def text_pair(
    stem: str,
    name: Localized,
    french: tuple[str, ...] = (),
    english: tuple[str, ...] = (),
    example: Localized = NO_WORDS,
    **options: Any,
) -> tuple[Column, Column]:
    """Return the column of a text in French and the one in English; `name` is what it is called.

    A heading that names no language means the one it is written in.
    """
    return (
        Column(
            f"{stem}_fr",
            Localized(f"{name.fr} (français)", f"{name.en} (French)"),
            (name.fr, f"{name.fr} fr", f"{name.en} fr", *french),
            example=Localized(example.fr, example.fr),
            **options,
        ),
        Column(
            f"{stem}_en",
            Localized(f"{name.fr} (anglais)", f"{name.en} (English)"),
            (
                f"{name.en} en",
                f"{name.fr} en",
                *((name.en,) if name.en != name.fr else ()),
                *english,
            ),
            example=Localized(example.en, example.en),
            **options,
        ),
    )
