"""From the kind of a file to what stores it."""

from collections.abc import Callable

from talentgrow.imports.kinds.reading import Reading
from talentgrow.imports.storing import (
    assignments,
    bridges,
    jobs,
    levels,
    people,
    requirements,
    skills,
    units,
)
from talentgrow.imports.storing.plan import Plan

PLANS: dict[str, Callable[[Reading], Plan]] = {
    "assignments": assignments.plan,
    "bridges": bridges.plan,
    "jobs": jobs.plan,
    "people": people.plan,
    "person-skills": levels.plan,
    "requirements": requirements.plan,
    "skills": skills.plan,
    "units": units.plan,
}


def plan(reading: Reading) -> Plan:
    """Work out what a file would do to the present database; nothing is changed."""
    return PLANS[reading.kind.name](reading)
