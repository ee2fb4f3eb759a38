"""People join a round from their wishes, HR has rings drawn, everybody answers for their legs."""

import re

from playwright.sync_api import expect

from tests.journeys.visits import cast


def open_round(hr, story):
    """Prepare a round with rings of three at most and open it; return its number."""
    page = hr.page
    hr.go("/hr/rounds/new")
    page.fill(f"#name_{story.language}", story.round)
    page.fill(f"#word_{story.language}", story.word)
    page.fill("#join_by", cast.JOIN_BY)
    page.fill("#visits_from", cast.FROM)
    page.fill("#visits_to", cast.TO)
    page.check("input[name=longest][value='3']")
    hr.check()
    page.locator(".tg-save-bar button.btn-primary").click()
    expect(page).to_have_url(re.compile(r"/hr/rounds/\d+$"))
    number = int(re.search(r"/(\d+)$", page.url).group(1))
    page.locator(f"form[action='/hr/rounds/{number}/open'] button").click()
    expect(page.locator(".tg-flash.success")).to_be_visible()
    hr.check()
    return number


def join(visitor, number, wished):
    """Wish to see a colleague at work, what one wants most, and join in one click more."""
    page = visitor.page
    visitor.go("/visits/wishes")
    page.fill("#wish-q", wished)
    page.press("#wish-q", "Enter")
    page.locator(".tg-rows li", has_text=wished).first.locator("button").click()
    row = page.locator(".tg-wishes li", has_text=wished)
    expect(row).to_be_visible()
    up = "form[action$='/up'] button"
    while row.locator(up).count():
        row.locator(up).click()
        page.wait_for_load_state("networkidle")
    visitor.check()
    visitor.go(f"/rounds/{number}")
    visitor.check()
    page.locator("section:has(#h-part) button.btn-primary").click()
    expect(page.locator(".tg-flash.success")).to_be_visible()


def end_joining(hr, number):
    """End joining, which has a proposal computed."""
    page = hr.page
    hr.go(f"/hr/rounds/{number}")
    expect(page.locator("h1")).to_contain_text(re.compile("6|six", re.IGNORECASE))
    page.locator(f"form[action='/hr/rounds/{number}/close'] button").click()
    expect(page.locator(".tg-flash.success")).to_be_visible()


def send(hr, number):
    """Read the proposal: a ring of three, a pair, one who waits; send it."""
    page = hr.page
    hr.go(f"/hr/rounds/{number}")
    expect(page.locator(".tg-ring-card")).to_have_count(2)
    expect(page.locator("main")).to_contain_text("Camille Jarry")
    hr.check()
    hr.go(f"/hr/rounds/{number}?as=table")
    expect(page.locator("main table", has_text="Damien Texier")).to_be_visible()
    hr.check()
    hr.go(f"/hr/rounds/{number}")
    page.locator(f"form[action='/hr/rounds/{number}/publish'] button").click()
    expect(page.locator(".tg-flash.success")).to_be_visible()
    hr.check()


def open_swap(visitor, number):
    """Open one's swap from the page of the round."""
    visitor.go(f"/rounds/{number}")
    visitor.page.locator(".tg-round-rows a[href*='/swaps/']").first.click()
    expect(visitor.page).to_have_url(re.compile(r"/swaps/\d+$"))
    visitor.check()


def say_yes(visitor, number):
    """Say yes to both visits."""
    open_swap(visitor, number)
    visitor.page.locator(".tg-head form button.btn-primary").click()
    expect(visitor.page.locator(".tg-flash.success")).to_be_visible()
    visitor.check()


def say_no(visitor, number, other):
    """Say no to the visit with somebody, and keep silent about the other one."""
    page = visitor.page
    open_swap(visitor, number)
    leg = page.locator(".tg-leg", has_text=other)
    unfold = leg.locator("details", has=page.locator("button[name=no]"))
    unfold.locator("summary").click()
    unfold.locator("input[name=reason]").first.check()
    visitor.check()
    unfold.locator("button[name=no]").click()
    expect(page.locator(".tg-flash.success")).to_be_visible()


def keep(visitor, number, *others):
    """Keep the visits with some colleagues, one-way."""
    page = visitor.page
    for other in others:
        open_swap(visitor, number)
        page.locator(".tg-leg", has_text=other).locator("button[name=yes]").click()
        expect(page.locator(".tg-flash.success")).to_be_visible()
    visitor.check()
