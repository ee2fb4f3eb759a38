"""Which public jobs are close to a title."""

import random
from dataclasses import replace

import pytest

from talentgrow.kernel.localized import Localized
from talentgrow.packs.matching import Index, stem, words
from talentgrow.packs.reading import read
from tests.packs.conftest import uploads


def close(pack, fr="", en="", **options):
    return [
        pack.jobs[match.place].title.fr or pack.jobs[match.place].title.en
        for match in Index(pack).closest(Localized(fr, en), **options)
    ]


class TestStem:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("directeur", "directrices"),
            ("vendeur", "vendeuses"),
            ("infirmier", "infirmiere"),
            ("technicien", "techniciennes"),
            ("charge", "chargee"),
            ("commercial", "commerciaux"),
            ("logiciel", "logiciels"),
            ("company", "companies"),
        ],
    )
    def test_gender_and_number_do_not_matter(self, one, other):
        assert stem(one) == stem(other)

    def test_short_words_stay(self):
        assert stem("bus") == "bus"

    def test_words_that_join_say_nothing(self):
        assert words("Chargé d’études en R&D") == ["charge", "etudes", "r"]


class TestClosest:
    def test_the_same_title_comes_first(self, rome):
        assert close(rome, "Taille de haies")[0] == "Taille de haies"

    def test_the_person_finds_the_activity(self, rome):
        assert close(rome, "Comptable")[0] == "Comptabilité"
        assert close(rome, "Développeuse logiciel")[0] == "Développement de logiciels"

    def test_both_languages_are_compared(self, esco):
        assert close(esco, "Pilote", "Tractor driver")[0] == "Tractor driver"
        assert close(esco, "Développeuse de logiciels")[0].startswith("Développeur")

    def test_says_which_words_are_shared(self, rome):
        match = Index(rome).closest(Localized("Responsable comptable", ""))[0]

        assert match.words == ("comptabilité",)
        assert 0 < match.score <= 1

    def test_nothing_in_common_gives_nothing(self, rome):
        assert close(rome, "Zoo") == []
        assert close(rome, "") == []
        assert close(rome, "de la") == []

    def test_where_no_title_is_close_the_words_of_skills_help(self, rome):
        (match,) = Index(rome).closest(Localized("Spécialiste du journal", ""))

        assert rome.jobs[match.place].code == "M1203"
        assert (match.title, match.words) == ("", ("journal",))

    def test_a_close_title_comes_before_words_of_skills(self, rome):
        found = close(rome, "Mécanique de tracteurs")

        assert found == ["Conduite de tracteurs", "Taille de haies"]

    def test_another_title_of_the_job_is_found_and_named(self, rome):
        jobs = (replace(rome.jobs[0], other_fr=("Tractoriste",)), *rome.jobs[1:])

        match = Index(replace(rome, jobs=jobs)).closest(Localized("Tractoriste", ""))[0]

        assert (match.place, match.title) == (0, "Tractoriste")

    def test_at_most_so_many_and_always_in_the_same_order(self, rome):
        titles = replace(
            rome, jobs=tuple(replace(j, title=Localized("Vente", "")) for j in rome.jobs)
        )

        matches = Index(titles).closest(Localized("Vente", ""), 2)

        assert [match.place for match in matches] == [0, 1]

    def test_a_pack_without_a_single_word_answers_nothing(self):
        pack = read(uploads({"a.csv": "code_rome,libelle_rome\nA1101,…\n"}))

        assert close(pack, "Vente") == []


class TestRealTitles:
    """How often the right job is found; the measured figures stand in docs/features."""

    def rate(self, pack, queries):
        index = Index(pack)
        found = [[m.place for m in index.closest(query)] for query, _place in queries]
        places = [place for _query, place in queries]
        first = sum(f[:1] == [p] for f, p in zip(found, places, strict=True))
        five = sum(p in f for f, p in zip(found, places, strict=True))
        return first / len(queries), five / len(queries)

    def test_rome_titles_with_one_word_dropped(self, real_pack):
        pack = real_pack("rome")
        chance = random.Random(1)
        queries = [
            (Localized(" ".join(kept), ""), place)
            for place, job in enumerate(pack.jobs)
            if (kept := without_one(job.title.fr.split(), chance))
        ]

        first, five = self.rate(pack, queries)

        assert first > 0.9
        assert five > 0.98

    def test_english_titles_of_esco(self, real_pack):
        pack = real_pack("esco")
        queries = [(Localized("", job.title.en), place) for place, job in enumerate(pack.jobs)]

        first, five = self.rate(pack, queries)

        assert first > 0.99
        assert five > 0.99

    def test_feminine_titles_of_esco(self, real_pack):
        pack = real_pack("esco")
        queries = [
            (Localized(job.title.fr.split("/")[1], ""), place)
            for place, job in enumerate(pack.jobs)
            if job.title.fr.count("/") == 1
        ]

        assert self.rate(pack, queries)[0] > 0.98


def without_one(title, chance):
    """Return a title without one of its words that say something; none if it is too short."""
    telling = [number for number, word in enumerate(title) if words(word)]
    if len(title) < 3:
        return []
    gone = chance.choice(telling)
    return title[:gone] + title[gone + 1 :]
