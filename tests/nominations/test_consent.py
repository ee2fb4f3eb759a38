"""The nominee's word: what each answer does, to whom it is told, and what is never told."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from talentgrow.audit.models import AuditEvent, StatusChange
from talentgrow.infra import clock
from talentgrow.infra.i18n import in_language
from talentgrow.kernel.access import SYSTEM, Actor, Role
from talentgrow.kernel.errors import Forbidden, IllegalTransition
from talentgrow.nominations import queries
from talentgrow.nominations.calibration.models import Decision, Placement, SessionNote
from talentgrow.nominations.consent import evidence, pages, service
from talentgrow.nominations.models import Evidence, Intent
from talentgrow.nominations.states import CampaignStatus, NominationStatus
from talentgrow.nominations.states import CandidacyStatus as K
from talentgrow.skills.models import SkillClaim
from tests.nominations.consent import KARIM_SAYS, MAUD_SAYS, House

SOON = timedelta(days=30)


@pytest.fixture
def house(make, session):
    return House(make, session)


def act(house, step, *more, intent=Intent.ADVANCEMENT, by=None):
    """Take a step as Inès does."""
    by = house.actor(by or house.ines)
    getattr(service, step)(house.wish(intent), *more, by=by, now=clock.now())
    house.session.commit()


class TestAnswering:
    def test_a_yes_is_for_one_wish_and_is_told_to_who_nominated(self, house):
        act(house, "accept")

        assert house.wish().status is K.ACCEPTED
        assert house.wish(Intent.PROGRAMME).status is K.INFORMED
        assert house.told(house.karim) == ["accepted"]
        assert house.told(house.ines) == []

    def test_a_yes_after_the_end_goes_to_hr_at_once(self, house):
        house.run(CampaignStatus.CLOSED)
        act(house, "accept")

        assert house.wish().status is K.UNDER_REVIEW
        assert house.moves() == ["accept", "review"]

    @pytest.mark.parametrize(
        "status", [CampaignStatus.CALIBRATED, CampaignStatus.PUBLISHED, CampaignStatus.ARCHIVED]
    )
    def test_once_everything_is_decided_nobody_agrees_any_more(self, house, status):
        house.run(status)

        with pytest.raises(service.CampaignOver):
            act(house, "accept")
        with pytest.raises(service.CampaignOver):
            act(house, "postpone", clock.today() + SOON)

    def test_later_keeps_the_day_and_is_told(self, house):
        day = clock.today() + SOON
        act(house, "postpone", day)

        assert (house.wish().status, house.wish().postponed_until) == (K.POSTPONED, day)
        assert house.told(house.karim) == ["postponed"]

    @pytest.mark.parametrize("days", [-1, 0, 367, 40_000])
    def test_later_is_a_day_to_come_within_a_year(self, house, days):
        with pytest.raises(service.NotThisDay):
            act(house, "postpone", clock.today() + timedelta(days=days))

    def test_a_yes_forgets_the_day(self, house):
        act(house, "postpone", clock.today() + SOON)
        act(house, "accept")

        assert house.wish().postponed_until is None

    def test_a_no_needs_no_reason_and_gives_none_away(self, house):
        act(house, "decline")

        assert house.wish().status is K.DECLINED
        assert house.told(house.karim) == ["declined"]
        change = house.session.scalars(select(StatusChange)).one()
        assert change.reason == ""

    def test_who_said_no_may_change_their_mind(self, house):
        act(house, "decline")
        act(house, "accept")

        assert house.wish().status is K.ACCEPTED

    def test_only_those_who_nominated_for_the_wish_are_told(self, house):
        house.nominate(house.maud, intents=[Intent.PROGRAMME])
        act(house, "accept")

        assert house.told(house.maud) == []
        act(house, "accept", intent=Intent.PROGRAMME)
        assert house.told(house.maud) == ["accepted"]

    def test_who_took_their_nomination_back_is_told_nothing(self, house):
        house.nominate(house.maud, status=NominationStatus.WITHDRAWN)
        act(house, "accept")

        assert house.told(house.maud) == []

    def test_nobody_tells_themselves(self, house):
        house.nominate(house.ines)
        act(house, "accept")

        assert house.told(house.ines) == []

    def test_a_silent_nominee_may_still_answer(self, house):
        house.move("give_back")
        act(house, "accept")

        assert house.wish().status is K.ACCEPTED


class TestTakingConsentBack:
    @pytest.fixture
    def house(self, make, session):
        house = House(make, session, status=K.UNDER_REVIEW)
        house.run(CampaignStatus.CLOSED)
        return house

    def place(self, house):
        sat = house.make.session_of(house.campaign)
        values = {"session_id": sat.id, "nominee_id": house.nominee.id}
        house.session.add(
            Placement(today=2, learning=2, placed_by_id=house.hana.id, at=clock.now(), **values)
        )
        house.session.add(
            SessionNote(text="Agreed by all.", author_id=house.hana.id, at=clock.now(), **values)
        )
        house.session.commit()

    def count(self, house, table):
        return house.session.scalar(select(func.count()).select_from(table))

    def test_what_was_prepared_is_deleted_and_who_prepared_it_is_told(self, house):
        house.staged()
        house.staged(Intent.PROGRAMME)
        act(house, "withdraw_consent")

        assert house.wish().status is K.WITHDRAWN
        left = house.session.scalars(select(Decision)).one()
        assert left.candidacy_id == house.wish(Intent.PROGRAMME).id
        assert house.told(house.hana) == ["decision_dropped"]
        assert house.told(house.karim) == ["consent_withdrawn"]

    def test_the_trail_keeps_that_it_was_deleted_not_what_it_said(self, house):
        house.staged()
        act(house, "withdraw_consent")

        event = house.session.scalars(
            select(AuditEvent).where(AuditEvent.kind == "nominations.decision_dropped")
        ).one()
        assert event.details == {"nominee": house.nominee.id}

    def test_the_grid_and_the_notes_go_with_the_last_wish(self, house):
        self.place(house)
        act(house, "withdraw_consent")
        assert self.count(house, Placement) == self.count(house, SessionNote) == 1

        act(house, "withdraw_consent", intent=Intent.PROGRAMME)
        assert self.count(house, Placement) == self.count(house, SessionNote) == 0

    def test_asking_for_time_takes_out_of_the_session_too(self, house):
        house.staged()
        act(house, "postpone", clock.today() + SOON)

        assert self.count(house, Decision) == 0

    def test_it_is_possible_until_the_answers_are_out(self, house):
        house.run(CampaignStatus.CALIBRATED)
        house.staged()
        act(house, "withdraw_consent")
        assert self.count(house, Decision) == 0

        house.move("decide", Intent.PROGRAMME)
        with pytest.raises(IllegalTransition):
            act(house, "withdraw_consent", intent=Intent.PROGRAMME)

    def test_a_published_answer_is_never_deleted(self, house):
        decision = house.staged(published_at=clock.now(), published_by_id=house.hana.id)
        act(house, "withdraw_consent")

        assert house.session.get(Decision, decision.id) is not None

    def test_hr_reads_the_file_no_more(self, house):
        hana = queries.nominees_visible_to
        reads = house.session.scalars(hana(house_hr(house))).all()
        assert [one.id for one in reads] == [house.nominee.id]
        act(house, "withdraw_consent")
        act(house, "withdraw_consent", intent=Intent.PROGRAMME)

        assert house.session.scalars(hana(house_hr(house))).all() == []


def house_hr(house):
    return Actor(house.hana.id, frozenset({Role.EMPLOYEE, Role.HR}))


class TestAskingAgain:
    def test_after_silence_the_nominee_is_asked_with_a_new_day(self, house):
        house.move("give_back")
        act(house, "ask_again", by=house.karim)

        assert house.wish().status is K.INFORMED
        assert house.told(house.ines) == ["asked_again"]

    @pytest.mark.parametrize("step", ["accept", "decline"])
    def test_who_has_answered_is_left_in_peace(self, house, step):
        act(house, step)

        with pytest.raises(service.HasTheWord):
            act(house, "ask_again", by=house.karim)

    def test_who_asked_for_time_is_given_it(self, house):
        act(house, "postpone", clock.today() + SOON)

        with pytest.raises(service.HasTheWord):
            act(house, "ask_again", by=house.karim)

    def test_who_took_their_nomination_back_asks_nobody(self, house):
        house.move("give_back")
        house.by_karim.status = NominationStatus.WITHDRAWN
        house.session.commit()

        with pytest.raises(Forbidden):
            act(house, "ask_again", by=house.karim)

    def test_once_everything_is_decided_it_is_too_late(self, house):
        house.move("give_back")
        house.run(CampaignStatus.CALIBRATED)

        with pytest.raises(service.CampaignOver):
            act(house, "ask_again", by=house.karim)


class TestOwnWords:
    def save(self, house, words="I would like to lead.", commitment="", seen=1):
        by = house.actor(house.ines)
        found = service.save_words(
            house.nominee, words, commitment, seen=seen, by=by, now=clock.now()
        )
        house.session.commit()
        return found

    def test_they_are_kept_with_their_day(self, house):
        assert self.save(house, commitment="A course in the evening")

        assert house.nominee.words == "I would like to lead."
        assert house.nominee.commitment == "A course in the evening"
        assert house.nominee.words_at is not None
        assert house.nominee.version == 2

    def test_the_same_again_is_no_news_and_no_conflict(self, house):
        self.save(house)

        assert not self.save(house, seen=1)

    def test_an_older_page_does_not_overwrite_newer_words(self, house):
        self.save(house)

        with pytest.raises(service.WordsChanged):
            self.save(house, "Other words", seen=1)

    def test_the_trail_does_not_repeat_them(self, house):
        self.save(house, "A secret between us")

        events = house.session.scalars(select(AuditEvent)).all()
        assert "secret" not in " ".join(str(one.details) for one in events)

    def test_once_everything_is_decided_they_stay(self, house):
        house.run(CampaignStatus.CALIBRATED)

        with pytest.raises(service.CampaignOver):
            self.save(house)


class TestOpeningToTheManager:
    def open(self, house, wanted=True):
        by = house.actor(house.ines)
        to = house.manager.id if wanted else None
        service.open_to_manager(house.nominee, to, by=by, now=clock.now())
        house.session.commit()

    def test_the_manager_is_told_once_there_is_something_to_read(self, house):
        self.open(house)
        assert house.told(house.karim) == []

        act(house, "accept")
        assert "opened_to_manager" in house.told(house.karim)

    def test_opened_after_the_yes_they_are_told_at_once_and_once(self, house):
        act(house, "accept")
        for wanted in (True, False, True):
            self.open(house, wanted)

        assert house.told(house.karim).count("opened_to_manager") == 1

    def test_closed_it_is_closed(self, house):
        self.open(house)
        self.open(house, False)

        assert house.nominee.opened_to_id is None

    def test_each_manager_is_told_of_what_was_opened_to_them(self, house):
        self.open(house)
        house.lead_by(house.noe)
        act(house, "accept")
        assert house.told(house.noe).count("opened_to_manager") == 0
        assert house.told(house.karim).count("opened_to_manager") == 0

        self.open(house)
        assert house.told(house.noe).count("opened_to_manager") == 1
        assert house.told(house.karim).count("opened_to_manager") == 0

    def test_a_manager_who_has_left_is_told_nothing(self, house):
        self.open(house)
        house.karim.left_on = clock.today()
        act(house, "accept")

        assert "opened_to_manager" not in house.told(house.karim)

    def test_the_trail_says_to_whom(self, house):
        self.open(house)
        self.open(house, False)

        found = select(AuditEvent).where(AuditEvent.kind == service.OPENED.name)
        events = house.session.scalars(found.order_by(AuditEvent.id)).all()
        assert [one.details["manager"] for one in events] == [house.karim.id, None]


class TestShowingEvidence:
    def show(self, house, claims=(), credits_=(), visits=()):
        by = house.actor(house.ines)
        done = evidence.show_evidence(
            house.nominee,
            evidence.Picked(
                claim_ids=frozenset(one.id for one in claims),
                credit_ids=frozenset(one.id for one in credits_),
                visit_ids=frozenset(one.id for one in visits),
            ),
            seen=house.nominee.version,
            by=by,
            now=clock.now(),
        )
        house.session.commit()
        return done

    def rows(self, house):
        return house.session.scalars(select(Evidence)).all()

    def test_visits_are_shown_and_hidden_again(self, house):
        mine = house.make.certificate(house.make.visit(house.ines, house.karim))
        theirs = house.make.certificate(house.make.visit(house.karim, house.ines))
        credit = house.credit()

        assert self.show(house, credits_=[credit], visits=[mine])
        assert {one.visit_certificate_id for one in self.rows(house)} == {mine.id, None}
        known = evidence.choices(house.nominee)
        assert (known.visits, known.missions) == ((mine,), (credit,))
        assert known.picked.visit_ids == {mine.id}
        with pytest.raises(evidence.NotYours):
            self.show(house, visits=[theirs])
        assert self.show(house)
        assert self.rows(house) == []

    def test_levels_and_missions_are_shown_and_hidden_again(self, house):
        claim, credit = house.claim(), house.credit()
        assert self.show(house, [claim], [credit])
        assert {(one.claim_id, one.credit_id) for one in self.rows(house)} == {
            (claim.id, None),
            (None, credit.id),
        }
        assert not self.show(house, [claim], [credit])

        self.show(house, [claim])
        assert [one.claim_id for one in self.rows(house)] == [claim.id]

    def test_what_stays_keeps_its_row(self, house):
        first, second = house.claim(), house.claim("Analyse", "Analysis")
        self.show(house, [first])
        (kept,) = self.rows(house)
        kept.note = "See the report"
        house.session.commit()
        self.show(house, [first, second])

        assert "See the report" in [one.note for one in self.rows(house)]

    def test_nobody_shows_the_levels_or_missions_of_others(self, house):
        for shown in (
            {"claims": [house.claim(person=house.noe)]},
            {"credits_": [house.credit(person=house.noe)]},
            {"claims": [SkillClaim(id=999_999)]},
        ):
            with pytest.raises(evidence.NotYours):
                self.show(house, **shown)

    def test_a_dozen_at_most(self, house):
        claims = [house.claim(f"Savoir {n}", f"Skill {n}") for n in range(evidence.MOST + 1)]

        with pytest.raises(evidence.TooMany):
            self.show(house, claims)
        assert self.show(house, claims[:-1])

    def test_confirmed_levels_come_first_then_the_highest(self, house):
        skill = house.make.skill("Zèle", "Zeal")
        house.make.level(house.ines, skill, 5)
        house.claim("Basse", "Low", 1)
        house.claim("Haute", "High", 4)
        nominee = queries.get_nominee(house.actor(house.ines), house.nominee.id)

        found = [one.skill.name.en for one in evidence.choices(nominee).levels]
        assert found == ["High", "Low", "Zeal"]


class TestTheFile:
    """What others read: what was said for the wishes to which the nominee agreed."""

    def file(self, house, reader=None):
        actor = house.actor(reader) if reader else SYSTEM
        house.session.expire_all()
        nominee = house.session.scalars(
            select(pages.Nominee)
            .where(pages.Nominee.id == house.nominee.id)
            .options(*queries.NOMINEE)
        ).one()
        with in_language("en"):
            return pages.file_of(nominee, actor)

    def test_the_nominee_reads_every_voice_others_those_for_agreed_wishes(self, house):
        house.nominate(house.maud, intents=[Intent.PROGRAMME], commitment="Two days a month")
        act(house, "accept")

        mine = self.file(house, house.ines)
        assert [one.text for one in mine.voices] == [KARIM_SAYS, MAUD_SAYS]
        theirs = self.file(house)
        assert [one.text for one in theirs.voices] == [KARIM_SAYS]
        assert theirs.voices[0].wishes == "Advance"
        assert "Two days a month" not in [one.text for one in theirs.offers]

    def test_without_consent_there_is_nothing_to_read(self, house):
        file = self.file(house)

        assert (file.voices, file.offers, file.proofs) == ((), (), ())

    def test_a_nomination_taken_back_is_not_read(self, house):
        house.nominate(house.maud, status=NominationStatus.WITHDRAWN)

        assert [one.author.id for one in self.file(house, house.ines).voices] == [house.karim.id]

    def test_the_same_proof_shown_by_two_stands_once_with_both_names(self, house):
        claim = house.claim()
        other = house.nominate(house.maud)
        house.session.add(Evidence(nomination_id=house.by_karim.id, claim_id=claim.id))
        house.session.add(Evidence(nomination_id=other.id, claim_id=claim.id))
        house.session.add(Evidence(nominee_id=house.nominee.id, claim_id=claim.id))
        house.session.commit()

        (proof,) = self.file(house, house.ines).proofs
        assert proof.shown_by == ("Karim", "Maud", "you")
        assert proof.claim.level == 3

    def test_what_a_self_nomination_commits_to_stands_on_the_persons_side(self, house):
        house.nominate(house.ines, commitment="I learn German")
        file = self.file(house, house.ines)

        assert [one.text for one in file.own_promises] == ["I learn German"]
        assert [one.name for one in file.offers] == ["Karim"]
