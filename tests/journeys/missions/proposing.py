"""Eleanor proposes, HR sends back, she mends, HR publishes."""

import re

from playwright.sync_api import expect

from tests.journeys.missions import cast


def propose(owner, story):
    """Fill the whole form in, and hand the mission in to HR; return its number."""
    page, language = owner.page, story.language
    owner.go("/missions/new")
    owner.check()
    page.fill(f"#title_{language}", story.title)
    page.fill(f"#tasks_{language}", story.tasks)
    page.fill(f"#learning_{language}", story.learning)
    for name, day in cast.MONTHS.items():
        page.fill(f"#{name}", day)
    page.fill("#seats", "1")
    page.fill("#hours_a_week", "10")
    page.locator("#hours_a_week").press("Tab")
    page.fill("#skill_words", story.skill)
    page.locator("#skill-results button[value^='add:']").first.click()
    row = page.locator(".tg-mission-skills li")
    expect(row).to_contain_text(story.skill)
    row.locator("select[name$=needed]").select_option(str(cast.NEEDED))
    row.locator("select[name$=grown_to]").select_option(str(cast.GROWN_TO))
    expect(page.locator("#review .tg-note.warn")).to_be_visible()
    owner.check()
    page.locator("#save button[value=publish]").click()
    expect(page).to_have_url(re.compile(r"/missions/\d+$"))
    owner.check()
    return int(page.url.rpartition("/")[2])


def send_back(hr, mission, story):
    """HR finds it in the list, reads it, and sends it back: without a reason nothing happens."""
    page = hr.page
    hr.go("/hr/missions")
    page.get_by_role("link", name=story.title).click()
    page.locator("button[value=send_back]").click()
    expect(page.locator(".tg-error").first).to_be_visible()
    # The browser notes that the form was refused, which it was.
    hr.complaints.clear()
    hr.check()
    page.fill("#comment", story.comment)
    page.locator("button[value=send_back]").click()
    expect(page.locator(".tg-flash.success")).to_be_visible()
    hr.go("/hr/missions")
    expect(page.locator("main")).not_to_contain_text(story.title)


def mend(owner, mission, story):
    """She is told why, reads the comment on the mission, adds a line and hands it in again."""
    page = owner.page
    owner.go("/")
    expect(page.locator("main")).to_contain_text(story.title)
    owner.go(f"/missions/{mission}")
    expect(page.locator("main")).to_contain_text(story.sent_back)
    owner.go(f"/missions/{mission}/edit")
    page.fill(f"#tasks_{story.language}", f"{story.tasks}\n{story.more}")
    page.locator("#save button[value=publish]").click()
    expect(page).to_have_url(re.compile(rf"/missions/{mission}$"))


def publish(hr, mission):
    """HR publishes it."""
    hr.go(f"/hr/missions/{mission}")
    hr.check()
    hr.page.locator("button[value=publish]").click()
    expect(hr.page.locator(".tg-flash.success")).to_be_visible()
