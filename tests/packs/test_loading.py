"""What loading adds, and what it leaves alone."""

import hashlib

import sqlalchemy as sa

from talentgrow.audit.models import AuditEvent
from talentgrow.graph.types import Importance
from talentgrow.infra.db import db
from talentgrow.jobs.models import Bridge, BridgeKind, Job, JobCode, JobFamily, Requirement
from talentgrow.kernel.access import SYSTEM
from talentgrow.kernel.origin import Origin
from talentgrow.packs import service
from talentgrow.packs.loading import catalogue, progress, run
from talentgrow.packs.loading.plan import Choice, plan
from talentgrow.packs.models import PackRun
from talentgrow.packs.reading import read
from talentgrow.skills.models import Skill, SkillAlias, SkillCode, SkillKind
from tests.make import NOW
from tests.packs.conftest import ROME, uploads

CATALOGUES = (JobFamily, Job, Skill, SkillAlias, Requirement, Bridge)


def all_of(model, **values):
    return db.session.scalars(sa.select(model).filter_by(**values).order_by(model.id)).all()


def count(model, **values):
    return len(all_of(model, **values))


def own_rows(families):
    """Return a hash of every row of the catalogues that is the company's own.

    Families carry no origin: those of the company are given.
    """
    found = []
    for model in CATALOGUES:
        table = model.__table__
        rows = db.session.execute(sa.select(table).order_by(table.c.id)).mappings()
        own = [row for row in map(dict, rows) if row.get("origin", Origin.OWN) is Origin.OWN]
        if model is JobFamily:
            own = [row for row in own if row["id"] in families]
        found.append((table.name, own))
    return hashlib.sha256(repr(found).encode()).hexdigest()


class TestLoading:
    def test_a_family_comes_with_its_jobs_skills_needs_and_ways(self, load, rome):
        load(rome, "A")

        assert [job.title_fr for job in all_of(Job)] == ["Conduite de tracteurs", "Taille de haies"]
        assert [s.name_fr for s in all_of(Skill)] == ["Atteler une remorque", "Mécanique agricole"]
        assert count(Requirement) == 3
        assert {(b.kind, b.note_fr) for b in all_of(Bridge)} == {
            (BridgeKind.CLOSE, "Selon le ROME 3.47 (France Travail)."),
            (BridgeKind.EVOLUTION, "Selon le ROME 3.47 (France Travail)."),
        }

    def test_everything_says_where_it_comes_from(self, load, rome):
        load(rome)

        for model in (Job, Skill, Requirement, Bridge):
            assert {row.origin for row in all_of(model)} == {Origin.ROME}
        assert [code.code for code in all_of(JobCode)] == ["A1101", "A1102", "M1203", "M1805"]
        assert {code.scheme for code in all_of(SkillCode)} == {"rome"}

    def test_french_stands_in_for_english(self, load, rome):
        load(rome)

        job = all_of(Job, code="rome-m1203")[0]
        assert (job.title_fr, job.title_en) == ("Comptabilité", "Comptabilité")

    def test_skills_have_their_kind_and_a_family(self, load, rome):
        load(rome)

        kinds = {skill.name_fr: skill.kind for skill in all_of(Skill)}
        assert kinds["Rigueur"] is SkillKind.BEHAVIOUR
        assert kinds["Droit fiscal"] is SkillKind.KNOWLEDGE
        assert all(skill.family_id for skill in all_of(Skill))

    def test_jobs_belong_to_the_first_level(self, load, rome):
        load(rome, "A11")

        family = all_of(JobFamily)[0]
        assert (family.code, family.name_en.split(",")[0]) == ("RA", "Farming and fishing")
        assert {job.family_id for job in all_of(Job)} == {family.id}

    def test_levels_are_those_that_were_chosen(self, load, esco):
        load(esco, essential_level=4, optional_level=1)

        assert {(need.importance, need.level) for need in all_of(Requirement)} == {
            (Importance.ESSENTIAL, 4),
            (Importance.USEFUL, 1),
        }

    def test_optional_skills_can_be_left_out(self, load, esco):
        load(esco, "24", optional_level=0)

        assert [skill.name_en for skill in all_of(Skill)] == ["Keep accounts"]
        assert count(Requirement) == 1

    def test_twice_adds_nothing(self, load, rome):
        load(rome)
        before = [count(model) for model in CATALOGUES]

        planned = load(rome)

        assert not planned.adds_something
        assert [count(model) for model in CATALOGUES] == before
        assert planned.counts["jobs_known"] == 4

    def test_what_hr_took_away_since_does_not_come_back(self, load, rome):
        load(rome)
        db.session.delete(all_of(Requirement)[0])
        db.session.delete(all_of(Bridge)[0])
        db.session.commit()
        before = count(Requirement), count(Bridge)

        load(rome)

        assert (count(Requirement), count(Bridge)) == before

    def test_families_can_be_added_later_and_ways_between_them_follow(self, load, rome):
        load(rome, "A11")
        assert count(Bridge) == 2

        load(rome, "M12")

        assert count(Job) == 3
        assert count(Bridge) == 3

    def test_a_newer_version_leaves_what_was_loaded(self, load, rome):
        load(rome)
        renamed = {n: t.replace("Taille de haies", "Soin des haies") for n, t in ROME.items()}

        load(read(uploads(renamed)))

        assert [job.title_fr for job in all_of(Job, code="rome-a1102")] == ["Taille de haies"]

    def test_is_in_the_trail_with_its_numbers(self, load, rome):
        load(rome, "A")

        events = {event.kind: event.details for event in all_of(AuditEvent)}
        assert events["packs.loaded"]["counts"]["jobs_added"] == 2
        assert events["packs.loaded"]["groups"] == ["A"]
        assert {"packs.kept", "packs.asked"} <= events.keys()

    def test_two_skills_of_the_same_name_become_one_with_both_codes(self, load):
        twice = ROME["rome347_competences.csv"] + "17,Droit  FISCAL,savoir\n"
        links = ROME["rome347_metier_competence.csv"] + "M1203,17\nM1805,17\n"
        files = ROME | {"rome347_competences.csv": twice, "rome347_metier_competence.csv": links}

        load(read(uploads(files)))

        skill = all_of(Skill, name_fr="Droit fiscal")[0]
        assert [c.code for c in all_of(SkillCode, skill_id=skill.id)] == ["13", "17"]
        assert count(Requirement, skill_id=skill.id) == 2


