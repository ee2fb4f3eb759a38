"""Two administrators decide about one account at the same moment; a token ends while it is used."""

from contextlib import suppress
from contextvars import Context
from threading import Barrier, BrokenBarrierError, Event, Thread

import pytest
import sqlalchemy as sa

from talentgrow.api import access
from talentgrow.auth import queries, service, tokens
from talentgrow.auth.models import ApiToken, GrantedRole, RoleScope
from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.kernel.access import SYSTEM, Role
from tests.make import Factory


class House:
    """Two administrators, two sites, and Paula who is or becomes HR of some of them."""

    def __init__(self, app):
        self.app = app
        with app.app_context():
            make = Factory(db.session)
            admins = [make.account_of(make.person(n, role=Role.ADMIN)) for n in ("Ada", "Bob")]
            self.signed_in = [(a.fs_uniquifier, make.sign_in_session(a)) for a in admins]
            first, *others = [make.site(name) for name in ("Angers", "Brest", "Caen")]
            self.sites = [site.id for site in others]
            self.new = make.account_of(make.person("Nora New")).person_id
            self.paula = make.hr_of(first).id
            account = make.account_of(make.person("Olga"))
            token, self.secret = tokens.issue(
                account, "x", tokens.SCOPES, 30, by=SYSTEM, now=clock.now()
            )
            owner = make.sign_in_session(account)
            self.token, self.owner = token.id, (account.fs_uniquifier, owner)
            db.session.commit()
            db.session.remove()

    def post(self, signed_in, url, data=None):
        client = self.app.test_client()
        with client.session_transaction() as cookie:
            cookie["_user_id"], cookie["sign_in"] = signed_in
        return client.post(url, data=data).status_code

    def limit(self, person_id):
        """Let each administrator make somebody HR of another site, both at once."""
        answers = []

        def one(place):
            data = {"hr": "part", "sites": self.sites[place]}
            url = f"/accounts/{person_id}/roles"
            answers.append(self.post(self.signed_in[place], url, data))

        threads = [Thread(target=Context().run, args=(one, place)) for place in (0, 1)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return sorted(answers)

    def places(self, person_id):
        with self.app.app_context():
            found = sa.select(RoleScope.site_id).join(
                GrantedRole, GrantedRole.id == RoleScope.granted_role_id
            )
            roles = sa.select(GrantedRole.id).where(GrantedRole.account_id == self._of(person_id))
            return list(db.session.scalars(found.where(GrantedRole.id.in_(roles))))

    def _of(self, person_id):
        return db.session.scalar(sa.text(f"SELECT id FROM account WHERE person_id = {person_id}"))


@pytest.fixture
def house(new_app):
    return House(new_app({"WTF_CSRF_ENABLED": False}))


@pytest.fixture
def meet(monkeypatch):
    """Let both have read the roles before either changes them."""
    meeting, give = Barrier(2), service.give_roles

    def meet_and_give(account, *about, **more):
        list(queries.places_of(account))
        # SQLite lets one writer in at a time: there the other cannot have come so far.
        with suppress(BrokenBarrierError):
            meeting.wait(timeout=2)
        return give(account, *about, **more)

    monkeypatch.setattr(service, "give_roles", meet_and_give)


@pytest.mark.parametrize("who", ["paula", "new"])
def test_nobody_gets_the_places_of_both(house, meet, who):
    person_id = getattr(house, who)

    answers = house.limit(person_id)

    assert answers in ([302, 302], [302, 409])
    assert len(house.places(person_id)) == 1
    assert set(house.places(person_id)) <= set(house.sites)


def test_a_token_that_ends_while_it_is_used_is_over_and_breaks_nothing(house, monkeypatch):
    found, ended, answers = Event(), Event(), []
    note = access.tokens.note_use

    def linger(*about):
        found.set()
        ended.wait(timeout=1.5)
        return note(*about)

    monkeypatch.setattr(access.tokens, "note_use", linger)
    headers = {"Authorization": f"Bearer {house.secret}"}

    def use():
        answers.append(house.app.test_client().get("/api/v1/me", headers=headers).status_code)

    def revoke():
        found.wait(timeout=5)
        answers.append(house.post(house.owner, f"/account/tokens/{house.token}/revoke"))
        ended.set()

    threads = [Thread(target=Context().run, args=(action,)) for action in (use, revoke)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == [200, 302]
    with house.app.app_context():
        assert db.session.get(ApiToken, house.token).revoked_at is not None
    use()
    assert answers[-1] == 401
