"""A campaign takes a step at the moment at which somebody else acts in it: both words count."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.kernel.access import SYSTEM, Role
from talentgrow.nominations import queries
from talentgrow.nominations.calibration.models import Decision, Outcome
from talentgrow.nominations.campaigns import life
from talentgrow.nominations.models import Campaign, Candidacy
from talentgrow.nominations.pools.models import PoolMembership
from talentgrow.nominations.states import CampaignStatus, CandidacyStatus
from talentgrow.people.models import Person
from tests.races import Served, at_once, codes

C, K = CampaignStatus, CandidacyStatus


class Played(Served):
    """Inès agreed in a campaign of Sophie, HR; what was decided about her lets her into a pool."""

    def found(self, make):
        sophie, paul = (make.person(one, role=Role.HR) for one in ("Sophie HR", "Paul HR"))
        self.pool = make.pool(author=sophie).id
        return {"sophie": sophie, "paul": paul, "ines": make.person("Inès Caradec")}

    def campaign(self, status, wish, *, closes_on):
        """Let Inès be nominated in a campaign, her wish as far as `wish`, approved in secret."""

        def work(make, session):
            ines = session.get_one(Person, self.ids["ines"])
            hr = self.ids["sophie"]
            campaign = make.campaign(status=status, closes_on=closes_on, author_id=hr)
            nominee = make.nominee(campaign, ines, status=wish, by=make.person("Karim"))
            candidacy = session.scalars(
                sa.select(Candidacy).where(Candidacy.nominee_id == nominee.id)
            ).one()
            if wish is K.UNDER_REVIEW:
                session.add(
                    Decision(
                        candidacy_id=candidacy.id,
                        outcome=Outcome.APPROVED,
                        pool_id=self.pool,
                        pool_until=clock.today() + timedelta(days=90),
                        staged_by_id=hr,
                        staged_at=clock.now(),
                    )
                )
            return campaign.id, candidacy.id

        return self.make(work)

    def night(self, campaign_id):
        """Return what the night does with a campaign whose last day is over."""

        def work():
            campaign = db.session.get_one(Campaign, campaign_id)
            return life.close(campaign, by=SYSTEM, now=clock.now())

        return self.inside(work)


@pytest.fixture
def race(race):
    """Let both have read everything before either writes, as far as the database lets them."""
    race.nobody_waits()
    race.let_meet(queries, "hold_campaign")
    # Whoever needs no nominee is done before the other, who has read them, writes.
    race.let_mutant_meet(queries, "hold_nominees")
    return race


@pytest.fixture
def played(new_app):
    return Played.of(new_app)


def test_consent_is_taken_back_while_hr_publishes(played, race, monkeypatch):
    campaign, wish = played.campaign(
        C.CALIBRATED, K.UNDER_REVIEW, closes_on=clock.today() - timedelta(days=3)
    )

    def play():
        published, withdrawn = codes(
            at_once(
                played.post("sophie", f"/hr/campaigns/{campaign}/publish-all"),
                played.post("ines", f"/candidacies/{wish}/withdraw"),
            )
        )

        assert published == 302
        (status,) = played.stored(sa.select(Candidacy.status))
        decided = played.stored(sa.select(Decision.published_at))
        members = played.stored(sa.select(PoolMembership.id))
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
        answers = at_once(
            played.post("sophie", f"{here}/publish-all"), played.post("paul", f"{here}/publish-all")
        )

        assert sorted(codes(answers)) == [302, 409]
        assert played.stored(sa.select(Candidacy.status)) == [K.IN_POOL]
        assert len(played.stored(sa.select(PoolMembership.id))) == 1

    race(play)


def test_the_end_is_put_later_while_the_night_closes(played, race):
    campaign, _wish = played.campaign(
        C.OPEN, K.ACCEPTED, closes_on=clock.today() - timedelta(days=1)
    )
    later = clock.today() + timedelta(days=9)

    def play():
        url = f"/hr/campaigns/{campaign}/extend"
        extended, _closed = at_once(
            played.post("sophie", url, {"closes_on": later.isoformat()}), played.night(campaign)
        )

        # Whoever was first: the campaign is open until the later day, and the wish is with it.
        assert extended.status_code == 302
        assert played.stored(sa.select(Campaign.closes_on)) == [later]
        assert played.stored(sa.select(Campaign.status)) == [C.OPEN]
        assert played.stored(sa.select(Candidacy.status)) == [K.ACCEPTED]

    race(play)
