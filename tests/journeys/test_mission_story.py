"""One mission, five people: proposed, sent back, published, applied to, done, and on the record."""

import pytest

from tests.journeys.missions import applying, cast, ending, proposing

pytestmark = [
    pytest.mark.slow,
    # The server lives in this process, and the library that packs its files leaves closing them
    # to the collector of garbage.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.mark.parametrize("story", [cast.FRENCH, cast.ENGLISH], ids=lambda story: story.language)
def test_from_a_need_to_a_level(company, sit_down, story):
    # Monday 2 November: Eleanor proposes ten hours a week; HR sends it back, then publishes it.
    eleanor, sophie = sit_down(cast.ELEANOR), sit_down(cast.SOPHIE)
    mission = proposing.propose(eleanor, story)
    proposing.send_back(sophie, mission, story)
    proposing.mend(eleanor, mission, story)
    proposing.publish(sophie, mission)

    # Two colleagues apply for the one seat; Karim lets Inès go from 1 February.
    ines = applying.apply(sit_down(cast.INES), mission, story)
    theo = applying.apply(sit_down(cast.THEO), mission, story)
    applying.say_from_when(sit_down(cast.KARIM), story)

    # Théo's manager stays silent: eleven days later HR has the word, and says yes.
    company.sleep_until(2026, 11, 13)
    applying.answer_in_the_managers_place(sit_down(cast.SOPHIE), theo)

    # Eleanor chooses one and says why not the other, who finds another door.
    applying.choose(sit_down(cast.ELEANOR), mission, ines, theo, story)
    applying.accept(sit_down(cast.INES), ines)
    applying.read_the_refusal(sit_down(cast.THEO), theo, story)

    # The mission runs from January to April, and both say what it gave.
    company.sleep_until(2027, 1, 12)
    company.sleep_until(2027, 2, 2)
    ending.is_running(sit_down(cast.INES), mission, ines)
    company.sleep_until(2027, 5, 3)
    ending.path_asks_for_it(sit_down(cast.INES), story)
    ending.write_as_participant(sit_down(cast.INES), ines, story)
    ending.conclude(sit_down(cast.ELEANOR), ines, story)

    ines_at_home = sit_down(cast.INES)
    ending.level_shows(ines_at_home, story)
    ending.certificate_prints(ines_at_home, ines, story)
