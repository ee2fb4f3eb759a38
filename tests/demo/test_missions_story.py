"""The missions of the demo company: a story one can follow, true to every rule, on any day."""

import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
import time_machine
from sqlalchemy import func, select

from talentgrow.audit.models import StatusChange
from talentgrow.audit.service import name_of
from talentgrow.demo import seed
from talentgrow.demo.stories.missions import content, story
from talentgrow.infra import clock
from talentgrow.infra.db import db, writing
from talentgrow.missions import deadlines, house, nightly
from talentgrow.missions.applications.models import Application, Credit, Debrief, Growth, Side
from talentgrow.missions.applications.queries import deadline
from talentgrow.missions.models import Mission, MissionQuestion, SavedMission, Theme
from talentgrow.missions.recommend.fits import fits
from talentgrow.missions.states import ALIVE, OUTCOMES, SEATED, UNANSWERED
from talentgrow.missions.states import ApplicationStatus as A
from talentgrow.missions.states import MissionStatus as M
from talentgrow.notifications.models import Notice
from talentgrow.people.models import Person
from talentgrow.skills.models import ClaimSource, SkillClaim

# Passed through within the moment in which somebody sends.
NEVER_RESTING = {A.SUBMITTED}


@pytest.fixture(scope="module")
def demo_app(new_app):
    app = new_app()
    with app.app_context(), writing():
        seed.fill(now=clock.now())
        db.session.commit()
    return app


@pytest.fixture
def demo(demo_app):
    with demo_app.app_context():
        yield db.session


def person(name):
    return db.session.scalars(select(Person).where(Person.email.startswith(f"{name}@"))).one()


def applications_of(name, *statuses):
    found = select(Application).where(Application.person_id == person(name).id)
    return db.session.scalars(found.where(Application.status.in_(statuses))).all()


def mission_of(application):
    return db.session.get_one(Mission, application.mission_id)


def check_everything_fits():
    """Assert what must hold of all missions and applications, whatever the story says."""
    now, today = clock.now(), clock.today()
    missions = {mission.id: mission for mission in db.session.scalars(select(Mission))}
    applications = db.session.scalars(select(Application)).all()
    seated = Counter(one.mission_id for one in applications if one.status in SEATED | OUTCOMES)
    moves = db.session.scalars(select(StatusChange).order_by(StatusChange.id)).all()
    history = {subject: [] for subject in (name_of(one) for one in applications)}
    history |= {name_of(one): [] for one in missions.values()}
    for move in moves:
        if move.subject in history:
            history[move.subject].append(move)

    for mission in missions.values():
        assert mission.taken == seated[mission.id] <= mission.seats, mission.title
        assert (mission.starts_on.weekday(), mission.ends_on.weekday()) == (0, 4)
        assert mission.apply_by.weekday() < 5
        if mission.status is M.PUBLISHED:
            assert today < mission.starts_on
        if mission.status is M.IN_PROGRESS:
            assert mission.starts_on <= today <= mission.ends_on
        if mission.status is M.DEBRIEFING:
            assert mission.ends_on < today <= deadlines.debrief(M.DEBRIEFING, mission.since).by
    for one in [*missions.values(), *applications]:
        steps = history[name_of(one)]
        assert [step.at for step in steps] == sorted(step.at for step in steps)
        assert all(step.at <= now for step in steps)
        assert all(a.after == b.before for a, b in pairwise(steps))
        if steps:
            assert (steps[-1].after, steps[-1].at) == (one.status, one.since)
    for one in applications:
        due = deadline(one, silence_days=house.rules().silence_days)
        if one.status in UNANSWERED and due is not None:
            assert due.by >= today, f"{one.person_id} waits for ever: {one.status}"


