"""Two people act on one wish at the same moment: nobody overwrites unseen, nobody is decided about
who has taken it back.
"""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.kernel.access import Actor, Role
from talentgrow.nominations import queries as nominations
from talentgrow.nominations import steps
from talentgrow.nominations.calibration import queries, service
from talentgrow.nominations.calibration.models import (
    CalibrationSession,
    Decision,
    Outcome,
)
from talentgrow.nominations.consent import service as consent
from talentgrow.nominations.models import Candidacy
from talentgrow.nominations.states import CampaignStatus, CandidacyStatus, SessionStatus
from tests.races import Served, at_once, codes


class Played(Served):
    """Sophie and Valérie of HR decide about Inès."""

    def found(self, make):
        ines = make.person("Inès Caradec")
        hr = {name: make.person(name, role=Role.HR) for name in ("Sophie", "Valérie")}
        campaign = make.campaign(
            status=CampaignStatus.CLOSED,
            has_nine_box=True,
            closes_on=clock.today() - timedelta(days=1),
        )
        nominee = make.nominee(campaign, ines, status=CandidacyStatus.UNDER_REVIEW)
        self.nominee = nominee.id
        self.meeting = make.session_of(campaign, status=SessionStatus.RUNNING).id
        self.wish = make.session.scalars(sa.select(Candidacy.id)).one()
        return {"ines": ines, **hr}

    def decide(self, who, outcome, seen=0, **fields):
        said = {"outcome": outcome, "seen": seen} | fields
        data = {f"{name}-{self.wish}": value for name, value in said.items()}
        return self.post(who, f"/hr/sessions/{self.meeting}/nominees/{self.nominee}", data)

    def decided(self):
        """Let Sophie have approved the wish."""
        values = {"outcome": Outcome.APPROVED, "reason": "First", "session_id": self.meeting}
        by = {"staged_by_id": self.ids["Sophie"], "staged_at": clock.now()}
        decision = Decision(candidacy_id=self.wish, **values, **by)
        self.make(lambda _make, session: session.add(decision))

    def withdraw(self):
        def work():
            wish = db.session.scalars(
                sa.select(Candidacy)
                .where(Candidacy.id == self.wish)
                .options(joinedload(Candidacy.nominee))
            ).one()
            by = Actor(self.ids["ines"], frozenset({Role.EMPLOYEE}))
            consent.withdraw_consent(wish, by=by, now=clock.now())

        return self.inside(work)

    def wish_is(self):
        (status,) = self.stored(sa.select(Candidacy.status))
        return status

    def meeting_is(self):
        (status,) = self.stored(sa.select(CalibrationSession.status))
        return status


@pytest.fixture
def race(race):
    """Let both have read everything before either writes, as far as the database lets them."""
    race.nobody_waits()
    race.let_meet(nominations, "hold_campaign", also=[service])
    later, take = race.meeting(), steps.take
    race.let_mutant_meet(queries, "decision_on", meeting=later)
    race.let_mutant_meet(consent, "leave_session", meeting=later)

    def meet_and_take(record, *what, **how):
        if isinstance(record, CalibrationSession):
            later()
        take(record, *what, **how)

    race.mutate(steps, "take", meet_and_take)
    return race


@pytest.fixture
def played(new_app):
    return Played.of(new_app)


NO = {
    "reason": "You have led nobody yet; one mission would show it.",
    "next_step": "mission",
    "next_note": "Own a mission",
}


def test_two_in_hr_decide_the_same_wish_at_once(played, race):
    """The second reads what the first decided, and keeps what they typed."""

    def play():
        answers = at_once(
            played.decide("Sophie", "approved", reason="She grew the line"),
            played.decide("Valérie", "rejected", **NO),
        )

        assert sorted(codes(answers)) == [302, 409]
        late = next(one for one in answers if one.status_code == 409)
        assert "decided meanwhile" in late.text
        assert played.stored(sa.select(Decision.version)) == [1]
        assert NO["reason"] in late.text or "She grew the line" in late.text

    race(play)


def test_two_in_hr_change_the_same_decision_at_once(played, race):
    played.decided()

    def play():
        answers = at_once(
            played.decide("Sophie", "approved", seen=1, reason="Hers"),
            played.decide("Valérie", "rejected", seen=1, **NO),
        )

        assert sorted(codes(answers)) == [302, 409]
        assert played.stored(sa.select(Decision.version)) == [2]

    race(play)


def test_deciding_while_consent_is_taken_back(played, race):
    """Nothing stays decided about somebody who has taken it back, whoever comes first."""

    def play():
        answer, _withdrawn = at_once(
            played.decide("Sophie", "approved", reason="She grew the line"), played.withdraw()
        )

        assert answer.status_code in {302, 404, 409}
        assert played.wish_is() is CandidacyStatus.WITHDRAWN
        assert not played.stored(sa.select(Decision.id))

    race(play)


def test_closing_while_a_decision_is_taken_back(played, race):
    """A closed session has an answer to every wish."""
    played.decided()
    path = f"/hr/sessions/{played.meeting}/nominees/{played.nominee}/wishes/{played.wish}/unstage"

    def play():
        taken_back, closed = codes(
            at_once(
                played.post("Sophie", path, {"seen": 1}),
                played.post("Valérie", f"/hr/sessions/{played.meeting}/close"),
            )
        )

        # Who may not close yet reads why on the page of the session.
        assert closed == 302
        is_closed = played.meeting_is() is SessionStatus.CLOSED
        assert taken_back == (409 if is_closed else 302)
        assert is_closed is bool(played.stored(sa.select(Decision.id)))

    race(play)
