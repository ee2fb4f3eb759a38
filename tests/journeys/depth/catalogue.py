"""HR begins: two families of the ROME, people from a spreadsheet, two skills made one."""

import re

from playwright.sync_api import expect

from tests.journeys.depth import sheet

# Tasks run in the background, and the queue is looked at every few seconds.
PATIENCE = 30_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def heading(page):
    """Return what the page is about."""
    return page.locator("h1")


def load_rome(visitor, story, files):
    """Upload the ROME, choose two families, see what would change, load them."""
    page, words = visitor.page, story.words
    visitor.go("/packs/")
    visitor.check()
    page.set_input_files("#files", files)
    page.get_by_role("button", name=words["upload"], exact=True).click()
    expect(heading(page)).to_contain_text(words["families"])
    visitor.check()
    for code in story.families:
        box = page.locator(f"input[name=group][value={code}]")
        shelf = page.locator("li.tg-card").filter(has=box)
        if not box.is_visible():
            shelf.locator("summary").click()
        box.check()
    page.get_by_role("button", name=words["preview"]).click()
    expect(heading(page)).to_contain_text(words["would_add"])
    visitor.check()
    promised = number_in(heading(page).inner_text())
    page.get_by_role("button", name=words["load"], exact=True).click()
    done = page.locator("#run h2")
    expect(done).to_contain_text(words["loaded"], timeout=PATIENCE)
    visitor.check()
    assert number_in(done.inner_text()) == promised


def number_in(text):
    """Return the first number of a sentence."""
    return int(re.search(r"\d+", text).group())


def import_people(visitor, story):
    """Import a spreadsheet with twelve mistakes, mend it as the page says, import it again."""
    page, words = visitor.page, story.words
    choose(visitor, story, f"{story.language}.xlsx", XLSX, sheet.with_mistakes(story))
    visitor.check()
    page.get_by_role("button", name=words["check"]).click()
    expect(heading(page)).to_contain_text(words["wrong"], timeout=PATIENCE)
    visitor.check()
    assert page.locator("[aria-labelledby=h-mend] tbody tr").count() == sheet.MENDED
    with page.expect_download() as download:
        page.get_by_role("link", name=words["correction"]).click()
    content = sheet.mended(story, download.value.path().read_bytes())
    nobody_came(visitor, story)

    store(visitor, story, download.value.suggested_filename, XLSX, content)
    assert str(len(sheet.rows(story))) in page.locator("#import .tg-facts").inner_text()
    visitor.check()
    store(visitor, story, "languages.csv", "text/csv", sheet.languages(story))


def choose(visitor, story, name, mimetype, content):
    """Choose a file in the page; the next page asks what its columns hold."""
    visitor.go("/imports/new")
    file = {"name": name, "mimeType": mimetype, "buffer": content}
    visitor.page.set_input_files("input[type=file]", file)
    visitor.page.get_by_role("button", name=story.words["look"]).click()
    expect(visitor.page).to_have_url(re.compile(r"/imports/\d+/columns"))


def store(visitor, story, name, mimetype, content):
    """Import a file in which nothing is wrong, from the first page to the last."""
    page, words = visitor.page, story.words
    choose(visitor, story, name, mimetype, content)
    page.get_by_role("button", name=words["check"]).click()
    expect(heading(page)).to_contain_text(words["sound"], timeout=PATIENCE)
    visitor.check()
    page.get_by_role("button", name=words["store"], exact=True).click()
    expect(heading(page)).to_contain_text(words["stored"], timeout=PATIENCE)


def nobody_came(visitor, story):
    """A file with a mistake stores nothing, not even its sound lines."""
    visitor.go(f"/people/?q={story.manager.number}")
    expect(visitor.page.locator("#people th a")).to_have_count(0)


def merge_skills(visitor, story):
    """Make a skill of the ROME part of the company’s own; return the id of the one that stays."""
    page, words = visitor.page, story.words
    visitor.go(f"/catalogue/skills/?q={story.merged}")
    page.get_by_role("link", name=story.merged, exact=True).click()
    expect(heading(page)).to_have_text(story.merged)
    visitor.check()
    page.get_by_role("link", name=words["merge"]).click()
    page.fill("#merge-q", story.kept)
    page.get_by_role("main").get_by_role("button", name=words["search"]).click()
    visitor.check()
    page.get_by_role("link", name=f"{words['compare']} {story.kept}", exact=True).click()
    expect(heading(page)).to_contain_text(story.kept)
    visitor.check()
    page.get_by_role("button", name=words["merge_them"], exact=True).click()
    expect(page.locator(".tg-flash.success")).to_contain_text(words["merged"])
    expect(heading(page)).to_have_text(story.kept)
    expect(page.locator("main")).to_contain_text(story.job)
    expect(page.locator("main")).to_contain_text(story.merged)
    visitor.check()
    return page.url.rsplit("/", 1)[1]
