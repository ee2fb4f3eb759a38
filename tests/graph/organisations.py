"""Small organisations which the tests of the graph are told about."""

from dataclasses import replace
from datetime import date

import numpy as np

from talentgrow.graph.types import Bridge, Careers, Family, Importance, Inputs, Job, Need, Skill
from talentgrow.kernel.localized import Localized

TODAY = date(2026, 1, 1)


def day(text):
    return np.datetime64(text or "NaT", "D")


def careers(*rows):
    """Columns of (person, job, started, ended) or (person, job, started, ended, unit)."""
    filled = [(*row, -1)[:5] for row in rows]
    person, job, started, ended, unit = zip(*filled, strict=True) if filled else ((),) * 5
    return Careers(
        np.array(person, dtype=np.int64),
        np.array(job, dtype=np.int64),
        np.array(unit, dtype=np.int64),
        np.array([day(text) for text in started], dtype="datetime64[D]"),
        np.array([day(text) for text in ended], dtype="datetime64[D]"),
    )


def job(number, title="", family=None, *, needs=(), **rest):
    asked = tuple(n if isinstance(n, Need) else Need(*n) for n in needs)
    return Job(number, Localized(title or f"métier m{number}m", ""), family, needs=asked, **rest)


def inputs(jobs, history=None, *, bridges=(), families=(), skills=()):
    return Inputs(
        tuple(jobs),
        tuple(families),
        tuple(skills),
        tuple(Bridge(*bridge) for bridge in bridges),
        careers() if history is None else history,
        TODAY,
    )


def shuffled(found, seed=0):
    """The same organisation, told in another order."""
    random = np.random.default_rng(seed)

    def mixed(values):
        return tuple(values[at] for at in random.permutation(len(values)))

    order = random.permutation(len(found.careers.person))
    columns = ("person", "job", "unit", "started", "ended")
    return replace(
        found,
        jobs=tuple(replace(j, needs=mixed(j.needs)) for j in mixed(found.jobs)),
        families=mixed(found.families),
        skills=mixed(found.skills),
        bridges=mixed(found.bridges),
        careers=Careers(*(getattr(found.careers, name)[order] for name in columns)),
    )


def company(jobs=30, *, people=200, families=4, skills=12, seed=0):
    """A made-up company with all kinds of signals, some of them missing."""
    random = np.random.default_rng(seed)
    words = ["achat", "flux", "vente", "qualité", "atelier", "projet", "client", "réseau"]
    made = []
    for number in range(1, jobs + 1):
        wanted = random.choice(skills, size=int(random.integers(0, 5)), replace=False)
        title = " ".join(random.choice(words, 2)) + f" {random.choice(['I', 'II', 'III', ''])}"
        made.append(
            Job(
                number,
                Localized(title.strip(), ""),
                int(random.integers(1, families + 1)) if random.random() < 0.9 else None,
                int(random.integers(1, 6)) if random.random() < 0.7 else None,
                tuple(
                    Need(
                        int(s) + 1,
                        int(random.integers(1, 6)),
                        list(Importance)[int(random.integers(2))],
                    )
                    for s in sorted(wanted)
                ),
                float(random.integers(20, 80) * 1000) if random.random() < 0.8 else None,
                is_temporary=bool(random.random() < 0.05),
            )
        )
    rows = []
    for person in range(people):
        start = day("2012-01-01") + int(random.integers(0, 1500))
        unit = int(random.integers(0, 5))
        for at in range(int(random.integers(1, 4))):
            end = start + int(random.integers(200, 1200))
            is_last = at == 2 or end > day("2025-06-01")
            rows.append(
                (
                    person,
                    int(random.integers(1, jobs + 1)),
                    str(start),
                    None if is_last else str(end),
                    unit,
                )
            )
            if is_last:
                break
            start = end + int(random.integers(1, 400))
    return inputs(
        made,
        careers(*rows),
        bridges=[(1, jobs), (2, 3)],
        families=[
            Family(n, f"F{n}", Localized(f"Famille {n}", f"Family {n}"), n % 10)
            for n in range(1, families + 1)
        ],
        skills=[
            Skill(n, Localized(f"savoir {words[n % 8]} {n}", "")) for n in range(1, skills + 1)
        ],
    )
