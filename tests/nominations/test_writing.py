"""Writing a nomination: who may, what is kept, what is sent, and what taking it back leaves."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from talentgrow.audit.models import AuditEvent, StatusChange
from talentgrow.infra import clock
from talentgrow.infra.i18n import in_language
from talentgrow.kernel.access import Actor, Role
from talentgrow.missions.applications.models import Credit
from talentgrow.missions.states import ApplicationStatus, MissionStatus
from talentgrow.nominations import policy, queries
from talentgrow.nominations.campaigns import life
from talentgrow.nominations.models import Candidacy, Intent, Nomination, Nominee, Relation
from talentgrow.nominations.states import CampaignStatus, CandidacyStatus, NominationStatus
from talentgrow.nominations.writing import eligibility, evidence, held, pages, service
from talentgrow.nominations.writing.evidence import Picks
from talentgrow.notifications.models import Notice
from talentgrow.shadowing.states import VisitStatus
from talentgrow.skills.models import ClaimSource

C, K, N = CampaignStatus, CandidacyStatus, NominationStatus
WHY = "Elle a remis la ligne 3 à l’heure en formant les autres."
TWO = {Intent.ADVANCEMENT: None, Intent.LATERAL: None}


class Scene:
    """Karim manages Inès; Maud manages another team; Noé is a colleague; Sophie is HR."""

    def __init__(self, make, session, **campaign):
        self.make, self.session = make, session
        self.site = make.site("Angers")
        self.job, self.target = make.job("Clientèle"), make.job("Pilote de flux")
        self.karim, self.maud = make.person("Karim Benali"), make.person("Maud Le Goff")
        self.sophie = make.person("Sophie Marchal", role=Role.HR)
        self.ines = self._report("Inès Caradec", self.karim)
        self.noe = self._report("Noé Adam", self.maud)
        self.campaign = make.campaign("Talents d’automne", **campaign)
        self.session.flush()

    def _report(self, name, manager):
        person = self.make.person(name)
        self.make.assignment(person, self.job, manager=manager, site=self.site)
        return person

    def by(self, person):
        reports = {self.karim.id: {self.ines.id}, self.maud.id: {self.noe.id}}
        role = Role.HR if person is self.sophie else Role.EMPLOYEE
        return Actor(person.id, frozenset({role}), frozenset(reports.get(person.id, ())))

    def draft(self, person, about, wishes=None, why=WHY, **more):
        nomination = service.start(
            self.campaign, about.id, by=self.by(person), now=clock.now(), **more
        )
        service.save_purpose(
            nomination,
            {Intent.ADVANCEMENT: None} if wishes is None else wishes,
            seen=nomination.version,
            late_reason="Il était en congé." if nomination.is_late else "",
        )
        service.save_why(nomination, why, seen=nomination.version)
        return nomination

    def send(self, nomination, person):
        return service.submit(
            nomination, seen=nomination.version, by=self.by(person), now=clock.now()
        )

    def sent(self, person, about, wishes=None, **more):
        nomination = self.draft(person, about, wishes, **more)
        self.send(nomination, person)
        return nomination

    def wishes(self, person):
        rows = self.session.scalars(
            sa.select(Candidacy)
            .join(Nominee)
            .where(Nominee.person_id == person.id)
            .order_by(Candidacy.id)
        )
        return {one.intent: one.status for one in rows}

    def candidacy(self, person, intent=Intent.ADVANCEMENT):
        return self.session.scalar(
            sa.select(Candidacy)
            .join(Nominee)
            .where(Nominee.person_id == person.id, Candidacy.intent == intent)
        )

    def told(self, person):
        kinds = self.session.scalars(
            sa.select(Notice.kind).where(Notice.person_id == person.id).order_by(Notice.id)
        )
        return [kind.removeprefix("nominations.") for kind in kinds]

    def moves(self, record):
        found = sa.select(StatusChange.move).where(
            StatusChange.subject == f"{record.__tablename__}:{record.id}"
        )
        return list(self.session.scalars(found.order_by(StatusChange.id)))

    def close(self):
        self.campaign.status = C.CLOSED
        self.campaign.closes_on = clock.today() - timedelta(days=1)
        self.session.flush()


@pytest.fixture
def scene(make, session, app):
    with app.test_request_context():
        yield Scene(make, session)


class TestWhoMayNominate:
    def test_a_manager_nominates_a_report_and_anybody_else(self, scene):
        own = scene.draft(scene.karim, scene.ines)
        other = scene.draft(scene.karim, scene.noe)

        assert (own.relation, other.relation) == (Relation.MANAGER, Relation.OTHER_MANAGER)

    def test_everybody_nominates_themselves(self, scene):
        assert scene.draft(scene.noe, scene.noe).relation is Relation.SELF

    def test_a_colleague_only_where_the_campaign_allows_it(self, scene):
        with pytest.raises(eligibility.CannotNominate):
            scene.draft(scene.noe, scene.ines)

        scene.campaign.peers_nominate = True

        assert scene.draft(scene.noe, scene.ines).relation is Relation.COLLEAGUE

    def test_nobody_outside_the_part_for_which_it_is_held(self, scene):
        scene.campaign.site_id = scene.make.site("Brest").id

        with pytest.raises(eligibility.CannotNominate):
            scene.draft(scene.karim, scene.ines)

    def test_nobody_who_has_left(self, scene):
        scene.ines.left_on = clock.today()

        with pytest.raises(eligibility.CannotNominate):
            scene.draft(scene.karim, scene.ines)

    @pytest.mark.parametrize("status", sorted(set(C) - {C.OPEN}))
    def test_only_in_an_open_campaign(self, scene, status):
        scene.campaign.status = status

        with pytest.raises(eligibility.NotOpen):
            scene.draft(scene.karim, scene.ines)

    @pytest.mark.parametrize(("opens", "closes"), [(-9, -1), (1, 9)])
    def test_only_between_its_days_even_before_the_night(self, scene, opens, closes):
        scene.campaign.opens_on = clock.today() + timedelta(days=opens)
        scene.campaign.closes_on = clock.today() + timedelta(days=closes)

        with pytest.raises(eligibility.NotOpen):
            scene.draft(scene.karim, scene.ines)

    def test_the_last_day_counts(self, scene):
        scene.campaign.closes_on = clock.today()

        assert scene.sent(scene.karim, scene.ines).status is N.SUBMITTED


class TestADraft:
    def test_is_nobody_elses_business(self, scene):
        draft = scene.draft(scene.karim, scene.ines)

        assert scene.session.scalar(sa.select(Nominee)) is None
        assert scene.told(scene.ines) == []
        for reader in (scene.ines, scene.maud, scene.sophie):
            with pytest.raises(queries.NotFound):
                queries.get_nomination(scene.by(reader), draft.id)

    def test_is_the_same_when_begun_again(self, scene):
        first = scene.draft(scene.karim, scene.ines)
        again = service.start(
            scene.campaign, scene.ines.id, by=scene.by(scene.karim), now=clock.now()
        )

        assert again.id == first.id
        assert again.rationale == WHY

    def test_keeps_each_step(self, scene):
        draft = scene.draft(scene.karim, scene.ines, {Intent.LATERAL: scene.target.id})
        service.save_offer(draft, "Un mentor", scene.maud, seen=draft.version)
        kept = held.hold(draft.id)

        assert [(row.intent, row.target_id) for row in kept.intents] == [
            (Intent.LATERAL, scene.target.id)
        ]
        assert (kept.commitment, kept.reference) == ("Un mentor", scene.maud)

    def test_keeps_a_wish_that_stays_and_drops_the_other(self, scene):
        draft = scene.draft(scene.karim, scene.ines, TWO)
        (first, _second) = draft.intents
        service.save_purpose(draft, {Intent.ADVANCEMENT: scene.target.id}, seen=draft.version)

        assert [(row.id, row.target_id) for row in held.hold(draft.id).intents] == [
            (first.id, scene.target.id)
        ]

    def test_loses_no_word_to_an_older_page(self, scene):
        draft = scene.draft(scene.karim, scene.ines)
        seen = draft.version
        service.save_why(draft, "Autre chose, mieux dite.", seen=seen)

        with pytest.raises(held.NominationChanged):
            service.save_why(draft, "D’un vieil onglet.", seen=seen)
        assert held.hold(draft.id).rationale == "Autre chose, mieux dite."

    def test_names_only_what_is_in_play(self, scene):
        draft = scene.draft(scene.karim, scene.ines)
        scene.campaign.intents[:] = [
            one for one in scene.campaign.intents if one.intent is Intent.LATERAL
        ]

        with pytest.raises(service.WrongIntent):
            service.save_purpose(draft, {Intent.PROGRAMME: None}, seen=draft.version)

    @pytest.mark.parametrize("who", ["ines", "karim"])
    def test_names_a_third_person_who_can_say_more(self, scene, who):
        draft = scene.draft(scene.karim, scene.ines)

        with pytest.raises(eligibility.CannotNominate):
            service.save_offer(draft, "", getattr(scene, who), seen=draft.version)

    def test_begins_with_what_lapsed_when_the_campaign_is_opened_again(self, scene):
        draft = scene.draft(scene.karim, scene.ines, {Intent.LATERAL: scene.target.id})
        draft.status = N.LAPSED
        scene.session.flush()
        again = service.start(
            scene.campaign, scene.ines.id, by=scene.by(scene.karim), now=clock.now()
        )

        assert again.id != draft.id
        assert again.rationale == WHY
        assert [row.target_id for row in again.intents] == [scene.target.id]


class TestWhatShowsIt:
    @pytest.fixture
    def claims(self, scene):
        skill, other = scene.make.skill("Planification"), scene.make.skill("Négociation")
        confirmed = scene.make.level(
            scene.ines, skill, 3, source=ClaimSource.MANAGER, author=scene.karim
        )
        declared = scene.make.level(scene.ines, other, 4)
        return confirmed, declared

    @pytest.fixture
    def credit(self, scene):
        mission = scene.make.mission("Plan d’hiver", status=MissionStatus.COMPLETED)
        done = scene.make.application(mission, scene.ines, status=ApplicationStatus.COMPLETED)
        credit = Credit(application_id=done.id, code="ABC", at=clock.now())
        scene.session.add(credit)
        scene.session.flush()
        return credit

    def test_is_chosen_among_confirmed_levels_and_missions_that_count(self, scene, claims, credit):
        draft = scene.draft(scene.karim, scene.ines)
        known = evidence.for_draft(scene.by(scene.karim), draft)

        assert [one.claim for one in known.levels] == [claims[0]]
        assert [one.credit_id for one in known.missions] == [credit.id]

    def test_another_manager_reads_no_level_and_shows_none(self, scene, claims, credit):
        draft = scene.draft(scene.maud, scene.ines)
        by = scene.by(scene.maud)
        service.save_evidence(
            draft,
            Picks(claims={claims[0].id: ""}, credits={credit.id: "Vu"}),
            seen=draft.version,
            by=by,
        )

        assert not evidence.for_draft(by, draft).sees_levels
        assert [(row.claim_id, row.credit_id) for row in held.hold(draft.id).evidence] == [
            (None, credit.id)
        ]

    def test_hr_shows_no_level_which_the_nominator_may_not_read(self, scene, claims):
        for nominator, sees in [(scene.maud, False), (scene.karim, True), (scene.ines, True)]:
            draft = scene.draft(scene.sophie, scene.ines, nominator_id=nominator.id)

            assert evidence.for_draft(scene.by(scene.sophie), draft).sees_levels is sees

    def test_a_level_that_is_not_confirmed_is_never_stored(self, scene, claims):
        draft = scene.draft(scene.karim, scene.ines)
        shown = {one.id: "" for one in claims}
        service.save_evidence(
            draft, Picks(claims=shown), seen=draft.version, by=scene.by(scene.karim)
        )

        assert [row.claim_id for row in held.hold(draft.id).evidence] == [claims[0].id]

    def test_what_stays_keeps_its_row_and_takes_the_new_note(self, scene, claims, credit):
        draft = scene.draft(scene.karim, scene.ines)
        by = scene.by(scene.karim)
        service.save_evidence(
            draft,
            Picks(claims={claims[0].id: "Avant"}, credits={credit.id: ""}),
            seen=draft.version,
            by=by,
        )
        (row, _other) = held.hold(draft.id).evidence
        service.save_evidence(
            draft, Picks(claims={claims[0].id: "Après"}), seen=draft.version, by=by
        )

        assert [(one.id, one.note) for one in held.hold(draft.id).evidence] == [(row.id, "Après")]

    def test_a_manager_who_is_none_any_more_sends_no_level(self, scene, claims):
        draft = scene.draft(scene.karim, scene.ines)
        by = scene.by(scene.karim)
        service.save_evidence(draft, Picks(claims={claims[0].id: ""}), seen=draft.version, by=by)
        moved = Actor(scene.karim.id, by.roles, frozenset({scene.noe.id}))
        service.submit(draft, seen=draft.version, by=moved, now=clock.now())

        assert held.hold(draft.id).evidence == []

    def test_a_visit_is_shown_by_who_may_read_of_it(self, scene):
        over = scene.make.visit(scene.ines, scene.maud, status=VisitStatus.CLOSED)
        seen = scene.make.certificate(over)
        for nominator, shows in [(scene.karim, True), (scene.ines, True), (scene.maud, False)]:
            draft, by = scene.draft(nominator, scene.ines), scene.by(nominator)
            picks = Picks(visits={seen.id: "Vu"})
            service.save_evidence(draft, picks, seen=draft.version, by=by)

            rows = held.hold(draft.id).evidence
            assert [(row.visit_certificate_id, row.note) for row in rows] == (
                [(seen.id, "Vu")] if shows else []
            )

    def test_twelve_are_many(self, scene):
        draft = scene.draft(scene.karim, scene.ines)
        many = {
            scene.make.level(
                scene.ines, scene.make.skill(f"S{number}"), 3, source=ClaimSource.MANAGER
            ).id: ""
            for number in range(13)
        }

        with pytest.raises(evidence.TooMuch):
            service.save_evidence(
                draft, Picks(claims=many), seen=draft.version, by=scene.by(scene.karim)
            )


class TestSending:
    def test_the_person_is_told_at_once_and_has_the_word(self, scene):
        sent = scene.sent(scene.karim, scene.ines, TWO)

        assert scene.wishes(scene.ines) == dict.fromkeys(TWO, K.INFORMED)
        assert scene.told(scene.ines) == ["nominated"]
        assert (sent.status, sent.sent_at is None) == (N.SUBMITTED, False)
        assert scene.moves(sent) == ["submit"]

    def test_a_second_voice_joins_the_first(self, scene):
        first = scene.sent(scene.karim, scene.ines)
        scene.candidacy(scene.ines).status = K.ACCEPTED
        second = scene.sent(scene.maud, scene.ines, TWO | {Intent.LATERAL: scene.target.id})

        assert first.nominee_id == second.nominee_id
        assert scene.wishes(scene.ines) == {
            Intent.ADVANCEMENT: K.ACCEPTED,
            Intent.LATERAL: K.INFORMED,
        }
        assert scene.candidacy(scene.ines, Intent.LATERAL).target_id == scene.target.id
        assert scene.told(scene.ines) == ["nominated", "nominated"]

    def test_a_second_voice_for_the_same_is_only_told(self, scene):
        scene.sent(scene.karim, scene.ines)
        scene.sent(scene.maud, scene.ines)

        assert scene.told(scene.ines) == ["nominated", "nominated_too"]

    def test_whoever_nominates_themselves_has_agreed(self, scene):
        sent = scene.sent(scene.noe, scene.noe)

        assert scene.wishes(scene.noe) == {Intent.ADVANCEMENT: K.ACCEPTED}
        assert scene.moves(scene.candidacy(scene.noe)) == ["accept"]
        assert scene.told(scene.noe) == []
        assert sent.relation is Relation.SELF

    @pytest.mark.parametrize("status", [K.INFORMED, K.POSTPONED, K.RETURNED, K.DECLINED])
    def test_nominating_oneself_answers_what_others_asked(self, scene, status):
        scene.sent(scene.maud, scene.noe)
        scene.candidacy(scene.noe).status = status
        scene.candidacy(scene.noe).postponed_until = clock.today()
        scene.sent(scene.noe, scene.noe)

        assert scene.wishes(scene.noe) == {Intent.ADVANCEMENT: K.ACCEPTED}
        assert scene.candidacy(scene.noe).postponed_until is None

    def test_a_no_is_respected_in_kind_words(self, scene):
        scene.sent(scene.karim, scene.ines)
        scene.candidacy(scene.ines).status = K.DECLINED
        draft = scene.draft(scene.maud, scene.ines, TWO)

        with pytest.raises(eligibility.CannotNominate, match="Inès"):
            scene.send(draft, scene.maud)

    def test_nothing_is_sent_without_a_wish_or_a_reason(self, scene):
        for draft in (
            scene.draft(scene.karim, scene.ines, {}),
            scene.draft(scene.karim, scene.noe, why="Trop court"),
        ):
            with pytest.raises(service.Incomplete):
                scene.send(draft, scene.karim)

    def test_nothing_is_sent_that_was_read_before_it_changed(self, scene):
        draft = scene.draft(scene.karim, scene.ines)

        with pytest.raises(held.NominationChanged):
            service.submit(draft, seen=draft.version - 1, by=scene.by(scene.karim), now=clock.now())

    def test_nothing_is_sent_twice(self, scene):
        sent = scene.sent(scene.karim, scene.ines)

        with pytest.raises(held.TooLate):
            scene.send(sent, scene.karim)
        with pytest.raises(eligibility.AlreadySent):
            scene.draft(scene.karim, scene.ines)

    def test_nothing_is_sent_once_the_campaign_has_ended(self, scene):
        draft = scene.draft(scene.karim, scene.ines)
        scene.campaign.closes_on = clock.today() - timedelta(days=1)

        with pytest.raises(eligibility.NotOpen):
            scene.send(draft, scene.karim)


class TestOnBehalf:
    def test_hr_writes_for_a_nominator_who_is_told(self, scene):
        sent = scene.sent(scene.sophie, scene.ines, nominator_id=scene.karim.id)

        assert (sent.nominator_id, sent.submitter_id) == (scene.karim.id, scene.sophie.id)
        assert sent.relation is Relation.MANAGER
        assert scene.told(scene.karim) == ["sent_for_you"]
        assert scene.told(scene.ines) == ["nominated"]

    def test_the_nominator_takes_it_back_and_hr_does_not(self, scene):
        sent = scene.sent(scene.sophie, scene.ines, nominator_id=scene.karim.id)

        assert policy.may_withdraw(scene.by(scene.karim), sent)
        assert not policy.may_withdraw(scene.by(scene.sophie), sent)
        service.withdraw(sent, by=scene.by(scene.karim), now=clock.now())
        assert scene.told(scene.sophie) == ["taken_back_from_hr"]

    def test_what_hr_wrote_down_for_the_person_is_no_consent(self, scene):
        scene.sent(scene.sophie, scene.ines, nominator_id=scene.ines.id)

        assert scene.wishes(scene.ines) == {Intent.ADVANCEMENT: K.INFORMED}
        assert scene.told(scene.ines) == ["self_written_down"]

    def test_hr_learns_nothing_of_the_draft_of_the_nominator(self, scene):
        own = scene.draft(scene.karim, scene.ines)
        other = scene.draft(scene.sophie, scene.ines, nominator_id=scene.karim.id)

        assert own.id != other.id
        scene.send(other, scene.sophie)
        with pytest.raises(eligibility.AlreadySent):
            scene.send(own, scene.karim)

    def test_nobody_but_hr_of_that_part_writes_for_others(self, scene):
        there = Actor(
            scene.maud.id,
            frozenset({Role.HR}),
            scope=object(),
            reaches=lambda _person_id: False,
        )
        for actor in (there, scene.by(scene.maud)):
            with pytest.raises(eligibility.CannotNominate):
                service.start(
                    scene.campaign,
                    scene.ines.id,
                    by=actor,
                    now=clock.now(),
                    nominator_id=scene.karim.id,
                )

    def test_hr_who_wrote_does_not_judge_not_even_after_it_was_taken_back(self, scene):
        sent = scene.sent(scene.sophie, scene.ines, nominator_id=scene.karim.id)
        (nominee,) = queries.hold_nominees([sent.nominee_id])

        assert not policy.may_decide(scene.by(scene.sophie), nominee.candidacies[0])
        service.withdraw(sent, by=scene.by(scene.karim), now=clock.now())
        (nominee,) = queries.hold_nominees([sent.nominee_id])
        assert not policy.may_decide(scene.by(scene.sophie), nominee.candidacies[0])


class TestLate:
    def test_hr_lets_one_in_after_the_end_with_a_reason_that_is_noted(self, scene):
        scene.close()
        sent = scene.sent(scene.sophie, scene.ines, nominator_id=scene.karim.id)

        assert sent.is_late
        event = scene.session.scalar(
            sa.select(AuditEvent).where(AuditEvent.kind == "nominations.sent_late")
        )
        assert event.details == {
            "person": scene.ines.id,
            "nominator": scene.karim.id,
            "reason": "Il était en congé.",
        }

    def test_none_without_a_reason(self, scene):
        scene.close()
        draft = scene.draft(scene.sophie, scene.ines, nominator_id=scene.karim.id)
        draft.late_reason = ""

        assert service.what_is_missing(draft).keys() == {"purpose"}
        with pytest.raises(service.Incomplete):
            scene.send(draft, scene.sophie)

    def test_none_by_the_manager_who_was_late(self, scene):
        scene.close()

        with pytest.raises(eligibility.NotOpen):
            scene.draft(scene.karim, scene.ines)

    def test_none_once_everything_is_decided(self, scene):
        scene.close()
        draft = scene.draft(scene.sophie, scene.ines, nominator_id=scene.karim.id)
        scene.campaign.status = C.CALIBRATED

        with pytest.raises(eligibility.NotOpen):
            scene.send(draft, scene.sophie)

    def test_a_draft_of_one_is_over_once_everything_is_decided(self, scene):
        scene.close()
        draft = scene.draft(scene.sophie, scene.ines, nominator_id=scene.karim.id)
        life.calibrate(scene.campaign, by=scene.by(scene.sophie), now=clock.now())

        assert draft.status is N.LAPSED

    def test_one_that_was_opened_again_is_late_no_more(self, scene):
        scene.close()
        draft = scene.draft(scene.sophie, scene.ines, nominator_id=scene.karim.id)
        scene.campaign.status = C.OPEN
        scene.campaign.closes_on = clock.today() + timedelta(days=3)
        scene.send(draft, scene.sophie)

        assert not draft.is_late


class TestTakingBack:
    def withdraw(self, scene, nomination, person):
        service.withdraw(nomination, by=scene.by(person), now=clock.now())

    def test_a_draft_leaves_no_trace_with_the_person(self, scene):
        draft = scene.draft(scene.karim, scene.ines)
        self.withdraw(scene, draft, scene.karim)

        assert draft.status is N.WITHDRAWN
        assert scene.told(scene.ines) == []
        assert scene.draft(scene.karim, scene.ines).id != draft.id

    @pytest.mark.parametrize("status", [K.INFORMED, K.RETURNED, K.POSTPONED])
    def test_the_last_voice_ends_what_was_not_agreed_to(self, scene, status):
        sent = scene.sent(scene.karim, scene.ines)
        scene.candidacy(scene.ines).status = status
        self.withdraw(scene, sent, scene.karim)

        assert scene.wishes(scene.ines) == {Intent.ADVANCEMENT: K.LAPSED}
        assert scene.told(scene.ines) == ["nominated", "over"]

    @pytest.mark.parametrize("status", [K.ACCEPTED, K.UNDER_REVIEW, K.DECLINED, K.WITHDRAWN])
    def test_what_the_person_answered_stays(self, scene, status):
        sent = scene.sent(scene.karim, scene.ines)
        scene.candidacy(scene.ines).status = status
        self.withdraw(scene, sent, scene.karim)

        assert scene.wishes(scene.ines) == {Intent.ADVANCEMENT: status}
        assert scene.told(scene.ines) == ["nominated", "taken_back"]

    def test_another_voice_keeps_it_alive(self, scene):
        sent = scene.sent(scene.karim, scene.ines, TWO)
        scene.sent(scene.maud, scene.ines)
        self.withdraw(scene, sent, scene.karim)

        assert scene.wishes(scene.ines) == {
            Intent.ADVANCEMENT: K.INFORMED,
            Intent.LATERAL: K.LAPSED,
        }

    def test_what_is_over_lives_again_with_the_next_voice(self, scene):
        sent = scene.sent(scene.karim, scene.ines)
        self.withdraw(scene, sent, scene.karim)
        scene.sent(scene.maud, scene.ines)

        assert scene.wishes(scene.ines) == {Intent.ADVANCEMENT: K.INFORMED}
        assert scene.told(scene.ines) == ["nominated", "over", "nominated"]

    def test_ones_own_takes_the_consent_with_it(self, scene):
        sent = scene.sent(scene.noe, scene.noe)
        self.withdraw(scene, sent, scene.noe)

        assert scene.wishes(scene.noe) == {Intent.ADVANCEMENT: K.WITHDRAWN}

    def test_nothing_is_taken_back_once_everything_is_decided(self, scene):
        sent = scene.sent(scene.karim, scene.ines)
        scene.campaign.status = C.PUBLISHED

        with pytest.raises(held.TooLate):
            self.withdraw(scene, sent, scene.karim)


class TestWhatBecameOfIt:
    @pytest.mark.parametrize(
        ("status", "words"),
        [
            (K.INFORMED, "has until"),
            (K.ACCEPTED, "agrees. HR decides once"),
            (K.POSTPONED, "asked again on"),
            (K.DECLINED, "does not want it"),
            (K.WITHDRAWN, "does not want it"),
            (K.RETURNED, "Talk with them"),
            (K.UNDER_REVIEW, "HR decides until"),
            (K.DECIDED, "HR has decided"),
            (K.IN_POOL, "HR has decided"),
            (K.LAPSED, "It is over"),
        ],
    )
    def test_is_said_wish_by_wish_and_no_outcome_with_it(self, scene, status, words):
        scene.sent(scene.karim, scene.ines)
        candidacy = scene.candidacy(scene.ines)
        candidacy.status = status
        candidacy.postponed_until = clock.today() + timedelta(days=9)
        with in_language("en"):
            (line,) = pages.written(scene.by(scene.karim), now=clock.now()).sent

        assert words in line.became[0].text
        assert line.can_ask_again is (status is K.RETURNED)

    def test_a_managers_page_has_drafts_and_what_was_sent_but_not_oneself(self, scene):
        draft = scene.draft(scene.karim, scene.noe)
        sent = scene.sent(scene.karim, scene.ines)
        scene.sent(scene.karim, scene.karim)
        written = pages.written(scene.by(scene.karim), now=clock.now())

        assert [one.nomination for one in written.drafts] == [draft]
        assert [one.nomination for one in written.sent] == [sent]

    def test_hr_who_wrote_it_down_leaves_it_to_the_nominator(self, scene):
        scene.sent(scene.sophie, scene.ines, nominator_id=scene.karim.id)
        (line,) = pages.mine(scene.by(scene.sophie), 1, now=clock.now()).sent

        assert line.is_for_another
        assert line.became == ()
        assert pages.written(scene.by(scene.sophie), now=clock.now()).sent == []

    def test_the_person_finds_where_they_are_proposed(self, scene):
        scene.sent(scene.karim, scene.ines, TWO)
        mine = pages.mine(scene.by(scene.ines), 1, now=clock.now())

        assert [one.to_answer for one in mine.about_me] == [2]
        assert mine.to_do == 1


def test_a_nomination_says_nothing_of_itself_in_a_log(scene):
    assert repr(Nomination(id=3, status=N.DRAFT)) == "<Nomination 3 draft>"
