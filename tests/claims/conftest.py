"""A team whose members speak about their levels."""

from datetime import timedelta

import pytest

from talentgrow.infra import clock
from talentgrow.kernel.access import Actor, Role


@pytest.fixture
def ago():
    """Return the moment some days ago."""
    return lambda days: clock.now() - timedelta(days=days)


@pytest.fixture
def team(make, sign_in):
    """Karim, his reports Inès and Noé, Eleanor who is a colleague, Sophie of HR."""

    class Team:
        karim = make.person("Karim Benali")
        job = make.job("Clientèle")
        ines = make.person("Inès Caradec", job=job, manager=karim)
        noe = make.person("Noé Adam", job=job, manager=karim)
        eleanor = make.person("Eleanor Hughes", job=job)
        sophie = make.person("Sophie Marchal", role=Role.HR)
        listening = make.skill("Écoute", "Listening")
        flows = make.skill("Flux", "Flow")

        def client(self, person, language="en"):
            return sign_in(person, language=language)

        def actor(self, person):
            reports = {self.ines.id, self.noe.id} if person is self.karim else set()
            return Actor(person.id, frozenset({Role.EMPLOYEE}), frozenset(reports))

    return Team()
