"""Who may do what with jobs."""

from talentgrow.kernel.access import Actor, rule


@rule("jobs.browse")
def may_browse(_actor: Actor, _subject: None = None) -> bool:
    """Everyone who is signed in may read the job catalogue."""
    return True


@rule("jobs.edit")
def may_edit(actor: Actor, _job: object = None) -> bool:
    """HR of the whole organisation writes job profiles and families."""
    return actor.is_hr_for_all


@rule("jobs.read_bridges")
def may_read_bridges(actor: Actor, _subject: None = None) -> bool:
    """HR reads all bridges between jobs, with who declared them."""
    return actor.is_hr


@rule("jobs.declare_bridge")
def may_declare_bridge(actor: Actor, _job: object = None) -> bool:
    """HR of the whole organisation declares bridges between jobs and takes them back."""
    return actor.is_hr_for_all
