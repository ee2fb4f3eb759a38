"""The life of an import: chosen, columns named, checked, stored."""

from enum import StrEnum

from talentgrow.kernel.workflow import Workflow


class RunStatus(StrEnum):
    """How far an import has come."""

    UPLOADED = "uploaded"
    CHECKING = "checking"
    CHECKED = "checked"
    REFUSED = "refused"
    APPLYING = "applying"
    APPLIED = "applied"
    FAILED = "failed"
    DROPPED = "dropped"


S = RunStatus
IMPORT_FLOW = Workflow(
    # Also from the middle of the work, where it was interrupted: the service sees to that.
    check=({S.UPLOADED, S.CHECKING, S.CHECKED, S.REFUSED, S.APPLYING, S.FAILED}, S.CHECKING),
    find_sound=({S.CHECKING}, S.CHECKED),
    refuse=({S.CHECKING, S.APPLYING}, S.REFUSED),
    apply=({S.CHECKED}, S.APPLYING),
    finish=({S.APPLYING}, S.APPLIED),
    fail=({S.CHECKING, S.APPLYING}, S.FAILED),
    drop=({S.UPLOADED, S.CHECKED, S.REFUSED, S.FAILED}, S.DROPPED),
)
# Somebody waits while a task works.
AT_WORK = frozenset({S.CHECKING, S.APPLYING})
# Nothing happens to it any more.
OVER = frozenset({S.APPLIED, S.DROPPED})
