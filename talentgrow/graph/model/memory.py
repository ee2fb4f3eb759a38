"""Remember answers that are costly and asked again, up to a limit."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

Answer = TypeVar("Answer")


class Memory:
    """A bounded store of answers; when it is full it starts afresh.

    Threads may share it: at worst two of them compute the same answer.
    """

    def __init__(self, limit: int = 256) -> None:
        self._limit = limit
        self._answers: dict[Hashable, Any] = {}

    def recall(self, key: Hashable, make: Callable[[], Answer]) -> Answer:
        """Return the answer under `key`, made now if it is not there."""
        found: Answer | None = self._answers.get(key)
        if found is None:
            found = make()
            if len(self._answers) >= self._limit:
                self._answers.clear()
            self._answers[key] = found
        return found

    def forget(self, kind: str) -> None:
        """Drop the answers whose key begins with a kind."""
        for key in [key for key in self._answers if isinstance(key, tuple) and key[0] == kind]:
            del self._answers[key]
