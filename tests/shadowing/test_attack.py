"""What somebody tries who means no good, or who is merely unlucky, around visits."""

import itertools
import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from talentgrow.audit.models import AuditEvent
from talentgrow.auth import tokens
from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.kernel.access import SYSTEM
from talentgrow.kernel.calendar import workday
from talentgrow.notifications.models import Notice, OutboxMail
from talentgrow.shadowing.exchanges.models import Exchange
from talentgrow.shadowing.models import OfferSkill, VisitSlot
from talentgrow.shadowing.states import VISIT_FLOW, OfferStatus
from talentgrow.shadowing.states import VisitStatus as V
from talentgrow.shadowing.visits.models import (
    Answer,
    Signature,
    Visit,
    VisitCertificate,
    VisitDebrief,
    VisitWord,
)
from tests.api.conftest import Program
from tests.shadowing.attack_scene import MESSAGE, WORD, Around, soon

SECRET = "Huitzilopochtli-3 found the workshop loud"
NO = "We close the workshop during that week."


@pytest.fixture
def around(make):
    return Around(make)


@pytest.fixture
def program(app, make):
    """Return a function which gives a program that acts for a person."""

    def program(person):
        account, now = make.account_of(person), clock.now()
        _token, secret = tokens.issue(account, "Test", tokens.SCOPES, 30, by=SYSTEM, now=now)
        make.session.commit()
        return Program(app.test_client(use_cookies=False), secret)

    return program


def everything_told(session):
    """Return all that notices, mails and the trail say."""
    told = [*session.scalars(sa.select(Notice.details))]
    told += [*session.scalars(sa.select(OutboxMail.text))]
    told += [*session.scalars(sa.select(OutboxMail.subject))]
    told += [*session.scalars(sa.select(AuditEvent.details))]
    return str(told)


