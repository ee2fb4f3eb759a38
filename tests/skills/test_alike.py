"""Skills that look alike are proposed, with the reason, until HR has decided."""

import pytest
from sqlalchemy import text

from talentgrow.infra.db import db, writing
from talentgrow.kernel.access import Actor, Role
from talentgrow.skills import alike, likeness
from talentgrow.skills.likeness import Likeness, Words
from talentgrow.skills.merging import merge as merging
from tests.make import NOW, Factory


def reasons(*skills):
    return [pair.why for pair in likeness.pairs(skills, limit=99)]


class TestLikeness:
    @pytest.mark.parametrize(
        ("one", "other", "why"),
        [
            ("Gestion des équipes", "gestion d’equipe", Likeness.SAME_NAME),
            ("Suivre l’actualité", "suivre l'actualité", Likeness.SAME_NAME),
            ("Gestion de projet", "Projet, gestion", Likeness.SAME_WORDS),
            ("Planification", "Plannification", Likeness.SPELLING),
            ("Maintenance hydraulique", "Maintenence hydraulique", Likeness.SPELLING),
        ],
    )
    def test_is_seen(self, one, other, why):
        assert reasons(Words(1, one, ""), Words(2, other, "")) == [why]

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Comprendre le danois parlé", "Comprendre le roumain parlé"),
            ("C++", "C#"),
            ("Habilitation niveau 1", "Habilitation niveau 2"),
            ("Achats", "Ventes"),
            ("", ""),
            ("!!!", "???"),
        ],
    )
    def test_is_not_seen_where_there_is_none(self, one, other):
        assert reasons(Words(1, one, ""), Words(2, other, "")) == []

    def test_names_must_be_close_in_both_languages(self):
        one, other = Words(1, "Dessiner", "Drawing"), Words(2, "Désigner", "Appointing")

        assert reasons(one, other) == []

    def test_an_alias_or_a_code_gives_a_pair_away(self):
        sheet = Words(1, "Tableur", "Spreadsheets", ("Excel",))
        excel = Words(2, "Excel", "Excel")
        one = Words(3, "Un", "", (), (("esco", "http://data.europa.eu/esco/skill/1"),))
        two = Words(4, "Deux", "", (), (("esco", "https://data.europa.eu/esco/skill/1/"),))

        pairs = likeness.pairs([sheet, excel, one, two], limit=9)

        assert [(pair.one, pair.other, pair.why) for pair in pairs] == [
            (3, 4, Likeness.SAME_CODE),
            (1, 2, Likeness.ALIAS),
        ]
        assert pairs[1].detail == "Excel"

    def test_a_public_catalogue_does_not_publish_one_skill_twice(self):
        codes = [(("esco", f"http://data.europa.eu/esco/skill/{n}"),) for n in (1, 2)]
        one = Words(1, "Planification", "", (), codes[0])

        assert reasons(one, Words(2, "Plannification", "", (), codes[1])) == []
        assert reasons(one, Words(2, "Plannification", "")) == [Likeness.SPELLING]

    def test_the_surest_come_first_and_each_pair_once(self):
        skills = [
            Words(5, "Planification", "Planning", ("Ordonnancement",)),
            Words(2, "Planifications", "Planning", ("Ordonnancement",)),
            Words(9, "Plannification", "Planing"),
        ]

        pairs = likeness.pairs(skills, limit=2)

        assert [(pair.one, pair.other) for pair in pairs] == [(2, 5), (2, 9)]
        assert pairs == likeness.pairs(skills[::-1], limit=2)


class TestPairs:
    @pytest.fixture
    def hr(self, make):
        return Actor(make.person(role=Role.HR).id, frozenset({Role.HR}))

    @pytest.fixture
    def pair(self, make, session):
        one, other = make.skill("Gestion de projet", "A"), make.skill("Gestion des projets", "B")
        assert alike.find() == 1
        session.commit()
        return one, other

    def shown(self, session):
        return alike.with_skills(list(session.scalars(alike.pairs())))

    def test_are_kept_for_the_page(self, pair, session):
        (shown,) = self.shown(session)

        assert (shown.one, shown.other) == pair
        assert (shown.likeness.why, alike.count()) == (Likeness.SAME_NAME, 1)

    def test_found_again_they_are_still_there_once(self, pair, session):
        alike.find()

        assert len(self.shown(session)) == 1

    def test_said_to_be_different_they_are_not_proposed_again(self, pair, session, hr):
        alike.distinguish(*reversed(pair), "Deux métiers.", by=hr, now=NOW)
        alike.distinguish(*pair, "", by=hr, now=NOW)
        alike.find()

        assert self.shown(session) == []
        ((said, one, other),) = alike.distinctions()
        assert (said.reason, one, other) == ("Deux métiers.", *pair)
        alike.withdraw_distinction(said.id, by=hr, now=NOW)
        assert len(self.shown(session)) == 1

    def test_merged_or_retired_they_are_gone_at_once(self, pair, session, hr):
        merging.merge(*pair, by=hr, now=NOW)

        assert self.shown(session) == []

    def test_a_skill_is_not_different_from_itself(self, pair, hr):
        with pytest.raises(alike.SameSkill):
            alike.distinguish(pair[0], pair[0], "", by=hr, now=NOW)


def test_the_task_lets_others_write_while_it_compares(new_app, monkeypatch):
    app = new_app()
    with app.app_context():
        make = Factory(db.session)
        make.skill("Gestion de projet")
        make.skill("Gestion des projets")
        db.session.remove()
    compare = likeness.pairs

    def compare_while_somebody_writes(*inputs, limit):
        with db.engine.connect() as other:
            other.execute(text("UPDATE skill SET kind = 'knowledge'"))
            other.commit()
        return compare(*inputs, limit=limit)

    monkeypatch.setattr(likeness, "pairs", compare_while_somebody_writes)
    with app.app_context(), writing():
        assert alike.find_apart() == 1
        db.session.commit()

        assert alike.count() == 1