class TestStates:
    def test_every_state_of_a_mission_and_of_an_application_is_there(self, demo):
        missions = Counter(demo.scalars(select(Mission.status)))
        applications = set(demo.scalars(select(Application.status)))

        assert missions.total() == 25
        assert missions.keys() == set(M)
        assert applications == set(A) - NEVER_RESTING

    def test_questions_debriefs_credits_and_kept_missions_are_there(self, demo):
        def count(model, *conditions):
            return demo.scalar(select(func.count()).select_from(model).where(*conditions))

        assert count(MissionQuestion, MissionQuestion.answer != "") >= 4
        assert count(MissionQuestion, MissionQuestion.answer == "") == 1
        assert count(Debrief) >= 8
        assert count(Credit) >= 4
        assert count(SavedMission) >= 3
        assert count(Theme, Theme.retired_at.is_(None)) == 6
        assert count(Growth, Growth.claim_id.is_not(None)) >= 4
        assert count(SkillClaim, SkillClaim.source == ClaimSource.MISSION) >= 4

    def test_everything_is_consistent(self, demo):
        check_everything_fits()

    def test_texts_are_written_in_both_languages(self, demo):
        unfinished = 0
        for mission in demo.scalars(select(Mission)):
            texts = (mission.title, mission.tasks, mission.learning)
            if all(text.fr and text.en and text.fr != text.en for text in texts):
                assert mission.tasks_fr.count("\n") == mission.tasks_en.count("\n")
            else:
                unfinished += 1
                assert mission.status is M.DRAFT
        assert unfinished == 1

    def test_french_has_its_narrow_spaces(self):
        told = content.content()
        texts = [text for mission in told.missions for text in mission.texts.values()]
        texts += [one.text + one.answer for mission in told.missions for one in mission.questions]
        texts += [one.message + one.word for one in told.applications]

        assert not [text for text in texts if re.search(r" [?!;:»]|« |[\w.]'\w", text)]

    def test_themes_are_explained_in_two_sentences(self):
        for theme in content.content().themes.values():
            for text in (theme.explanation_fr, theme.explanation_en):
                assert text.count(". ") == 1
                assert text.endswith(".")


class TestPeople:
    def test_ines_has_an_offer_to_answer_by_a_weekday(self, demo):
        (offer,) = applications_of("ines.caradec", A.OFFERED)

        due = deadline(offer, silence_days=10)
        assert due.who is deadlines.Who.APPLICANT
        assert due.by >= clock.today()
        assert due.by.weekday() < 5

    def test_ines_waits_for_a_word_of_karim(self, demo):
        (pending,) = applications_of("ines.caradec", A.MANAGER_PENDING)

        assert pending.manager_id == person("karim.benali").id
        assert pending.climbed_at is None

    def test_ines_has_one_debrief_to_write_which_maud_has_written(self, demo):
        (open_one,) = [
            one
            for one in applications_of("ines.caradec", *OUTCOMES)
            if mission_of(one).status is M.DEBRIEFING
        ]

        written = demo.scalars(select(Debrief).where(Debrief.application_id == open_one.id))
        assert [one.side for one in written] == [Side.OWNER]

    def test_ines_has_a_credit_and_the_levels_that_come_with_it(self, demo):
        (credit,) = demo.scalars(
            select(Credit)
            .join(Application)
            .where(Application.person_id == person("ines.caradec").id)
        )
        claims = demo.scalars(
            select(SkillClaim).where(
                SkillClaim.person_id == person("ines.caradec").id,
                SkillClaim.source == ClaimSource.MISSION,
            )
        ).all()

        assert credit.code
        assert len(claims) == 2

    def test_karim_has_three_people_to_choose_from(self, demo):
        (own,) = demo.scalars(select(Mission).where(Mission.owner_id == person("karim.benali").id))
        waiting = demo.scalars(select(Application).where(Application.mission_id == own.id)).all()

        assert own.status is M.PUBLISHED
        assert [one.status for one in waiting] == [A.UNDER_REVIEW] * 3

    def test_sophie_has_a_mission_to_read_and_a_word_that_climbed(self, demo):
        submitted = demo.scalars(select(Mission).where(Mission.status == M.SUBMITTED)).all()
        climbed = demo.scalars(
            select(Application).where(
                Application.climbed_at.is_not(None), Application.status == A.MANAGER_PENDING
            )
        ).all()

        assert (len(submitted), len(climbed)) == (1, 1)

    def test_eleanor_has_a_draft_and_a_refusal_that_opens_a_door(self, demo):
        (draft,) = applications_of("eleanor.hughes", A.DRAFT)
        (refused,) = applications_of("eleanor.hughes", A.DECLINED)

        assert draft.message
        assert len(refused.feedback) >= 20
        assert db.session.get_one(Mission, refused.next_mission_id).status is M.PUBLISHED
        assert refused.offers_talk

    @pytest.mark.parametrize(
        ("name", "least"),
        [
            ("ines.caradec", {"comfort": 1, "stretch": 3, "overreach": 2}),
            ("eleanor.hughes", {"comfort": 1, "stretch": 2, "overreach": 1}),
        ],
    )
    def test_missions_are_of_every_difficulty(self, demo, name, least):
        open_ones = demo.scalars(select(Mission).where(Mission.status == M.PUBLISHED)).all()

        found = fits(person(name).id, open_ones)

        zones = Counter(fit.zone.value for fit in found.values())
        assert all(zones[zone] >= count for zone, count in least.items()), zones

    def test_support_turns_an_overreach_of_ines_into_a_good_stretch(self, demo):
        open_ones = demo.scalars(select(Mission).where(Mission.status == M.PUBLISHED)).all()

        found = fits(person("ines.caradec").id, open_ones)

        assert any(
            support.zone_after == "stretch"
            for fit in found.values()
            if fit.zone == "overreach"
            for support in fit.supports
        )


