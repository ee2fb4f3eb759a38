"""HR reads what is large or sensitive before it is published, and never what is their own."""

import pytest
import sqlalchemy as sa

from talentgrow.auth import queries as accounts
from talentgrow.infra import clock
from talentgrow.kernel.access import Role
from talentgrow.missions.states import MissionStatus
from talentgrow.notifications.models import Notice
from talentgrow.people.models import Person

M = MissionStatus
COMMENT = "Dites ce que l’on apprend vraiment."


@pytest.fixture
def hr(make):
    return make.person("Sophie Marchal", role=Role.HR)


@pytest.fixture
def handed_in(make):
    owner = make.person("Inès Caradec", job=make.job("ADV"))
    return make.mission(
        "Grand chantier",
        owner=owner,
        grows={make.skill("Planification"): 3},
        hours_a_week=10.0,
        status=M.SUBMITTED,
        published_at=None,
    )


def told(session, person_id):
    found = session.scalars(sa.select(Notice).where(Notice.person_id == person_id))
    return [notice.kind for notice in found]


class TestTheList:
    def test_names_what_waits_and_until_when(self, sign_in, page, statements, hr, handed_in):
        client = sign_in(hr)

        with statements() as sent:
            seen = page(client, "/hr/missions")

        assert seen.h1 == "One mission waits for your word"
        assert "Grand chantier" in seen.text
        assert "until" in seen.text
        assert len(sent) <= 15

    def test_is_of_ones_own_part(self, make, sign_in, page, handed_in):
        rennes, angers = make.unit("Rennes"), make.unit("Angers")
        here = make.person("Yann")
        make.assignment(here, make.job(), unit=rennes)
        make.mission("De Rennes", owner=here, status=M.SUBMITTED)

        of_rennes = page(sign_in(make.hr_of(rennes)), "/hr/missions")
        of_angers = page(sign_in(make.hr_of(angers)), "/hr/missions")

        assert "De Rennes" in of_rennes.text
        assert "Grand chantier" not in of_rennes.text
        assert of_angers.h1 == "No mission waits for your word"

    @pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.ADMIN])
    def test_is_for_hr(self, make, sign_in, handed_in, role):
        client = sign_in(make.person("Paul", role=role))

        assert client.get("/hr/missions").status_code == 403
        assert client.get(f"/hr/missions/{handed_in.id}").status_code in {403, 404}
        assert client.post(f"/hr/missions/{handed_in.id}").status_code in {403, 404}

    def test_hr_of_another_part_does_not_know_it(self, make, sign_in, handed_in):
        client = sign_in(make.hr_of(make.unit("Rennes")))

        assert client.get(f"/hr/missions/{handed_in.id}").status_code == 404
        assert client.post(f"/hr/missions/{handed_in.id}").status_code == 404

    def test_in_french(self, sign_in, page, hr, handed_in):
        client = sign_in(hr, language="fr")

        assert page(client, "/hr/missions").h1 == "Une mission attend votre réponse"
        assert "Renvoyer avec ce commentaire" in page(client, f"/hr/missions/{handed_in.id}").text


