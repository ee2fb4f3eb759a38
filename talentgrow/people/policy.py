"""Who may do what with people."""

from talentgrow.kernel.access import Actor, rule


@rule("people.browse")
def may_browse(_actor: Actor, _subject: None = None) -> bool:
    """Everyone who is signed in may look colleagues up."""
    return True


@rule("people.read_career")
def may_read_career(actor: Actor, person_id: int) -> bool:
    """A career is open to the person, their manager and HR."""
    return actor.is_hr or actor.is_person(person_id) or actor.manages(person_id)
