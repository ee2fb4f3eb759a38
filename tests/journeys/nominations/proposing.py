"""HR prepares a campaign and a pool; people propose somebody, or themselves."""

import re

from playwright.sync_api import expect

from tests.journeys.nominations import cast


def number_in(page):
    """Return the number at the end of the address."""
    return int(re.search(r"/(\d+)(?:/|$|\?|#)", page.url).group(1))


def make_pool(hr, story):
    """Make the pool which approved people may join."""
    page = hr.page
    hr.go("/hr/pools/new")
    page.fill(f"#name_{story.language}", story.pool)
    page.fill(f"#purpose_{story.language}", story.pool_purpose)
    hr.check()
    page.locator("main form.tg-form button.btn-primary").click()
    expect(page.locator("h1")).to_contain_text(story.pool)


def prepare_campaign(hr, story):
    """Prepare a campaign that opens today; return its number."""
    page = hr.page
    hr.go("/hr/campaigns/new")
    page.fill(f"#name_{story.language}", story.campaign)
    page.fill(f"#purpose_{story.language}", story.purpose)
    page.fill(f"#criteria_{story.language}", story.criterion)
    page.fill("#opens_on", cast.OPENS)
    page.fill("#closes_on", cast.CLOSES)
    for intent in ("advancement", "lateral", "programme"):
        page.check(f"input[name=intents][value={intent}]")
    page.fill(f"#programme_{story.language}", story.programme)
    page.check("#has_nine_box")
    hr.check()
    page.locator("main form button.btn-primary").last.click()
    expect(page.locator(".tg-flash.success")).to_be_visible()
    return number_in(page)


def propose(visitor, campaign, intents, why, offer, *, about=None):
    """Write a nomination step by step, leave it once, and send it; return its number."""
    page = visitor.page
    visitor.go(f"/nominations/new?campaign={campaign}" + (f"&q={about}" if about else ""))
    section = "#h-other" if about else "#h-me"
    row = page.locator(f"section:has({section}) li")
    row.filter(has_text=about or "").first.locator("button[name=person]").click()
    expect(page).to_have_url(re.compile(r"/nominations/\d+/purpose$"))
    number = number_in(page)
    for intent in intents:
        page.check(f"input[name=intents][value={intent}]")
    visitor.check()
    _go_on(page)
    page.fill("#rationale", why)
    page.locator("button[name=do][value=leave]").click()
    # Back another hour: the draft goes on where it was left, with every word.
    visitor.go(f"/nominations/{number}/why")
    expect(page.locator("#rationale")).to_have_value(why)
    visitor.check()
    _go_on(page)
    claims = page.locator("input[name=claim]")
    if claims.count():
        claims.first.check()
    visitor.check()
    _go_on(page)
    page.fill("#commitment", offer)
    _go_on(page)
    expect(page.locator("main")).to_contain_text(why)
    visitor.check()
    page.locator("form#step .tg-actions button.btn-primary").click()
    expect(page.locator(".tg-flash.success")).to_be_visible()
    return number


def _go_on(page):
    page.locator("form#step .tg-actions button[name=do][value=save]").click()
    page.wait_for_selector("html[data-ready]", state="attached")


def open_file(visitor, story):
    """Open what is said about oneself in this campaign; return its number."""
    page = visitor.page
    visitor.go("/nominations")
    visitor.check()
    page.locator("section:has(#h-me) h3 a", has_text=story.campaign).click()
    expect(page).to_have_url(re.compile(r"/nominees/\d+$"))
    return number_in(page)


def answer(nominee, story, *, accepts, postpones):
    """Read everything, add own words, agree to one wish and put the other off."""
    page = nominee.page
    file = open_file(nominee, story)
    for words in (story.why, story.offer, "Karim Benali"):
        expect(page.locator("main")).to_contain_text(words)
    page.fill("#words", story.words)
    page.fill("#commitment", story.commitment)
    nominee.check()
    first = page.locator(".tg-answer", has_text=accepts).first.get_attribute("id")
    number = first.removeprefix("wish-")
    page.locator(f"button[formaction='/candidacies/{number}/accept']").click()
    expect(page.locator(".tg-flash.success")).to_be_visible()
    other = page.locator(".tg-answer", has_text=postpones).first.get_attribute("id")
    number = other.removeprefix("wish-")
    later = page.locator(f"form[action='/candidacies/{number}/postpone']")
    page.locator("details", has=later).locator("summary").click()
    later.locator("input[name=until]").fill(cast.LATER)
    nominee.check()
    later.locator("button").click()
    expect(page.locator(".tg-flash.success")).to_be_visible()
    expect(page.locator("main")).to_contain_text(story.words)
    nominee.check()
    return file
