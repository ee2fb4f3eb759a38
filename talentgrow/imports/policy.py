"""Who may do what with imports."""

from talentgrow.kernel.access import Actor, rule


@rule("imports.read")
def may_read(actor: Actor, _subject: None = None) -> bool:
    """HR and administrators read which files were imported."""
    return actor.is_hr or actor.is_admin
