"""Write a mobility graph into bytes for a row of the database, and read it back."""

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from scipy.sparse import csr_array

from talentgrow.graph.errors import UnreadableSnapshot
from talentgrow.graph.model import documents
from talentgrow.graph.model.links import pair_table
from talentgrow.graph.model.moves import Flows, Renamed, Tallies
from talentgrow.graph.model.prior import Prior
from talentgrow.graph.model.signals import Signals, needs
from talentgrow.graph.model.similarity import Similarity, View
from talentgrow.graph.model.storage import Arrays, columns, pack, unpack, within
from talentgrow.graph.model.twin import Twin
from talentgrow.graph.rules import RULE_VERSION, Rules
from talentgrow.graph.types import Bridge, Family, Skill
from talentgrow.kernel.localized import Localized

if TYPE_CHECKING:
    from talentgrow.graph.mobility import Mobility


def dump(mobility: "Mobility") -> bytes:
    """Return arrays and texts of a graph, compressed."""
    arrays = (
        columns("tallies", mobility.tallies)
        | columns("signals", mobility.prior_model.signals)
        | columns("twin", mobility.twin)
    )
    similarity = mobility.prior_model.similarity
    views = similarity.views
    for at, view in enumerate(views):
        arrays |= {
            f"view{at}.{part}": getattr(view.matrix, part) for part in ("data", "indices", "indptr")
        }
        for part in ("present", "mean", "deviation"):
            arrays[f"view{at}.{part}"] = getattr(view, part)
    document = {
        "rule_version": mobility.rule_version,
        "rules": asdict(mobility.rules),
        "as_of": mobility.as_of.isoformat(),
        "data_hash": mobility.data_hash,
        "views": [(view.matrix.shape[1], view.weight) for view in views],
        "nearness": (similarity.usual, similarity.spread),
        "jobs": [documents.job_row(job) for job in mobility.jobs],
        "families": [(f.id, f.code, f.name.fr, f.name.en, f.colour) for f in mobility.families],
        "skills": [(skill.id, skill.name.fr, skill.name.en) for skill in mobility.skills],
        "bridges": [(bridge.source, bridge.target) for bridge in mobility.bridges],
    }
    return pack(arrays, document)


def load(kind: type["Mobility"], content: bytes) -> "Mobility":
    """Read a graph back.

    :raises UnreadableSnapshot: it was written under other rules, or is no snapshot
    """
    try:
        arrays, document = unpack(content)
    except (ValueError, OSError, EOFError, KeyError, BadZipFile) as problem:
        raise UnreadableSnapshot from problem
    if document["rule_version"] != RULE_VERSION:
        raise UnreadableSnapshot
    jobs = tuple(documents.job_from(entry) for entry in document["jobs"])
    rules = Rules(**document["rules"])
    tallies = _tallies(arrays)
    signals = Signals(**within(arrays, "signals"))
    return kind(
        jobs=jobs,
        families=tuple(
            Family(key, code, Localized(fr, en), colour)
            for key, code, fr, en, colour in document["families"]
        ),
        skills=tuple(Skill(key, Localized(fr, en)) for key, fr, en in document["skills"]),
        bridges=tuple(Bridge(source, target) for source, target in document["bridges"]),
        rules=rules,
        as_of=date.fromisoformat(document["as_of"]),
        data_hash=document["data_hash"],
        tallies=tallies,
        prior_model=Prior(signals, _similarity(arrays, document, len(jobs)), rules),
        needs=needs(jobs, rules.useful_weight),
        twin=Twin(**within(arrays, "twin")),
        pairs=pair_table(tallies, signals, len(jobs)),
        index={job.id: row for row, job in enumerate(jobs)},
    )


def _tallies(arrays: Arrays) -> Tallies:
    renamed = Renamed(
        Flows(**within(arrays, "tallies.renamed.flows")), arrays["tallies.renamed.incumbents"]
    )
    rest: dict[str, Any] = within(arrays, "tallies")
    return Tallies(flows=Flows(**within(arrays, "tallies.flows")), renamed=renamed, **rest)


def _similarity(arrays: Arrays, document: dict[str, Any], jobs: int) -> Similarity:
    views = []
    for at, (width, weight) in enumerate(document["views"]):
        part = within(arrays, f"view{at}")
        matrix = csr_array((part["data"], part["indices"], part["indptr"]), shape=(jobs, width))
        views.append(View(matrix, part["present"], weight, part["mean"], part["deviation"]))
    return Similarity(tuple(views), jobs, *document["nearness"])
