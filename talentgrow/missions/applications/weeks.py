"""The hours that somebody's weeks hold with one mission more, drawn and in words."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import url_for
from flask_babel import format_date
from sqlalchemy import Select, case, select

from talentgrow.kernel.localized import Localized
from talentgrow.missions import house
from talentgrow.missions.applications.models import Application
from talentgrow.missions.models import HouseRules, Mission
from talentgrow.missions.states import SEATED, ApplicationStatus
from talentgrow.people import load
from talentgrow.people.load import Share, Source, Taken

WIDTH, LEFT, FLOOR, ROOF = 760.0, 36.0, 140.0, 28.0
WIDEST_BAR, BAR_SHARE, LABEL_ROOM = 36.0, 0.66, 26.0
MOST_SHOWN = 40
GAP = 2.0


@dataclass(frozen=True, slots=True)
class Block:
    """One part of a bar: hours of one share; `is_new` is the mission in question."""

    y: float
    height: float
    is_new: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """One week of the drawing; `day` and `month` are empty where there is no room."""

    x: float
    width: float
    blocks: tuple[Block, ...]
    day: str
    month: str

    @property
    def middle(self) -> float:
        """Return where words below the bar stand."""
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True, slots=True)
class Weeks:
    """Somebody's weeks while a mission lasts; `others` is what they hold already."""

    bars: tuple[Bar, ...]
    others: tuple[Share, ...]
    hours: float
    peak: float
    limit: float
    limit_percent: int
    week: float
    limit_y: float
    first: date
    last: date

    @property
    def is_above(self) -> bool:
        """Tell whether a week holds more than the house finds wise."""
        return self.peak > self.limit

    @property
    def share(self) -> float:
        """Return the fullest week as a share of a whole one."""
        return self.peak / self.week


def _rows(person_ids: Collection[int], start: date, end: date) -> Select[Any]:
    """Select what missions take of people's time between two days, offers among it."""
    later = Application.available_from > Mission.starts_on
    return (
        select(
            Application.person_id,
            Mission.id,
            Mission.title_fr,
            Mission.title_en,
            case((later, Application.available_from), else_=Mission.starts_on),
            Mission.ends_on,
            Mission.hours_a_week,
            Application.status != ApplicationStatus.OFFERED,
        )
        .join(Mission, Mission.id == Application.mission_id)
        .where(
            Application.person_id.in_(person_ids),
            Application.status.in_(SEATED),
            Mission.starts_on <= end,
            Mission.ends_on >= start,
        )
    )


def _shares(taken: Taken) -> Iterable[Share]:
    yield Share(
        Localized(taken.title_fr, taken.title_en),
        url_for("missions.show", mission_id=taken.id),
        taken.starts_on,
        taken.ends_on,
        taken.amount,
        is_agreed=taken.is_agreed,
    )


MISSIONS = Source("missions", _rows, _shares)


def with_mission(
    person_id: int,
    mission: Mission,
    *,
    today: date,
    available_from: date | None = None,
    taken: Sequence[Share] | None = None,
) -> Weeks | None:
    """Return somebody's weeks with a mission; None where nothing of it is left to come.

    `taken` is what takes their time, where it was read for several people at once.
    """
    first = max(today, _starts(mission, available_from))
    last = min(mission.ends_on, first + timedelta(weeks=MOST_SHOWN))
    if last < first:
        return None
    known = house.rules()
    shares = load.shares(person_id, first, last) if taken is None else taken
    others = tuple(
        share
        for share in shares
        if share.url != _page(mission) and share.starts_on <= last and share.ends_on >= first
    )
    new = Share(mission.title, _page(mission), first, mission.ends_on, mission.hours_a_week)
    weeks = load.weeks((*others, new), first, last)
    return _drawn(weeks, others, mission.hours_a_week, known, first, last)


def _drawn(
    weeks: Sequence[load.Week],
    others: tuple[Share, ...],
    hours: float,
    known: HouseRules,
    first: date,
    last: date,
) -> Weeks:
    limit = house.load_limit(known)
    peak = max(week.total for week in weeks)
    a_hour = (FLOOR - ROOF) / max(limit, peak)
    slot = (WIDTH - LEFT) / len(weeks)
    every = max(1, round(LABEL_ROOM / slot + 0.49))
    width = round(min(WIDEST_BAR, slot * BAR_SHARE), 1)
    bars = []
    month = 0
    for place, week in enumerate(weeks):
        x = round(LEFT + slot * place + (slot - width) / 2, 1)
        has_label = place % every == 0
        is_news = has_label and week.monday.month != month
        month = week.monday.month if is_news else month
        bars.append(
            Bar(
                x,
                width,
                tuple(_blocks(week.hours, a_hour)),
                str(week.monday.day) if has_label else "",
                str(format_date(week.monday, "MMM")) if is_news else "",
            )
        )
    return Weeks(
        bars=tuple(bars),
        others=others,
        hours=hours,
        peak=peak,
        limit=limit,
        limit_percent=known.load_percent,
        week=known.weekly_hours,
        limit_y=round(FLOOR - limit * a_hour, 1),
        first=first,
        last=last,
    )


def _blocks(hours: Sequence[float], a_hour: float) -> Iterable[Block]:
    """Stack the shares of one week; the last is the new one and stands on top."""
    floor = FLOOR
    for place, share in enumerate(hours):
        if share:
            height = share * a_hour
            yield Block(
                round(floor - height, 1), round(max(1, height - GAP), 1), place == len(hours) - 1
            )
            floor -= height


def _starts(mission: Mission, available_from: date | None) -> date:
    return max(mission.starts_on, available_from or mission.starts_on)


def _page(mission: Mission) -> str:
    return url_for("missions.show", mission_id=mission.id)
