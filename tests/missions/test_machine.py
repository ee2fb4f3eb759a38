"""Anybody does anything around one mission, in any order, and nights pass: what always holds."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.kernel.access import RULES, Actor, Role
from talentgrow.kernel.errors import DomainError
from talentgrow.missions import deadlines, house, nightly, queries, service
from talentgrow.missions.applications import choosing, words
from talentgrow.missions.applications import queries as application_queries
from talentgrow.missions.applications import service as applying
from talentgrow.missions.applications.choosing import Batch
from talentgrow.missions.applications.models import (
    Application,
    Credit,
    Debrief,
    Side,
)
from talentgrow.missions.debriefs import service as debriefing
from talentgrow.missions.editing import cancelling, owners, writing
from talentgrow.missions.models import Mission
from talentgrow.missions.states import (
    ALIVE,
    OUTCOMES,
    SEATED,
    UNANSWERED,
    ApplicationStatus,
    MissionStatus,
)
from talentgrow.missions.time import rules as time_rules
from talentgrow.missions.values import MissionValues
from talentgrow.people.models import Person
from tests.make import Factory
from tests.missions.scene import FEEDBACK, NO

# A Thursday.
EXAMPLES, STEPS = 20, 40
START = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)
COUNTING = {ApplicationStatus.COMPLETED, ApplicationStatus.PARTIALLY_COMPLETED}
APPLICANTS = ("ines", "noe", "zoe")
OWNERS = ("maud", "paul")
EVERYBODY = (*APPLICANTS, *OWNERS, "karim", "sophie")
anybody = st.sampled_from(EVERYBODY)
applicant = st.sampled_from(APPLICANTS)
OUTCOME = st.sampled_from(sorted(OUTCOMES))
# What is tried with an application, the rule that guards it, and how.
ACTS = {
    "withdraw": lambda one, by, now: applying.withdraw(one, by=by, now=now),
    "accept": lambda one, by, now: applying.accept(one, by=by, now=now),
    "decline_offer": lambda one, by, now: applying.decline_offer(one, by=by, now=now),
    "agree": lambda one, by, now: words.agree(one, by=by, now=now),
    "defer": lambda one, by, now: words.defer(one, now.date() + timedelta(days=40), by=by, now=now),
    "refuse": lambda one, by, now: words.refuse(one, FEEDBACK, by=by, now=now),
    "plan_talk": lambda one, by, now: choosing.plan_talk(
        one, now + timedelta(days=3), by=by, now=now
    ),
    "offer": lambda one, by, now: choosing.offer(one, by=by, now=now),
    "waitlist": lambda one, by, now: choosing.waitlist(one, by=by, now=now),
    "decline": lambda one, by, now: choosing.decline(one, NO, by=by, now=now),
}
NEXT = {
    ApplicationStatus.MANAGER_PENDING: "agree",
    ApplicationStatus.MANAGER_DEFERRED: "offer",
    ApplicationStatus.UNDER_REVIEW: "offer",
    ApplicationStatus.OFFERED: "accept",
}
LIVES = {
    "pause": lambda one, by, now: service.pause(one, FEEDBACK, by=by, now=now),
    "resume": lambda one, by, now: service.resume(one, by=by, now=now),
    "staff": lambda one, by, now: service.staff(one, by=by, now=now),
    "reopen": lambda one, by, now: service.reopen(one, by=by, now=now),
    "archive": lambda one, by, now: service.archive(one, by=by, now=now),
    "complete": lambda one, by, now: debriefing.complete(one, by=by, now=now),
}


class House(RuleBasedStateMachine):
    """Maud and Paul own a mission of two seats; three colleagues may apply to it."""

    app, now, done = None, START, Counter()
    savepoint = None

    @initialize(begun=st.sets(applicant))
    def begin(self, begun):
        House.now = START
        self.savepoint = db.engines[None].begin_nested()
        self.request = self.app.test_request_context()
        self.request.push()
        make = Factory(db.session)
        people = {name: make.person(f"{name.title()} Person") for name in EVERYBODY}
        job, skill = make.job(), make.skill()
        for name in ("ines", "noe"):
            make.assignment(people[name], job, manager=people["karim"])
        make.account_of(people["sophie"], Role.HR)
        self.actors = {
            name: Actor(person.id, frozenset({Role.EMPLOYEE} | self._hr(name)))
            for name, person in people.items()
        }
        mission = make.mission(
            owner=people["maud"],
            co_owners=[people["paul"]],
            grows={skill: 3},
            seats=2,
            hours_a_week=6.0,
            starts_on=START.date() + timedelta(days=50),
            ends_on=START.date() + timedelta(days=90),
            apply_by=START.date() + timedelta(days=45),
        )
        self.mission_id = mission.id
        for name in APPLICANTS:
            self.apply(name)
        for name in begun:
            for _step in range(3):
                self.go_on(name)

    @staticmethod
    def _hr(name):
        return {Role.HR} if name == "sophie" else set()

    def teardown(self):
        if self.savepoint is None:
            return
        db.session.remove()
        self.request.pop()
        self.savepoint.rollback()

    def try_(self, name, check, subject, work):
        """Do it if the rule lets them; what is refused leaves nothing behind, as on the web."""
        actor = self.actors[name]
        if not RULES[check](actor, subject):
            return
        try:
            work(actor)
            db.session.commit()
            self.done[check] += 1
        except DomainError:
            db.session.rollback()
        db.session.expire_all()

    @property
    def mission(self):
        return queries.in_full(self.mission_id)

    @property
    def applications(self):
        return db.session.scalars(
            sa.select(Application).where(Application.mission_id == self.mission_id)
        ).all()

    def one_of(self, name):
        """Return the newest application of somebody, in full."""
        newest = db.session.scalar(
            sa.select(sa.func.max(Application.id)).where(
                Application.person_id == self.actors[name].person_id
            )
        )
        return application_queries.in_full(newest) if newest else None

    @rule(name=anybody)
    def apply(self, name):
        mission = self.mission
        self.try_(
            name,
            "applications.apply",
            mission,
            lambda by: applying.send(mission, "I would like to.", by=by, now=self.now),
        )

    @rule(name=applicant)
    def begin_to_write(self, name):
        mission = self.mission
        self.try_(
            name,
            "applications.apply",
            mission,
            lambda by: applying.save_draft(mission, "Perhaps.", by=by, now=self.now),
        )

    @rule(whose=applicant, name=anybody, act=st.sampled_from(sorted(ACTS)))
    def act(self, whose, name, act):
        found = self.one_of(whose)
        if found is not None:
            self.try_(name, f"applications.{act}", found, lambda by: ACTS[act](found, by, self.now))

    @rule(whose=applicant)
    def go_on(self, whose):
        """Do what usually comes next, so that applications come far."""
        found = self.one_of(whose)
        if found is None or found.status not in NEXT:
            self.apply(whose)
            return
        act = NEXT[found.status]
        boss = "sophie" if found.climbed_at else "karim"
        self.act(whose, {"agree": boss, "accept": whose}.get(act, "maud"), act)

    @rule(name=st.sampled_from(EVERYBODY), chosen=st.sets(applicant), declined=st.sets(applicant))
    def decide_all(self, name, chosen, declined):
        mission = self.mission
        ids = {one: found.id for one in APPLICANTS if (found := self.one_of(one))}
        batch = Batch(
            chosen=[ids[one] for one in sorted(chosen) if one in ids],
            declined={ids[one]: NO for one in sorted(declined - chosen) if one in ids},
        )
        self.try_(
            name,
            "missions.read_applicants",
            mission,
            lambda by: choosing.decide_all(mission, batch, by=by, now=self.now),
        )

    @rule(name=st.sampled_from([*OWNERS, "ines"]), act=st.sampled_from(sorted(LIVES)))
    def lead(self, name, act):
        mission = self.mission
        self.try_(name, f"missions.{act}", mission, lambda by: LIVES[act](mission, by, self.now))

    @rule(name=st.sampled_from([*OWNERS, "sophie", "ines"]), sure=st.integers(0, 9))
    def cancel(self, name, sure):
        if sure == 0:
            mission = self.mission
            self.try_(
                name,
                "missions.cancel",
                mission,
                lambda by: cancelling.cancel(mission, FEEDBACK, by=by, now=self.now),
            )

    @rule(name=st.sampled_from(OWNERS), seats=st.integers(-1, 4), keeps=st.booleans())
    def edit(self, name, seats, keeps):
        mission = self.mission
        values = replace(MissionValues.of(mission), seats=seats, keeps_accepting=keeps)
        self.try_(
            name,
            "missions.edit",
            mission,
            lambda by: writing.edit(mission, values, seen=mission.version, by=by, now=self.now),
        )

    @rule(name=st.sampled_from(OWNERS), other=st.sampled_from(("ines", "paul", "karim")))
    def share(self, name, other):
        mission = self.mission
        person = db.session.get(Person, self.actors[other].person_id)
        self.try_(
            name,
            "missions.edit",
            mission,
            lambda by: owners.add_co_owner(mission, person, by=by, now=self.now),
        )

    @rule(name=st.sampled_from(OWNERS), other=st.sampled_from(("ines", "paul", "karim")))
    def share_no_more(self, name, other):
        mission = self.mission
        gone = self.actors[other].person_id
        self.try_(
            name,
            "missions.edit",
            mission,
            lambda by: owners.remove_co_owner(mission, gone, by=by, now=self.now),
        )

    @rule(name=applicant)
    def leave_the_house(self, name):
        if name == "zoe":
            person = db.session.get(Person, self.actors[name].person_id)
            person.left_on = self.now.date() - timedelta(days=1)
            db.session.commit()

    @rule(whose=applicant, name=anybody, outcome=OUTCOME)
    def conclude(self, whose, name, outcome):
        found = self.one_of(whose)
        if found is not None:
            step = f"applications.{debriefing.STEPS[outcome]}"
            self.try_(
                name,
                step,
                found,
                lambda by: debriefing.conclude(found, outcome, by=by, now=self.now),
            )

    @rule(whose=applicant, name=anybody)
    def write(self, whose, name):
        found = self.one_of(whose)
        if found is None:
            return
        side = Side.PARTICIPANT if name == whose else Side.OWNER
        said = debriefing.Words(learned="How orders are read")
        self.try_(
            name,
            "applications.debrief",
            found,
            lambda by: debriefing.write(found, side, said, by=by, now=self.now),
        )

    @rule(days=st.sampled_from((1, 1, 3, 6, 11, 40)))
    def sleep(self, days):
        House.now = self.now + timedelta(days=days)
        with self.app.app_context():
            nightly.follow_up()
        db.session.expire_all()
        left = [(one, due) for one in self.applications if (due := self._due(one)) is not None]
        assert not left, "a night left something undone"

    def _due(self, application):
        mission = db.session.get(Mission, self.mission_id)
        person = db.session.get(Person, application.person_id)
        offered = any(one.status is ApplicationStatus.OFFERED for one in self.applications)
        return time_rules.of_application(
            application,
            mission,
            today=self.now.date(),
            silence_days=house.rules().silence_days,
            is_full=mission.seats_left <= 0 and not offered,
            has_left=person.left_on is not None,
        )

    @invariant()
    def seats_are_those_of_the_people_who_have_them(self):
        mission = self.mission
        seated = [one for one in self.applications if one.status in SEATED | OUTCOMES]
        assert mission.taken == len(seated)
        assert 0 <= mission.taken <= mission.seats

    @invariant()
    def one_application_of_each_is_alive(self):
        alive = Counter(one.person_id for one in self.applications if one.status in ALIVE)
        assert set(alive.values()) <= {1}

    @invariant()
    def nobody_decides_about_themselves(self):
        own = queries.owner_ids(self.mission)
        asks = [one for one in self.applications if one.status in UNANSWERED]
        assert not [one for one in asks if one.person_id in own]

    @invariant()
    def nobody_waits_for_a_seat_that_is_free(self):
        mission = self.mission
        if mission.status in {MissionStatus.PUBLISHED, MissionStatus.STAFFED}:
            assert not (mission.seats_left and application_queries.waiting_list(mission.id))

    @invariant()
    def nobody_waits_for_nobody(self):
        for one in self.applications:
            if one.status in UNANSWERED - {ApplicationStatus.WAITLISTED}:
                assert deadlines.of_application(
                    one.status,
                    one.since,
                    silence_days=10,
                    climbed_at=one.climbed_at,
                    talk_on=one.talk_at.date() if one.talk_at else None,
                )
            if one.status is ApplicationStatus.MANAGER_PENDING:
                assert one.manager_id is not None or one.climbed_at is not None

    @invariant()
    def what_is_over_keeps_nobody(self):
        if self.mission.status in {MissionStatus.CANCELLED, MissionStatus.ARCHIVED}:
            assert not [one for one in self.applications if one.status in ALIVE - SEATED]

    @invariant()
    def a_credit_rests_on_both_debriefs_and_an_end(self):
        for credit in db.session.scalars(sa.select(Credit)):
            application = db.session.get(Application, credit.application_id)
            sides = db.session.scalars(
                sa.select(Debrief.side).where(Debrief.application_id == application.id)
            )
            assert application.status in COUNTING and set(sides) == set(Side)


@pytest.mark.slow
def test_whatever_people_do_seats_and_answers_stay_true(app, session, monkeypatch):
    monkeypatch.setattr(House, "app", app)
    monkeypatch.setattr(clock, "now", lambda: House.now)
    House.done.clear()

    run_state_machine_as_test(
        House,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )

    # It must have come far enough to be worth something.
    assert {"applications.accept", "applications.offer", "missions.edit"} <= House.done.keys()
