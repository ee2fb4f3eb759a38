"""What may be shown of the moves behind a step, and how titles stand in sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talentgrow.graph.results import Gap, Step
from talentgrow.mobility.path_pages.evidence import (
    Support,
    evidence,
    may_be_computed_by_hand,
    place,
)
from talentgrow.mobility.path_pages.wording import in_sentence, names_a_person

SMALLEST = 5


def step(count, departures, months=28):
    return Step(
        source=1,
        target=2,
        probability=0.2,
        low=0.1,
        high=0.3,
        count=count,
        departures=departures,
        first_year=None,
        last_year=None,
        median_months=months,
        is_bridge=False,
        rank=1,
        gap=Gap(0.0, (), 0),
        effort=None,
    )


@given(st.integers(0, 60), st.integers(0, 60))
def test_no_group_below_the_limit_can_be_read_or_subtracted(count, elsewhere):
    shown = evidence(step(count, count + elsewhere), SMALLEST)

    for figure in (shown.count, shown.total):
        assert figure is None or figure == 0 or figure >= SMALLEST
    if shown.count is not None and shown.total is not None:
        rest = shown.total - shown.count
        assert rest == 0 or rest >= SMALLEST


@given(st.integers(1, 4), st.integers(0, 60))
def test_few_show_neither_count_nor_time(count, elsewhere):
    shown = evidence(step(count, count + elsewhere), SMALLEST)

    assert shown.support is Support.FEW
    assert (shown.count, shown.total, shown.median_months) == (None, None, None)
    assert not shown.may_be_weighed
    assert not may_be_computed_by_hand(step(count, count + elsewhere), SMALLEST)


def test_none_is_not_few():
    assert evidence(step(0, 12), SMALLEST).support is Support.NONE


@pytest.mark.parametrize(
    ("sites", "people", "named"),
    [
        ({}, 0, ()),
        ({"Angers": 4}, None, ()),
        ({"Angers": 3, "Lyon": 3}, 6, ("Angers", "Lyon")),
        ({"": 6}, 6, ()),
    ],
)
def test_place(sites, people, named):
    shown = place(sites, SMALLEST)

    assert (shown.people, shown.sites) == (people, named)


@pytest.mark.parametrize(
    ("title", "locale", "expected"),
    [
        ("Responsable planification", "fr", True),
        ("Pilote de flux", "fr", True),
        ("Gestionnaire de paie", "fr", True),
        ("Cariste", "fr", True),
        ("Maintenance électrique", "fr", False),
        ("Développement logiciel", "fr", False),
        ("Claims officer", "en", True),
        ("Market analyst", "en", True),
        ("HR partner", "en", True),
        ("Software development", "en", False),
        ("Field service", "en", False),
        ("", "en", False),
    ],
)
def test_one_becomes_a_person_but_moves_into_an_activity(title, locale, expected):
    assert names_a_person(title, locale) is expected


def test_abbreviations_keep_their_capitals():
    assert in_sentence("ERP specialist") == "ERP specialist"
    assert in_sentence("") == ""
