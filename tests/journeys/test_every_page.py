"""Every page, in both languages and themes, on a phone and on a desk: nothing to complain of."""

from itertools import product

import pytest

EMPLOYEE = "ines.caradec@helianne.example"
HR = "sophie.marchal@helianne.example"
ADMINISTRATOR = "sacha.delmas@helianne.example"
PAGES = {
    EMPLOYEE: [
        "/",
        "/path",
        "/path/choose",
        "/path/choose?q=planif",
        "/path/to/{planning}",
        "/path/to/{planning}/compare",
        "/how-suggestions-are-computed",
        "/skills/",
        "/jobs/",
        "/jobs/{planning}",
        "/people/",
        "/people/?q=zzzz",
        "/people/{person}",
        "/account",
        "/account/password",
        "/jobs/999999",
    ],
    HR: [
        "/",
        "/map/",
        "/map/?view=table",
        "/map/renamings",
        "/jobs/{planning}",
        "/jobs/{planning}/bridges",
        "/imports/",
        "/people/{person}",
    ],
    ADMINISTRATOR: ["/", "/imports/"],
}
WAYS = list(product(["fr", "en"], ["light", "dark"], [320, 1280]))


@pytest.fixture(scope="module")
def ids(browser, address):
    """The ids of a job and a person of the demo, read from the pages themselves."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}/sign-in")
    page.fill("#email", EMPLOYEE)
    page.fill("#password", "grow-talent-here")
    page.click("main button[type=submit]")
    page.goto(f"{address}/jobs/?q=planification")
    job = page.locator("tbody th a", has_text="planif").first.get_attribute("href")
    page.goto(f"{address}/people/?q=caradec")
    person = page.locator("#people a").first.get_attribute("href")
    context.close()
    return {"planning": job.rsplit("/", 1)[1], "person": person.rsplit("/", 1)[1]}


@pytest.mark.parametrize(("language", "theme", "width"), WAYS)
@pytest.mark.parametrize("email", list(PAGES))
def test_pages(visit, ids, email, language, theme, width):
    visitor = visit(language=language, theme=theme, width=width).sign_in(email)
    for path in PAGES[email]:
        answer = visitor.go(path.format(**ids))

        assert answer.status < 500
        if answer.status >= 400:
            visitor.complaints.clear()  # the browser itself reports an answer of 404
        if "/map/" in path:
            visitor.page.wait_for_timeout(300)
        visitor.check()


@pytest.mark.parametrize(("language", "theme", "width"), WAYS)
def test_sign_in(visit, language, theme, width):
    visitor = visit(language=language, theme=theme, width=width)

    visitor.go("/sign-in")

    visitor.check()
