"""A campaign opens, closes, is decided and published; and who is told of it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from talentgrow.audit.models import AuditEvent, StatusChange
from talentgrow.infra import clock
from talentgrow.kernel.access import SYSTEM, Actor, Role, Scope
from talentgrow.kernel.errors import IllegalTransition
from talentgrow.nominations import queries
from talentgrow.nominations.calibration.models import Decision, Outcome
from talentgrow.nominations.campaigns import life, publishing, service
from talentgrow.nominations.campaigns.values import CampaignValues, WrongValues
from talentgrow.nominations.models import Campaign, Candidacy, Intent, Nomination
from talentgrow.nominations.pools.models import PoolMembership
from talentgrow.nominations.states import (
    CampaignStatus,
    CandidacyStatus,
    NominationStatus,
    SessionStatus,
)
from talentgrow.notifications.models import Notice
from talentgrow.people.parts import looks_after

C, K = CampaignStatus, CandidacyStatus
WHY = "Elle a formé deux équipes cette année."


def today(days=0):
    return clock.today() + timedelta(days=days)


def hr_for(person):
    return Actor(person_id=person.id, roles=frozenset({Role.HR}))


@pytest.fixture
def sophie(make):
    return make.person("Sophie Marchal", role=Role.HR)


@pytest.fixture
def by(sophie):
    return hr_for(sophie)


def decide(session, nominee, staged_by, outcome=Outcome.APPROVED, intent=None, **fields):
    wishes = session.scalars(select(Candidacy).where(Candidacy.nominee_id == nominee.id)).all()
    for wish in wishes:
        if intent in {None, wish.intent}:
            session.add(
                Decision(
                    candidacy_id=wish.id,
                    outcome=outcome,
                    staged_by_id=staged_by.id,
                    staged_at=clock.now(),
                    **fields,
                )
            )
    session.flush()


def statuses(session, nominee):
    found = select(Candidacy.status).where(Candidacy.nominee_id == nominee.id)
    return session.scalars(found.order_by(Candidacy.id)).all()


def told(session, person):
    found = select(Notice.kind).where(Notice.person_id == person.id).order_by(Notice.id)
    return session.scalars(found).all()


def values(**more):
    given = {
        "name_fr": "Talents, automne",
        "purpose_fr": "Voir qui veut grandir.",
        "criteria_fr": "Ce qui a été fait\nCe qui a été appris",
        "opens_on": today(3),
        "closes_on": today(30),
        "intents": frozenset({Intent.ADVANCEMENT, Intent.LATERAL}),
    }
    return CampaignValues(**given | more)


class TestAtItsFirstDay:
    def test_it_opens_and_whoever_leads_a_team_is_told(self, make, session, by):
        karim = make.person("Karim Benali")
        ines = make.person("Inès Caradec", manager=karim)
        campaign = make.campaign(status=C.PLANNED, opens_on=today())

        assert life.open(campaign, by=SYSTEM, now=clock.now())
        assert campaign.status is C.OPEN
        assert told(session, karim) == ["nominations.campaign_opened"]
        assert told(session, ines) == []

    def test_it_does_not_open_before_nor_twice(self, make, session):
        campaign = make.campaign(status=C.PLANNED, opens_on=today(1))

        assert not life.open(campaign, by=SYSTEM, now=clock.now())
        assert life.open(campaign, by=SYSTEM, now=clock.now() + timedelta(days=1))
        assert not life.open(campaign, by=SYSTEM, now=clock.now() + timedelta(days=1))

    def test_managers_of_another_part_are_left_alone(self, make, session):
        unit = make.unit("Flux")
        karim, maud = make.person("Karim"), make.person("Maud")
        make.assignment(make.person("Inès"), make.job(), manager=karim, unit=unit)
        make.assignment(make.person("Paul"), make.job(), manager=maud, unit=make.unit("Clients"))
        campaign = make.campaign(status=C.PLANNED, opens_on=today(), unit_id=unit.id)

        life.open(campaign, by=SYSTEM, now=clock.now())

        assert (told(session, karim), told(session, maud)) == (
            ["nominations.campaign_opened"],
            [],
        )


class TestAfterItsLastDay:
    def test_whoever_agreed_comes_to_hr_and_drafts_lapse(self, make, session, sophie):
        campaign = make.campaign(closes_on=today(-1), author_id=sophie.id)
        ines, noe = make.person("Inès"), make.person("Noé")
        agreed = make.nominee(campaign, ines)
        asked = make.nominee(campaign, noe, status=K.INFORMED)
        karim = make.person("Karim")
        draft = make.nomination(campaign, make.person("Paul"), karim)

        assert life.close(campaign, by=SYSTEM, now=clock.now())

        assert campaign.status is C.CLOSED
        assert statuses(session, agreed) == [K.UNDER_REVIEW]
        assert statuses(session, asked) == [K.INFORMED]
        assert session.get(Nomination, draft.id).status is NominationStatus.LAPSED
        assert told(session, ines) == ["nominations.campaign_ended"]
        assert told(session, sophie) == ["nominations.campaign_ended_for_hr"]
        assert told(session, karim) == ["nominations.draft_lapsed"]
        assert told(session, noe) == []

    def test_hr_who_answers_for_it_is_told(self, make, session, sophie):
        unit = make.unit("Ouest")
        below, other = make.unit("Rennes", parent=unit), make.unit("Est")
        valerie = make.person("Valérie Kern", role=Role.HR)
        paula, otto = make.hr_of(unit), make.hr_of(other, name="Otto Part")
        karim = make.person("Karim Benali")
        house = make.campaign("Maison", closes_on=today(-1), author_id=sophie.id)
        part = make.campaign("Rennes", closes_on=today(-1), author_id=karim.id, unit_id=below.id)
        both = make.campaign("Est", closes_on=today(-1), author_id=sophie.id, unit_id=other.id)
        nobodys = make.campaign(
            "Site", closes_on=today(-1), author_id=karim.id, site_id=make.site("Brest").id
        )
        everybody = (sophie, valerie, paula, otto, karim)

        for campaign, expected in (
            (house, {sophie, valerie}),
            (part, {paula}),
            (both, {otto, sophie}),
            (nobodys, {sophie, valerie}),
        ):
            before = {one: len(told(session, one)) for one in everybody}
            make.nominee(campaign, make.person(f"In {campaign.name_fr}"))
            life.close(campaign, by=SYSTEM, now=clock.now())
            assert {one for one in everybody if len(told(session, one)) > before[one]} == expected

    def test_the_last_day_itself_is_open(self, make):
        campaign = make.campaign(closes_on=today())

        assert not life.close(campaign, by=SYSTEM, now=clock.now())
        assert campaign.status is C.OPEN

    def test_it_closes_once(self, make):
        campaign = make.campaign(closes_on=today(-1))

        assert life.close(campaign, by=SYSTEM, now=clock.now())
        assert not life.close(campaign, by=SYSTEM, now=clock.now())

    def test_a_draft_about_oneself_is_said_so(self, make, session):
        campaign, ines = make.campaign(closes_on=today(-1)), make.person("Inès")
        make.nomination(campaign, ines, ines)

        life.close(campaign, by=SYSTEM, now=clock.now())

        assert told(session, ines) == ["nominations.own_draft_lapsed"]


class TestItsEnd:
    def test_is_put_later_on_record_and_who_writes_is_told(self, make, session, by, sophie):
        campaign, karim = make.campaign(), make.person("Karim")
        make.nomination(campaign, make.person("Paul"), karim)
        before = campaign.closes_on

        life.extend(campaign, today(40), by=by, now=clock.now())

        assert (campaign.status, campaign.closes_on) == (C.OPEN, today(40))
        event = session.scalars(select(AuditEvent)).one()
        assert (event.kind, event.actor_id) == ("nominations.campaign_extended", sophie.id)
        assert event.details == {"before": before.isoformat(), "after": today(40).isoformat()}
        assert told(session, karim) == ["nominations.more_time"]

    @pytest.mark.parametrize("days", [21, 20, -30, 2000])
    def test_is_never_put_earlier_nor_far_away(self, make, by, days):
        campaign = make.campaign()

        with pytest.raises(life.WrongEnd):
            life.extend(campaign, today(days), by=by, now=clock.now())
        assert campaign.closes_on == today(21)

    def test_lies_to_come_even_if_it_is_later(self, make, by):
        campaign = make.campaign(status=C.CLOSED, opens_on=today(-30), closes_on=today(-10))

        with pytest.raises(life.WrongEnd):
            life.extend(campaign, today(-1), by=by, now=clock.now())

    def test_opens_a_closed_campaign_again_and_takes_back_what_was_reviewed(
        self, make, session, by
    ):
        campaign = make.campaign(closes_on=today(-1))
        ines, karim = make.person("Inès"), make.person("Karim")
        nominee = make.nominee(campaign, ines, intents=(Intent.ADVANCEMENT, Intent.LATERAL))
        make.nomination(campaign, make.person("Paul"), karim)
        life.close(campaign, by=SYSTEM, now=clock.now())

        life.extend(campaign, today(10), by=by, now=clock.now() + timedelta(minutes=1))

        assert campaign.status is C.OPEN
        assert statuses(session, nominee) == [K.ACCEPTED, K.ACCEPTED]
        assert told(session, ines)[-1] == "nominations.open_again"
        assert told(session, karim)[-1] == "nominations.open_again_for_writer"

    @pytest.mark.parametrize("status", [C.CALIBRATED, C.PUBLISHED, C.ARCHIVED])
    def test_stays_once_everything_is_decided(self, make, by, status):
        campaign = make.campaign(status=status)

        with pytest.raises(IllegalTransition):
            life.extend(campaign, today(40), by=by, now=clock.now())
        assert campaign.closes_on == today(21)


class TestCalibrated:
    def test_it_is_once_every_wish_has_an_answer(self, make, session, by, sophie):
        campaign = make.campaign(status=C.CLOSED)
        nominee = make.nominee(campaign, make.person("Inès"), status=K.UNDER_REVIEW)

        with pytest.raises(publishing.NotAllDecided):
            life.calibrate(campaign, by=by, now=clock.now())
        assert campaign.status is C.CLOSED

        decide(session, nominee, sophie)
        life.calibrate(campaign, by=by, now=clock.now())
        assert campaign.status is C.CALIBRATED
        assert statuses(session, nominee) == [K.UNDER_REVIEW]

    def test_it_is_not_while_a_session_runs(self, make, by):
        campaign = make.campaign(status=C.CLOSED)
        make.session_of(campaign, status=SessionStatus.RUNNING)

        with pytest.raises(life.SessionRunning):
            life.calibrate(campaign, by=by, now=clock.now())

    def test_it_is_not_by_somebody_who_has_a_part_in_what_they_decided(
        self, make, session, by, sophie
    ):
        campaign = make.campaign(status=C.CLOSED)
        nominee = make.nominee(campaign, make.person("Inès"), status=K.UNDER_REVIEW, by=sophie)
        decide(session, nominee, sophie)

        with pytest.raises(publishing.NotAllDecided):
            life.calibrate(campaign, by=by, now=clock.now())

    def test_whoever_was_silent_is_asked_no_more_and_hears_of_it(self, make, session, by):
        campaign, karim = make.campaign(status=C.CLOSED), make.person("Karim")
        ines, noe, paul = (make.person(name) for name in ("Inès", "Noé", "Paul"))
        asked = make.nominee(campaign, ines, status=K.INFORMED, by=karim)
        back = make.nominee(campaign, noe, status=K.RETURNED, by=karim)
        later = make.nominee(campaign, paul, status=K.POSTPONED, by=karim)

        life.calibrate(campaign, by=by, now=clock.now())

        assert statuses(session, asked) == statuses(session, back) == [K.LAPSED]
        assert statuses(session, later) == [K.POSTPONED]
        assert told(session, ines) == ["nominations.unanswered"]
        assert told(session, karim) == ["nominations.unanswered_for_nominator"] * 2
        assert told(session, paul) == []

    def test_it_may_be_looked_at_again_before_anybody_reads_it(self, make, by):
        campaign = make.campaign(status=C.CALIBRATED)

        life.review_again(campaign, by=by, now=clock.now())

        assert campaign.status is C.CLOSED


class TestPublished:
    def test_all_read_their_answers_and_the_approved_join_their_pool(
        self, make, session, by, sophie
    ):
        campaign = make.campaign(status=C.CALIBRATED)
        ines, paul = make.person("Inès"), make.person("Paul")
        both = (Intent.ADVANCEMENT, Intent.LATERAL)
        one = make.nominee(campaign, ines, status=K.UNDER_REVIEW, intents=both)
        two = make.nominee(campaign, paul, status=K.UNDER_REVIEW)
        pool = make.pool()
        later = {"review_on": today(90), "action": "Un mentor", "action_owner_id": sophie.id}
        decide(session, one, sophie, intent=both[0], pool_id=pool.id, pool_until=today(365))
        decide(session, one, sophie, Outcome.NOT_NOW, intent=both[1], **later)
        decide(session, two, sophie, Outcome.APPROVED)
        boss = hr_for(make.person("Anne Directrice", role=Role.HR))

        assert life.publish(campaign, by=boss, now=clock.now()) == 2

        assert campaign.status is C.PUBLISHED
        assert statuses(session, one) == [K.IN_POOL, K.DECIDED]
        assert statuses(session, two) == [K.DECIDED]
        member = session.scalars(select(PoolMembership)).one()
        assert (member.person_id, member.until) == (ines.id, today(365))
        decisions = session.scalars(select(Decision)).all()
        assert {one.published_by_id for one in decisions} == {boss.person_id}
        assert all(one.published_at for one in decisions)
        assert "nominations.answered" in told(session, ines)
        assert "nominations.answered" in told(session, paul)

    def test_the_history_names_who_decided_and_not_who_pressed(self, make, session, sophie):
        campaign = make.campaign(status=C.CALIBRATED)
        nominee = make.nominee(campaign, make.person("Inès"), status=K.UNDER_REVIEW)
        decide(session, nominee, sophie)
        other = hr_for(make.person("Anne", role=Role.HR))

        life.publish(campaign, by=other, now=clock.now())

        decided = select(StatusChange.actor_id).where(StatusChange.move == "decide")
        assert session.scalars(decided).all() == [sophie.id]
        published = select(StatusChange.actor_id).where(StatusChange.move == "publish")
        assert session.scalars(published).all() == [other.person_id]

    def test_whoever_took_consent_back_is_left_out(self, make, session, by, sophie):
        campaign = make.campaign(status=C.CALIBRATED)
        ines = make.person("Inès")
        nominee = make.nominee(campaign, ines, status=K.WITHDRAWN)
        decide(session, nominee, sophie)

        assert life.publish(campaign, by=by, now=clock.now()) == 0

        assert statuses(session, nominee) == [K.WITHDRAWN]
        assert session.scalars(select(Decision)).one().published_at is None
        assert told(session, ines) == []

    def test_nobody_who_agreed_is_left_without_an_answer(self, make, session, by, sophie):
        campaign = make.campaign(status=C.CALIBRATED)
        answered = make.nominee(campaign, make.person("Paul"), status=K.UNDER_REVIEW)
        make.nominee(campaign, make.person("Inès"), status=K.UNDER_REVIEW)
        decide(session, answered, sophie)

        with pytest.raises(publishing.NotAllDecided):
            life.publish(campaign, by=by, now=clock.now())

        assert campaign.status is C.CALIBRATED
        assert statuses(session, answered) == [K.UNDER_REVIEW]

    @pytest.mark.parametrize("is_retired", [True, False])
    def test_a_pool_that_nobody_joins_stops_all_of_it(self, make, session, by, sophie, is_retired):
        campaign = make.campaign(status=C.CALIBRATED)
        nominee = make.nominee(campaign, make.person("Inès"), status=K.UNDER_REVIEW)
        pool = make.pool(retired_at=clock.now() if is_retired else None)
        until = today(100) if is_retired else today()
        decide(session, nominee, sophie, pool_id=pool.id, pool_until=until)

        with pytest.raises(publishing.CannotJoin):
            life.publish(campaign, by=by, now=clock.now())
        assert campaign.status is C.CALIBRATED

    def test_it_is_published_once(self, make, by):
        campaign = make.campaign(status=C.CALIBRATED)

        life.publish(campaign, by=by, now=clock.now())
        with pytest.raises(IllegalTransition):
            life.publish(campaign, by=by, now=clock.now())
        life.archive(campaign, by=by, now=clock.now())
        assert campaign.status is C.ARCHIVED


class TestPrepared:
    def test_it_waits_for_its_first_day(self, make, session, by):
        campaign = service.create(values(), by=by, now=clock.now())

        assert campaign.status is C.PLANNED
        assert [one.intent for one in campaign.intents] == [Intent.ADVANCEMENT, Intent.LATERAL]
        assert session.scalars(select(AuditEvent.kind)).all() == ["nominations.campaign_created"]

    def test_it_is_open_at_once_where_today_is_its_first_day(self, make, by):
        campaign = service.create(values(opens_on=today()), by=by, now=clock.now())

        assert campaign.status is C.OPEN

    @pytest.mark.parametrize(
        ("more", "field"),
        [
            ({"name_fr": ""}, "name"),
            ({"purpose_fr": ""}, "purpose"),
            ({"criteria_fr": ""}, "criteria"),
            ({"criteria_fr": "x\n" * 13}, "criteria_fr"),
            ({"closes_on": today(2)}, "closes_on"),
            ({"closes_on": today(500)}, "closes_on"),
            ({"opens_on": today(-1)}, "opens_on"),
            ({"intents": frozenset()}, "intents"),
            ({"intents": frozenset({Intent.PROGRAMME})}, "programme"),
            ({"unit_id": 987654}, "unit_id"),
        ],
    )
    def test_it_says_everything_that_people_rely_on(self, make, by, more, field):
        with pytest.raises(WrongValues) as error:
            service.create(values(**more), by=by, now=clock.now())
        assert list(error.value.errors) == [field]

    def test_it_is_for_a_unit_or_a_site(self, make, by):
        place = {"unit_id": make.unit("Flux").id, "site_id": make.site("Angers").id}
        with pytest.raises(WrongValues) as error:
            service.create(values(**place), by=by, now=clock.now())
        assert list(error.value.errors) == ["site_id"]

    def test_hr_of_a_part_holds_one_for_that_part_only(self, make, session):
        unit, other = make.unit("Flux"), make.unit("Clients")
        person = make.hr_of(unit)
        scope = Scope(unit_ids=frozenset({unit.id}))
        part = Actor(person_id=person.id, roles=frozenset({Role.HR}), scope=scope)

        for unit_id in (None, other.id):
            with pytest.raises(WrongValues):
                service.create(values(unit_id=unit_id), by=part, now=clock.now())
        assert service.create(values(unit_id=unit.id), by=part, now=clock.now()).unit_id == unit.id

    def test_whoever_is_meant_by_a_unit_and_a_site_is_in_either(self):
        scope = Scope(unit_ids=frozenset({1}), site_ids=frozenset({2}))
        part = Actor(person_id=1, roles=frozenset({Role.HR}), scope=scope)

        assert looks_after(part, 1, None) and looks_after(part, None, 2) and looks_after(part, 1, 2)
        assert not looks_after(part, 1, 3)
        assert not looks_after(part, 4, 2)
        assert not looks_after(part, None, None)


class TestChanged:
    def test_everything_may_change_until_it_opens(self, make, session, by):
        campaign = service.create(values(), by=by, now=clock.now())
        new = values(opens_on=today(5), closes_on=today(9), intents=frozenset({Intent.LATERAL}))

        changed = service.edit(campaign, new, seen=1, by=by, now=clock.now())

        assert set(changed) == {"opens_on", "closes_on", "intents"}
        assert (campaign.opens_on, campaign.version) == (today(5), 2)
        assert [one.intent for one in campaign.intents] == [Intent.LATERAL]

    def test_its_days_and_place_stay_once_it_is_open(self, make, session, by):
        campaign = make.campaign()
        unit = make.unit("Flux")
        new = values(opens_on=today(5), closes_on=today(9), unit_id=unit.id, name_fr="Autre")

        service.edit(campaign, new, seen=1, by=by, now=clock.now())

        assert (campaign.opens_on, campaign.closes_on) == (today(-10), today(21))
        assert (campaign.unit_id, campaign.name_fr) == (None, "Autre")

    def test_other_criteria_are_told_to_who_takes_part_and_nobody_else(self, make, session, by):
        campaign = make.campaign()
        ines, karim, paul = (make.person(name) for name in ("Inès", "Karim", "Paul"))
        make.nominee(campaign, ines, by=karim)
        make.nomination(campaign, paul, karim)

        new = CampaignValues.of(queries.get_campaign(by, campaign.id))
        changed = {**new.__dict__, "criteria_fr": "Autre chose"}
        service.edit(campaign, CampaignValues(**changed), seen=1, by=by, now=clock.now())

        assert told(session, ines) == told(session, karim) == ["nominations.criteria_changed"]
        # Paul does not know that somebody writes about him.
        assert told(session, paul) == []

    def test_what_somebody_is_proposed_for_stays_in_play(self, make, session, by):
        campaign = make.campaign()
        make.nominee(campaign, make.person("Inès"), intents=(Intent.LATERAL,))
        kept = {**CampaignValues.of(queries.get_campaign(by, campaign.id)).__dict__}

        for gone in (Intent.LATERAL, Intent.ADVANCEMENT):
            new = CampaignValues(**kept | {"intents": kept["intents"] - {gone}})
            if gone is Intent.LATERAL:
                with pytest.raises(WrongValues):
                    service.edit(campaign, new, seen=1, by=by, now=clock.now())
            else:
                assert service.edit(campaign, new, seen=1, by=by, now=clock.now()) == ("intents",)

    def test_an_old_form_overwrites_nothing(self, make, session, by):
        campaign = make.campaign(version=3)

        with pytest.raises(service.CampaignChanged):
            service.edit(campaign, values(name_fr="Autre"), seen=2, by=by, now=clock.now())
        assert session.scalars(select(Campaign.name_fr)).all() == ["Talents"]

    def test_what_was_decided_by_stays(self, make, by):
        campaign = make.campaign(status=C.CALIBRATED)

        with pytest.raises(service.TooLate):
            service.edit(campaign, values(), seen=1, by=by, now=clock.now())
