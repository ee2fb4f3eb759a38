"""Which missions are suggested to whom, in what order and why."""

import json
from datetime import timedelta

import pytest

from talentgrow.graph.matching import Zone
from talentgrow.graph.types import Importance
from talentgrow.infra import clock
from talentgrow.kernel.access import Actor, Role
from talentgrow.missions.applications import service as applying
from talentgrow.missions.applications.models import Application
from talentgrow.missions.models import (
    Audience,
    HouseRules,
    Mission,
    MissionSkill,
    SuggestionChoice,
    SuggestionLog,
)
from talentgrow.missions.recommend import logs, seekers
from talentgrow.missions.recommend.fits import fits
from talentgrow.missions.recommend.ranking import ranked, suggested
from talentgrow.missions.states import ApplicationStatus, MissionStatus
from talentgrow.mobility.models import JobWish
from talentgrow.mobility.states import PathStatus
from talentgrow.people.models import Person
from talentgrow.skills.models import ClaimSource, SkillWish, WishKind

TODAY = clock.today()


class House:
    """Inès, who advises customers, and missions which ask for some skill."""

    def __init__(self, make, session):
        self.make, self.session = make, session
        self.orders, self.erp = make.skill("Commandes"), make.skill("ERP")
        self.load, self.talk = make.skill("Charge"), make.skill("Négociation")
        self.adviser = make.job("Conseillère clientèle")
        self.ines = make.person("Inès Caradec", job=self.adviser)
        for skill, level in ((self.orders, 2), (self.erp, 3), (self.talk, 4)):
            make.level(self.ines, skill, level)

    def choose(self, **values):
        self.session.add(SuggestionChoice(person_id=self.ines.id, **values))
        self.session.commit()

    def wish(self, skill, wish):
        row = SkillWish(person_id=self.ines.id, skill_id=skill.id, wish=wish, at=clock.now())
        self.session.add(row)
        self.session.commit()

    def stretching(self, title="Bon défi", **fields):
        needs = {self.orders: 3, self.erp: 3}
        return self.make.mission(title, needs=needs, grows={self.orders: 4}, **fields)

    def easy(self, title="Facile", **fields):
        return self.make.mission(
            title, needs={self.erp: 3}, grows={self.orders: 3, self.erp: 4}, **fields
        )

    def beyond(self, title="Trop loin", **fields):
        return self.make.mission(title, needs={self.load: 5}, grows={self.load: 5}, **fields)


@pytest.fixture
def house(make, session):
    return House(make, session)


