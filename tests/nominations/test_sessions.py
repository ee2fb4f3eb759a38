"""Sessions: HR weighs those who agreed, decides wish by wish, and nobody judges their own choice."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from talentgrow.infra import clock
from talentgrow.kernel.access import Actor, Role, Scope
from talentgrow.kernel.errors import Forbidden, IllegalTransition, NotFound
from talentgrow.missions.applications.models import NextStep
from talentgrow.nominations.calibration import preparing, queries, service, talking
from talentgrow.nominations.calibration.models import (
    CalibrationSession,
    Decision,
    Grouping,
    Outcome,
    Placement,
    SessionNote,
)
from talentgrow.nominations.calibration.values import LONGEST_WAIT_DAYS, WrongDecision
from talentgrow.nominations.consent.leaving import leave_session
from talentgrow.nominations.states import (
    CampaignStatus,
    CandidacyStatus,
    NominationStatus,
    SessionStatus,
)
from tests.nominations.session_scene import YES, SessionScene, soon


@pytest.fixture
def scene(make, session):
    return SessionScene(make, session)


class TestWhoStandsInASession:
    def names(self, scene, actor=None):
        found = queries.nominees_of(scene.meeting, actor or scene.sophies)
        return [one.person.given_name for one in found]

    def test_those_who_agreed_by_name(self, scene):
        zoe = scene.colleague("Zoé Silent", "Usine")
        scene.nominate(zoe, status=CandidacyStatus.INFORMED)
        ada = scene.colleague("Ada Ready", "Usine")
        scene.nominate(ada, status=CandidacyStatus.ACCEPTED)

        assert self.names(scene) == ["Ada", "Awa", "Inès"]

    @pytest.mark.parametrize(
        "status", [CandidacyStatus.WITHDRAWN, CandidacyStatus.POSTPONED, CandidacyStatus.DECLINED]
    )
    def test_who_took_it_back_is_gone_at_once(self, scene, status):
        scene.wishes_of(scene.of_ines)[0].status = status
        scene.session.flush()

        assert self.names(scene) == ["Awa"]

    def test_nobody_weighs_themselves(self, scene):
        scene.nominate(scene.sophie)

        assert "Sophie" not in self.names(scene)
        assert "Sophie" in self.names(scene, scene.by(scene.valerie))

    def test_nobody_weighs_whom_they_nominated_or_wrote_about(self, scene):
        karl = scene.colleague("Karl Chosen", "Usine")
        scene.nominate(karl, by=scene.sophie)
        lea = scene.colleague("Léa Written", "Usine")
        written = scene.nominate(lea)
        scene.said_of(written).submitter_id = scene.sophie.id
        scene.session.flush()

        assert self.names(scene) == ["Awa", "Inès"]
        assert self.names(scene, scene.by(scene.valerie)) == ["Awa", "Inès", "Karl", "Léa"]

    def test_taking_a_nomination_back_makes_nobody_a_judge(self, scene):
        karl = scene.colleague("Karl Chosen", "Usine")
        chosen = scene.nominate(karl, by=scene.sophie)
        scene.said_of(chosen).status = NominationStatus.WITHDRAWN
        scene.session.flush()

        assert "Karl" not in self.names(scene)

    def test_only_those_of_the_part_it_is_about(self, scene):
        scene.meeting.unit_id = scene.units["Usine"].id
        scene.session.flush()

        assert self.names(scene) == ["Awa"]

    def test_hr_of_a_part_finds_sessions_about_it_alone(self, scene):
        usine = scene.units["Usine"].id
        actor = Actor(
            scene.valerie.id,
            frozenset({Role.HR}),
            scope=Scope(unit_ids=frozenset({usine})),
            reaches={scene.awa.id}.__contains__,
        )
        with pytest.raises(NotFound):
            queries.get_session(actor, scene.meeting.id)
        scene.meeting.unit_id = usine
        scene.session.flush()

        assert queries.get_session(actor, scene.meeting.id).id == scene.meeting.id
        assert self.names(scene, actor) == ["Awa"]
        assert [one.id for one in queries.sessions_of(scene.campaign, actor)] == [scene.meeting.id]

    @pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.MANAGER, Role.ADMIN])
    def test_nobody_else_finds_one(self, scene, role):
        with pytest.raises(NotFound):
            queries.get_session(Actor(scene.denis.id, frozenset({role})), scene.meeting.id)

    def test_the_list_and_the_one_say_the_same(self, scene):
        scene.nominate(scene.sophie)
        hidden = scene.nominate(scene.valerie, by=scene.sophie)

        for actor in (scene.sophies, scene.by(scene.valerie)):
            listed = {one.id for one in queries.nominees_of(scene.meeting, actor)}
            weighed = {row.wish.nominee_id for row in queries.wishes_in(scene.meeting, actor)}
            assert weighed == listed
            for nominee in (scene.of_awa, scene.of_ines, hidden):
                if nominee.id in listed:
                    assert queries.get_nominee(scene.meeting, actor, nominee.id)
                else:
                    with pytest.raises(NotFound):
                        queries.get_nominee(scene.meeting, actor, nominee.id)


class TestPreparing:
    def prepare(self, scene, by=None, **values):
        said = {"name_fr": "Ouest", "held_on": soon(3)} | values
        return preparing.prepare(
            scene.campaign, preparing.SessionValues(**said), by=by or scene.sophies, now=scene.now
        )

    def test_a_session_is_about_everybody_unless_told(self, scene):
        made = self.prepare(scene, grouped_by=Grouping.SITE)

        assert (made.unit_id, made.site_id, made.status) == (None, None, SessionStatus.PREPARED)
        assert made.grouped_by is Grouping.SITE

    def test_it_takes_over_the_part_of_its_campaign(self, scene):
        scene.campaign.unit_id = scene.units["Usine"].id
        scene.session.flush()

        assert self.prepare(scene).unit_id == scene.units["Usine"].id

    def test_not_about_a_part_that_is_not_yours(self, scene):
        scope = Scope(unit_ids=frozenset({scene.units["Usine"].id}))
        actor = Actor(scene.valerie.id, frozenset({Role.HR}), scope=scope)

        for unit_id in (None, scene.units["Clients"].id):
            with pytest.raises(preparing.NotYours):
                self.prepare(scene, actor, unit_id=unit_id)
        assert self.prepare(scene, actor, unit_id=scene.units["Usine"].id)

    @pytest.mark.parametrize("status", [CampaignStatus.CALIBRATED, CampaignStatus.PUBLISHED])
    def test_not_once_everything_is_decided(self, scene, status):
        scene.campaign.status = status
        scene.session.flush()

        with pytest.raises(service.TooEarly):
            self.prepare(scene)


class TestRunning:
    @pytest.fixture
    def prepared(self, scene):
        return scene.make.session_of(scene.campaign, "Second")

    def test_begins_once_the_campaign_has_closed(self, scene, prepared):
        scene.campaign.status = CampaignStatus.OPEN
        scene.session.flush()
        with pytest.raises(service.TooEarly):
            service.start(prepared, by=scene.sophies, now=scene.now)

        scene.campaign.status = CampaignStatus.CLOSED
        scene.session.flush()
        service.start(prepared, by=scene.sophies, now=scene.now)
        assert prepared.status is SessionStatus.RUNNING

    def test_does_not_begin_twice(self, scene):
        with pytest.raises(IllegalTransition):
            service.start(scene.meeting, by=scene.sophies, now=scene.now)

    def test_closes_once_every_wish_has_an_answer(self, scene):
        for nominee in (scene.of_awa, scene.of_ines):
            for place in range(len(scene.wishes_of(nominee))):
                with pytest.raises(service.NotAllDecided):
                    service.close(scene.meeting, by=scene.sophies, now=scene.now)
                scene.stage(scene.wish(nominee, place))

        service.close(scene.meeting, by=scene.sophies, now=scene.now)
        assert scene.meeting.status is SessionStatus.CLOSED

    def test_wishes_of_those_whom_one_may_not_weigh_count_too(self, scene):
        for nominee in (scene.of_awa, scene.of_ines):
            for place in range(len(scene.wishes_of(nominee))):
                scene.stage(scene.wish(nominee, place))
        scene.nominate(scene.colleague("Karl Chosen", "Usine"), by=scene.sophie)

        with pytest.raises(service.NotAllDecided):
            service.close(scene.meeting, by=scene.sophies, now=scene.now)

    def test_those_of_another_part_do_not_count(self, scene):
        scene.meeting.unit_id = scene.units["Clients"].id
        scene.session.flush()
        scene.stage(scene.wish(scene.of_ines))

        service.close(scene.meeting, by=scene.sophies, now=scene.now)
        assert scene.meeting.status is SessionStatus.CLOSED

    def test_closing_forgets_who_stood_where(self, scene):
        scene.meeting.unit_id = scene.units["Clients"].id
        scene.session.flush()
        scene.stage(scene.wish(scene.of_ines))
        talking.place(scene.meeting, scene.of_ines, (2, 3), by=scene.sophies, now=scene.now)

        service.close(scene.meeting, by=scene.sophies, now=scene.now)
        assert scene.session.scalar(sa.select(Placement)) is None


class TestDeciding:
    def test_a_yes_with_a_pool(self, scene):
        pool = scene.make.pool()
        values = replace(YES, pool_id=pool.id, pool_until=soon(400))
        decision = scene.stage(scene.wish(scene.of_ines), values)

        assert (decision.outcome, decision.pool_id, decision.version) == (YES.outcome, pool.id, 1)
        assert decision.session_id == scene.meeting.id
        assert decision.published_at is None
        assert scene.wish(scene.of_ines).status is CandidacyStatus.UNDER_REVIEW

    def test_what_belongs_to_another_answer_is_dropped(self, scene):
        values = replace(scene.not_now(), next_step=NextStep.PATH, next_note="Look", reason=" Why ")
        decision = scene.stage(scene.wish(scene.of_ines), values)

        assert (decision.next_step, decision.next_note, decision.reason) == (None, "", "Why")

    @pytest.mark.parametrize(
        ("answer", "missing", "field"),
        [
            ("not_now", {"review_on": None}, "review_on"),
            ("not_now", {"review_on": soon(0)}, "review_on"),
            ("not_now", {"review_on": soon(LONGEST_WAIT_DAYS + 1)}, "review_on"),
            ("not_now", {"action": "  "}, "action"),
            ("not_now", {"action": "a" * 1001}, "action"),
            ("not_now", {"action_owner_id": None}, "action_owner_id"),
            ("not_now", {"action_owner_id": 999999}, "action_owner_id"),
            ("no", {"reason": "Too short."}, "reason"),
            ("no", {"reason": " " * 30}, "reason"),
            ("no", {"next_step": None}, "next_step"),
            ("no", {"next_note": ""}, "next_note"),
            ("no", {"talk_with_id": 999999}, "talk_with_id"),
        ],
    )
    def test_an_answer_in_which_something_is_missing(self, scene, answer, missing, field):
        values = getattr(scene, answer)(**missing)

        with pytest.raises(WrongDecision) as error:
            scene.stage(scene.wish(scene.of_ines), values)
        assert set(error.value.errors) == {field}
        assert scene.session.scalar(sa.select(Decision)) is None

    def test_a_pool_comes_with_a_day_and_a_day_with_a_pool(self, scene):
        pool = scene.make.pool()
        for more in ({"pool_id": pool.id}, {"pool_until": soon(9)}):
            with pytest.raises(WrongDecision):
                scene.stage(scene.wish(scene.of_ines), replace(YES, **more))

    def test_not_into_a_pool_of_another_part_or_one_that_is_retired(self, scene):
        scope = Scope(unit_ids=frozenset({scene.units["Clients"].id}))
        actor = Actor(scene.valerie.id, frozenset({Role.HR}), scope=scope, reaches=lambda _id: True)
        scene.meeting.unit_id = scene.units["Clients"].id
        pools = scene.make.pool(), scene.make.pool("Old", retired_at=clock.now())
        for by, pool in zip((actor, scene.sophies), pools, strict=True):
            values = replace(YES, pool_id=pool.id, pool_until=soon(100))
            with pytest.raises(WrongDecision) as error:
                scene.stage(scene.wish(scene.of_ines), values, by=by)
            assert set(error.value.errors) == {"pool_id"}

    def test_the_nominee_owes_nothing_by_decision(self, scene):
        values = scene.not_now(action_owner_id=scene.ines.id)
        with pytest.raises(WrongDecision):
            scene.stage(scene.wish(scene.of_ines), values)

    @pytest.mark.parametrize("who", ["denis", "sophie"])
    def test_who_manages_nominates_or_decides_may_owe_something(self, scene, who):
        values = scene.not_now(action_owner_id=getattr(scene, who).id)
        assert (
            scene.stage(scene.wish(scene.of_ines), values).action_owner_id == values.action_owner_id
        )

    def test_nobody_decides_about_themselves(self, scene):
        own = scene.nominate(scene.sophie)
        wish = queries.get_nominee(scene.meeting, scene.by(scene.valerie), own.id).candidacies[0]

        with pytest.raises(Forbidden):
            scene.stage(wish)

    def test_nobody_decides_about_whom_they_nominated(self, scene):
        chosen = scene.nominate(scene.colleague("Karl Chosen", "Usine"), by=scene.sophie)
        wish = queries.get_nominee(scene.meeting, scene.by(scene.valerie), chosen.id).candidacies[0]

        with pytest.raises(Forbidden):
            scene.stage(wish)
        assert scene.stage(wish, by=scene.by(scene.valerie))

    @pytest.mark.parametrize(
        "status", [s for s in CampaignStatus if s is not CampaignStatus.CLOSED]
    )
    def test_only_while_the_campaign_is_closed_and_not_decided(self, scene, status):
        wish = scene.wish(scene.of_ines)
        scene.campaign.status = status
        scene.session.flush()

        with pytest.raises(service.NotDecidable):
            scene.stage(wish)

    @pytest.mark.parametrize("status", [SessionStatus.PREPARED, SessionStatus.CLOSED])
    def test_only_in_a_session_that_runs(self, scene, status):
        wish = scene.wish(scene.of_ines)
        scene.meeting.status = status
        scene.session.flush()

        with pytest.raises(service.NotDecidable):
            scene.stage(wish)

    def test_not_in_the_session_of_another_campaign(self, scene):
        other = scene.make.session_of(scene.make.campaign("Autre"), status=SessionStatus.RUNNING)

        with pytest.raises(service.NotDecidable):
            scene.stage(scene.wish(scene.of_ines), session=other)

    def test_outside_of_any_session(self, scene):
        assert scene.stage(scene.wish(scene.of_ines), session=None).session_id is None

    @pytest.mark.parametrize(
        "status", [s for s in CandidacyStatus if s is not CandidacyStatus.UNDER_REVIEW]
    )
    def test_only_about_a_wish_that_is_weighed(self, scene, status):
        wish = scene.wish(scene.of_ines)
        wish.status = status
        scene.session.flush()

        with pytest.raises(service.NotDecidable):
            scene.stage(wish)


class TestTwoInHr:
    def test_the_second_does_not_overwrite_the_first_unseen(self, scene):
        wish = scene.wish(scene.of_ines)
        scene.stage(wish)

        with pytest.raises(service.DecisionChanged):
            scene.stage(wish, scene.no(), by=scene.by(scene.valerie))
        assert queries.decision_on(wish.id).outcome is Outcome.APPROVED

    def test_who_has_read_it_puts_another_in_its_place(self, scene):
        wish = scene.wish(scene.of_ines)
        scene.stage(wish)
        decision = scene.stage(wish, scene.no(), seen=1, by=scene.by(scene.valerie))

        assert (decision.outcome, decision.version) == (Outcome.REJECTED, 2)
        assert decision.staged_by_id == scene.valerie.id

    def test_the_same_answer_is_no_conflict_and_no_change(self, scene):
        wish = scene.wish(scene.of_ines)
        scene.stage(wish)
        again = scene.stage(wish, seen=1, by=scene.by(scene.valerie))

        assert (again.version, again.staged_by_id) == (1, scene.sophie.id)
        assert len(scene.trail("decision_staged")) == 1

    def test_one_conflict_stores_nothing_of_the_rest(self, scene):
        first, second = scene.full(scene.of_awa).candidacies
        scene.stage(first)
        said = {second.id: service.Said(YES, 0), first.id: service.Said(scene.no(), 0)}

        with pytest.raises(service.DecisionChanged):
            service.stage_all(scene.of_awa, said, by=scene.sophies, now=scene.now)
        assert queries.decision_on(second.id) is None

    def test_an_answer_that_was_taken_back_meanwhile_is_a_conflict_too(self, scene):
        wish = scene.wish(scene.of_ines)
        scene.stage(wish)
        service.unstage(wish, seen=1, by=scene.sophies, now=scene.now)

        with pytest.raises(service.DecisionChanged):
            scene.stage(wish, scene.no(), seen=1, by=scene.by(scene.valerie))

    def test_taking_back_what_somebody_changed_is_refused(self, scene):
        wish = scene.wish(scene.of_ines)
        scene.stage(wish)
        scene.stage(wish, scene.no(), seen=1)

        with pytest.raises(service.DecisionChanged):
            service.unstage(wish, seen=1, by=scene.by(scene.valerie), now=scene.now)
        service.unstage(wish, seen=2, by=scene.by(scene.valerie), now=scene.now)
        assert queries.decision_on(wish.id) is None

    def test_the_trail_says_who_changed_what_without_the_words(self, scene):
        wish = scene.wish(scene.of_ines)
        scene.stage(wish)
        scene.stage(wish, scene.no(), seen=1, by=scene.by(scene.valerie))
        service.unstage(wish, seen=2, by=scene.sophies, now=scene.now)

        first, second = scene.trail("decision_staged")
        assert (first.details["before"], first.details["after"]) == ("", "approved")
        assert (second.details["before"], second.details["after"]) == ("approved", "rejected")
        assert second.actor_id == scene.valerie.id
        assert scene.no().reason not in str(second.details)
        assert scene.trail("decision_unstaged")[0].details["before"] == "rejected"


class TestTheGrid:
    def place(self, scene, box, nominee=None, by=None):
        talking.place(
            scene.meeting, nominee or scene.of_ines, box, by=by or scene.sophies, now=scene.now
        )
        row = scene.session.scalar(sa.select(Placement))
        return (row.today, row.learning) if row else None

    def test_moves_somebody_and_takes_them_off(self, scene):
        assert self.place(scene, (1, 3)) == (1, 3)
        assert self.place(scene, (2, 2)) == (2, 2)
        assert self.place(scene, None) is None

    @pytest.mark.parametrize("box", [(0, 0), (4, 1), (1, 4)])
    def test_has_nine_boxes(self, scene, box):
        with pytest.raises(talking.OffTheGrid):
            self.place(scene, box)

    def test_is_off_unless_the_campaign_has_one(self, scene):
        scene.campaign.has_nine_box = False
        scene.session.flush()

        with pytest.raises(talking.OffTheGrid):
            self.place(scene, (1, 1))

    @pytest.mark.parametrize("status", [SessionStatus.PREPARED, SessionStatus.CLOSED])
    def test_only_in_a_session_that_runs(self, scene, status):
        scene.meeting.status = status
        scene.session.flush()

        with pytest.raises(talking.SessionOver):
            self.place(scene, (1, 1))

    def test_leaves_nothing_in_the_trail(self, scene):
        before = scene.session.scalar(
            sa.select(sa.func.count()).select_from(sa.text("audit_event"))
        )
        self.place(scene, (3, 3))

        after = scene.session.scalar(sa.select(sa.func.count()).select_from(sa.text("audit_event")))
        assert after == before

    def test_nobody_places_whom_they_nominated(self, scene):
        chosen = scene.nominate(scene.colleague("Karl Chosen", "Usine"), by=scene.sophie)

        with pytest.raises(Forbidden):
            self.place(scene, (1, 1), chosen)

    def test_who_takes_consent_back_leaves_the_grid_and_the_notes(self, scene):
        self.place(scene, (3, 3))
        talking.note(scene.meeting, "Ready", scene.of_ines, by=scene.sophies, now=scene.now)
        wish = scene.wish(scene.of_ines)
        wish.status = CandidacyStatus.WITHDRAWN
        scene.session.flush()
        leave_session(wish.nominee, wish, by=Actor(scene.ines.id, frozenset()), now=scene.now)

        assert scene.session.scalar(sa.select(Placement)) is None
        assert scene.session.scalar(sa.select(SessionNote)) is None
        with pytest.raises(Forbidden):
            self.place(scene, (1, 1))


class TestNotes:
    @pytest.mark.parametrize("text", ["", "   ", "a" * 1001])
    def test_have_words_and_not_too_many(self, scene, text):
        with pytest.raises(talking.NoteEmpty):
            talking.note(scene.meeting, text, None, by=scene.sophies, now=scene.now)

    def test_are_read_about_those_whom_one_weighs_and_about_all(self, scene):
        for about in (None, scene.of_awa, scene.of_ines):
            talking.note(scene.meeting, "Said", about, by=scene.sophies, now=scene.now)

        found = queries.notes(scene.meeting.id, [scene.of_awa.id])
        assert [one.nominee_id for one in found] == [None, scene.of_awa.id]

    def test_end_with_the_session(self, scene):
        scene.meeting.status = SessionStatus.CLOSED
        scene.session.flush()

        with pytest.raises(talking.SessionOver):
            talking.note(scene.meeting, "Late", None, by=scene.sophies, now=scene.now)

    def test_sessions_stand_by_day(self, scene):
        early = scene.make.session_of(scene.campaign, "First", held_on=soon(-3))

        found = queries.sessions_of(scene.campaign, scene.sophies)
        assert [one.id for one in found] == [early.id, scene.meeting.id]
        assert isinstance(found[0], CalibrationSession)
        assert found[0].held_on + timedelta(days=3) == clock.today()
