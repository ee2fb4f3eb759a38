"""HR of one site meets nobody of another one: in no list, no count, no file, no answer."""

import csv
import io

from playwright.sync_api import expect

from tests.journeys.depth import programs
from tests.journeys.depth.cast import SOMEBODY_ELSE


def table(visitor, path):
    """Read a file which a page offers, as rows of a CSV."""
    answer = visitor.page.request.get(visitor.address + path)
    assert answer.status == 200, (path, answer.status)
    return list(csv.DictReader(io.StringIO(answer.body().decode("utf-8-sig")), delimiter=";"))


class Others:
    """Who works elsewhere, as HR of the whole organisation knows it."""

    def __init__(self, hr, story):
        number, first, last, site = columns(story)
        here, names = set(), {}
        for post in table(hr, "/exports/assignments.csv"):
            if post[site] == code_of(story.site):
                here.add(post[number])
        for one in table(hr, "/exports/people.csv"):
            names[one[number]] = f"{one[first]} {one[last]}"
        # People who once worked at the site may be met there: only the others never.
        local = {name for person, name in names.items() if person in here}
        self.numbers = names.keys() - here
        self.names = {names[person] for person in self.numbers} - local
        self.number_column = number
        assert self.numbers
        assert here

    def absent_from(self, text, where):
        """Fail if anybody who works elsewhere is named."""
        found = {name for name in self.names if name in text}
        assert not found, (where, found)
        found = {number for number in self.numbers if number in text}
        assert not found, (where, found)


def columns(story):
    """Return the headings of the columns which identify people in exported files."""
    if story.language == "fr":
        return "Matricule", "Prénom", "Nom", "Site"
    return "Employee number", "First name", "Last name", "Site"


def code_of(site):
    """Return the code of a site of the demo company."""
    return {"Rennes": "REN", "Birmingham": "BHM"}[site]


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
    expect(page.locator("#people")).to_contain_text(story.words["found"])
    while True:
        others.absent_from(page.inner_text("main"), page.url)
        following = page.locator("#people a[rel=next]")
        if not following.count():
            break
        following.click()
        page.wait_for_load_state()
    for words in (SOMEBODY_ELSE.split(".")[1], story.elsewhere.last):
        local.go(f"/people/?q={words}")
        others.absent_from(page.inner_text("#people"), page.url)
    options = page.locator("#people-site option").all_inner_texts()
    assert story.site in options
    assert "Angers" not in options


def _pages(local, others):
    for path in ("/organisation", "/map/", "/map/?view=table", "/hr/disagreements", "/"):
        local.go(path)
        if "/map/" in path:
            expect(local.page.locator("main")).to_be_visible()
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
        assert rows, name
        found = {row[others.number_column] for row in rows} & others.numbers
        assert not found, (name, found)


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
