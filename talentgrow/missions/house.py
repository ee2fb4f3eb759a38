"""The rules which HR has set about missions, and whether a mission or an application needs more."""

from datetime import date

from sqlalchemy.orm.util import identity_key

from talentgrow.infra.db import db
from talentgrow.missions.models import HouseRules, Mission, SensitiveUnit

WORKDAYS_A_WEEK = 5
_READ = "mission_rules"
_DEFAULTS = {
    column.key: column.default.arg
    for column in HouseRules.__table__.columns
    if column.default is not None and column.key != "id"
}


def rules() -> HouseRules:
    """Return the rules of the house; before anybody has changed them, the defaults.

    Within one transaction they are read once, whether there are any or not.
    """
    session = db.session()
    found: HouseRules | None
    found, read_in = session.info.get(_READ, (None, None))
    if found is None or read_in is not session.get_transaction() or _is_stored(found):
        found = session.get(HouseRules, 1) or HouseRules(id=1, **_DEFAULTS)
        session.info[_READ] = found, session.get_transaction()
    return found


def remember(found: HouseRules | None) -> None:
    """Keep what was read together with something else, until this transaction ends."""
    session = db.session()
    known = found or HouseRules(id=1, **_DEFAULTS)
    session.info[_READ] = known, session.get_transaction()


def _is_stored(found: HouseRules) -> bool:
    """Tell whether there is a row by now, in place of the defaults that were handed out."""
    key = identity_key(HouseRules, 1)
    return found not in db.session and key in db.session.identity_map


def needs_review(mission: Mission, known: HouseRules) -> bool:
    """Tell whether HR reads a mission before it is published."""
    return (
        mission.hours_a_week > known.review_above_hours
        or mission.seats > known.review_above_seats
        or (
            mission.unit_id is not None
            and db.session.get(SensitiveUnit, mission.unit_id) is not None
        )
    )


def needs_word(mission: Mission, known: HouseRules) -> bool:
    """Tell whether the manager of an applicant must agree, or is only told."""
    return (
        mission.hours_a_week > known.word_above_hours
        or days_of_work(mission, known) > known.word_above_days
    )


def days_of_work(mission: Mission, known: HouseRules) -> float:
    """Return how many working days a mission takes as a whole, in days of the house's week."""
    hours = mission.hours_a_week * weeks_of(mission.starts_on, mission.ends_on)
    return hours / (known.weekly_hours / WORKDAYS_A_WEEK)


def weeks_of(start: date, end: date) -> float:
    """Return how many weeks lie between two days, both counted."""
    return ((end - start).days + 1) / 7


def load_limit(known: HouseRules) -> float:
    """Return how many hours a week missions and visits may take together before we warn."""
    return known.weekly_hours * known.load_percent / 100
