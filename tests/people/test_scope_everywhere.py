"""HR of one site sees the people of that site and nobody else, on every page there is."""

import io
import re
import zipfile
from datetime import date
from itertools import product

import pytest
from werkzeug.routing import IntegerConverter

from talentgrow.kernel.access import Role
from talentgrow.mobility.states import PathStatus
from talentgrow.skills.models import ClaimSource

# What a page may be asked besides its address: words that name the outsiders, filters, pages.
QUESTIONS = [
    "",
    "?q=Outsider",
    "?q=pilote",
    "?site={outside}",
    "?page=2",
    "?view=table",
    "?who=left",
]
# Values of words in addresses; numbers are tried with every id that the house has.
WORDS = {
    "kind": ["map.svg", "map.graphml", "jobs.csv", "moves.csv", "people", "assignments", "csv"],
    "filename": [],
}
# Pages that end a session or need a person of their own; nothing of theirs is about others.
LEFT_OUT = {"static", "security.static", "security.logout"}
MOST_IDS = 5


@pytest.fixture
def house(make, session):
    """Two sites with a manager, people, levels, moves, leavers and paths each; HR of the first."""

    class House:
        inside, outside = make.site("Angers"), make.site("Brest")
        top = make.unit("Hélianne")
        units = {inside.id: make.unit("Flux Angers", top), outside.id: make.unit("Flux Brest", top)}
        jobs = make.job("Pilote de flux"), make.job("Acheteur")
        skill = make.skill("Négociation")
        hr = make.hr_of(inside)
        people: dict[int, list] = {}

    for site, word in ((House.inside, "Insider"), (House.outside, "Outsider")):
        places = {"site": site, "unit": House.units[site.id]}
        boss = make.person(f"Bea {word}boss")
        make.assignment(boss, House.jobs[1], **places)
        team = [make.person(f"Tim {word}{index}") for index in range(9)]
        for index, person in enumerate(team):
            # Never five out of a post in one year: that would be a renaming.
            year = 2021 + index % 3
            make.assignment(person, House.jobs[0], end=date(year, 1, 1), manager=boss, **places)
            make.assignment(person, House.jobs[1], start=date(year, 1, 2), manager=boss, **places)
            make.level(person, House.skill, 3)
            make.level(person, House.skill, 4, source=ClaimSource.MANAGER, author=boss)
            make.saved_path(person, *House.jobs, status=PathStatus.SHARED)
        gone = make.person(f"Gus {word}gone", left_on=date(2024, 1, 31))
        make.assignment(gone, House.jobs[0], end=date(2024, 1, 31), **places)
        House.people[site.id] = [boss, *team, gone]
    make.bridge(*House.jobs, author=None)
    make.graph()
    return House


def addresses(app, house):
    """Every page that can be read, with every id its address takes."""
    # Of each site the manager, somebody of the team, and who left.
    people = [site[place].id for site in house.people.values() for place in (0, 1, -1)]
    ids = sorted({1, *people})
    for rule in app.url_map.iter_rules():
        if "GET" not in rule.methods or rule.endpoint in LEFT_OUT:
            continue
        names = sorted(rule._converters)
        numbers = ids if names == ["person_id"] else range(1, MOST_IDS)
        choices = [
            numbers
            if isinstance(rule._converters[name], IntegerConverter)
            else WORDS.get(name, ["csv", "xlsx"])
            for name in names
        ]
        for values in product(*choices):
            yield rule.build({**(rule.defaults or {}), **dict(zip(names, values, strict=True))})[1]


def text_of(response):
    """The words of an answer, those in a packed table included."""
    content = response.data
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            content = b" ".join(packed.read(name) for name in packed.namelist())
    return content.decode("utf-8", "replace")


def names_somebody(text, people):
    return [
        word
        for person in people
        for word in (person.last_name, person.employee_number, person.email)
        if re.search(rf"\b{re.escape(word)}\b", text)
    ]


def test_no_page_names_anybody_of_another_site(app, house, sign_in):
    client, strangers = sign_in(house.hr), house.people[house.outside.id]
    told, read = [], 0
    for address in addresses(app, house):
        questions = QUESTIONS if not re.search(r"\d", address) else [""]
        for question in questions:
            url = address + question.format(outside=house.outside.id)
            response = client.get(url)
            assert response.status_code < 500, url
            read += response.status_code == 200
            # What was looked for stands in its own field again; nothing else may.
            text = text_of(response).replace('value="Outsider"', "")
            told += [(url, name) for name in names_somebody(text, strangers)]

    assert not told
    assert read > 30


