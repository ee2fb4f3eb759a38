"""HR keeps records: who joins, who moves, who leaves, and two who do it at once."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from talentgrow.audit.models import AuditEvent
from talentgrow.infra import clock
from talentgrow.kernel.access import Role
from talentgrow.people.models import Assignment, Person
from talentgrow.people.signals import person_left

TODAY = clock.today()
DAY = timedelta(days=1)


@pytest.fixture
def house(make):
    class House:
        angers, brest = make.site("Angers"), make.site("Brest")
        flow = make.unit("Flux")
        job, other = make.job("Pilote", english="Pilot"), make.job("Acheteur", english="Buyer")
        boss, ada = make.person("Bea Boss"), make.person("Ada Lovelace")
        hr = make.person("Hugo Rey", role=Role.HR)

    make.assignment(House.boss, House.job, unit=House.flow, site=House.angers)
    make.assignment(House.ada, House.job, unit=House.flow, site=House.angers, manager=House.boss)
    return House


@pytest.fixture
def client(house, sign_in):
    return sign_in(house.hr)


def seen(client, person):
    """The mark of the record as its page was read."""
    text = client.get(f"/people/{person.id}/record").text
    return re.search(r'name="post-seen"[^>]*value="([0-9a-f]+)"', text)[1]


def change(client, person, path, mark=None, **fields):
    prefix = {"details": "details", "post": "post", "last-day": "leave", "stay": "stay"}[path]
    data = {f"{prefix}-{name}": str(value) for name, value in fields.items()}
    data[f"{prefix}-seen"] = mark or seen(client, person)
    return client.post(f"/people/{person.id}/record/{path}", data=data)


def move(client, house, person=None, **fields):
    values = {"job": house.other.id, "unit": house.flow.id, "site": house.angers.id, "manager": ""}
    values |= {"from_day": TODAY, **fields}
    return change(client, person or house.ada, "post", **values)


def career(session, person):
    rows = session.scalars(
        select(Assignment).where(Assignment.person_id == person.id).order_by(Assignment.started_on)
    )
    return [(row.job_id, row.started_on, row.ended_on) for row in rows]


class TestWho:
    @pytest.mark.parametrize("path", ["/record", "/record/details", "/record/post", "/record/stay"])
    def test_colleagues_and_managers_are_refused(self, house, make, sign_in, path):
        for reader in (house.boss, house.ada, make.person("Adam", role=Role.ADMIN)):
            method = "get" if path == "/record" else "post"
            answer = getattr(sign_in(reader), method)(f"/people/{house.ada.id}{path}")
            assert answer.status_code == 403

    def test_nobody_keeps_their_own_record(self, house, client):
        assert client.get(f"/people/{house.hr.id}/record").status_code == 403

    def test_a_person_outside_ones_part_does_not_exist(self, house, make, sign_in):
        client = sign_in(make.hr_of(house.brest))

        assert client.get(f"/people/{house.ada.id}/record").status_code == 404
        assert client.post(f"/people/{house.ada.id}/record/last-day").status_code == 404

    def test_the_person_page_leads_there_for_hr(self, house, client, page):
        link = f"/people/{house.ada.id}/record"

        assert link in page(client, f"/people/{house.ada.id}").links()

    @pytest.mark.parametrize("language", ["fr", "en"])
    def test_the_page_asks_the_database_little(self, house, sign_in, page, statements, language):
        client = sign_in(house.hr, language=language)
        client.get("/people/")

        with statements() as sent:
            page(client, f"/people/{house.ada.id}/record")

        assert len(sent) <= 15, sent


class TestCorrect:
    def test_names_and_address_are_found_again(self, house, client, session, page):
        response = change(
            client, house.ada, "details", first_name="Adèle", last_name="King", email="a@b.example"
        )

        assert response.status_code == 302
        assert (house.ada.name, house.ada.email) == ("Adèle King", "a@b.example")
        assert "Adèle King" in page(client, "/people/?q=adele").text
        event = session.scalars(select(AuditEvent)).all()[-1]
        assert event.kind == "people.corrected"
        assert event.details == {"fields": ["email", "first_name", "last_name"]}

    def test_the_address_to_sign_in_with_stays(self, house, make, client):
        account = make.account_of(house.ada)
        before = account.email

        change(client, house.ada, "details", last_name="King", email="thief@b.example")

        assert account.email == before

    @pytest.mark.parametrize(
        "fields",
        [
            {"last_name": ""},
            {"last_name": "\u200b\u202e"},
            {"last_name": "x" * 81},
            {"last_name": "King", "email": "no address"},
            {"last_name": "King", "email": "a@b.example\r\nBcc: c@d.example"},
        ],
    )
    def test_nonsense_is_sent_back_with_what_was_typed(self, house, client, fields):
        response = change(client, house.ada, "details", **fields)

        assert response.status_code == 422
        assert house.ada.last_name == "Lovelace"

    def test_an_address_belongs_to_one_person(self, house, client):
        response = change(client, house.ada, "details", last_name="King", email=house.boss.email)

        assert response.status_code == 422
        assert "Somebody has this address already." in response.text

    def test_signs_that_cannot_be_seen_are_left_out(self, house, client):
        change(client, house.ada, "details", first_name="A\u202eda\t", last_name="<b>King")

        assert house.ada.name == "A da <b>King"


class TestMove:
    def test_ends_what_was_done_the_day_before(self, house, client, session):
        response = move(client, house, manager=house.boss.employee_number)

        assert response.status_code == 302
        assert career(session, house.ada) == [
            (house.job.id, date(2020, 1, 1), TODAY - DAY),
            (house.other.id, TODAY, None),
        ]
        assert session.scalars(select(AuditEvent)).all()[-1].kind == "people.moved"

    def test_can_be_written_down_before_it_comes(self, house, client, page, session):
        move(client, house, from_day=TODAY + 30 * DAY)

        assert career(session, house.ada)[0][2] == TODAY + 29 * DAY
        assert "Pilot" in page(client, f"/people/{house.ada.id}").text

    @pytest.mark.parametrize("days", [0, 10])
    def test_not_before_what_is_written_down_already(self, house, client, days):
        move(client, house, from_day=TODAY + 10 * DAY)

        response = move(client, house, from_day=TODAY + days * DAY)

        assert response.status_code == 422
        assert "Another change is written down" in response.text

    def test_a_manager_is_named_by_number_or_address(self, house, client, session):
        move(client, house, manager=house.boss.email)

        newest = session.scalars(select(Assignment).order_by(Assignment.id.desc())).first()
        assert newest.manager_id == house.boss.id

    def test_nobody_becomes_the_manager_of_their_manager(self, house, client):
        response = move(client, house, house.boss, manager=house.ada.employee_number)

        assert response.status_code == 422
        assert "works for the person, directly or through others" in response.text

    def test_not_even_through_others(self, house, make, client):
        low = make.person("Lou Low")
        make.assignment(low, house.job, manager=house.ada)

        assert move(client, house, house.boss, manager=low.employee_number).status_code == 422

    def test_nobody_becomes_their_own_manager(self, house, client):
        assert move(client, house, manager=house.ada.employee_number).status_code == 422

    def test_a_loop_that_is_there_already_hangs_nobody(self, house, make, client):
        one, two = make.person("One"), make.person("Two")
        make.assignment(one, house.job, manager=two)
        make.assignment(two, house.job, manager=one)

        assert move(client, house, manager=one.employee_number).status_code == 302

    def test_an_unknown_manager_is_told_so(self, house, make, client):
        gone = make.person("Gone", left_on=date(2024, 1, 1))

        for number in ("nobody", gone.employee_number):
            response = move(client, house, manager=number)
            assert response.status_code == 422
            assert "Nobody you can find" in response.text

    @pytest.mark.parametrize(
        "fields",
        [
            {"job": 0},
            {"job": 999_999},
            {"unit": 999_999},
            {"site": "x"},
            {"from_day": ""},
            {"from_day": "0001-01-01"},
            {"from_day": "9999-12-31"},
        ],
    )
    def test_nonsense_changes_nothing(self, house, client, session, fields):
        assert move(client, house, **fields).status_code == 422
        assert len(career(session, house.ada)) == 1

    def test_hr_of_a_part_moves_nobody_out_of_it(self, house, make, sign_in, session):
        client = sign_in(make.hr_of(house.angers))
        away = make.unit("Ailleurs")

        inside = move(client, house, unit=house.flow.id, site=house.angers.id)
        outside = move(client, house, unit=house.flow.id, site=0, from_day=TODAY + DAY)
        unknown = move(client, house, unit=away.id, from_day=TODAY + DAY)

        assert inside.status_code == 302
        assert (outside.status_code, unknown.status_code) == (422, 422)
        assert "outside your part" in outside.text


class TestTwoAtOnce:
    def test_the_second_is_told_and_nothing_is_lost(self, house, client, session):
        mark = seen(client, house.ada)
        first = move(client, house, mark=mark)
        second = change(client, house.ada, "last-day", mark, last_day=TODAY + 5 * DAY)

        assert (first.status_code, second.status_code) == (302, 409)
        assert "Somebody else has just changed this person." in second.text
        assert career(session, house.ada)[-1] == (house.other.id, TODAY, None)

    @pytest.mark.parametrize("mark", ["", "0" * 32, "\u0000", "x" * 5000])
    def test_a_form_without_its_mark_is_not_trusted(self, house, client, mark):
        response = client.post(
            f"/people/{house.ada.id}/record/details",
            data={"details-last_name": "King", "details-seen": mark},
        )

        assert response.status_code == 409
        assert house.ada.last_name == "Lovelace"


class TestLeave:
    @pytest.fixture
    def news(self):
        heard = []

        def hear(person):
            heard.append(person.id)

        person_left.connect(hear)
        yield heard
        person_left.disconnect(hear)

    def test_in_advance_is_told_on_the_page(self, house, client, page, news, session):
        response = change(client, house.ada, "last-day", last_day=TODAY + 10 * DAY)

        assert response.status_code == 302
        assert career(session, house.ada)[0][2] == TODAY + 10 * DAY
        assert house.ada.left_on is None
        assert "Leaves on" in page(client, f"/people/{house.ada.id}").text
        assert news == []

    def test_passed_closes_the_account_and_is_told_to_others(self, house, make, client, news):
        account = make.account_of(house.ada)

        change(client, house.ada, "last-day", last_day=TODAY - DAY)

        assert house.ada.left_on == TODAY - DAY
        assert account.active is False
        assert news == [house.ada.id]

    def test_leaves_the_history_to_hr(self, house, make, client, sign_in, page):
        change(client, house.ada, "last-day", last_day=date(2026, 1, 31))

        text = page(client, f"/people/{house.ada.id}").text
        assert "Left on 31 January 2026" in text
        assert "January 2020 to January 2026" in text
        assert sign_in(house.boss).get(f"/people/{house.ada.id}").status_code == 404

    def test_ends_everything_somebody_does(self, house, make, client, session):
        make.assignment(house.ada, house.other, start=date(2022, 1, 1))

        change(client, house.ada, "last-day", last_day=TODAY)

        assert {ended for _, _, ended in career(session, house.ada)} == {TODAY}

    @pytest.mark.parametrize("day", [date(2019, 12, 31), date(1900, 1, 1), ""])
    def test_not_on_a_day_that_cannot_be(self, house, client, day):
        assert change(client, house.ada, "last-day", last_day=day).status_code == 422

    def test_not_before_something_that_begins_later(self, house, client):
        move(client, house, from_day=TODAY + 10 * DAY)

        response = change(client, house.ada, "last-day", last_day=TODAY + 5 * DAY)

        assert response.status_code == 422
        assert "Something new begins after this day" in response.text

    @pytest.mark.parametrize("days", [-3, 20])
    def test_can_be_taken_back(self, house, client, session, days):
        change(client, house.ada, "last-day", last_day=TODAY + days * DAY)

        response = change(client, house.ada, "stay")

        assert response.status_code == 302
        assert career(session, house.ada) == [(house.job.id, date(2020, 1, 1), None)]
        assert house.ada.left_on is None

    def test_nothing_is_taken_back_where_nobody_leaves(self, house, client):
        assert change(client, house.ada, "stay").status_code == 422


class TestHire:
    def form(self, house, **fields):
        return {
            "first_name": "Nina",
            "last_name": "Newcomer",
            "number": "N-1",
            "email": "nina@b.example",
            "job": house.job.id,
            "unit": house.flow.id,
            "site": house.angers.id,
            "manager": house.boss.employee_number,
            "from_day": str(TODAY),
        } | fields

    def test_somebody_new_is_found_with_job_and_manager(self, house, client, session, page):
        response = client.post("/people/new", data=self.form(house))

        nina = session.scalars(select(Person).where(Person.employee_number == "N-1")).one()
        assert response.location == f"/people/{nina.id}"
        assert nina.hired_on == TODAY
        text = page(client, f"/people/{nina.id}").text
        assert "Nina Newcomer" in text
        assert "Bea Boss" in text
        assert "Nina Newcomer" in page(client, "/people/?q=nina").text

    def test_a_number_and_an_address_belong_to_one_person(self, house, client):
        number = client.post("/people/new", data=self.form(house, number=house.ada.employee_number))
        address = client.post("/people/new", data=self.form(house, email=house.ada.email))

        assert (number.status_code, address.status_code) == (422, 422)
        assert "Somebody has this employee number already." in number.text
        # What was typed is not lost.
        assert 'value="Newcomer"' in number.text

    def test_hr_of_a_part_hires_for_that_part(self, house, make, sign_in):
        client = sign_in(make.hr_of(house.brest))

        elsewhere = client.post("/people/new", data=self.form(house, unit=0, site=0, manager=""))
        here = client.post(
            "/people/new", data=self.form(house, unit=0, site=house.brest.id, manager="")
        )

        assert elsewhere.status_code == 422
        assert here.status_code == 302

    def test_is_for_hr(self, house, sign_in):
        assert sign_in(house.boss).get("/people/new").status_code == 403
        assert sign_in(house.boss).post("/people/new", data=self.form(house)).status_code == 403

    def test_the_page_shows_an_empty_form(self, house, client, page):
        found = page(client, "/people/new")

        assert found.h1 == "Who joins, and to do what?"
        assert found.all("input", name="from_day", value=str(TODAY))
