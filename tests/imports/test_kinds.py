"""Each kind of file: what is new, what changes, what stays, and what is refused."""

from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy import func, select

from talentgrow.graph.types import Importance
from talentgrow.imports.kinds.problems import Reason
from talentgrow.jobs.models import (
    Bridge,
    BridgeKind,
    Job,
    JobFamily,
    JobTag,
    JobVersion,
    Requirement,
)
from talentgrow.kernel.origin import Origin
from talentgrow.people.models import Gender, Person, Unit
from talentgrow.skills.models import ClaimSource, Skill, SkillAlias, SkillClaim, SkillKind


def one(session, query):
    return session.scalars(query).one()


def counts(found):
    return found.added, found.changed, found.unchanged


class TestPeople:
    ADA = {
        "matricule": "E1",
        "prénom": "Ada",
        "nom": "Lovelace",
        "courriel": "ada@essai.fr",
        "langue": "anglais",
        "fuseau horaire": "Europe/Paris",
    }

    def test_are_added_changed_and_left_alone(self, session, store):
        assert counts(
            store(self.ADA, self.ADA | {"matricule": "E2", "courriel": ""}, kind="people")
        ) == (2, 0, 0)
        assert counts(store(self.ADA | {"nom": "King"}, kind="people")) == (0, 1, 0)
        assert counts(store(self.ADA | {"nom": "King"}, kind="people")) == (0, 0, 1)

        ada = one(session, select(Person).where(Person.employee_number == "E1"))
        assert (ada.name, ada.email, ada.locale, ada.timezone) == (
            "Ada King",
            "ada@essai.fr",
            "en",
            "Europe/Paris",
        )
        assert ada.search_key == "ada king e1"

    def test_keep_what_a_file_does_not_say(self, session, store):
        store(self.ADA, kind="people")

        store({"matricule": "E1", "courriel": "", "langue": "français"}, kind="people")

        ada = one(session, select(Person))
        assert (ada.email, ada.locale, ada.name) == ("ada@essai.fr", "fr", "Ada Lovelace")

    @pytest.mark.parametrize("heading", ["sexe", "Genre", "GENDER", "sex"])
    @pytest.mark.parametrize(
        ("value", "gender"),
        [
            ("F", Gender.WOMAN),
            ("femme", Gender.WOMAN),
            ("Female", Gender.WOMAN),
            ("2", Gender.WOMAN),
            ("M", Gender.MAN),
            ("h", Gender.MAN),
            ("homme", Gender.MAN),
            ("X", Gender.OTHER),
            ("non binaire", Gender.OTHER),
            ("autre", Gender.OTHER),
            ("", None),
        ],
    )
    def test_may_come_with_their_gender(self, session, store, heading, value, gender):
        store(self.ADA | {heading: value}, kind="people")

        assert one(session, select(Person)).gender is gender

    def test_lose_their_gender_when_a_file_leaves_it_empty(self, session, store):
        store(self.ADA | {"sexe": "F"}, kind="people")
        store(self.ADA | {"nom": "King"}, kind="people")
        assert one(session, select(Person)).gender is Gender.WOMAN

        store(self.ADA | {"nom": "King", "sexe": ""}, kind="people")

        session.expire_all()
        assert one(session, select(Person)).gender is None

    @pytest.mark.parametrize(
        ("column", "value", "reason"),
        [
            ("matricule", "", Reason.MISSING),
            ("sexe", "oui", Reason.NO_CHOICE),
            ("courriel", "ada chez essai", Reason.NO_ADDRESS),
            ("langue", "klingon", Reason.NO_CHOICE),
            ("fuseau horaire", "Paris", Reason.NO_ZONE),
        ],
    )
    def test_are_refused(self, problems, column, value, reason):
        ((_line, _column, found),) = problems(self.ADA | {column: value}, kind="people")

        assert found is reason

    def test_twice_in_a_file_are_refused(self, problems):
        assert problems(self.ADA, self.ADA, kind="people") == [(3, "employee_number", Reason.TWICE)]

    def test_have_addresses_of_their_own(self, make, problems):
        taken = make.person("Grace").email

        assert problems(self.ADA | {"courriel": taken}, kind="people") == [
            (2, "email", Reason.EMAIL_TAKEN)
        ]


