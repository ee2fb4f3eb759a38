"""Words, numbers and days that nobody means, wherever visits take any."""

import re
import warnings
from datetime import date, timedelta
from urllib.parse import quote

import pytest
import sqlalchemy as sa
from icalendar import Calendar

from talentgrow.auth import tokens
from talentgrow.infra import clock
from talentgrow.kernel.access import SYSTEM, Role
from talentgrow.notifications.models import OutboxMail
from talentgrow.shadowing.exchanges.models import Exchange, Round, RoundMember
from talentgrow.shadowing.models import Offer, VisitSlot, VisitWish
from talentgrow.shadowing.states import RoundStatus
from talentgrow.shadowing.states import VisitStatus as V
from talentgrow.shadowing.visits.models import Answer, SeenSkill, Visit
from tests.api.conftest import Program
from tests.shadowing.attack_scene import Around, soon
from tests.shadowing.round_scene import Company, run

NASTY = [
    "%(name)s %s %d %",
    "{{7*7}}{% x %}",
    "<script>alert(1)</script>",
    "‮gnihtyreve\u2066",
    "=HYPERLINK(1)",
    "W" * 110,
    "مهمة 任务 🦄",
    "two\r\nBcc: a@b.test",
    'say "#sys.inputs" $x^2$ \\ [a](b) ; , : = @',
]
CANNOT_BE_KEPT = ["a\0b" * 10, "\ud800" * 30, "x" * 100_000, "\r\n" * 40, "‮\u2066" * 40]


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


def sign_everything(around, sign_in):
    """Let all four sign what the visit says now."""
    for name in ("ines", "paul", "karim", "maud"):
        data = {"version": around.visit.version}
        sent = sign_in(getattr(around, name)).post(f"{around.url}/agreement/sign", data=data)
        assert sent.status_code == 302, name


