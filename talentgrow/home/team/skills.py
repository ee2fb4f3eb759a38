"""What a team can do and would like: skill by skill, person by person."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from talentgrow.home.team.narrowing import Order, Show, Wanted
from talentgrow.home.team.people import reports_of
from talentgrow.infra.db import db
from talentgrow.infra.i18n import localized
from talentgrow.jobs.models import Requirement
from talentgrow.kernel.access import Actor
from talentgrow.kernel.page import Page
from talentgrow.kernel.text import search_key
from talentgrow.people import queries as people
from talentgrow.people.models import Person
from talentgrow.skills import queries as skills
from talentgrow.skills.models import CONFIRMING, Skill, SkillClaim, SkillFamily, SkillWish, WishKind

ROWS = 60


@dataclass(frozen=True, slots=True)
class Cell:
    """What one person has of one skill, and would like of it."""

    level: int | None = None
    is_confirmed: bool = False
    wish: WishKind | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One skill: a cell for each person shown, and who of the whole team holds it."""

    skill: Skill
    cells: tuple[Cell | None, ...]
    holders: tuple[Person, ...]
    is_needed: bool


@dataclass(frozen=True, slots=True)
class HeatMap:
    """A page of the skills of a team; `shown` are the people who have a column.

    `held` counts all skills somebody has, `single` are those on one person, asked for ones first.
    """

    team: Sequence[Person]
    shown: Sequence[Person]
    rows: Page[Row]
    families: tuple[SkillFamily, ...]
    held: int
    single: tuple[Row, ...]
    wanted: Wanted

    @property
    def family_names(self) -> list[tuple[int, str]]:
        """Return the families to choose from."""
        return [(one.id, localized(one.name)) for one in self.families]

    @property
    def people_names(self) -> list[tuple[int, str]]:
        """Return the people to choose from."""
        return [(one.id, one.name) for one in self.team]

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to show, however much one looks for."""
        return not self.rows.total and not self.wanted.is_narrowed


Cells = Mapping[tuple[int, int], Cell]


def heat_map(actor: Actor, wanted: Wanted, number: int) -> HeatMap:
    """Return a page of the skills of the actor's team."""
    team = reports_of(actor)
    shown = [one for one in team if one.id == wanted.person_id] or team
    cells = _cells(actor.report_ids)
    needed = _needed({one.id for one in shown})
    known = _by_name({skill_id for _person, skill_id in cells} | needed)
    rows = [_row(skill, team, shown, cells, skill.id in needed) for skill in known]
    single = [row for row in rows if len(row.holders) == 1 and len(team) > 1]
    families = {row.skill.family for row in rows if row.skill.family is not None}
    return HeatMap(
        team=team,
        shown=shown,
        rows=_page([row for row in rows if _is_wanted(row, wanted)], wanted.order, number),
        families=tuple(sorted(families, key=lambda one: search_key(localized(one.name)))),
        held=sum(bool(row.holders) for row in rows),
        single=tuple(sorted(single, key=lambda row: not row.is_needed)),
        wanted=wanted,
    )


def _row(
    skill: Skill, team: Sequence[Person], shown: Sequence[Person], cells: Cells, is_needed: bool
) -> Row:
    return Row(
        skill,
        tuple(cells.get((one.id, skill.id)) for one in shown),
        tuple(one for one in team if (cells.get((one.id, skill.id)) or Cell()).level),
        is_needed,
    )


def _is_wanted(row: Row, wanted: Wanted) -> bool:
    if wanted.family_id is not None and row.skill.family_id != wanted.family_id:
        return False
    if wanted.show is Show.WISHED:
        return any(cell is not None and cell.wish for cell in row.cells)
    if wanted.show is Show.NEEDED:
        return row.is_needed
    if wanted.show is Show.SINGLE and len(row.holders) != 1:
        return False
    # Of one person alone, what only others have is left out.
    return row.is_needed or any(row.cells)


def _page(rows: Sequence[Row], order: Order, number: int) -> Page[Row]:
    if order is Order.FEWEST:
        rows = sorted(rows, key=lambda row: len(row.holders))
    number = min(number, max(1, -(-len(rows) // ROWS)))
    return Page(rows[(number - 1) * ROWS : number * ROWS], number, ROWS, len(rows))


def _cells(person_ids: Collection[int]) -> Cells:
    """Return by person and skill the level that counts, and what is wished."""
    ranked = skills.ranked_claims(SkillClaim.person_id.in_(person_ids))
    levels = db.session.execute(
        select(ranked.c.person_id, ranked.c.skill_id, SkillClaim.level, SkillClaim.source)
        .join(SkillClaim, SkillClaim.id == ranked.c.id)
        .where(ranked.c.place == 1)
    )
    wishes = db.session.execute(
        select(SkillWish.person_id, SkillWish.skill_id, SkillWish.wish).where(
            SkillWish.person_id.in_(person_ids)
        )
    )
    wished = {(person_id, skill_id): wish for person_id, skill_id, wish in wishes}
    found = {key: Cell(wish=wish) for key, wish in wished.items()}
    for person_id, skill_id, level, source in levels:
        key = person_id, skill_id
        found[key] = Cell(level, source in CONFIRMING, wished.get(key))
    return found


def _needed(person_ids: Collection[int]) -> frozenset[int]:
    """Return the ids of the skills which the present jobs of people ask for."""
    job_ids = {post.job_id for post in people.shown_posts(person_ids).values()}
    asked = select(Requirement.skill_id).where(Requirement.job_id.in_(job_ids))
    return frozenset(db.session.scalars(asked))


def _by_name(skill_ids: Collection[int]) -> Sequence[Skill]:
    return db.session.scalars(
        select(Skill)
        .where(Skill.id.in_(skill_ids))
        .options(joinedload(Skill.family))
        .order_by(*skills.by_name())
    ).all()
