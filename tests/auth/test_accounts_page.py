"""Administrators look after the accounts of others: never their own, never without a trace."""

from datetime import date

import pytest
from flask_security import hash_password
from sqlalchemy import select

from talentgrow.audit.models import AuditEvent
from talentgrow.auth import service
from talentgrow.auth.factors import codes
from talentgrow.auth.models import Account, GrantedRole, Passkey, SecondFactor
from talentgrow.kernel.access import SYSTEM, Role
from tests.auth.conftest import PASSWORD, link_in
from tests.auth.test_second_factor import SECRET, code_at
from tests.auth.test_sign_in import is_in
from tests.make import NOW
from tests.races import Served, at_once, let_meet

ACTIONS = ("invite", "roles", "send-link", "close", "reopen", "take-factors-off", "use-address")


@pytest.fixture
def admin(make):
    return make.person("Sacha Delmas", role=Role.ADMIN)


@pytest.fixture
def browser(admin, sign_in):
    return sign_in(admin)


def roles_of(session, person):
    session.expire_all()
    account = session.scalars(select(Account).where(Account.person_id == person.id)).unique().one()
    return {granted.name for granted in account.roles}


class TestWhoMay:
    @pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.HR])
    def test_nobody_but_administrators(self, make, sign_in, role):
        other = make.person("Bob")
        make.account_of(other)
        client = sign_in(make.person("Ada", role=role))

        assert client.get("/accounts/").status_code == 403
        assert client.get(f"/accounts/{other.id}").status_code == 403
        for action in ACTIONS:
            assert client.post(f"/accounts/{other.id}/{action}").status_code == 403

    @pytest.mark.parametrize("action", ACTIONS)
    def test_nobody_changes_their_own(self, session, make, admin, browser, action):
        make.person("Zoé", role=Role.ADMIN)

        response = browser.post(f"/accounts/{admin.id}/{action}", data={"hr": "all", "admin": "y"})

        assert response.status_code == 403
        assert roles_of(session, admin) == {Role.ADMIN}

    def test_what_does_not_exist_is_not_found(self, browser):
        assert browser.get("/accounts/999999").status_code == 404
        for action in ACTIONS:
            response = browser.post(f"/accounts/999999/{action}", data={"hr": "no"})
            assert response.status_code == 404

    def test_nothing_is_changed_by_a_link(self, make, browser):
        other = make.person("Bob")

        for action in ACTIONS:
            assert browser.get(f"/accounts/{other.id}/{action}").status_code == 405


class TestList:
    def test_says_who_can_sign_in_and_as_what(self, session, make, browser, page):
        site, hr = make.site("Lyon"), make.person("Sophie Marchal")
        service.open_account(
            hr,
            PASSWORD,
            roles=[Role.HR],
            by=SYSTEM,
            now=NOW,
            places=service.Places(site_ids=frozenset({site.id})),
        )
        make.person("Nora Without")
        session.commit()

        found = page(browser, "/accounts/")

        assert "HR for Lyon" in found.text
        assert "No account" in found.text
        assert "administrator" in found.text

    @pytest.mark.parametrize(
        ("query", "names"),
        [
            ("q=ines", {"Inès"}),
            ("q=E0001", {"Sacha"}),
            ("q=e0002@example", {"Inès"}),
            ("who=admin", {"Sacha"}),
            ("who=hr", set()),
            ("who=in", {"Sacha"}),
            ("who=nonsense", {"Sacha", "Inès"}),
            ("q=%25", set()),
            ("q=_", set()),
            ("q=zzzz", set()),
            ("page=99999999999999", {"Sacha", "Inès"}),
        ],
    )
    def test_finds(self, make, browser, page, query, names):
        make.person("Inès Caradec")

        text = page(browser, f"/accounts/?{query}").text

        assert {
            name
            for name in ("Sacha Delmas", "Inès Caradec")
            if name
            in text.replace("My account, Sacha Delmas", "").replace("Sacha Delmas My account", "")
        } == {{"Sacha": "Sacha Delmas", "Inès": "Inès Caradec"}[name] for name in names}

    def test_holds_no_careers_and_no_skills(self, make, browser, page):
        person = make.person("Inès", job=make.job("Pilote de flux"))
        make.level(person, make.skill("Négociation"), 4)

        for url in ("/accounts/", f"/accounts/{person.id}"):
            text = page(browser, url).text
            assert "Pilote" not in text and "gociation" not in text

    def test_leavers_without_account_are_not_there(self, make, browser, page):
        make.person("Gone Long", left_on=date(2020, 1, 1))

        assert "Gone Long" not in page(browser, "/accounts/").text

    @pytest.mark.parametrize("path", ["/accounts/", "/accounts/?who=in", "/accounts/{id}"])
    def test_costs_few_statements(self, session, make, browser, statements, path):
        for number in range(12):
            person = make.person(f"Person {number}", role=Role.HR)
        session.commit()

        with statements() as sent:
            assert browser.get(path.format(id=person.id)).status_code == 200

        assert len(sent) <= 15, sent

    @pytest.mark.parametrize("language", ["fr", "en"])
    def test_speaks_both_languages(self, make, admin, sign_in, page, language):
        other = make.person("Bob", role=Role.HR)
        client = sign_in(admin, language=language)

        for url in ("/accounts/", f"/accounts/{other.id}", f"/accounts/{admin.id}"):
            assert page(client, url).all("html")[0]["lang"] == language


