"""Two skills become one without loss, and two again within a day."""

from datetime import timedelta
from hashlib import sha256

import pytest
import sqlalchemy as sa

from talentgrow.audit.models import AuditEvent
from talentgrow.graph.types import Importance
from talentgrow.infra.db import db
from talentgrow.jobs.models import Requirement
from talentgrow.kernel.access import Actor, Role
from talentgrow.skills import catalogue, queries, service
from talentgrow.skills.merging import merge as merging
from talentgrow.skills.merging import undo as undoing
from talentgrow.skills.models import (
    ClaimSource,
    Skill,
    SkillSentence,
    SkillWish,
    WishKind,
)
from tests.make import NOW

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# The trail, and the number of changes that forms compare, only ever grow.
TRAIL = {"audit_event", "skill_merge"}
COUNTER = "version"


def digest(session):
    """Return a hash of every table, its rows by id."""
    session.expire_all()
    found = {}
    for table in db.metadata.sorted_tables:
        if table.name in TRAIL:
            continue
        columns = [column for column in table.columns if column.name != COUNTER]
        rows = session.execute(sa.select(*columns).order_by(*table.primary_key)).all()
        found[table.name] = sha256(repr(rows).encode()).hexdigest()
    return found


@pytest.fixture
def hr(make):
    return Actor(make.person("Sophie Marchal", role=Role.HR).id, frozenset({Role.HR}))


@pytest.fixture
def merge(session, hr):
    def merge(merged, into, at=NOW):
        done = merging.merge(into, merged, by=hr, now=at)
        session.commit()
        return done

    return merge


@pytest.fixture
def undo(session, hr):
    def undo(done, at=NOW + HOUR):
        undoing.undo(undoing.get(done.id), by=hr, now=at)
        session.commit()

    return undo


def wish(session, person, skill, kind, at=NOW):
    session.add(SkillWish(person_id=person.id, skill_id=skill.id, wish=kind, at=at))
    session.commit()


@pytest.fixture
def full(make, session):
    """Two skills with everything that can point to a skill, and some of it to both."""
    family = make.skill_family("Bureautique")
    wider, narrow = make.skill("Outils numériques"), make.skill("Tableaux croisés")
    kept = make.skill("Tableur", "Spreadsheets")
    merged = make.skill(
        "Excel", "Excel", family_id=family.id, broader_id=wider.id, description_fr="Calculer."
    )
    narrow.broader_id = merged.id
    make.alias(kept, "Feuille de calcul")
    make.alias(merged, "Classeur")
    make.alias(merged, "feuille de calcul")
    make.skill_code(merged, "rome", "100007")
    session.add(SkillSentence(skill_id=kept.id, level=2, text_fr="Deux", text_en="Two"))
    session.add(SkillSentence(skill_id=merged.id, level=2, text_fr="2", text_en="2"))
    session.add(SkillSentence(skill_id=merged.id, level=3, text_fr="3", text_en="3"))
    ada, bob, eve = make.person("Ada"), make.person("Bob"), make.person("Eve")
    boss = make.person("Boss")
    said = make.level(ada, merged, 3)
    answer = make.level(ada, merged, 2, source=ClaimSource.MANAGER, author=boss, at=NOW)
    answer.answers_id = said.id
    make.level(ada, kept, 1, at=NOW - DAY)
    make.level(bob, merged, 4)
    wish(session, ada, merged, WishKind.DEVELOP)
    wish(session, bob, kept, WishKind.USE, NOW - DAY)
    wish(session, bob, merged, WishKind.AVOID)
    wish(session, eve, kept, WishKind.USE)
    wish(session, eve, merged, WishKind.AVOID, NOW - DAY)
    both = make.job("Comptable", needs={kept: 2})
    make.need(both, merged, 4)
    softer = make.job("Assistance", needs={merged: 1})
    make.need(softer, kept, 3, Importance.USEFUL)
    only = make.job("Achats")
    make.need(only, merged, 3, Importance.USEFUL)
    session.commit()
    return kept, merged, {"ada": ada, "bob": bob, "eve": eve, "said": said, "only": only}


