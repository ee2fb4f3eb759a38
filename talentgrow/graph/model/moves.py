"""Count moves between jobs in the assignments of people."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from talentgrow.graph.model.grouping import Groups, group, medians
from talentgrow.graph.rules import Rules
from talentgrow.graph.types import Careers

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
# Not a unit: an assignment outside of the part that is counted. It says where somebody went
# from there, and counts for nothing else.
ELSEWHERE = -2
_OPEN = 1_000_000
_MONTH = 30.4375


@dataclass(frozen=True)
class Flows:
    """Counted moves: people who went from one row to another, by unit left and year."""

    source: Ints
    target: Ints
    unit: Ints
    year: Ints
    people: Ints

    @staticmethod
    def none() -> "Flows":
        """Return no moves at all."""
        empty = np.zeros(0, dtype=np.int64)
        return Flows(empty, empty, empty, empty, empty)


@dataclass(frozen=True)
class Renamed:
    """Flows that are renamings of posts: the same columns, and the people in post before."""

    flows: Flows
    incumbents: Ints

    @staticmethod
    def none() -> "Renamed":
        """Return no renaming at all."""
        return Renamed(Flows.none(), np.zeros(0, dtype=np.int64))


@dataclass(frozen=True)
class Tallies:
    """What is counted in careers, all by row of the list of jobs.

    `pair_source`, `pair_target`, `pair_months`: median months in the job before each kind of move.
    `stay_months`: median months of completed stays, NaN where there is none.
    `unit`, `unit_row`: which job has had incumbents in which unit during the last year.
    """

    headcount: Ints
    flows: Flows
    renamed: Renamed
    pair_source: Ints
    pair_target: Ints
    pair_months: Floats
    stay_months: Floats
    unit: Ints
    unit_row: Ints


@dataclass(frozen=True)
class _Stints:
    """Assignments sorted by person and start; `row` instead of job, days instead of dates."""

    person: Ints
    row: Ints
    unit: Ints
    start: Ints
    end: Ints

    def at(self, chosen: NDArray[np.bool_]) -> "_Stints":
        return _Stints(
            *(c[chosen] for c in (self.person, self.row, self.unit, self.start, self.end))
        )


def tally(
    careers: Careers,
    job_ids: Ints,
    *,
    temporary: NDArray[np.bool_],
    as_of: date,
    rules: Rules,
    renamed: Renamed | None = None,
) -> Tallies:
    """Count headcounts, moves, renamings and stays; assignments of unknown jobs are left out.

    `job_ids` are sorted. Moves from or to a temporary job are not moves of a career. Where only
    a part is counted, `renamed` says what the whole took for renamings.
    """
    today = int(np.datetime64(as_of, "D").astype(np.int64))
    stints = _sorted_stints(careers, job_ids, today)
    current = (stints.end >= today) & (stints.unit != ELSEWHERE)
    recent = (stints.end >= today - 365) & (stints.unit >= 0)
    here = group(stints.unit[recent], stints.row[recent])
    lasting = _without_side_jobs(stints.at(~temporary[stints.row]))
    first_day = _spell_starts(lasting, rules.longest_gap_days)
    flows, renamed_here, pairs = _moves(lasting, first_day, rules, known=renamed)
    return Tallies(
        headcount=_distinct_people(stints.at(current), len(job_ids)),
        flows=flows,
        renamed=renamed_here,
        pair_source=pairs[0],
        pair_target=pairs[1],
        pair_months=pairs[2],
        stay_months=_stay_months(lasting, first_day, len(job_ids), today=today),
        unit=here.keys[0],
        unit_row=here.keys[1],
    )


def _sorted_stints(careers: Careers, job_ids: Ints, today: int) -> _Stints:
    row = np.minimum(np.searchsorted(job_ids, careers.job), max(len(job_ids) - 1, 0))
    start = careers.started.astype("datetime64[D]").astype(np.int64)
    ended = careers.ended.astype("datetime64[D]")
    end = np.where(np.isnat(ended), _OPEN, ended.astype(np.int64))
    known = (job_ids[row] == careers.job) if len(job_ids) else np.zeros(len(row), dtype=np.bool_)
    stints = _Stints(careers.person, row.astype(np.int64), careers.unit, start, end)
    stints = stints.at(known & (start <= today))
    # The longer of two assignments that start together comes first: the other is a side job.
    order = np.lexsort((stints.unit, stints.row, -stints.end, stints.start, stints.person))
    columns = (stints.person, stints.row, stints.unit, stints.start, stints.end)
    return _Stints(*(column[order] for column in columns))


def _without_side_jobs(stints: _Stints) -> _Stints:
    """Leave out assignments that lie wholly inside an earlier one of the same person."""
    if not len(stints.person):
        return stints
    number = np.cumsum(np.diff(stints.person, prepend=stints.person[0]) != 0)
    offset = number * (4 * _OPEN)
    furthest = np.maximum.accumulate(stints.end + offset)
    inside = np.zeros(len(number), dtype=np.bool_)
    inside[1:] = (stints.end[1:] + offset[1:] <= furthest[:-1]) & (number[1:] == number[:-1])
    return stints.at(~inside)


def _spell_starts(stints: _Stints, longest_gap: int) -> Ints:
    """Return the first day in the job for each assignment, over changes of unit and renewals."""
    begins = np.ones(len(stints.person), dtype=np.bool_)
    begins[1:] = (
        (np.diff(stints.person) != 0)
        | (np.diff(stints.row) != 0)
        | (stints.start[1:] - stints.end[:-1] > longest_gap)
    )
    started: Ints = stints.start[begins][np.cumsum(begins) - 1]
    return started


def _moves(
    stints: _Stints, first_day: Ints, rules: Rules, *, known: Renamed | None
) -> tuple[Flows, Renamed, tuple[Ints, Ints, Floats]]:
    before = np.flatnonzero(
        (np.diff(stints.person) == 0)
        & (np.diff(stints.row) != 0)
        & (stints.start[1:] - stints.end[:-1] <= rules.longest_gap_days)
        & (stints.unit[:-1] != ELSEWHERE)
    )
    after = before + 1
    moved = group(
        stints.row[before], stints.row[after], stints.unit[before], _years(stints.start[after])
    )
    source, target, unit, year = moved.keys
    flows = Flows(source, target, unit, year, moved.sizes)
    incumbents = _incumbents(stints, flows, rules.renaming_people if known is None else 1)
    renaming = (incumbents > 0) & (flows.people >= rules.renaming_share * incumbents)
    if known is not None:
        renaming = _among(flows, known.flows)
    kept = ~renaming[moved.member]
    months = (stints.start[after] - first_day[before])[kept] / _MONTH
    pairs = group(stints.row[before][kept], stints.row[after][kept])
    renamed = Renamed(_chosen(flows, renaming), incumbents[renaming])
    return _chosen(flows, ~renaming), renamed, (*_two(pairs), medians(pairs, months))


def _among(flows: Flows, known: Flows) -> NDArray[np.bool_]:
    """Tell which flows have the ends, unit and year of one of the known ones."""
    both = group(
        *(
            np.concatenate([getattr(known, name), getattr(flows, name)])
            for name in ("source", "target", "unit", "year")
        )
    )
    is_known = np.zeros(len(both.sizes), dtype=np.bool_)
    is_known[both.member[: len(known.people)]] = True
    found: NDArray[np.bool_] = is_known[both.member[len(known.people) :]]
    return found


def _two(pairs: Groups) -> tuple[Ints, Ints]:
    return pairs.keys[0], pairs.keys[1]


def _chosen(flows: Flows, chosen: NDArray[np.bool_]) -> Flows:
    columns = (flows.source, flows.target, flows.unit, flows.year, flows.people)
    return Flows(*(column[chosen] for column in columns))


def _incumbents(stints: _Stints, flows: Flows, people: int) -> Ints:
    """Return who held the post on 31 December before; 0 where only a few people moved."""
    large = np.flatnonzero(flows.people >= people)
    posts = group(
        np.concatenate([stints.row, flows.source[large]]),
        np.concatenate([stints.unit, flows.unit[large]]),
    )
    # Days get room of their own inside each post, so that one sorted column answers all.
    room = 4 * _OPEN
    post, asked = posts.member[: len(stints.row)] * room, posts.member[len(stints.row) :] * room
    day = asked + _first_of_january(flows.year[large]) - 1
    started = np.searchsorted(np.sort(post + stints.start), day, side="right")
    over = np.searchsorted(np.sort(post + stints.end), day, side="left")
    result = np.zeros(len(flows.people), dtype=np.int64)
    # Whoever came and left within the year is an incumbent as well.
    result[large] = np.maximum(started - over, flows.people[large])
    return result


def _stay_months(stints: _Stints, first_day: Ints, jobs: int, *, today: int) -> Floats:
    last = np.ones(len(stints.person), dtype=np.bool_)
    last[:-1] = (
        (np.diff(stints.person) != 0) | (np.diff(first_day) != 0) | (np.diff(stints.row) != 0)
    )
    done = last & (stints.end < today) & (stints.unit != ELSEWHERE)
    stays = group(stints.row[done])
    result = np.full(jobs, np.nan)
    result[stays.keys[0]] = medians(stays, (stints.end[done] + 1 - first_day[done]) / _MONTH)
    return result


def _distinct_people(stints: _Stints, jobs: int) -> Ints:
    rows = group(stints.row, stints.person).keys[0]
    return np.bincount(rows, minlength=jobs).astype(np.int64)


def _years(days: Ints) -> Ints:
    years: Ints = days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    return years


def _first_of_january(years: Ints) -> Ints:
    days: Ints = (years - 1970).astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64)
    return days
