"""Figures about groups: what is hidden, why, and whether anybody can work it out."""

from random import Random

import pytest

from talentgrow.kernel.small_groups import swaps, table
from talentgrow.kernel.small_groups.table import Group, protect
from tests.kernel.attacker import Attacker


def words(figures):
    return [figure.hidden.value if figure.hidden else figure.value for figure in figures]


def rows_of(table, way=0):
    return {row.key: words(row.figures) for row in table.ways[way]}


def shown(*groups, total=None, smallest=5):
    """Return the rows of one way to count; its groups are (name, counts, groups inside)."""
    held = [_group(*group) for group in groups]
    found = protect(total or total_of(held), held, smallest=smallest)
    return {row.key: words(row.figures) for row in _all(found.ways[0])}


def _group(key, counts, below=()):
    return Group(key, counts, tuple(_group(*one) for one in below))


def _all(rows):
    for row in rows:
        yield row
        yield from _all(row.below)


class TestOneTable:
    def test_large_groups_are_shown(self):
        assert shown(("women", (640, 29)), ("men", (976, 33))) == {
            "women": [640, 29],
            "men": [976, 33],
        }

    def test_few_people_are_hidden_and_so_is_what_a_subtraction_would_tell(self):
        assert shown(("part time", (118, 2)), ("full time", (1498, 60))) == {
            "part time": [118, "small"],
            "full time": [1498, "subtraction"],
        }

    def test_several_small_groups_hide_one_another(self):
        assert shown(("a", (80, 3)), ("b", (90, 4)), ("c", (100, 20))) == {
            "a": [80, "small"],
            "b": [90, "small"],
            "c": [100, 20],
        }

    def test_small_groups_that_are_few_together_take_another_with_them(self):
        found = shown(("a", (80, 1)), ("b", (90, 2)), ("c", (100, 20)), ("d", (200, 30)))

        assert found["c"] == [100, "subtraction"]
        assert found["d"] == [200, 30]

    def test_one_person_each_in_small_groups_is_not_given_away_by_their_sum(self):
        found = shown(*((name, (50, 1)) for name in "abcde"), ("f", (60, 20)))

        assert [found[name][1] for name in "abcde"] == ["small"] * 5
        assert found["f"][1] == "subtraction"

    def test_nobody_is_said(self):
        assert shown(("lift trucks", (58, 0)), ("others", (300, 20)))["lift trucks"] == [58, 0]

    def test_nobody_of_few_is_not_said(self):
        found = shown(("a", (80, 3, 0)), ("b", (90, 20, 9)), ("c", (70, 21, 8)))

        assert found["a"] == [80, "small", "small"]

    def test_all_but_few_is_hidden(self):
        assert shown(("a", (30, 28)), ("b", (100, 20)))["a"] == [30, "subtraction"]

    def test_all_of_a_group_is_hidden(self):
        assert shown(("a", (30, 30)), ("b", (100, 20)))["a"] == [30, "subtraction"]

    def test_where_any_count_would_tell_all_are_hidden_and_none_is_called_small(self):
        # Six in all, five at least in b: a would have one.
        found = shown(("a", (80, 1)), ("b", (90, 5)), ("c", (40, 0)))

        assert [row[1] for row in found.values()] == ["subtraction"] * 3

    def test_a_total_of_few_hides_the_column(self):
        found = protect((300, 4), [Group("a", (100, 4)), Group("b", (200, 0))])

        assert words(found.total) == [300, "small"]
        assert rows_of(found) == {"a": [100, "small"], "b": [200, "small"]}

    def test_a_house_of_few_shows_nothing(self):
        assert words(protect((4, 2), [Group("a", (4, 2))]).total) == ["small", "small"]

    def test_a_unit_and_those_in_it_do_not_tell_each_other(self):
        found = shown(
            ("plant", (300, 30), [("lines", (200, 28)), ("stores", (100, 2))]),
            ("office", (100, 12)),
        )

        assert found == {
            "plant": [300, 30],
            "lines": [200, "subtraction"],
            "stores": [100, "small"],
            "office": [100, 12],
        }

    def test_below_a_hidden_unit_nothing_is_shown(self):
        found = shown(
            ("plant", (300, 2), [("lines", (200, 2)), ("stores", (100, 0))]),
            ("office", (100, 12)),
        )

        assert found["stores"] == [100, "small"]

    def test_an_empty_table_is_empty(self):
        assert protect((0, 0), []).ways == ((),)

    def test_another_limit_hides_more(self):
        groups = ("a", (80, 7)), ("b", (90, 9)), ("c", (90, 40))

        assert shown(*groups)["a"] == [80, 7]
        assert shown(*groups, smallest=8)["a"] == [80, "small"]

    @pytest.mark.parametrize(
        ("total", "groups"),
        [
            ((30, 6), [Group("a", (20, 6))]),
            ((20, 6), [Group("a", (20, 6), (Group("b", (10, 6)),))]),
            ((6, 20), [Group("a", (6, 20))]),
        ],
    )
    def test_a_rest_that_no_row_shows_is_refused(self, total, groups):
        with pytest.raises(ValueError, match=r"add up|inside one another"):
            protect(total, groups)