class TestEveryStepFromEverywhere:
    """No state of a visit breaks a page, or lets through what is not a step or not one's own."""

    FORMS = ("accept", "decline", "cancel", "tell", "arrange", "debrief", "sign", "write")
    WORDS = ("agree", "defer", "refuse")
    # Who may take which step, by hand.
    MAY = {
        "ines": {"cancel", "tell", "arrange", "debrief", "sign", "write"},
        "paul": {"accept", "decline", "cancel", "tell", "arrange", "debrief", "sign", "write"},
        "karim": {"sign", "0-agree", "0-defer", "0-refuse"},
        "maud": {"sign", "1-agree", "1-defer", "1-refuse"},
        "hana": {"0-agree", "0-defer", "0-refuse", "1-agree", "1-defer", "1-refuse"},
        "elsewhere": set(),
        "old": set(),
        "sacha": set(),
        "noe": set(),
    }

    @pytest.fixture
    def attempt(self, around, sign_in, session):
        """Return a function which sends one form from one state, and what became of it; undone."""
        clients = {name: sign_in(getattr(around, name)) for name in self.MAY}
        words = [word.id for word in around.ask_managers()]
        day = soon(28)
        data = {
            "ready": "0",
            "reason": "other",
            "words": NO,
            "note": NO,
            "how": "take_place",
            "learned": "A lot",
            "starts_on": day.isoformat(),
            "half_days": "4",
            "begins_at": "09:00",
            "ends_at": "17:00",
            "seen": "0",
            "version": "1",
            "aims": "See it",
            "travel": "nobody",
            "from_on": soon(23).isoformat(),
        }
        urls = {
            "sign": f"{around.url}/agreement/sign",
            "write": f"{around.url}/agreement/edit",
            "arrange": f"{around.url}/arrange",
        }
        visits, slots = Visit.__table__, VisitSlot.__table__
        answered = {V.TO_SIGN, V.CONFIRMED}

        def attempt(name, form, status, *, is_past):
            connection = db.engines[None]
            with connection.begin_nested() as kept:
                start = clock.today() - timedelta(days=3) if is_past else soon()
                values = {"status": status, "starts_on": start, "ends_on": start}
                if status is V.CLOSED:
                    values["closed_as"] = V.TOOK_PLACE
                if is_past:
                    values["slot_id"] = None
                connection.execute(sa.update(Visit).where(Visit.id == around.id).values(values))
                if status in answered:
                    connection.execute(
                        sa.update(VisitWord).values(
                            answer=Answer.AGREED, answered_by_id=VisitWord.manager_id
                        )
                    )
                place, _dash, step = form.partition("-")
                sent = dict(data)
                if step:
                    url = f"{around.url}/words/{words[int(place)]}/{step}"
                    sent["reason"] = NO
                else:
                    url = urls.get(form, f"{around.url}/{form}")
                if form == "debrief":
                    sent["seen"] = []
                answer = clients[name].post(url, data=sent).status_code
                now = connection.scalar(sa.select(visits.c.status).where(visits.c.id == around.id))
                readers = ("ines", "paul", "karim", "hana") if now != status else ()
                shown = {clients[one].get(around.url).status_code for one in readers}
                (taken,) = connection.scalars(sa.select(slots.c.taken))
                rows = [
                    connection.scalar(sa.select(sa.func.count()).select_from(table))
                    for table in (Signature, VisitDebrief, VisitCertificate)
                ]
                kept.rollback()
            session.expire_all()
            return answer, V(now), shown, taken, rows

        return attempt

    @pytest.mark.parametrize("is_past", [False, pytest.param(True, marks=pytest.mark.slow)])
    def test_is_done_or_refused(self, attempt, is_past):
        wrong, done = [], set()
        forms = (*self.FORMS, *(f"{n}-{step}" for n in (0, 1) for step in self.WORDS))
        for status, name, form in itertools.product(V, self.MAY, forms):
            if not self.MAY[name] and status not in {V.REQUESTED, V.CONFIRMED}:
                continue
            if "-" in form and status not in {V.REQUESTED, V.HOST_ACCEPTED, V.CONFIRMED}:
                continue
            answer, now, shown, taken, rows = attempt(name, form, status, is_past=is_past)
            fine = answer in {200, 302, 403, 404, 409, 422} and shown <= {200, 302}
            if form not in self.MAY[name]:
                fine = fine and answer in {403, 404} and now is status and rows == [0, 0, 0]
            fine = fine and 0 <= taken <= 2 and (answer < 400 or rows == [0, 0, 0])
            fine = fine and (answer < 400 or now is status)
            if not fine:
                wrong.append((form, name, status, answer, now, shown, taken, rows))
            if now is not status:
                done.add((status, now))

        assert not wrong
        allowed = {
            (before, step.target)
            for step in VISIT_FLOW.transitions.values()
            for before in step.sources
        }
        assert done <= allowed
        told = {V.TOOK_PLACE, V.PARTIAL, V.NO_SHOW}
        new = {after for before, after in done if before not in told}
        if is_past:
            assert V.TOOK_PLACE in new
        else:
            assert {V.HOST_ACCEPTED, V.HOST_DECLINED, V.MANAGER_REFUSED, V.CANCELLED} <= new
            # Nothing took place before its day.
            assert not new & told


