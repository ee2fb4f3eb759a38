"""The life of a saved path."""

from enum import StrEnum

from talentgrow.kernel.workflow import Workflow


class PathStatus(StrEnum):
    """Who may read a saved path."""

    PRIVATE = "private"
    SHARED = "shared"
    DROPPED = "dropped"


S = PathStatus
PATH_FLOW = Workflow(
    share=({S.PRIVATE}, S.SHARED),
    unshare=({S.SHARED}, S.PRIVATE),
    drop=({S.PRIVATE, S.SHARED}, S.DROPPED),
)
