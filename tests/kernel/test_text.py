"""Words are found whatever their accents, and are safe where they go."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talentgrow.kernel.text import initials, safe_cell, search_key, slug

WORDS = st.text(max_size=40)


class TestSearchKey:
    @pytest.mark.parametrize(
        ("words", "key"),
        [
            ("Électricité", "electricite"),
            ("ÉLECTRICITÉ", "electricite"),
            ("E\u0301lectricite\u0301", "electricite"),
            ("cœur et sœur", "coeur et soeur"),
            ("CŒUR", "coeur"),
            ("Straße", "strasse"),
            ("Łódź Øre", "lodz ore"),
            ("l’été", "l'ete"),
            ("ﬁn", "fin"),
            ("Ǽthel Ǿ", "aethel o"),
            ("  deux\t mots\n ", "deux mots"),
            ("narrow\u202fspace", "narrow space"),
            ("", ""),
            ("100 %", "100 %"),
            ("مرحبا", "مرحبا"),
        ],
    )
    def test_forgets_accents_case_and_spaces(self, words, key):
        assert search_key(words) == key

    @given(WORDS)
    @settings(database=None)
    def test_a_key_is_its_own_key_once_spaces_are_single(self, words):
        key = search_key(words)

        assert search_key(key) == key
        assert key == " ".join(key.split())

    @given(WORDS)
    @settings(database=None)
    def test_case_never_matters(self, words):
        assert search_key(words.casefold()) == search_key(words)


class TestSlug:
    @pytest.mark.parametrize(
        ("words", "expected"),
        [
            ("Chargé(e) d’études", "charge-e-d-etudes"),
            ("Œuvre", "oeuvre"),
            ("--a--", "a"),
            ("日本", ""),
            ("", ""),
        ],
    )
    def test_keeps_letters_and_digits_only(self, words, expected):
        assert slug(words) == expected

    @given(WORDS)
    @settings(database=None)
    def test_is_always_fit_for_an_address(self, words):
        assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slug(words))


class TestInitials:
    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("Ada Lovelace", "AL"),
            ("Maud Le Goff", "MG"),
            ("Jean-Pierre", "JP"),
            ("ND000123", "ND"),
            ("x", "X"),
            ("élodie", "ÉL"),
            ("", "?"),
            (" - ", "?"),
        ],
    )
    def test_two_capitals_at_most(self, name, expected):
        assert initials(name) == expected


class TestSafeCell:
    @pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
    def test_disarms_what_a_spreadsheet_would_compute(self, formula):
        assert safe_cell(formula) == f"'{formula}"

    @pytest.mark.parametrize("plain", ["Ada", "1-1", "a=b", "", " =1", "é"])
    def test_leaves_plain_words_alone(self, plain):
        assert safe_cell(plain) == plain

    def test_numbers_and_nothing_become_text(self):
        assert (safe_cell(12), safe_cell(None), safe_cell(-3)) == ("12", "", "'-3")