class TestWhatTheTwoSayToOneAnother:
    @pytest.mark.parametrize("status", [V.REQUESTED, V.HOST_ACCEPTED, V.CONFIRMED, V.CLOSED])
    def test_is_read_by_nobody_else(self, around, status, sign_in, program, session):
        around.ask_managers(Answer.AGREED)
        around.visit.status = status
        if status is V.CLOSED:
            around.visit.closed_as = V.TOOK_PLACE
            session.add_all(
                VisitDebrief(
                    visit_id=around.id,
                    side=side,
                    author_id=person.id,
                    learned=SECRET,
                    thanks=SECRET,
                    at=clock.now(),
                )
                for side, person in (("visitor", around.ines), ("host", around.paul))
            )
            around.make.certificate(around.visit)
        session.commit()
        urls = (
            *(around.url, f"{around.url}/agreement", f"{around.url}/certificate"),
            *(f"{around.url}/debrief", f"{around.url}/change", f"{around.url}.ics"),
            *("/", "/visits", "/visits/mine", "/visits/words", "/notices/", "/team", "/swaps"),
            *("/rounds", "/hr/rounds", f"/visits/offers/{around.offer.id}"),
            *(f"/people/{around.ines.id}", f"/people/{around.paul.id}"),
        )

        for name in ("karim", "maud", "hana", "elsewhere", "old", "sacha", "noe"):
            reader = getattr(around, name)
            client, api = sign_in(reader), program(reader)
            said = "".join(client.get(url).text for url in urls)
            said += api.get(f"/visits/{around.id}").text + api.get("/me/visits").text
            for secret in (MESSAGE, WORD, SECRET):
                assert secret not in said, (name, secret)
            assert client.get(f"{around.url}/debrief").status_code in {403, 404}
            may_know = name in {"karim", "maud", "hana"}
            found = client.get(around.url).status_code
            assert found == (200 if may_know else 404), name
            if not may_know:
                assert api.get(f"/visits/{around.id}").status_code == 404
                assert client.get(f"{around.url}.ics").status_code == 404
        assert MESSAGE in sign_in(around.paul).get(around.url).text
        told = everything_told(session)
        assert not any(secret in told for secret in (MESSAGE, WORD, SECRET))

    def test_when_it_is_called_off_neither(self, around, sign_in, program, session):
        around.ask_managers()
        around.visit.status = V.HOST_ACCEPTED
        session.commit()

        sent = sign_in(around.ines).post(
            f"{around.url}/cancel", data={"reason": "absent", "note": SECRET}
        )

        assert sent.status_code == 302
        assert SECRET in sign_in(around.paul).get(around.url).text
        for reader in (around.karim, around.maud, around.hana, around.noe):
            client = sign_in(reader)
            for url in (around.url, "/", "/notices/", "/visits/words"):
                assert SECRET not in client.get(url).text, (reader, url)
            assert SECRET not in program(reader).get(f"/visits/{around.id}").text
        assert SECRET not in everything_told(session)


class TestARequest:
    def test_is_not_called_off_by_who_is_asked(self, around, sign_in, program, session):
        """A no has a reason and counts as an answer; to call off is for who asked."""
        data = {"reason": "other", "note": ""}
        assert sign_in(around.paul).post(f"{around.url}/cancel", data=data).status_code == 409
        sent = program(around.paul).post(f"/visits/{around.id}/cancel", json={"reason": "other"})
        assert sent.status_code == 409
        assert around.visit.status is V.REQUESTED

    def test_never_says_that_somebody_has_left(self, around, program):
        sent = program(around.ines).post(f"/visits/{around.id}/cancel", json={"reason": "left"})

        assert sent.status_code == 422
        assert around.visit.status is V.REQUESTED

    def test_to_an_offer_that_shows_nothing_now_keeps_no_place(
        self, around, sign_in, program, session, make
    ):
        other = make.offer(around.maud, slots=[(soon(30), 1)])
        (slot,) = session.scalars(sa.select(VisitSlot).where(VisitSlot.offer_id == other.id))
        theirs = around.slot_id
        url = f"/visits/offers/{other.id}/ask"
        said = {"aim": "discover", "message": ""}
        noe, api = sign_in(around.noe), program(around.noe)
        wrong = [theirs, 0, -1, 2**31, 10**30, "x", ""]

        for one in wrong:
            assert noe.post(url, data=said | {"slot": one}).status_code in {409, 422}, one
            asked = api.post(f"/visit-offers/{other.id}/visits", json={"slot_id": one})
            assert asked.status_code in {409, 422}, one
        # A day where days are set, and both at once.
        day = {"starts_on": soon(30).isoformat()}
        assert api.post(f"/visit-offers/{other.id}/visits", json=day).status_code == 409
        for status in ("draft", "paused", "full", "closed"):
            session.execute(sa.text(f"UPDATE visit_offer SET status = '{status}'"))
            session.commit()
            sent = noe.post(url, data=said | {"slot": slot.id}).status_code
            assert sent in {403, 404, 409}, status
        session.expire_all()
        assert (slot.taken, session.get(VisitSlot, theirs).taken) == (0, 1)


