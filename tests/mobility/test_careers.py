"""Rows of the database become the values which the graph is computed from."""

from datetime import date

import numpy as np

from talentgrow.graph.types import Bridge, Importance, Need
from talentgrow.kernel.localized import Localized
from talentgrow.mobility import careers

TODAY = date(2026, 10, 8)


def test_an_empty_house_gives_empty_columns(session):
    inputs = careers.read(TODAY)

    assert (inputs.jobs, inputs.families, inputs.skills, inputs.bridges) == ((), (), (), ())
    assert [len(column) for column in vars(inputs.careers).values()] == [0] * 5
    assert inputs.as_of == TODAY


def test_assignments_come_as_columns_in_the_order_of_people_and_days(make):
    ada, bob = make.person("Ada"), make.person("Bob")
    job, unit = make.job(), make.unit()
    make.assignment(bob, job, start=date(2019, 5, 1), unit=unit)
    make.assignment(ada, job, start=date(2021, 1, 1))
    make.assignment(ada, job, start=date(2015, 2, 3), end=date(2020, 12, 31))

    found = careers.read(TODAY).careers

    assert found.person.tolist() == [ada.id, ada.id, bob.id]
    assert found.job.tolist() == [job.id] * 3
    assert found.unit.tolist() == [-1, -1, unit.id]
    assert found.started.astype(str).tolist() == ["2015-02-03", "2021-01-01", "2019-05-01"]
    assert found.ended.astype(str).tolist() == ["2020-12-31", "NaT", "NaT"]
    assert found.person.dtype == np.int64
    assert found.ended.dtype == np.dtype("datetime64[D]")


def test_jobs_come_with_family_grade_and_needs_in_both_languages(make):
    family, one, other = make.family("Flux", "FX"), make.skill("Un"), make.skill("Autre")
    job = make.job("Pilote", english="Pilot", family=family, grade=4, is_temporary=True)
    make.need(job, other, 2, Importance.USEFUL)
    make.need(job, one, 5)

    (found,) = careers.read(TODAY).jobs

    assert (found.id, found.title) == (job.id, Localized("Pilote", "Pilot"))
    assert (found.family, found.grade, found.is_temporary) == (family.id, 4, True)
    assert found.needs == (
        Need(one.id, 5, Importance.ESSENTIAL),
        Need(other.id, 2, Importance.USEFUL),
    )


def test_what_is_not_known_is_none_rather_than_zero(make):
    make.job("Pilote")

    (found,) = careers.read(TODAY).jobs

    assert (found.family, found.grade, found.needs) == (None, None, ())


def test_families_skills_and_bridges_come_along(make):
    family, skill = make.family("Flux", "FX", colour=3), make.skill("Un", "One")
    one, other = make.job("A"), make.job("B")
    make.bridge(other, one)

    inputs = careers.read(TODAY)

    ((found,), (known,)) = inputs.families, inputs.skills
    assert (found.id, found.code, found.colour) == (family.id, "FX", 3)
    assert (known.id, known.name) == (skill.id, Localized("Un", "One"))
    assert inputs.bridges == (Bridge(other.id, one.id),)


def test_needs_a_handful_of_statements_however_many_people_there_are(make, statements):
    make.movers(20, make.job("A"), make.job("B"))

    with statements() as sent:
        careers.read(TODAY)

    assert len(sent) <= 8