class TestNotices:
    def test_nothing_old_leaves_as_mail(self, demo):
        assert demo.scalar(select(func.count()).where(Notice.mailed_at.is_(None))) == 0

    def test_what_is_older_than_a_week_has_been_read(self, demo):
        week_ago = clock.now() - timedelta(days=7)
        unread = select(func.count()).where(Notice.read_at.is_(None))

        assert demo.scalar(unread.where(Notice.at < week_ago)) == 0
        assert 1 < demo.scalar(unread.where(Notice.person_id == person("ines.caradec").id)) < 10

    def test_nobody_is_told_of_something_to_come(self, demo):
        assert demo.scalar(select(func.max(Notice.at))) <= clock.now()


DAYS = {
    "a Sunday just after midnight": datetime(2026, 11, 22, 0, 20, tzinfo=UTC),
    "the first Monday of a month": datetime(2027, 2, 1, 8, 0, tzinfo=UTC),
    "the last evening of a year": datetime(2026, 12, 31, 23, 30, tzinfo=UTC),
    "the day that leap years add": datetime(2028, 2, 29, 12, 0, tzinfo=UTC),
}


@pytest.mark.slow
class TestOtherDays:
    @pytest.mark.parametrize("day", DAYS.values(), ids=DAYS)
    def test_the_story_is_the_same_and_survives_its_first_night(self, new_app, day):
        with time_machine.travel(day, tick=True):
            app = new_app()
            with app.app_context():
                with writing():
                    seed.fill(now=clock.now())
                    db.session.commit()
                check_everything_fits()
                before = self.states()
                assert before["mission published"] == 13
                db.session.rollback()

                nightly.follow_up()

                assert self.states() == before

    def states(self):
        found = Counter(
            f"mission {status}" for status in db.session.scalars(select(Mission.status))
        )
        return found + Counter(db.session.scalars(select(Application.status)))


class TestWithoutItsPeople:
    def test_nothing_is_told(self, app, session):
        story.tell(now=clock.now())

        assert session.scalar(select(func.count()).select_from(Mission)) == 0


def test_who_is_alive_is_so_once_per_mission(demo):
    alive = demo.execute(
        select(Application.mission_id, Application.person_id).where(Application.status.in_(ALIVE))
    ).all()
    assert len(alive) == len(set(alive))
