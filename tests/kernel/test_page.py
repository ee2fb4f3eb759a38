"""A page knows its neighbours."""

import pytest

from talentgrow.kernel.page import Page


@pytest.mark.parametrize(
    ("total", "count"), [(0, 1), (1, 1), (20, 1), (21, 2), (40, 2), (41, 3), (1000, 50)]
)
def test_there_are_as_many_pages_as_it_takes_and_at_least_one(total, count):
    assert Page([], 1, 20, total).count == count


@pytest.mark.parametrize(
    ("number", "previous", "following"), [(1, None, 2), (2, 1, 3), (3, 2, None)]
)
def test_a_page_knows_its_neighbours(number, previous, following):
    page = Page([], number, 20, 41)

    assert (page.previous, page.following) == (previous, following)


def test_an_empty_list_is_one_page_without_neighbours():
    page = Page([], 1, 20, 0)

    assert (page.previous, page.following, list(page), len(page)) == (None, None, [], 0)


def test_a_page_is_walked_like_a_list():
    page = Page(["a", "b"], 1, 2, 3)

    assert list(page) == ["a", "b"]
    assert len(page) == 2