class TestInvite:
    def test_opens_an_account_and_sends_a_link_to_choose_a_password(
        self, app, session, make, browser, mails, enter
    ):
        person = make.person("Inès Caradec", locale="fr")

        response = browser.post(f"/accounts/{person.id}/invite")

        assert response.location == f"/accounts/{person.id}"
        (mail,) = mails(person.email)
        assert "Inès" in mail.text
        guest = app.test_client()
        guest.get(link_in(mail))
        new = {"new_password": PASSWORD, "new_password_confirm": PASSWORD}
        assert guest.post("/sign-in/new-password", data=new).status_code == 302
        assert is_in(enter(person.email)[0])

    def test_gives_no_role(self, session, make, browser):
        person = make.person("Inès")

        browser.post(f"/accounts/{person.id}/invite", data={"hr": "all", "admin": "y"})

        assert roles_of(session, person) == set()

    def test_twice_is_refused(self, make, browser, mails):
        person = make.person("Inès")
        browser.post(f"/accounts/{person.id}/invite")

        assert browser.post(f"/accounts/{person.id}/invite").status_code == 409
        assert len(mails(person.email)) == 1

    def test_somebody_without_address_or_who_left_is_refused(self, session, make, browser):
        without, left = make.person("Inès"), make.person("Gone", left_on=date(2020, 1, 1))
        make.account_of(left)
        without.email = None
        session.commit()

        assert browser.post(f"/accounts/{without.id}/invite").status_code == 409
        assert browser.post(f"/accounts/{left.id}/invite").status_code == 409

    def test_the_link_can_be_sent_again(self, make, browser, mails):
        person = make.person("Inès")
        browser.post(f"/accounts/{person.id}/invite")

        browser.post(f"/accounts/{person.id}/send-link")

        assert len(mails(person.email)) == 2


class TestRoles:
    def give(self, browser, person, **form):
        return browser.post(f"/accounts/{person.id}/roles", data=form)

    def test_count_from_the_next_request_on(self, session, make, browser, sign_in):
        person = make.person("Bob")
        client = sign_in(person)
        assert client.get("/accounts/").status_code == 403

        assert self.give(browser, person, hr="no", admin="y").status_code == 302

        assert client.get("/accounts/").status_code == 200
        self.give(browser, person, hr="no")
        assert client.get("/accounts/").status_code == 403

    def test_hr_for_some_places_sees_nobody_elsewhere(self, session, make, browser, sign_in):
        lyon, angers, job = make.site("Lyon"), make.site("Angers"), make.job()
        hr, near, far = make.person("Hana"), make.person("Nina Near"), make.person("Fred Far")
        make.assignment(near, job, site=lyon)
        make.assignment(far, job, site=angers)
        client = sign_in(hr)

        self.give(browser, hr, hr="part", sites=[lyon.id])

        assert "Career at" in client.get(f"/people/{near.id}").text
        assert "Career at" not in client.get(f"/people/{far.id}").text

    def test_a_part_without_places_is_never_the_whole(self, session, make, browser):
        person = make.person("Bob")
        make.account_of(person)

        response = self.give(browser, person, hr="part")

        assert response.status_code == 422
        assert roles_of(session, person) == set()

    @pytest.mark.parametrize(
        "wrong", [{}, {"hr": "x"}, {"hr": "part", "sites": ["99999"]}, {"hr": "part", "units": "x"}]
    )
    def test_nonsense_changes_nothing(self, session, make, browser, wrong):
        person = make.person("Bob", role=Role.HR)

        assert self.give(browser, person, **wrong).status_code == 422
        assert roles_of(session, person) == {Role.HR}

    def test_the_same_again_and_other_places(self, session, make, browser):
        person, one, two = make.person("Bob"), make.site("Lyon"), make.site("Angers")
        make.account_of(person)

        for sites in ([one.id], [one.id, two.id], [one.id, two.id], [two.id]):
            assert self.give(browser, person, hr="part", sites=sites).status_code == 302
            session.expire_all()
            (granted,) = make.account_of(person).roles
            assert {limit.site_id for limit in granted.scopes} == set(sites)
        self.give(browser, person, hr="all")
        session.expire_all()
        assert make.account_of(person).roles[0].scopes == []

    def test_leave_a_trace(self, session, make, admin, browser):
        person, site = make.person("Bob"), make.site()
        make.account_of(person)

        self.give(browser, person, hr="part", sites=[site.id], admin="y")

        event = session.scalars(select(AuditEvent)).one()
        assert (event.kind, event.actor_id) == ("accounts.changed", admin.id)
        assert event.details["roles"] == ["admin", "hr"]
        assert event.details["scope"] == [f"site:{site.id}"]


