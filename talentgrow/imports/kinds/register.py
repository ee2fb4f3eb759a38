"""Every kind of file that can be imported, by name: also the layout that exports write."""

from talentgrow.imports.kinds.catalogue import BRIDGES, JOBS, REQUIREMENTS, SKILLS
from talentgrow.imports.kinds.columns import Kind
from talentgrow.imports.kinds.organisation import ASSIGNMENTS, PEOPLE, PERSON_SKILLS, UNITS

# In the order in which a new house imports them: what is named must be there already.
KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        UNITS,
        PEOPLE,
        JOBS,
        ASSIGNMENTS,
        SKILLS,
        REQUIREMENTS,
        PERSON_SKILLS,
        BRIDGES,
    )
}


def headings(name: str, language: str) -> list[str]:
    """Return the first line of a file of one kind, in one language.

    >>> headings("bridges", "fr")[:2]
    ['Du métier', 'Vers le métier']
    """
    return [column.heading.in_(language) for column in KINDS[name].columns]


def guess(found: list[str]) -> Kind:
    """Return the kind which headings fit best: nothing missing, then most columns recognised.

    >>> guess(["Matricule", "Métier", "Date de début"]).name
    'assignments'
    """

    def fit(kind: Kind) -> tuple[bool, int, int]:
        matched = kind.match(found)
        needed = sum(column.is_required for column in kind.columns)
        return not kind.missing(matched), len(matched), needed

    return max(KINDS.values(), key=fit)
