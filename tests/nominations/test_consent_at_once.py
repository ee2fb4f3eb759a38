"""A nominee with two windows, and a nominee who answers while the campaign closes: nothing is lost."""

import itertools
from datetime import timedelta

import pytest
import sqlalchemy as sa

from talentgrow.audit.models import StatusChange
from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.kernel.access import SYSTEM
from talentgrow.nominations import queries, steps
from talentgrow.nominations.campaigns import life
from talentgrow.nominations.models import Campaign, Candidacy, Evidence, Nominee
from talentgrow.nominations.states import CampaignStatus
from talentgrow.nominations.states import CandidacyStatus as K
from talentgrow.notifications.models import Notice
from talentgrow.skills.models import ClaimSource
from tests.races import Served, at_once, codes


class Played(Served):
    """Karim has nominated Inès; the campaign ended yesterday."""

    def found(self, make):
        karim, ines = make.person("Karim Benali"), make.person("Inès Caradec")
        campaign = make.campaign(closes_on=clock.today() - timedelta(days=1))
        nominee = make.nominee(campaign, ines, status=K.INFORMED, by=karim)
        self.claims = [
            make.level(ines, make.skill(name), 3, source=ClaimSource.SELF).id for name in "AB"
        ]
        self.campaign, self.nominee = campaign.id, nominee.id
        self.wish = make.session.scalars(sa.select(Candidacy.id)).one()
        return {"ines": ines}

    def answer(self, step, **data):
        return self.post("ines", f"/candidacies/{self.wish}/{step}", data)

    def say(self, words, **data):
        data = {"words": words, "seen": "1"} | data
        return self.post("ines", f"/nominees/{self.nominee}/words", data)

    def close(self):
        """Return what the night does with the campaign."""

        def work():
            campaign = db.session.get_one(Campaign, self.campaign)
            return life.close(campaign, by=SYSTEM, now=clock.now())

        return self.inside(work)

    def status(self):
        (status,) = self.stored(sa.select(Candidacy.status))
        return status

    def check_history(self):
        """The history of the wish is one unbroken line that ends where it stands."""
        subject = f"candidacy:{self.wish}"
        found = sa.select(StatusChange).where(StatusChange.subject == subject)
        moves = self.stored(found.order_by(StatusChange.id))
        assert moves
        assert all(one.after == two.before for one, two in itertools.pairwise(moves))
        assert moves[0].before == K.INFORMED
        assert moves[-1].after == self.status()


@pytest.fixture
def race(race):
    """Let both have read everything before either writes, as far as the database lets them."""
    race.nobody_waits()
    race.let_meet(queries, "hold_campaign")
    race.let_mutant_meet(queries, "hold_nominees")
    race.let_mutant_meet(steps, "take", early=True)
    return race


@pytest.fixture
def played(new_app):
    return Played.of(new_app)


def test_yes_in_one_window_and_no_in_the_other(played, race):
    """Whoever comes second answers to what the first has said."""

    def play():
        yes, no = codes(at_once(played.answer("accept"), played.answer("decline")))

        # After a no one may still agree; after a yes, consent is taken back, not refused.
        assert (yes, no) in {(302, 302), (302, 409)}
        assert played.status() is K.ACCEPTED
        played.check_history()

    race(play)


def test_a_yes_while_the_campaign_closes_goes_on_to_hr(played, race):
    """Nobody who agreed is left behind in a campaign that has closed."""

    def play():
        answer, closed = at_once(played.answer("accept"), played.close())

        assert (answer.status_code, closed) == (302, True)
        assert played.stored(sa.select(Campaign.status)) == [CampaignStatus.CLOSED]
        assert played.status() is K.UNDER_REVIEW
        played.check_history()

    race(play)


def test_two_windows_with_other_words(played, race):
    """The second reads what the first has kept, and loses nothing."""

    def play():
        answers = at_once(played.say("From the first window"), played.say("From the second"))

        assert sorted(codes(answers)) == [302, 409]
        assert played.stored(sa.select(Nominee.version)) == [2]

    race(play)


def test_two_windows_that_show_other_things(played, race):
    """What is shown is what one window picked, never a mixture, and the other hears of it."""

    def play():
        picks = [{"picks": "1", "claim": one} for one in played.claims]
        answers = at_once(*(played.say("", **one) for one in picks))

        assert sorted(codes(answers)) == [302, 409]
        shown = played.stored(sa.select(Evidence.claim_id))
        assert len(shown) == 1

    race(play)


def test_one_button_pressed_twice_agrees_once(played):
    answers = at_once(played.answer("accept", once="k"), played.answer("accept", once="k"))

    assert codes(answers) == [302, 302]
    kinds = played.stored(sa.select(Notice.kind))
    assert kinds == ["nominations.accepted"]