class TestUnits:
    def test_form_a_tree_whatever_their_order(self, session, store):
        found = store(
            {"code": "B", "nom": "Bas", "parent": "H"},
            {"code": "H", "nom": "Haut", "parent": ""},
            kind="units",
        )

        low, high = session.scalars(select(Unit).order_by(Unit.code)).all()
        assert (counts(found), low.parent_id, low.name_en) == ((2, 0, 0), high.id, "Bas")

    def test_move_and_are_renamed(self, session, make, store):
        angers, lyon = make.unit("Angers"), make.unit("Lyon")

        found = store({"code": lyon.code, "nom": "Lyon Est", "parent": angers.code}, kind="units")

        assert counts(found) == (0, 1, 0)
        assert (lyon.name_fr, lyon.parent_id) == ("Lyon Est", angers.id)

    def test_twice_the_same_changes_nothing(self, store):
        rows = [
            {"code": "H", "nom": "Haut", "parent": ""},
            {"code": "B", "nom": "Bas", "parent": "H"},
        ]
        store(*rows, kind="units")

        assert counts(store(*rows, kind="units")) == (0, 0, 2)

    def test_do_not_stand_above_themselves(self, plan):
        found = plan(
            {"code": "A", "nom": "a", "parent": "C"},
            {"code": "B", "nom": "b", "parent": "A"},
            {"code": "C", "nom": "c", "parent": "B"},
            kind="units",
        ).problems

        assert {problem.reason for problem in found} == {Reason.LOOP}
        assert len(found) == 3

    def test_nor_through_what_is_stored(self, session, make, problems):
        high = make.unit("Haut")
        low = make.unit("Bas", parent=high)

        assert problems({"code": high.code, "parent": low.code}, kind="units") == [
            (2, "parent_code", Reason.LOOP)
        ]
        assert problems({"code": high.code, "parent": high.code}, kind="units") == [
            (2, "parent_code", Reason.LOOP)
        ]

    def test_of_careers_take_a_code(self, session, store):
        store(
            ["E1", "Cariste", "2020-01-01", "Logistique Angers"],
            headings=["matricule", "job", "du", "unit"],
        )

        store({"code": "ANG-LOG", "nom": "Logistique Angers"}, kind="units")

        assert session.scalars(select(Unit.code)).all() == ["ANG-LOG"]

    def test_above_must_be_known(self, problems):
        assert problems({"code": "B", "nom": "b", "parent": "X"}, kind="units") == [
            (2, "parent_code", Reason.UNKNOWN_UNIT)
        ]


