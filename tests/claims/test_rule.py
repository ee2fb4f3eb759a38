"""The level that counts, on any history: as stored, as shown, and as one would say it."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from talentgrow.claims import queries
from talentgrow.skills import queries as skills
from talentgrow.skills.models import ClaimSource, SkillClaim
from tests.make import NOW

SOURCES = list(ClaimSource)
CONFIRMS = {"manager", "mission", "certificate", "import"}
HISTORIES = st.lists(
    st.tuples(st.sampled_from(SOURCES), st.integers(0, 5), st.integers(0, 4)),
    min_size=1,
    max_size=12,
)


def naive(history):
    """The newest confirmed level, else the newest declared, else the newest seen by others."""
    in_order = sorted(enumerate(history), key=lambda row: (row[1][2], row[0]))
    confirmed = [level for _, (source, level, _day) in in_order if source.value in CONFIRMS]
    declared = [level for _, (source, level, _day) in in_order if source is ClaimSource.SELF]
    seen = [level for _, (_source, level, _day) in in_order]
    return (confirmed or declared or seen)[-1]


def write(session, person, skill, history):
    session.add_all(
        SkillClaim(
            person_id=person.id,
            skill_id=skill.id,
            level=level,
            source=source,
            at=NOW + timedelta(days=day),
        )
        for source, level, day in history
    )
    session.flush()


@pytest.fixture
def told(make, session):
    """Return what database and page take for the level of a history."""

    def told(history):
        person, skill = make.person(), make.skill()
        for source, level, day in history:
            write(session, person, skill, [(source, level, day)])
        (story,) = queries.stories(person.id)
        return skills.levels_of(person.id)[skill.id], story.counts.level

    return told


@given(history=HISTORIES)
@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_history_gives_the_level_which_the_rule_says(told, history):
    assert told(history) == (naive(history), naive(history))


@pytest.mark.parametrize(
    ("history", "level"),
    [
        ([(ClaimSource.PEER, 4, 0)], 4),
        ([(ClaimSource.SELF, 2, 0), (ClaimSource.PEER, 4, 1)], 2),
        ([(ClaimSource.SELF, 2, 0), (ClaimSource.VISIT, 4, 1)], 2),
        ([(ClaimSource.MANAGER, 1, 0), (ClaimSource.PEER, 4, 1), (ClaimSource.SELF, 5, 2)], 1),
        ([(ClaimSource.CERTIFICATE, 3, 0), (ClaimSource.SELF, 5, 2)], 3),
    ],
)
def test_colleagues_and_visits_confirm_nothing(told, history, level):
    assert told(history) == (level, level)
