"""What both sides say of a visit, who reads it when, and what it leaves."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from talentgrow.infra import clock
from talentgrow.kernel.access import SYSTEM, Actor, Role
from talentgrow.kernel.errors import IllegalTransition
from talentgrow.notifications.models import Notice
from talentgrow.shadowing import sights
from talentgrow.shadowing.debriefs import closing, ended, pages, queries, seen, writing
from talentgrow.shadowing.models import OfferSkill
from talentgrow.shadowing.states import OfferStatus
from talentgrow.shadowing.states import VisitStatus as V
from talentgrow.shadowing.visits import telling
from talentgrow.shadowing.visits.models import (
    SeenSkill,
    Side,
    VisitCertificate,
    VisitDebrief,
)
from talentgrow.skills.models import SkillClaim
from tests.shadowing.seen_scene import LEARNED, OverVisit

SECRET = "Je ne savais pas qu’il fallait crier pour s’entendre."


@pytest.fixture
def over(make):
    return OverVisit(make)


def told(session, person):
    return list(
        session.scalars(
            sa.select(Notice.kind).where(Notice.person_id == person.id).order_by(Notice.id)
        )
    )


def page_of(over, side, *, days=0):
    return pages.page(over.visit, side, now=clock.now() + timedelta(days=days))


class TestWriting:
    def test_one_side_alone_leaves_it_open(self, over, session):
        over.write(Side.VISITOR)

        assert over.stored().status is V.TOOK_PLACE
        assert queries.certificate_of(over.id) is None
        assert told(session, over.paul) == ["shadowing.debrief_to_write"]

    def test_both_written_it_is_closed_and_counts(self, over, session):
        over.counts()

        assert over.stored().status is V.CLOSED
        assert over.stored().closed_as is V.TOOK_PLACE
        assert "shadowing.certified" in told(session, over.ines)
        assert "shadowing.debrief_to_read" in told(session, over.ines)
        assert len(queries.certificate_of(over.id).code) == 14

    def test_the_host_first_is_the_same(self, over, session):
        over.write(Side.HOST)
        over.write(Side.VISITOR)

        assert over.stored().status is V.CLOSED
        assert told(session, over.ines) == ["shadowing.debrief_to_write", "shadowing.certified"]

    def test_words_change_until_the_other_reads_them(self, over, session):
        over.write(Side.VISITOR)
        over.write(Side.VISITOR, learned="Autre chose")
        over.write(Side.HOST)

        with pytest.raises(writing.Fixed):
            over.write(Side.VISITOR, learned="Encore autre chose")
        assert queries.debriefs_of(over.id)[Side.VISITOR].learned == "Autre chose"
        assert told(session, over.paul) == ["shadowing.debrief_to_write"]

    def test_words_are_fixed_once_the_days_to_write_are_over(self, make):
        over = OverVisit(make, days_ago=40)
        over.write(Side.VISITOR)

        with pytest.raises(writing.Fixed):
            over.write(Side.VISITOR, learned="Encore autre chose")

    def test_the_same_words_again_are_no_news(self, over, session):
        over.counts()
        over.write(Side.VISITOR, seen=[over.setting.id, over.reading.id])

        assert session.scalar(sa.select(sa.func.count(VisitDebrief.id))) == 2
        assert session.scalar(sa.select(sa.func.count(VisitCertificate.id))) == 1

    @pytest.mark.parametrize("status", [V.REQUESTED, V.TO_SIGN, V.CONFIRMED, V.CANCELLED])
    def test_nothing_is_written_before_it_took_place(self, make, status):
        with pytest.raises(ended.NotOver):
            OverVisit(make, status=status).write(Side.VISITOR)

    def test_what_did_not_take_place_leaves_nothing(self, make):
        over = OverVisit(make, status=V.NO_SHOW)
        with pytest.raises(ended.NothingSeen):
            over.write(Side.VISITOR)
        over.close()
        with pytest.raises(ended.NothingSeen):
            over.write(Side.VISITOR)
        assert queries.certificate_of(over.id) is None

    def test_a_part_counts_as_a_part(self, make):
        over = OverVisit(make, status=V.PARTIAL).counts()

        assert over.stored().closed_as is V.PARTIAL
        assert seen.seen_by(over.actor(over.ines), over.ines.id)[0].is_partial


class TestSkillsSeen:
    def test_come_from_the_offer_and_the_job(self, over):
        offered = queries.to_be_seen(over.visit)

        assert {skill.id for skill in offered} == {over.setting.id, over.reading.id}

    def test_are_noted_for_the_visitor_and_are_no_level(self, over, session):
        over.write(Side.VISITOR, seen=[over.setting.id])
        over.write(Side.VISITOR, seen=[over.reading.id])

        assert list(session.scalars(sa.select(SeenSkill.skill_id))) == [over.reading.id]
        assert session.scalar(sa.select(sa.func.count(SkillClaim.id))) == 0

    def test_a_host_notes_none(self, over, session):
        over.write(Side.HOST, seen=[over.setting.id])

        assert session.scalar(sa.select(sa.func.count(SeenSkill.id))) == 0

    def test_others_are_refused_and_nothing_is_kept(self, over, session):
        with pytest.raises(writing.NotToBeSeen):
            over.write(Side.VISITOR, seen=[over.other.id])
        session.rollback()

        assert queries.debriefs_of(over.id) == {}

    def test_what_was_seen_stays_when_the_offer_changes(self, over, session):
        over.write(Side.VISITOR, seen=[over.setting.id])
        session.execute(sa.delete(OfferSkill))
        session.commit()

        over.write(Side.VISITOR, seen=[over.setting.id], learned="Autre chose")
        assert [skill.id for skill in queries.seen_in([over.id])[over.id]] == [over.setting.id]


class TestWhoReadsWhen:
    def test_the_other_side_is_read_once_both_have_written(self, over):
        over.write(Side.HOST)
        assert page_of(over, Side.VISITOR).theirs is None
        assert page_of(over, Side.VISITOR).other_has_written

        over.write(Side.VISITOR)
        assert page_of(over, Side.VISITOR).theirs.learned == LEARNED[Side.HOST]
        assert page_of(over, Side.HOST).theirs.learned == LEARNED[Side.VISITOR]

    def test_or_once_the_days_to_write_are_over(self, over):
        over.write(Side.HOST)
        last = (over.visit.ends_on - clock.today()).days + 21

        assert page_of(over, Side.VISITOR, days=last).theirs is None
        assert page_of(over, Side.VISITOR, days=last + 3).theirs is not None
        assert page_of(over, Side.VISITOR, days=last + 3).may_write

    def test_nobody_else_reads_them(self, over, sign_in):
        over.write(Side.VISITOR, surprised=SECRET)
        over.write(Side.HOST)

        for who, status in (
            (over.ines, 200),
            (over.paul, 200),
            (over.sophie, 403),
            (over.karim, 404),
            (over.eleanor, 404),
        ):
            answer = sign_in(who).get(over.url)
            assert answer.status_code == status
            assert (SECRET in answer.text) is (status == 200)

    def test_hr_and_managers_do_not_write(self, over, sign_in):
        sent = {"learned": "x"}

        assert sign_in(over.sophie).post(over.url, data=sent).status_code == 403
        assert sign_in(over.eleanor).post(over.url, data=sent).status_code == 404


class TestClosing:
    def test_by_night_it_counts_for_who_has_written(self, over, session):
        over.write(Side.VISITOR)

        assert over.close()
        assert over.stored().status is V.CLOSED
        assert queries.certificate_of(over.id) is not None
        assert told(session, over.ines) == ["shadowing.certified"]

    def test_without_the_words_of_the_visitor_there_is_no_certificate(self, over):
        over.write(Side.HOST)
        over.close()

        assert queries.certificate_of(over.id) is None

    def test_what_was_corrected_to_missed_counts_for_nobody(self, over, session):
        over.write(Side.VISITOR)
        by = over.actor(over.paul)
        telling.tell(over.visit, telling.How.MISSED, by=by, now=clock.now())
        over.close()

        assert over.stored().closed_as is V.NO_SHOW
        assert queries.certificate_of(over.id) is None

    def test_who_is_late_still_gets_it_once(self, over, session):
        over.close()
        over.write(Side.VISITOR)
        over.write(Side.HOST)

        assert session.scalar(sa.select(sa.func.count(VisitCertificate.id))) == 1
        assert over.stored().status is V.CLOSED
        assert "shadowing.debrief_to_write" not in told(session, over.paul)

    def test_twice_is_once(self, over):
        assert over.close()
        assert not over.close()

    def test_what_nobody_told_of_is_not_closed(self, make):
        with pytest.raises(IllegalTransition):
            closing.close(OverVisit(make, status=V.CONFIRMED).visit, by=SYSTEM, now=clock.now())

    def test_how_it_went_is_not_corrected_afterwards(self, over):
        over.counts()

        with pytest.raises(telling.TooLate):
            telling.tell(over.visit, telling.How.MISSED, by=over.actor(over.paul), now=clock.now())


class TestPage:
    def test_says_how_it_was_together_with_the_words(self, make, sign_in, page):
        over = OverVisit(make, status=V.CONFIRMED)
        client = sign_in(over.ines)
        found = page(client, over.url)
        assert "How was it" in found.text

        answer = client.post(
            over.url,
            data={
                "how": "take_place_partly",
                "learned": LEARNED[Side.VISITOR],
                "seen": [str(over.setting.id)],
            },
        )

        make.session.expire_all()
        assert answer.status_code == 302
        assert over.stored().status is V.PARTIAL
        assert queries.debriefs_of(over.id)[Side.VISITOR].learned == LEARNED[Side.VISITOR]
        assert len(queries.seen_in([over.id])[over.id]) == 1

    def test_what_did_not_take_place_needs_no_words(self, make, sign_in):
        over = OverVisit(make, status=V.CONFIRMED)

        answer = sign_in(over.ines).post(over.url, data={"how": "miss", "missed_by": "host"})

        make.session.expire_all()
        assert answer.status_code == 302
        assert over.stored().status is V.NO_SHOW
        assert over.stored().missed_by is Side.HOST
        assert queries.debriefs_of(over.id) == {}

    @pytest.mark.parametrize("how", ["", "close", "cancel", "x" * 500])
    def test_how_it_was_is_asked(self, make, sign_in, how):
        over = OverVisit(make, status=V.CONFIRMED)

        answer = sign_in(over.ines).post(over.url, data={"how": how, "learned": "Un mot gardé"})

        make.session.expire_all()
        assert answer.status_code == 422 and "Un mot gardé" in answer.text
        assert over.stored().status is V.CONFIRMED

    def test_a_told_visit_is_not_told_anew_by_the_words(self, over, sign_in, session):
        sign_in(over.ines).post(over.url, data={"how": "miss", "learned": "Tout"})

        session.expire_all()
        assert over.stored().status is V.TOOK_PLACE

    def test_words_are_needed(self, over, sign_in, page):
        answer = sign_in(over.ines).post(over.url, data={"learned": "  ", "surprised": "Gardé"})

        assert answer.status_code == 422 and "Gardé" in answer.text

    @pytest.mark.parametrize("seen", ["x", "999999", "-1", "9" * 40])
    def test_nonsense_among_the_skills_is_refused(self, over, sign_in, seen):
        answer = sign_in(over.ines).post(over.url, data={"learned": "Un mot gardé", "seen": seen})

        assert answer.status_code == 422 and "Un mot gardé" in answer.text

    def test_who_is_overtaken_loses_nothing(self, over, sign_in):
        over.write(Side.VISITOR)
        over.write(Side.HOST)

        answer = sign_in(over.ines).post(over.url, data={"learned": "Mon ajout"})

        assert answer.status_code == 409
        assert "Mon ajout" in answer.text and LEARNED[Side.HOST] in answer.text

    def test_sent_twice_is_once(self, over, sign_in, session):
        client = sign_in(over.ines)
        sent = {"learned": "Un mot", "once": "a" * 32}

        assert client.post(over.url, data=sent).status_code == 302
        assert client.post(over.url, data=sent).status_code == 302
        assert session.scalar(sa.select(sa.func.count(VisitDebrief.id))) == 1

    def test_says_who_is_missing_until_when_and_what_follows(self, over, sign_in, page):
        over.write(Side.VISITOR)
        found = page(sign_in(over.ines), over.url)

        assert found.h1 == "Your words are kept, those of Paul are missing"
        assert "Paul has until" in found.text
        assert "after" in found.text and "if only you have" in found.text

    def test_before_the_day_it_waits_kindly(self, make, sign_in, page):
        over = OverVisit(make, status=V.CONFIRMED, days_ago=-5)
        found = page(sign_in(over.ines), over.url)

        assert found.h1 == "This visit has not taken place yet"
        assert (
            sign_in(over.ines)
            .post(over.url, data={"how": "take_place", "learned": "x"})
            .status_code
            == 409
        )

    def test_missed_it_asks_for_nothing(self, make, sign_in, page):
        over = OverVisit(make, status=V.NO_SHOW)
        found = page(sign_in(over.paul), over.url)

        assert found.h1 == "This visit did not take place"
        assert "learned" not in found.html.split("</header>")[-1].split("<form")[-1]

    def test_speaks_french(self, over, sign_in, page):
        found = page(sign_in(over.ines, language="fr"), over.url)

        assert "Ce qui vous a surpris" in found.text
        assert "What" not in found.text

    def test_hostile_words_are_only_text(self, over, sign_in, page):
        over.write(Side.VISITOR, learned="<script>alert(1)</script>")
        over.write(Side.HOST)

        assert "<script>alert(1)" not in page(sign_in(over.paul), over.url).html

    def test_asks_few_statements(self, over, sign_in, statements):
        over.counts()
        client = sign_in(over.ines)
        client.get(over.url)

        with statements() as sent:
            client.get(over.url)

        assert len(sent) <= 15


class TestSeenBy:
    def test_the_newest_first_with_job_host_and_skills(self, over):
        over.counts()

        (one,) = seen.seen_by(over.actor(over.ines), over.ines.id)
        assert (one.host.name, one.job.id, one.is_own) == ("Paul Le Gall", over.job.id, True)
        assert {skill.id for skill in one.skills} == {over.setting.id, over.reading.id}
        assert seen.seen_at_work(over.actor(over.ines), over.ines.id, over.setting.id) == (one,)
        assert seen.seen_at_work(over.actor(over.ines), over.ines.id, over.other.id) == ()

    def test_only_what_counts(self, over):
        over.write(Side.VISITOR, seen=[over.setting.id])

        assert seen.seen_by(over.actor(over.ines), over.ines.id) == ()

    def test_colleagues_read_nothing_of_it(self, over):
        over.counts()
        manager = Actor(
            over.karim.id, frozenset({Role.EMPLOYEE}), report_ids=frozenset({over.ines.id})
        )

        assert seen.seen_by(over.actor(over.eleanor), over.ines.id) == ()
        assert seen.seen_by(over.actor(over.paul), over.ines.id) == ()
        (one,) = seen.seen_by(manager, over.ines.id)
        assert not one.is_own and not one.may_read_certificate

    def test_a_host_has_seen_nothing_by_it(self, over):
        over.counts()

        assert seen.seen_by(over.actor(over.paul), over.paul.id) == ()


class TestSights:
    def test_counts_open_offers_of_others(self, over, make):
        make.offer(over.maud, job_id=over.job.id)
        make.offer(over.karim, job_id=over.job.id, status=OfferStatus.PAUSED)
        paie = make.job("Paie")

        found = sights.of_jobs(over.paul.id, [over.job.id, paie.id])
        assert (found[over.job.id].hosts, found[paie.id].hosts) == (1, 0)
        assert sights.of_jobs(over.ines.id, [over.job.id])[over.job.id].hosts == 2
        assert sights.of_jobs(over.ines.id, []) == {}

    def test_says_when_one_saw_it_once_it_counts(self, over):
        over.write(Side.VISITOR)
        assert sights.of_jobs(over.ines.id, [over.job.id])[over.job.id].seen_on is None

        over.write(Side.HOST)
        one = sights.of_jobs(over.ines.id, [over.job.id])[over.job.id]
        assert (one.seen_on, one.host.name) == (over.visit.starts_on, "Paul Le Gall")
        assert sights.of_jobs(over.eleanor.id, [over.job.id])[over.job.id].seen_on is None