class TestCloseAndOpen:
    def test_ends_every_session_at_once(self, make, browser, member, enter):
        account = member("Bob")
        theirs, _ = enter(account.email)

        browser.post(f"/accounts/{account.person_id}/close")

        assert not is_in(theirs)
        assert not is_in(enter(account.email)[0])

    def test_opening_again_lets_in_with_the_old_password(self, browser, member, enter):
        account = member("Bob")
        browser.post(f"/accounts/{account.person_id}/close")

        browser.post(f"/accounts/{account.person_id}/reopen")

        assert is_in(enter(account.email)[0])

    def test_not_for_somebody_who_has_left(self, session, make, browser):
        person = make.person("Gone", left_on=date(2020, 1, 1))
        account = make.account_of(person)
        account.active = False
        session.commit()

        assert browser.post(f"/accounts/{person.id}/reopen").status_code == 409

    def test_a_closed_account_gets_no_link(self, session, make, browser, mails):
        person = make.person("Bob")
        make.account_of(person).active = False
        session.commit()

        assert browser.post(f"/accounts/{person.id}/send-link").status_code == 409
        assert mails() == []

    def test_an_administrator_can_be_closed_while_there_is_another(self, session, make, browser):
        other = make.person("Zoé", role=Role.ADMIN)

        assert browser.post(f"/accounts/{other.id}/close").status_code == 302

    def test_the_last_one_stays(self, session, make):
        account = make.account_of(make.person("Zoé", role=Role.ADMIN))

        with pytest.raises(service.LastAdministrator):
            service.refuse_last_administrator(account)
        with pytest.raises(service.LastAdministrator):
            service.give_roles(account, [Role.HR], service.Places(), by=SYSTEM, now=NOW)

    def test_two_who_remove_each_other_leave_one(self, new_app, monkeypatch):
        class House(Served):
            def found(self, make):
                return {name: make.person(name, role=Role.ADMIN) for name in ("Ada", "Bob")}

        house = House.of(new_app)
        let_meet(monkeypatch, service, "refuse_last_administrator", early=True)

        answers = at_once(
            house.post("Ada", f"/accounts/{house.ids['Bob']}/roles", {"hr": "no"}),
            house.post("Bob", f"/accounts/{house.ids['Ada']}/roles", {"hr": "no"}),
        )

        assert [one.status_code for one in answers].count(302) == 1
        assert len(house.stored(select(GrantedRole.id))) == 1


class TestHelp:
    def test_somebody_who_lost_their_phone(self, app, session, browser, member, enter, mails):
        account = member("Bob", locale="en")
        with app.test_request_context():
            codes.switch_on(account, SECRET, code_at(NOW), by=SYSTEM, now=NOW)
        session.add(
            Passkey(
                account_id=account.id,
                name="x",
                credential_id=b"1",
                public_key=b"2",
                sign_count=0,
                created_at=NOW,
            )
        )
        session.commit()

        browser.post(f"/accounts/{account.person_id}/take-factors-off")

        assert is_in(enter(account.email)[0])
        assert session.scalars(select(SecondFactor)).all() == []
        assert session.scalars(select(Passkey)).all() == []
        assert "no longer asks" in mails(account.email)[-1].text

    def test_a_new_address_counts_only_when_an_administrator_says_so(
        self, session, browser, member, enter
    ):
        account = member("Bob")
        old = account.email
        account.person.email = "bob.new@example.test"
        session.commit()
        assert is_in(enter(old)[0])

        browser.post(f"/accounts/{account.person_id}/use-address")

        assert is_in(enter("bob.new@example.test")[0])
        assert not is_in(enter(old)[0])

    def test_an_address_of_another_account_is_refused(self, session, make, browser, member):
        account, other = member("Bob"), member("Zoé")
        taken = other.email
        other.person.email = None
        session.flush()
        account.person.email = taken
        session.commit()

        assert browser.post(f"/accounts/{account.person_id}/use-address").status_code == 409


def test_passwords_made_elsewhere_are_never_shown(app, session, make, browser):
    person = make.person("Bob")
    account = make.account_of(person)
    account.password = hash_password(PASSWORD)
    session.commit()

    for url in ("/accounts/", f"/accounts/{person.id}"):
        text = browser.get(url).text
        assert account.password not in text
        assert account.fs_uniquifier not in text
