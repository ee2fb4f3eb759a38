"""HR keeps the catalogue in order: names, words, codes, sentences, families, ends."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from talentgrow.audit.models import AuditEvent
from talentgrow.kernel.access import Actor, Role
from talentgrow.kernel.errors import NotFound
from talentgrow.kernel.levels import LEVELS, SENTENCES
from talentgrow.kernel.localized import Localized
from talentgrow.skills import catalogue, editing, history, queries, wording
from talentgrow.skills.editing import SkillValues
from talentgrow.skills.models import Skill, SkillAlias, SkillKind, SkillWish, WishKind
from talentgrow.skills.wording import FamilyValues
from tests.make import NOW

HOUR = timedelta(hours=1)


@pytest.fixture
def doing(make):
    """Who does it, and when."""
    hr = make.person("Sophie Marchal", role=Role.HR)
    return {"by": Actor(hr.id, frozenset({Role.HR})), "now": NOW}


def values(skill, **changed):
    fields = ("name_fr", "name_en", "description_fr", "description_en", "kind", "family_id")
    return SkillValues(**{field: getattr(skill, field) for field in fields} | changed)


class TestCreate:
    def test_a_skill_of_our_own_is_found_in_both_languages(self, doing):
        skill = editing.create(
            SkillValues(name_fr="Étanchéité", name_en="Sealing", kind=SkillKind.KNOWLEDGE), **doing
        )

        assert skill.code == "sealing"
        assert queries.search("etanch") == queries.search("SEAL") == [skill]

    def test_one_language_is_enough_and_none_is_refused(self, doing):
        assert editing.create(SkillValues(name_fr="Étanchéité", name_en=""), **doing).code
        with pytest.raises(editing.NoName):
            editing.create(SkillValues(name_fr="", name_en=" "), **doing)

    @pytest.mark.parametrize("name", ["negociation", "NÉGOCIATION", "Marchandage"])
    def test_a_twin_is_refused_and_the_existing_one_named(self, make, doing, name):
        skill = make.skill("Négociation")
        make.alias(skill, "marchandage")

        with pytest.raises(editing.NameTaken) as refused:
            editing.create(SkillValues(name_fr=name, name_en=""), **doing)

        assert refused.value.skill is skill

    def test_a_name_that_only_begins_alike_is_no_twin(self, make, doing):
        make.skill("Négociation d’achats")

        editing.create(SkillValues(name_fr="Négociation", name_en=""), **doing)

    def test_two_names_with_one_slug_get_codes_of_their_own(self, doing):
        codes = [
            editing.create(SkillValues(name_fr=name, name_en=""), **doing).code
            for name in ("C", "C++", "C#", "日本語")
        ]

        assert codes == ["c", "c-2", "c-3", "skill"]


class TestEdit:
    def test_changes_are_kept_found_and_told(self, make, doing, session):
        family = make.skill_family("Commerce")
        skill = make.skill("Négo", "Nego")

        editing.edit(
            skill,
            values(skill, name_fr="Négociation", family_id=family.id),
            version=1,
            **doing,
        )
        session.commit()

        assert (skill.version, skill.search_key) == (2, "negociation nego")
        (event,) = history.of(skill)
        assert [
            (change.field, str(change.before), str(change.after)) for change in event.changes
        ] == [
            ("name_fr", "Négo", "Négociation"),
            ("family_id", "", "Commerce"),
        ]

    def test_the_same_again_changes_nothing(self, make, doing, session):
        skill = make.skill()

        editing.edit(skill, values(skill), version=0, **doing)

        assert skill.version == 1
        assert session.scalar(sa.select(sa.func.count(AuditEvent.id))) == 0

    def test_an_old_form_overwrites_nothing(self, make, doing, session):
        skill = make.skill("Négociation")
        editing.edit(skill, values(skill, name_fr="Négocier"), version=1, **doing)
        session.commit()

        with pytest.raises(editing.ChangedMeanwhile):
            editing.edit(skill, values(skill, name_fr="Marchander"), version=1, **doing)

        assert skill.name_fr == "Négocier"
        told = history.of(skill, after_version=1)
        assert [change.after for event in told for change in event.changes] == ["Négocier"]

    def test_a_skill_is_not_broader_than_itself_or_what_it_belongs_to(self, make, doing):
        one, two, three = make.skill("A"), make.skill("B"), make.skill("C")
        editing.edit(two, values(two, broader_id=one.id), version=1, **doing)
        editing.edit(three, values(three, broader_id=two.id), version=1, **doing)

        for skill, broader in ((one, one), (one, two), (one, three)):
            with pytest.raises(editing.BroaderLoops):
                editing.edit(skill, values(skill, broader_id=broader.id), version=1, **doing)

        assert catalogue.narrower(one.id) == [two]


class TestEnds:
    def test_retired_is_no_longer_offered_but_keeps_what_it_had(self, make, doing):
        person, skill = make.person(), make.skill()
        make.level(person, skill, 3)

        editing.retire(skill, **doing)

        assert queries.search("nego") == []
        assert queries.levels_of(person.id) == {skill.id: 3}
        assert queries.recognised()["negociation"] == skill.id
        editing.restore(skill, **doing)
        assert queries.search("nego") == [skill]

    @pytest.mark.parametrize("what", ["level", "wish", "need", "narrower"])
    def test_in_use_is_not_deleted(self, make, doing, session, what):
        person, skill = make.person(), make.skill()
        if what == "level":
            make.level(person, skill, 3)
        elif what == "wish":
            session.add(
                SkillWish(person_id=person.id, skill_id=skill.id, wish=WishKind.USE, at=NOW)
            )
        elif what == "need":
            make.job(needs={skill: 2})
        else:
            make.skill("Partie", broader_id=skill.id)

        with pytest.raises(editing.InUse):
            editing.remove(skill, **doing)

    def test_unused_is_deleted_with_its_words(self, make, doing, session):
        skill = make.skill()
        make.alias(skill, "Marchandage")
        make.skill_code(skill, "rome", "1")

        editing.remove(skill, **doing)
        session.commit()

        assert session.scalar(sa.select(sa.func.count(Skill.id))) == 0
        assert session.scalar(sa.select(sa.func.count(SkillAlias.id))) == 0


class TestWords:
    def test_another_word_finds_the_skill(self, make, doing):
        skill = make.skill("Tableur")

        wording.add_alias(skill, "Excel", "", **doing)

        assert queries.search("excel") == [skill]
        assert queries.recognised()["excel"] == skill.id

    def test_said_already_or_of_another_skill_is_refused(self, make, doing):
        skill, other = make.skill("Tableur"), make.skill("Bureautique")
        wording.add_alias(skill, "Excel", "", **doing)

        for text in ("TABLEUR", "excel"):
            with pytest.raises(wording.SaidAlready):
                wording.add_alias(skill, text, "", **doing)
        with pytest.raises(editing.NameTaken):
            wording.add_alias(other, "Excel", "fr", **doing)

    def test_a_word_of_another_skill_is_not_taken_away_through_this_one(self, make, doing):
        skill, other = make.skill("Tableur"), make.skill("Bureautique")
        alias = make.alias(other, "Suite")

        with pytest.raises(NotFound):
            wording.remove_alias(skill, alias.id, **doing)

    @pytest.mark.parametrize(
        ("scheme", "code", "address"),
        [
            ("esco", "http://data.europa.eu/esco/skill/0005c151-5b5a", "http://data.europa.eu"),
            ("rome", "100007", ""),
            ("onet", "2.A.1.a", "https://www.onetonline.org/find/descriptor/result/2.A.1.a"),
        ],
    )
    def test_codes_lead_to_their_catalogue(self, make, doing, scheme, code, address):
        skill = make.skill()

        stored = wording.add_code(skill, scheme, f" {code} ", **doing)

        assert stored.code == code
        assert wording.address_of(stored).startswith(address)
        assert bool(wording.address_of(stored)) is bool(address)
        assert queries.called(code) == [skill]

    @pytest.mark.parametrize(
        ("scheme", "code"),
        [
            ("esco", "javascript:alert(1)"),
            ("esco", "https://data.europa.eu.evil.example/esco/skill/1"),
            ("esco", "http://data.europa.eu/esco/skill/1\nx"),
            ("rome", "' OR 1=1"),
            ("onet", "2"),
            ("other", "1"),
        ],
    )
    def test_what_a_catalogue_does_not_write_is_refused(self, make, doing, scheme, code):
        with pytest.raises(wording.UnknownCode):
            wording.add_code(make.skill(), scheme, code, **doing)

    def test_a_hostile_code_from_a_file_is_no_link(self, make):
        code = make.skill_code(make.skill(), "esco", "javascript:alert(1)")

        assert wording.address_of(code) == ""

    def test_a_code_belongs_to_one_skill(self, make, doing):
        skill, other = make.skill("A"), make.skill("B")
        wording.add_code(skill, "rome", "100007", **doing)

        with pytest.raises(editing.NameTaken):
            wording.add_code(other, "rome", "100007", **doing)
        with pytest.raises(wording.SaidAlready):
            wording.add_code(skill, "rome", "100007", **doing)


class TestSentences:
    def test_each_level_has_one_in_both_languages(self):
        assert len(SENTENCES) == len(LEVELS)
        assert all(text.fr.endswith(".") and text.en.endswith(".") for text in SENTENCES)

    def test_own_ones_stand_in_place_of_those_of_the_scale(self, make, doing, session):
        skill = make.skill()
        own = Localized("Tient la ligne.", "")

        wording.say_levels(skill, {2: own, 3: Localized("", "")}, version=1, **doing)
        session.commit()

        told = wording.sentences(catalogue.own_sentences(catalogue.get(skill.id)))
        assert told[2] == (2, own, True)
        assert told[3] == (3, SENTENCES[3], False)

    def test_empty_brings_the_general_one_back(self, make, doing, session):
        skill = make.skill()
        wording.say_levels(skill, {2: Localized("a", "b")}, version=1, **doing)

        wording.say_levels(skill, {2: Localized("", "")}, version=2, **doing)
        session.commit()

        assert catalogue.own_sentences(catalogue.get(skill.id)) == {}

    def test_an_old_form_overwrites_nothing(self, make, doing):
        skill = make.skill()
        wording.say_levels(skill, {2: Localized("a", "b")}, version=1, **doing)

        with pytest.raises(editing.ChangedMeanwhile):
            wording.say_levels(skill, {2: Localized("c", "d")}, version=1, **doing)


class TestFamilies:
    def test_codes_are_unique_and_old_forms_refused(self, make, doing):
        one, two = make.skill_family("Un"), make.skill_family("Deux")
        seen = wording.values_of(one)
        new = FamilyValues(code=one.code, name_fr="Premier", name_en="First")

        wording.edit_family(one, new, seen=seen, **doing)

        assert one.name_fr == "Premier"
        with pytest.raises(editing.ChangedMeanwhile):
            wording.edit_family(
                one, FamilyValues(code="x", name_fr="y", name_en="z"), seen=seen, **doing
            )
        with pytest.raises(wording.CodeTaken):
            wording.create_family(
                FamilyValues(code=two.code, name_fr="Trois", name_en="Three"), **doing
            )