class TestWords:
    @pytest.mark.parametrize("words", NASTY)
    def test_that_mean_no_good_are_only_words(self, around, words, app, make, session, sign_in):
        for person in (around.ines, around.paul, around.karim):
            person.last_name = words[:100]
        job, site = around.job, make.site("Angers")
        job.title_fr = job.title_en = site.name = words
        offer = session.get(Offer, around.offer.id)
        for name in ("sights", "safety", "confidentiality", "accessibility"):
            setattr(offer, f"{name}_fr", words)
            setattr(offer, f"{name}_en", words)
        offer.meeting_point, offer.site_id = words, site.id
        visit = around.visit
        visit.message = visit.host_word = visit.meeting_point = words
        visit.site_id, visit.status = site.id, V.TO_SIGN
        skill = make.skill(words)
        session.add(SeenSkill(visit_id=visit.id, skill_id=skill.id))
        make.visit_wish(around.noe, job=job, note=words)
        make.visit_wish(around.noe, host=around.paul, note=words, rank=2)
        make.visit_wish(around.noe, unit=around.sud, rank=3)
        around.sud.name_fr = around.sud.name_en = words
        one = make.round(words, word_fr=words, word_en=words)
        one.name_en = words
        make.round_member(one, around.noe)
        ring = make.exchange(around.noe, around.maud)
        around.ask_managers(Answer.AGREED)
        clients = {n: sign_in(getattr(around, n)) for n in ("ines", "paul", "karim", "hana", "noe")}
        said = {"version": 1, "aims": words, "programme": words, "safety": words}
        said |= {"confidentiality": words, "travel": "nobody"}
        sent = clients["ines"].post(f"{around.url}/agreement/edit", data=said)
        assert sent.status_code == 302
        sign_everything(around, sign_in)
        assert around.visit.status is V.CONFIRMED
        text = clients["ines"].post("/visits/calendar/link").text
        feed = re.search(r"/calendar/[\w-]{43}\.ics", text)[0]
        files = [app.test_client().get(feed), clients["ines"].get(f"{around.url}.ics")]
        for file in files:
            assert file.status_code == 200
            self.is_calendar(file.data, lines_of=words)
        shown = [
            *("/", "/notices/", "/visits", "/visits/offers", "/visits/mine", "/visits/words"),
            *("/visits/wishes", "/visits/calendar", "/swaps", "/rounds", "/hr/rounds", "/team"),
            f"/visits?q={quote(words)}",
            f"/visits/wishes?q={quote(words)}",
            f"/visits/offers/{offer.id}",
            f"/visits/offers/{offer.id}/ask",
            f"/visits/offers/{offer.id}/edit",
            around.url,
            *(f"{around.url}/{part}" for part in ("agreement", "change", "debrief")),
            f"/swaps/{ring.id}",
            f"/rounds/{one.id}",
            f"/hr/rounds/{one.id}",
            f"/hr/rounds/{one.id}/edit",
            f"/people/{around.ines.id}",
            f"/people/{around.paul.id}",
            f"/jobs/{job.id}",
        ]

        def look(*urls):
            for name, client in clients.items():
                for url in urls:
                    answer = client.get(url)
                    assert answer.status_code in {200, 302, 403, 404}, (name, url)
                    assert "<script>alert" not in answer.text, (name, url)
                    assert "49{% x %}" not in answer.text

        look(*shown)
        # Afterwards.
        visit = around.visit
        visit.starts_on = visit.ends_on = clock.today() - timedelta(days=1)
        session.commit()
        for name in ("ines", "paul"):
            data = {"how": "take_place", "learned": words, "surprised": words, "thanks": words}
            sent = clients[name].post(f"{around.url}/debrief", data=data)
            assert sent.status_code == 302
        look("/", "/notices/", around.url, f"{around.url}/debrief", f"/people/{around.ines.id}")
        for language in ("fr", "en"):
            around.ines.locale = language
            session.commit()
            pdf = clients["ines"].get(f"{around.url}/certificate.pdf")
            assert pdf.status_code == 200 and pdf.data.startswith(b"%PDF")
        assert "<script>alert" not in clients["ines"].get(f"{around.url}/certificate").text

    @staticmethod
    def is_calendar(file, *, lines_of):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            found = Calendar.from_ical(file)
        assert not found.errors
        names = [line.split(b":")[0].split(b";")[0] for line in file.split(b"\r\n")]
        assert not [name for name in names if name.upper() in {b"BCC", b"CC"}], lines_of
        assert b"\r" not in file.replace(b"\r\n", b"") and b"\n" not in file.replace(b"\r\n", b"")

    def test_break_no_header_of_a_mail_or_invitation(self, around, session, sign_in):
        around.ines.first_name = around.paul.last_name = "two\r\nBcc: a@b.test"
        around.ines.email = "ines@helianne.test"
        around.visit.meeting_point = "Hall\r\nATTENDEE:mailto:a@b.test"
        around.visit.status = V.TO_SIGN
        around.ask_managers(Answer.AGREED)

        sign_everything(around, sign_in)

        mails = session.scalars(sa.select(OutboxMail)).all()
        invitations = [one.invitation for one in mails if one.invitation]
        assert invitations
        assert not any("\n" in one.subject or "\r" in one.subject for one in mails)
        for one in invitations:
            self.is_calendar(one.encode(), lines_of="")
            (event,) = Calendar.from_ical(one).walk("VEVENT")
            guests = event["ATTENDEE"]
            known = {str(guest) for guest in (guests if isinstance(guests, list) else [guests])}
            assert not [guest for guest in known if "a@b.test" in guest]

    @pytest.mark.parametrize("words", CANNOT_BE_KEPT)
    def test_that_cannot_be_kept_break_nothing(self, around, make, sign_in, session, words):
        said = quote(words.encode("utf-8", "surrogatepass"))
        word = around.ask_managers()[0]
        other = make.visit(around.noe, around.maud, status=V.TO_SIGN)
        over = make.visit(around.noe, around.hana, status=V.TOOK_PLACE)
        wish = make.visit_wish(around.noe, job=around.job)
        make.visit_wish(around.maud, job=around.job)
        one = make.round()
        ring = make.exchange(around.noe, around.karim)
        session.commit()
        ines, paul, karim, noe, hana = (
            sign_in(getattr(around, name)) for name in ("ines", "paul", "karim", "noe", "hana")
        )
        offer, texts = f"/visits/offers/{around.offer.id}", f"sights_fr={said}&safety_en={said}"
        first = "begins_at=09:00&ends_at=17:00&half_days=2&a_month=2&timing=slots&format=observe"
        sent = [
            (noe, f"{offer}/ask", f"slot={around.slot_id}&aim=discover&message={said}&once={said}"),
            (noe, f"{offer}/ask", f"slot={said}&aim={said}&day={said}"),
            (paul, f"{around.url}/decline", f"reason=other&words={said}"),
            (paul, f"{around.url}/decline", f"reason={said}&words=a"),
            (ines, f"{around.url}/cancel", f"reason={said}&note={said}"),
            (noe, f"/visits/{other.id}/cancel", f"reason=ill&note={said}&once=1{said}"),
            (noe, f"/visits/{other.id}/arrange", f"starts_on={said}&seen={said}&half_days={said}"),
            (
                sign_in(around.maud),
                f"/visits/{other.id}/arrange",
                f"starts_on={soon(30)}&half_days=2&begins_at=09:00&ends_at=10:00&seen=0"
                f"&meeting_point={said}",
            ),
            (
                noe,
                f"/visits/{other.id}/agreement/edit",
                f"version={said}&aims={said}&travel={said}",
            ),
            (noe, f"/visits/{other.id}/agreement/edit", f"version=1&aims={said}&travel=nobody"),
            (noe, f"/visits/{other.id}/agreement/sign", f"version={said}"),
            (noe, f"/visits/{over.id}/debrief", f"learned={said}&seen={said}&how={said}"),
            (noe, f"/visits/{over.id}/tell", f"how=miss&missed_by={said}"),
            (karim, f"{around.url}/words/{word.id}/refuse", f"reason={said}"),
            (karim, f"{around.url}/words/{word.id}/defer", f"from_on={said}&reason={said}"),
            (paul, f"{around.url}/accept", f"ready={said}&words={said}"),
            (paul, f"{offer}/edit", f"do=save&seen=1&{first}&{texts}&meeting_point={said}"),
            (paul, f"{offer}/edit", f"do={said}&seen={said}&skill_words={said}"),
            (
                paul,
                f"{offer}/edit",
                f"do=save&seen=1&slots-0-starts_on={said}&slots-0-places={said}",
            ),
            (paul, "/visits/offers/new", f"do=save&key={said}&{first}&{texts}"),
            (paul, f"{offer}/pause", f"until={said}"),
            (noe, "/visits/wishes/add", f"kind={said}&id={said}&next={said}"),
            (noe, f"/visits/wishes/{wish.id}/about", f"aim=discover&note={said}"),
            (noe, f"/swaps/{ring.id}/answer", f"yes={said}&no={said}&reason={said}"),
            (noe, f"/swaps/with/{around.maud.id}/propose", f"visits_on={said}&message={said}"),
            (
                noe,
                f"/swaps/with/{around.maud.id}/propose",
                f"visits_on={soon(30)}&hosts_on={soon(40)}&half_days=2&message={said}",
            ),
            (noe, f"/rounds/{one.id}/join", f"weeks={said}&how={said}&places={said}"),
            (
                hana,
                "/hr/rounds/new",
                f"name_fr={said}&word_fr={said}&join_by={said}&longest={said}",
            ),
            (hana, f"/hr/rounds/{one.id}/edit", f"version=1&name_fr={said}&name_en={said}"),
            (hana, f"/hr/rounds/{one.id}/extend", f"join_by={said}"),
            (hana, f"/hr/rounds/{one.id}/invite", f"team={said}"),
            (hana, f"/hr/rounds/{one.id}/invite", "team=9999999999-9999999999&team=-1&team=1-x"),
            (hana, f"/hr/rounds/{one.id}/ask", f"person={said}"),
            (hana, f"/hr/rounds/{one.id}/publish", f"run={said}"),
            (hana, f"/hr/rounds/{one.id}/cancel", f"reason={said}"),
        ]

        for client, url, body in sent:
            answer = client.post(url, data=body, content_type="application/x-www-form-urlencoded")
            assert answer.status_code < 500, (url, body[:60])
        asked = said[:3000]
        for url in ("/visits?q=", "/visits/wishes?q=", "/visits?family=", "/visits?site="):
            assert noe.get(f"{url}{asked}").status_code < 500, url

    @pytest.mark.parametrize("text", ['"\\ud800"', '"\\u0000"', "[]", "null", "1e400", "-1", "{}"])
    def test_of_a_program_are_refused(self, around, program, make, session, text):
        one, ring = make.round(), make.exchange(around.noe, around.karim)
        leg = session.scalars(sa.select(Visit.id).where(Visit.exchange_id == ring.id)).first()
        session.commit()
        noe, paul = program(around.noe), program(around.paul)
        sent = [
            (noe, f"/visit-offers/{around.offer.id}/visits", f'{{"slot_id": {text}, "aim": "x"}}'),
            (
                noe,
                f"/visit-offers/{around.offer.id}/visits",
                f'{{"message": {text}, "slot_id": 0}}',
            ),
            (paul, f"/visits/{around.id}/answer", f'{{"accept": {text}}}'),
            (paul, f"/visits/{around.id}/answer", f'{{"accept": false, "reason": {text}}}'),
            (paul, f"/visits/{around.id}/sign", f'{{"version": {text}}}'),
            (paul, f"/visits/{around.id}/cancel", f'{{"reason": {text}}}'),
            (noe, f"/swaps/{ring.id}/answer", f'{{"legs": {text}}}'),
            (
                noe,
                f"/swaps/{ring.id}/answer",
                f'{{"legs": [{{"visit_id": {leg}, "says": {text}}}]}}',
            ),
            (noe, f"/rounds/{one.id}/join", f'{{"weeks": {text}, "places": 99}}'),
            (noe, f"/rounds/{one.id}/join", f'{{"places": {text}}}'),
        ]

        for api, url, body in sent:
            answer = api.post(url, data=body, content_type="application/json")
            assert answer.status_code in {400, 409, 422}, (url, body, answer.text)
        assert not session.scalars(sa.select(RoundMember)).all()
        assert around.visit.status is V.REQUESTED


