"""Every page, in both languages and themes, on a phone and on a desk: nothing to complain of."""

import os
import re
from itertools import product

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.journeys.conftest import Visitor

EMPLOYEE = "ines.caradec@helianne.example"
MANAGER = "karim.benali@helianne.example"
OWNER = "maud.le-goff@helianne.example"
COLLEAGUE = "eleanor.hughes@helianne.example"
HR = "sophie.marchal@helianne.example"
HR_OF_A_SITE = "valerie.kern@helianne.example"
ADMINISTRATOR = "sacha.delmas@helianne.example"
PAGES = {
    EMPLOYEE: [
        "/",
        "/path",
        "/path/choose",
        "/path/choose?q=planif",
        "/path/to/{planning}",
        "/path/to/{planning}/compare",
        "/path/saved/1",
        "/how-suggestions-are-computed",
        "/skills/",
        "/skills/?open={skill}",
        "/skills/{skill}",
        "/skills/{skill}/declare",
        "/skills/add",
        "/skills/ask",
        "/skills/ask?skill={declared}&q=ka",
        "/claims/{disputed}/disagree",
        "/catalogue/skills/",
        "/catalogue/skills/?q=plan",
        "/catalogue/skills/{skill}",
        "/jobs/",
        "/jobs/{planning}",
        "/jobs/{planning}/versions",
        "/jobs/{planning}/versions/1",
        "/jobs/families",
        "/jobs/compare",
        "/jobs/compare?a={planning}&q=flux",
        "/jobs/compare?a=1&b={planning}",
        "/people/",
        "/people/?q=zzzz",
        "/people/?q=z",
        "/people/?q=pilote",
        "/organisation",
        "/preferences/",
        "/people/{person}",
        "/account",
        "/account/password",
        "/account/sessions",
        "/account/second-factor/",
        "/account/second-factor/on",
        "/account/second-factor/off",
        "/account/passkeys/",
        "/account/tokens/",
        "/missions",
        "/missions?q=zzzz",
        "/missions?show=running&from=2026-01-01",
        "/missions/9",
        "/missions/12",
        "/missions/12/why",
        "/missions/kept",
        "/missions/new",
        "/missions/new?copy=12",
        "/missions/mine",
        "/missions/4",
        "/missions/8/instead",
        "/missions/12/instead",
        "/missions/3",
        "/applications",
        "/applications/{offered}",
        "/applications/{pending}",
        "/applications/{ended}",
        "/applications/{ended}/debrief",
        "/applications/{credited}",
        "/applications/{credited}/debrief",
        "/applications/{credited}/certificate",
        "/certificates/{certificate}",
        "/missions/choices",
        "/campaigns",
        "/campaigns/1",
        "/campaigns/2",
        "/campaigns/3",
        "/nominations",
        "/nominations/new",
        "/nominees/{asked_file}",
        "/nominees/{agreed_file}",
        "/nominees/{decided_file}",
        "/nominees/{decided_file}/letter",
        "/owed",
        "/pools",
        "/approaches",
        "/notices/",
        "/api/docs",
        "/jobs/999999",
        "/accounts/",
        "/themes/1",
        "/visits",
        "/visits?q=zzzz",
        "/visits/offers",
        "/visits/offers/new",
        "/visits/offers/{offer}",
        "/visits/offers/{offer}/ask",
        "/visits/wishes?q=plan",
        "/visits/mine",
        "/visits/{asked_visit}",
        "/visits/{seen_visit}",
        "/visits/{seen_visit}/agreement",
        "/visits/{seen_visit}/debrief",
        "/visits/{seen_visit}/certificate",
        "/visits/calendar",
        "/swaps/{ring}",
        "/rounds",
        "/rounds/1",
        "/rounds/3",
    ],
    MANAGER: [
        "/",
        "/missions/mine",
        "/missions/15",
        "/missions/15/edit",
        "/missions/15/cancel",
        "/missions/15/owners?q=ka",
        "/missions/15/hand-over?q=ka",
        "/missions/15/applicants",
        "/missions/15/applicants?order=name",
        "/applications/{asked}",
        "/applications/{asked}/talk",
        "/applications/{asked}/decline",
        "/applications/{pending}",
        "/team/applications",
        "/path",
        "/skills/",
        "/notices/",
        "/people/{person}",
        "/path/saved/1",
        "/team",
        "/team/skills",
        "/team/skills?show=single&order=fewest",
        "/campaigns/3",
        "/nominations",
        "/nominations/new?campaign=3&q=prat",
        "/nominations/{draft}/purpose",
        "/nominations/{draft}/why",
        "/nominations/{draft}/evidence",
        "/nominations/{draft}/offer",
        "/nominations/{draft}/send",
        "/nominations/{sent}",
        "/owed",
        "/team/claims",
        "/people/{person}/skills/",
        "/people/{person}/skills/{skill}",
        "/visits/words",
        "/swaps",
        "/swaps/with/{mutual}",
    ],
    OWNER: [
        "/",
        "/missions/mine",
        "/missions/4",
        "/missions/4/debriefs",
        "/applications/{ended}",
        "/applications/{ended}/debrief",
        "/applications/{other}/debrief",
        "/missions/12",
        "/missions/12/applicants",
    ],
    COLLEAGUE: [
        "/endorsements/3",
        "/applications",
        "/applications/{declined}",
        "/pools",
        "/pools/members/{membership}",
        "/nominations",
        "/people/{person}",
        "/visits/{told_visit}",
        "/visits/{told_visit}/debrief",
    ],
    HR: [
        "/",
        "/map/",
        "/map/?view=table",
        "/map/renamings",
        "/hr/disagreements",
        "/jobs/{planning}",
        "/jobs/{planning}/bridges?q=flux",
        "/jobs/30/bridges/1",
        "/jobs/{planning}/edit",
        "/jobs/new",
        "/jobs/bridges",
        "/jobs/families",
        "/jobs/families/new",
        "/jobs/families/1/edit",
        "/imports/",
        "/imports/new",
        "/imports/columns",
        "/imports/1",
        "/imports/2",
        "/imports/2/columns",
        "/people/?who=left",
        "/people/?q=zzzz",
        "/people/{person}",
        "/people/{person}/skills/",
        "/people/{person}/record",
        "/people/new",
        "/catalogue/skills/",
        "/catalogue/skills/new",
        "/catalogue/skills/{skill}",
        "/catalogue/skills/{skill}/edit",
        "/catalogue/skills/{skill}/words",
        "/catalogue/skills/{skill}/levels",
        "/catalogue/skills/{skill}/merge?q=plan",
        "/catalogue/skills/merge/{skill}/{declared}",
        "/catalogue/skills/merges",
        "/catalogue/skills/alike",
        "/catalogue/skills/families/",
        "/catalogue/skills/families/1",
        "/packs/",
        "/packs/propose/{planning}",
        "/hr/missions",
        "/hr/missions/24",
        "/missions/24",
        "/hr/applications",
        "/hr/applications?show=refused",
        "/applications/{climbed}",
        "/hr/mission-rules",
        "/hr/mission-rules?zones=proposed",
        "/hr/themes",
        "/hr/themes/new",
        "/hr/themes/1/edit",
        "/hr/campaigns",
        "/hr/campaigns/new",
        "/hr/campaigns/1",
        "/hr/campaigns/2",
        "/hr/campaigns/3",
        "/hr/campaigns/3/edit",
        "/hr/nominations/new?campaign=3",
        "/hr/sessions/new?campaign=2",
        "/hr/sessions/1",
        "/hr/sessions/1/minutes",
        "/hr/sessions/2/edit",
        "/hr/campaigns/2/equity",
        "/hr/sessions/1/nominees/{nominee}",
        "/nominees/{nominee}",
        "/hr/pools",
        "/hr/pools/new",
        "/hr/pools/2",
        "/hr/pools/2/edit",
        "/hr/pools/members",
        "/hr/pools/members?for=plan",
        "/hr/pools/members?about=job:{planning}",
        "/pools/members/{membership}",
        "/hr/pools/members/{membership}/ask?q=plan",
        "/hr/pools/members/{membership}/ask?about=job:{planning}",
        "/hr/rounds",
        "/hr/rounds/new",
        "/hr/rounds/1",
        "/hr/rounds/2",
        "/hr/rounds/2?as=table",
        "/hr/rounds/3",
        "/rounds/2",
    ],
    HR_OF_A_SITE: [
        "/",
        "/map/",
        "/map/?view=table",
        "/people/",
        "/organisation",
        "/hr/disagreements",
        "/hr/missions",
        "/hr/applications",
        "/hr/campaigns",
        "/hr/campaigns/2",
        "/hr/pools",
        "/imports/",
        "/packs/",
    ],
    ADMINISTRATOR: [
        "/",
        "/imports/",
        "/accounts/",
        "/accounts/?q=zzzz",
        "/accounts/?who=hr",
        "/accounts/{person}",
    ],
}
# Records that pages name in braces: who finds one, on which page, by which link, option or mark.
# Its number, or its code, is the last one in the first of these attributes.
NUMBERED = ("value", "id", "href")
NUMBER = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){2}|\d+")
RECORDS = {
    "planning": (EMPLOYEE, "/jobs/?q=planification", "tbody th a:has-text('planif')"),
    "person": (EMPLOYEE, "/people/?q=caradec", "#people a"),
    # A skill on which two views stand side by side.
    "skill": (EMPLOYEE, "/skills/", "#held li:has(.tg-src b) h4 a"),
    "english": (EMPLOYEE, "/skills/", "#held h4 a:has-text('Anglais')"),
    "declared": (EMPLOYEE, "/skills/ask", "#ask-skill option"),
    "offered": (EMPLOYEE, "/applications", "h3 a:has-text('30 clients')"),
    "pending": (EMPLOYEE, "/applications", "h3 a:has-text('point qualité')"),
    "ended": (EMPLOYEE, "/applications", "h3 a:has-text('promesses')"),
    "credited": (EMPLOYEE, "/applications", "h3 a:has-text('courriers')"),
    "certificate": (EMPLOYEE, "/applications/{credited}/certificate", ".tg-certificate .code a"),
    "declined": (COLLEAGUE, "/applications", "h3 a:has-text('30 clients')"),
    "asked": (MANAGER, "/missions/15/applicants", ".tg-applicant h2 a"),
    "other": (OWNER, "/missions/4/debriefs", "tr:has-text('Nora') a[href$='/debrief']"),
    "climbed": (HR, "/hr/applications", "main a[href^='/applications/']"),
    "asked_file": (EMPLOYEE, "/nominations", "h3 a:has-text('hiver')"),
    "agreed_file": (EMPLOYEE, "/nominations", "h3 a:has-text('automne')"),
    "decided_file": (EMPLOYEE, "/nominations", "h3 a:has-text('printemps')"),
    "draft": (MANAGER, "/nominations", "main a:has-text('Lionel')"),
    "sent": (MANAGER, "/nominations", "main a[href^='/nominations/']:has-text('Inès')"),
    "membership": (COLLEAGUE, "/pools", "main a[href^='/pools/members/']"),
    "nominee": (HR, "/hr/sessions/1", ".tg-nominee a[data-tg-card]"),
    "disputed": (EMPLOYEE, "/skills/{english}", "a[href$='/disagree']"),
    "offer": (EMPLOYEE, "/visits", "h2 a:has-text('Pilote de flux')"),
    "asked_visit": (EMPLOYEE, "/visits/mine", "h3 a:has-text('Jeanne')"),
    "seen_visit": (EMPLOYEE, "/visits/mine", "h3 a:has-text('Étienne')"),
    "told_visit": (COLLEAGUE, "/visits/mine", "h3 a:has-text('Tessa')"),
    "ring": (EMPLOYEE, "/swaps", "h3 a"),
    "mutual": (MANAGER, "/swaps", "main a[href^='/swaps/with/']"),
}
# A page is loaded once in each language and then turned: a thousand loads would take minutes.
# These two looks a language have each theme with each width, and each language with each of both;
# TALENTGROW_EVERY_WAY=1 takes all four.
LOOKS = {
    "fr": [("light", 320), ("dark", 1280)],
    "en": [("light", 1280), ("dark", 320)],
}
if os.environ.get("TALENTGROW_EVERY_WAY") == "1":
    LOOKS = {language: list(product(["light", "dark"], [320, 1280])) for language in LOOKS}


