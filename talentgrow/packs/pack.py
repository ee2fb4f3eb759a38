"""One public catalogue as it is kept: groups, jobs, skills, what jobs ask for, ways between jobs.

Pure: it knows neither the web nor the database.
"""

import gzip
import json
import zlib
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import astuple, dataclass, field
from functools import cached_property
from typing import Any

from talentgrow.kernel.errors import DomainError
from talentgrow.kernel.localized import Localized

FORMAT = 1
NO_WORDS = Localized("", "")


class UnreadableKeptPack(DomainError):
    """The kept file of a pack is damaged, or another release wrote it."""


@dataclass(frozen=True, slots=True)
class Group:
    """A field of work; those of the second level name their parent."""

    code: str
    name: Localized
    parent: str = ""


@dataclass(frozen=True, slots=True)
class PackJob:
    """A job: its public code, its group, and other titles under which it is looked for."""

    code: str
    group: str
    # The finest group of the public catalogue: an ISCO code of four digits.
    unit: str
    title: Localized
    description: Localized = NO_WORDS
    other_fr: tuple[str, ...] = ()
    other_en: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PackSkill:
    """A skill: its public code and what sort of ability it is."""

    code: str
    kind: str
    name: Localized
    description: Localized = NO_WORDS


@dataclass(frozen=True, slots=True)
class Move:
    """A way from one job to another by their places in the pack: "close" or "evolution"."""

    source: int
    target: int
    kind: str


@dataclass(frozen=True)
class Pack:
    """Everything one public catalogue says; `needs` holds (skill, is essential) for each job."""

    scheme: str
    version: str
    groups: tuple[Group, ...]
    jobs: tuple[PackJob, ...]
    skills: tuple[PackSkill, ...]
    needs: tuple[tuple[tuple[int, bool], ...], ...]
    moves: tuple[Move, ...]
    # Names of files that were not understood, and how many lines of the others.
    left_aside: tuple[str, ...] = ()
    lines_left_aside: int = 0
    file_hash: str = field(default="", compare=False)

    @property
    def needs_count(self) -> int:
        """Return how often a job asks for a skill."""
        return sum(map(len, self.needs))

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Return the place of each job by its public code."""
        return {job.code: place for place, job in enumerate(self.jobs)}

    @cached_property
    def jobs_of_group(self) -> Mapping[str, int]:
        """Return how many jobs each group has, those of the first level with all below."""
        counted = Counter(job.group for job in self.jobs)
        for group in self.groups:
            if group.parent:
                counted[group.parent] += counted[group.code]
        return counted

    def chosen(self, codes: Collection[str]) -> list[int]:
        """Return the places of the jobs in the named groups, of either level."""
        wanted = set(codes) | {group.code for group in self.groups if group.parent in codes}
        return [place for place, job in enumerate(self.jobs) if job.group in wanted]


def dump(pack: Pack) -> bytes:
    """Return the pack as a small file; the same pack always gives the same bytes."""
    content = {
        "format": FORMAT,
        "scheme": pack.scheme,
        "version": pack.version,
        "groups": [astuple(group) for group in pack.groups],
        "jobs": [astuple(job) for job in pack.jobs],
        "skills": [astuple(skill) for skill in pack.skills],
        "needs": pack.needs,
        "moves": [astuple(move) for move in pack.moves],
        "left_aside": pack.left_aside,
        "lines_left_aside": pack.lines_left_aside,
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(text.encode(), compresslevel=6, mtime=0)


def load(content: bytes, file_hash: str = "") -> Pack:
    """Read back what `dump` wrote.

    :raises UnreadableKeptPack: damaged, or of another format
    """
    try:
        kept = json.loads(gzip.decompress(content))
        if kept["format"] != FORMAT:
            raise UnreadableKeptPack
        return _pack(kept, file_hash)
    except (OSError, EOFError, ValueError, KeyError, TypeError, zlib.error) as error:
        raise UnreadableKeptPack from error


def _pack(kept: dict[str, Any], file_hash: str) -> Pack:
    return Pack(
        scheme=kept["scheme"],
        version=kept["version"],
        groups=tuple(Group(code, Localized(*name), above) for code, name, above in kept["groups"]),
        jobs=tuple(
            PackJob(
                code,
                group,
                unit,
                Localized(*title),
                Localized(*description),
                tuple(other_fr),
                tuple(other_en),
            )
            for code, group, unit, title, description, other_fr, other_en in kept["jobs"]
        ),
        skills=tuple(
            PackSkill(code, kind, Localized(*name), Localized(*description))
            for code, kind, name, description in kept["skills"]
        ),
        needs=tuple(tuple((skill, bool(core)) for skill, core in job) for job in kept["needs"]),
        moves=tuple(Move(*move) for move in kept["moves"]),
        left_aside=tuple(kept["left_aside"]),
        lines_left_aside=kept["lines_left_aside"],
        file_hash=file_hash,
    )