class TestAttack:
    """A solver knows everything that is published, the rule, and what the words mean."""

    @pytest.mark.parametrize("number", range(40))
    def test_finds_nothing(self, number):
        assert attack(number) == []

    @pytest.mark.slow
    def test_finds_nothing_in_a_thousand_organisations(self):
        assert [number for number in range(40, 1040) if attack(number)] == []

    @pytest.mark.slow
    def test_finds_nothing_under_eight_either(self):
        assert [number for number in range(200) if attack(number, smallest=8)] == []

    def test_finds_most_when_nothing_is_hidden_for_the_sake_of_another(self, monkeypatch):
        monkeypatch.setattr(table, "complete", lambda _lines, _smallest: None)

        assert sum(bool(attack(number)) for number in range(30)) > 15

    @pytest.mark.parametrize("part", ["_small_sums", "_open_secrets"])
    def test_finds_what_half_of_the_check_lets_pass(self, monkeypatch, part):
        monkeypatch.setattr(swaps, part, lambda *_: 0)

        assert any(attack(number) for number in range(60))


def organisation(number):
    """Return random totals and three ways to count the same people; some are nearly empty."""
    rng = Random(number)
    staff = rng.choice((rng.randint(1, 40), rng.randint(20, 120), rng.randint(100, 400)))
    depth = rng.choice((2, 3, 3))
    units = [(top, low) for top in range(rng.randint(1, 4)) for low in range(rng.randint(1, 3))]
    weights = [rng.choice((1, 5, 20)) for _ in units]
    shares = [rng.choice((0.01, 0.05, 0.15, 0.5, 0.9, 1)) for _ in range(depth)]
    grades = rng.randint(1, 6)
    people = []
    for _ in range(staff):
        level = 0
        while level + 1 < depth and rng.random() < shares[level]:
            level += 1
        unit = rng.choices(units, weights)[0]
        grade = min(rng.randint(1, grades), rng.randint(1, grades))
        gender = rng.choices("wmo?", (48, 48, 2, 2))[0]
        people.append((unit, grade, gender, level))
    return [
        _groups(people, lambda one: one[0], depth, is_tree=True),
        _groups(people, lambda one: one[1], depth),
        _groups(people, lambda one: one[2], depth),
    ]


def _groups(people, key, depth, *, is_tree=False):
    def counts(chosen):
        return tuple(sum(one[3] >= level for one in chosen) for level in range(depth))

    def listed(part, name):
        found = {}
        for one in part:
            found.setdefault(name(one), []).append(one)
        return found

    if not is_tree:
        return tuple(Group(name, counts(held)) for name, held in listed(people, key).items())
    return tuple(
        Group(
            top,
            counts(held),
            tuple(Group(low, counts(inner)) for low, inner in listed(held, key).items()),
        )
        for top, held in listed(people, lambda one: key(one)[0]).items()
    )


def total_of(groups):
    return tuple(sum(column) for column in zip(*(group.counts for group in groups), strict=True))


def attack(number, smallest=5):
    ways = organisation(number)
    table = protect(total_of(ways[0]), *ways, smallest=smallest)
    return Attacker(table, ways, smallest).findings()
