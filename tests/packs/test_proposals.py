"""What public jobs propose for a job of ours, and what a confirmation adds."""

import pytest

from talentgrow.audit.models import AuditEvent
from talentgrow.graph.types import Importance
from talentgrow.infra.db import db
from talentgrow.jobs import queries as jobs
from talentgrow.kernel.access import SYSTEM
from talentgrow.kernel.origin import Origin
from talentgrow.packs import proposals, queries
from talentgrow.packs.proposals import NoSuchProposal, Picked, Source
from talentgrow.skills.models import SkillCode
from tests.make import NOW
from tests.packs.test_loading import all_of

FISCAL = Picked(Origin.ROME, "13", 4, Importance.USEFUL)
JOURNAL = Picked(Origin.ROME, "12", 3, Importance.ESSENTIAL)


def confirm(job, *picked):
    done = proposals.confirm(jobs.get(job.id), picked, queries.kept(), by=SYSTEM, now=NOW)
    db.session.commit()
    db.session.expire_all()
    return done


class TestClosest:
    def test_each_kept_pack_names_its_closest_jobs(self, make, keep, rome, esco):
        keep(rome)
        keep(esco)

        found = proposals.closest(make.job("Comptable", english="Accountant").title, queries.kept())

        assert found[Origin.ROME][0].job.code == "M1203"
        assert found[Origin.ESCO][0].job.title.en == "Accountant"
        assert (found[Origin.ESCO][0].skills, found[Origin.ESCO][0].essential) == (2, 1)


class TestSkills:
    def test_those_asked_for_already_come_last_and_say_so(self, make, keep, load, rome):
        load(rome, "M12")
        skill = db.session.get(type(make.skill()), skill_id("13"))
        job = make.job("Comptable", needs={skill: 5})

        found = proposals.skills_of(
            jobs.get(job.id), [Source(Origin.ROME, "M1203")], queries.kept()
        )

        assert [one.asked_level for one in found] == [None, None, 5]
        assert not any(one.is_new for one in found)

    def test_of_two_chosen_jobs_each_skill_comes_once(self, make, keep, rome):
        keep(rome)
        both = [Source(Origin.ROME, "M1203"), Source(Origin.ROME, "M1805")]

        found = proposals.skills_of(jobs.get(make.job().id), both, queries.kept())

        assert sorted(one.skill.code for one in found) == ["12", "13", "15", "16"]

    @pytest.mark.parametrize("source", [Source(Origin.ROME, "Z9999"), Source(Origin.ESCO, "x")])
    def test_what_no_kept_pack_has_is_refused(self, make, keep, rome, source):
        keep(rome)

        with pytest.raises(NoSuchProposal):
            proposals.skills_of(jobs.get(make.job().id), [source], queries.kept())


class TestConfirm:
    def test_adds_needs_and_new_skills_with_where_they_come_from(self, make, keep, rome):
        keep(rome)
        job = make.job("Comptable")

        assert confirm(job, FISCAL, JOURNAL) == (2, 2)

        needs = {need.skill.name_fr: need for need in jobs.needs(jobs.get(job.id))}
        need = needs["Droit fiscal"]
        assert (need.level, need.importance, need.origin) == (4, Importance.USEFUL, Origin.ROME)
        assert need.skill.origin is Origin.ROME
        assert "packs.proposal_confirmed" in {event.kind for event in all_of(AuditEvent)}

    def test_a_skill_of_ours_with_the_same_name_is_used(self, make, keep, rome):
        keep(rome)
        own, job = make.skill("Droit fiscal"), make.job("Comptable")

        assert confirm(job, FISCAL) == (1, 0)

        assert [need.skill_id for need in jobs.get(job.id).requirements] == [own.id]
        assert [code.skill_id for code in all_of(SkillCode)] == [own.id]
        assert own.origin is Origin.OWN

    def test_what_the_job_asks_for_already_stays(self, make, keep, rome):
        keep(rome)
        job = make.job("Comptable", needs={make.skill("Droit fiscal"): 5})

        assert confirm(job, FISCAL) == (0, 0)

        assert [need.level for need in jobs.get(job.id).requirements] == [5]

    def test_a_skill_that_the_pack_does_not_have_is_refused(self, make, keep, rome):
        keep(rome)

        with pytest.raises(NoSuchProposal):
            confirm(make.job(), Picked(Origin.ROME, "999", 3, Importance.USEFUL))


def skill_id(code):
    return all_of(SkillCode, code=code)[0].skill_id
