"""What the list of missions can be narrowed to is as it stands now, though it is kept between pages."""

import re

import pytest

from talentgrow.missions.states import MissionStatus


@pytest.fixture
def offered(make, sign_in):
    """Return a function which gives what one choice of the filters offers, in order."""
    client = sign_in(make.person("Inès Caradec", job=make.job()))

    def offered(name, locale="fr"):
        with client.session_transaction() as session:
            session["locale"] = locale
        html = client.get("/missions").text
        choice = re.search(rf'id="missions-{name}".*?</select>', html, re.DOTALL)[0]
        return re.findall(r'<option value="\d+">(.*?)</option>', choice)

    return offered


class TestSkills:
    def test_a_new_name_is_read_at_once_in_both_languages(self, make, session, offered):
        skill, other = make.skill("Achats", "Buying"), make.skill("Vente", "Sales")
        make.mission("Une", needs={skill: 2, other: 2})
        assert (offered("skill"), offered("skill", "en")) == (
            ["Achats", "Vente"],
            ["Buying", "Sales"],
        )

        skill.name_fr, skill.name_en = "Zones", "Zoning"
        session.flush()

        assert (offered("skill"), offered("skill", "en")) == (
            ["Vente", "Zones"],
            ["Sales", "Zoning"],
        )

    def test_those_of_missions_that_come_and_go(self, make, session, offered):
        first = make.mission("Une", needs={make.skill("Achats"): 2})
        assert offered("skill") == ["Achats"]

        make.mission("Autre", needs={make.skill("Vente"): 2})
        assert offered("skill") == ["Achats", "Vente"]

        first.status = MissionStatus.CANCELLED
        session.flush()
        assert offered("skill") == ["Vente"]


class TestPlaces:
    def test_units_stand_under_the_one_above_them_now(self, make, session, offered):
        west, east = make.unit("Ouest"), make.unit("Est")
        below = make.unit("Angers", parent=west)
        assert offered("unit") == ["Est", "Ouest", "\u2003Angers"]

        below.parent_id, east.name_fr = east.id, "Levant"
        session.flush()

        assert offered("unit") == ["Levant", "\u2003Angers", "Ouest"]

    def test_sites_that_are_new_or_called_anew(self, make, session, offered):
        site = make.site("Angers")
        assert offered("site") == ["Angers"]

        site.name = "Rennes"
        make.site("Nantes")
        session.flush()

        assert offered("site") == ["Nantes", "Rennes"]
