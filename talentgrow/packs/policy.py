"""Who may do what with starter packs."""

from talentgrow.jobs.models import Job
from talentgrow.kernel.access import Actor, rule


@rule("packs.manage")
def may_manage(actor: Actor, _subject: None = None) -> bool:
    """HR of the whole organisation keeps and loads starter packs."""
    return actor.is_hr_for_all


@rule("packs.propose")
def may_propose(actor: Actor, _job: Job) -> bool:
    """HR of the whole organisation adds proposed skills to jobs."""
    return actor.is_hr_for_all
