"""A house begins: public jobs, people from a spreadsheet, levels and views, one site, one token."""

import pytest

from tests.journeys.conftest import serve
from tests.journeys.depth import accounts, catalogue, levels, programs, scope
from tests.journeys.depth.cast import ADMINISTRATOR, ENGLISH, FRENCH, HR

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def instance(tmp_path_factory):
    """The folder of the server; mails are written into it."""
    return tmp_path_factory.mktemp("depth")


@pytest.fixture(scope="module")
def address(front_end, rome, empty_database, instance):
    """A demo company for this story alone: it adds jobs and people and merges skills."""
    settings = {"TALENTGROW_MAIL_BACKEND": "folder"}
    yield from serve("demo", empty_database("depth"), instance, **settings)


@pytest.fixture(scope="module")
def rome(evaluation_data):
    """The files of the ROME, as HR downloads them."""
    files = sorted(evaluation_data.glob("rome*"))
    if not files:
        pytest.skip(f"no files of the ROME in {evaluation_data}")
    return files


@pytest.mark.parametrize("story", [FRENCH, ENGLISH], ids=lambda story: story.language)
def test_from_an_empty_catalogue_to_a_program(visit, instance, rome, story):
    def somebody(person):
        visitor = visit(language=story.language)
        return accounts.come_in(visitor, story, person, instance / "mail")

    # HR loads two families, imports people in spite of twelve mistakes, merges two skills.
    hr = visit(language=story.language).sign_in(HR)
    catalogue.load_rome(hr, story, rome)
    catalogue.import_people(hr, story)
    skill = catalogue.merge_skills(hr, story)

    # The administrator lets four of them in; one becomes HR of a site.
    administrator = visit(language=story.language).sign_in(ADMINISTRATOR)
    cast = (story.employee, story.peer, story.manager, story.local_hr)
    ids = {one.number: accounts.invite(administrator, story, one) for one in cast}
    accounts.make_local_hr(administrator, story, ids[story.local_hr.number])

    # She declares, a colleague and the manager answer, she sees it otherwise.
    employee = somebody(story.employee)
    levels.declare(employee, story, skill)
    levels.endorse(employee, somebody(story.peer), story, skill)
    levels.answer(somebody(story.manager), story)
    levels.disagree(employee, story, skill)
    levels.hr_reads_both(hr)

    # A token gives the answers of the pages; HR of one site meets nobody else.
    programs.gives_the_same_answers(employee, story, ids[story.employee.number], skill)
    local = somebody(story.local_hr)
    hr.go(f"/people/?q={story.elsewhere.number}")
    other = hr.page.locator("#people th a").first.get_attribute("href")
    scope.sees_one_site(local, hr, story, other)
