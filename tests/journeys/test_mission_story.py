"""One mission, five people: proposed, sent back, published, applied to, done, and on the record."""

import pytest

from tests.journeys.conftest import Visitor
from tests.journeys.missions import applying, cast, ending, house, proposing

pytestmark = [
    pytest.mark.slow,
    # The server lives in this process, and the library that packs its files leaves closing them
    # to the collector of garbage.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture
def company(front_end, empty_database, tmp_path_factory, monkeypatch, request):
    """The demo company on a calendar of its own."""
    language = request.node.callspec.params["story"].language
    database = empty_database(f"mission_{language}")
    instance = tmp_path_factory.mktemp("mission")
    with house.serve(database, instance, monkeypatch, guests=[cast.THEO]) as served:
        yield served


@pytest.fixture
def sign_in(browser, company, request):
    """Return a function which lets somebody sit down in front of a new browser window."""
    language = request.node.callspec.params["story"].language
    visitors = []

    def sign_in(email):
        visitors.append(Visitor(browser, company.address, language=language).sign_in(email))
        return visitors[-1]

    yield sign_in
    for visitor in visitors:
        visitor.context.close()


@pytest.mark.parametrize("story", [cast.FRENCH, cast.ENGLISH], ids=lambda story: story.language)
def test_from_a_need_to_a_level(company, sign_in, story):
    # Monday 2 November: Eleanor proposes ten hours a week; HR sends it back, then publishes it.
    eleanor, sophie = sign_in(cast.ELEANOR), sign_in(cast.SOPHIE)
    mission = proposing.propose(eleanor, story)
    proposing.send_back(sophie, mission, story)
    proposing.mend(eleanor, mission, story)
    proposing.publish(sophie, mission)

    # Two colleagues apply for the one seat; Karim lets Inès go from 1 February.
    ines = applying.apply(sign_in(cast.INES), mission, story)
    theo = applying.apply(sign_in(cast.THEO), mission, story)
    applying.say_from_when(sign_in(cast.KARIM), story)

    # Théo's manager stays silent: eleven days later HR has the word, and says yes.
    company.sleep_until(2026, 11, 13)
    applying.answer_in_the_managers_place(sign_in(cast.SOPHIE), theo)

    # Eleanor chooses one and says why not the other, who finds another door.
    applying.choose(sign_in(cast.ELEANOR), mission, ines, theo, story)
    applying.accept(sign_in(cast.INES), ines)
    applying.read_the_refusal(sign_in(cast.THEO), theo, story)

    # The mission runs from January to April, and both say what it gave.
    company.sleep_until(2027, 1, 12)
    company.sleep_until(2027, 2, 2)
    ending.is_running(sign_in(cast.INES), mission, ines)
    company.sleep_until(2027, 5, 3)
    ending.path_asks_for_it(sign_in(cast.INES), story)
    ending.write_as_participant(sign_in(cast.INES), ines, story)
    ending.conclude(sign_in(cast.ELEANOR), ines, story)

    ines_at_home = sign_in(cast.INES)
    ending.level_shows(ines_at_home, story)
    ending.certificate_prints(ines_at_home, ines, story)
