"""Chance that always falls the same way for the same seed."""

from random import Random


def dice(seed: int, purpose: str) -> Random:
    """Return a source of chance of its own for one purpose.

    Each step draws from its own source, so that a change in one leaves the others as they were.

    >>> dice(1934, "names").random() == dice(1934, "names").random()
    True
    """
    # Nothing here is secret: what matters is that it can be repeated.
    return Random(f"{seed} {purpose}")  # noqa: S311