class TestWhatCounts:
    def test_levels_are_the_ones_which_count_everywhere(self, house, make):
        lead = make.person("Karim")
        make.level(house.ines, house.erp, 1, source=ClaimSource.MANAGER, author=lead)
        make.level(house.ines, house.load, 5, source=ClaimSource.PEER, author=lead)

        known = seekers.seeker(house.ines.id)

        assert known.levels == {
            house.orders.id: 2,
            house.erp.id: 1,
            house.load.id: 5,
            house.talk.id: 4,
        }

    def test_of_what_was_never_said_the_present_job_speaks(self, house, make):
        make.need(house.adviser, house.load, 3)
        make.need(house.adviser, house.erp, 5)

        known = seekers.seeker(house.ines.id)
        line = fits(house.ines.id, [house.beyond()]).popitem()[1].lines[0]

        assert (known.have(house.load.id), known.have(house.erp.id)) == (3, 3)
        assert (line.have, line.is_assumed) == (3, True)

    def test_a_job_of_the_past_says_nothing(self, house, make):
        before = make.job("Avant")
        make.need(before, house.load, 5)
        past = {"start": TODAY - timedelta(days=900), "end": TODAY - timedelta(days=500)}
        make.assignment(house.ines, before, **past)

        assert seekers.seeker(house.ines.id).assumed == {}

    def test_one_aims_at_what_the_jobs_on_the_newest_path_ask_for(self, house, make):
        planner, chief = make.job("Planificatrice"), make.job("Cheffe de flux")
        old, wished = make.job("Acheteuse"), make.job("Formatrice")
        for job, skill, level in (
            (planner, house.load, 2),
            (chief, house.load, 4),
            (chief, house.orders, 3),
            (house.adviser, house.talk, 5),
            (old, house.talk, 5),
            (wished, house.erp, 5),
        ):
            make.need(job, skill, level)
        now = clock.now()
        make.saved_path(house.ines, house.adviser, old, at=now - timedelta(days=9))
        make.saved_path(house.ines, house.adviser, planner, chief, at=now)
        make.saved_path(house.ines, house.adviser, old, status=PathStatus.DROPPED, at=now)
        make.wish(house.ines, wished)

        assert seekers.seeker(house.ines.id).aims == {house.load.id: 4, house.orders.id: 3}

    def test_without_a_path_one_aims_at_the_jobs_one_wishes(self, house, make):
        wished, unwanted = make.job("Formatrice"), make.job("Acheteuse")
        make.need(wished, house.talk, 5)
        make.need(unwanted, house.erp, 5)
        make.wish(house.ines, wished)
        make.wish(house.ines, unwanted, JobWish.UNWANTED)

        assert seekers.seeker(house.ines.id).aims == {house.talk.id: 5}

    def test_wishes_and_appetite_are_the_persons_own(self, house):
        house.wish(house.load, WishKind.DEVELOP)
        house.wish(house.talk, WishKind.USE)
        house.wish(house.erp, WishKind.AVOID)
        house.choose(appetite=-1)

        known = seekers.seeker(house.ines.id)

        assert (known.develop, known.use, known.avoid) == (
            frozenset({house.load.id}),
            frozenset({house.talk.id}),
            frozenset({house.erp.id}),
        )
        assert known.appetite == -1

    def test_zones_follow_the_rules_of_the_house(self, house, session):
        mission = house.stretching()
        assert fits(house.ines.id, [mission])[mission.id].zone is Zone.STRETCH

        session.add(HouseRules(comfort_below=0.20, stretch_below=0.40, risk_below=0.50))
        session.commit()

        assert fits(house.ines.id, [mission])[mission.id].zone is Zone.COMFORT

    @pytest.mark.parametrize(
        "change",
        [
            {"first_name": "Zoé", "last_name": "Autre", "search_key": "zoe autre"},
            {"locale": "en", "timezone": "Asia/Tokyo"},
            {"hired_on": TODAY - timedelta(days=9000), "employee_number": "1"},
        ],
    )
    def test_nothing_else_about_a_person_changes_anything(self, house, session, change):
        missions = [house.stretching(), house.easy(), house.beyond()]
        before = fits(house.ines.id, missions), ranked(house.ines.id)

        session.query(Person).filter_by(id=house.ines.id).update(change)
        session.commit()

        assert (fits(house.ines.id, missions), ranked(house.ines.id)) == before

    def test_unit_site_manager_and_time_in_post_change_nothing(self, house, make):
        missions = [house.stretching(), house.easy()]
        before = fits(house.ines.id, missions), ranked(house.ines.id)

        make.assignment(
            house.ines,
            house.adviser,
            start=TODAY - timedelta(days=1),
            manager=make.person("Karim"),
            unit=make.unit(),
            site=make.site(),
        )

        assert (fits(house.ines.id, missions), ranked(house.ines.id)) == before


class TestOrder:
    def test_stretch_comes_first_and_what_is_beyond_reach_last(self, house):
        beyond, easy, stretch = house.beyond(), house.easy(), house.stretching()

        assert ranked(house.ines.id) == (stretch.id, easy.id, beyond.id)
        assert ranked(house.ines.id, among=[beyond.id, stretch.id]) == (stretch.id, beyond.id)

    def test_a_mission_needing_a_skill_one_stays_out_of_comes_after_all_others(self, house):
        stretch, beyond = house.stretching(), house.beyond()
        house.wish(house.orders, WishKind.AVOID)

        assert ranked(house.ines.id) == (beyond.id, stretch.id)

    def test_only_missions_one_may_still_apply_to_are_in_it(self, house):
        shown = house.stretching()
        for status in set(MissionStatus) - {MissionStatus.PUBLISHED}:
            house.stretching(status=status)
        house.stretching(apply_by=TODAY - timedelta(days=1))

        assert ranked(house.ines.id) == (shown.id,)

    def test_who_opted_out_gets_the_newest_first(self, house):
        now = clock.now()
        old = house.stretching(published_at=now - timedelta(days=3))
        new = house.beyond(published_at=now)
        house.choose(opted_out=True)

        assert ranked(house.ines.id) == (new.id, old.id)
        assert ranked(house.ines.id, among=[old.id]) == (old.id,)

    def test_there_may_be_nothing(self, house):
        assert ranked(house.ines.id) == ()
        assert fits(house.ines.id, []) == {}
        assert suggested(house.ines.id, 3) == ()