class TestASwap:
    @pytest.fixture
    def ring(self, make, session):
        """Awa visits Paul, Paul visits Inès, Inès visits Awa."""
        people = [make.person(name) for name in ("Awa Diallo", "Paul Le Gall", "Inès Caradec")]
        exchange = make.exchange(*people)
        session.commit()
        return exchange.id, people, self.legs(session, exchange.id)

    @staticmethod
    def legs(session, exchange_id):
        found = sa.select(Visit).where(Visit.exchange_id == exchange_id)
        return list(session.scalars(found.order_by(Visit.place_in_ring)))

    def test_shows_nobody_more_than_their_legs_before_all_agree(
        self, ring, sign_in, program, session
    ):
        number, (awa, paul, _ines), (first, _second, third) = ring
        client, api = sign_in(awa), program(awa)
        # Two answers are missing.
        first.visitor_says = first.host_says = third.visitor_says = third.host_says = "yes"
        session.commit()

        found = api.get(f"/swaps/{number}").json
        text = client.get(f"/swaps/{number}").text
        assert found["members"] is None and len(found["visits"]) == 2
        assert 'class="tg-ring' not in text
        assert client.get(f"/visits/{ring[2][1].id}").status_code == 404
        for reader in (paul, awa):
            sent = sign_in(reader).post(f"/swaps/{number}/answer", data={"yes": 10**12})
            assert sent.status_code == 404

    def test_that_came_to_nothing_names_nobody_afterwards(self, ring, program, sign_in, session):
        number, (awa, _paul, ines), legs = ring
        sign_in(awa).post(f"/swaps/{number}/answer", data={"no": legs[0].id})
        for reader, leg in ((awa, legs[2]), (ines, legs[1])):
            sign_in(reader).post(f"/swaps/{number}/answer", data={"no": leg.id})
        session.expire_all()

        found = program(awa).get(f"/swaps/{number}").json

        assert found["status"] == "finished"
        assert found["members"] is None

    def test_of_which_a_leg_was_called_off_is_no_ring_that_all_wanted(
        self, ring, program, sign_in, session
    ):
        """Both had said yes to it, then one calls it off: the others keep theirs one-way."""
        number, (awa, paul, ines), legs = ring
        legs[0].visitor_says = legs[0].host_says = "yes"
        session.commit()
        off = sign_in(awa).post(
            f"/visits/{legs[0].id}/cancel", data={"reason": "absent", "note": ""}
        )
        assert off.status_code == 302
        for reader in (awa, paul, ines):
            mine = [leg.id for leg in legs[1:] if reader.id in {leg.visitor_id, leg.host_id}]
            sent = sign_in(reader).post(f"/swaps/{number}/answer", data={"yes": mine})
            assert sent.status_code == 302
        session.expire_all()
        assert {leg.status for leg in legs[1:]} == {V.TO_SIGN}

        found = program(awa).get(f"/swaps/{number}").json
        assert found["members"] is None
        text = sign_in(awa).get(f"/swaps/{number}").text
        assert sign_in(awa).get(f"/visits/{legs[1].id}").status_code == 404
        assert "Paul Le Gall visits Inès" not in text and f"/visits/{legs[1].id}" not in text

    def test_is_answered_by_nobody_else(self, ring, make, sign_in, program, session):
        number, (_awa, _paul, ines), legs = ring
        hana, noe = make.person("Hana", role="hr"), make.person("Noé")
        session.commit()

        for reader, expected in ((noe, {404}), (hana, {403, 404}), (ines, {403, 404})):
            for field in ("yes", "no"):
                data = {field: legs[0].id}
                sent = sign_in(reader).post(f"/swaps/{number}/answer", data=data)
                assert sent.status_code in expected, reader
                said = {"legs": [{"visit_id": legs[0].id, "says": field}]}
                sent = program(reader).post(f"/swaps/{number}/answer", json=said)
                assert sent.status_code in expected, reader
            day = {"day": legs[0].starts_on.isoformat()}
            sent = sign_in(reader).post(f"/swaps/{number}/legs/{legs[0].id}/day", data=day)
            assert sent.status_code in {*expected, 403}
        session.expire_all()
        assert not any(leg.visitor_says or leg.host_says for leg in legs)
        # A leg of another swap among one's own takes nothing along.
        mixed = {"yes": [legs[1].id, legs[0].id]}
        assert sign_in(ines).post(f"/swaps/{number}/answer", data=mixed).status_code in {403, 404}
        session.expire_all()
        assert legs[1].host_says is None

    def test_that_clashes_with_itself_is_refused_and_shown_as_it_is(self, ring, sign_in, session):
        """Two legs kept one-way on one day: the second cannot be, so neither is half done."""
        number, (_awa, _paul, ines), legs = ring
        for leg in legs[1:]:
            leg.status, leg.starts_on, leg.ends_on = V.ONE_WAY_ASKED, soon(), soon()
        legs[0].status = V.LOST
        session.execute(sa.text("UPDATE exchange SET status = 'broken'"))
        session.execute(sa.text("UPDATE exchange_member SET is_asked = false"))
        legs[1].visitor_says = legs[2].host_says = "yes"
        session.commit()

        data = {"yes": [legs[1].id, legs[2].id]}
        sent = sign_in(ines).post(f"/swaps/{number}/answer", data=data)

        assert sent.status_code == 409
        session.expire_all()
        assert {leg.status for leg in legs[1:]} == {V.ONE_WAY_ASKED}
        assert legs[1].host_says is None
        # Both wait for her, as before.
        assert all(f'value="{leg.id}"' in sent.text for leg in legs[1:])


