"""What can go wrong when the graph is asked."""

from talentgrow.kernel.errors import NotFound


class UnknownJob(NotFound):
    """The job is not in the graph: it came after the graph was built."""


class UnreadableSnapshot(NotFound):
    """The bytes are no snapshot of this version: the graph must be built again."""
