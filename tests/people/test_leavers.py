from datetime import date

import pytest

from talentgrow.people import service

LAST_DAY = date(2026, 10, 7)


@pytest.fixture(autouse=True)
def the_day_after(monkeypatch):
    monkeypatch.setattr("talentgrow.infra.clock.today", lambda: date(2026, 10, 8))


def test_a_last_day_that_has_passed_is_noted(make, session):
    person = make.person()
    make.assignment(person, make.job(), end=LAST_DAY)

    service.note_leavers()
    session.expire_all()

    assert person.left_on == LAST_DAY


@pytest.mark.parametrize("end", [None, date(2026, 10, 8), date(2027, 1, 1)])
def test_who_works_here_stays(make, session, end):
    person = make.person()
    make.assignment(person, make.job(), end=end)

    service.note_leavers()
    session.expire_all()

    assert person.left_on is None


def test_who_comes_back_later_stays(make, session):
    person, job = make.person(), make.job()
    make.assignment(person, job, end=LAST_DAY)
    make.assignment(person, make.job("Achats"), start=date(2026, 12, 1))

    service.note_leavers()
    session.expire_all()

    assert person.left_on is None


def test_who_has_no_assignment_at_all_stays(make, session):
    person = make.person()

    service.note_leavers()
    session.expire_all()

    assert person.left_on is None