class TestAnswering:
    def answer(self, client, mission, **data):
        return client.post(f"/hr/missions/{mission.id}", data={"seen": mission.version} | data)

    def test_hr_reads_why_it_came_and_publishes(self, session, sign_in, page, hr, handed_in):
        client = sign_in(hr)

        seen = page(client, f"/hr/missions/{handed_in.id}")
        self.answer(client, handed_in, do="publish")

        assert "It takes more than 8 hours a week." in seen.text
        assert handed_in.status is M.PUBLISHED
        assert handed_in.published_at is not None
        assert told(session, handed_in.owner_id) == ["missions.published"]

    def test_sent_back_the_owner_reads_the_comment_in_both_places(
        self, session, make, sign_in, page, hr, handed_in
    ):
        self.answer(sign_in(hr), handed_in, do="send_back", comment=COMMENT)

        owner = sign_in(session.get(Person, handed_in.owner_id))
        (notice,) = session.scalars(sa.select(Notice).where(Notice.person_id == handed_in.owner_id))
        assert handed_in.status is M.DRAFT
        assert notice.kind == "missions.sent_back"
        assert COMMENT in page(owner, "/notices/").text
        assert COMMENT in page(owner, f"/missions/{handed_in.id}").text
        assert COMMENT in page(owner, "/missions/mine").text

    def test_and_hands_it_in_again_which_hr_hears_again(self, session, sign_in, hr, handed_in):
        self.answer(sign_in(hr), handed_in, do="send_back", comment=COMMENT)

        sign_in(session.get(Person, handed_in.owner_id)).post(f"/missions/{handed_in.id}/publish")

        assert handed_in.status is M.SUBMITTED
        assert handed_in.comment == ""
        assert told(session, hr.id) == ["missions.handed_in"]

    @pytest.mark.parametrize("comment", ["", "   ", "Trop court."])
    def test_a_comment_that_helps_nobody_is_refused(self, sign_in, hr, handed_in, comment):
        answer = self.answer(sign_in(hr), handed_in, do="send_back", comment=comment)

        assert answer.status_code == 422
        assert "20 characters at least" in answer.text
        assert handed_in.status is M.SUBMITTED

    def test_nobody_publishes_their_own(self, make, sign_in, page, hr):
        own = make.mission(owner=hr, grows={make.skill(): 2}, status=M.SUBMITTED)
        beside = make.mission(co_owners=[hr], grows={make.skill(): 2}, status=M.SUBMITTED)
        client = sign_in(hr)

        for mission in (own, beside):
            assert self.answer(client, mission, do="publish").status_code == 403
            assert self.answer(client, mission, do="send_back", comment=COMMENT).status_code == 403
            assert "a colleague in HR answers" in page(client, f"/hr/missions/{mission.id}").text
        assert "it is yours" in page(client, "/hr/missions").text

    def test_what_changed_while_hr_was_reading_is_not_published(self, sign_in, hr, handed_in):
        client = sign_in(hr)

        answer = client.post(f"/hr/missions/{handed_in.id}", data={"do": "publish", "seen": "0"})

        assert answer.status_code == 409
        assert "The mission has just changed." in answer.text
        assert handed_in.status is M.SUBMITTED

    def test_a_second_answer_comes_too_late(self, session, make, sign_in, hr, handed_in):
        self.answer(sign_in(hr), handed_in, do="publish")

        late = self.answer(
            sign_in(make.person("Hugo", role=Role.HR)), handed_in, do="send_back", comment=COMMENT
        )

        assert late.status_code == 409
        assert handed_in.status is M.PUBLISHED

    def test_a_comment_is_text_and_never_markup(self, session, sign_in, page, hr, handed_in):
        evil = "<img src=x onerror=alert(1)> et vingt lettres"

        self.answer(sign_in(hr), handed_in, do="send_back", comment=evil)

        owner = sign_in(session.get(Person, handed_in.owner_id))
        for url in (f"/missions/{handed_in.id}", "/missions/mine", "/notices/"):
            assert "<img src=x" not in page(owner, url).html

    def test_day_that_passed_meanwhile_is_mended_by_the_owner_first(
        self, make, sign_in, hr, handed_in, session
    ):
        handed_in.apply_by = clock.today().replace(year=clock.today().year - 1)
        session.commit()

        answer = self.answer(sign_in(hr), handed_in, do="publish")

        assert answer.status_code == 409
        assert "nobody could apply" in answer.text
        assert handed_in.status is M.SUBMITTED


class TestWhoInHrIsTold:
    def test_those_of_the_part_with_units_above_else_those_of_the_whole(self, make):
        top = make.unit("Ouest")
        rennes, nantes = make.unit("Rennes", parent=top), make.unit("Nantes")
        site = make.site("Brest")
        whole = make.person("Sophie", role=Role.HR)
        of_top, of_site = make.hr_of(top), make.hr_of(site)
        make.hr_of(nantes)
        job = make.job()
        in_rennes, in_brest, elsewhere = (make.person(name) for name in ("Yann", "Anne", "Paul"))
        make.assignment(in_rennes, job, unit=rennes)
        make.assignment(in_brest, job, site=site)
        make.assignment(elsewhere, job, unit=make.unit("Lyon"))

        assert accounts.hr_of(in_rennes.id) == {of_top.id}
        assert accounts.hr_of(in_brest.id) == {of_site.id}
        assert accounts.hr_of(elsewhere.id) == {whole.id}
        assert accounts.hr_of(in_rennes.id, besides=[of_top.id]) == {whole.id}

    def test_nobody_whose_account_is_closed(self, session, make):
        whole = make.person("Sophie", role=Role.HR)
        make.account_of(whole).active = False
        session.commit()

        assert accounts.hr_of(make.person("Paul").id) == frozenset()