class TestNumbers:
    @pytest.mark.parametrize("number", ["0", "-1", "2147483648", "9" * 30, "1.0", "%00", "٠"])
    def test_that_are_none_lead_nowhere(self, around, sign_in, program, number):
        clients = [sign_in(around.hana), sign_in(around.ines)]
        read = (
            *(f"/visits/{number}{part}" for part in ("", "/change", "/agreement", "/debrief")),
            *(f"/visits/{number}{part}" for part in (".ics", "/certificate", "/certificate.pdf")),
            *(f"/visits/offers/{number}{part}" for part in ("", "/edit", "/ask")),
            *(f"/swaps/{number}", f"/swaps/with/{number}"),
            *(f"/rounds/{number}", f"/hr/rounds/{number}", f"/hr/rounds/{number}/edit"),
        )
        written = (
            *(f"/visits/{number}/{step}" for step in ("accept", "decline", "cancel", "tell")),
            *(f"/visits/{number}/{step}" for step in ("arrange", "agreement/sign", "debrief")),
            *(f"{around.url}/words/{number}/{step}" for step in ("agree", "defer", "refuse")),
            *(f"/visits/offers/{number}/{step}" for step in ("open", "pause", "resume", "close")),
            *(f"/visits/wishes/{number}/{step}" for step in ("remove", "up", "down", "about")),
            *(f"/swaps/{number}/answer", f"/swaps/with/{number}/propose"),
            f"/swaps/1/legs/{number}/day",
            *(f"/rounds/{number}/{step}" for step in ("join", "leave")),
            *(
                f"/hr/rounds/{number}/{step}"
                for step in ("open", "close", "extend", "compute", "publish", "cancel", "invite")
            ),
        )

        for client in clients:
            for url in read:
                assert client.get(url).status_code == 404, url
            for url in written:
                assert client.post(url).status_code == 404, url
        api = program(around.ines)
        for url in (f"/visits/{number}", f"/visit-offers/{number}", f"/swaps/{number}"):
            assert api.get(url).status_code == 404, url

    @pytest.mark.parametrize("places", ["-1", "0", "21", "999", "9" * 30, "1.5", "x"])
    def test_of_places_are_those_of_a_room(self, around, sign_in, session, places):
        day = soon(40).isoformat()
        data = {
            "do": "save",
            "seen": "1",
            "sights_en": "The line",
            "begins_at": "09:00",
            "ends_at": "17:00",
            "half_days": "2",
            "a_month": "2",
            "timing": "slots",
            "format": "observe",
            "reciprocal": "no",
            "is_remote": "1",
            "site_id": "0",
            "slots-0-starts_on": soon().isoformat(),
            "slots-0-begins_at": "09:00",
            "slots-0-places": "2",
            "slots-1-starts_on": day,
            "slots-1-places": places,
        }
        paul, url = sign_in(around.paul), f"/visits/offers/{around.offer.id}/edit"

        assert paul.post(url, data=data).status_code == 422
        month = {"slots-1-places": "1", "a_month": places}
        assert paul.post(url, data=data | month).status_code == 422
        # The place that is taken is not taken away, today either.
        session.get(VisitSlot, around.slot_id).starts_on = clock.today()
        session.get(VisitSlot, around.slot_id).taken = 2
        session.commit()
        today = {"slots-0-starts_on": clock.today().isoformat(), "slots-0-places": "1"}
        sent = paul.post(url, data=data | today | {"slots-1-places": "1"})
        assert sent.status_code == 422
        slots = session.execute(sa.select(VisitSlot.places, VisitSlot.taken)).all()
        assert [tuple(row) for row in slots] == [(2, 2)]


