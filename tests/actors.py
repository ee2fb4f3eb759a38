"""The people whom every rule is tried on: who they are to the person with id 1."""

from talentgrow.kernel.access import SYSTEM, Actor, Role

OWNER = 1
EMPLOYEE = frozenset({Role.EMPLOYEE})
ACTORS = {
    "owner": Actor(OWNER, EMPLOYEE),
    "manager": Actor(2, EMPLOYEE | {Role.MANAGER}, frozenset({OWNER, 7})),
    "other manager": Actor(3, EMPLOYEE | {Role.MANAGER}, frozenset({8})),
    "colleague": Actor(4, EMPLOYEE),
    "hr": Actor(5, EMPLOYEE | {Role.HR}),
    "admin": Actor(6, EMPLOYEE | {Role.ADMIN}),
    "nobody": SYSTEM,
}
# Whoever is not signed in never reaches a rule: the web edge turns them away.
SIGNED_IN = ACTORS.keys() - {"nobody"}


def rows(table):
    """Return (rule, subject, actor, may) for each actor and each line of a table.

    A line is (rule, subject, names of those who may).
    """
    return [
        (name, subject, actor, actor in who)
        for name, subject, who in table
        for actor in sorted(SIGNED_IN if who == SIGNED_IN else ACTORS)
    ]
