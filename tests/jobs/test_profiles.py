"""Job profiles: HR changes what a job takes, and each real change is kept as a version."""

import pytest
from sqlalchemy import func, select

from talentgrow.audit.models import AuditEvent
from talentgrow.graph.types import Importance
from talentgrow.jobs import queries, service, versions
from talentgrow.jobs.models import Job, JobVersion, Requirement, Tag
from talentgrow.jobs.pages.profile_form import filled_from
from talentgrow.jobs.profiles import differences, fingerprint, profile_of
from talentgrow.jobs.service import JobValues, NeedValues
from talentgrow.jobs.signals import catalogue_changed
from talentgrow.kernel.access import Actor, Role
from talentgrow.kernel.origin import Origin
from talentgrow.skills.models import Skill
from tests.make import NOW


@pytest.fixture
def hr(make):
    return Actor(make.person("Sophie Marchal", role=Role.HR).id, frozenset({Role.HR}))


@pytest.fixture
def talks(make):
    return make.skill("Négociation")


@pytest.fixture
def flows(make):
    return make.skill("Flux")


@pytest.fixture
def job(make, talks):
    return make.job("Planificateur", family=make.family("Flux", "FX"), needs={talks: 2})


def values_of(job, **changed):
    filled = filled_from(job)
    needs = tuple(
        NeedValues(need["skill_id"], need["level"], Importance(need["importance"]))
        for need in filled.pop("needs")
    )
    codes = frozenset((row["scheme"], row["code"]) for row in filled.pop("codes"))
    tags = frozenset(Tag(tag) for tag in filled.pop("tags"))
    return JobValues(**filled | {"needs": needs, "codes": codes, "tags": tags} | changed)


def edit(job, hr, note="", **changed):
    job = queries.get_for_change(job.id)
    seen = fingerprint(profile_of(job))
    return service.edit(job, values_of(job, **changed), seen=seen, by=hr, now=NOW, note=note)


def numbers(session, job):
    return session.scalars(
        select(JobVersion.number).where(JobVersion.job_id == job.id).order_by(JobVersion.number)
    ).all()


class TestEdit:
    def test_the_first_change_keeps_what_was_before_and_what_is_now(self, session, job, hr, talks):
        edit(job, hr, "Trois fournisseurs de plus", needs=(essential(talks, 3),))

        before, after = versions.rows_of(job.id)
        assert (before.number, before.author_id, before.note) == (1, None, "")
        assert (after.number, after.author_id) == (2, hr.person_id)
        assert after.note == "Trois fournisseurs de plus"
        assert [need["level"] for need in before.profile["needs"]] == [2]
        assert [need["level"] for need in after.profile["needs"]] == [3]

    def test_all_of_a_profile_can_change(self, session, job, hr, make, flows):
        family = make.family("Ventes", "VE")

        edit(
            job,
            hr,
            title_fr="Ordonnancement",
            title_en="Scheduling",
            description_fr="Il ordonne.",
            family_id=family.id,
            grade=5,
            is_temporary=True,
            tags=frozenset({Tag.SHORTAGE, Tag.EMERGING}),
            codes=frozenset({("rome", "M1402")}),
            needs=(NeedValues(flows.id, 4, Importance.USEFUL),),
        )

        profile = profile_of(queries.get_for_change(job.id))
        assert profile == {
            "title_fr": "Ordonnancement",
            "title_en": "Scheduling",
            "description_fr": "Il ordonne.",
            "description_en": "",
            "family": "VE",
            "grade": 5,
            "temporary": True,
            "tags": ["emerging", "shortage"],
            "codes": ["rome:M1402"],
            "needs": [{"skill": flows.code, "level": 4, "importance": "useful"}],
        }
        assert session.get(Job, job.id).search_key == "ordonnancement scheduling"

    def test_saving_what_is_said_already_keeps_nothing(self, session, job, hr):
        heard = []
        with catalogue_changed.connected_to(heard.append):
            edit(job, hr)

        assert numbers(session, job) == []
        assert heard == []

    def test_a_change_leaves_a_trace_and_is_news(self, session, job, hr):
        heard = []
        with catalogue_changed.connected_to(heard.append):
            edit(job, hr, "Monte d’un échelon", grade=4)

        event = session.scalars(select(AuditEvent)).one()
        assert (event.kind, event.actor_id) == ("jobs.changed", hr.person_id)
        assert event.details == {"version": 2, "note": "Monte d’un échelon"}
        assert len(heard) == 1

    def test_an_old_form_does_not_overwrite(self, session, job, hr, talks):
        old = queries.get_for_change(job.id)
        seen, values = fingerprint(profile_of(old)), values_of(old, grade=9)
        edit(job, hr, grade=4)

        with pytest.raises(service.ProfileChanged):
            service.edit(queries.get_for_change(job.id), values, seen=seen, by=hr, now=NOW)

        assert queries.get(job.id).grade == 4

    def test_a_skill_that_is_not_there_changes_nothing(self, session, job, hr):
        with pytest.raises(service.NoSuchSkill):
            edit(job, hr, grade=9, needs=(NeedValues(999_999, 3, Importance.USEFUL),))

        assert queries.get(job.id).grade is None

    def test_a_requirement_of_a_pack_becomes_the_companys_own_when_changed(
        self, session, job, hr, talks, flows
    ):
        session.add(Requirement(job_id=job.id, skill_id=flows.id, level=2, origin=Origin.ROME))
        session.commit()

        edit(job, hr, needs=(essential(talks, 5), essential(flows, 2)))
        untouched = origins(session, job)
        edit(job, hr, needs=(essential(talks, 5), essential(flows, 3)))

        assert untouched[flows.id] is Origin.ROME
        assert origins(session, job)[flows.id] is Origin.OWN

    def test_a_change_that_came_another_way_is_kept_before_the_next(self, session, job, hr):
        edit(job, hr, grade=4)
        session.get(Job, job.id).title_en = "Imported"
        session.commit()

        edit(job, hr, grade=5)

        kept = versions.rows_of(job.id)
        assert [version.author_id for version in kept] == [None, hr.person_id, None, hr.person_id]
        assert kept[2].profile["title_en"] == "Imported"


