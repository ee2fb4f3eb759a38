"""Swaps and rings, and the rounds that make many of them, as stored."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship

from talentgrow.infra.db import Model
from talentgrow.kernel.localized import Localized
from talentgrow.people.models import Person, Site, Unit
from talentgrow.shadowing.states import ExchangeStatus, RoundStatus


class Round(Model):
    """A time in which many people swap at once, for the whole house or a part of it."""

    __tablename__ = "exchange_round"
    __table_args__ = (
        CheckConstraint("longest BETWEEN 2 AND 5", name="longest_ring"),
        CheckConstraint("visits_to >= visits_from", name="ends_after_start"),
        CheckConstraint("visits_from > join_by", name="visits_after_joining"),
        CheckConstraint("half_days BETWEEN 1 AND 10", name="half_a_day_to_five"),
        Index(None, "status", "join_by"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    status: Mapped[RoundStatus] = mapped_column(default=RoundStatus.DRAFT)
    # When the present status began.
    since: Mapped[datetime]
    name_fr: Mapped[str] = mapped_column(default="")
    name_en: Mapped[str] = mapped_column(default="")
    # A few sentences to those who are invited.
    word_fr: Mapped[str] = mapped_column(default="")
    word_en: Mapped[str] = mapped_column(default="")
    # The last day on which people join; it is only ever put later.
    join_by: Mapped[date]
    visits_from: Mapped[date]
    visits_to: Mapped[date]
    # How many people a ring holds at most.
    longest: Mapped[int] = mapped_column(default=4)
    half_days: Mapped[int] = mapped_column(default=2)
    # For whom it is: a unit with those below, a site, or with neither the whole house.
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    site_id: Mapped[int | None] = mapped_column(ForeignKey("site.id"), index=True)
    # Whether people visit other sites, where they agree to travel.
    crosses_sites: Mapped[bool] = mapped_column(default=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    name: Mapped[Localized] = composite("name_fr", "name_en")
    word: Mapped[Localized] = composite("word_fr", "word_en")
    unit: Mapped[Unit | None] = relationship(lazy="raise_on_sql")
    site: Mapped[Site | None] = relationship(lazy="raise_on_sql")
    author: Mapped[Person] = relationship(lazy="raise_on_sql")

    def __repr__(self) -> str:
        return f"<Round {self.id} {self.status}>"


class RoundMember(Model):
    """Somebody takes part in a round, with the wishes they have."""

    __tablename__ = "round_member"
    __table_args__ = (
        UniqueConstraint("round_id", "person_id"),
        CheckConstraint("places BETWEEN 0 AND 5", name="places_to_host"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("exchange_round.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    joined_at: Mapped[datetime]
    # Wants to visit; who does not only hosts.
    visits: Mapped[bool] = mapped_column(default=True)
    # How many visitors they take; 0: none, so that no ring holds them.
    places: Mapped[int] = mapped_column(default=1)
    # Agrees to go to another site.
    travels: Mapped[bool] = mapped_column(default=False)
    # Taken part in before it is over: they are out of it, and stay on the list of who was in.
    left_at: Mapped[datetime | None]
    # Whether they visited somebody thanks to it; known once it was published.
    is_served: Mapped[bool | None]

    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    weeks: Mapped[list["RoundWeek"]] = relationship(
        lazy="raise_on_sql", order_by="RoundWeek.monday"
    )


class RoundWeek(Model):
    """A week in which a member of a round can visit and be visited."""

    __tablename__ = "round_week"

    member_id: Mapped[int] = mapped_column(ForeignKey("round_member.id"), primary_key=True)
    # Its Monday.
    monday: Mapped[date] = mapped_column(primary_key=True)


class RoundRun(Model):
    """A proposal that was computed for a round; the newest one is published."""

    __tablename__ = "round_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("exchange_round.id"), index=True)
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    # Empty while it is being computed.
    computed_at: Mapped[datetime | None]
    # Why it could not be computed; empty if it could.
    failed: Mapped[str] = mapped_column(default="")
    # Members, wishes, weeks and offers as they were: another digest means that it is old.
    digest: Mapped[str] = mapped_column(default="")
    # Counts only, no person: served, bound, gap, greedy, by site, longer ring, more hosts.
    figures: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class RoundLeg(Model):
    """Somebody would visit somebody, in a ring of a proposal or one-way."""

    __tablename__ = "round_leg"
    __table_args__ = (
        UniqueConstraint("run_id", "visitor_id"),
        CheckConstraint("visitor_id != host_id", name="not_oneself"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("round_run.id"))
    # The ring's number in the proposal, from 1; None: one-way.
    ring: Mapped[int | None]
    place: Mapped[int | None]
    visitor_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    host_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    # Which of the visitor's wishes it grants: 1 is the first.
    rank: Mapped[int]
    # The first week that suits both.
    monday: Mapped[date]

    visitor: Mapped[Person] = relationship(lazy="raise_on_sql", foreign_keys=[visitor_id])
    host: Mapped[Person] = relationship(lazy="raise_on_sql", foreign_keys=[host_id])


class Missing(StrEnum):
    """What was missing for somebody whom a proposal does not serve."""

    NO_WISH = "no_wish"
    NO_HOST = "no_host"
    DATES = "dates"
    SITES = "sites"
    # Offers no place, so that no ring holds them, and whoever hosts one-way has no place left.
    HOSTS_NOBODY = "hosts_nobody"
    # Nobody wishes to see what they do, so that no ring comes back to them.
    NO_WAY_BACK = "no_way_back"
    LONGER_RING = "longer_ring"
    TAKEN = "taken"


class LeftOver(Model):
    """Somebody whom a proposal does not serve, and what was missing."""

    __tablename__ = "round_left_over"

    run_id: Mapped[int] = mapped_column(ForeignKey("round_run.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    missing: Mapped[Missing]
    # The job nobody hosts, or the one most others wanted too.
    job_id: Mapped[int | None] = mapped_column(ForeignKey("job.id"), index=True)

    person: Mapped[Person] = relationship(lazy="raise_on_sql")


class Exchange(Model):
    """Two or more visits in a ring: each member visits the next, the last one the first."""

    __tablename__ = "exchange"
    __table_args__ = (Index(None, "status", "since"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    status: Mapped[ExchangeStatus] = mapped_column(default=ExchangeStatus.ASKED)
    # When the present status began.
    since: Mapped[datetime]
    # None: two people found one another without a round.
    round_id: Mapped[int | None] = mapped_column(ForeignKey("exchange_round.id"), index=True)
    # Who proposed it, where that was one of the two.
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime]
    # The last day on which everybody answers.
    answer_by: Mapped[date] = mapped_column(index=True)

    round: Mapped[Round | None] = relationship(lazy="raise_on_sql")
    members: Mapped[list["ExchangeMember"]] = relationship(
        lazy="raise_on_sql", order_by="ExchangeMember.place"
    )

    def __repr__(self) -> str:
        return f"<Exchange {self.id} {self.status}>"


_ASKED = text("is_asked")


class ExchangeMember(Model):
    """Somebody in a swap or ring."""

    __tablename__ = "exchange_member"
    __table_args__ = (
        UniqueConstraint("exchange_id", "person_id"),
        UniqueConstraint("exchange_id", "place"),
        # Nobody is asked about two swaps at once: the second waits until the first is answered.
        Index(
            "uq_exchange_member_asked",
            "person_id",
            unique=True,
            sqlite_where=_ASKED,
            postgresql_where=_ASKED,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    exchange_id: Mapped[int] = mapped_column(ForeignKey("exchange.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    # From 1.
    place: Mapped[int]
    # As long as the exchange is being asked.
    is_asked: Mapped[bool] = mapped_column(default=True)

    person: Mapped[Person] = relationship(lazy="raise_on_sql")