class TestASecretLink:
    def secret(self, client):
        text = client.post("/visits/calendar/link").text
        return re.search(r"/calendar/([\w-]{43})\.ics", text)[1]

    def test_is_in_no_log_however_it_is_asked(self, around, app, sign_in, monkeypatch, session):
        from talentgrow.infra import logs

        lines = []
        monkeypatch.setattr(logs.log, "info", lambda *_said, **known: lines.append(known))
        secret = self.secret(sign_in(around.ines))
        stranger = app.test_client(use_cookies=False)

        for method, path in itertools.product(
            ("GET", "HEAD", "OPTIONS", "PROPFIND", "POST", "PUT", "DELETE"),
            (f"/calendar/{secret}.ics", f"/calendar/{secret}", f"/calendar/{secret}.ics/"),
        ):
            stranger.open(path, method=method)

        assert len(lines) > 20
        assert not [line for line in lines if secret in str(line)]
        assert secret not in everything_told(session)

    def test_opens_nothing_of_others_and_ends_with_its_person(self, around, app, sign_in, session):
        around.make.visit(around.noe, around.maud, status=V.CONFIRMED)
        around.visit.status = V.CONFIRMED
        session.commit()
        secret = self.secret(sign_in(around.ines))
        stranger = app.test_client(use_cookies=False)

        file = stranger.get(f"/calendar/{secret}.ics")
        assert file.status_code == 200 and file.text.count("BEGIN:VEVENT") == 1
        assert MESSAGE not in file.text and WORD not in file.text
        assert "Set-Cookie" not in file.headers
        for wrong in (secret[:-1], secret.swapcase(), f"{secret}x", "x", "%00", "é", "..%2F"):
            assert stranger.get(f"/calendar/{wrong}.ics").status_code == 404, wrong
        around.ines.left_on = clock.today() - timedelta(days=1)
        session.commit()
        assert stranger.get(f"/calendar/{secret}.ics").status_code == 404

    def test_of_a_blocked_account_opens_nothing(self, around, app, sign_in, session, make):
        secret = self.secret(sign_in(around.ines))
        make.account_of(around.ines).active = False
        session.commit()

        assert app.test_client(use_cookies=False).get(f"/calendar/{secret}.ics").status_code == 404


