"""The columns of a file of assignments: their names in both languages and what they hold."""

from dataclasses import dataclass

from talentgrow.kernel.text import search_key


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `names` are the headings it is known by, in any case and with any accents."""

    field: str
    names: tuple[str, ...]
    is_required: bool = False


COLUMNS = (
    Column(
        "employee_number",
        ("employee_id", "employee number", "employee", "matricule", "numéro de salarié", "salarié"),
        is_required=True,
    ),
    Column(
        "job",
        ("job", "job title", "position", "métier", "emploi", "poste", "intitulé du poste"),
        is_required=True,
    ),
    Column("family", ("job_family", "family", "famille", "famille de métiers", "filière")),
    Column("grade", ("grade", "level", "niveau", "classe")),
    Column("unit", ("unit", "department", "team", "unité", "service", "direction", "équipe")),
    Column("site", ("site", "location", "lieu", "établissement")),
    Column("manager", ("manager", "manager_id", "responsable", "n+1", "matricule du manager")),
    Column(
        "started_on",
        ("started_on", "start", "start date", "from", "début", "date de début", "du", "depuis le"),
        is_required=True,
    ),
    Column("ended_on", ("ended_on", "end", "end date", "to", "fin", "date de fin", "au")),
    Column("first_name", ("first_name", "given name", "prénom")),
    Column("last_name", ("last_name", "surname", "family name", "nom", "nom de famille")),
    Column("email", ("email", "e-mail", "mail", "courriel", "adresse électronique")),
)


def _key(heading: str) -> str:
    return search_key(heading.replace("_", " "))


FIELD_OF = {_key(name): column.field for column in COLUMNS for name in column.names}


def match(headings: list[str]) -> dict[str, int]:
    """Return the position of each column that is recognised; the first of two wins.

    >>> match(["Matricule", "MÉTIER", "Date de début", "Remarque"])
    {'employee_number': 0, 'job': 1, 'started_on': 2}
    """
    found: dict[str, int] = {}
    for position, heading in enumerate(headings):
        field = FIELD_OF.get(_key(heading))
        if field is not None:
            found.setdefault(field, position)
    return found


def missing(found: dict[str, int]) -> list[Column]:
    """Return the required columns which were not recognised."""
    return [column for column in COLUMNS if column.is_required and column.field not in found]
