"""What both sides say once a mission is over, the levels it gave, and the credit."""

import pytest
import sqlalchemy as sa

from talentgrow.audit.models import AuditEvent, StatusChange
from talentgrow.claims.service import NoSuchLevel
from talentgrow.kernel.errors import IllegalTransition
from talentgrow.missions.applications.models import Credit, Debrief, Growth, Side
from talentgrow.missions.certificates import codes
from talentgrow.missions.debriefs import ended, levels, pages, queries, service
from talentgrow.missions.states import ApplicationStatus as A
from talentgrow.missions.states import MissionStatus as M
from talentgrow.notifications.models import Notice
from talentgrow.skills import queries as skills
from talentgrow.skills.models import ClaimSource, SkillClaim
from tests.missions.finished import Finished

PARTICIPANT, OWNER = Side.PARTICIPANT, Side.OWNER
SAID = {
    "learned": "Lire le carnet",
    "surprised": "Les ateliers répondent vite",
    "to_improve": "Commencer plus tôt",
    "thanks": "Merci à Yann",
}


@pytest.fixture
def over(make):
    return Finished(make)


@pytest.fixture
def told(session):
    """Return a function which lists the kinds of notices somebody got."""

    def told(person):
        rows = sa.select(Notice.kind).where(Notice.person_id == person.id).order_by(Notice.id)
        return list(session.scalars(rows))

    return told


def credits_of(session):
    return list(session.scalars(sa.select(Credit)))


def mission_claims(session):
    found = sa.select(SkillClaim).where(SkillClaim.source == ClaimSource.MISSION)
    return list(session.scalars(found.order_by(SkillClaim.id)))


class TestHowItEnded:
    @pytest.mark.parametrize("outcome", [A.COMPLETED, A.PARTIALLY_COMPLETED, A.DID_NOT_START])
    def test_the_owner_says_it_and_the_person_is_told(self, over, session, told, outcome):
        over.conclude(outcome)

        assert over.application.status is outcome
        assert len(told(over.ines)) == 1
        assert told(over.maud) == []

    def test_twice_is_once(self, over, session):
        over.conclude()
        over.conclude()

        moves = sa.select(StatusChange.move).where(StatusChange.move == "complete")
        assert len(session.scalars(moves).all()) == 1

    def test_another_end_is_refused(self, over):
        over.conclude()

        with pytest.raises(IllegalTransition):
            over.conclude(A.PARTIALLY_COMPLETED)

    def test_nobody_finishes_what_goes_on_but_who_did_not_come_is_seen(self, make):
        running = Finished(make, status=M.IN_PROGRESS)

        with pytest.raises(ended.NotOver):
            running.conclude(A.COMPLETED)
        running.conclude(A.DID_NOT_START)

        assert running.application.status is A.DID_NOT_START

    def test_the_seat_stays_used(self, over):
        over.conclude()

        assert over.mission.taken == 1


class TestWriting:
    def test_may_be_changed_until_both_have_written(self, over, session):
        over.write(PARTICIPANT, "Rien")
        over.write(PARTICIPANT, "Beaucoup")
        over.write(OWNER)

        with pytest.raises(service.Fixed):
            over.write(PARTICIPANT, "Autre chose")
        with pytest.raises(service.Fixed):
            over.write(OWNER, "Autre chose")
        assert queries.debriefs_of(over.application.id)[PARTICIPANT].learned == "Beaucoup"

    def test_the_same_words_sent_again_change_nothing(self, over, session):
        first = over.write(PARTICIPANT)
        over.write(OWNER)

        assert over.write(PARTICIPANT) is first
        events = sa.select(AuditEvent).where(AuditEvent.kind == "debriefs.written")
        assert len(session.scalars(events).all()) == 2

    def test_the_other_side_is_told_once_and_then_that_both_are_in(self, over, told):
        over.write(PARTICIPANT, "Rien")
        over.write(PARTICIPANT, "Beaucoup")
        over.write(OWNER)

        assert told(over.maud) == told(over.yann) == ["missions.debrief_to_write"]
        assert told(over.ines) == ["missions.debrief_to_read"]

    def test_a_co_owner_writes_for_the_owners(self, over):
        over.write(OWNER, "Bien", by=over.yann)
        changed = over.write(OWNER, "Très bien", by=over.maud)

        assert (changed.author_id, changed.learned) == (over.maud.id, "Très bien")

    def test_nobody_looks_back_on_what_goes_on(self, make):
        running = Finished(make, status=M.IN_PROGRESS)

        with pytest.raises(ended.NotOver):
            running.write(PARTICIPANT)
        with pytest.raises(ended.NotOver):
            running.say(PARTICIPANT, {running.orders: 3})

    @pytest.mark.parametrize("status", [A.WITHDRAWN, A.DID_NOT_START, A.DECLINED, A.ACCEPTED])
    def test_nobody_looks_back_on_what_they_did_not_do(self, over, session, status):
        over.application.status = status
        session.commit()

        with pytest.raises(ended.NothingDone):
            over.write(PARTICIPANT)

    def test_who_is_late_still_writes_and_gets_the_credit(self, make, session):
        late = Finished(make, status=M.COMPLETED)

        late.credit()

        assert len(credits_of(session)) == 1


