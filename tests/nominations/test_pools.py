"""Talent pools: who is in them until when, how members are found, and how they are asked."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from talentgrow.audit.models import AuditEvent
from talentgrow.infra import clock
from talentgrow.kernel.access import Actor, Role
from talentgrow.kernel.errors import IllegalTransition
from talentgrow.missions.states import MissionStatus
from talentgrow.nominations.models import Intent
from talentgrow.nominations.pools import approaches, members, queries, service
from talentgrow.nominations.pools.models import Approach, PoolMembership
from talentgrow.nominations.states import (
    ApproachStatus,
    CampaignStatus,
    CandidacyStatus,
    MembershipStatus,
)
from talentgrow.notifications.models import Notice
from talentgrow.people.models import Person

WHY = "The programme has changed its purpose."


class Scene:
    """Sophie in HR keeps a pool; Inès, whose manager is Karim, is in it."""

    def __init__(self, make, session):
        self.make, self.session = make, session
        self.unit, self.site = make.unit("Clients"), make.site("Rennes")
        self.job = make.job("Clientèle")
        self.sophie = make.person("Sophie Marchal", role=Role.HR)
        self.karim = make.person("Karim Benali")
        self.ines = self.colleague("Inès Caradec")
        self.pool = make.pool(author=self.sophie)
        self.mission = make.mission("Plan d’hiver", owner=make.person("Maud Owner"))

    def colleague(self, name, *, manager=True, **places):
        person = self.make.person(name)
        boss = self.karim if manager else None
        places = places or {"unit": self.unit, "site": self.site}
        self.make.assignment(person, self.job, manager=boss, **places)
        return person

    def by(self, person):
        roles = {Role.EMPLOYEE} | ({Role.HR} if person is self.sophie else set())
        return Actor(person.id, frozenset(roles))

    def approved(self, person):
        campaign = self.make.campaign(status=CampaignStatus.CALIBRATED)
        nominee = self.make.nominee(campaign, person, status=CandidacyStatus.DECIDED)
        self.session.commit()
        return queries.hold_nominees([nominee.id])[0].candidacies[0]

    def member(self, person=None, **fields):
        return self.make.member(self.pool, person or self.ines, **fields)

    def asked(self, membership=None, **fields):
        held = queries.hold_membership((membership or self.member()).id)
        found = approaches.ask(
            held, self.mission, "A hard winter.", by=self.by(self.sophie), now=clock.now()
        )
        self.session.commit()
        return found

    def told(self, person):
        rows = self.session.scalars(
            sa.select(Notice.kind).where(Notice.person_id == person.id).order_by(Notice.id)
        )
        return [kind.removeprefix("nominations.") for kind in rows]


@pytest.fixture
def scene(make, session):
    return Scene(make, session)


def in_days(number):
    return clock.today() + timedelta(days=number)


class TestJoining:
    def test_an_approved_person_is_in_the_pool_until_the_day_and_told(self, scene):
        candidacy = scene.approved(scene.ines)

        membership = service.join(
            candidacy, scene.pool, in_days(400), by=scene.by(scene.sophie), now=clock.now()
        )

        assert membership.person_id == scene.ines.id
        assert membership.until == in_days(400)
        assert candidacy.status is CandidacyStatus.IN_POOL
        assert scene.told(scene.ines) == ["pool_joined"]

    def test_who_is_in_it_already_stays_longer_and_never_shorter(self, scene):
        membership = scene.member(until=in_days(100))
        candidacy = scene.approved(scene.ines)

        again = service.join(
            candidacy, scene.pool, in_days(50), by=scene.by(scene.sophie), now=clock.now()
        )

        assert again.id == membership.id
        assert again.until == in_days(100)

    def test_nobody_joins_a_retired_pool_or_until_a_day_that_is_over(self, scene):
        candidacy = scene.approved(scene.ines)
        by = scene.by(scene.sophie)

        with pytest.raises(service.WrongDate):
            service.join(candidacy, scene.pool, in_days(0), by=by, now=clock.now())
        scene.pool.retired_at = clock.now()
        with pytest.raises(service.PoolRetired):
            service.join(candidacy, scene.pool, in_days(9), by=by, now=clock.now())


class TestStaying:
    def test_hr_renews_and_the_trail_says_from_when_to_when(self, scene):
        membership = queries.hold_membership(scene.member(until=in_days(10)).id)

        service.renew(membership, in_days(300), seen=1, by=scene.by(scene.sophie), now=clock.now())

        event = scene.session.scalar(
            sa.select(AuditEvent).where(AuditEvent.kind == "nominations.pool_renewed")
        )
        assert event.details["until"] == in_days(300).isoformat()
        assert scene.told(scene.ines) == ["pool_renewed"]

    def test_an_older_form_changes_nothing(self, scene):
        membership = queries.hold_membership(scene.member().id)
        by = scene.by(scene.sophie)
        service.renew(membership, in_days(500), seen=1, by=by, now=clock.now())

        with pytest.raises(service.MembershipChanged):
            service.renew(membership, in_days(600), seen=1, by=by, now=clock.now())

    def test_a_member_leaves_without_a_reason_and_hr_hears_of_it(self, scene):
        membership = queries.hold_membership(scene.member().id)

        service.leave(membership, by=scene.by(scene.ines), now=clock.now())

        assert membership.status is MembershipStatus.LEFT
        assert scene.told(scene.sophie) == ["pool_left_silently"]

    def test_hr_ends_it_only_with_a_word_which_the_member_reads(self, scene):
        membership = queries.hold_membership(scene.member().id)
        by = scene.by(scene.sophie)

        with pytest.raises(service.WordMissing):
            service.leave(membership, "No.", by=by, now=clock.now())
        service.leave(membership, WHY, by=by, now=clock.now())

        assert scene.told(scene.ines) == ["pool_ended"]

    def test_leaving_takes_the_wish_out_of_the_pool_and_ends_what_was_asked(self, scene):
        candidacy = scene.approved(scene.ines)
        by = scene.by(scene.sophie)
        membership = service.join(candidacy, scene.pool, in_days(9), by=by, now=clock.now())
        approach = scene.asked(membership)

        service.leave(
            queries.hold_membership(membership.id), by=scene.by(scene.ines), now=clock.now()
        )

        assert candidacy.status is CandidacyStatus.DECIDED
        assert scene.session.get(Approach, approach.id).status is ApproachStatus.CALLED_OFF
        assert scene.told(scene.karim)[-1] == "approach_called_off"

    def test_a_place_in_a_pool_ends_with_its_last_day(self, scene):
        membership = queries.hold_membership(scene.member().id)

        service.expire(membership, now=clock.now())

        assert membership.status is MembershipStatus.EXPIRED
        assert scene.told(scene.ines) == ["pool_expired"]


class TestFinding:
    def test_members_are_listed_by_name_whatever_their_levels(self, scene):
        skill = scene.make.skill("Négociation")
        zoe, adam = scene.colleague("Zoé Abadie"), scene.colleague("Adam Zola")
        for person, level in ((zoe, 5), (adam, 3), (scene.ines, 4)):
            scene.member(person)
            scene.make.level(person, skill, level)
        wanted = members.Wanted(needs=((skill.id, 3),))

        page = members.found(scene.by(scene.sophie), wanted, 1)

        names = [row.membership.person.name for row in page.items]
        assert names == ["Adam Zola", "Inès Caradec", "Zoé Abadie"]

    def test_filters_narrow_by_skill_unit_and_name(self, scene):
        skill = scene.make.skill("Négociation")
        scene.member()
        far = scene.colleague("Noé Far", unit=scene.make.unit("Usine"))
        scene.member(far)
        scene.make.level(far, skill, 2)

        def found(**wanted):
            page = members.found(scene.by(scene.sophie), members.Wanted(**wanted), 1)
            return {row.membership.person.given_name for row in page.items}

        assert found() == {"Inès", "Noé"}
        assert found(needs=((skill.id, 2),)) == {"Noé"}
        assert found(needs=((skill.id, 3),)) == set()
        assert found(unit_id=scene.unit.id) == {"Inès"}
        assert found(words="ines") == {"Inès"}

    def test_hr_of_a_part_finds_the_members_of_that_part(self, scene, sign_in, page):
        scene.member()
        scene.member(scene.colleague("Noé Far", site=scene.make.site("Brest")))
        paula = scene.make.hr_of(scene.site)

        shown = page(sign_in(paula), f"/hr/pools/{scene.pool.id}")

        assert "Inès Caradec" in shown.text
        assert "Noé" not in shown.text

    def test_a_mission_proposes_its_skills_as_filters(self, scene, sign_in, page):
        skill = scene.make.skill("Négociation", "Negotiation")
        mission = scene.make.mission("Renégocier", owner=scene.karim, needs={skill: 3})
        scene.member()

        shown = page(sign_in(scene.sophie), f"/hr/pools/members?about=mission:{mission.id}")

        assert "Negotiation at 3 or more" in shown.text
        assert "nobody is ranked" in shown.text
        assert f"/hr/pools/members?about=mission:{mission.id}&need={skill.id}:3" in shown.links()

    def test_a_mission_or_a_job_is_chosen_by_its_words(self, scene, sign_in, page):
        client, here = sign_in(scene.sophie), "/hr/pools/members"
        job, over = scene.make.job("Plan de charge"), scene.make.mission("Plan d’été")
        over.status = MissionStatus.CANCELLED
        scene.member()

        shown = page(client, f"{here}?for=PLAN&unit={scene.unit.id}&q=ines")
        nothing = page(client, f"{here}?for=zzz")
        chosen = page(client, f"{here}?unit={scene.unit.id}&q=ines&about=job:{job.id}")

        kept = f"{here}?q=ines&unit={scene.unit.id}&about="
        assert f"{kept}mission:{scene.mission.id}" in shown.links()
        assert f"{kept}job:{job.id}" in shown.links()
        assert f"{kept}mission:{over.id}" not in shown.links()
        assert "Inès Caradec" in shown.text
        assert "No open mission and no job has these words." in nothing.text
        assert "Plan de charge" in chosen.h1
        assert f"{here}?q=ines&unit={scene.unit.id}&" in chosen.links()

    def test_hr_comes_from_the_page_of_a_mission_or_a_job(self, scene, sign_in, page):
        for url, about in (
            (f"/missions/{scene.mission.id}", f"mission:{scene.mission.id}"),
            (f"/jobs/{scene.job.id}", f"job:{scene.job.id}"),
        ):
            link = f"/hr/pools/members?about={about}"
            assert link in page(sign_in(scene.sophie), url).links()
            assert link not in page(sign_in(scene.karim), url).links()

    def test_nobody_is_looked_for_where_nobody_can_come(self, scene, sign_in, page):
        scene.mission.status = MissionStatus.COMPLETED
        scene.job.retired_at = clock.now()
        scene.session.commit()

        for url in (f"/missions/{scene.mission.id}", f"/jobs/{scene.job.id}"):
            links = page(sign_in(scene.sophie), url).links()
            assert not [one for one in links if one.startswith("/hr/pools/members")]

    @pytest.mark.parametrize(
        "query", ["about=mission:0", "about=x", "need=1:9", "need=a:b", "about=job:99999999999"]
    )
    def test_nonsense_in_the_address_is_left_out(self, scene, sign_in, page, query):
        assert "nobody is ranked" in page(sign_in(scene.sophie), f"/hr/pools/members?{query}").text


class TestAsking:
    def test_the_manager_is_asked_before_the_member_hears_of_it(self, scene):
        approach = scene.asked()

        assert approach.status is ApproachStatus.ASKED
        assert scene.told(scene.karim) == ["approach_word_asked"]
        assert scene.told(scene.ines) == []
        with pytest.raises(approaches.ManagerFirst):
            approaches.approach_member(approach, by=scene.by(scene.sophie), now=clock.now())

    def test_once_they_agree_the_member_is_told_and_answers(self, scene):
        approach = scene.asked()
        approaches.agree(approach, by=scene.by(scene.karim), now=clock.now())
        approaches.approach_member(approach, by=scene.by(scene.sophie), now=clock.now())

        approaches.answer(approach, wants=True, by=scene.by(scene.ines), now=clock.now())

        assert approach.status is ApproachStatus.INTERESTED
        assert scene.told(scene.ines) == ["approached"]
        assert scene.told(scene.sophie) == ["approach_agreed", "approach_interested"]

    def test_a_manager_says_when_within_eight_weeks(self, scene):
        approach = scene.asked()
        by = scene.by(scene.karim)

        with pytest.raises(approaches.WrongDay):
            approaches.defer(approach, in_days(57), by=by, now=clock.now())
        approaches.defer(approach, in_days(56), by=by, now=clock.now())

        assert approaches.may_reach(approach)

    def test_a_no_says_why_and_ends_it(self, scene):
        approach = scene.asked()
        by = scene.by(scene.karim)

        with pytest.raises(approaches.ReasonMissing):
            approaches.refuse(approach, "No.", by=by, now=clock.now())
        approaches.refuse(approach, "The winter peak needs all of us.", by=by, now=clock.now())

        with pytest.raises(approaches.ManagerFirst):
            approaches.approach_member(approach, by=scene.by(scene.sophie), now=clock.now())

    def test_silence_lets_hr_go_on(self, scene):
        approach = scene.asked()

        approaches.climb(approach, now=clock.now())
        approaches.approach_member(approach, by=scene.by(scene.sophie), now=clock.now())

        assert approach.status is ApproachStatus.APPROACHED

    def test_without_a_manager_hr_talks_at_once(self, scene):
        alone = scene.member(scene.colleague("Noé Alone", manager=False))

        assert approaches.may_reach(scene.asked(alone))

    def test_the_same_is_asked_once(self, scene):
        membership = scene.member()
        scene.asked(membership)

        with pytest.raises(approaches.AlreadyAsked):
            scene.asked(membership)

    def test_an_answer_is_given_once(self, scene):
        approach = scene.asked()
        approaches.agree(approach, by=scene.by(scene.karim), now=clock.now())

        with pytest.raises(IllegalTransition):
            approaches.agree(approach, by=scene.by(scene.karim), now=clock.now())


class TestPages:
    def test_a_member_sees_their_pools_and_leaves_with_a_word(self, scene, sign_in, page):
        membership = scene.member()
        client = sign_in(scene.ines)

        assert page(client, "/pools").h1 == "You are in one talent pool"
        shown = page(client, f"/pools/members/{membership.id}")
        assert "You owe nobody a reason" in shown.text
        answer = client.post(
            f"/pools/members/{membership.id}/end", data={"version": "1", "word": "Enough."}
        )

        assert answer.location == "/pools"
        stored = scene.session.get(PoolMembership, membership.id, populate_existing=True)
        assert (stored.status, stored.word) == (MembershipStatus.LEFT, "Enough.")

    def test_hr_makes_a_pool_and_changes_it(self, scene, sign_in, page):
        client = sign_in(scene.sophie)
        values = {
            "name_en": "Planners",
            "purpose_en": "Plan the winter.",
            "months": "12",
            "unit_id": "",
            "site_id": "",
        }

        made = client.post("/hr/pools/new", data=values)
        shown = page(client, made.location)
        changed = client.post(
            f"{made.location}/edit", data=values | {"name_en": "Winter planners", "version": "1"}
        )
        old = client.post(f"{made.location}/edit", data=values | {"version": "1"})

        assert shown.h1 == "Planners"
        assert changed.status_code == 302
        assert old.status_code == 409
        assert "Nothing of yours is stored yet" in old.text

    def test_a_pool_without_a_name_or_for_two_places_is_refused_with_all_that_was_typed(
        self, scene, sign_in
    ):
        answer = sign_in(scene.sophie).post(
            "/hr/pools/new",
            data={
                "purpose_en": "Plan <b>the</b> winter.",
                "months": "99",
                "unit_id": str(scene.unit.id),
                "site_id": str(scene.site.id),
            },
        )

        assert answer.status_code == 422
        assert "Plan &lt;b&gt;the&lt;/b&gt; winter." in answer.text
        assert "Give the pool a name" in answer.text
        assert "A number from 1 to 60." in answer.text
        assert "not both" in answer.text

    def test_hr_of_a_part_keeps_no_pool_of_the_whole_house(self, scene, sign_in):
        paula = scene.make.hr_of(scene.site)
        values = {"name_en": "All", "purpose_en": "Everything", "months": "12"}
        client = sign_in(paula)

        refused = client.post("/hr/pools/new", data=values | {"unit_id": "", "site_id": ""})
        made = client.post(
            "/hr/pools/new", data=values | {"unit_id": "", "site_id": str(scene.site.id)}
        )

        assert refused.status_code == 422
        assert made.status_code == 302
        assert client.get(f"/hr/pools/{scene.pool.id}/edit").status_code == 403

    def test_hr_renews_and_ends_on_the_page(self, scene, sign_in):
        membership = scene.member()
        client = sign_in(scene.sophie)
        here = f"/pools/members/{membership.id}"

        early = client.post(f"{here}/renew", data={"version": "1", "until": "2001-01-01"})
        late = client.post(
            f"{here}/renew", data={"version": "1", "until": in_days(700).isoformat()}
        )
        mute = client.post(f"{here}/end", data={"version": "2", "word": "No"})
        ended = client.post(f"{here}/end", data={"version": "2", "word": WHY})

        assert [one.status_code for one in (early, late, mute, ended)] == [422, 302, 422, 302]
        assert "20 characters" in mute.text

    def test_hr_asks_for_a_mission_and_the_manager_answers(self, scene, sign_in, page):
        membership = scene.member()
        client = sign_in(scene.sophie)
        here = f"/hr/pools/members/{membership.id}"

        found = page(client, f"{here}/ask?q=hiver")
        about = f"mission:{scene.mission.id}"
        form = page(client, f"{here}/ask?about={about}")
        nothing = client.post(f"{here}/ask-manager", data={"about": "x"})
        asked = client.post(f"{here}/ask-manager", data={"about": about, "message": "Winter."})
        url = asked.location
        shown = page(sign_in(scene.karim), url)

        assert f"{here}/ask?about={about}".replace(":", "%3A") in [
            link.replace(":", "%3A") for link in found.links()
        ]
        assert "Karim Benali is asked first" in form.text
        assert nothing.status_code == 422
        assert "You have until" in shown.text
        assert page(sign_in(scene.ines), "/pools").text.count("Winter") == 0
        assert sign_in(scene.ines).get(url).status_code == 404
        assert sign_in(scene.karim).post(f"{url}/agree").status_code == 302
        assert sign_in(scene.sophie).post(f"{url}/approach").status_code == 302
        told = page(sign_in(scene.ines), url)
        assert "I want to hear more" in told.text
        assert sign_in(scene.ines).post(f"{url}/answer", data={"wants": "no"}).status_code == 302
        assert scene.session.scalar(sa.select(Approach.status)) is ApproachStatus.NOT_INTERESTED

    def test_the_reason_of_a_manager_is_for_hr_alone(self, scene, sign_in):
        approach = scene.asked()
        url = f"/approaches/{approach.id}"
        reason = "The winter peak needs all of us."

        short = sign_in(scene.karim).post(f"{url}/refuse", data={"reason": "No"})
        sign_in(scene.karim).post(f"{url}/refuse", data={"reason": reason})

        assert short.status_code == 422
        assert reason in sign_in(scene.sophie).get(url).text
        assert sign_in(scene.ines).get(url).status_code == 404

    def test_strangers_find_no_membership_and_no_approach(self, scene, sign_in):
        approach = scene.asked()
        stranger = sign_in(scene.make.person("Sam Stranger"))
        here = f"/pools/members/{approach.membership_id}"

        answers = [
            stranger.get(f"/approaches/{approach.id}"),
            stranger.get(here),
            stranger.post(f"{here}/renew"),
            stranger.post(f"{here}/end"),
            stranger.post(f"/approaches/{approach.id}/agree"),
        ]

        assert {answer.status_code for answer in answers} == {404}
        assert stranger.get("/hr/pools").status_code == 403

    def test_hr_keeps_no_membership_of_its_own(self, scene, sign_in, page):
        membership = scene.member(scene.sophie)
        client = sign_in(scene.sophie)

        renewed = client.post(
            f"/pools/members/{membership.id}/renew", data={"version": "1", "until": "2030-01-01"}
        )

        assert renewed.status_code == 403
        assert "Sophie" not in page(client, f"/hr/pools/{scene.pool.id}").text.split("Narrow")[1]

    def test_pages_speak_french(self, scene, sign_in, page):
        scene.asked()

        ines, karim = (sign_in(one, language="fr") for one in (scene.ines, scene.karim))

        assert page(ines, "/pools").h1 == "Vous êtes dans un vivier"
        assert "attend" in page(karim, "/approaches").h1

    def test_a_full_pool_asks_the_database_as_little_as_an_empty_one(
        self, scene, sign_in, statements
    ):
        client = sign_in(scene.sophie)
        for number in range(40):
            scene.member(scene.colleague(f"Member {number}"))
        client.get("/hr/pools")

        for url in ("/hr/pools", f"/hr/pools/{scene.pool.id}", "/hr/pools/members", "/approaches"):
            with statements() as sent:
                assert client.get(url).status_code == 200
            assert len(sent) <= 15, url


def test_people_are_asked_about_every_intent(scene):
    """A wish of any kind may lead to a pool."""
    campaign = scene.make.campaign(status=CampaignStatus.CALIBRATED)
    nominee = scene.make.nominee(
        campaign, scene.ines, intents=tuple(Intent), status=CandidacyStatus.DECIDED
    )

    for candidacy in queries.hold_nominees([nominee.id])[0].candidacies:
        service.join(candidacy, scene.pool, in_days(90), by=scene.by(scene.sophie), now=clock.now())

    assert scene.session.scalar(sa.select(sa.func.count(PoolMembership.id))) == 1
    assert scene.session.get(Person, scene.ines.id)