class TestDays:
    @pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2027-02-29", "", "1e9", "٢"])
    def test_beyond_the_calendar_are_refused(self, around, make, sign_in, session, day):
        around.visit.status = V.HOST_ACCEPTED
        (word, _other) = around.ask_managers()
        shown = make.offer(around.maud)
        make.visit_wish(around.noe, host=around.hana)
        one = make.round()
        session.commit()
        ines, hana = sign_in(around.ines), sign_in(around.hana)
        arranged = {"half_days": "2", "begins_at": "09:00", "ends_at": "17:00", "seen": "0"}
        planned = {
            "name_fr": "x",
            "name_en": "x",
            "join_by": soon(9).isoformat(),
            "visits_from": soon(30).isoformat(),
            "visits_to": soon(60).isoformat(),
            "longest": "3",
            "half_days": "2",
            "unit_id": "",
            "site_id": "",
        }
        sent = [
            (ines, f"/visits/offers/{shown.id}/ask", {"day": day, "aim": "discover"}),
            (ines, f"{around.url}/arrange", arranged | {"starts_on": day}),
            (sign_in(around.karim), f"{around.url}/words/{word.id}/defer", {"from_on": day}),
            (hana, f"/hr/rounds/{one.id}/extend", {"join_by": day}),
            *(
                (hana, "/hr/rounds/new", planned | {name: day})
                for name in ("join_by", "visits_from", "visits_to")
            ),
        ]

        for client, url, data in sent:
            assert client.post(url, data=data).status_code in {409, 422}, (url, data)
        if day:
            paused = sign_in(around.paul).post(
                f"/visits/offers/{around.offer.id}/pause", data={"until": day}
            )
            assert paused.status_code == 302
            assert session.get(Offer, around.offer.id).status == "open"
        assert around.visit.starts_on == soon()
        assert session.scalars(sa.select(sa.func.count(Round.id))).one() == 1

    def test_of_a_visit_are_working_days_to_come(self, around, make, sign_in, session):
        shown = make.offer(around.maud)
        around.visit.status = V.HOST_ACCEPTED
        session.commit()
        saturday = soon(30) + timedelta(days=5 - soon(30).weekday())
        noe, ines = sign_in(around.noe), sign_in(around.ines)
        arranged = {"half_days": "2", "begins_at": "09:00", "ends_at": "17:00", "seen": "0"}

        for day in (saturday, clock.today(), clock.today() - timedelta(days=7), soon(900)):
            data = {"day": day.isoformat(), "aim": "discover", "message": ""}
            sent = noe.post(f"/visits/offers/{shown.id}/ask", data=data)
            assert sent.status_code in {409, 422}, day
            moved = ines.post(
                f"{around.url}/arrange", data=arranged | {"starts_on": day.isoformat()}
            )
            assert moved.status_code == 409, day
        turned = arranged | {"starts_on": soon(30).isoformat(), "ends_at": "08:00"}
        assert ines.post(f"{around.url}/arrange", data=turned).status_code == 422
        for half_days in ("0", "11", "-2", "x", "9" * 20):
            data = arranged | {"starts_on": soon(30).isoformat(), "half_days": half_days}
            assert ines.post(f"{around.url}/arrange", data=data).status_code == 422