class TestTheCompanysOwn:
    def test_is_not_touched(self, make, load, rome, esco):
        skill = make.skill("Droit fiscal", "Tax law")
        family = make.family("Santé", code="RM")
        job = make.job("Comptabilité", family=family, needs={skill: 5})
        make.bridge(job, make.job("Autre"))
        before = own_rows({family.id})

        load(rome)
        load(esco)

        assert own_rows({family.id}) == before

    def test_a_skill_of_the_same_name_is_used_and_gets_the_code(self, make, load, rome):
        own = make.skill("Droit  fiscal", "Tax law")

        planned = load(rome, "M12")

        assert count(Skill, name_fr="Droit fiscal") == 0
        assert [c.code for c in all_of(SkillCode, skill_id=own.id)] == ["13"]
        assert count(Requirement, skill_id=own.id) == 1
        assert planned.counts["skills_named"] == 1

    def test_another_word_for_a_skill_counts_as_its_name(self, make, session, load, rome):
        own = make.skill("Fiscalité")
        session.add(SkillAlias(skill_id=own.id, text="Droit fiscal", search_key="droit fiscal"))

        load(rome, "M12")

        assert count(Requirement, skill_id=own.id) == 1

    def test_a_merged_skill_leads_to_the_one_it_is_part_of(self, make, session, load, rome):
        kept, merged = make.skill("Fiscalité"), make.skill("Droit fiscal")
        merged.merged_into_id = kept.id
        session.commit()

        load(rome, "M12")

        assert count(Requirement, skill_id=merged.id) == 0
        assert count(Requirement, skill_id=kept.id) == 1

    def test_a_job_of_the_same_title_gets_the_code_and_nothing_else(self, make, load, rome):
        own = make.job("COMPTABILITE")

        planned = load(rome)

        assert planned.counts["jobs_named"] == 1
        assert [code.code for code in all_of(JobCode, job_id=own.id)] == ["M1203"]
        assert count(Requirement, job_id=own.id) == 0
        assert not [b for b in all_of(Bridge) if own.id in {b.source_id, b.target_id}]

    def test_a_job_with_the_same_code_is_left_alone(self, make, session, load, rome):
        own = make.job("Notre comptable")
        session.add(JobCode(job_id=own.id, scheme="rome", code="M1203"))
        session.commit()

        load(rome, "M12")

        assert count(Job) == 1
        assert count(Requirement) == 0

    def test_codes_that_are_taken_are_not_taken_twice(self, make, session, load, rome):
        own = make.job("Autre")
        own.code = "rome-m1203"
        session.commit()

        load(rome, "M12")

        assert {job.code for job in all_of(Job)} == {"rome-m1203", "rome-m1203-2"}

    def test_a_family_of_the_same_name_takes_the_jobs_in(self, make, load, rome):
        own = make.family("Support à l’entreprise")

        load(rome, "M12")

        assert [job.family_id for job in all_of(Job)] == [own.id]
        assert count(JobFamily) == 1