class Records(dict):
    """The numbers of records of the demo, each read from the page that shows it when asked for."""

    def __init__(self, browser, address):
        self.browser, self.address, self.readers = browser, address, {}

    def __missing__(self, name):
        email, path, mark = RECORDS[name]
        if email not in self.readers:
            self.readers[email] = Visitor(self.browser, self.address, language="fr").sign_in(email)
        page = self.readers[email]
        page.go(path.format_map(self))
        found = page.page.locator(mark).first
        written = [found.get_attribute(attribute) or "" for attribute in NUMBERED]
        self[name] = NUMBER.findall(next(filter(None, written)))[-1]
        return self[name]

    def close(self):
        for reader in self.readers.values():
            reader.context.close()


@pytest.fixture(scope="module")
def records(browser, address):
    records = Records(browser, address)
    yield records
    records.close()


def look_at(visitor, paths, records):
    """Open each page once and see it in every look; the next is opened in the last look of this."""
    looks = list(LOOKS[visitor.language])
    # With every page from the beginning: to hand it over later takes three times as long.
    visitor.context.add_init_script(AXE_SCRIPT)
    for path in paths:
        answer = visitor.go(path.format_map(records))
        assert answer.status < 500, path
        if answer.status >= 400:
            visitor.complaints.clear()  # the browser itself reports an answer of 404 or 410
        for look in looks:
            visitor.look(*look)
            if "/map/" in path:
                visitor.page.wait_for_timeout(300)
            visitor.check()
        looks.reverse()


@pytest.mark.parametrize("language", list(LOOKS))
@pytest.mark.parametrize("email", list(PAGES))
def test_pages(visit, records, email, language):
    theme, width = LOOKS[language][0]
    visitor = visit(language=language, theme=theme, width=width).sign_in(email)

    look_at(visitor, PAGES[email], records)


@pytest.mark.parametrize("language", list(LOOKS))
def test_sign_in(visit, records, language):
    paths = ["/sign-in", "/sign-in/forgotten", "/sign-in/new-password?key=over"]

    look_at(visit(language=language), paths, records)
