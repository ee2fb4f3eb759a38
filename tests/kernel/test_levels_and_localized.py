"""The scale has six steps in two languages; a text is never silent in one of them."""

import pytest

from talentgrow.kernel.levels import HIGHEST, LEVELS, LOWEST, is_level
from talentgrow.kernel.localized import LOCALES, Localized


class TestLevels:
    @pytest.mark.parametrize("number", range(LOWEST, HIGHEST + 1))
    def test_each_level_has_words_in_both_languages(self, number):
        assert is_level(number)
        assert LEVELS[number].fr
        assert LEVELS[number].en
        assert LEVELS[number].fr != LEVELS[number].en

    @pytest.mark.parametrize("number", [-1, 6, 99, -(10**9), 10**30])
    def test_nothing_lies_beyond_the_scale(self, number):
        assert not is_level(number)

    def test_the_scale_has_no_step_without_words(self):
        assert len(LEVELS) == HIGHEST - LOWEST + 1


class TestLocalized:
    @pytest.mark.parametrize(
        ("fr", "en", "locale", "expected"),
        [
            ("Métier", "Job", "fr", "Métier"),
            ("Métier", "Job", "en", "Job"),
            ("Métier", "", "en", "Métier"),
            ("", "Job", "fr", "Job"),
            ("Métier", "Job", "de", "Métier"),
            ("", "", "en", ""),
        ],
    )
    def test_speaks_the_language_or_the_other_one(self, fr, en, locale, expected):
        assert Localized(fr, en).in_(locale) == expected

    def test_is_french_where_nobody_says_a_language(self):
        assert str(Localized("Métier", "Job")) == "Métier"
        assert str(Localized("", "Job")) == "Job"

    def test_the_house_speaks_two_languages(self):
        assert LOCALES == ("fr", "en")
