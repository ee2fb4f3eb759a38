"""The engine on public careers; skipped where they are not on the machine."""

import csv
import gzip
from collections import Counter
from datetime import date

import numpy as np
import pytest

from talentgrow.graph.layout import layout
from talentgrow.graph.mobility import Mobility, build
from talentgrow.graph.paths import find_paths, next_jobs
from talentgrow.graph.types import Careers, Family, Inputs, Job, Profile
from talentgrow.kernel.localized import Localized
from tests.conftest import EVALUATION_DATA

pytestmark = pytest.mark.skipif(
    not (EVALUATION_DATA / "nd_state_assignments.csv.gz").exists(),
    reason=f"no public careers in {EVALUATION_DATA}: set TALENTGROW_EVAL_DATA to their folder",
)


def rows(name):
    with gzip.open(EVALUATION_DATA / name, "rt", encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def state():
    assignments = rows("nd_state_assignments.csv.gz")
    family = {row["job"]: row["job_family"] for row in assignments}
    unit = {name: at for at, name in enumerate(sorted({row["unit"] for row in assignments}))}
    number = {title: at + 1 for at, title in enumerate(sorted(family))}
    families = {name: at + 1 for at, name in enumerate(sorted(set(family.values())))}
    columns = [
        (
            int(row["employee_id"][2:]),
            number[row["job"]],
            unit[row["unit"]],
            np.datetime64(row["started_on"], "D"),
            np.datetime64(row["ended_on"] or "NaT", "D"),
        )
        for row in assignments
    ]
    built = build(
        Inputs(
            tuple(Job(number[t], Localized("", t), families[family[t]]) for t in family),
            tuple(Family(n, c, Localized(c, c), n % 10) for c, n in families.items()),
            (),
            (),
            Careers(*(np.array(column) for column in zip(*columns, strict=True))),
            date(2018, 6, 30),
        )
    )
    return built, number


def counted(built, flows):
    found = Counter()
    for source, target, year, people in zip(
        flows.source.tolist(),
        flows.target.tolist(),
        flows.year.tolist(),
        flows.people.tolist(),
        strict=True,
    ):
        found[built.jobs[source].title.en, built.jobs[target].title.en, year] += people
    return found


def test_every_published_move_is_found_and_renamings_are_told_apart(state):
    built, _ = state
    published = {"0": Counter(), "1": Counter()}
    for row in rows("nd_state_moves_agg.csv.gz"):
        published[row["reclass"]][row["src"], row["dst"], int(row["year"])] += int(row["n"])

    moves, renamed = counted(built, built.flows), counted(built, built.tallies.renamed.flows)

    assert not published["0"] - moves
    assert not published["1"] - renamed
    assert built.moves_seen == 7534
    assert 0.15 < 1 - built.moves_counted / built.moves_seen < 0.17


def test_a_snapshot_is_read_back(state):
    again = Mobility.load(state[0].dump())

    assert again.headcount.sum() == 10_683
    assert again.data_hash == state[0].data_hash


def test_three_ways_to_any_job(state):
    built, number = state
    start = Profile(number["ACCOUNT TECHNICIAN II"])
    for title in (
        "ACCOUNT/BUDGET SPEC III",
        "ADMIN STAFF OFFICER I",
        "ASSISTANT STATE FAIR MANAGER",
    ):
        assert len(find_paths(built, start, number[title]).paths) == 3


def test_the_next_rung_is_among_the_next_jobs(state):
    built, number = state

    found = {step.target for step in next_jobs(built, Profile(number["ACCOUNT/BUDGET SPEC II"]), 5)}

    assert number["ACCOUNT/BUDGET SPEC III"] in found


def test_the_map_holds_all_jobs(state):
    where = layout(state[0])

    assert len(where.positions) == 2905
    assert len(where.discs) == 77
