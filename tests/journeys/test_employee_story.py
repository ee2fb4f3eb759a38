"""An employee says what she can do, picks a target, reads the paths, understands, saves one."""

import re

import pytest

WORDS = {
    "fr": {
        "email": "ines.caradec@helianne.example",
        "target": "Audit interne",
        "search": "audit",
        "found": "Compétences qui contiennent ces mots",
        "different": "vraiment différents",
        "kept": "gardés|gardé",
        "nine_times": "neuf fois sur dix",
        "by_hand": "à la main",
        "private": "Personne d’autre",
    },
    "en": {
        "email": "eleanor.hughes@helianne.example",
        "target": "Internal audit",
        "search": "AÚDIT",
        "found": "Skills with these words",
        "different": "really different",
        "kept": "saved",
        "nine_times": "nine times in ten",
        "by_hand": "by hand",
        "private": "Only you",
    },
}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_from_two_levels_to_a_saved_path(visit, language):
    words = WORDS[language]
    visitor = visit(language=language).sign_in(words["email"])
    page = visitor.page

    # Two levels.
    visitor.go("/skills/add")
    pickers = page.locator(".tg-skill-sheet > li")
    for place in (0, 1):
        pickers.nth(place).locator("label", has_text="5").click()
    names = [pickers.nth(place).locator("input").first.get_attribute("name") for place in (0, 1)]
    # Looking for another skill loses nothing of what was picked.
    page.fill("#skills-q", "english")
    page.get_by_role("heading", name=words["found"]).wait_for()
    for name in names:
        assert page.locator(f"input[name='{name}']:checked").get_attribute("value") == "5"
    page.click("#skill-groups button[type=submit]")
    page.wait_for_selector(".tg-flash")
    assert re.search(words["kept"], page.inner_text(".tg-flash"))
    visitor.check()

    # A target.
    visitor.go("/path/choose")
    page.fill("main input[type=search]", words["search"])
    page.get_by_role("link", name=words["target"]).first.wait_for()
    page.locator("main a[href^='/path/to/']", has_text=re.compile(".")).first.click()
    page.wait_for_url(re.compile(r"/path/to/\d+"))
    assert page.locator("article.tg-alt").count() >= 2
    assert words["different"] in page.inner_text("#h-ways")
    visitor.check()

    # Why.
    assert words["nine_times"] in page.inner_text("aside")
    page.get_by_role("link", name=re.compile(words["by_hand"])).click()
    page.wait_for_url(re.compile("/how-suggestions-are-computed"))
    visitor.check()
    page.go_back()

    # One is kept, for her alone.
    page.locator("form[action$='/save'] button").click()
    page.wait_for_url(re.compile(r"/path/saved/\d+"))
    assert words["private"] in page.inner_text("main")
    visitor.check()
    visitor.go("/")
    assert page.locator(".tg-path").count() == 1
    visitor.check()


def test_a_shared_path_is_read_by_the_manager_and_nobody_else(visit):
    manager = visit().sign_in("karim.benali@helianne.example")
    shared = manager.page.locator("aside a[href*='/path/saved/']").first.get_attribute("href")

    assert manager.go(shared).status == 200
    assert manager.page.locator("form[action$='/share'], form[action$='/drop']").count() == 0
    manager.check()

    stranger = visit().sign_in("eleanor.hughes@helianne.example")
    assert stranger.go(shared).status == 404


def test_signing_out_ends_the_session(visit):
    visitor = visit().sign_in("eleanor.hughes@helianne.example")

    visitor.page.locator("details.tg-menu summary").last.click()
    visitor.page.locator("form[action='/sign-out'] button").click()
    visitor.page.wait_for_url(re.compile("/sign-in"))

    visitor.go("/skills/")
    assert "/sign-in" in visitor.page.url
