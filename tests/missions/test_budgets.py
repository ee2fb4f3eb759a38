"""Pages about missions ask the database little, for the readers who make them ask most."""

import pytest

from talentgrow.kernel.access import Role
from talentgrow.missions.states import ApplicationStatus as A
from talentgrow.missions.states import MissionStatus as M

MOST = 15


@pytest.fixture
def asks(statements):
    """Return a function which gives what a page asks of the database the second time."""

    def asks(client, address):
        assert client.get(address).status_code == 200
        with statements() as sent:
            assert client.get(address).status_code == 200
        return sent

    return asks


@pytest.fixture
def part(make):
    """Return HR of one unit, who leads somebody there and aims at a job of their path."""
    unit = make.unit("Angers")
    below = make.unit("Flux", parent=unit)
    job, next_job = make.job("Préparateur"), make.job("Planificateur", needs={make.skill("P"): 3})
    paula = make.hr_of(unit)
    make.hr_of(below, name="Valérie Kern")
    make.assignment(paula, job, unit=unit)
    make.saved_path(paula, job, next_job)
    ines = make.person("Inès Caradec")
    make.assignment(ines, job, unit=below, manager=paula)
    return {"unit": unit, "below": below, "paula": paula, "ines": ines, "job": job}


@pytest.fixture
def missions(make, part):
    skills = [make.skill(f"S{number}") for number in range(3)]
    theme, site = make.theme(), make.site("Angers Nord")
    owner = make.person("Maud Le Goff")
    found = [
        make.mission(
            f"Plan {number}",
            owner=owner,
            co_owners=[part["ines"]],
            needs=dict.fromkeys(skills, 2),
            theme_id=theme.id,
            unit_id=part["below"].id,
            site_id=site.id,
        )
        for number in range(25)
    ]
    return found, skills, theme, site


def test_an_employee_reads_a_mission(make, part, missions, sign_in, asks):
    found, *_rest = missions
    reader = make.person("Noé Adam")
    make.assignment(reader, part["job"], unit=part["below"], manager=part["ines"])

    sent = asks(sign_in(reader), f"/missions/{found[0].id}")

    assert len(sent) <= MOST, "\n".join(sent)


class TestHrOfAPart:
    def test_looks_through_missions(self, make, part, missions, sign_in, asks):
        _found, skills, theme, site = missions
        client = sign_in(part["paula"])
        narrow = (
            f"/missions?q=plan+p&unit={part['unit'].id}&skill={skills[0].id}"
            f"&theme={theme.id}&site={site.id}"
        )

        for address in ("/missions", narrow, f"{narrow}&order=newest"):
            sent = asks(client, address)
            assert len(sent) <= MOST, "\n".join(sent)

    def test_reads_a_mission(self, make, part, missions, sign_in, asks):
        found, *_rest = missions
        make.application(found[0], part["ines"], status=A.MANAGER_PENDING, manager=part["paula"])

        sent = asks(sign_in(part["paula"]), f"/missions/{found[0].id}")

        assert len(sent) <= MOST, "\n".join(sent)

    def test_comes_home_with_a_team_and_a_path(self, make, part, missions, sign_in, asks):
        found, *_rest = missions
        make.movers(4, part["job"], make.job("Acheteur"), year=2023)
        make.graph()
        make.application(found[0], part["ines"], status=A.MANAGER_PENDING, manager=part["paula"])
        make.mission("Lue", owner=part["ines"], status=M.SUBMITTED)

        sent = asks(sign_in(part["paula"]), "/")

        assert len(sent) <= MOST, "\n".join(sent)


class TestHrOfAll:
    def test_comes_home_with_a_team_and_a_path(self, make, part, missions, sign_in, asks):
        sophie = make.person("Sophie Marchal", role=Role.HR)
        make.assignment(sophie, part["job"])
        make.assignment(make.person("Noé Adam"), part["job"], manager=sophie)
        make.saved_path(sophie, part["job"], make.job("Chef", needs={make.skill("C"): 4}))
        make.movers(4, part["job"], make.job("Acheteur"), year=2023)
        make.graph()
        make.mission("Lue", owner=part["ines"], status=M.SUBMITTED)

        sent = asks(sign_in(sophie), "/")

        assert len(sent) <= MOST, "\n".join(sent)
