"""Two people speak about the same level at the same moment: both get a true answer."""

from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Event, Thread

import pytest
import sqlalchemy as sa

from talentgrow.claims import answering, endorsements, queries, service
from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.skills.models import ClaimSource, Endorsement, SkillClaim
from tests.make import Factory


class Played:
    """A served company: Karim, his report Inès, her colleague Eleanor, and one declared level."""

    def __init__(self, app):
        self.app = app
        with app.app_context():
            make = Factory(db.session)
            karim, eleanor = make.person("Karim Benali"), make.person("Eleanor Hughes")
            ines = make.person("Inès Caradec", manager=karim)
            skill = make.skill("Écoute")
            claim = make.level(ines, skill, 3, at=clock.now(), wants_answer=True)
            request = Endorsement(claim_id=claim.id, peer_id=eleanor.id, asked_at=clock.now())
            db.session.add(request)
            db.session.commit()
            self.claim, self.skill, self.request = claim.id, skill.id, request.id
            self.signed_in = {
                name: self.cookie_of(make, make.account_of(person))
                for name, person in (("karim", karim), ("ines", ines), ("eleanor", eleanor))
            }
            db.session.remove()

    def cookie_of(self, make, account):
        return {
            "_user_id": account.fs_uniquifier,
            "sign_in": make.sign_in_session(account),
            "locale": "en",
        }

    def send(self, who, url, data):
        client = self.app.test_client()
        with client.session_transaction() as cookie:
            cookie.update(self.signed_in[who])
        return client.post(url, data=data)

    def at_once(self, *sent):
        """Send forms in threads; return the status of each."""
        statuses = [None] * len(sent)

        def one(place):
            statuses[place] = self.send(*sent[place]).status_code

        threads = [Thread(target=one, args=(place,)) for place in range(len(sent))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return statuses

    def sources(self):
        with self.app.app_context():
            rows = db.session.scalars(sa.select(SkillClaim).order_by(SkillClaim.id))
            return [(claim.source, claim.level) for claim in rows]


@pytest.fixture
def played(new_app):
    return Played(new_app({"WTF_CSRF_ENABLED": False}))


@pytest.fixture
def meet(monkeypatch):
    """Let both requests come to the door before either goes in.

    SQLite lets one writer in at a time: there the other cannot have come so far.
    """
    barrier = Barrier(2)

    def at_the_door(module):
        entered = module.hold

        def wait_and_hold(person_id):
            with suppress(BrokenBarrierError):
                barrier.wait(timeout=2)
            entered(person_id)

        monkeypatch.setattr(module, "hold", wait_and_hold)

    at_the_door(service)
    at_the_door(answering)
    at_the_door(endorsements)
    return barrier


def test_two_tabs_confirm_one_level_once(played, meet):
    answer = ("karim", "/team/claims", {"yes": played.claim})

    assert played.at_once(answer, answer) == [302, 302]
    assert played.sources() == [(ClaimSource.SELF, 3), (ClaimSource.MANAGER, 3)]


def test_two_different_answers_leave_one(played, meet):
    url, reason = f"/claims/{played.claim}/answer", "You still ask for help in June."
    first = ("karim", url, {"level": 1, "note": reason})
    second = ("karim", url, {"level": 2, "note": reason})

    assert sorted(played.at_once(first, second)) == [302, 409]
    assert len(played.sources()) == 2


def test_a_confirmation_never_lands_on_a_newer_word(played, monkeypatch):
    """Inès declares while Karim, who has looked, is about to write: she waits until he is done."""
    looked, declared = Event(), Event()
    newest_word, declare = queries.newest_word, service.declare

    def look_and_linger(*about):
        found = newest_word(*about)
        looked.set()
        declared.wait(timeout=1.5)
        return found

    def declare_once_he_looked(*about, **said):
        looked.wait(timeout=5)
        declare(*about, **said)
        db.session.commit()
        declared.set()

    monkeypatch.setattr(queries, "newest_word", look_and_linger)
    monkeypatch.setattr(service, "declare", declare_once_he_looked)

    statuses = played.at_once(
        ("karim", "/team/claims", {"yes": played.claim}),
        ("ines", f"/skills/{played.skill}/declare", {"level": 4, "wish": "none"}),
    )

    assert statuses[1] == 302
    # On SQLite she may come first: then he is told, and nothing is confirmed.
    confirmed = [(ClaimSource.MANAGER, 3)] if statuses[0] == 302 else []
    assert played.sources() == [(ClaimSource.SELF, 3), *confirmed, (ClaimSource.SELF, 4)]


def test_the_same_line_declared_twice_at_once_is_one(played, meet):
    line = ("ines", f"/skills/{played.skill}/declare", {"level": 5, "wish": "use", "note": "June"})

    assert played.at_once(line, line) == [302, 302]
    assert played.sources() == [(ClaimSource.SELF, 3), (ClaimSource.SELF, 5)]


def test_a_word_and_its_withdrawal_never_both_hold(played, meet):
    url = f"/endorsements/{played.request}"

    statuses = played.at_once(("eleanor", url, {"level": 4}), ("ines", f"{url}/withdraw", {}))

    assert sorted(statuses) == [302, 409]
    is_given = statuses[0] == 302
    assert ((ClaimSource.PEER, 4) in played.sources()) is is_given
    with played.app.app_context():
        status = db.session.get(Endorsement, played.request).status
    assert status == ("given" if is_given else "withdrawn")


def test_two_answers_of_one_author_are_refused_by_the_database_itself(make, session):
    ines, karim, skill = make.person("Inès"), make.person("Karim"), make.skill()
    claim = make.level(ines, skill, 3)
    make.level(ines, skill, 3, source=ClaimSource.MANAGER, author=karim, answers_id=claim.id)

    with pytest.raises(sa.exc.IntegrityError):
        make.level(ines, skill, 2, source=ClaimSource.MANAGER, author=karim, answers_id=claim.id)
