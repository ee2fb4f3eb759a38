"""Who may do what with accounts."""

from talentgrow.kernel.access import Actor, rule


@rule("auth.own_account")
def may_open_account(_actor: Actor, _subject: None = None) -> bool:
    """Everyone who is signed in may open their own account."""
    return True