class TestJobs:
    PILOT = {
        "code": "FX-PIL",
        "intitulé": "Pilote de flux",
        "title": "Flow pilot",
        "famille": "Flux",
        "grade": "3",
        "étiquettes": "en tension, émergent",
        "temporaire": "non",
    }

    def test_are_added_with_family_and_tags(self, session, store):
        found = store(self.PILOT, kind="jobs")

        job = one(session, select(Job).options(sa.orm.joinedload(Job.family)))
        assert (counts(found), found.families_added) == ((1, 0, 0), 1)
        assert (job.code, job.title_fr, job.title_en, job.grade) == (
            "FX-PIL",
            "Pilote de flux",
            "Flow pilot",
            3,
        )
        assert (job.family.name_fr, job.search_key) == ("Flux", "pilote de flux flow pilot")
        assert set(session.scalars(select(JobTag.tag))) == {"emerging", "shortage"}

    def test_twice_the_same_changes_nothing(self, store):
        store(self.PILOT, kind="jobs")

        assert counts(store(self.PILOT, kind="jobs")) == (0, 0, 1)

    def test_change_and_keep_a_version_of_what_they_said(self, session, store):
        store(self.PILOT, kind="jobs")

        store(self.PILOT | {"grade": "4", "étiquettes": ""}, kind="jobs")

        profiles = session.scalars(select(JobVersion.profile).order_by(JobVersion.number)).all()
        assert [profile["grade"] for profile in profiles] == [3, 4]
        assert [profile["tags"] for profile in profiles] == [["emerging", "shortage"], []]

    def test_a_catalogue_text_that_hr_changes_becomes_the_houses_own(self, session, make, store):
        job = make.job("Cariste", origin=Origin.ROME)

        store({"code": job.code, "grade": "2"}, kind="jobs")

        assert (job.grade, job.origin, job.title_fr) == (2, Origin.OWN, "Cariste")

    def test_of_careers_take_a_code(self, session, store):
        store(["E1", "Pilote de flux", "2020-01-01"])

        store(self.PILOT, kind="jobs")

        assert session.scalars(select(Job.code)).all() == ["FX-PIL"]

    def test_without_codes_are_known_by_their_title(self, session, make, store):
        job = make.job("Cariste")

        found = store(
            {"intitulé": "CARISTE", "grade": "2"},
            {"intitulé": "Soudure", "grade": "1"},
            kind="jobs",
        )

        assert counts(found) == (1, 1, 0)
        assert (job.grade, job.title_fr) == (2, "CARISTE")

    def test_that_share_a_title_need_a_code(self, make, plan):
        one, two = make.job("Cariste"), make.job("Cariste")

        (problem,) = plan({"intitulé": "Cariste", "grade": "2"}, kind="jobs").problems

        assert (problem.reason, problem.hint) == (Reason.AMBIGUOUS, f"{one.code}, {two.code}")

    @pytest.mark.parametrize(
        ("column", "value", "reason"),
        [
            ("étiquettes", "en or", Reason.NO_CHOICE),
            ("grade", "x", Reason.NO_NUMBER),
            ("temporaire", "peut-être", Reason.NO_CHOICE),
        ],
    )
    def test_are_refused(self, problems, column, value, reason):
        ((_line, _column, found),) = problems(self.PILOT | {column: value}, kind="jobs")

        assert found is reason

    def test_need_a_code_or_a_title(self, problems):
        assert problems({"code": "", "intitulé": "", "grade": "2"}, kind="jobs") == [
            (2, "code", Reason.MISSING_ONE_OF)
        ]
        assert problems({"code": "NEW", "intitulé": "", "grade": "2"}, kind="jobs") == [
            (2, "title_fr", Reason.MISSING)
        ]


