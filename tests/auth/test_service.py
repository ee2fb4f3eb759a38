"""Accounts: opened once, changed with a trace."""

from datetime import date

import pytest
from flask_security import verify_password
from sqlalchemy import select

from talentgrow.audit.models import AuditEvent
from talentgrow.auth import service
from talentgrow.auth.models import Account
from talentgrow.kernel.access import SYSTEM, Role
from tests.auth.conftest import PASSWORD
from tests.make import NOW


def open_account(person, *roles):
    return service.open_account(person, PASSWORD, roles=roles, by=SYSTEM, now=NOW)


def roles_of(account):
    return {granted.name for granted in account.roles}


class TestOpen:
    def test_a_person_with_an_address_can_sign_in(self, make):
        account = open_account(make.person(), Role.HR, Role.ADMIN)

        assert verify_password(PASSWORD, account.password)
        assert roles_of(account) == {Role.HR, Role.ADMIN}

    def test_leaves_a_trace_without_the_password(self, make, session):
        account = open_account(make.person(), Role.HR)

        event = session.scalars(select(AuditEvent)).one()
        assert (event.kind, event.subject) == ("accounts.opened", f"account:{account.id}")
        assert event.details == {"email": account.email, "roles": ["hr"]}

    def test_somebody_without_address_cannot(self, make, session):
        person = make.person()
        person.email = None
        session.commit()

        with pytest.raises(service.NoAddress):
            open_account(person)

    def test_an_address_opens_one_account(self, make, session):
        person = make.person()
        open_account(person)

        with pytest.raises(service.AddressTaken):
            open_account(person)


class TestChange:
    @pytest.mark.parametrize(
        ("before", "after"),
        [
            (set(), {Role.HR}),
            ({Role.HR}, set()),
            ({Role.HR}, {Role.ADMIN}),
            ({Role.HR}, {Role.HR}),
            ({Role.HR, Role.ADMIN}, {Role.ADMIN}),
        ],
    )
    def test_gives_and_takes_roles(self, make, session, before, after):
        account = open_account(make.person(), *before)
        session.commit()

        service.change(account, None, roles=after, by=SYSTEM, now=NOW)
        session.commit()
        session.expire_all()

        assert roles_of(session.get(Account, account.id)) == after

    def test_a_new_password_ends_the_sessions_of_the_old_one(self, make):
        account = open_account(make.person())
        before = account.fs_uniquifier

        service.change(account, "another long password", roles=(), by=SYSTEM, now=NOW)

        assert account.fs_uniquifier != before
        assert verify_password("another long password", account.password)

    def test_the_address_follows_the_person(self, make, session):
        person = make.person()
        account = open_account(person)
        person.email = "new@example.test"

        service.change(account, None, roles=(), by=SYSTEM, now=NOW)

        assert account.email == "new@example.test"

    def test_somebody_who_lost_the_address_needs_another(self, make):
        person = make.person()
        account = open_account(person)
        person.email = None

        with pytest.raises(service.NoAddress):
            service.change(account, None, roles=(), by=SYSTEM, now=NOW)

    def test_roles_alone_leave_password_and_sessions(self, make):
        account = open_account(make.person())
        before = (account.fs_uniquifier, account.password)

        service.change(account, None, roles={Role.HR}, by=SYSTEM, now=NOW)

        assert (account.fs_uniquifier, account.password) == before

    def test_leaves_a_trace(self, make, session):
        account = open_account(make.person())

        service.change(account, None, roles={Role.HR}, by=SYSTEM, now=NOW)

        kinds = session.scalars(select(AuditEvent.kind).order_by(AuditEvent.id)).all()
        assert kinds == ["accounts.opened", "accounts.changed"]


class TestActor:
    def test_managing_follows_from_present_assignments(self, make, sign_in, page):
        boss, report, former = make.person("Boss"), make.person("Rita"), make.person("Fred")
        make.assignment(report, make.job(), manager=boss)
        make.assignment(former, make.job(), manager=boss, end=date(2024, 1, 1))
        make.assignment(former, make.job(), start=date(2024, 1, 2))

        client = sign_in(boss)

        assert "Career at" in page(client, f"/people/{report.id}").text
        assert "Career at" not in page(client, f"/people/{former.id}").text

    def test_a_role_taken_away_is_gone_with_the_next_request(self, make, session, sign_in):
        person = make.person(role=Role.HR)
        client = sign_in(person)
        assert client.get("/imports/").status_code == 200

        service.change(make.account_of(person), None, roles=(), by=SYSTEM, now=NOW)
        session.commit()

        assert client.get("/imports/").status_code == 403
