"""HR at a session in a real browser: files beside the groups, and names moved on the grid."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from talentgrow.app import create_app
from talentgrow.config import Settings
from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.nominations.calibration.models import CalibrationSession, Decision, Placement
from talentgrow.nominations.models import (
    Campaign,
    CampaignIntent,
    Candidacy,
    Nomination,
    NominationIntent,
    Nominee,
)
from talentgrow.nominations.states import CampaignStatus, CandidacyStatus, SessionStatus
from talentgrow.people.models import Person
from tests.make import Factory

SOPHIE = "sophie.marchal@helianne.example"
MADE = (
    Placement,
    Decision,
    CalibrationSession,
    NominationIntent,
    Nomination,
    Candidacy,
    Nominee,
    CampaignIntent,
    Campaign,
)


@pytest.fixture(scope="module")
def house(address, served_database, tmp_path_factory):
    """The served company, from inside."""
    settings = Settings(
        secret_key="test-key-that-is-long-enough-for-tests",
        database_url=served_database,
        instance=str(tmp_path_factory.mktemp("inside")),
        log_level="CRITICAL",
    )
    app = create_app(settings)
    with app.app_context():
        yield db.session
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def meeting(house):
    """A session of three people that runs, and is gone afterwards; returns its path and them."""
    known = {model: set(house.scalars(sa.select(model.id))) for model in MADE}
    make = Factory(house)
    sophie = house.scalars(sa.select(Person).where(Person.email == SOPHIE)).one()
    found = sa.select(Person).where(Person.left_on.is_(None), Person.email.is_not(None))
    people = house.scalars(
        found.where(Person.email != SOPHIE).order_by(Person.search_key).limit(3)
    ).all()
    by = house.scalars(found.order_by(Person.search_key.desc()).limit(1)).one()
    campaign = make.campaign(
        "Talents",
        status=CampaignStatus.CLOSED,
        has_nine_box=True,
        author_id=sophie.id,
        closes_on=clock.today() - timedelta(days=1),
    )
    for person in people:
        make.nominee(campaign, person, by=by, status=CandidacyStatus.UNDER_REVIEW)
    session = make.session_of(campaign, "Ouest", status=SessionStatus.RUNNING)
    nominees = house.scalars(
        sa.select(Nominee).where(Nominee.campaign_id == campaign.id).order_by(Nominee.id)
    ).all()
    yield f"/hr/sessions/{session.id}", [one.id for one in nominees], people
    house.rollback()
    for model in MADE:
        house.execute(sa.delete(model).where(model.id.not_in(known[model])))
    house.commit()


def at(visit, path):
    """Return the page of a session once its grid can be moved."""
    visitor = visit().sign_in(SOPHIE)
    visitor.go(path)
    visitor.page.wait_for_selector("[data-tg-grid-how]", state="visible")
    # The file and the figures come after the page and move what is below them.
    visitor.page.wait_for_load_state("networkidle")
    return visitor.page


def box_of(page, nominee_id):
    """Return the box in which a name stands."""
    return page.locator(f"#chip-{nominee_id}").evaluate(
        "it => it.closest('[data-box]').dataset.box"
    )


def wait_in(page, nominee_id, box):
    """Wait until a name stands in a box of a grid that can be moved again."""
    page.wait_for_selector(f"[data-box='{box}'] #chip-{nominee_id}")
    page.wait_for_selector("[data-tg-grid-how]", state="visible")


def stored(house, nominee_id):
    house.rollback()
    found = house.scalar(sa.select(Placement).where(Placement.nominee_id == nominee_id))
    return f"{found.today}-{found.learning}" if found else ""


def test_a_name_is_dragged_into_a_box_and_out_again(visit, house, meeting):
    path, (first, second, _third), _people = meeting
    page = at(visit, path)

    page.drag_and_drop(f"#chip-{first}", "td[data-box='2-3']")
    wait_in(page, first, "2-3")
    assert stored(house, first) == "2-3"
    page.drag_and_drop(f"#chip-{first}", "td[data-box='3-1']")
    wait_in(page, first, "3-1")
    assert stored(house, first) == "3-1"
    assert stored(house, second) == ""
    page.drag_and_drop(f"#chip-{first}", ".tg-unplaced")
    wait_in(page, first, "")
    assert stored(house, first) == ""


def test_the_same_by_keys_alone(visit, house, meeting):
    path, (first, *_others), people = meeting
    page = at(visit, path)

    page.focus(f"#chip-{first}")
    for key, box in [
        ("ArrowUp", "2-2"),
        ("ArrowUp", "2-3"),
        ("ArrowRight", "3-3"),
        ("ArrowDown", "3-2"),
        ("ArrowLeft", "2-2"),
    ]:
        page.keyboard.press(key)
        wait_in(page, first, box)
        page.wait_for_function(f"document.activeElement.id === 'chip-{first}'")
    label = page.get_attribute(f"#chip-{first}", "aria-label")
    assert label == f"{people[0].name}: Growing, solid"
    page.keyboard.press("Delete")
    wait_in(page, first, "")
    assert stored(house, first) == ""


def test_the_same_without_script(browser, address, visit, house, meeting):
    path, (first, *_others), people = meeting
    signed_in = visit().sign_in(SOPHIE).context.storage_state()
    context = browser.new_context(java_script_enabled=False, storage_state=signed_in)
    page = context.new_page()
    page.goto(address + path)

    page.select_option("#grid select[name=nominee]", label=people[0].name)
    page.select_option("#grid select[name=box]", value="1-2")
    page.click("#grid form button")
    assert stored(house, first) == "1-2"
    assert box_of(page, first) == "1-2"
    page.click(f"#chip-{first}")
    page.click("#file a")
    page.check("input[value=approved][name^=outcome] >> nth=0", force=True)
    page.click("text=Save for")
    assert "approved" in page.inner_text("main")
    context.close()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_card_opens_its_file_beside_the_groups(visit, meeting, language):
    path, (_first, second, _third), people = meeting
    visitor = visit(language=language).sign_in(SOPHIE)
    visitor.go(path)
    page = visitor.page
    page.wait_for_selector("#file form")
    page.click(f".tg-nominee a:text-is('{people[1].name}')")
    page.wait_for_selector(f"#file h2:text-is('{people[1].name}')")

    page.wait_for_function("it => location.search === it", arg=f"?nominee={second}")
    assert page.locator(".tg-nominee [aria-current]").inner_text() == people[1].name
    page.locator("#file .tg-seg label").nth(1).click()
    assert page.locator("#file input[type=date]:visible").count() == 1
    for theme, width in [("light", 1280), ("dark", 360), ("light", 320)]:
        visitor.look(theme, width)
        visitor.check()
