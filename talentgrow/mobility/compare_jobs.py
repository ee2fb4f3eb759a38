"""Two jobs side by side: what both ask for, what only one does, and how people moved between."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import current_app

from talentgrow.graph.mobility import Mobility
from talentgrow.jobs import queries as jobs
from talentgrow.jobs.models import Bridge, Job, Requirement
from talentgrow.kernel.access import Actor
from talentgrow.mobility import queries
from talentgrow.mobility.job_page import assumed_levels, known_mobility, own_job_id_of
from talentgrow.skills import queries as skills
from talentgrow.skills.models import Skill


@dataclass(frozen=True, slots=True)
class Line:
    """One skill of the comparison: what each job asks for, and what the reader has."""

    skill: Skill
    a: Requirement | None
    b: Requirement | None
    have: int
    is_assumed: bool

    @property
    def step(self) -> int:
        """Return how many levels B asks for beyond A."""
        return (self.b.level if self.b else 0) - (self.a.level if self.a else 0)


@dataclass(frozen=True, slots=True)
class Moves:
    """What is known from one job to the other; `count` is None for a small group."""

    source: Job
    target: Job
    count: int | None
    bridge: Bridge | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two jobs, skill by skill, and the moves both ways."""

    a: Job
    b: Job
    own_id: int | None
    other_level: tuple[Line, ...]
    same_level: tuple[Line, ...]
    only_a: tuple[Line, ...]
    only_b: tuple[Line, ...]
    moves: tuple[Moves, Moves]

    @property
    def shared(self) -> int:
        """Return how many skills both jobs ask for."""
        return len(self.other_level) + len(self.same_level)


def comparison(actor: Actor, a_id: int, b_id: int) -> Comparison:
    """Compare two jobs, with the reader's own levels beside them.

    :raises NotFound: one of them does not exist
    """
    a, b, own_id = jobs.get_in_full(a_id), jobs.get_in_full(b_id), own_job_id_of(actor)
    lines = _lines(a, b, skills.levels_of(actor.person_id or 0), assumed_levels(own_id))
    both = [line for line in lines if line.a and line.b]
    mobility, bridges = known_mobility(), queries.bridges_among({a.id, b.id})
    return Comparison(
        a=a,
        b=b,
        own_id=own_id,
        other_level=tuple(
            sorted((line for line in both if line.step), key=lambda line: -abs(line.step))
        ),
        same_level=tuple(line for line in both if not line.step),
        only_a=tuple(line for line in lines if line.b is None),
        only_b=tuple(line for line in lines if line.a is None),
        moves=(
            _moves(mobility, a, b, bridge=bridges.get((a.id, b.id))),
            _moves(mobility, b, a, bridge=bridges.get((b.id, a.id))),
        ),
    )


def _lines(a: Job, b: Job, levels: Mapping[int, int], assumed: Mapping[int, int]) -> list[Line]:
    """Return a line for each skill either job asks for, essential and high ones first."""
    in_a, in_b = ({need.skill_id: need for need in jobs.needs(job)} for job in (a, b))
    return [
        Line(
            skill=need.skill,
            a=in_a.get(skill_id),
            b=in_b.get(skill_id),
            have=levels.get(skill_id, assumed.get(skill_id, 0)),
            is_assumed=skill_id not in levels and skill_id in assumed,
        )
        for skill_id, need in (in_b | in_a).items()
    ]


def _moves(mobility: Mobility | None, source: Job, target: Job, *, bridge: Bridge | None) -> Moves:
    """Return how many people went from one job to another, unless they are few."""
    known = mobility is not None and {source.id, target.id} <= mobility.index.keys()
    link = mobility.link(source.id, target.id) if mobility is not None and known else None
    count = link.count if link else 0
    smallest = int(current_app.config["SMALLEST_GROUP"])
    return Moves(source, target, count if count == 0 or count >= smallest else None, bridge)
