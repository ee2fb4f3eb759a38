"""What HR sets for all missions, and the page of a theme which everybody reads."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from talentgrow.audit.models import AuditEvent
from talentgrow.graph.stretch import thresholds
from talentgrow.infra import clock
from talentgrow.kernel.access import Role
from talentgrow.missions import house
from talentgrow.missions.house_pages import setting, zones
from talentgrow.missions.models import HouseRules, Mission, SensitiveUnit, Theme
from talentgrow.missions.states import MissionStatus
from tests.page import Page

RULES = "/hr/mission-rules"
FORM = {
    "version": "1",
    "review_above_hours": "8",
    "review_above_seats": "5",
    "review_days": "2",
    "word_above_hours": "4",
    "word_above_days": "5",
    "silence_days": "10",
    "defer_weeks": "8",
    "weekly_hours": "35",
    "load_percent": "20",
    "comfort_below": "8",
    "stretch_below": "30",
    "risk_below": "40",
}
THEME = {
    "version": "1",
    "name_fr": "Livrer à l’heure promise",
    "name_en": "Deliver when we said",
    "explanation_fr": "Un client attend. Il saura quand.",
    "explanation_en": "A customer waits. They will know when.",
}


@pytest.fixture
def hr(make, sign_in):
    return sign_in(make.person("Sophie Marchal", role=Role.HR))


def kinds(session):
    return session.scalars(select(AuditEvent.kind).order_by(AuditEvent.id)).all()


class TestRules:
    def test_show_what_holds_before_anybody_has_set_anything(self, hr, page, session):
        shown = page(hr, RULES)

        assert {f["name"]: f.get("value") for f in shown.all("input") if f["name"] in FORM} == FORM
        assert session.scalar(select(HouseRules)) is None

    def test_are_set_and_remembered_with_before_and_after(self, hr, session):
        response = hr.post(
            RULES, data=FORM | {"word_above_hours": "2,5", "silence_days": "7", "risk_below": "45"}
        )

        assert response.location == RULES
        known = house.rules()
        assert (known.word_above_hours, known.silence_days, known.risk_below) == (2.5, 7, 0.45)
        assert known.version == 2
        event = session.scalars(select(AuditEvent)).one()
        assert (event.kind, event.subject) == ("missions.rules_changed", "mission_rules:1")
        assert event.details == {
            "version": 2,
            "changes": {
                "word_above_hours": [4.0, 2.5],
                "silence_days": [10, 7],
                "risk_below": [0.4, 0.45],
            },
        }

    def test_nothing_is_remembered_where_nothing_changed(self, hr, session):
        hr.post(RULES, data=FORM)

        assert kinds(session) == []
        assert house.rules().version == 1

    def test_a_half_hour_is_shown_with_the_sign_of_the_language(self, make, sign_in, page):
        hr = sign_in(make.person("Sophie", role=Role.HR), language="fr")
        hr.post(RULES, data=FORM | {"weekly_hours": "37.5"})

        (shown,) = page(hr, RULES).all("input", name="weekly_hours")
        assert (shown["type"], shown["value"]) == ("text", "37,5")

    def test_units_become_sensitive_and_ordinary_again(self, hr, make, session):
        unit, other = make.unit("Réseaux"), make.unit("Paie")

        hr.post(RULES, data=FORM | {"units": [str(unit.id), str(other.id)]})
        assert setting.sensitive_unit_ids() == {unit.id, other.id}
        assert house.needs_review(make.mission(unit_id=unit.id), house.rules())

        hr.post(RULES, data=FORM | {"version": "2", "units": [str(other.id)]})
        assert setting.sensitive_unit_ids() == {other.id}
        newest = session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
        assert newest.details["changes"] == {"sensitive_units": [[unit.id, other.id], [other.id]]}

    def test_a_unit_that_does_not_exist_is_left_out(self, hr, session):
        hr.post(RULES, data=FORM | {"units": ["77", "99999999999999"], "silence_days": "9"})

        assert session.scalars(select(SensitiveUnit)).all() == []
        assert house.rules().silence_days == 9

    def test_who_read_an_older_version_is_told_and_overwrites_nothing(self, hr):
        hr.post(RULES, data=FORM | {"silence_days": "7"})

        response = hr.post(RULES, data=FORM | {"silence_days": "12"})

        assert response.status_code == 409
        shown = Page(response.text)
        assert "Somebody else changed these rules" in shown.text
        assert shown.all("input", name="silence_days")[0]["value"] == "12"
        assert shown.all("input", name="version")[0]["value"] == "2"
        assert house.rules().silence_days == 7

    @pytest.mark.parametrize(
        "changed",
        [
            {"review_above_hours": ""},
            {"review_above_hours": "-1"},
            {"review_above_hours": "41"},
            {"review_above_hours": "nan"},
            {"review_above_hours": "1e3"},
            {"review_above_seats": "2.5"},
            {"review_above_seats": "9" * 30},
            {"review_days": "0"},
            {"silence_days": "31"},
            {"defer_weeks": "x"},
            {"weekly_hours": "0"},
            {"load_percent": "101"},
            {"comfort_below": "30"},
            {"stretch_below": "50"},
            {"risk_below": "101"},
            {"units": ["x"]},
        ],
    )
    def test_a_form_with_mistakes_comes_back(self, hr, session, changed):
        response = hr.post(RULES, data=FORM | {"silence_days": "7"} | changed)

        assert response.status_code == 422
        assert Page(response.text).all("p", **{"class": "tg-error"})
        assert session.scalar(select(HouseRules)) is None

    def test_french_is_spoken(self, make, sign_in, page):
        shown = page(sign_in(make.person(role=Role.HR), language="fr"), RULES)

        assert shown.h1 == "Ce qui vaut pour toutes les missions"
        assert "Quand l’accord du manager est demandé" in shown.text

    @pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.ADMIN])
    def test_nobody_but_hr_of_the_whole_house(self, make, sign_in, session, role):
        client = sign_in(make.person("Eve", role=role))
        part = sign_in(make.hr_of(make.unit()))

        for one in (client, part):
            assert one.get(RULES).status_code == 403
            assert one.post(RULES, data=FORM | {"silence_days": "7"}).status_code == 403
        assert session.scalar(select(HouseRules)) is None

    def test_the_page_asks_the_database_little(self, hr, statements):
        hr.get(RULES)

        with statements() as sent:
            hr.get(RULES)
        assert len(sent) <= 15


class TestZonesFromOwnMoves:
    @pytest.fixture
    def moves(self, make):
        """Sixty people who went from one job to a harder one, gaps of a quarter."""
        skill = make.skill()
        source, target = make.job("A", needs={skill: 3}), make.job("B", needs={skill: 4})
        make.movers(60, source, target, year=clock.today().year - 1)

    def test_are_proposed_in_words_and_filled_in(self, hr, page, moves):
        assert "From the 60 moves between jobs" in page(hr, RULES).text

        shown = page(hr, f"{RULES}?zones=proposed")

        values = [shown.all("input", name=name)[0]["value"] for name in zones.NAMES]
        assert values == ["25", "27", "29"]
        assert "They are not stored before you save the rules" in shown.text

    def test_few_moves_propose_nothing(self, hr, page, make):
        skill = make.skill()
        make.movers(
            thresholds.FEWEST_MOVES - 1, make.job(needs={skill: 3}), make.job(needs={skill: 4})
        )

        assert "Too few people have moved" in page(hr, f"{RULES}?zones=proposed").text

    def test_jobs_that_ask_for_nothing_and_old_moves_do_not_count(self, make):
        skill = make.skill()
        make.movers(60, make.job("A"), make.job("B", needs={skill: 4}))
        make.movers(60, make.job("C", needs={skill: 2}), make.job("D", needs={skill: 4}))

        assert zones.proposed(date(2026, 10, 8)).moves == 60
        assert zones.proposed(date(2036, 10, 8)) is None


class TestThemes:
    def test_are_listed_with_the_missions_that_hang_on_each(self, hr, make, page):
        theme, other = make.theme(), make.theme("Une eau sans fuite")
        make.mission(theme_id=theme.id)
        make.mission(theme_id=theme.id, status=MissionStatus.DRAFT)

        shown = page(hr, "/hr/themes")

        assert shown.h1 == "2 themes give missions their reason"
        assert "Pourquoi. Comment. 2 Change" in shown.text
        assert "Pourquoi. Comment. 0 Change" in shown.text
        assert f"/themes/{other.id}" in shown.links()

    def test_an_empty_list_offers_to_begin(self, hr, page):
        assert "Begin with the three or four projects" in page(hr, "/hr/themes").text

    def test_one_is_added_in_both_languages(self, hr, session):
        response = hr.post("/hr/themes/new", data=THEME)

        theme = session.scalars(select(Theme)).one()
        assert response.location == "/hr/themes"
        assert (theme.name_en, theme.explanation_fr) == (
            "Deliver when we said",
            "Un client attend. Il saura quand.",
        )
        assert kinds(session) == ["missions.theme_created"]

    def test_one_is_said_otherwise(self, hr, make, session):
        theme = make.theme()

        hr.post(f"/hr/themes/{theme.id}/edit", data=THEME | {"name_en": "Deliver on the day"})

        assert (theme.name_en, theme.version) == ("Deliver on the day", 2)
        event = session.scalars(select(AuditEvent)).one()
        assert event.details["changes"]["name_en"] == [
            "Livrer à l’heure promise (en)",
            "Deliver on the day",
        ]

    def test_who_read_an_older_version_is_told(self, hr, make):
        theme = make.theme()
        hr.post(f"/hr/themes/{theme.id}/edit", data=THEME)

        response = hr.post(f"/hr/themes/{theme.id}/edit", data=THEME | {"name_en": "Mine"})

        assert response.status_code == 409
        assert "Somebody else changed this theme" in response.text
        assert theme.name_en == "Deliver when we said"

    def test_a_retired_one_stays_on_its_missions_until_it_is_offered_again(
        self, hr, make, page, session
    ):
        theme = make.theme()
        mission = make.mission(theme_id=theme.id)

        hr.post(f"/hr/themes/{theme.id}/retire")
        assert theme.retired_at is not None
        assert mission.theme_id == theme.id
        assert "No longer offered since" in page(hr, f"/themes/{theme.id}").text

        hr.post(f"/hr/themes/{theme.id}/restore")
        assert theme.retired_at is None
        assert kinds(session) == ["missions.theme_retired", "missions.theme_restored"]

    @pytest.mark.parametrize(
        "changed",
        [
            {"name_fr": " ", "name_en": ""},
            {"explanation_fr": "", "explanation_en": " "},
            {"name_fr": "x" * 121},
            {"explanation_en": "x" * 501},
            {"name_fr": "UNE EAU SANS FUITE"},
        ],
    )
    def test_a_form_with_mistakes_comes_back(self, hr, make, session, changed):
        make.theme("Une eau sans fuite")

        response = hr.post("/hr/themes/new", data=THEME | changed)

        assert response.status_code == 422
        assert Page(response.text).all("p", **{"class": "tg-error"})
        assert len(session.scalars(select(Theme)).all()) == 1

    def test_nobody_but_hr_of_the_whole_house_writes(self, make, sign_in):
        theme = make.theme()
        for client in (sign_in(make.person("Eve")), sign_in(make.hr_of(make.unit()))):
            for url in ("/hr/themes", "/hr/themes/new", f"/hr/themes/{theme.id}/edit"):
                assert client.get(url).status_code == 403
            for verb in ("edit", "retire", "restore"):
                assert client.post(f"/hr/themes/{theme.id}/{verb}", data=THEME).status_code == 403
        assert (theme.retired_at, theme.version) == (None, 1)


class TestPageOfATheme:
    def test_everybody_reads_why_and_what_is_open_soonest_first(self, make, sign_in, page):
        theme, owner = make.theme(), make.person("Maud Le Goff")
        later = {"theme_id": theme.id, "apply_by": clock.today() + timedelta(days=25)}
        sooner = {"theme_id": theme.id, "apply_by": clock.today() + timedelta(days=5)}
        make.mission("Écouter les clients", owner=owner, **later)
        make.mission("Revoir les délais", owner=owner, **sooner)
        for status in set(MissionStatus) - {MissionStatus.PUBLISHED}:
            make.mission("Close", owner=owner, status=status, theme_id=theme.id)

        text = page(sign_in(make.person("Ada")), f"/themes/{theme.id}").text

        assert "Pourquoi. Comment." in text
        assert "2 missions serve it and are open" in text
        assert text.index("Revoir les délais") < text.index("Écouter les clients")
        assert "Close" not in text

    def test_says_what_to_do_when_nothing_is_open(self, make, sign_in, page):
        client = sign_in(make.person("Ada"), language="fr")

        text = page(client, f"/themes/{make.theme().id}").text

        assert "Aucune mission ouverte ne le sert" in text
        assert "Changer" not in text

    def test_a_theme_that_does_not_exist(self, make, sign_in):
        assert sign_in(make.person()).get("/themes/99").status_code == 404

    def test_twenty_missions_cost_as_much_as_one(self, make, sign_in, statements, session):
        theme, client = make.theme(), sign_in(make.person("Ada"))
        for number in range(20):
            make.mission(f"Mission {number}", theme_id=theme.id, site_id=make.site().id)
        assert len(session.scalars(select(Mission)).all()) == 20

        with statements() as sent:
            client.get(f"/themes/{theme.id}")
        assert len(sent) <= 15
