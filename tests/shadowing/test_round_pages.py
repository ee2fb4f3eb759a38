"""Rounds on screen: for everybody, and for HR."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from talentgrow.infra import clock
from talentgrow.kernel.access import SYSTEM, Role
from talentgrow.notifications.models import Notice
from talentgrow.shadowing.exchanges.models import Round, RoundMember, RoundRun
from talentgrow.shadowing.rounds import publishing, solving
from talentgrow.shadowing.rounds.weeks import weeks_of
from talentgrow.shadowing.states import RoundStatus
from talentgrow.shadowing.states import VisitStatus as V
from talentgrow.shadowing.visits.models import Says, Visit
from tests.shadowing.round_scene import Company, hr, run, six

R = RoundStatus


def form(**more):
    day = clock.today()
    return {
        "version": "1",
        "name_fr": "Automne",
        "word_fr": "Trois semaines\n\n  pour voir  ",
        "join_by": (day + timedelta(days=10)).isoformat(),
        "visits_from": (day + timedelta(days=24)).isoformat(),
        "visits_to": (day + timedelta(days=45)).isoformat(),
        "longest": "4",
        "half_days": "2",
        "unit_id": "",
        "site_id": "",
        "crosses_sites": "y",
    } | more


@pytest.fixture
def sophie(make):
    return hr(make)


@pytest.fixture
def served(app, session, make):
    """Return a round of six people with its proposal."""
    one = six(make).joined()
    with app.test_request_context():
        run(session, one)
    return one


def send(app, session, one):
    with app.test_request_context():
        found = session.scalar(sa.select(RoundRun.id).where(RoundRun.round_id == one.id))
        publishing.publish(one, run_id=found, by=SYSTEM, now=clock.now())
        session.commit()


class TestEverybody:
    def test_joins_in_two_clicks(self, make, session, sign_in, page):
        company = Company(make, "Awa", "Paul")
        company.wish("Awa", "Paul")
        one = make.round("Automne")
        client = sign_in(company["Awa"])

        listed = page(client, "/rounds")
        assert listed.h1 == "A round is open: see a colleague’s job, and show yours"
        assert f"/rounds/{one.id}" in listed.links()

        shown = page(client, f"/rounds/{one.id}")
        assert shown.h1 == "See a colleague’s job, while yours is seen"
        assert "Métier de Paul" in shown.text
        ticked = [box["value"] for box in shown.all("input", name="weeks") if "checked" in box]
        assert ticked == [week.isoformat() for week in weeks_of(one)]

        answer = client.post(
            f"/rounds/{one.id}/join", data={"weeks": ticked, "how": "both", "places": "1"}
        )
        assert answer.status_code == 302
        shown = page(client, f"/rounds/{one.id}")
        assert shown.h1.startswith("You take part. HR draws the rings after")
        assert session.scalar(sa.select(RoundMember.person_id)) == company["Awa"].id

        assert client.post(f"/rounds/{one.id}/leave").status_code == 302
        assert session.scalar(sa.select(RoundMember.left_at)) is not None

    def test_reads_it_in_french(self, make, sign_in, page):
        make.round("Automne")
        shown = page(sign_in(make.person("Inès Caradec"), language="fr"), "/rounds")
        assert shown.h1 == "Une ronde est ouverte : voyez le métier d’un collègue, montrez le vôtre"

    def test_without_a_week_nothing_is_kept_and_the_form_says_why(
        self, make, session, sign_in, page
    ):
        one = make.round()
        client = sign_in(make.person("Inès Caradec"))
        for data in (
            {"how": "both", "places": "1"},
            {"weeks": ["1999-01-04"], "how": "both", "places": "1"},
            {"weeks": [weeks_of(one)[0].isoformat()], "how": "all", "places": "1"},
            {"weeks": [weeks_of(one)[0].isoformat()], "how": "both", "places": "99"},
        ):
            assert client.post(f"/rounds/{one.id}/join", data=data).status_code == 422
        answer = client.post(f"/rounds/{one.id}/join", data={"how": "both", "places": "1"})
        assert "Tick at least one week" in answer.text
        assert session.scalar(sa.select(sa.func.count(RoundMember.id))) == 0

    def test_who_comes_too_late_is_told(self, make, sign_in):
        one = make.round(join_by=clock.today() - timedelta(days=1))
        client = sign_in(make.person("Inès Caradec"))
        data = {"weeks": [weeks_of(one)[0].isoformat()], "how": "both", "places": "1"}
        answer = client.post(f"/rounds/{one.id}/join", data=data)
        assert answer.status_code == 409
        assert "Joining has ended" in answer.text
        closed = make.round(status=R.CLOSED)
        assert client.post(f"/rounds/{closed.id}/join", data=data).status_code == 403

    def test_a_draft_or_a_round_that_was_called_off_is_not_there(self, make, sign_in):
        client = sign_in(make.person("Inès Caradec"))
        for status in (R.DRAFT, R.CANCELLED):
            one = make.round(status=status)
            assert client.get(f"/rounds/{one.id}").status_code == 404

    def test_who_has_no_wish_is_told_what_follows(self, make, sign_in, page):
        one = make.round()
        shown = page(sign_in(make.person("Inès Caradec")), f"/rounds/{one.id}")
        assert "nobody can be found for you to visit" in shown.text
        assert "/visits/wishes" in shown.links()

    def test_a_round_for_others_cannot_be_joined(self, make, sign_in, page):
        one = make.round(unit_id=make.unit("Flux").id)
        shown = page(sign_in(make.person("Inès Caradec")), f"/rounds/{one.id}")
        assert "It is held for another part of the house: Flux" in shown.text
        assert not shown.all("form", action=f"/rounds/{one.id}/join")

    def test_reads_what_became_of_them_and_of_nobody_else(
        self, app, session, served, sign_in, page
    ):
        send(app, session, served)
        from talentgrow.people.models import Person

        awa, elsa = (
            session.scalars(sa.select(Person).where(Person.first_name == name)).one()
            for name in ("Awa", "Elsa")
        )
        mine = page(sign_in(awa), f"/rounds/{served.id}")
        assert mine.h1 == "This round found somebody for you"
        assert "You visit Paul Test" in mine.text
        assert "Inès Test visits you" in mine.text
        for other in ("Sara", "Guy", "Elsa"):
            assert other not in mine.text

        left = page(sign_in(elsa), f"/rounds/{served.id}")
        assert left.h1 == "This round found nobody for you"
        assert "Nobody wished to see what you do this time" in left.text

    def test_no_number_of_a_few_is_told(self, make, sign_in, page):
        company = six(make)
        few, many = company.joined("Awa", "Paul", status=R.OPEN), company.joined(status=R.OPEN)
        client = sign_in(make.person("Inès Caradec"))
        assert "take part today" not in page(client, f"/rounds/{few.id}").text
        assert "6 people take part today" in page(client, f"/rounds/{many.id}").text


class TestHrPrepares:
    def test_writes_opens_and_reads_who_joins(self, make, session, sign_in, page, sophie):
        client = sign_in(sophie)
        assert page(client, "/hr/rounds").h1 == "No round is open now"
        answer = client.post("/hr/rounds/new", data=form(once="a"))
        assert answer.status_code == 302
        assert client.post("/hr/rounds/new", data=form(once="a")).location == answer.location
        one = session.scalars(sa.select(Round)).one()
        assert one.word_fr == "Trois semaines\npour voir"
        here = f"/hr/rounds/{one.id}"
        assert "Open this round" in page(client, here).text

        assert client.post(f"{here}/open").status_code == 302
        session.refresh(one)
        assert one.status is R.OPEN
        assert page(client, here).h1 == "0 people take part so far"
        assert page(client, "/hr/rounds").h1 == "People are joining one round"

    def test_what_does_not_fit_is_said_beside_its_field(self, make, session, sign_in, sophie):
        client = sign_in(sophie)
        for data in (
            form(name_fr=""),
            form(visits_to="2001-01-01"),
            form(join_by=""),
            form(longest="9"),
            form(half_days="40"),
            form(unit_id="77777"),
            form(unit_id="x"),
            form(join_by="2001-01-01"),
        ):
            answer = client.post("/hr/rounds/new", data=data)
            assert answer.status_code == 422, data
            assert "tg-error" in answer.text
        assert session.scalar(sa.select(sa.func.count(Round.id))) == 0

    def test_two_who_change_it_do_not_overwrite_one_another(self, make, sign_in, session, sophie):
        one, client = make.round(), sign_in(sophie)
        here = f"/hr/rounds/{one.id}/edit"
        assert client.post(here, data=form(name_fr="Hiver", longest="5")).status_code == 302
        answer = client.post(here, data=form(name_fr="Noël", longest="3"))
        assert answer.status_code == 409
        assert "Noël" in answer.text
        session.refresh(one)
        assert (one.name_fr, one.longest, one.version) == ("Hiver", 5, 2)

    def test_sees_which_jobs_lack_hosts_and_invites_their_holders_once(
        self, make, session, sign_in, page, sophie
    ):
        company = Company(make, "Awa")
        rare = make.job("Fondeur")
        make.holders(2, rare)
        make.visit_wish(company["Awa"], job=rare)
        one = company.joined(status=R.OPEN)
        client, here = sign_in(sophie), f"/hr/rounds/{one.id}"

        shown = page(client, here)
        assert "One job is wished and nobody shows it" in shown.text
        assert shown.all("input", name="team", value=str(rare.id))
        for _twice in range(2):
            assert client.post(f"{here}/invite", data={"team": str(rare.id)}).status_code == 302
        assert session.scalar(sa.select(sa.func.count(Notice.id))) == 2

    def test_nonsense_invites_nobody(self, make, session, sign_in, sophie):
        one, client = make.round(), sign_in(sophie)
        for team in ("x", "-", "1-x", "99999999999999", "", "-5"):
            client.post(f"/hr/rounds/{one.id}/invite", data={"team": team})
        assert session.scalar(sa.select(sa.func.count(Notice.id))) == 0
        assert client.post(f"/hr/rounds/{one.id}/ask", data={"person": "x"}).status_code == 422
        assert client.post(f"/hr/rounds/{one.id}/ask", data={"person": "5"}).status_code == 302

    def test_calls_it_off_with_a_reason(self, make, session, sign_in, sophie):
        one, client = make.round(), sign_in(sophie)
        here = f"/hr/rounds/{one.id}/cancel"
        assert client.post(here, data={"reason": "Non"}).status_code == 422
        assert client.post(here, data={"reason": "Le site ferme deux semaines."}).status_code == 302
        session.refresh(one)
        assert one.status is R.CANCELLED
        assert client.post(here, data={"reason": "Le site ferme deux semaines."}).status_code == 409

    def test_gives_more_time_only(self, make, sign_in, sophie):
        one, client = make.round(), sign_in(sophie)
        here = f"/hr/rounds/{one.id}/extend"
        assert client.post(here, data={"join_by": one.join_by.isoformat()}).status_code == 422
        assert client.post(here, data={}).status_code == 422
        later = (one.visits_from - timedelta(days=1)).isoformat()
        assert client.post(here, data={"join_by": later}).status_code == 302


class TestProposal:
    def test_says_the_news_and_everything_beside(self, served, sign_in, page, sophie):
        shown = page(sign_in(sophie), f"/hr/rounds/{served.id}")

        assert shown.h1 == "5 people of 6 will see a colleague’s job"
        for words in (
            "Nothing is sent yet.",
            "Send the two rings",
            "The two rings proposed",
            "Awa → visits Paul → visits Inès → visits Awa",
            "First wishes only",
            "One person still waits, and this is why",
            "Nobody wishes to see their job, and places one-way are taken",
            "At best 5 with these wishes, which is proven",
            "Rings of up to five would serve nobody more.",
        ):
            assert words in shown.text
        assert len(shown.all("circle", **{"class": "tg-served ring"})) == 5
        assert len(shown.all("circle", **{"class": "tg-served left"})) == 1

    def test_is_read_as_a_table_and_in_french(self, served, sign_in, page, sophie):
        client = sign_in(sophie, language="fr")
        shown = page(client, f"/hr/rounds/{served.id}?as=table")
        assert shown.h1 == "5 personnes sur 6 verront le métier d’un collègue"
        assert "Paul Test" in shown.text
        assert "Envoyer les deux ronds" in shown.text

    def test_is_sent_once(self, served, session, sign_in, page, sophie):
        client, here = sign_in(sophie), f"/hr/rounds/{served.id}"
        (sending,) = page(client, here).all("input", name="run")
        assert client.post(f"{here}/publish", data={"run": "x"}).status_code == 422
        assert client.post(f"{here}/publish", data={"run": "77"}).status_code == 409
        assert client.post(f"{here}/publish", data={"run": sending["value"]}).status_code == 302
        assert client.post(f"{here}/publish", data={"run": sending["value"]}).status_code == 409
        assert session.scalar(sa.select(sa.func.count(Visit.id))) == 5

    def test_what_is_outdated_is_not_sent_and_computed_anew(
        self, make, served, session, sign_in, page, sophie
    ):
        client, here = sign_in(sophie), f"/hr/rounds/{served.id}"
        (sending,) = page(client, here).all("input", name="run")
        make.round_member(served, make.person("Farid Late"))
        session.commit()

        answer = client.post(f"{here}/publish", data={"run": sending["value"]})
        assert answer.status_code == 409
        assert "Compute it anew" in answer.text
        assert session.scalar(sa.select(sa.func.count(Visit.id))) == 0
        assert "Joined after this was computed" in page(client, here).text

        assert client.post(f"{here}/compute").status_code == 302
        assert page(client, here).h1 == "5 people of 7 will see a colleague’s job"

    def test_while_it_is_computed_the_page_can_be_left(
        self, app, make, session, sign_in, page, sophie
    ):
        one = six(make).joined()
        client, here = sign_in(sophie), f"/hr/rounds/{one.id}"
        assert page(client, here).h1 == "There is no proposal yet"
        with app.test_request_context():
            solving.ask(one, by=SYSTEM, now=clock.now())
            session.commit()
        shown = page(client, here)
        assert shown.h1 == "The proposal is being computed"
        assert "you can leave this page" in shown.text
        session.execute(sa.update(RoundRun).values(computed_at=clock.now(), failed="broken"))
        session.commit()
        assert page(client, here).h1 == "The proposal could not be computed"

    def test_who_is_left_out_is_asked(self, app, make, session, sign_in, page, sophie):
        one = Company(make, "Awa", "Paul").joined()
        with app.test_request_context():
            run(session, one)
        client, here = sign_in(sophie), f"/hr/rounds/{one.id}"
        shown = page(client, here)
        assert shown.h1 == "Nobody can see a colleague’s job yet"
        (first, _second) = shown.all("input", name="person")
        assert client.post(f"{here}/ask", data={"person": first["value"]}).status_code == 302
        assert session.scalars(sa.select(Notice.kind)).all() == ["shadowing.round_asks_wish"]

    def test_more_hosts_are_proposed_and_written_to(
        self, app, make, session, sign_in, page, sophie
    ):
        company = six(make)
        make.holders(2, company.jobs["Awa"])
        one = company.joined()
        with app.test_request_context():
            run(session, one)
        client, here = sign_in(sophie), f"/hr/rounds/{one.id}"
        shown = page(client, here)
        assert "One more host, one person served" in shown.text
        (team,) = shown.all("input", name="team", value=f"{company.jobs['Awa'].id}-0")
        assert client.post(f"{here}/invite", data={"team": team["value"]}).status_code == 302
        assert session.scalar(sa.select(sa.func.count(Notice.id))) == 2

    def test_the_round_before_is_told(self, app, make, session, served, sign_in, page, sophie):
        send(app, session, served)
        one = make.round(
            "Hiver",
            status=R.CLOSED,
            join_by=served.join_by + timedelta(days=1),
            visits_from=served.visits_from + timedelta(days=1),
        )
        with app.test_request_context():
            run(session, one)
        shown = page(sign_in(sophie), f"/hr/rounds/{one.id}")
        assert "The round “Ronde (en)” served 5 of 6, at best 5." in shown.text


class TestFollowing:
    def test_hr_reads_who_has_answered_and_what_was_lost(
        self, app, session, served, sign_in, page, sophie
    ):
        send(app, session, served)
        visits = list(session.scalars(sa.select(Visit).order_by(Visit.id)))
        visits[0].visitor_says = Says.YES
        visits[1].host_says, visits[1].status = Says.NO, V.LOST
        visits[2].status = V.TOOK_PLACE
        visits[2].message = "Ce que personne d’autre ne lit"
        session.commit()

        shown = page(sign_in(sophie), f"/hr/rounds/{served.id}")

        assert shown.h1 == "One visit of 5 has taken place"
        assert "has not answered yet" in shown.text
        assert "has said no" in shown.text
        assert "Took place on" in shown.text
        assert "Ce que personne" not in shown.text


class TestWhoMay:
    def test_only_hr_of_the_part_follows(self, make, sign_in):
        angers, lyon = make.site("Angers"), make.site("Lyon")
        theirs, house = make.round(site_id=angers.id), make.round()
        other = make.round(site_id=lyon.id)
        paula = sign_in(make.hr_of(angers))
        assert paula.get("/hr/rounds").status_code == 200
        assert paula.get(f"/hr/rounds/{theirs.id}").status_code == 200
        for one in (house, other):
            assert paula.get(f"/hr/rounds/{one.id}").status_code == 403
            assert paula.post(f"/hr/rounds/{one.id}/close").status_code == 403
        ines = sign_in(make.person("Inès Caradec"))
        assert ines.get("/hr/rounds").status_code == 403
        assert ines.get("/hr/rounds/new").status_code == 403
        assert ines.get(f"/hr/rounds/{house.id}").status_code == 403
        for step in ("open", "close", "extend", "compute", "publish", "cancel", "invite", "ask"):
            assert ines.post(f"/hr/rounds/{house.id}/{step}").status_code == 403
            assert ines.post(f"/hr/rounds/999999/{step}").status_code == 404

    def test_nobody_changes_how_somebody_else_takes_part(self, make, session, sign_in):
        company = Company(make, "Awa")
        one = company.joined(status=R.OPEN)
        sign_in(make.person("Mallory")).post(f"/rounds/{one.id}/leave")
        assert session.scalar(sa.select(RoundMember.left_at)) is None


class TestBudget:
    @pytest.mark.parametrize("url", ["/rounds", "/rounds/{id}", "/hr/rounds", "/hr/rounds/{id}"])
    @pytest.mark.parametrize("is_sent", [False, True])
    def test_every_page_takes_few_statements(
        self, app, make, session, sign_in, statements, sophie, url, is_sent
    ):
        company = six(make)
        for name in company.jobs:
            make.holders(1, company.jobs[name], site=make.site(name))
        one = company.joined()
        make.round_member(one, sophie)
        with app.test_request_context():
            run(session, one)
        if is_sent:
            send(app, session, one)
        client = sign_in(sophie)
        here = url.format(id=one.id)
        client.get(here)
        with statements() as sent:
            assert client.get(here).status_code == 200
        assert len(sent) <= 15, "\n".join(sent)

    def test_the_page_on_which_people_join_too(self, make, sign_in, statements, sophie):
        one = six(make).joined(status=R.OPEN)
        client = sign_in(sophie)
        for url in (f"/hr/rounds/{one.id}", f"/rounds/{one.id}", f"/hr/rounds/{one.id}/edit"):
            client.get(url)
            with statements() as sent:
                assert client.get(url).status_code == 200
            assert len(sent) <= 15, "\n".join(sent)


def test_hr_who_wants_to_join_is_a_person_like_others(make, sign_in, session):
    sophie = make.person("Sophie Marchal", role=Role.HR)
    one = make.round()
    data = {"weeks": [weeks_of(one)[0].isoformat()], "how": "host", "places": "2"}
    assert sign_in(sophie).post(f"/rounds/{one.id}/join", data=data).status_code == 302
    member = session.scalars(sa.select(RoundMember)).one()
    assert (member.visits, member.places) == (False, 2)
