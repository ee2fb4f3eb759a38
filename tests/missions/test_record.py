"""What missions leave behind: on the page of a person, their skills, their path and the team's."""

from datetime import date, timedelta

import pytest

from talentgrow.infra import clock
from talentgrow.missions.applications.models import Side
from talentgrow.missions.debriefs import record
from talentgrow.missions.models import MissionOwner
from talentgrow.missions.states import ApplicationStatus as A
from talentgrow.missions.states import MissionStatus as M
from tests.missions.finished import Finished

TITLE = "Plan de charge d’hiver (en)"


@pytest.fixture
def over(make):
    return Finished(make)


@pytest.fixture
def gained(over):
    """Both sides say the same of one level, and have written."""
    over.say(Side.PARTICIPANT, {over.orders: 3})
    over.say(Side.OWNER, {over.orders: 3})
    over.credit()
    return over


class TestPersonPage:
    def seen_by(self, over, sign_in, page, who, language="en"):
        client = sign_in(getattr(over, who), language=language)
        return page(client, f"/people/{over.ines.id}")

    @pytest.mark.parametrize("who", ["ines", "karim", "sophie"])
    def test_who_is_close_reads_of_running_missions(self, over, sign_in, page, who):
        found = self.seen_by(over, sign_in, page, who)

        assert TITLE in found.text and "It counts once both sides have written." in found.text

    def test_colleagues_read_only_of_what_counts(self, over, sign_in, page):
        assert TITLE not in self.seen_by(over, sign_in, page, "eleanor").html

        over.credit()

        found = self.seen_by(over, sign_in, page, "eleanor")
        assert TITLE in found.text and "with Maud Le Goff" in found.text
        assert "Certificate" not in found.text
        assert f"{over.url}/certificate" in self.seen_by(over, sign_in, page, "karim").links()

    @pytest.mark.parametrize(
        "status", [A.DRAFT, A.DECLINED, A.WITHDRAWN, A.UNDER_REVIEW, A.OFFERED]
    )
    def test_what_came_to_nothing_is_on_no_page(self, over, session, sign_in, page, status):
        over.application.status = status
        session.commit()

        for who in ("ines", "karim", "sophie", "eleanor"):
            assert TITLE not in self.seen_by(over, sign_in, page, who).html

    def test_a_closed_mission_is_no_link_for_who_may_not_open_it(
        self, over, session, sign_in, page
    ):
        over.credit()
        over.mission.status = M.COMPLETED
        session.commit()
        url = f"/missions/{over.mission.id}"

        assert url not in self.seen_by(over, sign_in, page, "eleanor").links()
        assert url in self.seen_by(over, sign_in, page, "ines").links()

    def test_speaks_french(self, gained, sign_in, page):
        found = self.seen_by(gained, sign_in, page, "ines", "fr")

        assert "Menée à son terme, avec le bilan des deux côtés." in found.text

    def test_asks_few_statements(self, gained, sign_in, statements):
        client = sign_in(gained.karim)
        client.get(f"/people/{gained.ines.id}")

        with statements() as sent:
            client.get(f"/people/{gained.ines.id}")

        assert len(sent) <= 15


class TestSkillHistory:
    WORDS = "Gained in the mission “Plan de charge d’hiver (en)”, confirmed by "

    def text(self, gained, sign_in, page, who, url):
        found = page(sign_in(getattr(gained, who)), url)
        return found.text.replace("“ ", "“").replace(" ”", "”").replace("” ,", "”,"), found

    def test_says_from_which_mission_and_who_confirmed(self, gained, sign_in, page):
        month = clock.now().strftime("%B %Y")
        for url in ("/skills/", f"/skills/{gained.orders.id}"):
            text, found = self.text(gained, sign_in, page, "ines", url)
            assert f"{self.WORDS}Maud and you, {month}" in text
            assert f"/missions/{gained.mission.id}" in found.links()

    def test_names_both_to_others(self, gained, sign_in, page):
        base = f"/people/{gained.ines.id}/skills"
        text, _found = self.text(gained, sign_in, page, "karim", f"{base}/")

        assert f"{self.WORDS}Maud and Inès" in text

    def test_a_title_is_text_even_in_a_link(self, make, sign_in, page):
        over = Finished(make, title="<img src=x>")
        over.say(Side.PARTICIPANT, {over.orders: 3})
        over.say(Side.OWNER, {over.orders: 3})
        over.credit()

        found = page(sign_in(over.ines, language="fr"), f"/skills/?open={over.orders.id}")

        assert "<img src=x>" not in found.html and "<img src=x>" in found.text

    def test_says_it_in_french(self, gained, sign_in, page):
        text = page(sign_in(gained.ines, language="fr"), "/skills/").text

        assert "Gagné dans la mission" in text and "confirmé par Maud et vous" in text

    def test_asks_few_statements(self, gained, sign_in, statements):
        client = sign_in(gained.ines)
        client.get("/skills/")

        with statements() as sent:
            client.get(f"/skills/?open={gained.orders.id}")

        assert len(sent) <= 15


