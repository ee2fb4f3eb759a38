"""Two people write, send or take back at the same moment: no voice is lost, none counts twice."""

import itertools
from datetime import timedelta

import pytest
import sqlalchemy as sa

from talentgrow.audit.models import StatusChange
from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.kernel.access import SYSTEM, Role
from talentgrow.nominations import queries, steps
from talentgrow.nominations.campaigns import life
from talentgrow.nominations.models import Campaign, Candidacy, Intent, Nomination, Nominee
from talentgrow.nominations.states import CampaignStatus, CandidacyStatus, NominationStatus
from talentgrow.nominations.writing import held, service
from talentgrow.notifications.models import Notice
from talentgrow.people.models import Person
from tests.races import Served, at_once, codes

C, K, N = CampaignStatus, CandidacyStatus, NominationStatus
FULL = {"karim": "Karim Benali", "maud": "Maud Le Goff", "ines": "Inès Caradec", "noe": "Noé Adam"}
DROPPED = sa.text("DROP INDEX uq_nomination_sent")


class Played(Served):
    """Karim and Maud manage people and nominate Inès; Sophie is HR."""

    def found(self, make):
        people = {name: make.person(full) for name, full in FULL.items()}
        people["sophie"] = make.person("Sophie Marchal", role=Role.HR)
        job = make.job()
        make.assignment(people["ines"], job, manager=people["karim"])
        make.assignment(people["noe"], job, manager=people["maud"])
        self.campaign = make.campaign("Talents", closes_on=clock.today()).id
        return people

    def draft(self, name, about="ines", *, intents=(Intent.ADVANCEMENT,), writer=None):
        def work(make, session):
            campaign = session.get(Campaign, self.campaign)
            person, by = (session.get(Person, self.ids[one]) for one in (about, name))
            submitter = self.ids[writer or name]
            made = make.nomination(campaign, person, by, intents=intents, submitter_id=submitter)
            return made.id

        return self.make(work)

    def known(self):
        """Let Inès be known in the campaign, by a nomination that was taken back, say."""
        values = {"campaign_id": self.campaign, "person_id": self.ids["ines"]}
        self.make(lambda _make, session: session.add(Nominee(**values, created_at=clock.now())))

    def sent(self, name):
        """Let somebody have nominated Inès, who has not answered."""

        def work(make, session):
            campaign = session.get(Campaign, self.campaign)
            ines, by = (session.get(Person, self.ids[one]) for one in ("ines", name))
            make.nominee(campaign, ines, by=by, status=K.INFORMED)
            return session.scalar(sa.select(Nomination.id))

        return self.make(work)

    def send_draft(self, who, draft, **more):
        return self.post(who, f"/nominations/{draft}/send", {"seen": "1"} | more)

    def all(self, model):
        return self.stored(sa.select(model).order_by(model.id))

    def statuses(self):
        return [one.status for one in self.all(Nomination)]

    def wishes(self):
        found = [(one.intent, one.status) for one in self.all(Candidacy)]
        assert len(found) == len(dict(found))
        return dict(found)

    def check(self):
        """Every history is one unbroken line that ends where its record stands."""
        for record in [*self.all(Nomination), *self.all(Candidacy), *self.all(Campaign)]:
            subject = f"{record.__tablename__}:{record.id}"
            found = sa.select(StatusChange).where(StatusChange.subject == subject)
            moves = self.stored(found.order_by(StatusChange.id))
            assert all(one.after == two.before for one, two in itertools.pairwise(moves))
            assert not moves or moves[-1].after == record.status


@pytest.fixture
def race(race):
    """Let both have read everything before either writes, as far as the database lets them."""
    race.nobody_waits()
    race.let_meet(queries, "hold_campaign")
    race.let_mutant_meet(steps, "take", early=True)
    return race


@pytest.fixture
def played(new_app):
    return Played.of(new_app)


class TestTheFirstTwoVoices:
    """Two managers nominate somebody whom nobody nominated before."""

    @pytest.fixture
    def race(self, race):
        asked = race.meeting()

        def ask_first(model, values):
            """Add a row as somebody would who has not thought of others: ask first, add later."""
            keys = ("campaign_id", "person_id", "nominator_id", "submitter_id")
            same = [getattr(model, key) == values[key] for key in keys if key in values]
            if db.session.scalar(sa.select(model).where(*same)) is not None:
                return False
            asked()
            db.session.add(model(**values))
            db.session.flush()
            return True

        race.mutate(service, "insert_once", ask_first)
        return race

    def test_both_are_heard_about_one_nominee(self, played, race):
        first = played.draft("karim", intents=(Intent.ADVANCEMENT, Intent.LATERAL))
        second = played.draft("maud", intents=(Intent.LATERAL,))

        def play():
            answers = codes(
                at_once(played.send_draft("karim", first), played.send_draft("maud", second))
            )

            assert answers == [302, 302]
            (nominee,) = played.all(Nominee)
            assert {one.nominee_id for one in played.all(Nomination)} == {nominee.id}
            assert played.statuses() == [N.SUBMITTED] * 2
            assert played.wishes() == {
                Intent.ADVANCEMENT: K.INFORMED,
                Intent.LATERAL: K.INFORMED,
            }
            assert len([one for one in played.all(Notice) if "nominated" in one.kind]) == 2
            played.check()

        race(play)

    def test_pressing_begin_twice_begins_one_draft(self, played, race):
        data = {"campaign": played.campaign, "person": played.ids["ines"]}

        def play():
            answers = at_once(*[played.post("karim", "/nominations/begin", data)] * 2)

            assert codes(answers) == [302, 302]
            assert len({one.location for one in answers}) == 1
            assert played.statuses() == [N.DRAFT]

        race(play)