class TestNobodySpeaksTwice:
    """Who visits or hosts gives no word as a manager or as HR, whatever else they are."""

    def words(self, session):
        return {word.side: word for word in session.scalars(sa.select(VisitWord))}

    def ask(self, make, visitor, host, session):
        visit = make.visit(visitor, host, half_days=6)
        session.commit()
        return f"/visits/{visit.id}", visit.id

    def test_a_host_who_manages_the_visitor(self, make, sign_in, session):
        host = make.person("Paul Le Gall", job=make.job(), role="hr")
        visitor = make.person("Inès Caradec", job=make.job("Achats"), manager=host)
        url, number = self.ask(make, visitor, host, session)
        client = sign_in(host)

        assert client.post(f"{url}/accept", data={"ready": "0"}).status_code == 302
        words = self.words(session)
        assert [word.manager_id for word in words.values()] == [None, None]
        for word in words.values():
            for step in ("agree", "defer", "refuse"):
                data = {"from_on": soon().isoformat(), "reason": NO}
                sent = client.post(f"{url}/words/{word.id}/{step}", data=data)
                assert sent.status_code == 403
        session.expire_all()
        assert session.get(Visit, number).status is V.HOST_ACCEPTED

    def test_one_manager_of_both_sides_agrees_for_each_and_signs_once(self, make, sign_in, session):
        boss = make.person("Karim Benali")
        host = make.person("Paul Le Gall", job=make.job(), manager=boss)
        visitor = make.person("Inès Caradec", job=make.job("Achats"), manager=boss)
        url, number = self.ask(make, visitor, host, session)
        sign_in(host).post(f"{url}/accept", data={"ready": "0"})
        client = sign_in(boss)

        first, second = self.words(session).values()
        assert client.post(f"{url}/words/{first.id}/agree").status_code == 302
        session.expire_all()
        assert session.get(Visit, number).status is V.HOST_ACCEPTED
        assert client.post(f"{url}/words/{first.id}/agree").status_code == 409
        assert client.post(f"{url}/words/{second.id}/agree").status_code == 302
        for reader in (boss, host, visitor):
            sent = sign_in(reader).post(f"{url}/agreement/sign", data={"version": "1"})
            assert sent.status_code == 302
        session.expire_all()
        assert session.get(Visit, number).status is V.CONFIRMED

    def test_a_word_is_only_that_of_its_own_visit(self, around, make, sign_in, session):
        mine, theirs = around.ask_managers()
        other = make.visit(around.noe, around.ines, half_days=6, status=V.HOST_ACCEPTED)
        around.visit.status = V.HOST_ACCEPTED
        session.commit()
        karim = sign_in(around.karim)

        assert karim.post(f"/visits/{other.id}/words/{mine.id}/agree").status_code == 404
        assert karim.post(f"{around.url}/words/{theirs.id}/agree").status_code == 403
        session.expire_all()
        assert mine.answer is None and theirs.answer is None

    def test_a_manager_of_before_agrees_to_nothing(self, around, sign_in, session):
        """Once another manager leads the visitor, the word is theirs to give anew."""
        (word, _other) = around.ask_managers()
        around.visit.status = V.HOST_ACCEPTED
        session.commit()

        sent = sign_in(around.old).post(f"{around.url}/words/{word.id}/agree")

        assert sent.status_code == 404
        assert around.visit.status is V.HOST_ACCEPTED