def test_my_path_counts_the_level(over, make, sign_in, page):
    target = make.job("Pilote de flux")
    make.need(target, over.orders, 3)
    make.bridge(make.session.get(type(target), over.ines_job_id), target)
    make.graph()
    url = f"/path/to/{target.id}"
    before = page(sign_in(over.ines), url).text

    over.say(Side.PARTICIPANT, {over.orders: 3})
    over.say(Side.OWNER, {over.orders: 3})
    over.credit()

    after = page(sign_in(over.ines), url).text
    assert "2 today, 3 needed" in before
    assert "3, just what is needed" in after


class TestLent:
    def year(self, over, start, end, today, **changes):
        over.mission.starts_on, over.mission.ends_on = start, end
        over.mission.apply_by = start
        for name, value in changes.items():
            setattr(over.application, name, value)
        over.make.session.commit()
        return record.exchanged(over.karim.id, (), today=today).lent

    def test_counts_hours_of_this_year_until_today(self, over):
        start, end = date(2026, 1, 5), date(2026, 3, 1)

        lent = self.year(over, start, end, date(2026, 2, 1))

        assert (lent.people, round(lent.hours)) == (1, 12)
        assert round(self.year(over, start, end, date(2026, 12, 1)).hours) == 24

    def test_only_this_year_counts(self, over):
        start, end = date(2025, 12, 18), date(2026, 1, 7)

        assert round(self.year(over, start, end, date(2026, 6, 1)).hours) == 3
        assert self.year(over, start, end, date(2027, 6, 1)).people == 0

    @pytest.mark.parametrize("status", [A.UNDER_REVIEW, A.DECLINED, A.DID_NOT_START, A.WITHDRAWN])
    def test_who_did_not_go_was_not_lent(self, over, status):
        lent = self.year(over, date(2026, 1, 5), date(2026, 3, 1), date(2026, 6, 1), status=status)

        assert lent.people == 0

    def test_a_mission_of_ones_own_lends_nobody(self, over):
        over.mission.owner_id = over.karim.id

        assert self.year(over, date(2026, 1, 5), date(2026, 3, 1), date(2026, 6, 1)).people == 0

    def test_somebody_lent_twice_is_one_person(self, over, make):
        again = make.mission(
            "Autre", owner=over.maud, starts_on=date(2026, 1, 5), ends_on=date(2026, 3, 1)
        )
        make.application(again, over.ines, status=A.COMPLETED, manager=over.karim)

        lent = self.year(over, date(2026, 1, 5), date(2026, 3, 1), date(2026, 6, 1))

        assert (lent.people, round(lent.hours)) == (1, 48)

    def test_the_team_page_says_it_in_words(self, over, sign_in, page):
        today = clock.today()
        over.mission.starts_on = today - timedelta(days=6)
        over.mission.ends_on = today
        over.make.session.commit()

        english = page(sign_in(over.karim), "/team").text
        french = page(sign_in(over.karim, language="fr"), "/team").text

        assert "This year you lent one talent, for 3 hours." in english
        assert "Cette année, vous avez prêté un talent, pendant 3 heures." in french

    def test_nothing_is_said_of_nobody(self, make, sign_in, page):
        over = Finished(make, status=M.PUBLISHED)
        over.application.status = A.UNDER_REVIEW
        make.session.commit()

        text = page(sign_in(over.karim), "/team").text

        assert "You lent nobody this year." in text
        assert "Nobody of another team worked on a mission of yours this year." in text


class TestReceived:
    def year(self, over, manager, *team):
        over.mission.starts_on, over.mission.ends_on = date(2026, 1, 5), date(2026, 3, 1)
        over.mission.apply_by = over.mission.starts_on
        over.make.session.commit()
        report_ids = {person.id for person in team}
        return record.exchanged(manager.id, report_ids, today=date(2026, 2, 1)).received

    def test_counts_people_of_others_on_missions_of_the_team(self, over):
        received = self.year(over, over.maud, over.make.person("Rita Report"))

        assert (received.people, round(received.hours)) == (1, 12)

    def test_a_mission_owned_with_others_counts(self, over, make):
        rita = make.person("Rita Report")
        make.session.add(MissionOwner(mission_id=over.mission.id, person_id=rita.id))

        assert self.year(over, rita).people == 1

    def test_the_teams_own_people_and_missions_of_others_do_not(self, over, make):
        assert self.year(over, over.maud, over.ines).people == 0
        assert self.year(over, make.person("Somebody Else")).people == 0
