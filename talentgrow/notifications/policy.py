"""Who may do what with notices."""

from talentgrow.kernel.access import Actor, rule
from talentgrow.notifications.models import Notice


@rule("notifications.browse")
def may_browse(actor: Actor, _subject: None = None) -> bool:
    """Everyone who is signed in reads the news that is for them."""
    return actor.person_id is not None


@rule("notifications.open")
def may_open(actor: Actor, notice: Notice) -> bool:
    """News is open to the person it is for, and to nobody else."""
    return actor.is_person(notice.person_id)
