"""Looking colleagues up: who is found, by which words, page by page."""

from datetime import date, timedelta

import pytest

from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.kernel.access import Actor, Role
from talentgrow.kernel.errors import NotFound
from talentgrow.people import queries
from tests.make import Factory

EMPLOYEE = Actor(1, frozenset({Role.EMPLOYEE}))
HR = Actor(1, frozenset({Role.HR}))
HOSTILE = [
    "<script>alert(1)</script>",
    "=1+1",
    "مرحبا \u202eabc",
    "x" * 200,
    "O’Hara & Sons",
    "{{ 7*7 }}",
]


def names(session, actor, words=""):
    return [person.name for person in session.scalars(queries.search(actor, words))]


class TestSearch:
    @pytest.fixture
    def everybody(self, make):
        for name in [
            "Élodie Œuvrard",
            "Elodie Martin",
            "Zoé Électre",
            "Per 100% Cent",
            "Under_score Bo",
        ]:
            make.person(name)

    @pytest.mark.parametrize(
        ("words", "found"),
        [
            ("elodie", ["Elodie Martin", "Élodie Œuvrard"]),
            ("ÉLODIE", ["Elodie Martin", "Élodie Œuvrard"]),
            ("oeuvr", ["Élodie Œuvrard"]),
            ("œuvr", ["Élodie Œuvrard"]),
            ("  elodie   oeuvrard ", ["Élodie Œuvrard"]),
            ("%", ["Per 100% Cent"]),
            ("100%", ["Per 100% Cent"]),
            ("_", ["Under_score Bo"]),
            ("r_s", ["Under_score Bo"]),
            ("nobody", []),
            ("\\", []),
            ("' OR 1=1 --", []),
            ("/", []),
        ],
    )
    def test_finds_by_letters_whatever_their_accents_and_takes_signs_literally(
        self, session, everybody, words, found
    ):
        assert names(session, EMPLOYEE, words) == found

    def test_finds_by_employee_number(self, session, everybody, make):
        wanted = make.person("Nadia Fabre")

        assert names(session, EMPLOYEE, wanted.employee_number.lower()) == ["Nadia Fabre"]

    def test_no_colleague_finds_a_number_out_sign_by_sign(self, session, everybody, make):
        number = make.person("Nadia Fabre").employee_number

        assert names(session, EMPLOYEE, f"nadia {number[1:3]}") == []
        assert names(session, HR, f"nadia {number[1:3]}") == ["Nadia Fabre"]

    def test_without_words_gives_everybody_by_name(self, session, everybody):
        found = names(session, EMPLOYEE)

        assert len(found) == 5
        assert found[0] == "Elodie Martin"


class TestVisibility:
    @pytest.fixture
    def gone(self, make):
        make.person("Present Person")
        return make.person("Gone Person", left_on=date(2025, 3, 31))

    def test_those_who_left_are_found_by_hr_only(self, session, gone):
        assert names(session, EMPLOYEE) == ["Present Person"]
        assert names(session, HR) == ["Gone Person", "Present Person"]

    def test_their_page_does_not_exist_for_others(self, gone):
        assert queries.get_visible(HR, gone.id) is gone
        with pytest.raises(NotFound):
            queries.get_visible(EMPLOYEE, gone.id)

    def test_not_even_a_search_for_the_exact_number_betrays_them(self, session, gone):
        assert names(session, EMPLOYEE, gone.employee_number) == []

    def test_the_list_says_that_somebody_left(self, gone, make, sign_in, page):
        found = page(sign_in(make.person("Hugo", role=Role.HR)), "/people/?q=gone")

        assert "left in March 2025" in found.text