def essential(skill, level):
    return NeedValues(skill.id, level, Importance.ESSENTIAL)


def origins(session, job):
    rows = session.execute(
        select(Requirement.skill_id, Requirement.origin).where(Requirement.job_id == job.id)
    )
    return dict(rows.all())


class TestAddRequirements:
    def test_adds_what_is_missing_and_leaves_the_rest(self, session, job, hr, talks, flows):
        added = service.add_requirements(
            job,
            [NeedValues(talks.id, 5, Importance.USEFUL), from_rome(flows), from_rome(flows)],
            by=hr,
            now=NOW,
            note="Proposé par le ROME",
        )

        assert added == 1
        needs = {need.skill_id: need for need in queries.get(job.id).requirements}
        assert (needs[talks.id].level, needs[talks.id].importance) == (2, Importance.ESSENTIAL)
        assert (needs[flows.id].level, needs[flows.id].origin) == (3, Origin.ROME)
        assert versions.newest(job.id).note == "Proposé par le ROME"

    def test_nothing_new_keeps_no_version(self, session, job, hr, talks):
        assert service.add_requirements(job, [essential(talks, 4)], by=hr, now=NOW) == 0
        assert numbers(session, job) == []

    def test_a_skill_that_is_not_there_adds_nothing(self, session, job, hr, flows):
        missing = NeedValues(999_999, 3, Importance.USEFUL)

        with pytest.raises(service.NoSuchSkill):
            service.add_requirements(job, [from_rome(flows), missing], by=hr, now=NOW)

        assert len(queries.get(job.id).requirements) == 1


def from_rome(skill):
    return NeedValues(skill.id, 3, Importance.USEFUL, Origin.ROME)


class TestCreate:
    def test_begins_with_its_first_version(self, session, hr, job, flows):
        values = values_of(queries.get_in_full(job.id), needs=(essential(flows, 3),))

        made = service.create("FX-NEW", values, by=hr, now=NOW, note="Nouveau métier")

        version = versions.newest(made.id)
        assert (version.number, version.note) == (1, "Nouveau métier")
        assert made.code == "FX-NEW"
        assert made.search_key == "planificateur planificateur (en)"

    def test_two_jobs_never_share_a_code(self, session, hr, job):
        with pytest.raises(service.JobCodeTaken):
            service.create(job.code, values_of(queries.get_in_full(job.id)), by=hr, now=NOW)


