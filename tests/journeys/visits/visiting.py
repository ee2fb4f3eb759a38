"""A visit is signed, in the calendar, looked back on, and counts."""

import re
import warnings

import pypdfium2
from icalendar import Calendar
from playwright.sync_api import expect


def sign(visitor, visit):
    """Read the agreement and sign it."""
    visitor.go(f"/visits/{visit}/agreement")
    visitor.check()
    visitor.page.locator(f"form[action='/visits/{visit}/agreement/sign'] button").click()
    expect(visitor.page.locator(".tg-flash.success")).to_be_visible()
    visitor.check()


def in_calendar(visitor, visit):
    """Open the file of a visit, and one’s secret link, as a calendar does."""
    one = visitor.context.request.get(f"{visitor.address}/visits/{visit}.ics")
    assert one.headers["content-type"].startswith("text/calendar")
    (event,) = _read(one.body())
    assert str(event["STATUS"]) == "CONFIRMED"
    visitor.go("/visits/calendar")
    visitor.check()
    visitor.page.locator("form[action='/visits/calendar/link'] button").click()
    link = visitor.page.locator("#secret").input_value()
    path = link[link.index("/calendar/") :]
    stranger = visitor.context.browser.new_context()
    try:
        feed = stranger.request.get(visitor.address + path)
        assert str(event["UID"]) in {str(found["UID"]) for found in _read(feed.body())}
    finally:
        stranger.close()


def _read(file):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = Calendar.from_ical(file)
        events = found.walk("VEVENT")
    assert not found.errors and not [error for event in events for error in event.errors]
    return events


def look_back(visitor, visit, *, learned, surprised="", improve="", thanks="", is_first=False):
    """Say how it went if nobody has, write what one learned; a visitor notes what they saw."""
    page = visitor.page
    visitor.go(f"/visits/{visit}/debrief")
    if is_first:
        page.check("input[name=how][value=take_place]")
    for name, words in (
        ("learned", learned),
        ("surprised", surprised),
        ("to_improve", improve),
        ("thanks", thanks),
    ):
        page.fill(f"#{name}", words)
    seen = page.locator("input[name=seen]")
    if seen.count():
        seen.first.check()
    visitor.check()
    page.locator("section:has(#h-words) form button[type=submit]").click()
    expect(page.locator(".tg-flash.success")).to_be_visible()
    visitor.check()


def print_certificate(visitor, visit, name):
    """Read the certificate, and the same as a PDF."""
    visitor.go(f"/visits/{visit}/certificate")
    expect(visitor.page.locator("main")).to_contain_text(name)
    visitor.check()
    file = visitor.context.request.get(f"{visitor.address}/visits/{visit}/certificate.pdf").body()
    pages = pypdfium2.PdfDocument(file)
    words = pages[0].get_textpage().get_text_range()
    assert re.search(name.split()[-1], words)
    pages.close()


def finds_it(visitor, *places, words):
    """Find what was seen on some pages."""
    for place in places:
        visitor.go(place)
        visitor.page.wait_for_load_state("networkidle")
        expect(visitor.page.locator("main")).to_contain_text(words)
        visitor.check()
