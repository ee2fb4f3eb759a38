"""A nominee with two windows, and a nominee who answers while the campaign closes: nothing is lost.

Each race has a barrier inside both transactions: whoever has read waits for the other to have read
too, before either writes. The same race is then run on a mutant, which does not wait its turn, and
must fail there.
"""

import itertools
from contextlib import suppress
from datetime import timedelta
from threading import Barrier, BrokenBarrierError

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from talentgrow.audit.models import StatusChange
from talentgrow.infra import clock, web
from talentgrow.infra.db import db, expect_writing, writing
from talentgrow.kernel.access import SYSTEM
from talentgrow.nominations import queries, steps
from talentgrow.nominations.campaigns import life
from talentgrow.nominations.models import Campaign, Candidacy, Evidence, Nominee
from talentgrow.nominations.states import CampaignStatus
from talentgrow.nominations.states import CandidacyStatus as K
from talentgrow.notifications.models import Notice
from talentgrow.skills.models import ClaimSource
from tests.make import Factory
from tests.missions.test_night_at_once import at_once

# How long one waits inside for somebody who may be kept outside.
PATIENCE = 0.7


class Played:
    """A served company in which Karim has nominated Inès; the campaign ended yesterday."""

    def __init__(self, app):
        self.app = app
        with app.app_context():
            make = Factory(db.session)
            karim, ines = make.person("Karim Benali"), make.person("Inès Caradec")
            campaign = make.campaign(closes_on=clock.today() - timedelta(days=1))
            nominee = make.nominee(campaign, ines, status=K.INFORMED, by=karim)
            self.claims = [
                make.level(ines, make.skill(name), 3, source=ClaimSource.SELF).id for name in "AB"
            ]
            self.campaign, self.nominee = campaign.id, nominee.id
            self.wish = db.session.scalars(sa.select(Candidacy.id)).one()
            account = make.account_of(ines)
            self.cookie = {
                "_user_id": account.fs_uniquifier,
                "sign_in": make.sign_in_session(account),
                "locale": "en",
            }
            db.session.commit()
            db.session.remove()

    def post(self, path, **data):
        """Return the act of sending a form, which comes to the status of the answer."""

        def act():
            client = self.app.test_client()
            with client.session_transaction() as cookie:
                cookie.update(self.cookie)
            return client.post(path, data=data).status_code

        return act

    def answer(self, step, **data):
        return self.post(f"/candidacies/{self.wish}/{step}", **data)

    def say(self, words, **data):
        return self.post(f"/nominees/{self.nominee}/words", words=words, seen="1", **data)

    def close(self):
        """Let the night close the campaign; tell whether it came through."""
        with self.app.app_context(), writing():
            expect_writing(queries.hold_campaign.__name__ != "look_and_meet")
            try:
                campaign = db.session.get_one(Campaign, self.campaign)
                life.close(campaign, by=SYSTEM, now=clock.now())
                db.session.commit()
            except sa.exc.OperationalError:
                return False
            return True

    def read(self, work):
        with self.app.app_context():
            return work(db.session)

    def status(self):
        return self.read(lambda session: session.get_one(Candidacy, self.wish).status)

    def check_history(self):
        """The history of the wish is one unbroken line that ends where it stands."""
        subject = f"candidacy:{self.wish}"
        found = sa.select(StatusChange).where(StatusChange.subject == subject)
        moves = self.read(lambda s: s.scalars(found.order_by(StatusChange.id)).all())
        assert moves
        assert all(one.after == two.before for one, two in itertools.pairwise(moves))
        assert moves[0].before == K.INFORMED
        assert moves[-1].after == self.status()


@pytest.fixture(params=["as it is", "mutant"])
def is_mutant(request):
    return request.param == "mutant"


@pytest.fixture
def race(is_mutant, monkeypatch):
    """Return what runs a race: as it is it must hold, on the mutant it must be seen to fail.

    The mutant reads without waiting for whoever else is at it, on both databases.
    """
    first, second, third = Barrier(2), Barrier(2), Barrier(2)

    def meet(where):
        with suppress(BrokenBarrierError):
            where.wait(timeout=PATIENCE)

    held, take = queries.hold_campaign, steps.take

    def hold_and_meet(campaign_id):
        found = held(campaign_id)
        meet(first)
        return found

    def look_and_meet(campaign_id):
        found = sa.select(Campaign).where(Campaign.id == campaign_id)
        campaign = db.session.scalars(found.options(selectinload(Campaign.intents))).one()
        meet(first)
        return campaign

    def look_at_nominees(ids):
        found = sa.select(Nominee).where(Nominee.id.in_(ids)).options(*queries.PARTIES)
        nominees = list(db.session.scalars(found.execution_options(populate_existing=True)))
        meet(second)
        return nominees

    def meet_and_take(*what, **how):
        meet(third)
        take(*what, **how)

    monkeypatch.setattr(queries, "hold_campaign", look_and_meet if is_mutant else hold_and_meet)
    if is_mutant:
        monkeypatch.setattr(queries, "hold_nominees", look_at_nominees)
        monkeypatch.setattr(steps, "take", meet_and_take)
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


def test_yes_in_one_window_and_no_in_the_other(played, race):
    """Whoever comes second answers to what the first has said."""

    def play():
        yes, no = at_once(played.answer("accept"), played.answer("decline"))

        # After a no one may still agree; after a yes, consent is taken back, not refused.
        assert (yes, no) in {(302, 302), (302, 409)}
        assert played.status() is K.ACCEPTED
        played.check_history()

    race(play)


def test_a_yes_while_the_campaign_closes_goes_on_to_hr(played, race):
    """Nobody who agreed is left behind in a campaign that has closed."""

    def play():
        answer, closed = at_once(played.answer("accept"), played.close)

        assert (answer, closed) == (302, True)
        campaign = played.read(lambda session: session.get_one(Campaign, played.campaign).status)
        assert campaign is CampaignStatus.CLOSED
        assert played.status() is K.UNDER_REVIEW
        played.check_history()

    race(play)


def test_two_windows_with_other_words(played, race):
    """The second reads what the first has kept, and loses nothing."""

    def play():
        answers = at_once(played.say("From the first window"), played.say("From the second"))

        assert sorted(answers) == [302, 409]
        assert played.read(lambda s: s.get_one(Nominee, played.nominee).version) == 2

    race(play)


def test_two_windows_that_show_other_things(played, race):
    """What is shown is what one window picked, never a mixture, and the other hears of it."""

    def play():
        picks = [{"picks": "1", "claim": one} for one in played.claims]
        answers = at_once(*(played.say("", **one) for one in picks))

        assert sorted(answers) == [302, 409]
        shown = played.read(lambda s: s.scalars(sa.select(Evidence.claim_id)).all())
        assert len(shown) == 1

    race(play)


def test_one_button_pressed_twice_agrees_once(played):
    answers = at_once(played.answer("accept", once="k"), played.answer("accept", once="k"))

    assert answers == [302, 302]
    kinds = played.read(lambda session: session.scalars(sa.select(Notice.kind)).all())
    assert kinds == ["nominations.accepted"]
