"""The page of a job: what it takes, where it leads, and no small group ever counted."""

import re
from datetime import date

import pytest

from talentgrow.graph.types import Importance
from talentgrow.jobs.models import JobVersion, Tag
from talentgrow.kernel.access import Actor, Role
from talentgrow.mobility import job_page
from talentgrow.mobility.models import Snapshot
from talentgrow.skills.models import ClaimSource
from tests.make import NOW


@pytest.fixture
def house(make, sign_in, page):
    """A job from which and to which people moved: twelve, four and one, and an untried bridge."""

    class House:
        flows, talks = make.skill("Flux"), make.skill("Négociation")
        job = make.job(
            "Planificateur",
            family=make.family("Flux", "FX"),
            grade=4,
            description_fr="Il planifie.",
        )
        many, few, one, none = (make.job(name) for name in ["Many", "Few", "One", "None"])
        ada = make.person("Ada Lovelace", job=many)

        def open(self, job=None, person=None, language="en"):
            client = sign_in(person or self.ada, language=language)
            return page(client, f"/jobs/{(job or self.job).id}")

    make.need(House.job, House.flows, 3)
    make.need(House.job, House.talks, 2, Importance.USEFUL)
    # Never five out of a post in one year: that would be a renaming.
    for year in (2021, 2022, 2023):
        make.movers(4, House.job, House.many, year=year)
    make.movers(4, House.job, House.few, year=2024)
    make.movers(1, House.job, House.one, year=2025)
    make.bridge(House.job, House.none)
    make.graph()
    return House()


def flows(found, heading):
    """Return the flows below a heading: title, what is said, and whether a bar is drawn."""
    section = found.html.partition(f">{heading}<")[2].partition("</section>")[0]
    items = [item.partition("</li>")[0] for item in section.split("<li>")[1:]]
    return {
        re.search(r'class="tg-plain"[^>]*>([^<]+)', item)[1].strip(): (
            re.search(r"<b>([^<]*)</b>", item)[1],
            "width:" in item,
        )
        for item in items
    }


class TestSmallGroups:
    def test_only_groups_of_five_are_counted_or_drawn(self, house):
        assert flows(house.open(), "Where it leads") == {
            "Many (en)": ("12", True),
            "Few (en)": ("few", False),
            "One (en)": ("few", False),
            "None (en)": ("–", False),
        }

    def test_small_groups_stand_in_no_order_of_size(self, house):
        assert list(flows(house.open(), "Where it leads")) == [
            "Many (en)",
            "Few (en)",
            "One (en)",
            "None (en)",
        ]

    def test_small_groups_stand_by_name(self, make, house):
        for name, number in [("Zebra", 1), ("Aardvark", 1), ("Mule", 4)]:
            make.movers(number, house.one, make.job(name), year=2022)
        make.graph()

        found = flows(house.open(house.one), "Where it leads")

        assert list(found) == ["Aardvark (en)", "Mule (en)", "Zebra (en)"]
        assert set(found.values()) == {("few", False)}

    def test_seen_from_the_other_side_they_are_small_as_well(self, house):
        found = flows(house.open(house.few), "Where people come from")

        assert found == {"Planificateur (en)": ("few", False)}

    @pytest.mark.parametrize(
        ("people", "words"),
        [
            (0, "Nobody holds this job today."),
            (1, "A few people hold this job."),
            (4, "A few people hold this job."),
            (5, "5 people hold this job."),
        ],
    )
    def test_holders_are_counted_from_five_on(self, make, house, people, words):
        job = make.job("Held")
        make.holders(people, job)
        make.graph()

        found = house.open(job)

        assert words in found.text
        if 0 < people < 5:
            assert not re.search(rf"\b{people}\b", found.text.partition("How suggestions")[0][300:])

    def test_sites_of_a_small_group_are_not_named(self, make, house):
        small, large = make.job("Small"), make.job("Large")
        make.holders(4, small, site=make.site("Lonely"))
        make.holders(5, large, site=make.site("Crowded"))
        make.graph()

        assert "Lonely" not in house.open(small).text
        assert "5 people hold this job in Crowded." in house.open(large).text

    def test_what_may_not_be_shown_does_not_even_reach_the_page(self, app, make, house):
        small = make.job("Small")
        make.holders(4, small, site=make.site("Lonely"))
        make.graph()

        with app.test_request_context():
            found = job_page.page(Actor(house.ada.id, frozenset()), small.id)

        assert (found.people, found.sites, found.median_months) == (None, (), None)
        assert found.is_held

    def test_people_without_a_site_count_like_the_others(self, make, house):
        job = make.job("Mixed")
        make.holders(3, job, site=make.site("Angers"))
        make.holders(4, job)
        make.graph()

        assert "7 people hold this job" in house.open(job).text

    def test_somebody_with_two_assignments_is_one_person(self, make, house):
        job = make.job("Twice")
        for person in make.holders(4, job):
            make.assignment(person, job, start=date(2021, 1, 1))
        make.graph()

        assert "A few people hold this job." in house.open(job).text

    def test_how_long_one_person_stayed_is_nobodys_business(self, make, house):
        make.assignment(make.person(), make.job("Solo"), end=date(2022, 1, 1))
        lonely = make.job("Lonely")
        make.movers(1, lonely, house.many)
        make.graph()

        assert "Half of them stay" not in house.open(lonely).text
        assert "Half of them stay longer than" in house.open().text

    @pytest.mark.parametrize("role", [Role.HR, Role.ADMIN])
    def test_no_role_reads_more(self, make, house, role):
        found = house.open(person=make.person(role=role))

        assert flows(found, "Where it leads")["Few (en)"] == ("few", False)