class TestCurrentAssignment:
    def test_is_the_newest_of_those_without_an_end(self, make):
        person, unit = make.person(), make.unit()
        make.assignment(person, make.job("Old"), start=date(2010, 1, 1), end=date(2015, 12, 31))
        make.assignment(person, make.job("Main"), start=date(2016, 1, 1))
        newest = make.assignment(person, make.job("Also"), start=date(2020, 1, 1), unit=unit)

        found = queries.current_assignment(person.id)

        assert found.id == newest.id
        assert found.unit is unit

    def test_of_two_which_began_together_the_later_entered_counts(self, make):
        person = make.person()
        make.assignment(person, make.job("One"))
        second = make.assignment(person, make.job("Two"))

        assert queries.current_assignment(person.id).id == second.id

    def test_has_begun_and_is_not_over(self, make):
        person, present = make.person(), make.job("Present")
        day = timedelta(days=1)
        make.assignment(person, make.job("Over"), end=clock.today() - day)
        make.assignment(person, make.job("To come"), start=clock.today() + day)
        held = make.assignment(person, present, start=date(2021, 1, 1), end=clock.today())

        assert queries.current_assignment(person.id) is held

    def test_is_none_for_somebody_who_holds_no_job(self, make):
        person = make.person()
        make.assignment(person, make.job(), end=date(2021, 1, 1))

        assert queries.current_assignment(person.id) is None

    def test_a_career_is_told_from_today_backwards(self, make):
        person = make.person()
        first = make.assignment(person, make.job("A"), start=date(2010, 1, 1), end=date(2012, 1, 1))
        second = make.assignment(person, make.job("B"), start=date(2012, 1, 2))

        assert [a.id for a in queries.career(person.id)] == [second.id, first.id]


class TestReports:
    def test_to_come_and_gone_are_none(self, make):
        boss, soon, last = make.person("Boss"), make.person("Soon"), make.person("Last")
        day, job = timedelta(days=1), make.job()
        make.assignment(soon, job, manager=boss, start=clock.today() + day)
        make.assignment(last, job, manager=boss, end=clock.today())

        assert queries.report_ids(boss.id) == {last.id}

    def test_are_those_who_name_the_manager_today(self, make):
        boss, other, report, former = (make.person(name) for name in ["B", "O", "R", "F"])
        make.assignment(report, make.job(), manager=boss)
        make.assignment(former, make.job(), manager=boss, end=date(2022, 1, 1))
        make.assignment(former, make.job(), manager=other, start=date(2022, 1, 2))

        assert queries.report_ids(boss.id) == {report.id}
        assert queries.report_ids(report.id) == frozenset()


class TestSites:
    def test_of_a_job_come_with_the_number_of_people_there(self, make):
        job, angers, lyon = make.job(), make.site("Angers"), make.site("Lyon")
        make.holders(3, job, site=angers)
        make.holders(1, job, site=lyon)
        make.holders(1, make.job("Other"), site=lyon)

        assert [(site.name, count) for site, count in queries.sites_of_job(job.id)] == [
            ("Angers", 3),
            ("Lyon", 1),
        ]

    def test_units_are_told_by_code(self, make):
        units = [make.unit("B"), make.unit("A")]

        assert queries.units() == sorted(units, key=lambda unit: unit.code)


class TestPage:
    @pytest.fixture
    def crowd(self, make):
        for index in range(65):
            make.person(f"Person {index:02}")

    @pytest.mark.parametrize(
        ("asked", "first"),
        [
            ("", "Person 00"),
            ("?page=2", "Person 30"),
            ("?page=3", "Person 60"),
            ("?page=999999", "Person 60"),
            ("?page=-1", "Person 00"),
            ("?page=zero", "Person 00"),
            ("?page=99999999999999999999999999", "Person 60"),
        ],
    )
    def test_nonsense_in_the_page_number_never_hurts(
        self, crowd, make, sign_in, page, asked, first
    ):
        found = page(sign_in(make.person("Zoe", role=Role.HR)), f"/people/{asked}")

        assert first in found.text
        assert "66" in found.text

    def test_the_way_to_the_next_page_keeps_the_words(self, crowd, make, sign_in, page):
        found = page(sign_in(make.person("Zoe", role=Role.HR)), "/people/?q=person&x=%26%22%3E")

        (following,) = found.all("a", rel="next")
        assert following["href"] == "?q=person&x=%26%22%3E&page=2"

    def test_says_what_to_do_when_nobody_is_found(self, make, sign_in, page):
        found = page(sign_in(make.person("Ada")), "/people/?q=nobody-at-all")

        assert "Nobody is found" in found.text
        assert "/people/" in found.links()

    @pytest.mark.parametrize("name", HOSTILE)
    def test_a_hostile_name_is_only_a_name(self, make, sign_in, page, name):
        make.person(f"{name} Doe")

        found = page(sign_in(make.person("Ada")), "/people/?q=doe")

        assert " ".join(f"{name} Doe".split()) in found.text
        assert "<script>alert" not in found.html

    @pytest.mark.parametrize("words", [*HOSTILE, "\x00", "\ud800".encode("utf-8", "surrogatepass")])
    def test_hostile_words_find_nobody_and_are_only_words(self, make, sign_in, words):
        response = sign_in(make.person("Ada")).get("/people/", query_string={"q": words})

        # PostgreSQL has no room for a NUL in a text.
        assert response.status_code in ({200, 400} if words == "\x00" else {200})
        assert "<script>alert" not in response.text

    @pytest.mark.parametrize("language", ["fr", "en"])
    def test_needs_few_statements(self, crowd, make, sign_in, page, statements, language):
        client = sign_in(make.person("Zoe", job=make.job()), language=language)
        client.get("/people/")

        with statements() as sent:
            page(client, "/people/?q=person")

        assert len(sent) <= 15, sent