class TestMerge:
    def test_moves_what_was_said_of_people_with_author_and_day(self, full, merge):
        kept, merged, known = full

        merge(merged, kept)

        assert queries.levels_of(known["ada"].id) == {kept.id: 2}
        assert queries.levels_of(known["bob"].id) == {kept.id: 4}
        (held,) = queries.held_by(known["ada"].id)
        assert (held.author_name, held.at, held.source) == ("Boss", NOW, ClaimSource.MANAGER)

    def test_moves_requirements_higher_level_and_essential_winning(self, full, merge, session):
        kept, merged, _known = full

        merge(merged, kept)

        rows = session.execute(
            sa.select(Requirement.level, Requirement.importance, Requirement.skill_id)
        ).all()
        assert sorted(rows) == [
            (3, Importance.ESSENTIAL, kept.id),
            (3, Importance.USEFUL, kept.id),
            (4, Importance.ESSENTIAL, kept.id),
        ]

    def test_the_newer_of_two_wishes_counts(self, full, merge, session):
        kept, merged, known = full

        merge(merged, kept)

        wishes = dict(session.execute(sa.select(SkillWish.person_id, SkillWish.wish)).all())
        assert wishes == {
            known["ada"].id: WishKind.DEVELOP,
            known["bob"].id: WishKind.AVOID,
            known["eve"].id: WishKind.USE,
        }
        assert set(session.scalars(sa.select(SkillWish.skill_id))) == {kept.id}

    def test_names_words_codes_and_missing_texts_go_along(self, full, merge, session):
        kept, merged, _known = full

        merge(merged, kept)

        found = queries.recognised()
        for name in ("excel", "classeur", "feuille de calcul", "100007", merged.code, "tableur"):
            assert found[name] == kept.id, name
        assert [skill.id for skill in queries.search("excel")] == [kept.id]
        assert [skill.id for skill in queries.called("Excel")] == [kept.id]
        assert (kept.description_fr, kept.family_id) == ("Calculer.", merged.family_id)
        sentences = dict(
            session.execute(
                sa.select(SkillSentence.level, SkillSentence.text_fr).where(
                    SkillSentence.skill_id == kept.id
                )
            ).all()
        )
        assert sentences == {2: "Deux", 3: "3"}

    def test_what_belonged_to_the_merged_one_belongs_to_the_kept_one(self, full, merge, session):
        kept, merged, _known = full

        merge(merged, kept)

        below = session.scalars(sa.select(Skill.name_fr).where(Skill.broader_id == kept.id)).all()
        assert below == ["Tableaux croisés"]

    def test_a_kept_one_below_the_merged_one_takes_its_place(self, make, merge):
        top, merged = make.skill("Haut"), make.skill("Large")
        middle, kept = make.skill("Milieu"), make.skill("Étroit")
        merged.broader_id, middle.broader_id, kept.broader_id = top.id, merged.id, middle.id

        merge(merged, kept)

        assert (kept.broader_id, middle.broader_id) == (top.id, kept.id)

    def test_leaves_a_trace(self, full, merge, session, hr):
        kept, merged, _known = full

        merge(merged, kept)

        (event,) = session.scalars(sa.select(AuditEvent).where(AuditEvent.kind == "skills.merged"))
        assert (event.subject, event.actor_id) == (f"skill:{kept.id}", hr.person_id)
        assert event.details["merged"] == merged.code

    def test_chains_lead_to_the_end(self, make, merge):
        person, one, two, three = make.person(), make.skill("A"), make.skill("B"), make.skill("C")
        make.level(person, one, 3)

        merge(one, two)
        merge(two, three)

        assert queries.levels_of(person.id) == {three.id: 3}
        assert queries.get(one.id).id == three.id
        assert queries.recognised()[one.code] == three.id
        assert service.present(one).id == three.id

    def test_into_itself_is_refused(self, make, merge):
        skill = make.skill()

        with pytest.raises(merging.MergeIntoItself):
            merge(skill, skill)

    def test_what_is_merged_is_not_merged_again(self, make, merge):
        one, two, three = make.skill("A"), make.skill("B"), make.skill("C")
        merge(one, two)

        with pytest.raises(merging.MergedMeanwhile):
            merge(one, three)
        with pytest.raises(merging.MergedMeanwhile):
            merge(three, one)

    def test_into_a_retired_one_is_refused(self, make, merge):
        with pytest.raises(merging.KeptIsRetired):
            merge(make.skill("A"), make.skill("B", retired_at=NOW))

    def test_the_page_says_beforehand_what_will_move(self, full):
        kept, merged, _known = full
        both = catalogue.get_both(kept.id, merged.id)

        assert merging.preview(*both) == merging.Preview(
            levels=3, wishes=3, uses=3, overlap=2, aliases=2, codes=1, narrower=1
        )


