"""Anybody does anything around one campaign, in any order, and nights pass: what always holds."""

from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from itertools import pairwise

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

from talentgrow.audit.models import StatusChange
from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.kernel.access import RULES, Actor, Role
from talentgrow.kernel.errors import DomainError
from talentgrow.missions.applications.models import NextStep
from talentgrow.nominations import nightly, policy, queries
from talentgrow.nominations.calibration import service as calibration
from talentgrow.nominations.calibration.models import (
    CalibrationSession,
    Decision,
    Outcome,
    Placement,
)
from talentgrow.nominations.calibration.values import DecisionValues
from talentgrow.nominations.campaigns import life
from talentgrow.nominations.consent import service as consent
from talentgrow.nominations.models import Campaign, Candidacy, Intent, Nomination, Nominee
from talentgrow.nominations.pools import queries as pools
from talentgrow.nominations.pools import service as members
from talentgrow.nominations.pools.models import PoolMembership
from talentgrow.nominations.states import (
    ANSWERED,
    CampaignStatus,
    CandidacyStatus,
    MembershipStatus,
    NominationStatus,
    SessionStatus,
)
from talentgrow.nominations.writing import service as writing
from talentgrow.people import queries as people
from talentgrow.people.models import Person
from tests.make import Factory

# A Thursday.
EXAMPLES, STEPS = 20, 40
START = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)
WHY = "She put line 3 back on time by teaching the others."
NOMINEES = ("ines", "noe", "sophie")
EVERYBODY = ("ines", "noe", "karim", "sophie", "paul")
anybody, nominee_name = st.sampled_from(EVERYBODY), st.sampled_from(NOMINEES)
intent = st.sampled_from(tuple(Intent))
ANSWERS = {
    "accept": lambda one, by, now: consent.accept(one, by=by, now=now),
    "decline": lambda one, by, now: consent.decline(one, by=by, now=now),
    "withdraw_consent": lambda one, by, now: consent.withdraw_consent(one, by=by, now=now),
    "ask_again": lambda one, by, now: consent.ask_again(one, by=by, now=now),
    "postpone": lambda one, by, now: consent.postpone(
        one, now.date() + timedelta(days=9), by=by, now=now
    ),
}
LIVES = {
    "calibrate": life.calibrate,
    "review_again": life.review_again,
    "publish": life.publish,
    "archive": life.archive,
}