class TestRow:
    @pytest.fixture
    def hire(self, make):
        """Make somebody with a job, a unit and a site."""
        flow = make.family("Flux", "FX")
        unit, site = make.unit("Flux Angers", make.unit("Flux")), make.site("Angers")
        job = make.job("Pilote de flux", english="Flow pilot", family=flow)
        person = make.person("Élodie Martin")
        make.assignment(person, job, unit=unit, site=site)
        return person, job, unit, site

    def test_says_job_unit_and_site(self, hire, make, sign_in, page):
        text = page(sign_in(make.person("Zoe")), "/people/?q=elodie").text

        assert "Élodie Martin Flow pilot Flux Angers Angers" in text
        assert "One person found" in text

    @pytest.mark.parametrize("words", ["pilote", "flow PILOT", "martin elodie", "elodie pilote"])
    def test_is_found_by_name_and_job_in_any_order_of_words(self, hire, make, sign_in, page, words):
        assert "Élodie Martin" in page(sign_in(make.person("Zoe")), f"/people/?q={words}").text

    def test_is_not_found_by_a_job_somebody_held_before(self, make, sign_in, page):
        make.assignment(make.person("Paul Passé"), make.job("Cariste"), end=date(2021, 1, 1))

        assert "Nobody is found" in page(sign_in(make.person("Zoe")), "/people/?q=cariste").text

    def test_of_two_present_jobs_the_newer_is_told_once(self, make, sign_in, page):
        person = make.person("Dora Double")
        make.assignment(person, make.job("Ancien"), start=date(2010, 1, 1))
        make.assignment(person, make.job("Nouveau"), start=date(2024, 1, 1))

        text = page(sign_in(make.person("Zoe")), "/people/?q=dora").text

        assert text.count("Dora Double") == 1
        assert "Nouveau (en)" in text
        assert "Ancien (en)" not in text


class TestFilters:
    @pytest.fixture
    def places(self, make):
        top = make.unit("Industrie")
        below, other = make.unit("Flux", top), make.unit("Achats")
        angers, brest = make.site("Angers"), make.site("Brest")
        flow, sales = make.family("Flux", "FX"), make.family("Ventes", "VE")
        make.assignment(
            make.person("Ann One"), make.job("Pilote", family=flow), unit=below, site=angers
        )
        make.assignment(
            make.person("Bob Two"), make.job("Vendeur", family=sales), unit=other, site=brest
        )
        gone = make.person("Cyd Gone", left_on=date(2024, 5, 31))
        make.assignment(gone, make.job("Parti"), end=date(2024, 5, 31), unit=below, site=angers)
        return {"top": top, "below": below, "other": other, "angers": angers, "flow": flow}

    @pytest.mark.parametrize(
        ("asked", "found"),
        [
            ("unit={top}", {"Ann", "Cyd"}),
            ("unit={below}", {"Ann", "Cyd"}),
            ("unit={other}", {"Bob"}),
            ("site={angers}", {"Ann", "Cyd"}),
            ("family={flow}", {"Ann"}),
            ("unit={top}&who=here", {"Ann"}),
            ("unit={top}&who=left", {"Cyd"}),
            ("unit={other}&site={angers}", set()),
            ("who=nonsense&unit=x&site=-1&family=99999999999999", {"Ann", "Bob", "Cyd"}),
        ],
    )
    def test_narrow_the_list_for_hr(self, places, make, sign_in, page, asked, found):
        ids = {name: place.id for name, place in places.items()}
        hr = sign_in(make.person("Hugo Rey", role=Role.HR))

        text = page(hr, "/people/?" + asked.format(**ids)).text

        listed = text.partition("Search ")[2]
        assert {name for name in ("Ann", "Bob", "Cyd") if name in listed} == found

    def test_of_presence_is_for_hr_only(self, places, make, sign_in, page):
        found = page(sign_in(make.person("Zoe")), "/people/?q=cyd&who=left")

        assert "Cyd" not in found.text
        assert not found.all("select", name="who")