def test_the_same_pages_name_the_people_of_ones_own_site(house, sign_in):
    client, own = sign_in(house.hr), house.people[house.inside.id]

    found = client.get("/people/?q=insider").text

    assert {person.last_name for person in own} <= set(re.findall(r"Insider\w+", found))


@pytest.mark.parametrize("path", ["", "/record"])
def test_somebody_of_another_site_does_not_exist(house, sign_in, path):
    client, stranger = sign_in(house.hr), house.people[house.outside.id][1]

    refused = client.get(f"/people/{stranger.id}{path}")
    missing = client.get(f"/people/999999{path}")

    assert refused.status_code == missing.status_code == 404
    assert _without_address(refused.text, stranger.id) == _without_address(missing.text, 999999)


def _without_address(text, person_id):
    plain = re.sub(r'(nonce|csrf-token" content|csrf_token" value)="[^"]*"', "", text)
    return plain.replace(f"/people/{person_id}", "/people/")


class TestCounts:
    def test_of_the_list_are_those_of_the_site(self, house, sign_in, page):
        # The person in HR finds themselves too: they work nowhere here, but are no stranger.
        assert "12 people found" in page(sign_in(house.hr), "/people/").text

    def test_of_the_tree_are_those_of_the_site(self, house, sign_in, page):
        found = page(sign_in(house.hr), "/organisation")

        assert "Flux Angers 10 people" in found.text
        assert "Flux Brest" not in found.text
        # The unit above is the way to it, and says nothing of its own.
        assert "Hélianne Flux Angers" in found.text

    def test_of_the_map_are_those_of_the_site(self, house, sign_in, page):
        text = page(sign_in(house.hr), "/map/").text
        table = sign_in(house.hr).get("/map/files/jobs.csv").text

        assert "2 jobs, 10 people, 9 moves" in text
        assert "You read your part of the organisation" in text
        assert ",10,9,1," in table.replace('"', "")

    def test_of_the_whole_are_as_before(self, house, make, sign_in, page):
        whole = sign_in(make.person("Hugo Rey", role=Role.HR))

        assert "2 jobs, 20 people, 18 moves" in page(whole, "/map/").text

    def test_of_the_home_page_are_those_of_the_site(self, house, sign_in, page):
        found = page(sign_in(house.hr), "/")

        assert "10 people in 2 jobs, 9 changes of job counted." in found.text
        assert "Last import" not in found.text

    def test_of_two_sites_are_those_of_both(self, house, make, sign_in, page):
        both = make.hr_of(house.inside, house.outside, name="Berta Both")

        assert "2 jobs, 20 people, 18 moves" in page(sign_in(both), "/map/").text

    def test_of_a_unit_include_those_below(self, house, make, sign_in, page):
        above = make.hr_of(house.top, name="Berta Both")

        assert "2 jobs, 20 people, 18 moves" in page(sign_in(above), "/map/").text


def test_a_rest_of_a_few_elsewhere_cannot_be_told_by_subtraction(house, make, sign_in, page):
    """Nine here and two elsewhere: whoever reads eleven on the page of a job learns the two."""
    job = make.job("Cariste")
    make.holders(9, job, site=house.inside)
    make.holders(2, job, site=house.outside)
    make.graph()

    found = page(sign_in(house.hr), f"/map/?job={job.id}")

    assert "is hidden: they are fewer than 5, or fewer than 5 hold it elsewhere" in found.text
    assert "9 people in" not in found.text


def test_an_administrator_has_no_more_than_a_colleague(house, make, sign_in):
    client = sign_in(make.person("Adam Min", role=Role.ADMIN))
    person = house.people[house.inside.id][1]

    assert client.get("/map/").status_code == 403
    assert client.get(f"/people/{person.id}/record").status_code == 403
    assert "Négociation" not in client.get(f"/people/{person.id}").text


@pytest.mark.parametrize(
    "path", ["/", "/people/?q=tim&unit={unit}", "/organisation", "/map/", "/people/{person}"]
)
def test_a_part_costs_few_statements_more(house, sign_in, page, statements, path):
    client = sign_in(house.hr)
    ids = {"unit": house.units[house.inside.id].id, "person": house.people[house.inside.id][1].id}
    client.get(path.format(**ids))

    with statements() as sent:
        page(client, path.format(**ids))

    assert len(sent) <= 15, sent
