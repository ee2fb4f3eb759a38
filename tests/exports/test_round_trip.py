"""What was taken along and comes back unchanged changes nothing."""

from datetime import date

import pytest

from talentgrow.exports.views import EXPORTS
from talentgrow.graph.types import Importance
from talentgrow.imports import running
from talentgrow.jobs.models import JobTag, Tag
from talentgrow.kernel.access import Role
from talentgrow.people.models import Gender
from talentgrow.skills.models import ClaimSource, SkillAlias
from tests.imports.conftest import read_file


@pytest.fixture
def house(make, session):
    """A little of everything, some of it with words that spreadsheets stumble over."""
    hana = make.person("Hana Élouan", role=Role.HR)
    boss = make.person("=Boss O'Neil", locale="en", timezone="Europe/London")
    ada = make.person("Ada", gender=Gender.WOMAN)
    top = make.unit("Angers")
    below = make.unit("Angers; flux", parent=top)
    site = make.site("Lyon | Sud")
    skill, other = make.skill("-Négociation"), make.skill("007")
    job = make.job("Pilote de flux", needs={skill: 3}, grade=4, description_fr="Deux\nlignes")
    useful = make.job("Vente", family=make.family())
    make.need(useful, other, 2, Importance.USEFUL)
    session.add(JobTag(job_id=job.id, tag=Tag.SHORTAGE))
    session.add(SkillAlias(skill_id=skill.id, text="@Négo", search_key="@nego"))
    make.bridge(job, useful, note='Six mois, "en binôme"')
    make.assignment(ada, useful, start=date(2019, 1, 1), end=date(2021, 12, 31))
    make.assignment(ada, job, start=date(2022, 1, 1), unit=below, site=site, manager=boss)
    make.level(ada, skill, 3)
    make.level(ada, other, 2, source=ClaimSource.IMPORT)
    return hana


@pytest.mark.parametrize("name", sorted(EXPORTS))
@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_export_is_an_import_that_changes_nothing(
    house, sign_in, tmp_path, name, suffix, language
):
    client = sign_in(house, language=language)
    path = tmp_path / f"list.{suffix}"
    path.write_bytes(client.get(f"/exports/{name}.{suffix}").data)

    plan = running.plan(read_file(path, name))

    assert plan.problems == []
    assert plan.changes == []
    assert plan.counts.unchanged == plan.counts.rows > 0