class TestTheTask:
    def ask(self, kept, *groups):
        asked = service.ask_for(kept, Choice(groups), by=SYSTEM, now=NOW)
        db.session.commit()
        return asked

    def test_loads_every_run_that_waits(self, keep, rome):
        kept = keep(rome)
        first, second = self.ask(kept, "A"), self.ask(kept, "M")

        run.load_waiting()

        db.session.expire_all()
        assert first.counts["jobs_added"] == second.counts["jobs_added"] == 2
        assert first.ended_at
        assert not first.failure
        assert progress.share(first.id) is None

    def test_a_run_that_has_ended_is_not_loaded_again(self, keep, rome):
        asked = self.ask(keep(rome), "A")
        run.load_waiting()
        ended = db.session.get_one(PackRun, asked.id).ended_at

        run.load_waiting()

        assert db.session.get_one(PackRun, asked.id).ended_at == ended

    def test_a_missing_file_ends_the_run_with_a_reason(self, app, keep, rome):
        asked = self.ask(keep(rome), "A")
        forget_files(app)

        run.load_waiting()

        db.session.expire_all()
        assert db.session.get_one(PackRun, asked.id).failure == "missing"
        assert count(Job) == 0

    def test_what_the_database_refuses_leaves_nothing(self, keep, rome, monkeypatch):
        asked = self.ask(keep(rome), "A")
        whole = run._Writer._bridges

        def twice(self, *arguments, **options):
            return whole(self, *arguments, **options) * 2

        monkeypatch.setattr(run._Writer, "_bridges", twice)

        run.load_waiting()

        db.session.expire_all()
        assert db.session.get_one(PackRun, asked.id).failure == "database"
        assert [count(model) for model in (Job, Skill, JobCode, Requirement)] == [0, 0, 0, 0]


def forget_files(app):
    """Lose the files of packs, as a restored database without its folder does."""
    app.extensions.pop("talentgrow.packs", None)
    for path in (service.library.folder("rome")).glob("*"):
        path.unlink()


class TestRealPacks:
    def test_the_whole_rome_loads_once(self, load, real_pack):
        pack = real_pack("rome")

        planned = load(pack, *[group.code for group in pack.groups if not group.parent])

        assert count(Job) == len(pack.jobs) == 531
        assert len(pack.moves) == 4000
        assert count(Bridge) == 4000
        assert planned.counts["needs_added"] > 26_000
        again = plan(pack, planned.choice, catalogue.read(Origin.ROME))
        assert not again.adds_something

    def test_a_group_of_esco_loads_in_both_languages(self, load, real_pack):
        load(real_pack("esco"), "25")

        titles = {job.title_en: job.title_fr for job in all_of(Job)}
        assert titles["Software developer"].startswith("Développeur de logiciels")
        assert {need.importance for need in all_of(Requirement)} == set(Importance)
