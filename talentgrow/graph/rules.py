"""The numbers behind the mobility graph: every weight has a name, a default and a version."""

from dataclasses import dataclass

RULE_VERSION = "1"


@dataclass(frozen=True, slots=True)
class Rules:
    """Weights and limits; an organisation may change them, the defaults are documented."""

    # How many observed departures the prior is worth.
    alpha: float = 10.0

    # The prior: what makes a job a likely next job when nobody has moved there yet.
    w_adjacency: float = 3.0
    w_family: float = 1.0
    w_one_up: float = 3.5
    w_two_up: float = 1.0
    w_down: float = -0.5
    w_pay_change: float = -1.2
    w_pay_drop: float = -1.0
    w_unit: float = 2.0
    w_arrivals: float = 0.4
    w_headcount: float = 0.5
    w_incumbents: float = 1.0
    usual_rise: float = 0.08
    largest_pay_change: float = 1.5
    pay_drop: float = 0.05
    bridge_mass: float = 0.10

    # A person's own skills, in levels held more or fewer than the present job asks for,
    # counted in the needs of a job of average length.
    w_own_skills: float = 2.0
    w_skills_alone: float = 6.0

    # How near two jobs are: weights of the similarities that exist.
    near_skills: float = 1.0
    near_labels: float = 1.0
    near_titles: float = 0.7
    near_contexts: float = 0.3
    near_kept: int = 6

    # Moves.
    longest_gap_days: int = 731
    renaming_people: int = 5
    renaming_share: float = 0.5

    # Paths.
    top_edges: int = 40
    ways_in: int = 8
    max_steps: int = 4
    ease: float = 6.0
    haste: float = 2.0
    overreach: float = 0.40
    pool: int = 40
    diversity: float = 4.0

    # Reading.
    useful_weight: float = 0.5
    few: int = 5
    wish_factor: float = 3.0
    repeat_factor: float = 0.5
    top_rank: int = 10
