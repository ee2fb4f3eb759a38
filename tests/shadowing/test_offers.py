"""Hosts show their job: they write an offer, open it, pause it and take it back."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from talentgrow.infra import clock
from talentgrow.infra.i18n import in_language
from talentgrow.kernel.access import Role
from talentgrow.kernel.calendar import workday
from talentgrow.notifications.models import Notice
from talentgrow.shadowing.models import Offer, OfferSkill, VisitPeriod, VisitSlot
from talentgrow.shadowing.offers import pausing, places, reliability, room
from talentgrow.shadowing.states import OfferStatus, VisitStatus

V = VisitStatus


@pytest.fixture
def maud(make):
    return make.person("Maud Le Goff", job=make.job("Planification"))


def day_in(days):
    return workday(clock.today() + timedelta(days=days))


def typed(**fields):
    """Return the form as a browser sends it."""
    today = clock.today()
    return {
        "sights_fr": "Le plan de charge\nLa revue du jeudi",
        "sights_en": "",
        "format": "observe",
        "half_days": "2",
        "begins_at": "09:00",
        "ends_at": "17:00",
        "timing": "periods",
        "periods-0-from_on": (today + timedelta(days=14)).isoformat(),
        "periods-0-to_on": (today + timedelta(days=60)).isoformat(),
        "a_month": "2",
        "site_id": "0",
        "is_remote": "y",
        "reciprocal": "no",
        "is_for_rounds": "y",
        "do": "open",
    } | fields


def only(session):
    return session.scalars(sa.select(Offer)).one()


def told(session, person):
    found = session.scalars(sa.select(Notice).where(Notice.person_id == person.id))
    return [notice.kind for notice in found]


def rows(session, model, column):
    return session.scalars(sa.select(column).select_from(model).order_by(column)).all()


class TestWriting:
    def test_the_form_is_half_written_already_in_both_languages(self, make, sign_in, page):
        job = make.job("Ordonnancement")
        shown = page(sign_in(make.person("Ana", job=job)), "/visits/offers/new")
        areas = {tag["name"]: tag for tag in shown.all("textarea")}
        assert {"sights_fr", "sights_en"} <= areas.keys()
        assert "Ordonnancement" in shown.text

    def test_one_click_more_and_colleagues_read_it(self, session, make, sign_in, page, maud):
        client = sign_in(maud)
        assert client.post("/visits/offers/new", data=typed()).status_code == 302
        offer = only(session)
        assert offer.status is OfferStatus.OPEN and offer.opened_at is not None
        assert offer.job_id is not None
        shown = page(sign_in(make.person("Ana")), "/visits")
        assert "Maud Le Goff" in shown.text

    def test_a_draft_is_for_its_host_alone(self, session, make, sign_in, page, maud):
        client = sign_in(maud)
        client.post("/visits/offers/new", data=typed(do="save"))
        offer = only(session)
        assert offer.status is OfferStatus.DRAFT
        page(client, f"/visits/offers/{offer.id}")
        ana = sign_in(make.person("Ana"))
        page(ana, f"/visits/offers/{offer.id}", status=404)
        assert "Maud" not in page(ana, "/visits?show=all").text

    def test_the_same_form_sent_twice_is_one_offer(self, session, sign_in, maud):
        client = sign_in(maud)
        for _time in range(2):
            assert client.post("/visits/offers/new", data=typed(key="k")).status_code == 302
        assert only(session)

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"sights_fr": " "}, "Say in one line at least what one will see."),
            ({"ends_at": "08:00"}, "The day ends before it begins."),
            ({"a_month": "0"}, "Between 1 and 20 visits a month."),
            ({"a_month": "99999999999999999999"}, "Between 1 and 20 visits a month."),
            ({"periods-0-to_on": "2020-01-01"}, "It ends before it starts."),
            ({"periods-0-to_on": ""}, "Choose both days."),
            ({"periods-0-from_on": "", "periods-0-to_on": ""}, "Name a time to come"),
            ({"timing": "slots"}, "Name one day to come at least."),
            ({"is_remote": ""}, "Say where one comes to"),
            ({"site_id": "999"}, ""),
            ({"half_days": "11"}, ""),
            ({"format": "dance"}, ""),
            ({"skills-0-skill_id": "99999"}, "A skill is no longer in the catalogue"),
            ({"sights_fr": "x" * 2001}, ""),
            ({"timing": "slots", "slots-0-starts_on": "1800-02-02"}, "of this century"),
        ],
    )
    def test_what_does_not_fit_is_named_and_nothing_is_lost(
        self, session, sign_in, maud, fields, words
    ):
        fields = {name: value for name, value in fields.items() if value or name != "is_remote"}
        data = typed(**fields)
        if "Say where" in words:
            del data["is_remote"]
        answer = sign_in(maud).post("/visits/offers/new", data=data)
        assert answer.status_code == 422
        assert words in answer.text
        assert "La revue du jeudi" in answer.text or "sights_fr" in fields
        assert session.scalar(sa.select(Offer.id)) is None

    def test_in_french_too(self, sign_in, page, maud):
        shown = page(sign_in(maud, language="fr"), "/visits/offers/new")
        assert shown.h1 == "Montrer votre métier : Planification"

    def test_rows_come_and_go_by_buttons_without_saving(self, session, sign_in, make, maud):
        client, skill = sign_in(maud), make.skill("Ordonnancer")
        more = client.post("/visits/offers/new", data=typed(do="slot-add"))
        assert 'name="slots-0-starts_on"' in more.text
        fewer = client.post("/visits/offers/new", data=typed(do="period-remove:0"))
        assert 'name="periods-0-from_on"' not in fewer.text
        added = client.post("/visits/offers/new", data=typed(do=f"add:{skill.id}"))
        assert f'value="{skill.id}"' in added.text
        assert session.scalar(sa.select(Offer.id)) is None

    def test_an_offer_on_set_days_with_skills(self, session, make, sign_in, maud):
        skill = make.skill("Ordonnancer")
        fields = {
            "timing": "slots",
            "slots-0-starts_on": day_in(20).isoformat(),
            "slots-0-begins_at": "13:30",
            "slots-0-places": "3",
            "slots-1-starts_on": "",
            "skills-0-skill_id": str(skill.id),
        }
        sign_in(maud).post("/visits/offers/new", data=typed(**fields))
        slot = session.scalars(sa.select(VisitSlot)).one()
        assert (slot.starts_on, slot.begins_at.hour, slot.places) == (day_in(20), 13, 3)
        assert rows(session, OfferSkill, OfferSkill.skill_id) == [skill.id]
        assert rows(session, VisitPeriod, VisitPeriod.id) == []


class TestChanging:
    def post(self, client, offer, **fields):
        return client.post(f"/visits/offers/{offer.id}/edit", data=typed(do="save", **fields))

    def test_hosts_change_their_own_and_nobody_else_does(self, session, make, sign_in, maud):
        offer = make.offer(maud)
        assert self.post(sign_in(maud), offer, seen="1", a_month="5").status_code == 302
        session.expire_all()
        assert (offer.a_month, offer.version) == (5, 2)
        other = sign_in(make.person("Ana"))
        assert self.post(other, offer, seen="2").status_code == 403
        assert other.get(f"/visits/offers/{offer.id}/edit").status_code == 403
        hr = sign_in(make.person("Hana", role=Role.HR))
        assert self.post(hr, offer, seen="2").status_code == 403

    def test_an_older_form_puts_no_newer_word_aside(self, session, make, sign_in, maud):
        offer = make.offer(maud)
        client = sign_in(maud)
        self.post(client, offer, seen="1", meeting_point="Accueil")
        answer = self.post(client, offer, seen="1", meeting_point="Portail")
        assert answer.status_code == 409
        assert "Portail" in answer.text and "Where to meet" in answer.text
        session.expire_all()
        assert offer.meeting_point == "Accueil"

    def test_a_day_that_somebody_asked_for_stays(self, session, make, sign_in, maud):
        offer = make.offer(maud, slots=[day_in(20), day_in(30)])
        slot = session.scalars(sa.select(VisitSlot).order_by(VisitSlot.starts_on)).first()
        slot.taken = 1
        session.commit()
        kept = {"timing": "slots", "slots-0-starts_on": day_in(30).isoformat()}
        answer = self.post(sign_in(maud), offer, seen="1", **kept)
        assert answer.status_code == 422
        assert "Somebody has asked for a day that you take away" in answer.text
        session.expire_all()
        assert len(rows(session, VisitSlot, VisitSlot.id)) == 2

    def test_days_that_have_passed_stay_as_they_were(self, session, make, sign_in, maud):
        offer = make.offer(maud, slots=[day_in(20)])
        past = VisitSlot(
            offer_id=offer.id,
            starts_on=date(2025, 3, 3),
            begins_at=offer.begins_at,
            places=1,
            taken=1,
        )
        session.add(past)
        session.commit()
        kept = {"timing": "slots", "slots-0-starts_on": day_in(25).isoformat()}
        assert self.post(sign_in(maud), offer, seen="1", **kept).status_code == 302
        found = rows(session, VisitSlot, VisitSlot.starts_on)
        assert found == [date(2025, 3, 3), day_in(25)]

    def test_more_days_open_a_full_offer(self, session, make, sign_in, maud):
        offer = make.offer(maud, status=OfferStatus.FULL, slots=[day_in(20)])
        session.execute(sa.update(VisitSlot).values(taken=1))
        session.commit()
        more = {
            "timing": "slots",
            "slots-0-starts_on": day_in(20).isoformat(),
            "slots-0-begins_at": "09:00",
            "slots-0-places": "2",
        }
        assert self.post(sign_in(maud), offer, seen="1", **more).status_code == 302
        session.expire_all()
        assert offer.status is OfferStatus.OPEN


class TestLife:
    def step(self, client, offer, step, **data):
        return client.post(f"/visits/offers/{offer.id}/{step}", data=data)

    def test_paused_until_a_day_and_resumed(self, session, make, sign_in, page, maud):
        offer, client = make.offer(maud), sign_in(maud)
        self.step(client, offer, "pause", until=day_in(40).isoformat())
        session.expire_all()
        assert (offer.status, offer.paused_until) == (OfferStatus.PAUSED, day_in(40))
        read = page(sign_in(make.person("Ana")), f"/visits/offers/{offer.id}")
        assert "nobody asks before" in read.text
        self.step(client, offer, "resume")
        session.expire_all()
        assert (offer.status, offer.paused_until) == (OfferStatus.OPEN, None)

    @pytest.mark.parametrize("until", ["2020-01-01", "9999-12-31", "soon"])
    def test_no_pause_until_a_day_that_makes_no_sense(self, session, make, sign_in, maud, until):
        offer = make.offer(maud)
        self.step(sign_in(maud), offer, "pause", until=until)
        session.expire_all()
        assert offer.status is OfferStatus.OPEN

    def test_closed_by_its_host_and_opened_again(self, session, make, sign_in, page, maud):
        offer, client = make.offer(maud, is_remote=True), sign_in(maud)
        self.step(client, offer, "close")
        page(sign_in(make.person("Ana")), f"/visits/offers/{offer.id}", status=404)
        self.step(client, offer, "open")
        session.expire_all()
        assert offer.status is OfferStatus.OPEN

    def test_hr_closes_one_of_their_part_and_the_host_knows(self, session, make, sign_in, maud):
        offer = make.offer(maud)
        self.step(sign_in(make.person("Hana", role=Role.HR)), offer, "close")
        session.expire_all()
        assert offer.status is OfferStatus.CLOSED
        assert told(session, maud) == ["shadowing.offer_closed_by_hr"]

    @pytest.mark.parametrize("step", ["open", "pause", "resume", "close"])
    def test_nobody_else_decides(self, session, make, sign_in, maud, step):
        offer = make.offer(maud)
        assert self.step(sign_in(make.person("Ana")), offer, step).status_code == 403

    def test_an_offer_that_says_too_little_is_not_opened(self, session, make, sign_in, maud):
        offer = make.offer(maud, status=OfferStatus.DRAFT, sights_fr="", sights_en="")
        answer = self.step(sign_in(maud), offer, "open")
        assert answer.headers["Location"].endswith("/edit")
        session.expire_all()
        assert offer.status is OfferStatus.DRAFT

    def test_whoever_wishes_to_see_it_is_told_once(self, session, make, sign_in, maud):
        offer = make.offer(maud, status=OfferStatus.DRAFT, is_remote=True)
        ana, bo = make.person("Ana"), make.person("Bo")
        make.visit_wish(ana, host=maud)
        make.visit_wish(bo, host=ana)
        client = sign_in(maud)
        for step in ("open", "close", "open"):
            self.step(client, offer, step)
        assert told(session, ana) == ["shadowing.wish_hosted"]
        assert told(session, bo) == []

    def test_own_offers_say_what_waits(self, make, sign_in, page, maud):
        offer = make.offer(maud)
        make.visit(make.person("Ana"), maud, offer=offer)
        shown = page(sign_in(maud), "/visits/offers")
        assert shown.h1 == "One of your offers waits for you"
        assert "One colleague waits for your answer." in shown.text


class TestPlaces:
    def test_full_when_the_last_day_is_taken_and_open_when_it_is_free(self, session, make, maud):
        offer = make.offer(maud, slots=[day_in(20)])
        now = clock.now()
        places.settle(offer, now=now)
        assert offer.status is OfferStatus.OPEN
        session.execute(sa.update(VisitSlot).values(taken=1))
        places.settle(offer, now=now)
        assert offer.status is OfferStatus.FULL
        session.execute(sa.update(VisitSlot).values(taken=0))
        places.settle(offer, now=now)
        assert offer.status is OfferStatus.OPEN

    def test_months_have_so_many_visits(self, session, make, maud):
        offer = make.offer(maud, a_month=1)
        first = room.next_day(
            _loaded(session, offer),
            room.taken_of([offer.id], today=clock.today()),
            today=clock.today(),
        )
        make.visit(make.person("Ana"), maud, offer=offer, starts_on=first.starts_on)
        taken = room.taken_of([offer.id], today=clock.today())
        after = room.next_day(_loaded(session, offer), taken, today=clock.today())
        assert after.starts_on.replace(day=1) > first.starts_on.replace(day=1)

    def test_a_longer_visit_ends_within_the_time_given(self, session, make, maud):
        offer = make.offer(maud, half_days=10)
        period = session.scalars(sa.select(VisitPeriod)).one()
        period.from_on, period.to_on = date(2027, 1, 4), date(2027, 1, 8)
        session.commit()
        loaded = _loaded(session, offer)
        found = room.days(loaded, {}, today=date(2026, 12, 1), limit=5)
        assert [one.starts_on for one in found] == [date(2027, 1, 4)]
        assert room.is_within(loaded, date(2027, 1, 4))
        assert not room.is_within(loaded, date(2027, 1, 5))

    def test_nothing_is_settled_of_a_paused_offer(self, session, make, maud):
        offer = make.offer(maud, status=OfferStatus.PAUSED, slots=[date(2020, 1, 6)])
        places.settle(offer, now=clock.now())
        assert offer.status is OfferStatus.PAUSED


def _loaded(session, offer):
    session.refresh(offer)
    for name, model in (("slots", VisitSlot), ("periods", VisitPeriod)):
        found = session.scalars(sa.select(model).where(model.offer_id == offer.id)).all()
        sa.orm.attributes.set_committed_value(offer, name, list(found))
    return offer


class TestPausingItself:
    def expired(self, make, host, offer, *, days=1, **fields):
        at = clock.now() - timedelta(days=days)
        return make.visit(
            make.person("V"),
            host,
            offer=offer,
            status=V.EXPIRED,
            requested_at=at - timedelta(days=10),
            since=at,
            **fields,
        )

    def open_since(self, make, maud, days=90):
        return make.offer(maud, opened_at=clock.now() - timedelta(days=days))

    def test_two_requests_in_a_row_without_an_answer(self, session, make, maud):
        offer = self.open_since(make, maud)
        self.expired(make, maud, offer, days=3)
        assert not pausing.unanswered(offer, now=clock.now())
        self.expired(make, maud, offer)
        assert pausing.unanswered(offer, now=clock.now())
        assert offer.status is OfferStatus.PAUSED
        assert told(session, maud) == ["shadowing.offer_paused_itself"]

    def test_an_answer_between_them_counts(self, session, make, maud):
        offer = self.open_since(make, maud)
        self.expired(make, maud, offer, days=20)
        make.visit(
            make.person("V"),
            maud,
            offer=offer,
            status=V.HOST_DECLINED,
            requested_at=clock.now() - timedelta(days=15),
        )
        self.expired(make, maud, offer)
        assert not pausing.unanswered(offer, now=clock.now())

    def test_what_expired_after_the_host_had_said_yes_does_not(self, session, make, maud):
        offer = self.open_since(make, maud)
        for _one in range(2):
            self.expired(make, maud, offer, answered_at=clock.now())
        assert not pausing.unanswered(offer, now=clock.now())

    def test_opened_again_with_one_click_it_begins_anew(self, session, make, sign_in, page, maud):
        offer = self.open_since(make, maud)
        for _one in range(2):
            self.expired(make, maud, offer)
        pausing.unanswered(offer, now=clock.now())
        session.commit()
        client = sign_in(maud)
        assert "Two requests in a row" in page(client, "/visits/offers").text
        client.post(f"/visits/offers/{offer.id}/resume")
        session.expire_all()
        assert offer.status is OfferStatus.OPEN
        assert not pausing.unanswered(offer, now=clock.now())


class TestReliability:
    @pytest.fixture(autouse=True)
    def in_english(self, session):
        with in_language("en"):
            yield

    def test_words_for_what_a_host_has_done(self, make, maud):
        now = clock.now()
        assert reliability.of(maud.id, now=now).words == "Nobody has asked yet."
        make.visit(make.person("A"), maud, status=V.CLOSED, answered_at=now)
        assert reliability.of(maud.id, now=now).words == (
            "The one request was answered. One colleague has come."
        )
        make.visit(make.person("B"), maud, status=V.EXPIRED)
        assert reliability.of(maud.id, now=now).words == (
            "1 of 2 requests answered. One colleague has come."
        )

    def test_days_are_told_from_three_answers_on(self, make, maud):
        now = clock.now()
        for _one in range(3):
            make.visit(
                make.person("A"),
                maud,
                status=V.HOST_DECLINED,
                requested_at=now - timedelta(days=4),
                answered_at=now,
            )
        assert reliability.of(maud.id, now=now).words == (
            "All 3 requests were answered, mostly within 4 days."
        )

    def test_a_request_that_waits_or_was_taken_back_says_nothing(self, make, maud):
        make.visit(make.person("A"), maud)
        make.visit(make.person("B"), maud, status=V.CANCELLED)
        assert reliability.of(maud.id, now=clock.now()).asked == 0

    def test_legs_of_swaps_are_no_requests_but_visits(self, make, maud):
        make.exchange(make.person("A"), maud, status=V.CLOSED)
        found = reliability.of(maud.id, now=clock.now())
        assert (found.asked, found.visits) == (0, 1)

    def test_old_things_are_forgotten(self, make, maud):
        old = clock.now() - timedelta(days=900)
        make.visit(make.person("A"), maud, status=V.CLOSED, requested_at=old)
        assert reliability.of(maud.id, now=clock.now()).visits == 0
