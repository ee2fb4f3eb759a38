"""What can go wrong when the graph is asked."""

from talentgrow.kernel.errors import NotFound


class UnknownJob(NotFound):
    """The job is not in the graph: it came after the graph was built."""


class UnreadableSnapshot(NotFound):
    """The bytes are no snapshot of this version: the graph must be built again."""


class UnknownParticipant(NotFound):
    """A visit names somebody who does not take part in the round."""


class NotInRing(NotFound):
    """The ring has no such visit, or no such person."""


class LongestReached(NotFound):
    """No longer rings than these are looked for."""
