"""Two people act on one wish at the same moment: nobody overwrites unseen, nobody is decided about
who has taken it back.

Each race has a barrier inside both transactions: whoever has read waits for the other to have read
too, before either writes. The same race is then run on a mutant, which does not wait its turn, and
must fail there.
"""

from contextlib import suppress
from datetime import timedelta
from threading import Barrier, BrokenBarrierError, Thread

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from talentgrow.infra import clock, web
from talentgrow.infra.db import db, expect_writing, writing
from talentgrow.kernel.access import Actor, Role
from talentgrow.nominations import queries as nominations
from talentgrow.nominations import steps
from talentgrow.nominations.calibration import queries, service
from talentgrow.nominations.calibration.models import (
    CalibrationSession,
    Decision,
    Outcome,
    Placement,
)
from talentgrow.nominations.consent import service as consent
from talentgrow.nominations.models import Campaign, Candidacy, Nominee
from talentgrow.nominations.states import CampaignStatus, CandidacyStatus, SessionStatus
from tests.make import Factory

# How long one waits inside for somebody who may be kept outside.
PATIENCE = 0.7


class Played:
    """A served company: Sophie and Valérie of HR decide about Inès."""

    def __init__(self, app):
        self.app = app
        with app.app_context():
            make = Factory(db.session)
            ines = make.person("Inès Caradec")
            hr = {name: make.person(name, role=Role.HR) for name in ("Sophie", "Valérie")}
            campaign = make.campaign(
                status=CampaignStatus.CLOSED,
                has_nine_box=True,
                closes_on=clock.today() - timedelta(days=1),
            )
            nominee = make.nominee(campaign, ines, status=CandidacyStatus.UNDER_REVIEW)
            meeting = make.session_of(campaign, status=SessionStatus.RUNNING)
            self.campaign, self.nominee, self.meeting = campaign.id, nominee.id, meeting.id
            self.wish = db.session.scalars(sa.select(Candidacy.id)).one()
            self.ines, self.sophie = ines.id, hr["Sophie"].id
            people = {"ines": ines, **hr}
            self.cookies = {
                name: {
                    "_user_id": make.account_of(person).fs_uniquifier,
                    "sign_in": make.sign_in_session(make.account_of(person)),
                    "locale": "en",
                }
                for name, person in people.items()
            }
            db.session.commit()
            db.session.remove()

    def post(self, who, path, data):
        """Return the act of sending a form, which comes to the answer."""

        def act():
            client = self.app.test_client()
            with client.session_transaction() as cookie:
                cookie.update(self.cookies[who])
            return client.post(path, data=data)

        return act

    def decide(self, who, outcome, seen=0, **fields):
        said = {"outcome": outcome, "seen": seen} | fields
        data = {f"{name}-{self.wish}": value for name, value in said.items()}
        return self.post(who, f"/hr/sessions/{self.meeting}/nominees/{self.nominee}", data)

    def inside(self, work):
        """Return the act of doing something in a transaction of its own."""

        def act():
            with self.app.app_context(), writing():
                if nominations.hold_campaign.__name__ == "look_and_meet":
                    expect_writing(False)
                try:
                    work()
                    db.session.commit()
                except sa.exc.OperationalError:
                    return False
                return True

        return act

    def decided(self):
        """Let Sophie have approved the wish."""
        with self.app.app_context():
            values = {"outcome": Outcome.APPROVED, "reason": "First", "session_id": self.meeting}
            by = {"staged_by_id": self.sophie, "staged_at": clock.now()}
            db.session.add(Decision(candidacy_id=self.wish, **values, **by))
            db.session.commit()
            db.session.remove()

    def withdraw(self):
        def work():
            wish = db.session.scalars(
                sa.select(Candidacy)
                .where(Candidacy.id == self.wish)
                .options(joinedload(Candidacy.nominee))
            ).one()
            by = Actor(self.ines, frozenset({Role.EMPLOYEE}))
            consent.withdraw_consent(wish, by=by, now=clock.now())

        return self.inside(work)

    def at_once(self, *acts):
        found = [None] * len(acts)

        def one(place):
            found[place] = acts[place]()

        threads = [Thread(target=one, args=(place,)) for place in range(len(acts))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return found

    def stored(self):
        """Return the status of the wish, what was decided, the placements and the session."""
        with self.app.app_context():
            wish = db.session.get_one(Candidacy, self.wish)
            decided = db.session.scalars(sa.select(Decision)).all()
            places = db.session.scalars(sa.select(Placement)).all()
            meeting = db.session.get_one(CalibrationSession, self.meeting)
            return wish.status, decided, places, meeting.status


@pytest.fixture(params=["as it is", "mutant"])
def is_mutant(request):
    return request.param == "mutant"


@pytest.fixture
def race(is_mutant, monkeypatch):
    """Return what runs a race: as it is it must hold, on the mutant it must be seen to fail.

    The mutant reads without waiting for whoever else is at it, on both databases.
    """
    first, later = Barrier(2), Barrier(2)

    def meet(where):
        with suppress(BrokenBarrierError):
            where.wait(timeout=PATIENCE)

    held, take = nominations.hold_campaign, steps.take
    decided, left = queries.decision_on, consent.leave_session

    def hold_and_meet(campaign_id):
        found = held(campaign_id)
        meet(first)
        return found

    def look_and_meet(campaign_id):
        found = db.session.scalars(
            sa.select(Campaign)
            .where(Campaign.id == campaign_id)
            .options(selectinload(Campaign.intents))
        ).one()
        meet(first)
        return found

    def look(ids):
        found = sa.select(Nominee).where(Nominee.id.in_(ids)).options(*nominations.PARTIES)
        return list(db.session.scalars(found.execution_options(populate_existing=True)))

    def look_at_session(session_id):
        found = sa.select(CalibrationSession).where(CalibrationSession.id == session_id)
        return db.session.scalars(found.options(*queries.SESSION)).unique().one()

    def look_at_decision_and_meet(candidacy_id):
        found = decided(candidacy_id)
        meet(later)
        return found

    def meet_and_take(record, *what, **how):
        if isinstance(record, CalibrationSession):
            meet(later)
        take(record, *what, **how)

    def leave_and_meet(*what, **how):
        found = left(*what, **how)
        meet(later)
        return found

    for module in (service, nominations):
        hold = look_and_meet if is_mutant else hold_and_meet
        monkeypatch.setattr(module, "hold_campaign", hold)
        if is_mutant:
            monkeypatch.setattr(module, "hold_nominees", look)
    if is_mutant:
        monkeypatch.setattr(queries, "hold_session", look_at_session)
        monkeypatch.setattr(queries, "decision_on", look_at_decision_and_meet)
        monkeypatch.setattr(steps, "take", meet_and_take)
        monkeypatch.setattr(consent, "leave_session", leave_and_meet)
        monkeypatch.setattr(web, "expect_writing", lambda _will_write: expect_writing(False))

    def run(play):
        if not is_mutant:
            play()
            return
        with pytest.raises(AssertionError):
            play()

    return run


@pytest.fixture
def played(new_app):
    return Played(new_app({"WTF_CSRF_ENABLED": False}))


NO = {
    "reason": "You have led nobody yet; one mission would show it.",
    "next_step": "mission",
    "next_note": "Own a mission",
}


def test_two_in_hr_decide_the_same_wish_at_once(played, race):
    """The second reads what the first decided, and keeps what they typed."""

    def play():
        answers = played.at_once(
            played.decide("Sophie", "approved", reason="She grew the line"),
            played.decide("Valérie", "rejected", **NO),
        )

        assert sorted(one.status_code for one in answers) == [302, 409]
        late = next(one for one in answers if one.status_code == 409)
        assert "decided meanwhile" in late.text
        _status, decided, _places, _meeting = played.stored()
        assert [one.version for one in decided] == [1]
        assert NO["reason"] in late.text or "She grew the line" in late.text

    race(play)


def test_two_in_hr_change_the_same_decision_at_once(played, race):
    played.decided()

    def play():
        answers = played.at_once(
            played.decide("Sophie", "approved", seen=1, reason="Hers"),
            played.decide("Valérie", "rejected", seen=1, **NO),
        )

        assert sorted(one.status_code for one in answers) == [302, 409]
        _status, decided, _places, _meeting = played.stored()
        assert [one.version for one in decided] == [2]

    race(play)


def test_deciding_while_consent_is_taken_back(played, race):
    """Nothing stays decided about somebody who has taken it back, whoever comes first."""

    def play():
        answer, is_withdrawn = played.at_once(
            played.decide("Sophie", "approved", reason="She grew the line"), played.withdraw()
        )

        assert is_withdrawn
        assert answer.status_code in {302, 404, 409}
        status, decided, _places, _meeting = played.stored()
        assert status is CandidacyStatus.WITHDRAWN
        assert not decided

    race(play)


def test_closing_while_a_decision_is_taken_back(played, race):
    """A closed session has an answer to every wish."""
    played.decided()
    path = f"/hr/sessions/{played.meeting}/nominees/{played.nominee}/wishes/{played.wish}/unstage"

    def play():
        taken_back, _closed = played.at_once(
            played.post("Sophie", path, {"seen": 1}),
            played.post("Valérie", f"/hr/sessions/{played.meeting}/close", {}),
        )

        assert taken_back.status_code in {302, 409}
        _status, decided, _places, meeting = played.stored()
        assert (meeting is SessionStatus.CLOSED) is bool(decided)

    race(play)
