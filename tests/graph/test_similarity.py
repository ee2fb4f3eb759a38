"""How near jobs are to one another."""

import numpy as np
import pytest

from talentgrow.graph.model.similarity import compare
from talentgrow.graph.model.titles import both_languages, ladder, words
from talentgrow.graph.rules import Rules
from talentgrow.graph.types import Skill
from talentgrow.kernel.localized import Localized
from tests.graph.organisations import company, job


def nearness(jobs, skills=()):
    return compare(jobs, skills, Rules()).rows(np.arange(len(jobs)))


class TestTitles:
    @pytest.mark.parametrize(
        ("title", "expected"),
        [
            ("ACCOUNT TECHNICIAN II", ("account technician", 2)),
            ("Technicien qualité - niveau 3", ("technicien qualite niveau", 3)),
            ("Développeur senior", ("developpeur", 3)),
            ("Opérateur N2", ("operateur", 2)),
            ("II", ("ii", 0)),
        ],
    )
    def test_the_ending_is_a_rung(self, title, expected):
        assert ladder(Localized(title, "")) == expected

    def test_the_rung_may_stand_in_the_other_language(self):
        assert ladder(Localized("Cheffe d’équipe", "Team leader 2")) == ("team leader", 2)

    def test_accents_case_and_joining_words_do_not_count(self):
        assert words("Chef de l’ÉQUIPE") == words("chef equipe")

    def test_the_same_text_twice_counts_once(self):
        assert both_languages(Localized("Manager", "Manager")) == ["manager"]


class TestNearness:
    def test_titles_alone_give_their_cosine(self):
        jobs = [job(1, "chef atelier"), job(2, "chef atelier"), job(3, "acheteur")]

        found = nearness(jobs)

        assert found[0, 1] == pytest.approx(1)
        assert found[0, 2] == 0

    def test_common_skills_bring_jobs_together(self):
        jobs = [
            job(1, "alpha", needs=[(1, 3), (2, 3)]),
            job(2, "beta", needs=[(1, 3), (2, 3)]),
            job(3, "gamma", needs=[(3, 3), (4, 3)]),
            job(4, "delta gamma", needs=[(4, 3)]),
        ]

        found = nearness(jobs)

        assert found[0, 1] > found[0, 2]

    def test_names_of_skills_bring_jobs_together(self):
        skills = [
            Skill(1, Localized("Négociation achats", "")),
            Skill(2, Localized("Négociation ventes", "")),
            Skill(3, Localized("Soudure", "")),
        ]
        jobs = [
            job(1, "a1", needs=[(1, 3)]),
            job(2, "b2", needs=[(2, 3)]),
            job(3, "c3", needs=[(3, 3)]),
        ]

        found = nearness(jobs, skills)

        assert found[0, 1] > found[0, 2]

    def test_a_job_without_needs_is_neither_near_nor_far_by_skills(self):
        jobs = [
            job(1, "chef atelier", needs=[(1, 3)]),
            job(2, "chef magasin", needs=[(1, 3)]),
            job(3, "chef bureau", needs=[(2, 3)]),
            job(4, "chef projet"),
        ]

        found = nearness(jobs)[0]

        assert found[2] < found[3] < found[1]

    def test_is_symmetric(self):
        found = company()
        near = nearness(found.jobs, found.skills)

        assert np.allclose(near, near.T)

    def test_nothing_to_compare_is_nothing_in_common(self):
        assert not nearness([job(1, "1"), job(2, "2")]).any()