class TestTheNextTwoVoices:
    """Two managers nominate somebody who is known in this campaign."""

    def test_for_the_same_wish(self, played, race):
        played.known()
        first, second = played.draft("karim"), played.draft("maud")

        def play():
            answers = codes(
                at_once(played.send_draft("karim", first), played.send_draft("maud", second))
            )

            assert answers == [302, 302]
            assert played.wishes() == {Intent.ADVANCEMENT: K.INFORMED}
            told = sorted(one.kind for one in played.all(Notice))
            assert told == ["nominations.nominated", "nominations.nominated_too"]
            played.check()

        race(play)

    def test_one_is_taken_back_while_another_comes(self, played, race):
        first, second = played.sent("karim"), played.draft("maud")

        def play():
            answers = codes(
                at_once(
                    played.post("karim", f"/nominations/{first}/withdraw"),
                    played.send_draft("maud", second),
                )
            )

            assert answers == [302, 302]
            assert played.statuses() == [N.WITHDRAWN, N.SUBMITTED]
            assert played.wishes() == {Intent.ADVANCEMENT: K.INFORMED}
            played.check()

        race(play)


class TestOneNominatorTwice:
    def test_one_draft_is_sent_once(self, played, race):
        played.sent("maud")
        draft = played.draft("karim")

        def play():
            answers = at_once(*[played.send_draft("karim", draft)] * 2)

            assert sorted(codes(answers)) == [302, 409]
            subject = f"nomination:{draft}"
            moves = sa.select(StatusChange.move).where(StatusChange.subject == subject)
            assert played.stored(moves) == ["submit"]
            assert len(played.all(Notice)) == 1
            played.check()

        race(play)

    def test_one_form_with_its_key_leads_to_the_same_page(self, played):
        draft = played.draft("karim")
        answers = at_once(*[played.send_draft("karim", draft, once="key-1")] * 5)

        assert {(one.status_code, one.location) for one in answers} == {
            (302, f"/nominations/{draft}")
        }
        assert len(played.all(Notice)) == 1
        played.check()

    def test_ones_own_and_what_hr_wrote_in_ones_name(self, played, race):
        played.sent("maud")
        own, other = played.draft("karim"), played.draft("karim", writer="sophie")
        if race.is_mutant:
            played.make(lambda _make, session: session.execute(DROPPED))

        def play():
            answers = at_once(played.send_draft("karim", own), played.send_draft("sophie", other))

            assert sorted(codes(answers)) == [302, 409]
            assert sorted(played.statuses()) == [N.DRAFT, N.SUBMITTED, N.SUBMITTED]
            played.check()

        race(play)


def test_sending_in_the_moment_in_which_the_campaign_ends(played, race):
    """Whoever agreed before the end is looked at; what was not sent lapses: nothing in between."""
    draft = played.draft("noe", "noe")

    def close():
        campaign = db.session.get_one(Campaign, played.campaign)
        return life.close(campaign, by=SYSTEM, now=clock.now() + timedelta(days=1))

    def play():
        answer, is_closed = at_once(played.send_draft("noe", draft), played.inside(close))

        assert is_closed
        assert answer.status_code in {302, 409}
        is_sent = answer.status_code == 302
        assert played.statuses() == [N.SUBMITTED if is_sent else N.LAPSED]
        assert played.wishes() == ({Intent.ADVANCEMENT: K.UNDER_REVIEW} if is_sent else {})
        played.check()

    race(play)


def test_two_writers_of_one_draft_keep_one_and_show_the_other_again(played, race):
    draft = played.draft("karim", writer="sophie")
    race.let_meet(held, "hold")
    url = f"/nominations/{draft}/why"
    texts = {"karim": "What Karim has seen of her", "sophie": "What Sophie heard from Karim"}

    def play():
        answers = at_once(
            *(
                played.post(name, url, {"seen": "1", "rationale": text, "do": "save"})
                for name, text in texts.items()
            )
        )

        assert sorted(codes(answers)) == [302, 409]
        (kept,) = played.all(Nomination)
        (shown,) = (one for one in answers if one.status_code == 409)
        lost = next(text for text in texts.values() if text != kept.rationale)
        assert kept.rationale in texts.values()
        assert lost in shown.text
        assert kept.rationale in shown.text

    race(play)