class TestCompiledOnce:
    def test_the_second_reader_does_not_read_all_missions_again(self, house, statements):
        house.stretching()
        ranked(house.ines.id)

        with statements() as sent:
            ranked(house.ines.id)

        assert not [one for one in sent if "LEFT OUTER JOIN mission_skill" in one]
        assert len(sent) <= 5, sent

    @pytest.mark.parametrize(
        "change",
        [
            {"needed": 5},
            {"grown_to": 5},
            {"importance": Importance.USEFUL},
        ],
    )
    def test_a_skill_that_changes_is_seen_at_once(self, house, session, change):
        mission = house.stretching()
        known = seekers.seeker(house.ines.id)
        before = suggested(house.ines.id, 1)
        row = session.query(MissionSkill).filter_by(mission_id=mission.id, skill_id=house.orders.id)

        row.update({"grown_to": 5} | change)
        mission.version += 1
        session.commit()

        after = suggested(house.ines.id, 1)
        assert after != before
        assert list(after) == [
            fit
            for fit in fits(house.ines.id, [mission], known=known).values()
            if fit.zone is not Zone.OVERREACH
        ]

    def test_a_skill_that_becomes_another_is_seen_at_once(self, house, session):
        first, second = house.stretching(), house.stretching()
        assert ranked(house.ines.id) == (first.id, second.id)

        rows = session.query(MissionSkill).filter_by(mission_id=first.id, skill_id=house.erp.id)
        rows.update({"skill_id": house.load.id})
        house.erp.merged_into_id = house.load.id
        session.commit()

        assert ranked(house.ines.id) == (second.id, first.id)

    def test_what_nobody_told_is_seen_a_little_later(self, house, session, monkeypatch):
        first, second = house.stretching(), house.stretching()
        assert ranked(house.ines.id) == (first.id, second.id)
        rows = session.query(MissionSkill).filter_by(mission_id=first.id, skill_id=house.erp.id)
        rows.update({"skill_id": house.load.id})
        session.commit()

        now = clock.now()
        monkeypatch.setattr(clock, "now", lambda: now + timedelta(minutes=9))
        assert ranked(house.ines.id) == (first.id, second.id)
        monkeypatch.setattr(clock, "now", lambda: now + timedelta(minutes=11))
        assert ranked(house.ines.id) == (second.id, first.id)

    def test_missions_that_open_and_close_are_seen_at_once(self, house, session):
        first = house.stretching()
        assert ranked(house.ines.id) == (first.id,)

        second = house.easy()
        assert ranked(house.ines.id) == (first.id, second.id)

        session.query(Mission).filter_by(id=first.id).update({"status": MissionStatus.PAUSED})
        session.commit()
        assert ranked(house.ines.id) == (second.id,)


class TestSuggested:
    def test_are_the_first_ones_with_their_reasons(self, house):
        easy, stretch = house.easy(), house.stretching()
        house.beyond()

        found = suggested(house.ines.id, 3)

        assert [fit.mission for fit in found] == [stretch.id, easy.id]
        assert found[0] == fits(house.ines.id, [stretch])[stretch.id]
        assert [fit.mission for fit in suggested(house.ines.id, 1)] == [stretch.id]

    def test_never_ones_own_missions(self, house):
        house.stretching(owner=house.ines)
        house.stretching(co_owners=[house.ines])

        assert suggested(house.ines.id, 3) == ()

    @pytest.mark.parametrize("status", list(ApplicationStatus))
    def test_never_one_to_which_one_has_applied(self, house, make, session, status):
        mission = house.stretching(seats=2)
        assert suggested(house.ines.id, 3)

        make.application(mission, house.ines, status=status)

        assert suggested(house.ines.id, 3) == ()
        assert session.query(Application).count() == 1

    def test_never_one_for_somebody_elses_unit_or_later_than_now(self, house, make):
        elsewhere = make.unit("Lyon")
        house.stretching(audience=Audience.UNIT, unit_id=elsewhere.id)
        house.stretching(months_in_post=600)
        house.stretching(seats=1, taken=1, keeps_accepting=False)

        assert suggested(house.ines.id, 3) == ()

    def test_never_one_that_needs_a_skill_one_stays_out_of(self, house):
        house.stretching()
        house.wish(house.erp, WishKind.AVOID)

        assert suggested(house.ines.id, 3) == ()

    def test_never_one_from_which_there_is_nothing_to_learn(self, house, make):
        make.mission("Rien", needs={house.erp: 3})

        assert suggested(house.ines.id, 3) == ()

    def test_nothing_to_who_opted_out(self, house):
        house.stretching()
        house.choose(opted_out=True)

        assert suggested(house.ines.id, 3) == ()

    def test_takes_few_statements_however_many_there_are(self, house, statements):
        for number in range(40):
            house.stretching(f"Mission {number}", months_in_post=1, owner=house.ines)
        house.stretching()

        with statements() as sent:
            assert len(suggested(house.ines.id, 3)) == 1

        assert len(sent) <= 10, sent


