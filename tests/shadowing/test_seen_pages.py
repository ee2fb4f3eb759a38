"""Where what was seen shows: on the record, beside a skill, and to nobody whom it does not concern."""

import pytest

from talentgrow.shadowing.visits.models import Side
from tests.shadowing.seen_scene import OverVisit


@pytest.fixture
def over(make):
    return OverVisit(make).counts()


class TestRecord:
    def test_the_person_reads_it_with_the_certificate(self, over, sign_in, page):
        found = page(sign_in(over.ines), f"/people/{over.ines.id}")

        assert "Jobs seen at work" in found.text
        assert "with Paul Le Gall" in found.text and "Réglage d’une série (en)" in found.text
        assert f"/visits/{over.id}/certificate" in found.links()

    def test_the_manager_reads_it_without(self, over, sign_in, page):
        found = page(sign_in(over.karim), f"/people/{over.ines.id}")

        assert "Jobs seen at work" in found.text
        assert f"/visits/{over.id}/certificate" not in found.links()

    @pytest.mark.parametrize("who", ["eleanor", "paul"])
    def test_colleagues_do_not(self, over, sign_in, page, who):
        found = page(sign_in(getattr(over, who)), f"/people/{over.ines.id}")

        assert "Jobs seen at work" not in found.text and "Usinage" not in found.text

    def test_nothing_stands_there_before_it_counts(self, make, sign_in, page):
        over = OverVisit(make)
        over.write(Side.VISITOR)

        assert "Jobs seen" not in page(sign_in(over.ines), f"/people/{over.ines.id}").text

    def test_speaks_french(self, over, sign_in, page):
        found = page(sign_in(over.ines, language="fr"), f"/people/{over.ines.id}")

        assert "Métiers vus au travail" in found.text and "avec Paul Le Gall" in found.text


class TestSkill:
    def test_says_where_it_was_seen_and_that_it_is_no_level(self, over, sign_in, page):
        found = page(sign_in(over.ines), f"/skills/{over.setting.id}")

        assert "Seen at work on a visit" in found.text
        assert "no level, and changes none" in found.text
        assert "You have no level in it yet." in found.text

    def test_says_nothing_of_others(self, over, sign_in, page):
        assert "Seen at work" not in page(sign_in(over.ines), f"/skills/{over.other.id}").text
