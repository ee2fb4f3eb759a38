"""Guessing takes longer and longer for whoever guesses, and locks nobody else out.

Attempts are counted for a visitor, and for a visitor together with what they try to get into;
never for an account alone, or a stranger could keep its owner out.
"""

import math
import time
from hashlib import sha256

from limits import parse
from limits.storage import Storage, storage_from_string

DAY = 24 * 3600
LONGEST_WAIT = 3600


class Attempts:
    """Counts attempts in one store: `amount` in a period are free, then waits double each time."""

    def __init__(self, store: str, limit: str, *, is_enabled: bool = True) -> None:
        free = parse(limit)
        self.store: Storage = storage_from_string(store)  # type: ignore[assignment]
        self.amount: int = free.amount
        self.period: int = free.get_expiry()
        self.is_enabled = is_enabled

    def wait(self, *who: object) -> int:
        """Return for how many seconds `who` must wait; 0 means they may try."""
        key = _key("wait", who)
        if not self.is_enabled or not self.store.get(key):
            return 0
        return max(1, math.ceil(self.store.get_expiry(key) - time.time()))

    def note(self, *who: object, times: int = 1) -> int:
        """Count one attempt of `who` and return for how many seconds they must wait now.

        `times` allows that many times as many attempts before the first wait.
        """
        if not self.is_enabled:
            return 0
        if waiting := self.wait(*who):
            return waiting
        if self.store.incr(_key("tries", who), self.period) <= self.amount * times:
            return 0
        strikes: int = self.store.incr(_key("strikes", who), DAY)
        seconds = min(self.period << min(strikes - 1, 20), LONGEST_WAIT)
        self.store.incr(_key("wait", who), seconds)
        self.store.clear(_key("tries", who))
        return seconds

    def forget(self, *who: object) -> None:
        """Count from the beginning again: `who` has proved to be in the right."""
        for kind in ("tries", "strikes", "wait"):
            self.store.clear(_key(kind, who))


def _key(kind: str, who: tuple[object, ...]) -> str:
    """Name a count; addresses of people do not stand in the store."""
    return f"{kind}:{sha256(repr(who).encode()).hexdigest()[:32]}"