class TestFieldsThatNobodyAskedFor:
    def test_change_nothing(self, around, sign_in, session):
        extra = {
            "status": "closed",
            "visitor_id": around.noe.id,
            "host_id": around.noe.id,
            "offer_id": "1",
            "exchange_id": "1",
            "version": "7",
            "sequence": "7",
            "closed_as": "took_place",
            "cancelled_by_id": around.noe.id,
            "missed_by": "visitor",
            "side": "host",
        }
        data = extra | {"ready": "0", "words": "", "reason": "other"}

        assert sign_in(around.paul).post(f"{around.url}/accept", data=data).status_code == 302

        visit = around.visit
        assert visit.status is V.HOST_ACCEPTED
        assert (visit.visitor_id, visit.host_id) == (around.ines.id, around.paul.id)
        assert (visit.exchange_id, visit.closed_as, visit.missed_by) == (None, None, None)

    def test_sent_twice_count_once(self, around, sign_in, session, make):
        other = make.offer(around.maud, slots=[(soon(30), 1), (soon(31), 1)])
        slots = session.scalars(sa.select(VisitSlot.id).where(VisitSlot.offer_id == other.id)).all()
        session.commit()
        body = "&".join(f"slot={one}&aim=discover&message=x&once=abc" for one in slots)
        noe, url = sign_in(around.noe), f"/visits/offers/{other.id}/ask"

        for _time in range(2):
            form = "application/x-www-form-urlencoded"
            assert noe.post(url, data=body, content_type=form).status_code == 302
        assert session.scalars(sa.select(sa.func.sum(VisitSlot.taken))).one() == 2