class TestSkills:
    NEGOTIATION = {
        "code": "NEG",
        "nom": "Négociation",
        "name": "Negotiation",
        "famille": "Relation",
        "nature": "savoir-faire",
        "autres noms": "Marchandage | Négo",
        "compétence plus large": "",
    }

    def test_are_added_with_their_other_names(self, session, store):
        found = store(self.NEGOTIATION, kind="skills")

        skill = one(session, select(Skill).options(sa.orm.joinedload(Skill.family)))
        assert counts(found) == (1, 0, 0)
        assert (skill.code, skill.kind, skill.family.name_fr) == (
            "NEG",
            SkillKind.KNOW_HOW,
            "Relation",
        )
        assert set(session.scalars(select(SkillAlias.text))) == {"Marchandage", "Négo"}

    def test_twice_the_same_changes_nothing(self, store):
        store(self.NEGOTIATION, kind="skills")

        assert counts(store(self.NEGOTIATION, kind="skills")) == (0, 0, 1)

    def test_more_names_are_added_and_none_taken(self, session, store):
        store(self.NEGOTIATION, kind="skills")

        found = store(self.NEGOTIATION | {"autres noms": "Deal"}, kind="skills")

        assert counts(found) == (0, 1, 0)
        assert session.scalar(select(func.count(SkillAlias.id))) == 3

    def test_form_a_tree(self, session, store):
        store(
            self.NEGOTIATION | {"compétence plus large": "Relation client"},
            self.NEGOTIATION
            | {
                "code": "REL",
                "nom": "Relation client",
                "name": "Customer relations",
                "autres noms": "",
            },
            kind="skills",
        )

        neg, rel = session.scalars(select(Skill).order_by(Skill.code)).all()
        assert neg.broader_id == rel.id

    def test_do_not_belong_to_themselves(self, plan):
        found = plan(
            {"code": "A", "nom": "a", "compétence plus large": "B"},
            {"code": "B", "nom": "b", "compétence plus large": "A"},
            {"code": "C", "nom": "c", "compétence plus large": "C"},
            kind="skills",
        ).problems

        assert [problem.reason for problem in found] == [Reason.LOOP] * 3

    def test_a_name_leads_to_one_skill(self, make, problems):
        make.skill("Négociation", "Negotiation")

        ((_line, column, reason),) = problems(self.NEGOTIATION | {"code": "OTHER"}, kind="skills")

        assert (column, reason) == ("name_fr", Reason.NAME_TAKEN)

    def test_one_that_was_merged_leads_to_the_other(self, session, make, store):
        old, kept = make.skill("Marchandage"), make.skill("Négociation")
        old.merged_into_id = kept.id
        job = make.job("Achats")
        session.commit()

        store({"job": "Achats", "skill": "Marchandage", "level": "3"}, kind="requirements")

        assert one(session, select(Requirement)).skill_id == kept.id
        assert session.get(Job, job.id) is not None


class TestRequirements:
    @pytest.fixture
    def world(self, make):
        return make.job("Achats"), make.skill("Négociation")

    ROW = {"métier": "Achats", "compétence": "négociation", "niveau": "3", "importance": "utile"}

    def test_are_added_changed_and_left_alone(self, session, world, store):
        assert counts(store(self.ROW, kind="requirements")) == (1, 0, 0)
        assert counts(store(self.ROW | {"niveau": "4"}, kind="requirements")) == (0, 1, 0)
        assert counts(store(self.ROW | {"niveau": "4", "importance": ""}, kind="requirements")) == (
            0,
            0,
            1,
        )

        need = one(session, select(Requirement))
        assert (need.level, need.importance) == (4, Importance.USEFUL)
        assert session.scalar(select(func.count(JobVersion.id))) == 3

    def test_an_alias_is_as_good_as_a_name(self, session, make, world, store):
        session.add(SkillAlias(skill_id=world[1].id, text="Négo", search_key="nego"))
        session.commit()

        assert counts(store(self.ROW | {"compétence": "NEGO"}, kind="requirements")) == (1, 0, 0)

    def test_a_wrong_name_is_told_with_the_nearest(self, world, plan):
        (problem,) = plan(self.ROW | {"compétence": "Negociations"}, kind="requirements").problems

        assert (problem.reason, problem.hint) == (Reason.UNKNOWN_SKILL, "Négociation")

    @pytest.mark.parametrize("level", ["0", "6", "3,5", "expert", "-1", "٣"])
    def test_levels_lie_on_the_scale(self, world, problems, level):
        assert problems(self.ROW | {"niveau": level}, kind="requirements") == [
            (2, "level", Reason.NO_LEVEL)
        ]

    def test_the_same_under_two_names_is_twice(self, world, problems):
        job, _skill = world

        assert problems(self.ROW, self.ROW | {"métier": job.code}, kind="requirements") == [
            (3, "skill", Reason.TWICE)
        ]


