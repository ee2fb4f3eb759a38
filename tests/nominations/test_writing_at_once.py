"""Two people write, send or take back at the same moment: no voice is lost, none counts twice.

Each race has a barrier inside both transactions: whoever has read waits for the other to have read
too, before either writes. The same race is then run on a mutant, which does not wait its turn, and
must fail there: a race that passes without the lock would show nothing.
"""

import itertools
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from threading import Barrier, BrokenBarrierError, Thread

import pytest
import sqlalchemy as sa

from talentgrow.audit.models import StatusChange
from talentgrow.infra import clock, web
from talentgrow.infra.db import db, expect_writing, writing
from talentgrow.kernel.access import SYSTEM, Role
from talentgrow.nominations import queries, steps
from talentgrow.nominations.campaigns import life
from talentgrow.nominations.models import Campaign, Candidacy, Intent, Nomination, Nominee
from talentgrow.nominations.states import CampaignStatus, CandidacyStatus, NominationStatus
from talentgrow.nominations.writing import held, service
from talentgrow.notifications.models import Notice
from talentgrow.people.models import Person
from tests.make import Factory

# How long one waits inside for somebody who may be kept outside.
PATIENCE = 0.7
C, K, N = CampaignStatus, CandidacyStatus, NominationStatus
FULL = {"karim": "Karim Benali", "maud": "Maud Le Goff", "ines": "Inès Caradec", "noe": "Noé Adam"}


