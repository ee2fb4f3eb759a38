"""The administrator lets people in; each of them chooses a password by the link of a mail."""

import email
import re
from email.policy import default

from playwright.sync_api import expect

from tests.journeys.depth.cast import PASSWORD

WAITS = 100
EVERY = 200  # milliseconds


def invite(administrator, story, person):
    """Open an account for somebody whom the import brought; return the id of the person."""
    page, words = administrator.page, story.words
    administrator.go(f"/accounts/?q={person.number}")
    page.locator("#accounts").get_by_role("link", name=person.name).click()
    administrator.check()
    page.get_by_role("button", name=words["invite"], exact=True).click()
    expect(page.locator(".tg-flash.success")).to_contain_text(words["invited"])
    administrator.check()
    return page.url.rsplit("/", 1)[1]


def make_local_hr(administrator, story, person_id):
    """Give somebody the role of HR, for one site."""
    page, words = administrator.page, story.words
    administrator.go(f"/accounts/{person_id}")
    page.get_by_label(words["part"]).check()
    page.select_option("select[name=sites]", label=story.site)
    page.get_by_role("button", name=words["store_roles"]).click()
    expect(page.locator(".tg-flash.success")).to_contain_text(words["roles_stored"])
    administrator.check()
    administrator.go(f"/accounts/?q={person_id and story.local_hr.number}")
    expect(page.locator("#accounts")).to_contain_text(story.site)


def come_in(visitor, story, person, mails):
    """Choose a password by the link of the mail, and sign in with it."""
    page, words = visitor.page, story.words
    message = mail_to(visitor, person, mails)
    assert message["Subject"] == words["mail"]
    text = message.get_body(("plain",)).get_content()
    address = re.search(rf"{visitor.address}\S+", text).group()
    page.goto(address)
    expect(page.locator("h1")).to_contain_text(person.first)
    assert "key=" not in page.url
    visitor.check()
    page.fill("#new_password", PASSWORD)
    page.fill("#new_password_confirm", PASSWORD)
    page.get_by_role("button", name=words["choose_password"]).click()
    expect(page.locator(".tg-flash.success")).to_contain_text(words["password_stored"])
    return visitor.sign_in(person.email)


def mail_to(visitor, person, mails):
    """Wait until the worker has sent somebody a mail, as files in a folder; return it."""
    for _attempt in range(WAITS):
        for file in sorted(mails.glob("*.eml")):
            message = email.message_from_bytes(file.read_bytes(), policy=default)
            if message["To"] == person.email:
                return message
        visitor.page.wait_for_timeout(EVERY)
    raise AssertionError(f"no mail to {person.email}")
