"""The mission runs and ends; both write, agree on a level, and it stays."""

from playwright.sync_api import expect

from tests.journeys.missions import cast

NEXT_STEP = "section[aria-labelledby=h-step]"


def is_running(visitor, mission, application):
    """Nobody did anything: the date has begun the mission."""
    visitor.go(f"/missions/{mission}")
    visitor.check()
    visitor.go(f"/applications/{application}")
    visitor.check()


def _say_level(visitor, application):
    page = visitor.page
    visitor.go(f"/applications/{application}/debrief")
    picker = page.locator("#levels .tg-picker").first
    picker.locator("label", has_text=str(cast.GROWN_TO)).click()
    page.locator("form[action$='/levels'] button[type=submit]").click()
    expect(page.locator(".tg-flash.success")).to_be_visible()


def write_as_participant(visitor, application, story):
    """She says what she learned and proposes level 3."""
    page = visitor.page
    visitor.go("/")
    page.locator(f".tg-wait a[href*='/applications/{application}']").first.click()
    visitor.check()
    visitor.go(f"/applications/{application}/debrief")
    page.fill("#learned", story.learned)
    visitor.check()
    page.locator("form[action$='/debrief'] button[type=submit]").click()
    expect(page.locator(".tg-flash.success")).to_be_visible()
    _say_level(visitor, application)


def conclude(owner, application, story):
    """Her owner says it was done, writes, reads her words only then, and says the same level."""
    page = owner.page
    owner.go(f"/applications/{application}/debrief")
    expect(page.locator("main")).not_to_contain_text(story.learned)
    page.locator("form[action$='/outcome'] input[value=completed]").check()
    page.locator("form[action$='/outcome'] button[type=submit]").click()
    expect(page.locator(".tg-flash.success")).to_be_visible()
    owner.go(f"/applications/{application}/debrief")
    page.fill("#learned", story.seen)
    page.locator("form[action$='/debrief'] button[type=submit]").click()
    expect(page.locator("main")).to_contain_text(story.learned)
    _say_level(owner, application)
    owner.check()


def path_asks_for_it(visitor, story):
    """Her next step still asks for the skill."""
    visitor.go("/")
    expect(visitor.page.locator(NEXT_STEP)).to_contain_text(story.skill)


def level_shows(visitor, story):
    """The level stands among her skills with where it comes from, and her path counts it."""
    page = visitor.page
    visitor.go("/skills/")
    page.get_by_role("link", name=story.skill).first.click()
    expect(page.locator("main")).to_contain_text(story.from_mission)
    visitor.check()
    visitor.go("/")
    expect(page.locator(NEXT_STEP)).not_to_contain_text(story.skill)


def certificate_prints(visitor, application, story):
    """The certificate stands on a page, and comes as a file of its own."""
    page = visitor.page
    visitor.go(f"/applications/{application}/certificate")
    expect(page.locator("main")).to_contain_text(story.title)
    visitor.check()
    answer = page.request.get(f"{visitor.address}/applications/{application}/certificate.pdf")
    assert answer.status == 200 and answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF-")
