"""Take the pictures of the README from the demo company: `python -m docs.pictures`.

Needs Debian's chromium and a free port; the demo runs in a folder of its own.
"""

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, FloatRect, sync_playwright

from talentgrow.demo.seed import PASSWORD

FOLDER = Path(__file__).parent / "pictures"
WIDTH = 1280
PORT = 5699
ADDRESS = f"http://127.0.0.1:{PORT}"
CHROMIUM = "/usr/bin/chromium"
EMPLOYEE = "ines.caradec@helianne.example"
MANAGER = "karim.benali@helianne.example"
HR = "sophie.marchal@helianne.example"
TO_THE_MISSION = ("article h2 a[href^='/missions/']",)
TO_THE_PATH = ("tbody th a", "main a[href^='/path/to/']")
TO_THE_NOMINEE = ("main a.btn-primary[href^='/nominees/']",)
TO_THE_SESSION = ("main a[href^='/hr/campaigns/']", "aside a[href^='/hr/sessions/']")
TO_THE_ROUND = ("main a[href^='/hr/rounds/']:text-matches('automne')",)
# A long page is cut where the picture has shown enough.
TALLEST = 2300
# File, who looks, language, theme, where to begin, which links to press from there.
PICTURES = (
    ("home.en.png", EMPLOYEE, "en", "light", "/", ()),
    ("skills.en.png", EMPLOYEE, "en", "light", "/skills/", ()),
    ("path.fr.png", EMPLOYEE, "fr", "light", "/jobs/?q=responsable+planification", TO_THE_PATH),
    ("missions.en.png", EMPLOYEE, "en", "light", "/missions", ()),
    ("mission.fr.png", EMPLOYEE, "fr", "light", "/missions?q=plan+de+charge", TO_THE_MISSION),
    ("nominee.fr.png", EMPLOYEE, "fr", "light", "/nominations", TO_THE_NOMINEE),
    ("session.en.png", HR, "en", "light", "/", TO_THE_SESSION),
    ("visits.en.png", EMPLOYEE, "en", "light", "/visits", ()),
    ("round.fr.png", HR, "fr", "light", "/hr/rounds", TO_THE_ROUND),
    ("team.en.png", MANAGER, "en", "light", "/team", ()),
    ("map.en.png", HR, "en", "light", "/map/", ("[data-tg-map-panel] a[data-job]",)),
    ("map.dark.fr.png", HR, "fr", "dark", "/map/", ()),
    ("import.en.png", HR, "en", "light", "/imports/", ("tbody a[href^='/imports/']",)),
)


def main() -> None:
    """Serve the demo, take each picture, stop."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as instance, sync_playwright() as playwright:
        environment = os.environ | {"TALENTGROW_INSTANCE": instance, "PORT": str(PORT)}
        command = [sys.executable, "-m", "talentgrow.cli", "demo"]
        # Our own command, in our own interpreter.
        server = subprocess.Popen(command, env=environment)  # noqa: S603
        try:
            _wait()
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            for picture in PICTURES:
                _take(browser, *picture)
        finally:
            server.terminate()
            server.wait()


def _wait() -> None:
    for _attempt in range(120):
        try:
            urllib.request.urlopen(f"{ADDRESS}/sign-in").close()  # noqa: S310
        except OSError:
            time.sleep(0.5)
        else:
            return


def _take(
    browser: Browser,
    name: str,
    email: str,
    language: str,
    theme: str,
    path: str,
    press: tuple[str, ...],
) -> None:
    context = browser.new_context(
        viewport={"width": WIDTH, "height": 1000},
        color_scheme="dark" if theme == "dark" else "light",
        locale="fr-FR" if language == "fr" else "en-GB",
    )
    page = context.new_page()
    page.goto(f"{ADDRESS}/sign-in")
    page.fill("#email", email)
    page.fill("#password", PASSWORD)
    page.click("main button[type=submit]")
    if page.get_attribute("html", "lang") != language:
        page.locator(f"button[lang={language}]").first.click()
    page.goto(ADDRESS + path)
    for link in press:
        page.locator(link).first.click()
        page.wait_for_load_state()
    page.wait_for_timeout(1500)
    height = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
    clip: FloatRect = {"x": 0, "y": 0, "width": WIDTH, "height": height}
    page.screenshot(path=FOLDER / name, full_page=True, clip=clip)
    context.close()


if __name__ == "__main__":
    main()