class TestSignatures:
    def test_of_what_it_said_before_do_not_count(self, around, sign_in, session):
        around.ask_managers(Answer.AGREED)
        around.visit.status = V.TO_SIGN
        session.commit()
        url = f"{around.url}/agreement/sign"
        for name in ("ines", "karim", "maud"):
            sent = sign_in(getattr(around, name)).post(url, data={"version": "1"})
            assert sent.status_code == 302
        moved = sign_in(around.ines).post(
            f"{around.url}/arrange",
            data={
                "starts_on": soon().isoformat(),
                "half_days": "4",
                "begins_at": "09:00",
                "ends_at": "16:00",
                "seen": around.visit.sequence,
            },
        )
        assert moved.status_code == 302 and around.visit.version == 2

        paul = sign_in(around.paul)
        for version in ("1", "3", "0", "-1", "", "x", "9" * 30, "٢"):
            sent = paul.post(url, data={"version": version}).status_code
            # Arabic digits are digits: this is the version that stands.
            assert sent == (302 if version == "٢" else 409), version
        assert around.visit.status is V.TO_SIGN
        for name in ("ines", "karim"):
            sign_in(getattr(around, name)).post(url, data={"version": "2"})
        assert around.visit.status is V.TO_SIGN
        sign_in(around.maud).post(url, data={"version": "2"})
        assert around.visit.status is V.CONFIRMED
        by_version = session.execute(
            sa.select(Signature.version, sa.func.count()).group_by(Signature.version)
        ).all()
        assert dict(map(tuple, by_version)) == {1: 3, 2: 4}


class TestPlaces:
    def taken(self, session, slot_id):
        session.expire_all()
        return session.get(VisitSlot, slot_id).taken

    def test_come_back_once_however_it_ends(self, around, sign_in, session):
        """Twice called off, or called off after it was moved, is one place."""
        around.visit.status = V.TO_SIGN
        session.commit()
        ines = sign_in(around.ines)
        data = {"reason": "absent", "note": ""}
        assert self.taken(session, around.slot_id) == 1

        assert ines.post(f"{around.url}/cancel", data=data).status_code == 302
        assert self.taken(session, around.slot_id) == 0
        assert ines.post(f"{around.url}/cancel", data=data).status_code == 409
        assert self.taken(session, around.slot_id) == 0

    def test_of_a_day_are_left_and_found_again(self, around, make, sign_in, session):
        around.visit.half_days, around.visit.ends_on = 2, soon()
        around.visit.status = V.TO_SIGN
        session.commit()
        ines = sign_in(around.ines)
        arranged = {"half_days": "2", "begins_at": "09:00", "ends_at": "17:00"}
        for day, taken in ((soon(40), 0), (soon(), 1), (soon(41), 0), (soon(), 1)):
            data = arranged | {"starts_on": day.isoformat(), "seen": around.visit.sequence}
            assert ines.post(f"{around.url}/arrange", data=data).status_code == 302
            assert self.taken(session, around.slot_id) == taken, day
        # Full by now: it stays where it is, with its place elsewhere untouched.
        data = arranged | {"starts_on": soon(40).isoformat(), "seen": around.visit.sequence}
        assert ines.post(f"{around.url}/arrange", data=data).status_code == 302
        session.get(VisitSlot, around.slot_id).taken = 2
        session.commit()
        data = arranged | {"starts_on": soon().isoformat(), "seen": around.visit.sequence}
        assert ines.post(f"{around.url}/arrange", data=data).status_code == 409
        assert self.taken(session, around.slot_id) == 2
        assert around.visit.starts_on == soon(40)

    def test_of_a_month_are_so_many(self, make, sign_in, program, session):
        paul = make.person("Paul Le Gall")
        offer = make.offer(paul, a_month=1)
        day = soon().replace(day=1) + timedelta(days=35)
        day = workday(day.replace(day=8))
        session.commit()
        askers = [make.person(f"Asker {n}") for n in range(3)]
        url = f"/visit-offers/{offer.id}/visits"

        first = program(askers[0]).post(url, json={"starts_on": day.isoformat()})
        again = program(askers[0]).post(url, json={"starts_on": day.isoformat()})
        second = program(askers[1]).post(
            url, json={"starts_on": workday(day + timedelta(7)).isoformat()}
        )
        assert (first.status_code, again.status_code, second.status_code) == (200, 409, 409)
        off = program(askers[0]).post(
            f"/visits/{first.json['id']}/cancel", json={"reason": "absent", "note": ""}
        )
        assert off.status_code == 200
        third = program(askers[2]).post(url, json={"starts_on": day.isoformat()})
        assert third.status_code == 200


