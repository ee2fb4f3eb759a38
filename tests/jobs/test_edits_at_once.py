"""Two people of HR change one job at the same moment: one is saved, the other loses no word."""

import pytest
import sqlalchemy as sa

from talentgrow.graph.types import Importance
from talentgrow.jobs import queries, service
from talentgrow.jobs.models import Job, JobVersion, Requirement
from talentgrow.jobs.profiles import fingerprint, profile_of
from talentgrow.jobs.service import NeedValues
from talentgrow.kernel.access import SYSTEM, Role
from tests.make import NOW
from tests.races import Served, at_once, codes, let_meet


class Two(Served):
    """A job, and two people who may change it."""

    def found(self, make):
        job = make.job("Cariste", needs={make.skill("Conduite"): 2})
        self.seen = fingerprint(profile_of(queries.get_in_full(job.id)))
        self.job, self.skill = job.id, make.skill("Sécurité").id
        return {name: make.person(name, role=Role.HR) for name in ("Sophie M", "Hugo R")}


@pytest.fixture
def two(new_app):
    return Two.of(new_app)


@pytest.fixture
def meet(monkeypatch):
    """Let both look at the job before either changes it, as far as the database lets them."""
    let_meet(monkeypatch, queries, "get_for_change", early=True)
    let_meet(monkeypatch, queries, "get_for_change")


def test_two_forms_at_once_save_one_and_show_the_other_again(two, meet):
    titles = {"Sophie M": "First title", "Hugo R": "Other title"}

    def edit(who):
        title = titles[who]
        form = {"title_fr": title, "title_en": title, "family_id": "0", "note": title}
        return two.post(who, f"/jobs/{two.job}/edit", form | {"seen": two.seen, "do": "save"})

    answers = dict(zip(titles.values(), at_once(*map(edit, titles)), strict=True))

    saved, told = sorted(answers, key=lambda title: answers[title].status_code)
    assert codes([answers[saved], answers[told]]) == [302, 409]
    assert f"becomes “{saved}”" in answers[told].text
    assert f'value="{told}"' in answers[told].text
    assert two.stored(sa.select(Job.title_en).where(Job.id == two.job)) == [saved]
    assert two.stored(sa.select(JobVersion.number).order_by(JobVersion.number)) == [1, 2]


def test_the_same_skills_proposed_twice_at_once_come_in_once(two, meet):
    need = NeedValues(two.skill, 3, Importance.USEFUL)

    def add():
        return service.add_requirements(queries.get(two.job), [need], by=SYSTEM, now=NOW)

    added = at_once(two.inside(add), two.inside(add))

    assert sorted(added) == [0, 1]
    found = sa.select(Requirement.id).where(Requirement.skill_id == two.skill)
    assert len(two.stored(found)) == 1
