"""Setting many levels at once: what is shown, in which order, and what keeping them does."""

import pytest
from sqlalchemy import func, select

from talentgrow.audit.models import AuditEvent
from talentgrow.skills import queries as skills
from talentgrow.skills.models import ClaimSource, SkillClaim
from tests.make import NOW

HX = {"HX-Request": "true"}


@pytest.fixture
def sheet(make, sign_in, page):
    """Ada with a job of two skills, a target of two (one shared), and one skill besides."""

    class Sheet:
        flows, risk = make.skill("Flux"), make.skill("Risque")
        talks, piano = make.skill("Négociation"), make.skill("Piano")
        job = make.job("Pilote", needs={flows: 3, risk: 2})
        target = make.job("Acheteur", needs={risk: 4, talks: 2})
        ada = make.person("Ada Lovelace", job=job)
        client = sign_in(ada)

        def show(self, query=""):
            return page(self.client, f"/skills/add{query}")

        def keep(self, **form):
            return self.client.post("/skills/", data=form)

        def levels(self):
            return skills.levels_of(self.ada.id)

    make.level(Sheet.ada, Sheet.piano, 5)
    return Sheet()


def groups(found):
    """Return the headings of the page with the names of the skills below them."""
    text = found.text
    return text[text.index("Find any other skill") :]


class TestPage:
    def test_begins_with_the_skills_of_the_present_job(self, sheet):
        text = groups(sheet.show())

        assert text.index("Skills of your job, Pilote (en)") < text.index("Flux (en)")
        assert text.index("Risque (en)") < text.index("Your other skills") < text.index("Piano")
        assert "Négociation" not in text

    def test_a_target_follows_and_repeats_no_skill(self, sheet):
        found = sheet.show(f"?target={sheet.target.id}")

        text = groups(found)
        assert text.index("Skills of your job") < text.index("Skills of your target, Acheteur (en)")
        assert text.index("Skills of your target") < text.index("Négociation (en)")
        assert len(found.all("input", name=f"level-{sheet.risk.id}")) == 6

    def test_the_targets_of_saved_paths_are_shown_without_asking(self, sheet, make):
        make.saved_path(sheet.ada, sheet.job, sheet.target)

        assert "Skills of your target, Acheteur (en)" in sheet.show().text

    def test_words_find_any_other_skill(self, sheet):
        text = groups(sheet.show("?q=negoc"))

        assert text.index("Skills with these words") < text.index("Négociation (en)")

    def test_words_that_find_nothing_say_so(self, sheet):
        assert "No skill has these words" in sheet.show("?q=zzzz").text

    def test_marks_the_level_one_has_and_the_level_needed(self, sheet, make):
        make.level(sheet.ada, sheet.flows, 1)

        found = sheet.show()

        (checked,) = [
            a for a in found.all("input", name=f"level-{sheet.flows.id}") if "checked" in a
        ]
        assert checked["value"] == "1"
        assert "3 needed" in found.text

    def test_says_where_each_level_comes_from(self, sheet, make):
        boss = make.person("Grace Hopper")
        make.level(sheet.ada, sheet.flows, 2, source=ClaimSource.MANAGER, author=boss)
        make.level(sheet.ada, sheet.risk, 2, source=ClaimSource.IMPORT)

        text = sheet.show().text

        assert "confirmed by Grace Hopper, October 2026" in text
        assert "from an import, October 2026" in text
        assert "declared by you, October 2026" in text

    def test_htmx_gets_the_groups_alone(self, sheet):
        response = sheet.client.get("/skills/add?q=negoc", headers=HX)

        assert "<html" not in response.text
        assert 'id="skill-groups"' in response.text

    def test_somebody_without_job_or_levels_is_told_how_to_begin(self, make, sign_in, page):
        found = page(sign_in(make.person("New Comer")), "/skills/add")

        assert found.h1 == "Say what you can do"
        assert "Find the skills you have with the search above." in found.text

    @pytest.mark.parametrize("target", ["", "x", "-1", "0", "999999", "9" * 30])
    def test_an_odd_target_never_hurts(self, sheet, target):
        assert "Skills of your target" not in sheet.show(f"?target={target}").text

    def test_hostile_names_are_only_names(self, make, sign_in, page):
        job = make.job("<script>alert(1)</script>", english="<script>alert(1)</script>")
        make.need(job, make.skill("<b>=1+1</b>", "<b>=1+1</b>"), 3)

        found = page(sign_in(make.person(job=job)), "/skills/add")

        assert "<b>=1+1</b>" in found.text
        assert "<script>alert" not in found.html
        assert "<b>=1" not in found.html

    @pytest.mark.parametrize("language", ["fr", "en"])
    def test_needs_few_statements(self, make, sign_in, page, statements, language):
        known = [make.skill(f"Skill {index}") for index in range(20)]
        job = make.job("Job", needs=dict.fromkeys(known[:8], 3))
        targets = [
            make.job(f"Target {i}", needs=dict.fromkeys(known[i : i + 8], 4)) for i in (4, 9)
        ]
        ada = make.person(job=job)
        for target in targets:
            make.saved_path(ada, job, target)
        for skill in known:
            make.level(ada, skill, 2)
        client = sign_in(ada, language=language)

        with statements() as sent:
            page(client, "/skills/add?q=skill")

        assert len(sent) <= 15, sent