class House(RuleBasedStateMachine):
    """Karim manages Inès and Noé; Sophie and Paul are HR, and may be nominated too."""

    app, now, done = None, START, Counter()
    savepoint = None

    @initialize(
        agreed=st.sets(nominee_name, min_size=1),
        came=st.sampled_from(("open", "closed", "published")),
    )
    def begin(self, agreed, came):
        House.now = START
        self.savepoint = db.engines[None].begin_nested()
        self.request = self.app.test_request_context()
        self.request.push()
        make = Factory(db.session)
        persons = {name: make.person(f"{name.title()} Person") for name in EVERYBODY}
        job = make.job()
        for name in ("ines", "noe", "sophie"):
            make.assignment(persons[name], job, manager=persons["karim"])
        for name in ("sophie", "paul"):
            make.account_of(persons[name], Role.HR)
        self.ids = {name: person.id for name, person in persons.items()}
        self.campaign_id = make.campaign(
            author_id=self.ids["sophie"],
            opens_on=START.date(),
            closes_on=START.date() + timedelta(days=20),
            has_nine_box=True,
        ).id
        self.pool_id = make.pool(author=persons["sophie"]).id
        db.session.commit()
        for name in sorted(agreed):
            self.nominate("karim", name, {Intent.ADVANCEMENT, Intent.LATERAL})
            self.agree(name, Intent.ADVANCEMENT)
            self.agree(name, Intent.LATERAL)
        if came != "open":
            self.sleep(25)
        if came == "published":
            self.publish_what_can_be()

    def teardown(self):
        if self.savepoint is None:
            return
        db.session.remove()
        self.request.pop()
        self.savepoint.rollback()

    def actor(self, name):
        roles = {Role.EMPLOYEE} | ({Role.HR} if name in {"sophie", "paul"} else set())
        return Actor(self.ids[name], frozenset(roles), people.report_ids(self.ids[name]))

    def try_(self, name, check, subject, work):
        """Do it if the rule lets them; what is refused leaves nothing behind, as on the web."""
        actor = self.actor(name)
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
    def campaign(self):
        return queries.hold_campaign(self.campaign_id)

    @property
    def candidacies(self):
        return db.session.scalars(sa.select(Candidacy).order_by(Candidacy.id)).all()

    def wish(self, name, what):
        """Return one wish of somebody with its nominee and all that the rules ask about."""
        found = sa.select(Nominee.id).where(Nominee.person_id == self.ids[name])
        number = db.session.scalar(found)
        if number is None:
            return None
        (nominee,) = queries.hold_nominees([number])
        return next((one for one in nominee.candidacies if one.intent is what), None)

    @rule(name=anybody, about=nominee_name, what=st.sets(intent, min_size=1))
    def nominate(self, name, about, what):
        campaign = self.campaign
        person_id = self.ids[about]
        wishes = dict.fromkeys(what)

        def work(by):
            draft = writing.start(campaign, person_id, by=by, now=self.now)
            writing.save_purpose(draft, wishes, seen=draft.version)
            writing.save_why(draft, WHY, seen=draft.version)
            writing.submit(draft, seen=draft.version, by=by, now=self.now)

        self.try_(name, "nominations.write", (campaign, person_id), work)

    @rule(about=nominee_name, what=intent)
    def write_for_karim(self, about, what):
        campaign, person_id = self.campaign, self.ids[about]

        def work(by):
            karim = self.ids["karim"]
            draft = writing.start(campaign, person_id, by=by, now=self.now, nominator_id=karim)
            writing.save_purpose(
                draft, {what: None}, seen=draft.version, late_reason="He was away until today."
            )
            writing.save_why(draft, WHY, seen=draft.version)
            writing.submit(draft, seen=draft.version, by=by, now=self.now)

        self.try_("paul", "nominations.write_for_others", (campaign, person_id), work)

    @rule(name=anybody, at=st.integers(0, 5))
    def take_back(self, name, at):
        rows = db.session.scalars(sa.select(Nomination).order_by(Nomination.id)).all()
        if at < len(rows):
            one = rows[at]
            self.try_(
                name,
                "nominations.withdraw",
                one,
                lambda by: writing.withdraw(one, by=by, now=self.now),
            )

    @rule(name=anybody, about=nominee_name, what=intent, act=st.sampled_from(sorted(ANSWERS)))
    def answer(self, name, about, what, act):
        wish = self.wish(about, what)
        if wish is not None:
            self.try_(name, f"candidacies.{act}", wish, lambda by: ANSWERS[act](wish, by, self.now))

    @rule(at=st.integers(0, 3), is_decided=st.booleans())
    def take_consent_back(self, at, is_decided):
        agreed = [one for one in self.candidacies if one.status in policy.CONSENTED - ANSWERED]
        if at >= len(agreed):
            return
        what, person_id = (
            agreed[at].intent,
            db.session.get(Nominee, agreed[at].nominee_id).person_id,
        )
        about = next(name for name, number in self.ids.items() if number == person_id)
        if is_decided:
            for judge in ("paul", "sophie"):
                self.decide(judge, about, what, Outcome.REJECTED, in_pool=False, late=False)
        self.answer(about, about, what, "withdraw_consent")

    @rule(about=nominee_name, what=intent)
    def agree(self, about, what):
        self.answer(about, about, what, "accept")

    @rule(
        name=st.sampled_from(("sophie", "paul")),
        about=nominee_name,
        what=intent,
        outcome=st.sampled_from(tuple(Outcome)),
        in_pool=st.booleans(),
        late=st.booleans(),
    )
    def decide(self, name, about, what, outcome, in_pool, late):
        wish = self.wish(about, what)
        if wish is None:
            return
        day = self.now.date() + timedelta(days=90)
        values = DecisionValues(
            outcome=outcome,
            reason=WHY,
            review_on=day,
            action="Six weeks in planning",
            action_owner_id=self.ids["karim"],
            next_step=NextStep.MENTOR,
            next_note="Yann",
            pool_id=self.pool_id if in_pool else None,
            pool_until=day if in_pool else None,
        )
        stored = db.session.scalar(sa.select(Decision).where(Decision.candidacy_id == wish.id))
        seen = stored.version if stored and not late else 0
        self.try_(
            name,
            "candidacies.decide",
            wish,
            lambda by: calibration.stage(wish, values, seen=seen, by=by, now=self.now),
        )

    @rule()
    def publish_what_can_be(self):
        """Decide on everything that is left, as HR does at the end, and publish."""
        for name in NOMINEES:
            for what in Intent:
                for judge in ("sophie", "paul"):
                    self.decide(judge, name, what, Outcome.APPROVED, in_pool=True, late=False)
        self.lead("paul", "calibrate")
        self.lead("paul", "publish")

    @rule(name=anybody, act=st.sampled_from(sorted(LIVES)))
    def lead(self, name, act):
        campaign = self.campaign
        self.try_(
            name, f"campaigns.{act}", campaign, lambda by: LIVES[act](campaign, by=by, now=self.now)
        )

    @rule(days=st.integers(1, 30))
    def extend(self, days):
        campaign = self.campaign
        end = campaign.closes_on + timedelta(days=days)
        self.try_(
            "paul",
            "campaigns.edit",
            campaign,
            lambda by: life.extend(campaign, end, by=by, now=self.now),
        )

    @rule(name=anybody, about=nominee_name)
    def leave_the_pool(self, name, about):
        found = sa.select(PoolMembership.id).where(
            PoolMembership.person_id == self.ids[about],
            PoolMembership.status == MembershipStatus.MEMBER,
        )
        number = db.session.scalar(found)
        if number is not None:
            one = pools.hold_membership(number)
            self.try_(
                name,
                "pool_members.leave",
                one,
                lambda by: members.leave(one, WHY, by=by, now=self.now),
            )

    @rule(days=st.sampled_from((1, 1, 3, 11, 25, 120)))
    def sleep(self, days):
        House.now = self.now + timedelta(days=days)
        with self.app.app_context():
            said = nightly.follow_up()
        db.session.expire_all()
        assert "failed" not in said

    @rule(sure=st.integers(0, 9))
    def noe_leaves_the_house(self, sure):
        if sure == 0:
            person = db.session.get(Person, self.ids["noe"])
            person.left_on = self.now.date() - timedelta(days=1)
            db.session.commit()

    @invariant()
    def nobody_is_decided_about_without_having_agreed(self):
        """What HR stages or published stands on consent that was not taken back."""
        staged = {one.candidacy_id: one for one in db.session.scalars(sa.select(Decision))}
        for one in self.candidacies:
            if one.id in staged:
                assert one.status in {CandidacyStatus.UNDER_REVIEW, CandidacyStatus.ACCEPTED} | (
                    ANSWERED
                )
            if one.status in ANSWERED:
                assert staged[one.id].published_at is not None
                assert "accept" in self.moves_of(one) or self.nominated_themselves(one)

    @invariant()
    def what_is_published_was_said_by_all_or_nobody(self):
        status = db.session.get(Campaign, self.campaign_id).status
        published = {
            one.published_at is not None for one in db.session.scalars(sa.select(Decision))
        }
        if status in {CampaignStatus.PUBLISHED, CampaignStatus.ARCHIVED}:
            assert published <= {True}
            assert not [
                one for one in self.candidacies if one.status in policy.CONSENTED - ANSWERED
            ]
        else:
            assert published <= {False}

    @invariant()
    def nobody_decides_about_themselves_or_whom_they_nominated(self):
        for decision in db.session.scalars(sa.select(Decision)):
            if decision.published_at is None:
                continue
            candidacy = db.session.get(Candidacy, decision.candidacy_id)
            (nominee,) = queries.hold_nominees([candidacy.nominee_id])
            judge = Actor(decision.staged_by_id, frozenset())
            assert nominee.person_id != decision.staged_by_id
            assert not [
                one
                for one in nominee.nominations
                if judge.is_person(one.nominator_id) and one.sent_at < decision.published_at
            ]

    @invariant()
    def a_place_in_a_pool_stands_on_an_approved_wish(self):
        places = db.session.scalars(sa.select(PoolMembership)).all()
        alive = [one for one in places if one.status is MembershipStatus.MEMBER]
        assert set(Counter(one.person_id for one in alive).values()) <= {1}
        for one in alive:
            assert db.session.get(Candidacy, one.candidacy_id).status is CandidacyStatus.IN_POOL
        in_pool = {
            one.nominee_id for one in self.candidacies if one.status is CandidacyStatus.IN_POOL
        }
        holders = {db.session.get(Nominee, one).person_id for one in in_pool}
        assert holders <= {one.person_id for one in alive}

    @invariant()
    def somebody_stands_behind_each_wish_that_waits(self):
        for one in self.candidacies:
            if one.status is not CandidacyStatus.INFORMED:
                continue
            sent = db.session.scalar(
                sa.select(sa.func.count(Nomination.id)).where(
                    Nomination.nominee_id == one.nominee_id,
                    Nomination.status == NominationStatus.SUBMITTED,
                )
            )
            assert sent

    @invariant()
    def histories_are_unbroken(self):
        moves = defaultdict(list)
        for change in db.session.scalars(sa.select(StatusChange).order_by(StatusChange.id)):
            moves[change.subject].append(change)
        for one in self.candidacies:
            line = moves[f"candidacy:{one.id}"]
            assert all(before.after == after.before for before, after in pairwise(line))
            assert not line or line[-1].after == one.status

    @invariant()
    def the_grid_is_empty_unless_a_session_runs(self):
        running = sa.select(CalibrationSession.id).where(
            CalibrationSession.status == SessionStatus.RUNNING
        )
        assert not db.session.scalars(
            sa.select(Placement.id).where(Placement.session_id.not_in(running))
        ).all()

    def moves_of(self, candidacy):
        return set(
            db.session.scalars(
                sa.select(StatusChange.move).where(
                    StatusChange.subject == f"candidacy:{candidacy.id}"
                )
            )
        )

    def nominated_themselves(self, candidacy):
        nominee = db.session.get(Nominee, candidacy.nominee_id)
        own = sa.select(Nomination.id).where(
            Nomination.nominee_id == nominee.id, Nomination.nominator_id == nominee.person_id
        )
        return db.session.scalar(own.limit(1)) is not None


@pytest.mark.slow
def test_whatever_people_do_consent_and_answers_stay_true(app, session, monkeypatch):
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
    assert {
        "nominations.write",
        "candidacies.accept",
        "candidacies.withdraw_consent",
        "candidacies.decide",
        "campaigns.publish",
    } <= House.done.keys()