class TestLevels:
    ROW = {
        "matricule": "",
        "compétence": "Négociation",
        "niveau": "3",
        "constaté le": "2026-01-15",
        "dernière utilisation": "",
    }

    @pytest.fixture
    def row(self, make):
        make.skill("Négociation")
        return self.ROW | {"matricule": make.person("Ada").employee_number}

    def said(self, session):
        query = select(SkillClaim.level, SkillClaim.source).order_by(SkillClaim.at, SkillClaim.id)
        return [tuple(claim) for claim in session.execute(query)]

    def test_become_claims_of_the_import(self, session, row, store):
        assert counts(store(row, kind="person-skills")) == (1, 0, 0)

        claim = one(session, select(SkillClaim))
        assert (claim.level, claim.source, claim.at.date()) == (
            3,
            ClaimSource.IMPORT,
            date(2026, 1, 15),
        )

    def test_twice_the_same_says_nothing_new(self, session, row, store):
        store(row, kind="person-skills")

        assert counts(store(row, kind="person-skills")) == (0, 0, 1)
        assert counts(store(row | {"constaté le": "2026-02-01"}, kind="person-skills")) == (0, 0, 1)

    def test_another_level_is_one_more_claim(self, session, row, store):
        store(row, kind="person-skills")

        store(row | {"niveau": "4", "constaté le": "2026-02-01"}, kind="person-skills")

        assert self.said(session) == [(3, ClaimSource.IMPORT), (4, ClaimSource.IMPORT)]

    def test_a_history_may_come_in_one_file_and_again(self, session, row, store):
        rows = [row | {"constaté le": "2025-01-01", "niveau": "1"}, row]
        store(*rows, kind="person-skills")

        assert counts(store(*rows, kind="person-skills")) == (0, 0, 2)
        assert len(self.said(session)) == 2

    def test_what_the_person_says_is_left_alone(self, session, make, row, store):
        person = one(session, select(Person))
        make.level(person, one(session, select(Skill)), 5)

        store(row, kind="person-skills")

        assert len(self.said(session)) == 2

    @pytest.mark.parametrize(
        ("column", "value", "reason"),
        [
            ("matricule", "nobody", Reason.UNKNOWN_PERSON),
            ("compétence", "Astrologie", Reason.UNKNOWN_SKILL),
            ("niveau", "6", Reason.NO_LEVEL),
            ("constaté le", "2030-01-01", Reason.IN_FUTURE),
            ("dernière utilisation", "2030-01-01", Reason.IN_FUTURE),
        ],
    )
    def test_are_refused(self, row, problems, column, value, reason):
        ((_line, _column, found),) = problems(row | {column: value}, kind="person-skills")

        assert found is reason


class TestBridges:
    ROW = {
        "du métier": "Cariste",
        "vers le métier": "Pilote",
        "type": "évolution",
        "note": "Six mois en binôme",
    }

    @pytest.fixture
    def jobs(self, make):
        return make.job("Cariste"), make.job("Pilote")

    def test_are_added_changed_and_left_alone(self, session, jobs, store):
        assert counts(store(self.ROW, kind="bridges")) == (1, 0, 0)
        assert counts(store(self.ROW | {"type": "proche"}, kind="bridges")) == (0, 1, 0)
        assert counts(store(self.ROW | {"type": ""}, kind="bridges")) == (0, 0, 1)

        bridge = one(session, select(Bridge))
        assert (bridge.kind, bridge.note_fr) == (BridgeKind.CLOSE, "Six mois en binôme")

    def test_lead_from_one_job_to_another(self, jobs, problems):
        same = self.ROW | {"vers le métier": jobs[0].code}

        assert problems(same, kind="bridges") == [(2, "target", Reason.SAME_JOB)]

    def test_lead_to_jobs_that_exist(self, jobs, problems):
        assert problems(self.ROW | {"vers le métier": "Astronaute"}, kind="bridges") == [
            (2, "target", Reason.UNKNOWN_JOB)
        ]


def test_no_family_is_left_without_a_colour(session, store):
    store(
        *({"code": f"J{n}", "intitulé": f"J{n}", "famille": f"F{n}"} for n in range(12)),
        kind="jobs",
    )

    assert set(session.scalars(select(JobFamily.colour))) == set(range(10))
