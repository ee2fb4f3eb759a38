"""A campaign takes a step at the moment at which somebody else acts in it: both words count.

Each race has a barrier inside both transactions; the mutant, which does not wait its turn, must
be seen to fail.
"""

from contextlib import suppress
from datetime import timedelta
from threading import Barrier, BrokenBarrierError, Thread

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from talentgrow.infra import clock, web
from talentgrow.infra.db import db, expect_writing, writing
from talentgrow.kernel.access import SYSTEM, Role
from talentgrow.nominations import queries, steps
from talentgrow.nominations.calibration.models import Decision, Outcome
from talentgrow.nominations.campaigns import life
from talentgrow.nominations.models import Campaign, Candidacy, Nominee
from talentgrow.nominations.pools.models import PoolMembership
from talentgrow.nominations.states import CampaignStatus, CandidacyStatus
from tests.make import Factory

C, K = CampaignStatus, CandidacyStatus
PATIENCE = 0.7


class Played:
    """Inès agreed in a campaign of Sophie, HR; what was decided about her lets her into a pool."""

    def __init__(self, app):
        self.app = app
        with app.app_context():
            self.make = make = Factory(db.session)
            sophie, paul = (make.person(one, role=Role.HR) for one in ("Sophie HR", "Paul HR"))
            ines = make.person("Inès Caradec")
            self.pool, self.hr = make.pool(author=sophie).id, sophie.id
            self.sophie, self.ines = sophie, ines
            people = {"sophie": sophie, "paul": paul, "ines": ines}
            self.cookies = {name: self._cookie(make, one) for name, one in people.items()}
            self.person = ines.id
            db.session.remove()

    @staticmethod
    def _cookie(make, person):
        account = make.account_of(person)
        return {
            "_user_id": account.fs_uniquifier,
            "sign_in": make.sign_in_session(account),
            "_fresh": True,
            "locale": "en",
        }

    def campaign(self, status, wish, *, closes_on):
        """Let Inès be nominated in a campaign, her wish as far as `wish`, approved in secret."""
        with self.app.app_context():
            make = self.make
            ines = db.session.get_one(type(self.ines), self.person)
            campaign = make.campaign(status=status, closes_on=closes_on, author_id=self.hr)
            nominee = make.nominee(campaign, ines, status=wish, by=make.person("Karim"))
            candidacy = db.session.scalars(
                sa.select(Candidacy).where(Candidacy.nominee_id == nominee.id)
            ).one()
            if wish is K.UNDER_REVIEW:
                db.session.add(
                    Decision(
                        candidacy_id=candidacy.id,
                        outcome=Outcome.APPROVED,
                        pool_id=self.pool,
                        pool_until=clock.today() + timedelta(days=90),
                        staged_by_id=self.hr,
                        staged_at=clock.now(),
                    )
                )
            db.session.commit()
            found = campaign.id, candidacy.id
            db.session.remove()
        return found

    def post(self, who, url, **data):
        def act():
            client = self.app.test_client()
            with client.session_transaction() as cookie:
                cookie.update(self.cookies[who])
            return client.post(url, data=data).status_code

        return act

    def night(self, campaign_id):
        """Return what the night does with a campaign whose last day is over."""

        def act():
            with self.app.app_context(), writing():
                done = life.close(
                    db.session.get_one(Campaign, campaign_id), by=SYSTEM, now=clock.now()
                )
                db.session.commit()
                return done

        return act

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

    def stored(self, what):
        with self.app.app_context():
            return db.session.scalars(sa.select(what)).all()


def meet(barrier):
    with suppress(BrokenBarrierError):
        barrier.wait(timeout=PATIENCE)


@pytest.fixture(params=["as it is", "mutant"])
def race(request, monkeypatch):
    """Return what runs a race: as it is it must hold, on the mutant it must be seen to fail."""
    is_mutant, both, held = request.param == "mutant", Barrier(2), queries.hold_campaign

    def hold_and_meet(campaign_id):
        campaign = held(campaign_id)
        meet(both)
        return campaign

    def look(campaign_id):
        found = sa.select(Campaign).where(Campaign.id == campaign_id)
        return db.session.scalars(found.options(selectinload(Campaign.intents))).one()

    def look_and_meet(ids):
        found = sa.select(Nominee).where(Nominee.id.in_(ids)).options(*queries.PARTIES)
        nominees = list(db.session.scalars(found.execution_options(populate_existing=True)))
        meet(both)
        return nominees

    if is_mutant:
        monkeypatch.setattr(queries, "hold_campaign", look)
        monkeypatch.setattr(queries, "hold_nominees", look_and_meet)
        monkeypatch.setattr(web, "expect_writing", lambda _will_write: expect_writing(False))
    else:
        monkeypatch.setattr(queries, "hold_campaign", hold_and_meet)

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


def test_consent_is_taken_back_while_hr_publishes(played, race, monkeypatch):
    campaign, wish = played.campaign(
        C.CALIBRATED, K.UNDER_REVIEW, closes_on=clock.today() - timedelta(days=3)
    )

    def play():
        published, withdrawn = played.at_once(
            played.post("sophie", f"/hr/campaigns/{campaign}/publish-all"),
            played.post("ines", f"/candidacies/{wish}/withdraw"),
        )

        assert published == 302
        (status,) = played.stored(Candidacy.status)
        decided = played.stored(Decision.published_at)
        members = played.stored(PoolMembership.id)
        if withdrawn == 302:
            # She was first: nothing is decided about her, and nothing is left of it.
            assert (status, decided, members) == (K.WITHDRAWN, [], [])
        else:
            assert withdrawn == 409
            assert status is K.IN_POOL
            assert len(decided) == len(members) == 1 and decided[0] is not None

    race(play)


def test_two_in_hr_publish_and_everybody_reads_it_once(played, race):
    campaign, _wish = played.campaign(
        C.CALIBRATED, K.UNDER_REVIEW, closes_on=clock.today() - timedelta(days=3)
    )
    here = f"/hr/campaigns/{campaign}"

    def play():
        answers = played.at_once(
            played.post("sophie", f"{here}/publish-all"), played.post("paul", f"{here}/publish-all")
        )

        assert sorted(answers) == [302, 409]
        assert played.stored(Candidacy.status) == [K.IN_POOL]
        assert len(played.stored(PoolMembership.id)) == 1

    race(play)


def test_the_end_is_put_later_while_the_night_closes(played, monkeypatch, request, race):
    campaign, _wish = played.campaign(
        C.OPEN, K.ACCEPTED, closes_on=clock.today() - timedelta(days=1)
    )
    later = clock.today() + timedelta(days=9)
    after, take = Barrier(2), steps.take

    def take_after_the_other(record, step, **how):
        """Let the night write what it saw after HR has written."""
        if step == "close" and "mutant" in request.node.name:
            meet(after)
        take(record, step, **how)

    def play():
        extended, _closed = played.at_once(
            played.post("sophie", f"/hr/campaigns/{campaign}/extend", closes_on=later.isoformat()),
            played.night(campaign),
        )

        # Whoever was first: the campaign is open until the later day, and the wish is with it.
        assert extended == 302
        assert played.stored(Campaign.closes_on) == [later]
        assert played.stored(Campaign.status) == [C.OPEN]
        assert played.stored(Candidacy.status) == [K.ACCEPTED]

    monkeypatch.setattr(steps, "take", take_after_the_other)
    race(play)
