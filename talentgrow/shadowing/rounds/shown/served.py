"""The drawing of how many people a proposal serves: one dot each, and the best that is possible."""

from collections.abc import Sequence
from dataclasses import dataclass

from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import ngettext
from talentgrow.infra.templates import number
from talentgrow.shadowing.rounds import wording

WIDTH, HEIGHT, LOWER = 620, 104, 124
MOST_DOTS = 60
# Where the first dot stands, how far dots are apart at most, and how large they are then.
START, STEP, SIZE = 12, 18, 6.5
# About how wide a letter is.
LETTER = 6.6


@dataclass(frozen=True, slots=True)
class Dot:
    """One person: served in a ring, served one-way, or not yet."""

    x: float
    kind: str


@dataclass(frozen=True, slots=True)
class Label:
    """What a part of the dots is called, below a bracket."""

    x: float
    end: float
    strong: str
    rest: str
    text_x: float
    text_y: int
    anchor: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """All dots, the labels below them, and the line of the best possible."""

    title: str
    dots: Sequence[Dot]
    size: float
    labels: Sequence[Label]
    limit_x: float
    limit_text: str
    limit_anchor: str
    height: int
    width: int = WIDTH


def drawing(in_rings: int, one_way: int, total: int, bound: int) -> Drawing | None:
    """Return the drawing; None where there are too many people for dots, or nobody."""
    if not 0 < total <= MOST_DOTS:
        return None
    step = min(STEP, (WIDTH - 2 * START) / max(1, total - 1))
    kinds = ["ring"] * in_rings + ["one"] * one_way
    kinds += ["left"] * (total - len(kinds))
    dots = [Dot(round(START + step * place, 1), kind) for place, kind in enumerate(kinds)]
    labels = list(_labels(in_rings, one_way, step))
    limit_x = round(START + step * (bound - 0.5), 1)
    left = total - in_rings - one_way
    return Drawing(
        title=ngettext(
            "Of one person: %(rings)s served in a ring, %(alone)s one-way, %(left)s not yet. "
            "At best %(bound)s with these wishes.",
            "Of %(num)s people: %(rings)s served in a ring, %(alone)s one-way, %(left)s not yet. "
            "At best %(bound)s with these wishes.",
            total,
            rings=in_rings,
            alone=one_way,
            left=left,
            bound=bound,
        ),
        dots=dots,
        size=round(min(SIZE, step * 0.36), 1),
        labels=labels,
        limit_x=limit_x,
        limit_text=_("At best %(bound)s with these wishes, which is proven", bound=bound),
        limit_anchor="end" if limit_x > WIDTH / 2 else "start",
        height=LOWER if any(label.text_y > HEIGHT for label in labels) else HEIGHT,
    )


def _labels(in_rings: int, one_way: int, step: float) -> Sequence[Label]:
    half = step / 2 - 1
    found = []
    used = 0.0
    parts = (
        (
            0,
            in_rings,
            ngettext("%(num)s in a ring", "%(num)s in rings", in_rings),
            _(", each visits and is visited"),
        ),
        (in_rings, one_way, ngettext("%(num)s one-way", "%(num)s one-way", one_way), ""),
    )
    for first, count, strong, rest in parts:
        if not count:
            continue
        x = round(START + step * first - half, 1)
        end = round(START + step * (first + count - 1) + half, 1)
        long = LETTER * len(strong + rest)
        is_far = x + long > WIDTH
        begin = WIDTH - long if is_far else x
        text_y = 94 if begin >= used else 114
        used = max(used, begin + long + LETTER)
        anchor = "end" if is_far else "start"
        found.append(Label(x, end, strong, rest, WIDTH if is_far else x, text_y, anchor))
    return found


def by_rank(counts: dict[int, int]) -> list[tuple[str, str]]:
    """Return how many people are served by their first, second, third and later wishes."""
    names = [_("First wish"), _("Second"), _("Third")]
    found = [(name, counts.get(rank, 0)) for rank, name in enumerate(names, 1)]
    later = sum(count for rank, count in counts.items() if rank > len(names))
    if later:
        found.append((_("Later"), later))
    return [(name, ngettext("%(num)s person", "%(num)s people", count)) for name, count in found]


def held_for(invited: int, taking_part: int) -> str:
    """Say for how many people a round is held, and how many of them come."""
    if taking_part <= 0 or invited < 2 * taking_part:
        return number(invited)
    return _(
        "%(all)s, one in %(few)s comes",
        all=number(invited),
        few=wording.in_letters(round(invited / taking_part)),
    )
