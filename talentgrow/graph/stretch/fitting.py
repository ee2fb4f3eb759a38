"""Compare one person with one mission: zone, score, reasons, and what support would change."""

from collections.abc import Iterable
from dataclasses import replace

from talentgrow.graph.matching import (
    ZONES,
    Ask,
    Fit,
    Line,
    Parts,
    Seeker,
    StretchRules,
    Support,
    SupportKind,
    Zone,
    band,
    zone_of,
)


def fit(
    seeker: Seeker, mission: int, asks: Iterable[Ask], *, rules: StretchRules | None = None
) -> Fit:
    """Compare a person with a mission.

    >>> found = fit(Seeker({1: 2, 2: 3}), 7, [Ask(1, 3, 4), Ask(2, 3)])
    >>> str(found.zone), round(found.gap, 3), found.makes, found.brings, found.learns
    ('stretch', 0.167, (1,), (2,), (1,))
    >>> round(found.score, 3), [(str(s.kind), str(s.zone_after)) for s in found.supports]
    (0.36, [('visit', 'comfort'), ('training', 'comfort')])
    """
    rules = rules or StretchRules()
    # Summed up in the order of the skills, so that the last digit is the same for any input.
    by_skill = [_line(seeker, ask) for ask in sorted(asks, key=lambda ask: ask.skill)]
    gap, zone = _measured(by_skill, rules)
    lines = sorted(by_skill, key=lambda line: _order(line, rules))
    parts = _parts(lines, gap, appetite=seeker.appetite, rules=rules)
    is_kept_out = any(line.is_avoided and line.needed and line.is_essential for line in lines)
    is_scored = zone is Zone.STRETCH and not is_kept_out
    return Fit(
        mission=mission,
        zone=zone,
        gap=gap,
        score=parts.score(rules) if is_scored else None,
        lines=tuple(lines),
        makes=_makes(lines),
        brings=tuple(line.skill for line in _met(lines)),
        learns=_learns(lines),
        parts=parts,
        supports=_supports(by_skill, gap, zone=zone, rules=rules),
        is_kept_out=is_kept_out,
    )


def _line(seeker: Seeker, ask: Ask) -> Line:
    have = seeker.have(ask.skill)
    grown = ask.grown_to or 0
    aim = seeker.aims.get(ask.skill, 0) if seeker.aims else grown
    gains = max(0, grown - have)
    is_wished = (ask.skill in seeker.develop and gains > 0) or (
        ask.skill in seeker.use and ask.needed is not None
    )
    return Line(
        skill=ask.skill,
        have=have,
        needed=ask.needed,
        grown_to=ask.grown_to,
        importance=ask.importance,
        missing=max(0, (ask.needed or 0) - have),
        gains=gains,
        towards=max(0, min(grown, aim) - have),
        is_assumed=ask.skill not in seeker.levels and ask.skill in seeker.assumed,
        is_wished=is_wished,
        is_avoided=ask.skill in seeker.avoid,
    )


def _weight(line: Line, rules: StretchRules) -> float:
    return 1.0 if line.is_essential else rules.useful_weight


def _order(line: Line, rules: StretchRules) -> tuple[float, float, int]:
    """Sort by what a skill adds to the gap, then by how much of it is needed."""
    weight = _weight(line, rules)
    return -weight * line.missing, -weight * (line.needed or 0), line.skill


def _measured(
    lines: Iterable[Line], rules: StretchRules, relief: float = 0.0
) -> tuple[float, Zone]:
    """Return gap and zone; `relief` is the share of the gap which a mentor takes away."""
    short = whole = 0.0
    is_too_far = False
    for line in lines:
        weight = _weight(line, rules)
        short, whole = short + weight * line.missing, whole + weight * (line.needed or 0)
        is_too_far |= line.is_essential and line.missing >= rules.too_far
    gap = (short / whole if whole else 0.0) * (1 - relief)
    return gap, zone_of(gap, is_too_far=is_too_far, rules=rules)


def _parts(lines: list[Line], gap: float, *, appetite: int, rules: StretchRules) -> Parts:
    towards = sum(line.towards for line in lines)
    wished = sum(line.is_wished for line in lines)
    grown = sum(line.grown_to is not None for line in lines)
    new = sum(line.have == 0 and line.gains > 0 for line in lines)
    avoided = sum(line.is_avoided for line in lines)
    return Parts(
        growth=min(1.0, towards / rules.full_growth),
        wishes=min(1.0, wished / rules.full_wishes),
        novelty=new / grown if grown else 0.0,
        band=band(gap, appetite, rules),
        kept=rules.avoid_factor**avoided,
        levels_towards=towards,
        skills_wished=wished,
        skills_new=new,
        skills_grown=grown,
        skills_avoided=avoided,
    )


def _makes(lines: list[Line]) -> tuple[int, ...]:
    """Return the skills that make the zone: the most missing, else the largest that are met."""
    missing = [line.skill for line in lines if line.missing][:3]
    return tuple(missing or [line.skill for line in _met(lines)][:2])


def _met(lines: list[Line]) -> list[Line]:
    return [line for line in lines if line.needed and not line.missing]


def _learns(lines: list[Line]) -> tuple[int, ...]:
    growing = [line for line in lines if line.gains]
    growing.sort(key=lambda line: (-line.towards, -line.gains, line.skill))
    return tuple(line.skill for line in growing)


def _supports(
    lines: list[Line], gap: float, *, zone: Zone, rules: StretchRules
) -> tuple[Support, ...]:
    """Return of each kind the best support that leads into an easier zone, the lightest first."""
    found = [_best_raise(lines, SupportKind.VISIT, rules.visit_levels, rules=rules)]
    relieved = _measured(lines, rules, rules.mentor_relief)
    found.append(Support(SupportKind.MENTOR, None, *relieved))
    found.append(_best_raise(lines, SupportKind.TRAINING, rules.training_levels, rules=rules))
    return tuple(
        support
        for support in found
        if support is not None
        and support.gap_after < gap
        and ZONES.index(support.zone_after) < ZONES.index(zone)
    )


def _best_raise(
    lines: list[Line], kind: SupportKind, levels: int, *, rules: StretchRules
) -> Support | None:
    """Return the skill to raise by some levels which leaves the easiest zone, then least gap."""
    best: Support | None = None
    for at, line in enumerate(lines):
        if line.missing:
            raised = replace(line, missing=max(0, line.missing - levels))
            after = Support(
                kind, line.skill, *_measured([*lines[:at], raised, *lines[at + 1 :]], rules)
            )
            if best is None or _ease(after) < _ease(best):
                best = after
    return best


def _ease(support: Support) -> tuple[int, float]:
    return ZONES.index(support.zone_after), support.gap_after
