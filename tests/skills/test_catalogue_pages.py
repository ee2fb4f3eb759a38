"""The pages of the skill catalogue: what everybody reads, what HR of the whole house changes."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from talentgrow.graph.types import Importance
from talentgrow.kernel.access import Role
from talentgrow.skills import alike, catalogue
from talentgrow.skills.catalogue import Filters
from talentgrow.skills.models import ClaimSource, Skill, SkillMerge, SkillSentence
from tests.make import NOW

BASE = "/catalogue/skills"
MOST_STATEMENTS = 15


@pytest.fixture
def hr(make, sign_in):
    return sign_in(make.person("Sophie Marchal", role=Role.HR))


@pytest.fixture
def ada(make, sign_in):
    return sign_in(make.person("Ada Lovelace"))


def found(page):
    return re.findall(rf'"tg-plain" href="{BASE}/\d+">([^<]+)</a>', page.html)


class TestList:
    @pytest.fixture
    def skills(self, make):
        family = make.skill_family("Bureautique")
        sheet = make.skill("Tableur", "Spreadsheets", family_id=family.id)
        make.alias(sheet, "Excel")
        make.skill_code(sheet, "esco", "http://data.europa.eu/esco/skill/abc")
        etude = make.skill("Étude de marché", "Market research", origin="esco", kind="knowledge")
        old = make.skill("Minitel", "Minitel", retired_at=sa.func.now())
        return sheet, etude, old

    @pytest.mark.parametrize(
        ("asked", "names"),
        [
            ("", ["Market research", "Spreadsheets"]),
            ("?q=etude+marche", ["Market research"]),
            ("?q=excel", ["Spreadsheets"]),
            ("?q=abc", ["Spreadsheets"]),
            ("?q=zzz", []),
            ("?kind=knowledge", ["Market research"]),
            ("?origin=esco", ["Market research"]),
            (
                "?origin=nonsense&kind=%00&family=x&use=y&page=-3",
                ["Market research", "Spreadsheets"],
            ),
            ("?use=retired", ["Minitel"]),
            ("?use=unused&q=market", ["Market research"]),
            ("?q=%25", []),
        ],
    )
    def test_is_found_by_words_of_both_languages_and_filters(self, skills, ada, page, asked, names):
        assert found(page(ada, f"{BASE}/{asked}")) == names

    def test_unused_are_those_nothing_points_to(self, skills, make, ada, page):
        make.job(needs={skills[0]: 2})
        make.level(make.person(), skills[1], 1)

        assert found(page(ada, f"{BASE}/?use=unused")) == []

    def test_says_under_which_word_it_was_found(self, skills, ada, page):
        assert "also: Excel" in page(ada, f"{BASE}/?q=exc").text

    def test_in_french(self, skills, make, sign_in, page):
        client = sign_in(make.person(), language="fr")

        assert found(page(client, f"{BASE}/")) == ["Étude de marché", "Tableur"]

    def test_small_groups_are_hidden_from_all_but_hr_of_the_whole_house(
        self, skills, make, sign_in, page
    ):
        site = make.site()
        for number in range(4):
            person = make.person(f"Holder {number}")
            make.assignment(person, make.job(), site=site)
            make.level(person, skills[0], 3)
        counted = rf"Spreadsheets.*?{'People'}\">([^<]+)<"

        def people(client):
            html = page(client, f"{BASE}/?q=tableur").html
            return re.search(counted, html, re.DOTALL).group(1)

        assert people(sign_in(make.person())) == "few"
        assert people(sign_in(make.hr_of(site))) == "few"
        assert people(sign_in(make.person(role=Role.ADMIN))) == "few"
        assert people(sign_in(make.person(role=Role.HR))) == "4"

    def test_hr_of_a_part_counts_the_people_of_that_part(self, skills, make, sign_in, page):
        here, there = make.site("Angers"), make.site("Brest")
        for site, count in ((here, 5), (there, 9)):
            for number in range(count):
                person = make.person(f"Holder {number}")
                make.assignment(person, make.job(), site=site)
                make.level(person, skills[0], 3)

        shown = page(sign_in(make.hr_of(here)), f"{BASE}/?q=tableur").html

        assert re.search(r'data-label="People">5<', shown)

    def test_who_left_or_has_level_zero_is_not_counted(self, skills, make, hr, page):
        gone = make.person(left_on=sa.func.date("2020-01-01"))
        make.level(gone, skills[0], 3)
        make.level(make.person(), skills[0], 0)

        assert 'data-label="People">0<' in page(hr, f"{BASE}/?q=tableur").html

    @pytest.mark.parametrize(
        ("said", "people"),
        [
            ([(ClaimSource.SELF, 3), (ClaimSource.SELF, 4)], 1),
            ([(ClaimSource.SELF, 3), (ClaimSource.SELF, 0)], 0),
            ([(ClaimSource.SELF, 0), (ClaimSource.SELF, 3)], 1),
            ([(ClaimSource.MANAGER, 0), (ClaimSource.SELF, 3)], 0),
            ([(ClaimSource.MANAGER, 2), (ClaimSource.SELF, 0)], 1),
            ([(ClaimSource.SELF, 0), (ClaimSource.PEER, 4)], 0),
            ([(ClaimSource.SELF, 0), (ClaimSource.SELF, 3), (ClaimSource.SELF, 0)], 0),
        ],
    )
    def test_who_was_said_to_have_none_is_counted_by_what_counts(
        self, said, people, skills, make, hr, page
    ):
        person, other = make.person(), make.person()
        for days, (source, level) in enumerate(said):
            make.level(person, skills[0], level, source=source, at=NOW + timedelta(days=days))
        make.level(other, skills[0], 2)
        make.level(other, skills[1], 0)

        shown = page(hr, f"{BASE}/?q=tableur").html

        assert f'data-label="People">{people + 1}<' in shown

    def test_stays_within_its_statements(self, skills, hr, statements):
        with statements() as sent:
            hr.get(f"{BASE}/?q=e")

        assert len(sent) <= MOST_STATEMENTS, sent

    def test_gives_a_fragment_to_htmx(self, skills, ada):
        answer = ada.get(f"{BASE}/?q=tab", headers={"HX-Request": "true"}).text

        assert answer.lstrip().startswith('<div id="catalogue"')

    def test_all_rows_for_a_file_follow_the_same_filters(self, app, skills):
        with app.test_request_context("/", headers={"Accept-Language": "fr"}):
            (sheet,) = catalogue.everything(Filters(words="excel"))

        assert [alias.text for alias in sheet.aliases] == ["Excel"]
        assert (sheet.family.name_fr, sheet.broader) == ("Bureautique", None)


class TestSkillPage:
    @pytest.fixture
    def skill(self, make, session):
        wide = make.skill("Bureautique", "Office software")
        skill = make.skill("Tableur", "Spreadsheets", broader_id=wide.id, description_en="Sums.")
        make.skill("Tableaux croisés", "Pivot tables", broader_id=skill.id)
        make.alias(skill, "Excel")
        make.skill_code(skill, "esco", "http://data.europa.eu/esco/skill/abc")
        make.skill_code(skill, "rome", "<script>")
        session.add(
            SkillSentence(skill_id=skill.id, level=2, text_fr="Additionne.", text_en="Adds.")
        )
        make.need(make.job("Comptable", english="Accountant"), skill, 3)
        make.need(make.job("Achats", english="Buyer"), skill, 2, Importance.USEFUL)
        session.commit()
        return skill

    def test_says_all_that_is_known(self, skill, ada, page):
        shown = page(ada, f"{BASE}/{skill.id}")

        for words in ("Spreadsheets", "Tableur", "Sums.", "Office software", "Pivot tables"):
            assert words in shown.text
        for words in ("Excel", "Adds.", "2 jobs ask for it", "Accountant", "useful", "our own"):
            assert words in shown.text
        assert "http://data.europa.eu/esco/skill/abc" in shown.links()
        assert "<script>" in shown.text
        assert "Who changed what" not in shown.text

    def test_in_french(self, skill, make, sign_in, page):
        shown = page(sign_in(make.person(), language="fr"), f"{BASE}/{skill.id}")

        assert shown.h1 == "Tableur"
        assert "Additionne." in shown.text

    def test_says_ones_own_level(self, skill, make, sign_in, page):
        person = make.person()
        make.level(person, skill, 2)

        assert "your level" in page(sign_in(person), f"{BASE}/{skill.id}").text

    def test_stays_within_its_statements(self, skill, hr, statements):
        hr.post(f"{BASE}/{skill.id}/aliases", data={"text": "Calc", "locale": ""})

        with statements() as sent:
            hr.get(f"{BASE}/{skill.id}")

        assert len(sent) <= MOST_STATEMENTS, sent

    def test_nobody_knows_it(self, ada, page):
        page(ada, f"{BASE}/999999", status=404)


class TestEditing:
    def form(self, skill=None, **changed):
        names = {"name_fr": "Tableur", "name_en": "Spreadsheets", "kind": "know_how"}
        version = {"version": skill.version} if skill else {}
        return names | {"family_id": 0, "broader_name": ""} | version | changed

    def test_hr_adds_a_skill(self, hr, page, session):
        page(hr, f"{BASE}/new")

        answer = hr.post(f"{BASE}/new", data=self.form())

        skill = session.scalar(sa.select(Skill))
        assert answer.location == f"{BASE}/{skill.id}"
        shown = page(hr, answer.location)
        assert "Added to the catalogue" in shown.text
        assert "Sophie Marchal" in shown.text

    def test_a_twin_is_answered_with_the_way_to_the_existing_one(self, hr, make):
        skill = make.skill("Tableur")

        answer = hr.post(f"{BASE}/new", data=self.form(name_en=""))

        assert answer.status_code == 422
        assert f'href="{BASE}/{skill.id}"' in answer.text

    @pytest.mark.parametrize(
        "wrong",
        [
            {"name_fr": "", "name_en": " "},
            {"name_fr": "x" * 201},
            {"kind": "nonsense"},
            {"family_id": "999999"},
            {"broader_name": "Nobody knows it"},
        ],
    )
    def test_wrong_values_come_back_with_the_reason(self, hr, session, wrong):
        answer = hr.post(f"{BASE}/new", data=self.form(**wrong))

        assert answer.status_code == 422
        assert "tg-error" in answer.text
        assert session.scalar(sa.select(sa.func.count(Skill.id))) == 0

    def test_the_broader_skill_is_named_by_any_of_its_words(self, hr, make, session):
        wide = make.skill("Bureautique")
        make.alias(wide, "Office")

        hr.post(f"{BASE}/new", data=self.form(broader_name="OFFICE"))

        assert (
            session.scalar(sa.select(Skill.broader_id).where(Skill.name_fr == "Tableur")) == wide.id
        )

    def test_names_are_proposed_while_typing(self, hr, make):
        make.skill("Bureautique", "Office software")

        assert "Office software" in hr.get(f"{BASE}/suggest?broader_name=bur").text
        assert hr.get(f"{BASE}/suggest").text.strip() == ""

    def test_of_two_who_edit_the_second_is_told_what_the_first_did(self, hr, make, session):
        skill = make.skill("Tableur", "Spreadsheets")
        first = self.form(skill, name_fr="Tableurs")
        second = self.form(skill, description_fr="Les miens.")
        hr.post(f"{BASE}/{skill.id}/edit", data=first)

        answer = hr.post(f"{BASE}/{skill.id}/edit", data=second)

        assert answer.status_code == 409
        assert "“Tableur” became “Tableurs”" in answer.text
        assert "Les miens." in answer.text
        assert (skill.name_fr, skill.description_fr) == ("Tableurs", "")
        again = second | {"version": skill.version}
        assert hr.post(f"{BASE}/{skill.id}/edit", data=again).status_code == 302
        assert skill.description_fr == "Les miens."

    def test_a_loop_is_refused_on_the_page(self, hr, make):
        skill = make.skill("Tableur", "Spreadsheets")
        make.skill("Partie", broader_id=skill.id)

        answer = hr.post(f"{BASE}/{skill.id}/edit", data=self.form(skill, broader_name="Partie"))

        assert answer.status_code == 422
        assert "belongs to it" in answer.text

    def test_words_codes_and_sentences(self, hr, make, page):
        skill = make.skill("Tableur", "Spreadsheets")
        base = f"{BASE}/{skill.id}"
        for url in ("edit", "words", "levels"):
            page(hr, f"{base}/{url}")

        hr.post(f"{base}/aliases", data={"text": "Excel", "locale": "fr"})
        hr.post(f"{base}/codes", data={"scheme": "rome", "code": "100007"})
        hr.post(f"{base}/levels", data={"version": skill.version, "fr_2": "Additionne."})

        shown = page(hr, base).text
        assert "Excel" in shown
        assert "100007" in shown
        assert "Additionne." in shown
        assert "Sentence of level 2 written anew" in shown
        words = page(hr, f"{base}/words").html
        for url in re.findall(r'action="([^"]+/remove)"', words):
            assert hr.post(url).status_code == 302
        assert "Excel" not in page(hr, f"{base}/words").html

    @pytest.mark.parametrize(
        ("url", "fields"),
        [
            ("aliases", {"text": "", "locale": "fr"}),
            ("aliases", {"text": "Négociation", "locale": ""}),
            ("aliases", {"text": "Excel", "locale": "de"}),
            ("codes", {"scheme": "esco", "code": "javascript:alert(1)"}),
            ("codes", {"scheme": "x", "code": "1"}),
        ],
    )
    def test_wrong_words_and_codes_come_back_with_the_reason(self, hr, make, url, fields):
        make.skill("Négociation")
        skill = make.skill("Tableur")

        answer = hr.post(f"{BASE}/{skill.id}/{url}", data=fields)

        assert answer.status_code == 422
        assert "tg-error" in answer.text

    def test_old_sentences_overwrite_nothing(self, hr, make):
        skill = make.skill()
        url = f"{BASE}/{skill.id}/levels"
        hr.post(url, data={"version": 1, "fr_2": "Un."})

        answer = hr.post(url, data={"version": 1, "fr_2": "Deux."})

        assert answer.status_code == 409
        assert "Un." in answer.text
        assert "Deux." in answer.text

    def test_families(self, hr, make, page):
        url = f"{BASE}/families/"
        page(hr, url)
        hr.post(url, data={"code": "it", "name_fr": "Informatique", "name_en": "IT"})

        shown = page(hr, url)
        family = next(link for link in shown.links() if re.search(r"/families/\d+$", link))
        page(hr, family)
        fields = {"code": "it", "name_fr": "Numérique", "name_en": "Digital"}
        seen = {"seen_code": "it", "seen_fr": "Informatique", "seen_en": "IT"}

        assert hr.post(url, data=fields).status_code == 422
        assert hr.post(family, data=fields | seen).status_code == 302
        assert hr.post(family, data=fields | {"name_fr": "x"} | seen).status_code == 409
        assert "Digital" in page(hr, url).text

    def test_retire_restore_delete(self, hr, make, page, session):
        skill = make.skill()
        for verb, words in (("retire", "No longer offered since"), ("restore", "Offered again")):
            hr.post(f"{BASE}/{skill.id}/{verb}")
            assert words in page(hr, f"{BASE}/{skill.id}").text

        assert hr.post(f"{BASE}/{skill.id}/delete").location == f"{BASE}/"
        assert session.scalar(sa.select(sa.func.count(Skill.id))) == 0

    def test_in_use_is_not_deleted(self, hr, make):
        skill = make.skill()
        make.level(make.person(), skill, 1)

        assert hr.post(f"{BASE}/{skill.id}/delete").status_code == 409


class TestMerging:
    @pytest.fixture
    def pair(self, make, session):
        pair = make.skill("Tableur", "Spreadsheets"), make.skill("Tableurs", "Excel")
        make.level(make.person(), pair[1], 3)
        make.job(needs=dict.fromkeys(pair, 2))
        alike.find()
        session.commit()
        return pair

    def test_from_the_pair_to_the_merge_and_back(self, hr, pair, page, session):
        kept, merged = pair
        proposed = page(hr, f"{BASE}/alike")
        url = f"{BASE}/merge/{kept.id}/{merged.id}"
        assert url in proposed.links()
        assert f"{BASE}/merge/{merged.id}/{kept.id}" in proposed.links()
        assert "One job asks for both" in page(hr, url).text

        answer = hr.post(url)

        assert answer.location == f"{BASE}/{kept.id}"
        assert "became part of this skill" in page(hr, f"{BASE}/{kept.id}").text
        assert hr.get(f"{BASE}/{merged.id}").location == f"{BASE}/{kept.id}"
        assert "No two skills look alike" in page(hr, f"{BASE}/alike").text
        done = session.scalar(sa.select(SkillMerge))
        assert "Take this merge back" in page(hr, f"{BASE}/merges").text
        assert hr.post(f"{BASE}/merges/{done.id}/undo").status_code == 302
        assert hr.get(f"{BASE}/{merged.id}").status_code == 200
        assert "Taken back on" in page(hr, f"{BASE}/merges").text

    def test_an_old_merge_stays(self, hr, pair, page, session):
        kept, merged = pair
        hr.post(f"{BASE}/merge/{kept.id}/{merged.id}")
        done = session.scalar(sa.select(SkillMerge))
        done.at -= timedelta(hours=25)
        session.commit()

        assert "it stays" in page(hr, f"{BASE}/merges").text
        assert hr.post(f"{BASE}/merges/{done.id}/undo").status_code == 409

    def test_the_other_skill_is_looked_for(self, hr, pair, page):
        shown = page(hr, f"{BASE}/{pair[1].id}/merge?q=tableur")

        assert f"{BASE}/merge/{pair[0].id}/{pair[1].id}" in shown.links()
        assert f"{BASE}/merge/{pair[1].id}/{pair[1].id}" not in shown.links()

    def test_with_itself_or_twice_is_refused(self, hr, pair, page):
        kept, merged = pair
        page(hr, f"{BASE}/merge/{kept.id}/{kept.id}", status=409)
        hr.post(f"{BASE}/merge/{kept.id}/{merged.id}")

        page(hr, f"{BASE}/merge/{kept.id}/{merged.id}", status=409)
        assert hr.post(f"{BASE}/merge/{kept.id}/{merged.id}").status_code == 409
        assert hr.post(f"{BASE}/merge/{merged.id}/{kept.id}").status_code == 409
        assert hr.get(f"{BASE}/{merged.id}/edit").status_code == 409

    def test_different_ones_are_said_and_withdrawn(self, hr, pair, page):
        one, other = (skill.id for skill in pair)
        data = {"one": one, "other": other, "reason": "<b>Deux</b> outils"}

        hr.post(f"{BASE}/alike/different", data=data)

        shown = page(hr, f"{BASE}/alike")
        assert "<b>Deux</b> outils" in shown.text
        (url,) = re.findall(r'action="([^"]+/withdraw)"', shown.html)
        hr.post(url)
        assert "One pair" in page(hr, f"{BASE}/alike").text

    @pytest.mark.parametrize("data", [{}, {"one": "x"}, {"one": 10**30, "other": 1}])
    def test_nonsense_says_nothing_is_different(self, hr, pair, data):
        assert hr.post(f"{BASE}/alike/different", data=data).status_code in {302, 400, 404}

    def test_stays_within_its_statements(self, hr, pair, statements):
        kept, merged = pair
        for url in ("alike", "merges", f"merge/{kept.id}/{merged.id}", f"{kept.id}/edit"):
            with statements() as sent:
                hr.get(f"{BASE}/{url}")
            assert len(sent) <= MOST_STATEMENTS, (url, sent)


READ = ["", "{id}", "suggest?q=a"]
CHANGE = [
    "new",
    "{id}/edit",
    "{id}/words",
    "{id}/levels",
    "{id}/merge",
    "families/",
    "merges",
    "alike",
]
POSTED = ["{id}/retire", "{id}/restore", "{id}/delete", "{id}/aliases", "{id}/codes", "new"]


@pytest.mark.parametrize("who", ["employee", "part", "admin"])
def test_others_read_and_change_nothing(make, sign_in, who):
    skill, other = make.skill("A"), make.skill("B")
    person = {
        "employee": lambda: make.person(),
        "part": lambda: make.hr_of(make.site()),
        "admin": lambda: make.person(role=Role.ADMIN),
    }[who]()
    client = sign_in(person)

    for url in READ:
        assert client.get(f"{BASE}/{url.format(id=skill.id)}").status_code == 200, url
    for url in [*CHANGE, f"merge/{skill.id}/{other.id}"]:
        assert client.get(f"{BASE}/{url.format(id=skill.id)}").status_code == 403, url
    for url in [*POSTED, f"merge/{skill.id}/{other.id}", "alike/different"]:
        assert client.post(f"{BASE}/{url.format(id=skill.id)}").status_code == 403, url