class TestWhatIsNamed:
    def test_by_offers_wishes_and_visits_is_not_deleted(self, around, make, sign_in, session):
        wished = make.job("Seulement voulu")
        make.visit_wish(around.noe, job=wished)
        skill = make.skill("Vu au travail")
        session.add(OfferSkill(offer_id=around.offer.id, skill_id=skill.id))
        session.commit()
        hana = sign_in(around.hana)

        for url in (f"/jobs/{around.job.id}", f"/jobs/{wished.id}", f"/skills/{skill.id}"):
            assert hana.post(f"{url}/delete").status_code in {302, 404, 409}, url
        session.expire_all()
        assert session.get(Visit, around.id).job_id == around.job.id
        for client in (hana, sign_in(around.ines), sign_in(around.noe), sign_in(around.paul)):
            for url in (around.url, f"/visits/offers/{around.offer.id}", "/visits/wishes"):
                assert client.get(url).status_code in {200, 404}
        assert session.scalars(sa.select(OfferSkill.skill_id)).all() == [skill.id]
        retired = session.get(type(wished), wished.id)
        retired.retired_at = clock.now()
        session.commit()
        assert sign_in(around.noe).get("/visits/wishes").status_code == 200


class TestMany:
    """Pages stay short and ask little, however much there is."""

    COUNT = 120

    @pytest.fixture
    def crowd(self, make, session):
        """Karim hosts, visits, manages and works in HR; so much waits for him."""
        karim = make.person("Karim Benali", role="hr", job=make.job("Achats"))
        job = make.job("Usinage")
        others = [make.person(f"Person {n:03}") for n in range(self.COUNT)]
        for n, other in enumerate(others):
            make.assignment(other, job, manager=karim)
            make.offer(other, job_id=job.id)
            make.offer(karim, status=OfferStatus.DRAFT if n % 2 else OfferStatus.CLOSED)
            make.visit(other, karim)
            visit = make.visit(karim, other, status=V.CLOSED, closed_as=V.TOOK_PLACE)
            make.certificate(visit)
            asked = make.visit(other, others[n - 1], status=V.HOST_ACCEPTED, half_days=6)
            session.add(
                VisitWord(
                    visit_id=asked.id,
                    side="visitor",
                    manager_id=karim.id,
                    asked_at=clock.now(),
                )
            )
            make.round(f"Ronde {n}", author_id=karim.id)
            make.exchange(karim, other, status=V.CANCELLED)
        session.execute(sa.update(Exchange).values(status="broken"))
        session.commit()
        return karim

    @pytest.mark.slow
    def test_is_paged_and_asks_little(self, crowd, sign_in, statements):
        client, found = sign_in(crowd), {}
        for url in (
            *("/", "/visits", "/visits/mine", "/visits/words", "/visits/offers", "/swaps"),
            *("/rounds", "/hr/rounds", "/visits/wishes", "/notices/", "/team", "/visits/calendar"),
            f"/people/{crowd.id}",
        ):
            with statements() as sent:
                answer = client.get(url)
            assert answer.status_code == 200, url
            found[url] = (len(sent), len(answer.text), answer.text.count("Person "))

        assert {url: row for url, row in found.items() if row[0] > 15} == {}
        assert {url: row for url, row in found.items() if row[1] > 250_000} == {}
