"""What the codes in kept profiles stand for, so that versions can be told in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from talentgrow.jobs import queries
from talentgrow.jobs.profiles import Differences
from talentgrow.kernel.localized import Localized


@dataclass(frozen=True, slots=True)
class Names:
    """Names by code of the skills and families which some versions speak of."""

    skills: Mapping[str, Localized]
    families: Mapping[str, Localized]

    def skill(self, code: str) -> Localized:
        """Return what a skill is called; one that is gone goes by its code."""
        return self.skills.get(code, Localized(code, code))

    def family(self, code: str) -> Localized:
        """Return what a family is called; one that is gone goes by its code."""
        return self.families.get(code, Localized(code, code))


def names_for(changes: Iterable[Differences], codes: Iterable[str] = ()) -> Names:
    """Look up the names which some changes, and some codes of skills, stand for."""
    wanted = {need.skill for change in changes for need in change.needs} | set(codes)
    families = {family.code: family.name for family in queries.families()}
    return Names(queries.skill_names(wanted) if wanted else {}, families)
