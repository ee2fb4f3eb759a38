"""The list of missions: what is found, in which order, and what it says to each reader."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest

from talentgrow.infra import clock
from talentgrow.kernel.access import Role
from talentgrow.missions.models import Place, SuggestionChoice
from talentgrow.missions.states import MissionStatus
from tests.page import Page


@pytest.fixture
def reader(make):
    return make.person("Inès Caradec", job=make.job())


@pytest.fixture
def client(reader, sign_in):
    return sign_in(reader)


@pytest.fixture
def titles(page, client):
    """Return a function which gives the titles that an address lists, in order."""

    def titles(as_client=None, **asked):
        found = page(as_client or client, f"/missions?{urlencode(asked)}")
        cards = found.html.split('<article class="tg-card tg-mission">')[1:]
        return [Page(card, is_fragment=True).text.split(" (en)")[0].split()[-1] for card in cards]

    return titles


def in_days(days):
    return clock.today() + timedelta(days=days)


class TestWhatIsListed:
    def test_what_takes_people_and_nothing_else(self, make, titles):
        make.mission("Ouverte")
        make.mission("Trop-tard", apply_by=in_days(-1))
        make.mission("Pleine", seats=1, taken=1, keeps_accepting=False)
        make.mission("Attente", seats=1, taken=1)
        for status in set(MissionStatus) - {MissionStatus.PUBLISHED}:
            make.mission(str(status), status=status)

        assert sorted(titles()) == ["Attente", "Ouverte"]

    def test_those_that_run_when_asked(self, make, titles):
        make.mission("Ouverte")
        make.mission("Court", status=MissionStatus.IN_PROGRESS)
        make.mission("Brouillon", status=MissionStatus.DRAFT)
        make.mission("Annulée", status=MissionStatus.CANCELLED)

        assert titles(show="running") == ["Court"]
        assert sorted(titles(show="all")) == ["Court", "Ouverte"]

    def test_nobodys_draft_even_ones_own(self, make, reader, titles):
        make.mission("Mienne", owner=reader, status=MissionStatus.DRAFT)

        assert titles(show="all") == []


class TestSearch:
    @pytest.mark.parametrize("words", ["preparer", "PRÉPARER", "prepare the", "plan ete"])
    def test_accents_and_language_do_not_matter(self, make, titles, words):
        make.mission("Préparer le plan d’été", title_en="Prepare the summer plan (en)")
        make.mission("Autre")

        assert len(titles(q=words)) == 1

    def test_a_skill_is_found_by_any_of_its_names(self, make, titles):
        skill = make.skill("Négociation", english="Bargaining")
        make.alias(skill, "Marchandage")
        make.mission("Une", needs={skill: 2})
        make.mission("Autre")

        assert titles(q="bargain") == titles(q="negoc") == titles(q="marchandage") == ["Une"]

    def test_a_theme_is_found_and_all_words_must_fit(self, make, titles):
        theme = make.theme("Livrer à l’heure")
        make.mission("Une", theme_id=theme.id)
        make.mission("Deux")

        assert titles(q="livrer") == ["Une"]
        assert titles(q="livrer deux") == []

    @pytest.mark.parametrize("words", ["%", "_", "'; drop", "\\", "x" * 10_000, "a " * 5_000])
    def test_signs_mean_themselves(self, make, titles, words):
        make.mission("Une")

        assert titles(q=words) in ([], ["Une"])
        assert titles(q="%") == titles(q="_") == []


class TestFilters:
    def test_hours(self, make, titles):
        make.mission("Courte", hours_a_week=2.0)
        make.mission("Longue", hours_a_week=2.5)

        assert titles(hours=2) == ["Courte"]

    def test_dates(self, make, titles):
        make.mission("Tôt", starts_on=in_days(10), ends_on=in_days(30))
        make.mission("Tard", starts_on=in_days(50), ends_on=in_days(90))

        assert titles(**{"from": in_days(11)}) == ["Tard"]
        assert titles(until=in_days(30)) == ["Tôt"]

    def test_place_site_and_theme(self, make, titles):
        site, theme = make.site("Lyon"), make.theme()
        make.mission("Une", site_id=site.id, place=Place.SITE, theme_id=theme.id)
        make.mission("Autre", place=Place.REMOTE)

        for asked in ({"place": "site"}, {"site": site.id}, {"theme": theme.id}):
            assert titles(**asked) == ["Une"]

    def test_a_unit_comes_with_those_below(self, make, titles):
        top = make.unit("Groupe")
        below = make.unit("Flux", parent=top)
        make.mission("Une", unit_id=below.id)
        make.mission("Autre", unit_id=make.unit("Achats").id)

        assert titles(unit=top.id) == ["Une"]

    def test_a_skill_needed_or_grown(self, make, titles):
        skill = make.skill()
        make.mission("Demande", needs={skill: 1})
        make.mission("Forme", grows={skill: 3})
        make.mission("Autre")

        assert sorted(titles(skill=skill.id)) == ["Demande", "Forme"]

    @pytest.mark.parametrize(
        "asked",
        [
            {"hours": "9" * 400},
            {"hours": "-1"},
            {"site": "9" * 40},
            {"unit": "x"},
            {"skill": 2**31},
            {"theme": "-4"},
            {"from": "2026-13-45"},
            {"until": "\x00"},
            {"place": "moon"},
            {"show": "draft"},
            {"order": "salary"},
            {"page": "9" * 30},
            {"page": "-3"},
            {"q": "\ud83d\ude00"},
        ],
    )
    def test_nonsense_is_not_asked_for(self, make, client, asked):
        make.mission("Une")
        words = {key: str(value).encode("utf-8", "surrogatepass") for key, value in asked.items()}

        assert client.get(f"/missions?{urlencode(words)}").status_code == 200


class TestOrder:
    @pytest.fixture
    def three(self, make, reader):
        """A good stretch, one too far and one that teaches nothing, of which it is the newest."""
        skill = make.skill("Carnet")
        make.level(reader, skill, 3)
        now = clock.now()
        make.mission("Loin", needs={skill: 5}, apply_by=in_days(5), published_at=now)
        make.mission("Bonne", needs={skill: 4}, grows={skill: 4}, published_at=now)
        later = now + timedelta(hours=1)
        make.mission("Facile", needs={skill: 2}, published_at=later, apply_by=in_days(9))

    def test_useful_stretch_first(self, three, titles):
        assert titles()[0] == "Bonne"

    def test_newest_and_soonest_deadline(self, three, titles):
        assert titles(order="newest")[0] == "Facile"
        assert titles(order="deadline") == ["Loin", "Facile", "Bonne"]

    def test_by_date_for_who_wants_no_suggestions(self, three, make, reader, titles, page, client):
        make._save(SuggestionChoice(person_id=reader.id, opted_out=True))

        assert titles()[0] == "Facile"
        assert titles(order="stretch")[0] == "Facile"
        assert "tg-zone" not in page(client, "/missions").html

    def test_hiding_zones_leaves_the_order(self, three, make, reader, titles, page, client):
        make._save(SuggestionChoice(person_id=reader.id, hides_scores=True))

        assert titles()[0] == "Bonne"
        assert "tg-zone" not in page(client, "/missions").html

    def test_a_filter_keeps_the_order(self, three, make, titles):
        make.mission("Ailleurs", hours_a_week=9.0)

        assert titles(hours=4)[0] == "Bonne"


class TestCards:
    def test_zone_skills_and_what_is_left(self, make, reader, page, client):
        skill, held = make.skill("Carnet", english="Order book"), make.skill("ERP", english="ERP")
        make.level(reader, skill, 2)
        make.level(reader, held, 4)
        make.mission(
            needs={skill: 3, held: 3}, grows={skill: 4}, seats=2, site_id=make.site("Angers").id
        )

        card = page(client, "/missions")

        assert "Good stretch" in card.text
        assert "Order book from 2 to 4" in card.text
        assert "You bring: ERP." in card.text
        assert "Two seats are left" in card.text
        assert "Angers, and remotely · 3 h a week" in card.text

    def test_what_would_bring_it_nearer(self, make, reader, page, client):
        skill = make.skill("Carnet", english="Order book")
        make.level(reader, skill, 2)
        make.mission(needs={skill: 3})

        assert (
            "After a visit about Order book, it becomes familiar ground."
            in page(client, "/missions").text
        )

    def test_in_french(self, make, reader, page, sign_in):
        skill = make.skill("Carnet")
        make.level(reader, skill, 4)
        make.mission("Relire", needs={skill: 5}, grows={skill: 5}, seats=1)

        shown = page(sign_in(reader, language="fr"), "/missions").text

        assert "Bon défi" in shown
        assert "de 4 à 5" in shown
        assert "3 h par semaine" in shown
        assert "Il reste une place" in shown


class TestEmpty:
    def test_nothing_open_says_what_to_do(self, page, client):
        assert "No mission is open just now" in page(client, "/missions").text

    def test_nothing_fits_says_what_to_do(self, make, page, client):
        make.mission("Une")

        found = page(client, "/missions?q=zzzz")

        assert "No mission fits all of this" in found.text
        assert "/missions" in found.links()


class TestPages:
    def test_twenty_a_page_and_the_fragment(self, make, client, page):
        owner = make.person("Maud Owner")
        for number in range(21):
            make.mission(f"Numéro{number}", owner=owner)

        first, second = page(client, "/missions"), page(client, "/missions?page=2")
        fragment = client.get("/missions", headers={"HX-Request": "true"}).text

        assert first.html.count('tg-mission">') == 20
        assert second.html.count('tg-mission">') == 1
        assert page(client, "/missions?page=77").html.count('tg-mission">') == 1
        assert "<html" not in fragment
        assert fragment.count('tg-mission">') == 20

    def test_it_asks_little_of_the_database(self, make, client, statements):
        owner, skills = make.person("Maud Owner"), [make.skill(f"S{n}") for n in range(3)]
        theme = make.theme()
        for number in range(25):
            make.mission(
                f"M{number}", owner=owner, needs=dict.fromkeys(skills, 2), theme_id=theme.id
            )
        client.get("/missions")
        narrow = f"/missions?q=plan+m&unit=1&skill={skills[0].id}&theme={theme.id}"

        with statements() as plain:
            client.get("/missions")
        with statements() as narrowed:
            client.get(narrow)

        assert len(plain) <= 15, "\n".join(plain)
        assert len(narrowed) <= 15, "\n".join(narrowed)

    def test_hr_and_administrators_look_too(self, make, sign_in, page):
        make.mission("Une")
        for person in (make.person("Hana", role=Role.HR), make.person("Adam", role=Role.ADMIN)):
            assert "Une" in page(sign_in(person), "/missions").text
