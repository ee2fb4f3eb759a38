"""Two apply, a manager says from when, HR stands in for a silent one, one gets the seat."""

import re

from playwright.sync_api import expect

from tests.journeys.missions import cast


def apply(visitor, mission, story):
    """Find the mission by its words, read what it asks, apply; return the application's number."""
    page = visitor.page
    visitor.go(f"/missions?q={story.title}")
    page.get_by_role("link", name=story.title).click()
    expect(page).to_have_url(re.compile(rf"/missions/{mission}$"))
    expect(page.locator("#apply .tg-check li.ok").first).to_be_visible()
    page.fill("#message", story.message)
    visitor.check()
    page.locator("#apply button[value=send]").click()
    expect(page).to_have_url(re.compile(r"/applications/\d+$"))
    visitor.check()
    visitor.go(f"/missions/{mission}")
    expect(page.locator("#apply button[value=send]")).to_have_count(0)
    link = page.locator("#apply a[href*='/applications/']").get_attribute("href")
    return int(link.rpartition("/")[2])


def say_from_when(manager, story):
    """He sees her weeks, not her message, and lets her go from 1 February."""
    page = manager.page
    manager.go("/team/applications")
    waiting = page.locator("section, article").filter(has_text=story.title).last
    expect(waiting).to_be_visible()
    expect(page.locator("main")).not_to_contain_text(story.message)
    waiting.locator("summary").first.click()
    waiting.locator("input[name=from_day]").fill(cast.FROM_FEBRUARY)
    manager.check()
    waiting.locator("form[action$='/defer'] textarea").fill(story.reason)
    waiting.locator("form[action$='/defer'] button[type=submit]").click()
    expect(page.locator(".tg-flash.success")).to_be_visible()


def answer_in_the_managers_place(hr, application):
    """The silence has climbed: HR agrees."""
    page = hr.page
    hr.go("/hr/applications")
    hr.check()
    page.locator(f"form[action='/applications/{application}/agree'] button").click()
    expect(page.locator(".tg-flash.success")).to_be_visible()


def choose(owner, mission, chosen, other, story):
    """In order of arrival: a seat for one; for the other a reason, a word and a next step."""
    page = owner.page
    owner.go(f"/missions/{mission}/applicants")
    expect(page.locator("main")).to_contain_text(story.from_february)
    expect(page.locator("main")).to_contain_text(story.message)
    page.check(f"input[name='do-{chosen}'][value=choose]")
    page.check(f"input[name='do-{other}'][value=decline]")
    page.locator(f"details:has(#feedback-{other}) summary").click()
    page.select_option(f"#reason-{other}", "levels_missing")
    page.fill(f"#feedback-{other}", story.feedback)
    page.select_option(f"#step-{other}", "mentor")
    page.fill(f"#note-{other}", story.door)
    owner.check()
    page.locator("main form[action*='/applicants'] > * button.btn-primary").last.click()
    expect(page.locator(".tg-flash.success")).to_be_visible()


def accept(visitor, application):
    """The offer waits on her home page; she takes the seat."""
    page = visitor.page
    visitor.go("/")
    page.locator(f".tg-wait a[href='/applications/{application}']").first.click()
    visitor.check()
    page.locator("form[action$='/accept'] button").click()
    expect(page.locator(".tg-flash.success")).to_be_visible()
    visitor.check()


def read_the_refusal(visitor, application, story):
    """He reads why, and which door opens."""
    visitor.go(f"/applications/{application}")
    main = visitor.page.locator("main")
    expect(main).to_contain_text(story.feedback)
    expect(main).to_contain_text(story.door)
    visitor.check()
