"""One round, six people: a ring that loses a leg, a pair, one who waits, and what was seen."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from talentgrow.infra.db import db
from talentgrow.people.models import Person
from talentgrow.shadowing.visits.models import Visit
from tests.journeys.visits import cast, swapping, visiting

pytestmark = [
    pytest.mark.slow,
    # The server lives in this process, and the library that packs its files leaves closing them
    # to the collector of garbage.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture
def guests():
    return cast.GUESTS


def newest(company, visitor, host):
    """Return the number of the visit from one to another, and the day after it."""
    ids = {
        email: sa.select(Person.id).where(Person.email == email).scalar_subquery()
        for email in (visitor, host)
    }
    with company.app.app_context():
        found = (
            sa.select(Visit.id, Visit.ends_on)
            .where(Visit.visitor_id == ids[visitor], Visit.host_id == ids[host])
            .order_by(Visit.id.desc())
        )
        number, ends_on = db.session.execute(found).first()
        return number, ends_on + timedelta(days=1)


@pytest.mark.parametrize("story", [cast.FRENCH, cast.ENGLISH], ids=lambda story: story.language)
def test_from_six_wishes_to_what_was_seen(company, sit_down, story):
    # Monday 2 November: HR opens a round, six people join from their wishes.
    sophie = sit_down(cast.SOPHIE)
    number = swapping.open_round(sophie, story)
    people = {email: sit_down(email) for email in cast.WISHES}
    for email, wished in cast.WISHES.items():
        swapping.join(people[email], number, wished)

    # Joining ends, the proposal is computed in the background: a ring, a pair, and one who waits.
    swapping.end_joining(sophie, number)
    company.night()
    swapping.send(sophie, number)

    # Damien cannot go to Inès; she and Denis keep theirs one-way. The pair agrees.
    ines, denis, damien = (people[email] for email in (cast.INES, cast.DENIS, cast.DAMIEN))
    swapping.say_no(damien, number, "Inès")
    swapping.keep(ines, number, "Denis")
    swapping.keep(denis, number, "Inès", "Damien")
    swapping.keep(damien, number, "Denis")
    for email in (cast.CLEMENT, cast.AMELIE):
        swapping.say_yes(people[email], number)

    # Agreements are signed, calendars read them.
    visit, after = newest(company, cast.INES, cast.DENIS)
    visiting.sign(ines, visit)
    visiting.sign(denis, visit)
    visiting.in_calendar(ines, visit)
    other, _after = newest(company, cast.CLEMENT, cast.AMELIE)
    visiting.sign(people[cast.AMELIE], other)
    visiting.sign(people[cast.CLEMENT], other)

    # The day after: both write, the certificate prints, and it stands on her record.
    company.sleep_until(after.year, after.month, after.day)
    words = {"learned": story.learned, "surprised": story.surprised}
    words |= {"improve": story.improve, "thanks": story.thanks}
    visiting.look_back(sit_down(cast.INES), visit, **words, is_first=True)
    visiting.look_back(sit_down(cast.DENIS), visit, learned=story.host_learned)
    ines = sit_down(cast.INES)
    visiting.print_certificate(ines, visit, "Inès Caradec")
    her = company.person("Inès", "Caradec")
    visiting.finds_it(ines, f"/people/{her}", "/path", words="Denis Aubert")
