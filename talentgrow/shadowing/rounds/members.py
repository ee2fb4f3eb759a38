"""Questions about who takes part in rounds; nothing here changes anything."""

from collections.abc import Collection, Mapping

from sqlalchemy import Select, func, select

from talentgrow.infra.db import db
from talentgrow.people.models import Person
from talentgrow.shadowing.exchanges.models import Round, RoundMember, RoundRun
from talentgrow.shadowing.states import RoundStatus


def in_round(round_id: int) -> Select[RoundMember]:
    """Select those who take part in a round and still work here, by id."""
    return (
        select(RoundMember)
        .join(Person, Person.id == RoundMember.person_id)
        .where(
            RoundMember.round_id == round_id,
            RoundMember.left_at.is_(None),
            Person.left_on.is_(None),
        )
        .order_by(RoundMember.person_id)
    )


def ids_in(round_id: int) -> tuple[int, ...]:
    """Return the people who take part in a round."""
    found = in_round(round_id).with_only_columns(RoundMember.person_id)
    return tuple(db.session.scalars(found))


def counts(round_ids: Collection[int]) -> Mapping[int, int]:
    """Return by round how many people take part."""
    rows = db.session.execute(
        select(RoundMember.round_id, func.count())
        .join(Person, Person.id == RoundMember.person_id)
        .where(
            RoundMember.round_id.in_(round_ids),
            RoundMember.left_at.is_(None),
            Person.left_on.is_(None),
        )
        .group_by(RoundMember.round_id)
    )
    return {row[0]: row[1] for row in rows}


def rounds_waited(person_ids: Collection[int]) -> Mapping[int, int]:
    """Return by person in how many earlier rounds they took part and visited nobody."""
    rows = db.session.execute(
        select(RoundMember.person_id, func.count())
        .where(RoundMember.person_id.in_(person_ids), RoundMember.is_served.is_(False))
        .group_by(RoundMember.person_id)
    )
    return {row[0]: row[1] for row in rows}


def newest_run(round_id: int, *, is_computed: bool = False) -> RoundRun | None:
    """Return the last proposal that was asked for, or the last one that could be computed."""
    found = select(RoundRun).where(RoundRun.round_id == round_id)
    if is_computed:
        found = found.where(RoundRun.computed_at.is_not(None), RoundRun.failed == "")
    return db.session.scalar(found.order_by(RoundRun.id.desc()).limit(1))


def open_rounds() -> Select[Round]:
    """Select the rounds which people may join now."""
    return select(Round).where(Round.status == RoundStatus.OPEN)