class Played:
    """A served company: Karim and Maud manage people and nominate Inès; Sophie is HR."""

    def __init__(self, app):
        self.app = app
        with app.app_context():
            make = Factory(db.session)
            people = {name: make.person(full) for name, full in FULL.items()}
            people["sophie"] = make.person("Sophie Marchal", role=Role.HR)
            job = make.job()
            make.assignment(people["ines"], job, manager=people["karim"])
            make.assignment(people["noe"], job, manager=people["maud"])
            self.campaign = make.campaign("Talents", closes_on=clock.today()).id
            self.ids = {name: person.id for name, person in people.items()}
            accounts = {name: make.account_of(person) for name, person in people.items()}
            self.cookies = {
                name: {
                    "_user_id": account.fs_uniquifier,
                    "sign_in": make.sign_in_session(account),
                    "locale": "en",
                }
                for name, account in accounts.items()
            }
            db.session.remove()

    def draft(self, name, about="ines", *, intents=(Intent.ADVANCEMENT,), writer=None):
        with self.app.app_context():
            make = Factory(db.session)
            campaign = db.session.get(Campaign, self.campaign)
            person, by = (db.session.get(Person, self.ids[one]) for one in (about, name))
            submitter = self.ids[writer or name]
            made = make.nomination(campaign, person, by, intents=intents, submitter_id=submitter)
            number = made.id
            db.session.remove()
        return number

    def known(self):
        """Let Inès be known in the campaign, by a nomination that was taken back, say."""
        with self.app.app_context():
            ines, now = self.ids["ines"], clock.now()
            row = Nominee(campaign_id=self.campaign, person_id=ines, created_at=now)
            db.session.add(row)
            db.session.commit()

    def sent(self, name):
        """Let somebody have nominated Inès, who has not answered."""
        with self.app.app_context():
            make = Factory(db.session)
            campaign = db.session.get(Campaign, self.campaign)
            ines, by = (db.session.get(Person, self.ids[one]) for one in ("ines", name))
            make.nominee(campaign, ines, by=by, status=K.INFORMED)
            number = db.session.scalar(sa.select(Nomination.id))
            db.session.remove()
        return number

    def post(self, who, url, data=None):
        """Return the act of sending a form, which comes to the answer."""

        def act():
            client = self.app.test_client()
            with client.session_transaction() as cookie:
                cookie.update(self.cookies[who])
            return client.post(url, data=data or {})

        return act

    def send(self, who, draft, **more):
        return self.post(who, f"/nominations/{draft}/send", {"seen": "1"} | more)

    def at_once(self, *acts: Callable[[], object]):
        """Act in threads; return what each came to."""
        found: list[object] = [None] * len(acts)

        def one(place):
            found[place] = acts[place]()

        threads = [Thread(target=one, args=(place,)) for place in range(len(acts))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return found

    def codes(self, *acts):
        return [answer.status_code for answer in self.at_once(*acts)]

    def all(self, model):
        with self.app.app_context():
            return list(db.session.scalars(sa.select(model).order_by(model.id)))

    def statuses(self):
        return [one.status for one in self.all(Nomination)]

    def wishes(self):
        found = [(one.intent, one.status) for one in self.all(Candidacy)]
        assert len(found) == len(dict(found))
        return dict(found)

    def check(self):
        """Every history is one unbroken line that ends where its record stands."""
        for record in [*self.all(Nomination), *self.all(Candidacy), *self.all(Campaign)]:
            with self.app.app_context():
                moves = db.session.scalars(
                    sa.select(StatusChange)
                    .where(StatusChange.subject == f"{record.__tablename__}:{record.id}")
                    .order_by(StatusChange.id)
                ).all()
            assert all(one.after == two.before for one, two in itertools.pairwise(moves))
            assert not moves or moves[-1].after == record.status


@pytest.fixture(params=["as it is", "mutant"])
def is_mutant(request):
    return request.param == "mutant"


@pytest.fixture
def race(is_mutant, monkeypatch):
    """Return what runs a race: as it is it must hold, on the mutant it must be seen to fail.

    The mutant reads without waiting for whoever else is at it, on both databases.
    """
    barrier, later = Barrier(2), Barrier(2)

    def meet(where=barrier):
        with suppress(BrokenBarrierError):
            where.wait(timeout=PATIENCE)

    hold, take = queries.hold_campaign, steps.take

    def hold_and_meet(campaign_id):
        found = hold(campaign_id)
        meet()
        return found

    def look_and_meet(campaign_id):
        found = db.session.scalars(
            sa.select(Campaign).where(Campaign.id == campaign_id).options(*queries.CAMPAIGN)
        ).one()
        meet()
        return found

    def look_at_nominees(ids):
        found = sa.select(Nominee).where(Nominee.id.in_(ids)).options(*queries.PARTIES)
        return list(db.session.scalars(found.order_by(Nominee.id)))

    def look_at_nomination(nomination_id):
        found = sa.select(Nomination).where(Nomination.id == nomination_id)
        return db.session.scalars(found.options(*queries.NOMINATION)).one()

    def meet_and_take(*what, **how):
        meet(later)
        take(*what, **how)

    if is_mutant:
        monkeypatch.setattr(queries, "hold_campaign", look_and_meet)
        monkeypatch.setattr(queries, "hold_nominees", look_at_nominees)
        monkeypatch.setattr(held, "hold", look_at_nomination)
        # Both have looked at everything by then.
        monkeypatch.setattr(steps, "take", meet_and_take)
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


def ask_first(model, values):
    """Add a row as somebody would who has not thought of others: ask first, add later."""
    keys = ("campaign_id", "person_id", "nominator_id", "submitter_id")
    same = [getattr(model, key) == values[key] for key in keys if key in values]
    if db.session.scalar(sa.select(model).where(*same)) is not None:
        return False
    with suppress(BrokenBarrierError):
        ask_first.barrier.wait(timeout=PATIENCE)
    db.session.add(model(**values))
    db.session.flush()
    return True


class TestTheFirstTwoVoices:
    """Two managers nominate somebody whom nobody nominated before."""

    @pytest.fixture(autouse=True)
    def mutant(self, is_mutant, monkeypatch):
        ask_first.barrier = Barrier(2)
        if is_mutant:
            monkeypatch.setattr(service, "insert_once", ask_first)

    def test_both_are_heard_about_one_nominee(self, played, race):
        first = played.draft("karim", intents=(Intent.ADVANCEMENT, Intent.LATERAL))
        second = played.draft("maud", intents=(Intent.LATERAL,))

        def play():
            codes = played.codes(played.send("karim", first), played.send("maud", second))

            assert codes == [302, 302]
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
            answers = played.at_once(*[played.post("karim", "/nominations/begin", data)] * 2)

            assert [one.status_code for one in answers] == [302, 302]
            assert len({one.location for one in answers}) == 1
            assert played.statuses() == [N.DRAFT]

        race(play)


class TestTheNextTwoVoices:
    """Two managers nominate somebody who is known in this campaign."""

    def test_for_the_same_wish(self, played, race):
        played.known()
        first, second = played.draft("karim"), played.draft("maud")

        def play():
            codes = played.codes(played.send("karim", first), played.send("maud", second))

            assert codes == [302, 302]
            assert played.wishes() == {Intent.ADVANCEMENT: K.INFORMED}
            told = sorted(one.kind for one in played.all(Notice))
            assert told == ["nominations.nominated", "nominations.nominated_too"]
            played.check()

        race(play)

    def test_one_is_taken_back_while_another_comes(self, played, race):
        first, second = played.sent("karim"), played.draft("maud")

        def play():
            codes = played.codes(
                played.post("karim", f"/nominations/{first}/withdraw"),
                played.send("maud", second),
            )

            assert codes == [302, 302]
            assert played.statuses() == [N.WITHDRAWN, N.SUBMITTED]
            assert played.wishes() == {Intent.ADVANCEMENT: K.INFORMED}
            played.check()

        race(play)


class TestOneNominatorTwice:
    def test_one_draft_is_sent_once(self, played, race):
        played.sent("maud")
        draft = played.draft("karim")

        def play():
            codes = played.codes(*[played.send("karim", draft)] * 2)

            assert sorted(codes) == [302, 409]
            with played.app.app_context():
                moves = db.session.scalars(
                    sa.select(StatusChange.move).where(
                        StatusChange.subject == f"nomination:{draft}"
                    )
                ).all()
            assert moves == ["submit"]
            assert len(played.all(Notice)) == 1
            played.check()

        race(play)

    def test_one_form_with_its_key_leads_to_the_same_page(self, played):
        draft = played.draft("karim")
        answers = played.at_once(*[played.send("karim", draft, once="key-1")] * 5)

        assert {(one.status_code, one.location) for one in answers} == {
            (302, f"/nominations/{draft}")
        }
        assert len(played.all(Notice)) == 1
        played.check()

    def test_ones_own_and_what_hr_wrote_in_ones_name(self, played, race, is_mutant):
        played.sent("maud")
        own, other = played.draft("karim"), played.draft("karim", writer="sophie")
        if is_mutant:
            with played.app.app_context():
                db.session.execute(sa.text("DROP INDEX uq_nomination_sent"))
                db.session.commit()

        def play():
            codes = played.codes(played.send("karim", own), played.send("sophie", other))

            assert sorted(codes) == [302, 409]
            assert sorted(played.statuses()) == [N.DRAFT, N.SUBMITTED, N.SUBMITTED]
            played.check()

        race(play)


def test_sending_in_the_moment_in_which_the_campaign_ends(played, race, is_mutant):
    """Whoever agreed before the end is looked at; what was not sent lapses: nothing in between."""
    draft = played.draft("noe", "noe")

    def close():
        with played.app.app_context(), writing(), played.app.test_request_context():
            if is_mutant:
                expect_writing(False)
            try:
                campaign = db.session.get_one(Campaign, played.campaign)
                is_closed = life.close(campaign, by=SYSTEM, now=clock.now() + timedelta(days=1))
                db.session.commit()
            except sa.exc.OperationalError:
                return False
            return is_closed

    def play():
        answer, is_closed = played.at_once(played.send("noe", draft), close)

        assert is_closed
        assert answer.status_code in {302, 409}
        is_sent = answer.status_code == 302
        assert played.statuses() == [N.SUBMITTED if is_sent else N.LAPSED]
        assert played.wishes() == ({Intent.ADVANCEMENT: K.UNDER_REVIEW} if is_sent else {})
        played.check()

    race(play)


def test_two_writers_of_one_draft_keep_one_and_show_the_other_again(played, is_mutant, monkeypatch):
    draft = played.draft("karim", writer="sophie")
    barrier, hold = Barrier(2), held.hold

    def hold_and_meet(nomination_id):
        found = hold(nomination_id)
        with suppress(BrokenBarrierError):
            barrier.wait(timeout=PATIENCE)
        return found

    def look_and_meet(nomination_id):
        query = sa.select(Nomination).where(Nomination.id == nomination_id)
        found = db.session.scalars(query.options(*queries.NOMINATION)).one()
        with suppress(BrokenBarrierError):
            barrier.wait(timeout=PATIENCE)
        return found

    monkeypatch.setattr(held, "hold", look_and_meet if is_mutant else hold_and_meet)
    if is_mutant:
        monkeypatch.setattr(web, "expect_writing", lambda _will_write: expect_writing(False))
    url = f"/nominations/{draft}/why"
    texts = {"karim": "What Karim has seen of her", "sophie": "What Sophie heard from Karim"}

    def play():
        answers = played.at_once(
            *(
                played.post(name, url, {"seen": "1", "rationale": text, "do": "save"})
                for name, text in texts.items()
            )
        )

        assert sorted(one.status_code for one in answers) == [302, 409]
        (kept,) = played.all(Nomination)
        (shown,) = (one for one in answers if one.status_code == 409)
        lost = next(text for text in texts.values() if text != kept.rationale)
        assert kept.rationale in texts.values()
        assert lost in shown.text
        assert kept.rationale in shown.text

    if not is_mutant:
        play()
        return
    with pytest.raises(AssertionError):
        play()
