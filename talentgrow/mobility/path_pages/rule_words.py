"""What each number of the rules means, in words, in the order in which it is used."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel.speaklater import LazyString

from talentgrow.graph.matching import StretchRules
from talentgrow.graph.rules import Rules
from talentgrow.infra.i18n import lazy_gettext as _


@dataclass(frozen=True, slots=True)
class Weight:
    """One number of the rules and what it means."""

    name: str
    value: float
    meaning: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """Numbers which belong together."""

    title: str
    weights: tuple[Weight, ...]


_MEANINGS: tuple[tuple[LazyString, Mapping[str, LazyString]], ...] = (
    (
        _("Real moves against what is inferred"),
        {
            "alpha": _("How many observed departures the inferred part is worth"),
            "bridge_mass": _("What a bridge declared by HR adds to a job, as a share"),
            "longest_gap_days": _("Days between two jobs beyond which it is no move any more"),
            "renaming_people": _("People in one unit and year from which a move may be a renaming"),
            "renaming_share": _(
                "Share of the holders from which it is a renaming, and not counted"
            ),
        },
    ),
    (
        _("What is inferred"),
        {
            "w_adjacency": _("How close the two jobs are, in skills and titles"),
            "w_family": _("The same family of jobs"),
            "w_one_up": _("One grade up in the same family, or the next rung of the same title"),
            "w_two_up": _("Two grades up"),
            "w_down": _("A lower grade"),
            "w_pay_change": _(
                "How far the change of pay is from the usual rise, where pay is known"
            ),
            "usual_rise": _("The usual rise"),
            "largest_pay_change": _("Change of pay beyond which more makes no difference"),
            "w_pay_drop": _("A drop in pay"),
            "pay_drop": _("Loss of pay from which it is a drop"),
            "w_unit": _("The job exists in your unit"),
            "w_arrivals": _("How many people come to the job from anywhere"),
            "w_headcount": _("How many people hold the job"),
            "w_incumbents": _("Somebody holds the job today"),
        },
    ),
    (
        _("Your own skills"),
        {
            "w_own_skills": _(
                "Levels you hold beyond, or short of, what your present job asks for"
            ),
            "w_skills_alone": _("The same, for somebody without a job in the records"),
            "useful_weight": _("What a useful skill counts beside an essential one"),
        },
    ),
    (
        _("How close two jobs are"),
        {
            "near_skills": _("Skills they both ask for, rare skills counting more"),
            "near_labels": _("Words of those skills"),
            "near_titles": _("Words of the two titles"),
            "near_contexts": _("Where and how one works"),
            "near_kept": _("Close jobs drawn for each job on the map"),
        },
    ),
    (
        _("Which paths are looked at"),
        {
            "top_edges": _("Likeliest next jobs looked at from each job"),
            "ways_in": _("Likeliest ways into each job that are always looked at"),
            "max_steps": _("Most steps a path may have"),
            "ease": _("What a gap costs when you ask for easier"),
            "haste": _("What a step costs when you ask for faster"),
            "overreach": _("Gap from which a step is too large for today"),
            "pool": _("Paths from which the different ones are chosen"),
            "diversity": _("How much two paths that resemble each other count against each other"),
        },
    ),
    (
        _("What is shown"),
        {
            "few": _("People below which a group stays hidden"),
            "wish_factor": _("How much a job you wish for rises among the proposals"),
            "repeat_factor": _("How much a family already shown counts"),
            "top_rank": _("Places that count as “among your next jobs”"),
        },
    ),
)
_OF_MISSIONS: tuple[tuple[LazyString, Mapping[str, LazyString]], ...] = (
    (
        _("How hard a mission is"),
        {
            "comfort_below": _("Gap from which a mission is a good stretch"),
            "stretch_below": _("Gap from which it is a risky stretch"),
            "risk_below": _("Gap from which it is too far today"),
            "too_far": _("Levels missing in one essential skill from which it is too far"),
            "useful_weight": _("What a useful skill counts beside an essential one"),
            "mentor_relief": _("Share of the gap which a mentor takes away"),
            "visit_levels": _("Levels of one skill which a visit beforehand counts for"),
            "training_levels": _("Levels of one skill which a training counts for"),
        },
    ),
    (
        _("Which missions come first"),
        {
            "w_growth": _("Levels gained towards the jobs ahead of you"),
            "full_growth": _("Such levels which count in full"),
            "w_wishes": _("Skills you want to develop or to use"),
            "full_wishes": _("Such skills which count in full"),
            "w_novelty": _("Share of what grows that is new to you"),
            "best_gap": _("Gap from which one learns most"),
            "appetite_step": _("How far smaller or larger steps, if you choose them, move it"),
            "spread_below": _("How far below it a mission loses nearly two thirds"),
            "spread_above": _("How far above it a mission loses nearly two thirds"),
            "avoid_factor": _("What is left for each skill you want to be kept out of"),
        },
    ),
)


def chapters(rules: Rules) -> tuple[Chapter, ...]:
    """Return all numbers of `rules`, in chapters."""
    return _chapters(rules, _MEANINGS)


def mission_chapters(rules: StretchRules) -> tuple[Chapter, ...]:
    """Return all numbers by which missions are suggested, in chapters."""
    return _chapters(rules, _OF_MISSIONS)


def _chapters(
    rules: Rules | StretchRules, meant: tuple[tuple[LazyString, Mapping[str, LazyString]], ...]
) -> tuple[Chapter, ...]:
    return tuple(
        Chapter(
            str(title),
            tuple(
                Weight(name, getattr(rules, name), str(meaning))
                for name, meaning in meanings.items()
            ),
        )
        for title, meanings in meant
    )
