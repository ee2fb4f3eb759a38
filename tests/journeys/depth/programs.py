"""A program with somebody’s token gets the answers which the pages show."""

import json
import urllib.error
import urllib.request

from playwright.sync_api import expect

from tests.journeys.depth.cast import PASSWORD


def make_token(visitor, story):
    """Make a token in the page; return a function which asks the API with it."""
    page = visitor.page
    visitor.go("/account/tokens/")
    page.fill("[name=name]", "Script")
    for box in page.locator("[name=scopes]").all():
        box.check()
    page.fill("[name=password]", PASSWORD)
    visitor.check()
    page.get_by_role("button", name=story.words["make_token"]).click()
    expect(page.locator("h1")).to_have_text(story.words["copy"])
    visitor.check()
    token = page.input_value("#secret")

    def ask(path):
        headers = {"Authorization": f"Bearer {token}", "Accept-Language": story.language}
        request = urllib.request.Request(f"{visitor.address}/api/v1{path}", headers=headers)
        try:
            with urllib.request.urlopen(request) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)

    return ask


def gives_the_same_answers(employee, story, person_id, skill):
    """Ask for everything that the story was about, and compare it with the pages."""
    ask = make_token(employee, story)

    def get(path):
        status, body = ask(path)
        assert status == 200, (path, body)
        return body

    job_id = _person(employee, story, get, person_id)
    _levels(employee, story, get, person_id, skill)
    _job(employee, story, get, job_id)
    _paths(employee, story, get, job_id)
    status, body = ask("/people/999999")
    assert status == 404
    assert body["status"] == 404


def _person(employee, story, get, person_id):
    told = get(f"/people/{person_id}")
    employee.go(f"/people/{person_id}")
    shown = employee.page.inner_text("main")
    assert told["name"] == employee.page.inner_text("h1") == story.employee.name
    for text in (told["job"]["name"][story.language], told["site"]["name"], told["email"]):
        assert text in shown
    assert told["employee_number"] == story.employee.number
    assert told["site"]["name"] == story.site
    return told["job"]["id"]


def _levels(employee, story, get, person_id, skill):
    held = get(f"/people/{person_id}/skills")["items"]
    employee.go("/skills/")
    rows = employee.page.locator("#held li:has(h4)")
    expect(rows).to_have_count(len(held))
    for one in held:
        row = rows.filter(has_text=one["skill"]["name"][story.language])
        expect(row.locator(".tg-lvl-num")).to_have_text(str(one["level"]))
    assert [(one["skill"]["id"], one["level"], one["is_confirmed"]) for one in held] == [
        (int(skill), 2, True)
    ]

    claims = get(f"/people/{person_id}/claims")["items"]
    employee.go(f"/skills/{skill}")
    lines = employee.page.locator("ol.tg-time > li")
    expect(lines).to_have_count(len(claims))
    for line, claim in zip(lines.all(), claims, strict=True):
        expect(line.locator("b").first).to_contain_text(str(claim["level"]))
        expect(line).to_contain_text(claim["note"])


def _job(employee, story, get, job_id):
    told = get(f"/jobs/{job_id}")
    employee.go(f"/jobs/{job_id}")
    page = employee.page
    assert told["title"][story.language] == page.inner_text("h1") == story.job
    rows = page.locator("main table tbody tr")
    expect(rows).to_have_count(len(told["needs"]))
    names = {need["skill"]["name"][story.language] for need in told["needs"]}
    assert story.kept in names
    assert story.merged not in names
    shown = page.inner_text("main")
    assert all(name in shown for name in names)
    employee.check()


def _paths(employee, story, get, job_id):
    """The way to the nearest job is the same on the page and in the answer."""
    goal = get(f"/jobs/{job_id}")["bridges"][0]["target"]["id"]
    told = get(f"/paths/to/{goal}")
    employee.go(f"/path/to/{goal}")
    page = employee.page
    assert told["target"]["name"][story.language].lower() in page.inner_text("h1").lower()
    ways = page.locator("article.tg-alt")
    expect(ways).to_have_count(len(told["paths"]))
    for way, path in zip(ways.all(), told["paths"], strict=True):
        for step in path["steps"]:
            expect(way).to_contain_text(step["job"]["name"][story.language])
        expect(way.locator(".meta")).to_contain_text(f"{path['levels_missing']} ")
    employee.check()
