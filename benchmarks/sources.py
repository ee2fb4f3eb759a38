"""Read the public data sets which suggestions are measured on."""

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from talentgrow.graph.mobility import Mobility, assemble
from talentgrow.graph.model.moves import Flows, Renamed, Tallies
from talentgrow.graph.types import Careers, Family, Inputs, Job, Need, Skill
from talentgrow.kernel.localized import Localized

VARIABLE = "TALENTGROW_EVAL_DATA"
_BESIDE = Path(__file__).resolve().parents[2] / "shared" / "data"


class DataMissing(Exception):
    """The public data is not on this machine."""


def folder() -> Path:
    """Return where the data lies.

    :raises DataMissing: it is not there
    """
    path = Path(os.environ.get(VARIABLE, _BESIDE))
    if not (path / "nd_state_moves_agg.csv.gz").exists():
        raise DataMissing(f"No evaluation data in {path}: set {VARIABLE} to its folder.")
    return path


def _no_careers() -> Careers:
    numbers, days = np.zeros(0, dtype=np.int64), np.zeros(0, dtype="datetime64[D]")
    return Careers(numbers, numbers, numbers, days, days)


@dataclass(frozen=True)
class Organisation:
    """Aggregated moves of one organisation, up to a year and after it."""

    mobility: Mobility
    without_moves: Mobility
    test: pd.DataFrame
    sequences: pd.DataFrame
    job: dict[str, int]
    unit: dict[str, int]


def organisation(name: str, cut: int) -> Organisation:
    """Read an organisation and build its graph from what was known up to a year."""
    path = folder()
    held = pd.read_csv(path / f"{name}_roles_agg.csv.gz", keep_default_na=False)
    about = pd.read_csv(path / f"{name}_role_info.csv.gz", keep_default_na=False).set_index("role")
    moves = pd.read_csv(path / f"{name}_moves_agg.csv.gz", keep_default_na=False)
    moves = moves[moves.reclass.astype(int) == 0]
    sequences = pd.read_csv(path / f"{name}_sequences.csv.gz", keep_default_na=False)
    held = held[held.year <= cut]
    titles = sorted(held.role.astype(str).unique())
    job = {title: at for at, title in enumerate(titles)}
    unit = {title: at for at, title in enumerate(sorted(held.dept.unique()))}
    families = sorted(about.family.astype(str).unique())
    number = {title: at + 1 for at, title in enumerate(families)}
    inputs = Inputs(
        tuple(
            Job(
                job[title],
                Localized("", title),
                number[str(about.family[title])],
                pay=float(about.pay[title]) if about.pay[title] else None,
            )
            for title in titles
        ),
        tuple(Family(number[title], title, Localized(title, title)) for title in families),
        (),
        (),
        _no_careers(),
        date(cut, 12, 31),
    )
    known = moves[moves.year <= cut]
    flows = _flows(known, job, unit)
    return Organisation(
        assemble(inputs, _tallies(held, flows, job, unit, cut=cut)),
        assemble(inputs, _tallies(held, Flows.none(), job, unit, cut=cut)),
        moves[(moves.year > cut) & moves.src.isin(job) & moves.dst.isin(job)],
        sequences[
            (sequences.y1 > cut)
            & sequences.a.isin(job)
            & sequences.b.isin(job)
            & sequences.c.isin(job)
        ],
        job,
        unit,
    )


def coverage(name: str, cut: int) -> float:
    """Return the share of later moves whose two jobs were known before."""
    moves = pd.read_csv(folder() / f"{name}_moves_agg.csv.gz", keep_default_na=False)
    later = moves[(moves.reclass.astype(int) == 0) & (moves.year > cut)]
    held = pd.read_csv(folder() / f"{name}_roles_agg.csv.gz", keep_default_na=False)
    known = set(held[held.year <= cut].role)
    both = later.src.isin(known) & later.dst.isin(known)
    return float(later.n[both].sum() / later.n.sum())


def _flows(moves: pd.DataFrame, job: dict[str, int], unit: dict[str, int]) -> Flows:
    columns = (
        moves.src.map(job),
        moves.dst.map(job),
        moves.dept_src.map(unit).fillna(-1),
        moves.year,
        moves.n,
    )
    return Flows(*(column.to_numpy().astype(np.int64) for column in columns))


def _tallies(
    held: pd.DataFrame, flows: Flows, job: dict[str, int], unit: dict[str, int], *, cut: int
) -> Tallies:
    now = held[held.year == cut].groupby("role").incumbents.sum()
    recent = held[held.year >= cut - 1]
    places = np.unique(
        np.stack([recent.dept.map(unit).to_numpy(), recent.role.map(job).to_numpy()]), axis=1
    )
    none = np.zeros(0, dtype=np.int64)
    return Tallies(
        headcount=now.reindex(list(job)).fillna(0).to_numpy().astype(np.int64),
        flows=flows,
        renamed=Renamed.none(),
        pair_source=none,
        pair_target=none,
        pair_months=np.zeros(0),
        stay_months=np.full(len(job), np.nan),
        unit=places[0].astype(np.int64),
        unit_row=places[1].astype(np.int64),
    )


@dataclass(frozen=True)
class Catalogue:
    """The occupations of ROME, with the official moves between them by kind."""

    inputs: Inputs
    official: dict[str, list[set[int]]]


def rome() -> Catalogue:
    """Read the catalogue of ROME 3.47."""
    path = folder()
    occupations = pd.read_csv(path / "rome347_metiers.csv").sort_values("code_rome")
    entries = pd.read_csv(path / "rome347_competences.csv.gz").set_index("code_ogr")
    asked = pd.read_csv(path / "rome347_metier_competence.csv.gz")
    official = pd.read_csv(path / "rome347_mobilites.csv")
    row = {code: at for at, code in enumerate(occupations.code_rome)}
    is_skill = entries.type.isin(["savoir", "savoir-faire"])
    by_job = asked.groupby("code_rome").code_ogr.apply(list)
    jobs = tuple(
        Job(
            row[code],
            Localized(title, ""),
            needs=tuple(Need(n, 1) for n in sorted(set(by_job[code])) if is_skill[n]),
            contexts=tuple(str(n) for n in sorted(set(by_job[code])) if not is_skill[n]),
        )
        for code, title in zip(occupations.code_rome, occupations.libelle_rome, strict=True)
    )
    skills = tuple(
        Skill(int(n), Localized(label, "")) for n, label in entries.libelle[is_skill].items()
    )
    kinds: dict[str, list[set[int]]] = {}
    for kind, pairs in official.groupby("type"):
        kinds[str(kind)] = [set() for _ in jobs]
        for source, target in zip(pairs.code_rome, pairs.code_rome_cible, strict=True):
            if source in row and target in row:
                kinds[str(kind)][row[source]].add(row[target])
    inputs = Inputs(jobs, (), skills, (), _no_careers(), date(2022, 1, 1))
    return Catalogue(inputs, kinds)
