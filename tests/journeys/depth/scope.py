"""HR of one site meets nobody of another one: in no list, no count, no file, no answer."""

import csv
import io
import re
from collections import defaultdict
from datetime import date

from playwright.sync_api import expect

from tests.journeys.depth import programs
from tests.journeys.depth.cast import SOMEBODY_ELSE

CODES = {"Rennes": "REN", "Birmingham": "BHM"}
FOR_EVER = "9999-12-31"


def table(visitor, path):
    """Read a file which a page offers, as rows of a CSV."""
    answer = visitor.page.request.get(visitor.address + path)
    assert answer.status == 200, (path, answer.status)
    return list(csv.DictReader(io.StringIO(answer.body().decode("utf-8-sig")), delimiter=";"))


class Others:
    """Who works at the site and who elsewhere, as HR of the whole organisation knows it."""

    def __init__(self, hr, story):
        self.number_column, first, last, *_rest = names_of = columns(story)
        names = {
            one[self.number_column]: f"{one[first]} {one[last]}"
            for one in table(hr, "/exports/people.csv")
        }
        careers = defaultdict(list)
        for post in table(hr, "/exports/assignments.csv"):
            careers[post[self.number_column]].append([post[name] for name in names_of[3:]])
        today, site = date.today().isoformat(), CODES[story.site]
        counting = {number: _counting(posts, today) for number, posts in careers.items()}
        self.here = {n for n, posts in counting.items() if any(post[0] == site for post in posts)}
        self.present = {
            number
            for number in self.here
            if any(at == site and start <= today <= end for at, start, end in counting[number])
        }
        self.numbers = names.keys() - self.here
        self.names = {names[n] for n in self.numbers} - {names[n] for n in self.here}

    def absent_from(self, text, where):
        """Fail if anybody who works elsewhere is named."""
        found = {name for name in self.names if name in text}
        assert not found, (where, found)
        found = {number for number in self.numbers if number in text}
        assert not found, (where, found)


def columns(story):
    """Return the headings of the columns that are read in exported files."""
    if story.language == "fr":
        return "Matricule", "Prénom", "Nom", "Site", "Date de début", "Date de fin"
    return "Employee number", "First name", "Last name", "Site", "First day", "Last day"


def _counting(posts, today):
    """Return the posts that say where somebody works: present and coming ones, or the last."""
    ended = [(site, start, end or FOR_EVER) for site, start, end in posts]
    last = max(end for _site, _start, end in ended)
    return [post for post in ended if post[2] >= today or post[2] == last]


def sees_one_site(local, hr, story, address_of_other):
    """Walk through every page, file and answer that tells of people."""
    others = Others(hr, story)
    _directory(local, story, others)
    _pages(local, others)
    _person(local, address_of_other)
    _files(local, others)
    _imports(local)
    _programs(local, story, others, address_of_other)


def _directory(local, story, others):
    page = local.page
    local.go("/people/")
    local.check()
    expect(page.locator("#people")).to_contain_text(f"{len(others.here)} {story.words['found']}")
    others.absent_from(page.inner_text("main"), page.url)
    while (following := page.locator("#people a[rel=next]")).count():
        local.go(f"/people/{following.get_attribute('href')}")
        others.absent_from(page.inner_text("main"), page.url)
    for words in (SOMEBODY_ELSE.split(".")[1], story.elsewhere.last):
        local.go(f"/people/?q={words}")
        others.absent_from(page.inner_text("#people"), page.url)
    options = page.locator("#people-site option").all_inner_texts()
    assert story.site in options
    assert "Angers" not in options


def _pages(local, others):
    for path in ("/organisation", "/map/", "/map/?view=table", "/hr/disagreements", "/"):
        local.go(path)
        if path == "/map/":
            expect(local.page.locator("#map[data-ready]")).to_be_attached()
            # Small groups may be left out of the sum, nobody may be added to it.
            told = re.search(r"(\d+)\s(?:personnes|people),", local.page.inner_text("main"))
            assert 0 < int(told[1]) <= len(others.present)
        others.absent_from(local.page.inner_text("main"), path)
        local.check()


def _person(local, address_of_other):
    assert local.go(address_of_other).status == 404
    assert local.go(f"{address_of_other}/skills/").status == 404
    local.complaints.clear()  # the browser itself reports an answer of 404
    local.check()


def _files(local, others):
    for name in ("people", "assignments", "person-skills"):
        rows = table(local, f"/exports/{name}.csv")
        found = {row[others.number_column] for row in rows}
        assert found <= others.here, (name, found - others.here)
        assert name == "person-skills" or found == others.here, (name, others.here - found)


def _imports(local):
    assert local.go("/imports/new").status == 403
    local.complaints.clear()  # the browser itself reports an answer of 403
    local.check()


def _programs(local, story, others, address_of_other):
    ask = programs.make_token(local, story)
    words = f"?q={story.local_hr.number[:2]}"
    met = ask(f"/people{words}")[1]
    assert met["total"]
    others.absent_from(str(met), words)
    assert not ask(f"/people?q={story.elsewhere.last}")[1]["items"]
    for part in ("", "/skills", "/claims", "/paths"):
        assert ask(address_of_other + part)[0] == 404