class TestLimits:
    """A colleague finds somebody; nobody copies the directory."""

    @pytest.fixture
    def crowd(self, make):
        job, unit = make.job("Pilote"), make.unit("Flux")
        for index in range(160):
            make.assignment(make.person(f"Person {index:03}"), job, unit=unit)
        return unit

    def test_without_words_only_ones_own_unit_is_listed(self, crowd, make, sign_in, page):
        own = make.unit("Achats", make.unit("Siège"))
        ada, near = make.person("Ada Near"), make.person("Nora Near")
        for person in (ada, near):
            make.assignment(person, make.job("Acheteur"), unit=own)
        client = sign_in(ada)

        found = page(client, "/people/?unit=")
        assert "2 people in your unit" in page(client, "/people/").text
        assert "2 people in your unit" in found.text
        # What is listed unasked does not narrow the next search.
        assert not [option for option in found.all("option") if "selected" in option]
        assert "Whom do you look for?" in page(client, f"/people/?unit={crowd.id}").text
        assert "Person 0" not in page(client, f"/people/?unit={crowd.id}&page=2").text

    def test_of_somebody_without_a_unit_words_are_asked(self, crowd, make, sign_in, page):
        assert "Whom do you look for?" in page(sign_in(make.person("Zoe")), "/people/").text

    @pytest.mark.parametrize("words", ["p", "p 0", "%C3%A9", "%20p%20"])
    def test_one_letter_finds_nobody(self, crowd, make, sign_in, page, words):
        found = page(sign_in(make.person("Zoe")), f"/people/?q={words}&unit={crowd.id}")

        assert "Two letters at least" in found.text
        assert "Person 0" not in found.text

    def test_only_the_first_pages_of_a_long_list_can_be_read(self, crowd, make, sign_in, page):
        client = sign_in(make.person("Zoe"))

        found = page(client, "/people/?q=person&page=99")

        assert "More than 150 people" in found.text
        assert "Person 149" in found.text
        assert "Page 5 of 5, 150 in all" in found.text
        assert "The list ends here." in found.text

    def test_hr_reads_on(self, crowd, make, sign_in, page):
        found = page(sign_in(make.person("Zoe", role=Role.HR)), "/people/?q=person&page=99")

        assert "Person 159" in found.text
        assert "The list ends here." not in found.text

    def test_whoever_looks_too_often_waits(self, new_app):
        app = new_app({"WTF_CSRF_ENABLED": False}, directory_limit="3 per minute")
        with app.app_context():
            make = Factory(db.session)
            accounts = [
                make.account_of(make.person(name), role)
                for name, role in [("Ada", None), ("Bob", None), ("Hugo", Role.HR)]
            ]
            signed_in = [
                {"_user_id": account.fs_uniquifier, "sign_in": make.sign_in_session(account)}
                for account in accounts
            ]
            db.session.remove()

        def look(reader, path="/people/?q=ada"):
            client = app.test_client()
            with client.session_transaction() as cookie:
                cookie.update(signed_in[reader])
            return client.get(path)

        answers = [look(0).status_code for _ in range(4)]

        assert answers == [200, 200, 200, 429]
        # Pages of people count as well: leafing through their numbers is a dump, too.
        assert look(0, "/people/2").status_code == 429
        assert look(0).headers["Retry-After"]
        assert look(1).status_code == 200
        assert {look(2).status_code for _ in range(5)} == {200}
