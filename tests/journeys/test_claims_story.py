"""An employee declares, a colleague speaks, the manager sees another level, she disagrees."""

import re

import pytest

WORDS = {
    "fr": {
        "declare": "Ajouter cette ligne",
        "ask": "Demander à ce collègue",
        "word": "Donner mon regard",
        "other": "Répondre avec un autre niveau",
        "beside": "Ajouter mon avis",
        "both": "Deux avis, gardés tous les deux",
        "seen": "4, vu par Eleanor Hughes",
        "told": "2, confirmé par Karim",
        "own": "4, déclaré par vous",
    },
    "en": {
        "declare": "Add this line",
        "ask": "Ask this colleague",
        "word": "Give my word",
        "other": "Answer with another level",
        "beside": "Put my view beside",
        "both": "Two views, both kept",
        "seen": "4, seen by Eleanor Hughes",
        "told": "2, confirmed by Karim",
        "own": "4, declared by you",
    },
}
# A skill for each language, so that the two stories do not meet.
SEARCHED = {"fr": "délégation", "en": "pull flow"}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_from_a_declared_level_to_two_views(visit, language):
    words = WORDS[language]
    ines = visit(language=language).sign_in("ines.caradec@helianne.example")
    page = ines.page

    # She declares 4 with an example and asks Karim.
    ines.go(f"/skills/add?q={SEARCHED[language]}")
    page.locator("#skill-groups a[href$='/declare']").first.click()
    page.wait_for_url(re.compile(r"/skills/\d+/declare"))
    skill = re.search(r"/skills/(\d+)/", page.url).group(1)
    page.check("#level-4")
    page.fill("#note", "June 2026")
    page.check("#wants_answer")
    ines.check()
    page.get_by_role("button", name=words["declare"]).click()
    page.wait_for_url(re.compile(rf"/skills/{skill}$"))
    assert words["own"] in page.inner_text("main")
    ines.check()

    # A colleague says a word.
    ines.go(f"/skills/ask?skill={skill}&q=hughes")
    page.locator("main form[method=post] input[type=radio]").first.check()
    page.get_by_role("button", name=words["ask"]).click()
    page.wait_for_url(re.compile(rf"/skills/{skill}$"))
    eleanor = visit(language=language).sign_in("eleanor.hughes@helianne.example")
    eleanor.go("/skills/")
    eleanor.page.locator("a[href*='/endorsements/']").last.click()
    eleanor.page.check("#level-4")
    eleanor.check()
    eleanor.page.get_by_role("button", name=words["word"]).click()
    eleanor.page.wait_for_selector(".tg-flash")

    # Karim sees 2 and says why.
    karim = visit(language=language).sign_in("karim.benali@helianne.example")
    karim.go("/team/claims")
    claim = karim.page.locator("article.tg-claim").filter(
        has=karim.page.locator(f"a[href$='/skills/{skill}']")
    )
    claim.locator("summary").click()
    claim.locator(".tg-picker label", has_text="2").click()
    claim.locator("textarea").fill("You still ask for help when it gets difficult.")
    karim.check()
    claim.get_by_role("button", name=words["other"]).click()
    karim.page.wait_for_selector(".tg-flash")

    # She sees it otherwise; the history shows it all.
    ines.go(f"/skills/{skill}")
    page.get_by_role("link", name=words["beside"]).click()
    page.check("#level-4")
    page.fill("#note", "I have led it alone since June.")
    ines.check()
    page.get_by_role("button", name=words["beside"]).click()
    page.wait_for_url(re.compile(rf"/skills/{skill}$"))
    text = page.inner_text("main")
    for said in ("both", "seen", "told", "own"):
        assert words[said] in text
    ines.check()
    hr = visit(language=language).sign_in("sophie.marchal@helianne.example")
    hr.go("/hr/disagreements")
    assert "I have led it alone since June." in hr.page.inner_text("main")
    hr.check()