class TestRestore:
    def test_makes_a_new_version_of_the_old_one(self, session, job, hr, talks, flows):
        edit(job, hr, grade=7, needs=(essential(flows, 5),), tags=frozenset({Tag.AT_RISK}))
        old = versions.get(job.id, 1)

        assert service.restore(queries.get_for_change(job.id), old, by=hr, now=NOW, note="Retour")

        now = queries.get_in_full(job.id)
        assert profile_of(now) == old.profile
        assert numbers(session, job) == [1, 2, 3]

    def test_of_what_is_said_already_changes_nothing(self, session, job, hr):
        edit(job, hr, grade=7)
        newest = versions.newest(job.id)

        assert not service.restore(queries.get_for_change(job.id), newest, by=hr, now=NOW, note="")
        assert numbers(session, job) == [1, 2]

    def test_takes_the_skill_which_a_merged_one_became(self, session, make, job, hr, talks, flows):
        edit(job, hr, needs=())
        session.get(Skill, talks.id).merged_into_id = flows.id
        session.commit()

        service.restore(
            queries.get_for_change(job.id), versions.get(job.id, 1), by=hr, now=NOW, note=""
        )

        assert [need.skill_id for need in queries.get(job.id).requirements] == [flows.id]


class TestRetire:
    def test_hides_a_job_unless_asked_for(self, app, session, job, hr):
        service.retire(job, by=hr, now=NOW)
        session.commit()

        with app.test_request_context():
            shown = session.scalars(queries.search()).all()
            asked = session.scalars(queries.catalogue(queries.JobFilters(with_retired=True))).all()
        assert (shown, asked) == ([], [job])

    def test_and_back_leave_one_trace_each(self, session, job, hr):
        for step in (service.retire, service.retire, service.bring_back, service.bring_back):
            step(job, by=hr, now=NOW)

        assert session.scalars(select(AuditEvent.kind).order_by(AuditEvent.id)).all() == [
            "jobs.retired",
            "jobs.brought_back",
        ]
        assert job.retired_at is None


class TestDelete:
    def test_removes_a_job_without_history(self, session, job, hr):
        edit(job, hr, grade=3, tags=frozenset({Tag.SHORTAGE}), codes=frozenset({("rome", "M1")}))

        service.delete(queries.get_for_change(job.id), by=hr, now=NOW)

        for model in (Job, JobVersion, Requirement):
            assert session.scalar(select(func.count()).select_from(model)) == 0

    @pytest.mark.parametrize("history", ["held", "bridge", "wish", "path"])
    def test_a_job_with_history_stays(self, session, make, job, hr, history):
        {
            "held": lambda: make.person("Ada", job=job),
            "bridge": lambda: make.bridge(make.job("Other"), job),
            "wish": lambda: make.wish(make.person("Ada"), job),
            "path": lambda: make.saved_path(make.person("Ada"), job),
        }[history]()

        with pytest.raises(service.JobHasHistory):
            service.delete(queries.get_for_change(job.id), by=hr, now=NOW)

        assert len(queries.get(job.id).requirements) == 1


class TestDifferences:
    def test_say_what_comes_in_changes_and_goes(self):
        def asks(**needs):
            return {
                "needs": [
                    {"skill": skill, "level": level, "importance": importance}
                    for skill, (level, importance) in needs.items()
                ]
            }

        found = differences(
            asks(a=(2, "useful"), b=(3, "essential"), c=(1, "useful")),
            asks(a=(3, "essential"), c=(1, "useful"), d=(4, "useful")),
        )

        assert [
            (need.skill, need.level_before, need.level, need.is_new, need.is_gone)
            for need in found.needs
        ] == [("d", None, 4, True, False), ("a", 2, 3, False, False), ("b", 3, None, False, True)]

    def test_of_the_same_are_none(self):
        assert not differences({"grade": 1, "tags": ["x"]}, {"grade": 1, "tags": ["x"]})

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ({"tags": []}, {"tags": ["x"]}),
            ({"tags": ["x"]}, {"tags": []}),
            ({"codes": []}, {"codes": ["x"]}),
            ({"codes": ["x"]}, {"codes": []}),
            ({"grade": None}, {"grade": 0}),
            ({"temporary": False}, {"temporary": True}),
        ],
    )
    def test_of_anything_else_count(self, before, after):
        assert differences(before, after)