class TestARound:
    @pytest.fixture
    def company(self, make):
        found = Company(make, "Awa", "Paul", "Inès")
        found.wish("Awa", "Paul")
        found.wish("Paul", "Awa")
        found.wish("Inès", "Awa")
        return found

    @pytest.mark.parametrize("count", [0, 1, 2])
    def test_of_hardly_anybody_is_computed_shown_and_sent(
        self, company, make, sign_in, session, count
    ):
        hana = make.person("Hana", role=Role.HR)
        one = make.round(status=RoundStatus.CLOSED, longest=5)
        for name in ("Awa", "Paul")[:count]:
            make.round_member(one, company[name])
        session.commit()
        client, url = sign_in(hana), f"/hr/rounds/{one.id}"
        assert client.get(url).status_code == 200
        first, newest = run(session, one).id, run(session, one).id

        assert client.get(url).status_code == 200
        if first != newest:
            assert client.post(f"{url}/publish", data={"run": first}).status_code == 409
        for wrong in ("", "0", "-1", "9" * 30):
            assert client.post(f"{url}/publish", data={"run": wrong}).status_code in {409, 422}
        assert client.post(f"{url}/publish", data={"run": newest}).status_code == 302
        assert client.post(f"{url}/publish", data={"run": newest}).status_code == 409
        assert client.get(url).status_code == 200
        assert len(session.scalars(sa.select(Exchange)).all()) == (count == 2)

    def test_takes_only_its_own_weeks_and_its_own_people(
        self, company, make, sign_in, program, session
    ):
        one, elsewhere = make.round(), make.round("Autre", site_id=make.site("Ailleurs").id)
        session.commit()
        awa, api = sign_in(company["Awa"]), program(company["Awa"])
        week = one.visits_from - timedelta(days=one.visits_from.weekday())
        far = (week + timedelta(weeks=60)).isoformat()

        for weeks in ([], [far], ["x"], [(week + timedelta(days=1)).isoformat()]):
            sent = awa.post(f"/rounds/{one.id}/join", data={"weeks": weeks, "how": "both"})
            assert sent.status_code == 422, weeks
        for places in ("-1", "6", "999", "x"):
            data = {"weeks": [week.isoformat()], "how": "both", "places": places}
            assert awa.post(f"/rounds/{one.id}/join", data=data).status_code == 422, places
            if places != "x":
                sent = api.post(f"/rounds/{one.id}/join", json={"places": int(places)})
                assert sent.status_code == 422
        assert api.post(f"/rounds/{one.id}/join", json={"weeks": [far]}).status_code == 409
        assert api.post(f"/rounds/{elsewhere.id}/join", json={}).status_code == 409
        there = {"weeks": [week.isoformat()], "how": "both", "places": "1"}
        assert awa.post(f"/rounds/{elsewhere.id}/join", data=there).status_code == 409
        assert not session.scalars(sa.select(RoundMember)).all()

    @pytest.mark.parametrize("change", ["leaves", "wish", "asks", "asked", "gone"])
    def test_is_not_sent_when_something_changed_since(
        self, company, make, sign_in, session, change
    ):
        hana = make.person("Hana", role=Role.HR)
        one = company.joined("Awa", "Paul")
        newest = run(session, one).id
        awa, paul = company["Awa"], company["Paul"]
        if change == "leaves":
            assert sign_in(awa).post(f"/rounds/{one.id}/leave").status_code == 302
        elif change == "wish":
            wish = session.scalars(
                sa.select(VisitWish.id).where(VisitWish.person_id == awa.id)
            ).one()
            assert sign_in(awa).post(f"/visits/wishes/{wish}/remove").status_code == 302
        elif change == "asks":
            make.visit(awa, paul)
        elif change == "asked":
            make.exchange(awa, company["Inès"])
        else:
            session.get(type(awa), awa.id).left_on = clock.today() - timedelta(days=1)
        session.commit()
        before = session.scalars(sa.select(sa.func.count(Visit.id))).one()

        sent = sign_in(hana).post(f"/hr/rounds/{one.id}/publish", data={"run": newest})

        assert sent.status_code == 409
        session.expire_all()
        assert session.get(Round, one.id).status is RoundStatus.CLOSED
        assert session.scalars(sa.select(sa.func.count(Visit.id))).one() == before

    def test_is_led_by_hr_of_its_whole_part_only(self, company, make, sign_in, session):
        north, south = make.unit("Nord"), make.unit("Sud")
        here = make.hr_of(north, name="Nora Nord")
        theirs, whole = make.round("Sud", unit_id=south.id), make.round("Toutes")
        own = make.round("Nord", unit_id=north.id)
        secret = make.round("Quetzalcoatl-7", unit_id=south.id, status=RoundStatus.DRAFT)
        session.commit()
        later = {"join_by": (clock.today() + timedelta(days=12)).isoformat()}
        steps = ("open", "close", "extend", "compute", "publish", "cancel", "invite", "ask")
        readers = {
            "hr": here,
            "admin": make.person("Sacha", role=Role.ADMIN),
            "awa": company["Awa"],
        }

        for name, reader in readers.items():
            client = sign_in(reader)
            for one in (theirs, whole, secret):
                assert client.get(f"/hr/rounds/{one.id}").status_code in {403, 404}, name
                for step in steps:
                    data = later | {"run": 1, "person": 1, "reason": "x" * 30}
                    sent = client.post(f"/hr/rounds/{one.id}/{step}", data=data)
                    assert sent.status_code in {403, 404}, (name, step)
            for url in ("/rounds", "/hr/rounds", f"/rounds/{secret.id}", "/", "/notices/"):
                assert "Quetzalcoatl-7" not in client.get(url).text, (name, url)
        assert sign_in(here).get(f"/hr/rounds/{own.id}").status_code == 200
        session.expire_all()
        assert {theirs.status, whole.status} == {RoundStatus.OPEN}

    @pytest.mark.parametrize("status", list(RoundStatus))
    def test_takes_no_step_that_is_none_of_its_status(
        self, company, make, sign_in, session, status
    ):
        hana = make.person("Hana", role=Role.HR)
        one = company.joined("Awa", "Paul", status=status)
        session.commit()
        client, awa, url = sign_in(hana), sign_in(company["Awa"]), f"/hr/rounds/{one.id}"
        allowed = {
            "open": {RoundStatus.DRAFT},
            "close": {RoundStatus.OPEN},
            "extend": {RoundStatus.DRAFT, RoundStatus.OPEN, RoundStatus.CLOSED},
            "publish": set(),
            "cancel": {RoundStatus.DRAFT, RoundStatus.OPEN, RoundStatus.CLOSED},
        }
        data = {
            "join_by": (one.join_by + timedelta(days=2)).isoformat(),
            "run": "1",
            "reason": "Too few take part this spring.",
        }

        for step, froms in allowed.items():
            sent = client.post(f"{url}/{step}", data=data)
            session.expire_all()
            if status in froms:
                assert sent.status_code == 302, step
            else:
                assert sent.status_code == 409, step
                assert session.get(Round, one.id).status is status
            session.get(Round, one.id).status = status
            session.get(Round, one.id).join_by = clock.today() + timedelta(days=10)
            session.commit()
        for step in ("compute", "invite", "ask"):
            sent = client.post(f"{url}/{step}", data={"team": "1", "person": company["Awa"].id})
            assert sent.status_code in {302, 409, 422}, step
        for step in ("join", "leave"):
            assert awa.post(f"/rounds/{one.id}/{step}").status_code in {302, 403, 404, 409, 422}
        for client_, page in ((client, url), (client, f"{url}/edit"), (awa, f"/rounds/{one.id}")):
            assert client_.get(page).status_code in {200, 404, 409}, page