class TestLog:
    def test_what_is_kept_recomputes_to_the_same_answer(self, house, make, session):
        chief = make.job("Cheffe")
        make.need(chief, house.orders, 3)
        make.need(chief, house.talk, 5)
        make.wish(house.ines, chief)
        make.need(house.adviser, house.load, 1)
        house.wish(house.orders, WishKind.DEVELOP)
        house.choose(appetite=1, hides_scores=True)
        session.add(HouseRules(comfort_below=0.05, stretch_below=0.35, risk_below=0.5))
        missions = [house.stretching(), house.easy(), house.beyond()]
        now = clock.now()

        for mission in missions:
            logs.note(house.ines.id, mission, "applied", now=now)
        session.commit()
        expected = fits(house.ines.id, missions)
        session.query(SkillWish).delete()
        session.query(HouseRules).delete()
        make.level(house.ines, house.orders, 5, at=now + timedelta(days=1))

        kept = session.query(SuggestionLog).order_by(SuggestionLog.id).all()
        assert len(kept) == 3
        for row in kept:
            again = logs.recomputed(row)
            assert again == expected[row.mission_id]
            assert (again.zone, again.gap, again.score) == (row.zone, row.gap, row.score)
            assert (row.act, row.rule_version, row.at.date()) == ("applied", "1", now.date())

    def test_who_aims_at_other_skills_only_gets_no_growth_from_the_log_either(self, house, make):
        chief = make.job("Cheffe")
        make.need(chief, house.talk, 5)
        make.wish(house.ines, chief)

        kept = logs.note(house.ines.id, house.stretching(), "saved", now=clock.now())

        assert logs.recomputed(kept).parts.growth == 0.0
        assert kept.score == logs.recomputed(kept).score == 0.0

    def test_only_what_the_mission_is_about_is_kept(self, house):
        kept = logs.note(house.ines.id, house.stretching(), "read_why", now=clock.now())

        named = {house.orders.id, house.erp.id}
        person = json.loads(kept.inputs)["person"]
        assert {skill for skill, _level in person["levels"]} == named
        assert set(person) == {
            "levels",
            "assumed",
            "aims",
            "has_aims",
            "develop",
            "use",
            "avoid",
            "appetite",
        }

    def test_nothing_is_kept_of_who_opted_out(self, house, session):
        house.choose(opted_out=True)

        assert logs.note(house.ines.id, house.stretching(), "saved", now=clock.now()) is None
        assert session.query(SuggestionLog).count() == 0

    def test_the_same_act_again_is_kept_once_until_something_changes(self, house, make, session):
        mission, now = house.stretching(), clock.now()

        for _ in range(3):
            logs.note(house.ines.id, mission, "read_why", now=now)
        make.level(house.ines, house.orders, 3, at=now + timedelta(days=1))
        for _ in range(2):
            logs.note(house.ines.id, mission, "read_why", now=now)

        rows = session.query(SuggestionLog).order_by(SuggestionLog.id).all()
        assert [row.zone for row in rows] == [Zone.STRETCH, Zone.COMFORT]

    def test_keeping_applying_and_reading_why_are_noted_by_the_pages(self, house, sign_in, session):
        mission = house.stretching()
        client = sign_in(house.ines)

        client.post(f"/missions/{mission.id}/why")
        client.post(f"/missions/{mission.id}/keep", data={"wanted": "1"})
        by = Actor(house.ines.id, frozenset({Role.EMPLOYEE}))
        applying.send(mission, "", by=by, now=clock.now())

        acts = [row.act for row in session.query(SuggestionLog).order_by(SuggestionLog.id)]
        assert acts == ["read_why", "saved", "applied"]

    def test_an_act_nobody_knows_is_refused(self, house):
        with pytest.raises(ValueError, match="stared"):
            logs.note(house.ines.id, house.stretching(), "stared", now=clock.now())
