"""Time calls: medians, tails and how much they spread from one repeat to the next."""

import time
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

HEADINGS = ("", "median ms", "p95 ms", "spread", "CPU median", "CPU p95")


@dataclass
class Timings:
    """Seconds of several calls: by the clock, and of the processor alone.

    On a machine that others use as well, the tail by the clock is theirs, not the call's.
    """

    wall: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    def of(self, call: Callable[[], object], repeats: int = 1) -> "Timings":
        """Time a call some more times, and return self."""
        for _ in range(repeats):
            wall, processor = time.perf_counter(), time.thread_time()
            call()
            self.processor.append(time.thread_time() - processor)
            self.wall.append(time.perf_counter() - wall)
        return self

    @property
    def median(self) -> float:
        """Return the median by the clock."""
        return float(np.median(self.wall))

    def cells(self) -> tuple[str, ...]:
        """Return what stands under the headings, in milliseconds; half the middle half as spread.

        >>> Timings([0.001] * 3, [0.001] * 3).cells()
        ('1.00', '1.00', '±0 %', '1.00', '1.00')
        """
        low, middle, high, tail = np.percentile(np.array(self.wall) * 1000, (25, 50, 75, 95))
        own, own_tail = np.percentile(np.array(self.processor) * 1000, (50, 95))
        spread = f"±{(high - low) / 2 / middle * 100:.0f} %"
        return (f"{middle:.2f}", f"{tail:.2f}", spread, f"{own:.2f}", f"{own_tail:.2f}")


def peak_megabytes(call: Callable[[], object]) -> float:
    """Return how much memory a call takes at most on top of what is held; slows it down."""
    tracemalloc.start()
    call()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 2**20
