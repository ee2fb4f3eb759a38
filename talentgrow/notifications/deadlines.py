"""When news may leave by mail: at once or at eight, and never in quiet hours."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from talentgrow.notifications.models import Timing

DIGEST_AT = time(8)


@dataclass(frozen=True, slots=True)
class Wish:
    """How somebody wishes to be told; the hours are those of their own clock."""

    timing: Timing = Timing.AT_ONCE
    quiet_from: int = 20
    quiet_until: int = 7

    def is_quiet(self, hour: int) -> bool:
        """Tell whether no mail leaves in this hour of the day.

        >>> [hour for hour in range(24) if Wish(quiet_from=22, quiet_until=2).is_quiet(hour)]
        [0, 1, 22, 23]
        """
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= hour < self.quiet_until
        return hour >= self.quiet_from or hour < self.quiet_until


def is_due(wish: Wish, *, oldest: datetime, now: datetime, zone: ZoneInfo) -> bool:
    """Tell whether what has waited since `oldest` leaves now.

    A digest leaves at eight, or as soon after as the quiet hours and the worker let it.
    """
    local = now.astimezone(zone)
    if wish.timing is Timing.NEVER or wish.is_quiet(local.hour):
        return False
    return wish.timing is Timing.AT_ONCE or oldest < _last_digest(local)


def zone_of(name: str, otherwise: str) -> ZoneInfo:
    """Return the time zone called `name`, or another where there is none of that name."""
    try:
        return ZoneInfo(name or otherwise)
    except (KeyError, ValueError, OSError):
        return ZoneInfo(otherwise)


def _last_digest(local: datetime) -> datetime:
    today = datetime.combine(local.date(), DIGEST_AT, local.tzinfo)
    return today if local >= today else today - timedelta(days=1)
