"""One campaign, five people: proposed, answered in their own words, decided, and followed up."""

import pytest

from tests.journeys.nominations import cast, deciding, proposing

pytestmark = [
    pytest.mark.slow,
    # The server lives in this process, and the library that packs its files leaves closing them
    # to the collector of garbage.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.mark.parametrize("story", [cast.FRENCH, cast.ENGLISH], ids=lambda story: story.language)
def test_from_a_proposal_to_what_follows(company, sit_down, story):
    # Monday 2 November: HR makes a pool and opens a campaign, with the grid of nine boxes.
    sophie = sit_down(cast.SOPHIE)
    proposing.make_pool(sophie, story)
    campaign = proposing.prepare_campaign(sophie, story)

    # Karim proposes Inès for two things, Eleanor and Théo propose themselves.
    karim = sit_down(cast.KARIM)
    two = ("advancement", "programme")
    proposing.propose(karim, campaign, two, story.why, story.offer, about="Inès Caradec")
    eleanor, theo = sit_down(cast.ELEANOR), sit_down(cast.THEO)
    proposing.propose(eleanor, campaign, ("lateral",), story.why_me, story.commitment)
    proposing.propose(theo, campaign, ("lateral",), story.why_him, story.commitment)
    his = proposing.open_file(theo, story)

    # Inès reads everything, adds her words, agrees to one wish and puts the other off.
    ines = sit_down(cast.INES)
    advance = "Avancer" if story.language == "fr" else "Advance"
    hers = proposing.answer(ines, story, accepts=advance, postpones=story.programme)

    # The campaign ends; HR begins a session, and Théo takes his consent back while it runs.
    company.sleep_until(2026, 11, 23)
    sophie = sit_down(cast.SOPHIE)
    session = deciding.prepare_session(sophie, campaign, story)
    assert deciding.stands_in_it(sophie, session, "Théo Garnier")
    deciding.take_consent_back(sit_down(cast.THEO), his)
    assert not deciding.stands_in_it(sophie, session, "Théo Garnier")
    assert sophie.go(f"/hr/sessions/{session}/nominees/{his}").status == 404
    sophie.complaints.clear()

    deciding.put_on_grid(sophie, session, "Inès Caradec", 1)
    deciding.drag_on_grid(sophie, "Inès Caradec", 4)
    deciding.write_note(sophie, session, story)
    deciding.say_not_now(sophie, session, "Inès Caradec", story)
    deciding.approve(sophie, session, "Eleanor Hughes", story)
    deciding.publish(sophie, session, campaign)

    # Everybody reads what follows.
    deciding.reads_not_now(sit_down(cast.INES), hers, story)
    deciding.reads_pool(sit_down(cast.ELEANOR), story)
    deciding.owes(sit_down(cast.KARIM), story)