class TestCredit:
    @pytest.mark.parametrize("outcome", [A.COMPLETED, A.PARTIALLY_COMPLETED])
    @pytest.mark.parametrize("order", ["cpo", "cop", "pco", "poc", "ocp", "opc"])
    def test_comes_with_the_last_of_the_three_in_any_order(self, over, session, outcome, order):
        steps = {
            "c": lambda: over.conclude(outcome),
            "p": lambda: over.write(PARTICIPANT),
            "o": lambda: over.write(OWNER),
        }
        for letter in order:
            assert credits_of(session) == []
            steps[letter]()

        assert [credit.application_id for credit in credits_of(session)] == [over.application.id]

    def test_none_for_who_did_not_start(self, over, session):
        over.write(PARTICIPANT)
        over.write(OWNER)
        over.conclude(A.DID_NOT_START)

        assert credits_of(session) == []

    def test_its_code_is_long_enough_not_to_be_guessed(self, over, session):
        over.credit()

        code = credits_of(session)[0].code
        assert len(code) == 14 and set(code) <= {*codes.ALPHABET, "-"}

    def test_the_person_is_told(self, over, told):
        over.credit()

        assert told(over.ines)[-1] == "missions.credited"


class TestLevels:
    def test_the_same_word_of_both_is_a_claim_of_the_mission(self, over, session):
        over.conclude()
        over.say(PARTICIPANT, {over.orders: 3})
        assert mission_claims(session) == []
        over.say(OWNER, {over.orders: 3})

        (claim,) = mission_claims(session)
        assert (claim.person_id, claim.level) == (over.ines.id, 3)
        assert claim.author_id == over.maud.id
        assert claim.note == "Plan de charge d’hiver"
        assert skills.levels_of(over.ines.id)[over.orders.id] == 3

    def test_waits_until_it_is_said_how_the_mission_ended(self, over, session):
        over.say(PARTICIPANT, {over.orders: 3})
        over.say(OWNER, {over.orders: 3})
        assert mission_claims(session) == []

        over.conclude(A.PARTIALLY_COMPLETED)

        assert [claim.level for claim in mission_claims(session)] == [3]

    def test_none_for_who_did_not_start(self, over, session):
        over.say(PARTICIPANT, {over.orders: 3})
        over.say(OWNER, {over.orders: 3})
        over.conclude(A.DID_NOT_START)

        assert mission_claims(session) == []

    def test_where_views_differ_either_may_move(self, over, session):
        over.conclude()
        over.say(PARTICIPANT, {over.orders: 4})
        over.say(OWNER, {over.orders: 3})
        assert mission_claims(session) == []

        over.say(PARTICIPANT, {over.orders: 3})

        assert [claim.level for claim in mission_claims(session)] == [3]

    def test_settled_levels_stay(self, over):
        over.conclude()
        over.say(PARTICIPANT, {over.orders: 3})
        over.say(OWNER, {over.orders: 3})

        assert over.say(OWNER, {over.orders: 3}) == 0
        with pytest.raises(levels.Agreed):
            over.say(OWNER, {over.orders: 4})

    @pytest.mark.parametrize("said", [1, 2])
    def test_never_lowers_what_was_confirmed(self, over, make, session, said):
        make.level(over.ines, over.erp, 2, source=ClaimSource.MANAGER, author=over.karim)
        over.conclude()
        over.say(PARTICIPANT, {over.erp: said})
        over.say(OWNER, {over.erp: said})

        assert mission_claims(session) == []
        assert skills.levels_of(over.ines.id)[over.erp.id] == 2
        growth = queries.growths_of(over.application.id)[over.erp.id]
        assert levels.is_agreed(over.application, growth) and growth.claim_id is None

    def test_confirms_the_level_which_somebody_only_declared(self, over, session):
        over.conclude()
        over.say(PARTICIPANT, {over.orders: 2})
        over.say(OWNER, {over.orders: 2})

        held = next(one for one in skills.held_by(over.ines.id) if one.skill is over.orders)
        assert (held.level, held.source) == (2, ClaimSource.MISSION)

    def test_a_lower_word_than_the_declared_one_adds_nothing(self, over, make, session):
        make.level(over.ines, over.orders, 4)
        over.conclude()
        over.say(PARTICIPANT, {over.orders: 3})
        over.say(OWNER, {over.orders: 3})

        assert mission_claims(session) == []
        assert skills.levels_of(over.ines.id)[over.orders.id] == 4

    def test_remembers_what_was_held_before(self, over):
        over.say(PARTICIPANT, {over.orders: 3, over.erp: 2})

        found = queries.growths_of(over.application.id)
        assert (found[over.orders.id].before, found[over.erp.id].before) == (2, None)

    def test_any_skill_of_the_mission_but_no_other(self, over, make):
        over.say(PARTICIPANT, {over.talk: 4})

        with pytest.raises(levels.NotOfTheMission):
            over.say(PARTICIPANT, {make.skill("Chant"): 4})

    @pytest.mark.parametrize("level", [-1, 6, 10**9])
    def test_only_levels_of_the_scale(self, over, level):
        with pytest.raises(NoSuchLevel):
            over.say(PARTICIPANT, {over.orders: level})

    def test_the_other_side_hears_of_it_once_a_day(self, over, told):
        over.say(PARTICIPANT, {over.orders: 3})
        over.say(PARTICIPANT, {over.erp: 2})
        over.say(PARTICIPANT, {over.erp: 2})

        assert told(over.maud) == told(over.yann) == ["missions.levels_to_answer"]
        assert told(over.ines) == []

    def test_who_says_the_same_leaves_nothing_to_answer(self, over, told):
        over.conclude()
        over.say(PARTICIPANT, {over.orders: 3})
        over.say(OWNER, {over.orders: 3})

        assert told(over.ines) == ["missions.ended_for_you", "missions.level_confirmed"]