def test_looking_changes_nothing(around, sign_in, session):
    around.ask_managers()
    before = session.execute(sa.text("SELECT COUNT(*) FROM audit_event")).scalar()
    urls = (
        *(f"{around.url}/{step}" for step in ("accept", "decline", "cancel", "tell", "arrange")),
        *(f"{around.url}/agreement/sign", "/visits/calendar/link", "/visits/calendar/revoke"),
        *(f"/visits/offers/{around.offer.id}/{step}" for step in ("open", "pause", "close")),
        "/visits/wishes/add",
    )

    for reader in (around.ines, around.paul, around.karim, around.hana):
        client = sign_in(reader)
        assert {client.get(url).status_code for url in urls} <= {404, 405}
    assert around.visit.status is V.REQUESTED
    assert session.execute(sa.text("SELECT COUNT(*) FROM audit_event")).scalar() == before


class TestACalendarFile:
    @pytest.mark.parametrize(
        ("zone", "day", "half_days", "moments"),
        [
            # The clocks of Paris go forward on the Sunday between.
            ("Europe/Paris", date(2027, 3, 26), 4, ["2027-03-26T09:00:00+01:00"]),
            ("America/New_York", date(2027, 3, 12), 10, ["2027-03-12T09:00:00-05:00"]),
            # Half a day more, on the other side of the change.
            (
                "America/New_York",
                date(2027, 3, 12),
                3,
                ["2027-03-12T09:00:00-05:00", "2027-03-15T09:00:00-04:00"],
            ),
            ("Pacific/Apia", date(2028, 2, 29), 2, ["2028-02-29T09:00:00+13:00"]),
            ("America/Sao_Paulo", date(2027, 12, 31), 2, ["2027-12-31T09:00:00-03:00"]),
        ],
    )
    def test_says_the_hour_of_the_house_on_every_day(
        self, app, make, sign_in, session, monkeypatch, zone, day, half_days, moments
    ):
        monkeypatch.setitem(app.config, "TIMEZONE", zone)
        ines, paul = make.person("Inès Caradec"), make.person("Paul Le Gall")
        visit = make.visit(ines, paul, status=V.CONFIRMED, starts_on=day, half_days=half_days)
        session.commit()

        file = sign_in(ines).get(f"/visits/{visit.id}.ics").data

        TestWords.is_calendar(file, lines_of=zone)
        found = Calendar.from_ical(file)
        assert [event["DTSTART"].dt.isoformat() for event in found.walk("VEVENT")] == moments
        assert [one["TZID"] for one in found.timezones] == [zone]
        assert {event["DTSTART"].params["TZID"] for event in found.walk("VEVENT")} == {zone}