class TestUndo:
    def test_puts_everything_back_exactly(self, full, merge, undo, session):
        kept, merged, _known = full
        before = digest(session)
        done = merge(merged, kept)
        assert digest(session) != before

        undo(done)

        assert digest(session) == before

    def test_a_chain_goes_back_from_its_end(self, full, make, merge, undo, session):
        kept, merged, _known = full
        last = make.skill("Calcul")
        before = digest(session)
        first, second = merge(merged, kept), merge(kept, last)

        with pytest.raises(undoing.MergedSince):
            undo(first)
        session.rollback()
        undo(second)
        undo(first)

        assert digest(session) == before

    def test_another_merge_into_the_kept_one_is_taken_back_first(self, make, merge, undo, session):
        one, two, kept = make.skill("A"), make.skill("B"), make.skill("C")
        first, second = merge(one, kept), merge(two, kept)

        with pytest.raises(undoing.MergedSince):
            undo(first)
        session.rollback()
        assert undoing.blocked([first, second]) == {first.id}
        undo(second)
        undo(first)

        assert {skill.merged_into_id for skill in (one, two, kept)} == {None}

    def test_what_was_said_since_stays_but_answers_go_back(self, full, make, merge, undo, session):
        kept, merged, known = full
        done = merge(merged, kept)
        new = make.level(known["eve"], kept, 5)
        reply = make.level(known["ada"], kept, 3, at=NOW + HOUR)
        reply.answers_id = known["said"].id
        session.commit()

        undo(done)

        assert (new.skill_id, reply.skill_id) == (kept.id, merged.id)
        assert known["said"].skill_id == merged.id

    def test_what_hr_changed_since_stays(self, full, merge, undo, session):
        kept, merged, known = full
        done = merge(merged, kept)
        kept.description_fr = "Écrit depuis."
        need = session.scalar(
            sa.select(Requirement).where(Requirement.skill_id == kept.id, Requirement.level == 4)
        )
        need.level = 5
        wish = session.scalar(sa.select(SkillWish).where(SkillWish.person_id == known["bob"].id))
        wish.wish, wish.at = WishKind.DEVELOP, NOW + HOUR
        session.commit()

        undo(done, NOW + 2 * HOUR)

        assert kept.description_fr == "Écrit depuis."
        assert (need.skill_id, need.level) == (kept.id, 5)
        assert (wish.skill_id, wish.wish) == (kept.id, WishKind.DEVELOP)
        asked = sa.select(Requirement.level).where(
            Requirement.job_id == need.job_id, Requirement.skill_id == merged.id
        )
        assert session.scalar(asked) == 4

    def test_a_row_that_has_taken_the_old_id_is_left_alone(self, full, merge, undo, session):
        kept, merged, known = full
        done = merge(merged, kept)
        gone = done.moved["parts"][0]["followers"]["requirements"]["settled"][0]["merged"]["id"]
        third = Skill(code="third", name_fr="Trois", name_en="Three", search_key="trois three")
        session.add(third)
        session.flush()
        session.add(Requirement(id=gone, job_id=known["only"].id, skill_id=third.id, level=1))
        session.commit()

        undo(done)

        assert session.get_one(Requirement, gone).skill_id == third.id
        asked = sa.select(sa.func.count()).where(Requirement.skill_id == merged.id)
        assert session.scalar(asked) == 3

    def test_a_day_later_it_stays(self, full, merge, undo, session):
        kept, merged, _known = full
        done = merge(merged, kept)

        with pytest.raises(undoing.TooLate):
            undo(done, NOW + DAY + timedelta(seconds=1))
        session.rollback()
        undo(done, NOW + DAY)

        assert merged.merged_into_id is None

    def test_twice_is_refused(self, full, merge, undo):
        kept, merged, _known = full
        done = merge(merged, kept)
        undo(done)

        with pytest.raises(undoing.UndoneAlready):
            undo(done)

    def test_merged_again_after_that_counts_as_a_new_merge(self, full, merge, undo, session):
        kept, merged, _known = full
        before = digest(session)
        undo(merge(merged, kept))

        undo(merge(kept, merged, NOW + 2 * HOUR), NOW + 3 * HOUR)

        assert digest(session) == before


class TestStragglers:
    def test_what_an_old_page_adds_is_gathered_at_night_and_goes_back_with_the_rest(
        self, full, make, merge, undo, session
    ):
        kept, merged, known = full
        done = merge(merged, kept)
        late = make.level(known["eve"], merged, 2)

        assert merging.gather(now=NOW + HOUR) == 1
        session.commit()
        assert late.skill_id == kept.id
        assert merging.gather(now=NOW + HOUR) == 0

        undo(done, NOW + 2 * HOUR)

        assert late.skill_id == merged.id

    def test_a_chain_is_followed(self, make, merge, session):
        person, one, two, three = make.person(), make.skill("A"), make.skill("B"), make.skill("C")
        merge(one, two)
        merge(two, three)
        make.level(person, one, 3)

        merging.gather(now=NOW)
        session.commit()

        assert queries.levels_of(person.id) == {three.id: 3}


def test_nothing_else_in_the_database_points_to_skills():
    pointing = {
        f"{table.name}.{column.name}"
        for table in db.metadata.sorted_tables
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name == "skill"
    }

    # Whoever adds a table here lets its rows follow a merge, or says why they need not.
    follows = {
        "mission_growth.skill_id",
        "mission_skill.skill_id",
        "requirement.skill_id",
        "skill.broader_id",
        "skill_alias.skill_id",
        "skill_claim.skill_id",
        "skill_code.skill_id",
        "skill_sentence.skill_id",
        "skill_wish.skill_id",
        "visit_offer_skill.skill_id",
        "visit_skill.skill_id",
    }
    about_pairs = {
        "skill.merged_into_id",
        "skill_distinction.one_id",
        "skill_distinction.other_id",
        "skill_likeness.one_id",
        "skill_likeness.other_id",
        "skill_merge.kept_id",
        "skill_merge.merged_id",
    }
    assert pointing == follows | about_pairs