class TestNeeds:
    def test_stand_with_what_the_reader_has(self, make, house):
        make.level(house.ada, house.flows, 1)
        make.level(house.ada, house.talks, 2)

        text = house.open().text

        assert "1 today, 3 needed · essential" in text
        assert "2, just what is needed · useful" in text
        assert "2 levels are missing, in one skill of 2." in text

    def test_say_where_each_level_comes_from(self, make, house):
        more, own = make.skill("Secourisme"), make.skill("Tableur")
        make.need(house.job, more, 1)
        make.need(house.job, own, 2)
        make.need(house.many, own, 2)
        karim = make.person("Karim Benali")
        make.level(house.ada, house.flows, 1)
        make.level(house.ada, house.talks, 2, source=ClaimSource.MANAGER, author=karim)

        text = house.open().text

        for words in [
            "declared by you, October 2026",
            "confirmed by Karim Benali, October 2026",
            "taken from your job",
            "you have said nothing of it",
        ]:
            assert words in text

    def test_stand_essential_first(self, make, house):
        make.need(house.job, make.skill("Zèle"), 1)

        text = house.open().text

        assert text.index("Flux (en)") < text.index("Zèle (en)") < text.index("Négociation (en)")

    def test_what_is_missing_stands_first(self, make, house):
        make.need(house.job, make.skill("Zèle"), 1)
        make.level(house.ada, house.flows, 5)

        text = house.open().text

        assert text.index("Zèle (en)") < text.rindex("Flux (en)")

    def test_follow_a_change_before_the_graph_does(self, make, house):
        make.need(house.job, make.skill("Brand new"), 4)

        assert "0 today, 4 needed" in house.open().text

    def test_all_held_are_said_to_be(self, make, house):
        make.level(house.ada, house.flows, 5)
        make.level(house.ada, house.talks, 2)

        assert "You have every level it asks for." in house.open().text

    def test_a_job_without_needs_says_so(self, house):
        assert "No skill is stated yet" in house.open(house.many).text

    def test_lead_to_saying_what_one_can_do_and_back(self, house):
        links = house.open().links()

        assert f"/skills/add?target={house.job.id}&next=/jobs/{house.job.id}" in links


