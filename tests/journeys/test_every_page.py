"""Every page, in both languages and themes, on a phone and on a desk: nothing to complain of."""

import os
from itertools import product

import pytest

EMPLOYEE = "ines.caradec@helianne.example"
MANAGER = "karim.benali@helianne.example"
COLLEAGUE = "eleanor.hughes@helianne.example"
HR = "sophie.marchal@helianne.example"
HR_OF_A_SITE = "valerie.kern@helianne.example"
ADMINISTRATOR = "sacha.delmas@helianne.example"
PAGES = {
    EMPLOYEE: [
        "/",
        "/path",
        "/path/choose",
        "/path/choose?q=planif",
        "/path/to/{planning}",
        "/path/to/{planning}/compare",
        "/path/saved/1",
        "/how-suggestions-are-computed",
        "/skills/",
        "/skills/?open={skill}",
        "/skills/{skill}",
        "/skills/{skill}/declare",
        "/skills/add",
        "/skills/ask",
        "/skills/ask?skill={declared}&q=ka",
        "/claims/{disputed}/disagree",
        "/catalogue/skills/",
        "/catalogue/skills/?q=plan",
        "/catalogue/skills/{skill}",
        "/jobs/",
        "/jobs/{planning}",
        "/jobs/{planning}/versions",
        "/jobs/{planning}/versions/1",
        "/jobs/families",
        "/jobs/compare",
        "/jobs/compare?a={planning}&q=flux",
        "/jobs/compare?a=1&b={planning}",
        "/people/",
        "/people/?q=zzzz",
        "/people/?q=z",
        "/people/?q=pilote",
        "/organisation",
        "/preferences/",
        "/people/{person}",
        "/account",
        "/account/password",
        "/account/sessions",
        "/account/second-factor/",
        "/account/second-factor/on",
        "/account/second-factor/off",
        "/account/passkeys/",
        "/account/tokens/",
        "/notices/",
        "/api/docs",
        "/jobs/999999",
        "/accounts/",
    ],
    MANAGER: [
        "/",
        "/path",
        "/skills/",
        "/notices/",
        "/people/{person}",
        "/path/saved/1",
        "/team",
        "/team/claims",
        "/people/{person}/skills/",
        "/people/{person}/skills/{skill}",
    ],
    COLLEAGUE: ["/endorsements/3"],
    HR: [
        "/",
        "/map/",
        "/map/?view=table",
        "/map/renamings",
        "/hr/disagreements",
        "/jobs/{planning}",
        "/jobs/{planning}/bridges?q=flux",
        "/jobs/30/bridges/1",
        "/jobs/{planning}/edit",
        "/jobs/new",
        "/jobs/bridges",
        "/jobs/families",
        "/jobs/families/new",
        "/jobs/families/1/edit",
        "/imports/",
        "/imports/new",
        "/imports/columns",
        "/imports/1",
        "/imports/2",
        "/imports/2/columns",
        "/people/?who=left",
        "/people/?q=zzzz",
        "/people/{person}",
        "/people/{person}/skills/",
        "/people/{person}/record",
        "/people/new",
        "/catalogue/skills/",
        "/catalogue/skills/new",
        "/catalogue/skills/{skill}",
        "/catalogue/skills/{skill}/edit",
        "/catalogue/skills/{skill}/words",
        "/catalogue/skills/{skill}/levels",
        "/catalogue/skills/{skill}/merge?q=plan",
        "/catalogue/skills/merge/{skill}/{declared}",
        "/catalogue/skills/merges",
        "/catalogue/skills/alike",
        "/catalogue/skills/families/",
        "/catalogue/skills/families/1",
        "/packs/",
        "/packs/propose/{planning}",
    ],
    HR_OF_A_SITE: [
        "/",
        "/map/",
        "/map/?view=table",
        "/people/",
        "/organisation",
        "/hr/disagreements",
        "/imports/",
        "/packs/",
    ],
    ADMINISTRATOR: [
        "/",
        "/imports/",
        "/accounts/",
        "/accounts/?q=zzzz",
        "/accounts/?who=hr",
        "/accounts/{person}",
    ],
}
# A thousand pages take ten minutes. Half of the ways have each language with each theme and each
# width, and each theme with each width; TALENTGROW_EVERY_WAY=1 goes all of them.
EVERY_WAY = list(product(["fr", "en"], ["light", "dark"], [320, 1280]))
HALF_OF_THEM = [
    ("fr", "light", 320),
    ("fr", "dark", 1280),
    ("en", "light", 1280),
    ("en", "dark", 320),
]
WAYS = EVERY_WAY if os.environ.get("TALENTGROW_EVERY_WAY") == "1" else HALF_OF_THEM


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
    # A skill on which two views stand side by side.
    page.goto(f"{address}/skills/")
    skill = page.locator("#held li:has(.tg-src b) h4 a").first.get_attribute("id")
    page.goto(f"{address}/skills/ask")
    declared = page.locator("#ask-skill option").first.get_attribute("value")
    page.goto(f"{address}/skills/")
    english = page.locator("#held h4 a", has_text="Anglais").first.get_attribute("id")
    page.goto(f"{address}/skills/{english.rsplit('-', 1)[1]}")
    dispute = page.locator("a[href$='/disagree']").first.get_attribute("href")
    context.close()
    return {
        "planning": job.rsplit("/", 1)[1],
        "person": person.rsplit("/", 1)[1],
        "skill": skill.rsplit("-", 1)[1],
        "declared": declared,
        "disputed": dispute.split("/")[-2],
    }


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

    for path in ("/sign-in", "/sign-in/forgotten", "/sign-in/new-password?key=over"):
        answer = visitor.go(path)
        if answer.status >= 400:
            visitor.complaints.clear()  # the browser itself reports an answer of 410
        visitor.check()