class TestClosing:
    def test_waits_for_everybody(self, over, make):
        peer = make.application(over.mission_with_room(), over.eleanor, status=A.IN_PROGRESS)
        over.credit()

        with pytest.raises(service.SomebodyMissing):
            over.close()

        service.conclude(peer, A.DID_NOT_START, by=over.actor(over.maud), now=over.now)
        over.close()
        assert over.mission.status is M.COMPLETED
        over.close()

    def test_names_what_is_missing(self, over):
        over.write(PARTICIPANT)

        (part,) = queries.participations(over.mission.id)
        assert (part.missing, part.is_concluded, part.is_settled) == ([OWNER], False, False)


class TestPages:
    def test_a_story_from_the_end_to_the_credit(self, over, sign_in, page, session):
        ines, maud = sign_in(over.ines), sign_in(over.maud)
        found = page(ines, f"{over.url}/debrief")
        assert found.h1 == "What did this mission give you?"
        assert "Maud reads it once both of you have written" in found.text

        assert ines.post(f"{over.url}/debrief", data=SAID).status_code == 302
        said = {f"level-{over.orders.id}": "3", f"level-{over.erp.id}": "2"}
        assert ines.post(f"{over.url}/levels", data=said).status_code == 302

        seen = page(maud, f"{over.url}/debrief")
        assert SAID["learned"] not in seen.text
        assert "Inès sees level 3. You have not said yours." in seen.text
        assert maud.post(f"{over.url}/outcome", data={"outcome": "completed"}).status_code == 302
        assert (
            maud.post(f"{over.url}/debrief", data={"learned": "Elle mène la revue"}).status_code
            == 302
        )
        said[f"level-{over.erp.id}"] = "1"
        assert maud.post(f"{over.url}/levels", data=said).status_code == 302

        both = page(ines, f"{over.url}/debrief")
        assert "Elle mène la revue" in both.text and SAID["thanks"] in both.text
        assert "Both of you say 3" in both.text
        assert "You see level 2, Maud sees 1." in both.text
        assert f"{over.url}/certificate" in both.links()
        assert page(maud, f"/missions/{over.mission.id}/debriefs").h1 == "Everybody has written"
        assert maud.post(f"/missions/{over.mission.id}/complete").status_code == 302
        assert over.mission.status is M.COMPLETED

    def test_neither_side_reads_the_other_before_both_are_in(self, over, sign_in, page):
        over.write(OWNER, "Un mot de Maud")
        over.make.session.commit()

        found = page(sign_in(over.ines), f"{over.url}/debrief")
        assert "Un mot de Maud" not in found.html
        hr = page(sign_in(over.sophie), f"{over.url}/debrief")
        assert "Un mot de Maud" not in hr.html
        assert "Not both sides have written yet" in hr.text

    def test_what_was_written_is_shown_as_text(self, over, sign_in, page):
        over.write(OWNER, "<script>alert(1)</script>")
        over.write(PARTICIPANT, "{{ 7 * 7 }} <b>gras</b>")

        found = page(sign_in(over.ines), f"{over.url}/debrief")
        assert "<script>alert" not in found.html and "<b>gras" not in found.html
        assert "{{ 7 * 7 }} <b>gras</b>" in found.text

    def test_nothing_written_is_refused_with_the_page(self, over, sign_in, session):
        answer = sign_in(over.ines).post(f"{over.url}/debrief", data={"learned": "  "})

        assert answer.status_code == 422
        assert "Write a few words" in answer.text
        assert session.scalars(sa.select(Debrief)).all() == []

    def test_a_novel_is_refused(self, over, sign_in):
        answer = sign_in(over.ines).post(f"{over.url}/debrief", data={"learned": "é" * 2001})

        assert answer.status_code == 422

    @pytest.mark.parametrize("level", ["6", "-1", "3.5", "³", "x" * 5000, "10"])
    def test_no_level_is_refused(self, over, sign_in, session, level):
        answer = sign_in(over.ines).post(
            f"{over.url}/levels", data={f"level-{over.orders.id}": level}
        )

        assert answer.status_code == 409
        assert session.scalars(sa.select(Growth)).all() == []

    def test_an_unknown_end_is_refused(self, over, sign_in):
        answer = sign_in(over.maud).post(f"{over.url}/outcome", data={"outcome": "withdrawn"})

        assert answer.status_code == 409
        assert over.application.status is A.IN_PROGRESS

    @pytest.mark.parametrize(
        ("who", "read", "write"),
        [
            ("ines", 200, 302),
            ("maud", 200, 302),
            ("yann", 200, 302),
            ("karim", 403, 403),
            ("sophie", 200, 403),
            ("eleanor", 404, 404),
        ],
    )
    def test_who_may(self, over, sign_in, who, read, write):
        client = sign_in(getattr(over, who))

        assert client.get(f"{over.url}/debrief").status_code == read
        assert client.post(f"{over.url}/debrief", data=SAID).status_code == write
        assert client.post(f"{over.url}/levels").status_code == write

    @pytest.mark.parametrize("who", ["ines", "karim", "sophie", "eleanor"])
    def test_only_owners_say_how_it_ended_and_close(self, over, sign_in, who):
        client = sign_in(getattr(over, who))

        said = client.post(f"{over.url}/outcome", data={"outcome": "completed"})
        closed = client.post(f"/missions/{over.mission.id}/complete")

        assert said.status_code in {403, 404} and closed.status_code in {403, 404}
        assert client.get(f"/missions/{over.mission.id}/debriefs").status_code in {403, 404}
        assert over.application.status is A.IN_PROGRESS

    def test_before_the_end_it_says_when(self, make, sign_in, page):
        running = Finished(make, status=M.IN_PROGRESS)

        found = page(sign_in(running.ines), f"{running.url}/debrief")

        assert "You look back on it once it has ended." in found.text

    def test_who_did_not_start_reads_why_there_is_no_form(self, over, sign_in, page):
        over.conclude(A.DID_NOT_START)
        over.make.session.commit()

        found = page(sign_in(over.ines), f"{over.url}/debrief")

        assert "This mission did not start for you" in found.text
        assert found.all("textarea") == []

    def test_speaks_french(self, over, sign_in, page):
        over.say(OWNER, {over.orders: 3})
        over.make.session.commit()

        found = page(sign_in(over.ines, language="fr"), f"{over.url}/debrief")

        assert found.h1 == "Que vous a apporté cette mission ?"
        assert "Maud voit le niveau 3. Vous n’avez pas encore dit le vôtre." in found.text

    def test_asks_few_statements(self, over, sign_in, statements):
        over.credit()
        client = sign_in(over.maud)
        client.get(f"{over.url}/debrief")

        with statements() as sent:
            client.get(f"{over.url}/debrief")

        assert len(sent) <= 15

    def test_missing_people_are_listed_by_name(self, over, sign_in, page):
        found = page(sign_in(over.maud), f"/missions/{over.mission.id}/debriefs")

        assert found.h1 == "One debrief is still missing"
        assert "Inès and you" in found.text
        assert "Close this mission" not in found.text


class TestCard:
    def of(self, over, person):
        application = queries.get(over.actor(person), over.application.id)
        return pages.card(over.actor(person), application, now=over.now)

    def test_says_whose_turn_it_is(self, over):
        over.write(PARTICIPANT)

        mine, theirs = self.of(over, over.ines), self.of(over, over.maud)

        assert mine.ending.mine is not None and not mine.ending.both
        assert theirs.ending.mine is None and theirs.ending.other_name == "Inès"

    def test_the_manager_sees_nothing_before_the_credit(self, over):
        assert self.of(over, over.karim) is None

        over.credit()

        assert self.of(over, over.karim).may_read_credit

    def test_says_nothing_while_the_mission_goes_on(self, make):
        running = Finished(make, status=M.IN_PROGRESS)

        assert self.of(running, running.ines) is None
