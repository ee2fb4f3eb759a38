"""Who may do what with jobs."""

from talentgrow.jobs.models import Job
from talentgrow.kernel.access import Actor, rule


@rule("jobs.browse")
def may_browse(_actor: Actor, _subject: None = None) -> bool:
    """Everyone who is signed in may read the job catalogue."""
    return True


@rule("jobs.declare_bridge")
def may_declare_bridge(actor: Actor, _job: Job) -> bool:
    """HR declares bridges between jobs and takes them back."""
    return actor.is_hr
