"""Who may do what with accounts."""

from talentgrow.kernel.access import Actor, rule


@rule("auth.own_account")
def may_open_account(_actor: Actor, _subject: None = None) -> bool:
    """Everyone who is signed in may open their own account."""
    return True


@rule("accounts.read")
def may_read_accounts(actor: Actor, _subject: None = None) -> bool:
    """Accounts are looked after by administrators."""
    return actor.is_admin


@rule("accounts.change")
def may_change_account(actor: Actor, person_id: int) -> bool:
    """Administrators change the accounts of others, never their own: ask another administrator."""
    return actor.is_admin and not actor.is_person(person_id)