class TestAVolunteer:
    @pytest.mark.parametrize("change", ["", "paused", "closed", "no rounds", "left"])
    def test_who_shows_nothing_any_more_is_sent_nobody(self, make, sign_in, session, change):
        hana = make.person("Hana", role=Role.HR)
        job = make.job("Usinage")
        awa, paul = make.person("Awa Diallo"), make.person("Paul Le Gall", job=job)
        offer = make.offer(paul, job_id=job.id, is_remote=True, a_month=20)
        make.visit_wish(awa, job=job)
        one = make.round(status=RoundStatus.CLOSED)
        make.round_member(one, awa, places=0, travels=True)
        newest = run(session, one)
        assert newest.figures["served"] == 1
        if change == "no rounds":
            offer.is_for_rounds = False
        elif change == "left":
            paul.left_on = clock.today() - timedelta(days=1)
        elif change:
            offer.status = change
        session.commit()

        url = f"/hr/rounds/{one.id}/publish"
        sent = sign_in(hana).post(url, data={"run": newest.id})

        assert sent.status_code == (409 if change else 302)
        visits = session.scalars(sa.select(Visit)).all()
        assert len(visits) == (0 if change else 1)
        if not change:
            assert (visits[0].status, visits[0].host_id) == (V.REQUESTED, paul.id)
            for reader in (awa, paul, hana):
                client = sign_in(reader)
                for page in (f"/visits/{visits[0].id}", f"/visits/{visits[0].id}/agreement"):
                    assert client.get(page).status_code == 200
