"""She declares a level, a colleague and her manager speak, she sees it otherwise."""

import re

from playwright.sync_api import expect

EXAMPLE = "Inventory of June 2026"
REASON = "You still ask for help when it gets difficult."
OWN_VIEW = "I have led it alone since June."


def declare(employee, story, skill):
    """Declare level 4 with an example, and ask the manager for a view."""
    page, words = employee.page, story.words
    employee.go(f"/skills/add?q={story.kept}")
    page.locator(f"#skill-groups a[href='/skills/{skill}/declare']").first.click()
    expect(page).to_have_url(re.compile(rf"/skills/{skill}/declare"))
    page.check("#level-4")
    page.fill("#note", EXAMPLE)
    page.check("#wants_answer")
    employee.check()
    page.get_by_role("button", name=words["add_line"]).click()
    expect(page).to_have_url(re.compile(rf"/skills/{skill}$"))
    expect(page.locator("main")).to_contain_text(words["own"])
    employee.check()


def endorse(employee, peer, story, skill):
    """Ask a colleague for a word; the colleague finds the request and says the same level."""
    page, words = employee.page, story.words
    employee.go(f"/skills/ask?skill={skill}&q={story.peer.last}")
    page.get_by_label(story.peer.name).check()
    employee.check()
    page.get_by_role("button", name=words["ask_peer"]).click()
    expect(page).to_have_url(re.compile(rf"/skills/{skill}$"))

    peer.go("/skills/")
    peer.page.locator("main a[href*='/endorsements/']").last.click()
    expect(peer.page.locator("main")).to_contain_text(EXAMPLE)
    peer.page.check("#level-4")
    peer.check()
    peer.page.get_by_role("button", name=words["give_word"]).click()
    expect(peer.page.locator(".tg-flash.success")).to_be_visible()


def answer(manager, story):
    """Answer with level 2 and a reason; the colleague’s word stands beside the question."""
    page = manager.page
    manager.go("/team/claims")
    claim = page.locator("article.tg-claim").filter(has_text=story.kept)
    expect(claim).to_contain_text(story.peer.name)
    claim.locator("summary").click()
    claim.locator(".tg-picker label", has_text="2").click()
    claim.locator("textarea").fill(REASON)
    manager.check()
    claim.get_by_role("button", name=story.words["another"]).click()
    expect(page.locator(".tg-flash.success")).to_be_visible()


def disagree(employee, story, skill):
    """See it otherwise; the history then shows all four words."""
    page, words = employee.page, story.words
    employee.go("/notices/")
    expect(page.locator("main")).to_contain_text(story.kept)
    employee.check()
    employee.go(f"/skills/{skill}")
    page.get_by_role("link", name=words["beside"]).click()
    page.check("#level-4")
    page.fill("#note", OWN_VIEW)
    employee.check()
    page.get_by_role("button", name=words["beside"]).click()
    expect(page).to_have_url(re.compile(rf"/skills/{skill}$"))
    for said in ("both", "seen", "told", "own"):
        expect(page.locator("main")).to_contain_text(words[said])
    lines = page.locator("ol.tg-time > li")
    expect(lines).to_have_count(4)
    for line, text in zip(range(4), (OWN_VIEW, REASON, "", EXAMPLE), strict=True):
        expect(lines.nth(line)).to_contain_text(text)
    employee.check()


def hr_reads_both(hr):
    """HR finds the two views."""
    hr.go("/hr/disagreements")
    expect(hr.page.locator("main")).to_contain_text(OWN_VIEW)
    hr.check()
