"""HR holds a session, decides and publishes; people read what follows."""

import re

from playwright.sync_api import expect

from tests.journeys.nominations import cast
from tests.journeys.nominations.proposing import number_in


def prepare_session(hr, campaign, story):
    """Prepare a session about the whole campaign, and begin it; return its number."""
    page = hr.page
    hr.go(f"/hr/sessions/new?campaign={campaign}")
    page.fill(f"#name_{story.language}", story.session)
    page.fill("#held_on", cast.HELD)
    hr.check()
    page.locator("main form.tg-form button.btn-primary").click()
    expect(page).to_have_url(re.compile(r"/hr/sessions/\d+"))
    session = number_in(page)
    page.locator("form[action$='/start'] button").click()
    expect(page.locator("form[action$='/close']")).to_be_visible()
    return session


def _go(hr, session):
    """Open the session and wait for the parts that come after the page: they move what is below."""
    hr.go(f"/hr/sessions/{session}")
    hr.page.wait_for_load_state("networkidle")


def stands_in_it(hr, session, name):
    """Tell whether somebody stands in the session now."""
    _go(hr, session)
    return hr.page.locator(".tg-nominee", has_text=name).count() == 1


def put_on_grid(hr, session, name, box):
    """Put somebody into one of nine boxes by the list, as a keyboard does."""
    page = hr.page
    _go(hr, session)
    page.locator("form.tg-place select[name=nominee]").select_option(label=name)
    page.locator("form.tg-place select[name=box]").select_option(index=box)
    page.locator("form.tg-place button").click()
    chip = page.locator(".tg-nine td .tg-chip", has_text=name.split()[0])
    expect(chip).to_be_visible()
    hr.check()


def drag_on_grid(hr, name, box):
    """Drag the same person into another box."""
    page = hr.page
    page.wait_for_load_state("networkidle")
    target = page.locator(".tg-nine td[data-box]").nth(box)
    page.locator(".tg-nine .tg-chip", has_text=name.split()[0]).drag_to(target)
    expect(target.locator(".tg-chip", has_text=name.split()[0])).to_be_visible()


def _open(hr, session, name):
    """Open somebody’s file beside the groups; return the form of the decision."""
    page = hr.page
    _go(hr, session)
    with page.expect_response(re.compile(rf"/hr/sessions/{session}/nominees/\d+$")):
        page.locator(".tg-nominee h4 a", has_text=name).click()
    page.wait_for_load_state("networkidle")
    expect(page.locator("#file h2")).to_have_text(name)
    return page.locator("#file form:has(fieldset)")


def say_not_now(hr, session, name, story):
    """Say when it is looked at again, what is done until then, and who owes it."""
    page = hr.page
    form = _open(hr, session, name)
    expect(page.locator("#file")).to_contain_text(story.words)
    form.locator("label:has(input[value=not_now])").click()
    form.locator("input[name^=review_on]").fill(cast.LOOKED_AT)
    form.locator("textarea[name^=action-]").fill(story.action)
    form.locator("select[name^=action_owner_id]").select_option(label="Karim Benali")
    form.locator("textarea[name^=reason]").fill(story.reason)
    hr.check()
    form.locator("button.btn-primary").click()
    page.wait_for_selector("html[data-ready]", state="attached")


def approve(hr, session, name, story):
    """Approve somebody, who joins the pool."""
    page = hr.page
    form = _open(hr, session, name)
    form.locator("label:has(input[value=approved])").click()
    form.locator("select[name^=pool_id]").select_option(label=story.pool)
    form.locator("input[name^=pool_until]").fill(cast.IN_POOL_UNTIL)
    form.locator("textarea[name^=reason]").fill(story.approved)
    form.locator("button.btn-primary").click()
    page.wait_for_selector("html[data-ready]", state="attached")


def write_note(hr, session, story):
    """Keep what was said about all."""
    page = hr.page
    _go(hr, session)
    page.fill("#text", story.note)
    page.locator(".tg-note-form button").click()
    expect(page.locator("#notes")).to_contain_text(story.note)
    hr.check()


def take_consent_back(nominee, file):
    """Take it back with two clicks."""
    page = nominee.page
    nominee.go(f"/nominees/{file}")
    form = page.locator("form[action$='/withdraw']").first
    page.locator("details", has=form).locator("summary").click()
    form.locator("button").click()
    expect(page.locator(".tg-flash.success")).to_be_visible()
    nominee.check()


def publish(hr, session, campaign):
    """Close the session, say that everything is decided, and publish all of it together."""
    page = hr.page
    _go(hr, session)
    page.locator("form[action$='/close'] button").click()
    expect(page.locator(".tg-flash.success")).to_be_visible()
    hr.go(f"/hr/campaigns/{campaign}")
    page.wait_for_load_state("networkidle")
    hr.check()
    page.locator("form[action$='/calibrate'] button").click()
    expect(page.locator(".tg-flash.success")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/publish$"))
    hr.check()
    page.locator("form[action$='/publish-all'] button").click()
    expect(page.locator(".tg-flash.success")).to_be_visible()


def reads_not_now(nominee, file, story):
    """The date and what is owed stand on her page and in the letter."""
    page = nominee.page
    nominee.go(f"/nominees/{file}")
    for words in (story.action, story.looked_at):
        expect(page.locator("main")).to_contain_text(words)
    nominee.check()
    nominee.go(f"/nominees/{file}/letter")
    for words in (story.reason, story.action, "Karim Benali"):
        expect(page.locator("main")).to_contain_text(words)
    nominee.check()


def reads_pool(nominee, story):
    """The pool and its purpose stand on her page."""
    page = nominee.page
    nominee.go("/pools")
    expect(page.locator("main")).to_contain_text(story.pool)
    expect(page.locator("main")).to_contain_text(story.pool_purpose)
    nominee.check()


def owes(manager, story):
    """What he promised waits for him."""
    page = manager.page
    manager.go("/owed")
    expect(page.locator("main")).to_contain_text(story.action)
    manager.check()
    manager.go("/team")
    manager.check()