class TestSearch:
    """A search replaces the list; what was picked and not saved yet must not get lost."""

    def checked(self, found, skill):
        name = f"level-{skill.id}"
        return [a["value"] for a in found.all("input", name=name) if "checked" in a]

    def test_keeps_a_level_picked_before(self, sheet):
        found = sheet.show(f"?q=piano&level-{sheet.flows.id}=5")

        assert self.checked(found, sheet.flows) == ["5"]

    def test_keeps_a_level_of_a_skill_found_by_the_search_before(self, sheet):
        found = sheet.show(f"?q=piano&level-{sheet.talks.id}=4")

        assert self.checked(found, sheet.talks) == ["4"]

    def test_a_level_picked_anew_wins_over_the_one_held(self, sheet):
        found = sheet.show(f"?level-{sheet.piano.id}=1")

        assert self.checked(found, sheet.piano) == ["1"]
        assert sheet.levels()[sheet.piano.id] == 5

    def test_says_what_the_job_asks_for_of_a_skill_it_finds(self, sheet):
        text = groups(sheet.show("?q=flux"))

        assert text.index("Skills with these words") < text.index("3 needed")
        assert text.index("3 needed") < text.index("Risque (en)")

    @pytest.mark.parametrize(
        "query", ["level-99999999999999=1", "level-abc=2", "level-1=9", "level-=1"]
    )
    def test_nonsense_picks_nothing(self, sheet, query):
        assert "Flux (en)" in groups(sheet.show(f"?{query}"))


class TestKeep:
    def test_keeps_what_was_chosen_and_says_how_much(self, sheet):
        response = sheet.keep(**{f"level-{sheet.flows.id}": "3", f"level-{sheet.risk.id}": "1"})

        assert response.status_code == 302
        assert sheet.levels() == {sheet.flows.id: 3, sheet.risk.id: 1, sheet.piano.id: 5}
        assert "2 levels are saved." in sheet.show().text

    def test_levels_left_as_they_were_add_nothing(self, sheet, session):
        sheet.keep(**{f"level-{sheet.piano.id}": "5"})

        assert session.scalar(select(func.count(SkillClaim.id))) == 1
        assert "Nothing was changed." in sheet.show().text

    def test_leaves_a_trace_for_each_change(self, sheet, session):
        sheet.keep(**{f"level-{sheet.flows.id}": "3", f"level-{sheet.piano.id}": "5"})

        event = session.scalars(select(AuditEvent)).one()
        assert event.actor_id == sheet.ada.id
        assert event.details["skill"] == sheet.flows.code

    def test_leads_back_to_where_one_came_from(self, sheet):
        response = sheet.keep(next=f"/jobs/{sheet.job.id}")

        assert response.location == f"/jobs/{sheet.job.id}"

    @pytest.mark.parametrize(
        "target", ["https://evil.example", "//evil.example", "/\\evil.example"]
    )
    def test_leads_to_no_other_site(self, sheet, target):
        assert sheet.keep(next=target).location == "/skills/"

    @pytest.mark.parametrize(
        "field",
        [
            {"level-abc": "3"},
            {"level-": "3"},
            {"level--1": "3"},
            {"level-1.5": "3"},
            {"level-1 OR 1=1": "3"},
            {"level-FLOWS": ""},
            {"level-FLOWS": "three"},
            {"level-FLOWS": "-1"},
            {"level-FLOWS": "2.5"},
            {"level-FLOWS": "9" * 400},
            {"level-" + "9" * 400: "3"},
            {"LEVEL-FLOWS": "3"},
            {"person_id": "1", "source": "manager"},
        ],
    )
    def test_fields_which_are_no_levels_are_left_out(self, sheet, field):
        form = {k.replace("FLOWS", str(sheet.flows.id)): value for k, value in field.items()}

        response = sheet.keep(**form)

        assert response.status_code == 302
        assert sheet.levels() == {sheet.piano.id: 5}

    @pytest.mark.parametrize(
        ("field", "status"),
        [
            ({"level-FLOWS": "6"}, 409),
            ({"level-FLOWS": "99"}, 409),
            ({"level-FLOWS": "9999999999999"}, 409),
            ({"level-999999": "3"}, 404),
            ({"level-0": "3"}, 404),
        ],
    )
    def test_a_level_or_skill_which_does_not_exist_refuses_the_whole_form(
        self, sheet, field, status
    ):
        form = {k.replace("FLOWS", str(sheet.flows.id)): value for k, value in field.items()}

        response = sheet.keep(**{f"level-{sheet.risk.id}": "4"}, **form)

        assert response.status_code == status
        assert sheet.levels() == {sheet.piano.id: 5}

    def test_a_number_which_no_skill_can_have_is_refused_as_well(self, sheet):
        response = sheet.keep(**{"level-9999999999999": "3", f"level-{sheet.risk.id}": "4"})

        # PostgreSQL refuses the number, SQLite looks for it in vain.
        assert response.status_code in {400, 404}
        assert sheet.levels() == {sheet.piano.id: 5}

    def test_one_level_given_twice_is_one_level(self, sheet):
        response = sheet.client.post("/skills/", data={f"level-{sheet.flows.id}": ["2", "4"]})

        assert response.status_code == 302
        assert sheet.levels()[sheet.flows.id] in {2, 4}

    def test_a_confirmed_level_still_counts_after_one_declares_another(self, sheet, make):
        boss = make.person("Grace Hopper")
        make.level(sheet.ada, sheet.flows, 2, source=ClaimSource.MANAGER, author=boss, at=NOW)

        sheet.keep(**{f"level-{sheet.flows.id}": "5"})

        assert sheet.levels()[sheet.flows.id] == 2

    def test_nobody_declares_for_somebody_else(self, sheet, make, sign_in):
        other = make.person("Bob")

        sign_in(other).post(
            "/skills/", data={f"level-{sheet.flows.id}": "4", "person_id": sheet.ada.id}
        )

        assert sheet.flows.id not in sheet.levels()
        assert skills.levels_of(other.id) == {sheet.flows.id: 4}
