"""Which level counts, and finding skills."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from talentgrow.kernel.errors import NotFound
from talentgrow.skills import queries, service
from talentgrow.skills.models import ClaimSource, Skill, SkillClaim
from tests.make import NOW

SELF, MANAGER, IMPORT = ClaimSource.SELF, ClaimSource.MANAGER, ClaimSource.IMPORT
DAY = timedelta(days=1)


class TestCurrentLevel:
    @pytest.mark.parametrize(
        ("claims", "level"),
        [
            ([(SELF, 0, 3)], 3),
            ([(SELF, 0, 3), (SELF, 1, 1)], 1),
            ([(SELF, 1, 1), (SELF, 0, 3)], 1),
            ([(SELF, 0, 0)], 0),
            ([(MANAGER, 0, 2), (SELF, 1, 5)], 2),
            ([(SELF, 1, 5), (MANAGER, 0, 2)], 2),
            ([(IMPORT, 0, 2), (SELF, 9, 5)], 2),
            ([(MANAGER, 0, 2), (MANAGER, 1, 4)], 4),
            ([(MANAGER, 1, 4), (IMPORT, 0, 2)], 4),
            ([(MANAGER, 0, 2), (IMPORT, 1, 3), (SELF, 2, 5)], 3),
            # Of two at the same moment the later entered counts.
            ([(SELF, 0, 3), (SELF, 0, 4)], 4),
            ([(MANAGER, 0, 3), (IMPORT, 0, 1)], 1),
        ],
    )
    def test_is_the_newest_that_somebody_else_confirms_else_the_newest_declared(
        self, make, claims, level
    ):
        person, skill = make.person(), make.skill()
        for source, days, claimed in claims:
            make.level(person, skill, claimed, source=source, at=NOW + days * DAY)

        assert queries.levels_of(person.id) == {skill.id: level}

    def test_each_skill_and_each_person_stands_for_itself(self, make):
        ada, bob = make.person("Ada"), make.person("Bob")
        one, other = make.skill("One"), make.skill("Other")
        make.level(ada, other, 4)
        make.level(ada, one, 2)
        make.level(bob, one, 5)

        assert queries.levels_of(ada.id) == {one.id: 2, other.id: 4}
        assert list(queries.levels_of(ada.id)) == sorted([one.id, other.id])

    def test_nobody_has_no_level(self, session):
        assert queries.levels_of(0) == {}

    def test_says_where_it_comes_from_highest_first(self, make):
        ada, boss = make.person("Ada"), make.person("Grace Hopper")
        low, high, same = make.skill("Zz"), make.skill("Mm"), make.skill("Aa")
        make.level(ada, low, 1)
        make.level(ada, high, 4, source=MANAGER, author=boss)
        make.level(ada, same, 1)

        held = queries.held_by(ada.id)

        assert [(one.skill.name.fr, one.level) for one in held] == [("Mm", 4), ("Aa", 1), ("Zz", 1)]
        assert (held[0].author_name, held[0].is_confirmed) == ("Grace Hopper", True)
        assert not held[1].is_confirmed

    def test_an_imported_level_may_have_no_author(self, make, session):
        person, skill = make.person(), make.skill()
        session.add(
            SkillClaim(person_id=person.id, skill_id=skill.id, level=3, source=IMPORT, at=NOW)
        )
        session.commit()

        (held,) = queries.held_by(person.id)

        assert (held.author_name, held.is_confirmed) == ("", True)


class TestStarterSkills:
    def test_give_an_empty_catalogue_skills_in_both_languages(self, session):
        added = service.add_starter_skills()
        session.commit()

        skills = session.scalars(select(Skill)).all()
        assert added == len(skills) > 0
        for skill in skills:
            assert skill.name.fr
            assert skill.name.en
            assert skill.family_id
            assert skill.search_key

    def test_never_touch_a_catalogue_which_has_skills(self, make, session):
        make.skill()

        assert service.add_starter_skills() == 0
        assert session.scalar(select(func.count(Skill.id))) == 1

    def test_come_once(self, session):
        service.add_starter_skills()

        assert service.add_starter_skills() == 0

    def test_are_found_by_words_of_either_language(self, session):
        service.add_starter_skills()
        skill = session.scalars(select(Skill)).first()

        assert skill in queries.search(skill.name.fr)
        assert skill in queries.search(skill.name.en)


class TestSearch:
    @pytest.fixture
    def catalogue(self, make):
        return [
            make.skill("Négociation", "Bargaining"),
            make.skill("Électricité", "Electricity"),
            make.skill("100 % qualité", "Quality_first"),
        ]

    @pytest.mark.parametrize(
        ("words", "found"),
        [
            ("negoc", ["Négociation"]),
            ("BARGAIN", ["Négociation"]),
            ("électri", ["Électricité"]),
            ("%", ["100 % qualité"]),
            ("y_f", ["100 % qualité"]),
            ("zzz", []),
        ],
    )
    def test_finds_by_either_language_and_takes_signs_literally(self, catalogue, words, found):
        assert [skill.name.fr for skill in queries.search(words)] == found

    def test_gives_a_dozen_at_most(self, make):
        for index in range(20):
            make.skill(f"Skill {index:02}")

        assert len(queries.search("skill")) == 12

    def test_by_ids_asks_nothing_for_nothing(self, session, statements):
        with statements() as sent:
            assert queries.by_ids([]) == {}

        assert sent == []

    def test_a_skill_nobody_knows_is_missing(self, session):
        with pytest.raises(NotFound):
            queries.get(999_999)