class TestJob:
    def test_says_what_it_is(self, house):
        text = house.open().text

        for words in ["Planificateur (en)", "FX", "grade 4", "Il planifie."]:
            assert words in text

    def test_offers_a_path_to_it_or_from_it(self, house):
        elsewhere, own = house.open(), house.open(house.many)

        assert f"/path/to/{house.job.id}" in elsewhere.links()
        assert f"/path/to/{house.many.id}" not in own.links()
        assert "/path/choose" in own.links()

    def test_says_what_it_becomes_and_what_catalogues_call_it(self, make, house):
        make.tag(house.job, Tag.SHORTAGE, Tag.AT_RISK)
        make.code(house.job, "rome", "M1402")

        english = house.open().text
        french = house.open(language="fr").text

        assert "in shortage People for this job are hard to find." in english
        assert "at risk The house will need fewer people in this job" in english
        assert "In public catalogues: ROME M1402" in english
        assert "en tension Ce métier est difficile à pourvoir." in french

    def test_says_who_changed_it_last_and_why(self, make, session, house):
        sophie = make.person("Sophie Marchal")
        session.add(
            JobVersion(
                job_id=house.job.id,
                number=2,
                at=NOW,
                author_id=sophie.id,
                note="L’atelier a doublé",
                profile={},
            )
        )
        session.commit()

        words = "Fiche du 8 octobre 2026, modifiée par Sophie Marchal : L’atelier a doublé"
        assert words in house.open(language="fr").text

    def test_offers_its_edit_to_hr_of_the_whole_house_only(self, make, house):
        url = f"/jobs/{house.job.id}/edit"

        assert url in house.open(person=make.person(role=Role.HR)).links()
        assert url not in house.open().links()

    def test_can_be_read_before_there_is_a_graph(self, app, make, session, house):
        session.query(Snapshot).delete()
        session.commit()
        app.extensions.pop("talentgrow.graph", None)

        assert "Nobody has moved on from here yet" in house.open().text

    def test_newer_than_the_graph_has_a_page(self, make, house):
        job = make.job("Brand New", needs={house.flows: 2})

        assert house.open(job).h1 == "Brand New (en)"

    def test_read_by_somebody_in_a_job_newer_than_the_graph_has_a_page(self, make, house):
        newcomer = make.person("New Comer", job=make.job("Brand New"))

        assert house.open(person=newcomer).h1 == "Planificateur (en)"

    def test_which_nobody_ever_left_says_so(self, house):
        assert "Nobody has moved on from here yet" in house.open(house.none).text

    def test_with_a_hostile_title_is_only_a_title(self, make, house):
        name = "<script>alert(1)</script>"
        job = make.job(name, english=name, description_fr=name, description_en=name)
        make.need(job, make.skill(name, name), 2)
        make.bridge(job, house.job)
        make.graph()

        found = house.open(job)

        assert found.h1 == name
        assert "<script>alert" not in found.html
        assert "<script>alert" not in house.open().html

    def test_nobody_knows_is_missing(self, make, sign_in, page, house):
        found = page(sign_in(house.ada), "/jobs/999999", status=404)

        assert "This job does not exist." in found.text

    @pytest.mark.parametrize("language", ["fr", "en"])
    def test_needs_few_statements(self, make, house, sign_in, page, statements, language):
        for index in range(12):
            make.need(house.job, make.skill(f"Skill {index}"), 3)
            other = make.job(f"Other {index}", family=make.family(f"Family {index}"))
            make.movers(2, other, house.job, year=2021 + index % 5)
        make.graph()
        client = sign_in(house.ada, language=language)
        client.get(f"/jobs/{house.job.id}")

        with statements() as sent:
            found = page(client, f"/jobs/{house.job.id}")

        assert found.all("html")[0]["lang"] == language
        assert len(sent) <= 15, sent
