"""One hash of everything a mobility graph was made from."""

import hashlib
import json
from dataclasses import asdict

import numpy as np

from talentgrow.graph.model import documents
from talentgrow.graph.model.moves import Tallies
from talentgrow.graph.model.storage import columns
from talentgrow.graph.types import Inputs


def fingerprint(inputs: Inputs, tallies: Tallies) -> str:
    """Return the SHA-256 of inputs that are sorted by id.

    Careers enter sorted here, row by row, so that their order does not matter.
    """
    digest = hashlib.sha256()
    document = {
        "jobs": [documents.job_row(job) for job in inputs.jobs],
        "families": [asdict(family) for family in inputs.families],
        "skills": [asdict(skill) for skill in inputs.skills],
        "bridges": [asdict(bridge) for bridge in inputs.bridges],
        "as_of": inputs.as_of.isoformat(),
    }
    digest.update(json.dumps(document, sort_keys=True).encode())
    careers = inputs.careers
    parts = (
        careers.person,
        careers.job,
        careers.unit,
        careers.started.astype("datetime64[D]").astype(np.int64),
        careers.ended.astype("datetime64[D]").astype(np.int64),
    )
    order = np.lexsort(parts)
    for part in parts:
        digest.update(np.ascontiguousarray(part[order], dtype=np.int64).tobytes())
    for name, array in sorted(columns("tallies", tallies).items()):
        digest.update(name.encode() + np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()
