"""Two people change the catalogue at the same moment: one of them is told so."""

import pytest
import sqlalchemy as sa

from talentgrow.kernel.access import Role
from talentgrow.skills import editing
from talentgrow.skills.merging import merge as merging
from talentgrow.skills.merging import undo as undoing
from talentgrow.skills.models import Skill, SkillClaim, SkillMerge
from tests.races import Served, at_once, codes, let_meet

BASE = "/catalogue/skills"


class House(Served):
    """HR, and two skills that somebody has."""

    def found(self, make):
        self.one, self.other = (make.skill(name) for name in ("Tableur", "Excel"))
        for skill in (self.one, self.other):
            make.level(make.person(), skill, 3)
        self.one, self.other = self.one.id, self.other.id
        return {"sophie": make.person("Sophie Marchal", role=Role.HR)}

    def answers(self, *requests):
        """Send forms together; return the statuses, sorted."""
        return sorted(codes(at_once(*(self.post("sophie", *request) for request in requests))))


@pytest.fixture
def house(new_app):
    return House.of(new_app)


def test_of_two_merges_that_cross_one_wins(house, monkeypatch):
    one, other = house.one, house.other
    let_meet(monkeypatch, merging, "_hold", early=True)

    answers = house.answers((f"{BASE}/merge/{one}/{other}",), (f"{BASE}/merge/{other}/{one}",))

    assert answers == [302, 409]
    (done,) = house.stored(sa.select(SkillMerge))
    into = {skill.id: skill.merged_into_id for skill in house.stored(sa.select(Skill))}
    assert into == {done.merged_id: done.kept_id, done.kept_id: None}
    assert set(house.stored(sa.select(SkillClaim.skill_id))) == {done.kept_id}


def test_a_merge_taken_back_twice_is_taken_back_once(house, monkeypatch):
    house.send("sophie", f"{BASE}/merge/{house.one}/{house.other}")
    (merge,) = house.stored(sa.select(SkillMerge.id))
    let_meet(monkeypatch, undoing, "_hold", early=True)

    assert house.answers(*[(f"{BASE}/merges/{merge}/undo",)] * 2) == [302, 409]

    claims = house.stored(sa.select(SkillClaim.skill_id).order_by(SkillClaim.id))
    assert claims == [house.one, house.other]


def test_of_two_edits_of_one_version_the_second_is_told(house, monkeypatch):
    common = {"name_en": "Spreadsheets", "kind": "know_how", "family_id": 0, "version": 1}
    url = f"{BASE}/{house.one}/edit"
    let_meet(monkeypatch, editing, "take_version", early=True)

    answers = house.answers(*((url, common | {"name_fr": name}) for name in ("Un", "Deux")))

    assert answers == [302, 409]
    assert house.stored(sa.select(Skill.version).where(Skill.id == house.one)) == [2]


def test_the_same_skill_added_twice_is_there_once(house, monkeypatch):
    data = {"name_fr": "Soudure", "name_en": "Welding", "kind": "know_how", "family_id": 0}
    let_meet(monkeypatch, editing, "_free_code", early=True)

    answers = house.answers(*[(f"{BASE}/new", data)] * 2)

    assert answers[0] == 302
    assert answers[1] in {409, 422}
    assert len(house.stored(sa.select(Skill.id).where(Skill.name_fr == "Soudure"))) == 1
