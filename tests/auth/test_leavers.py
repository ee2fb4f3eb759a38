from datetime import date

from talentgrow.auth import service
from talentgrow.kernel.access import SYSTEM, Role
from tests.make import NOW


def test_who_has_left_is_signed_out_and_stays_out(make, sign_in, session):
    person = make.person(job=make.job())
    client = sign_in(person)
    assert client.get("/account").status_code == 200
    person.left_on = date(2026, 10, 7)
    session.commit()

    service.close_accounts_of_leavers(now=NOW)
    session.commit()

    assert "/sign-in" in client.get("/account").location


def test_who_works_here_stays_in(make, sign_in, session):
    client = sign_in(make.person(job=make.job()))

    service.close_accounts_of_leavers(now=NOW)
    session.commit()

    assert client.get("/account").status_code == 200


def test_who_comes_back_gets_in_again(make, session):
    person = make.person(left_on=date(2026, 10, 7))
    account = make.account_of(person)
    service.close_accounts_of_leavers(now=NOW)
    session.expire_all()
    assert not account.active
    person.left_on = None

    service.change(account, None, roles=[Role.HR], by=SYSTEM, now=NOW)

    assert account.active
