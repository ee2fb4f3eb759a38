"""Two administrators decide about one account at the same moment; a token ends while it is used."""

import pytest
import sqlalchemy as sa

from talentgrow.api import access
from talentgrow.auth import queries, service, tokens
from talentgrow.auth.models import Account, ApiToken, GrantedRole, RoleScope
from talentgrow.infra import clock
from talentgrow.kernel.access import SYSTEM, Role
from tests.races import Meeting, Served, at_once, behind, codes


class House(Served):
    """Two administrators, two sites, and Paula who is or becomes HR of some of them."""

    def found(self, make):
        admins = {name.lower(): make.person(name, role=Role.ADMIN) for name in ("Ada", "Bob")}
        first, *others = [make.site(name) for name in ("Angers", "Brest", "Caen")]
        self.sites = [site.id for site in others]
        new, olga = make.person("Nora New"), make.person("Olga")
        make.account_of(new)
        token, self.secret = tokens.issue(
            make.account_of(olga), "x", tokens.SCOPES, 30, by=SYSTEM, now=clock.now()
        )
        make.session.commit()
        self.token = token.id
        return admins | {"new": new, "paula": make.hr_of(first), "olga": olga}

    def limit(self, name):
        """Let each administrator make somebody HR of another site, both at once."""
        url = f"/accounts/{self.ids[name]}/roles"
        parts = [{"hr": "part", "sites": site} for site in self.sites]
        return at_once(*map(self.post, ("ada", "bob"), [url] * 2, parts))

    def places(self, name):
        return self.stored(
            sa.select(RoleScope.site_id)
            .join(GrantedRole, GrantedRole.id == RoleScope.granted_role_id)
            .join(Account, Account.id == GrantedRole.account_id)
            .where(Account.person_id == self.ids[name])
        )

    def use_token(self):
        headers = {"Authorization": f"Bearer {self.secret}"}
        return self.app.test_client().get("/api/v1/me", headers=headers)


@pytest.fixture
def house(new_app):
    return House.of(new_app)


@pytest.fixture
def meet(monkeypatch):
    """Let both have read the roles before either changes them."""
    meeting, give = Meeting(), service.give_roles

    def meet_and_give(account, *about, **more):
        list(queries.places_of(account))
        # SQLite lets one writer in at a time: there the other cannot have come so far.
        meeting()
        return give(account, *about, **more)

    monkeypatch.setattr(service, "give_roles", meet_and_give)


@pytest.mark.parametrize("who", ["paula", "new"])
def test_nobody_gets_the_places_of_both(house, meet, who):
    answers = house.limit(who)

    assert sorted(codes(answers)) in ([302, 302], [302, 409])
    assert len(house.places(who)) == 1
    assert set(house.places(who)) <= set(house.sites)


def test_a_token_that_ends_while_it_is_used_is_over_and_breaks_nothing(house, monkeypatch):
    later = behind(monkeypatch, access.tokens, "note_use", early=True)
    revoke = house.post("olga", f"/account/tokens/{house.token}/revoke")

    answers = at_once(house.use_token, later(revoke))

    assert codes(answers) == [200, 302]
    assert house.stored(sa.select(ApiToken.revoked_at)) != [None]
    assert house.use_token().status_code == 401
