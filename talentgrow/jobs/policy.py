"""Who may do what with jobs."""

from talentgrow.kernel.access import Actor, rule


@rule("jobs.browse")
def may_browse(_actor: Actor, _subject: None = None) -> bool:
    """Everyone who is signed in may read the job catalogue."""
    return True
