"""Who may do what with people."""

from talentgrow.kernel.access import Actor, rule


@rule("people.browse")
def may_browse(_actor: Actor, _subject: None = None) -> bool:
    """Everyone who is signed in may look colleagues up."""
    return True


@rule("people.read_career")
def may_read_career(actor: Actor, person_id: int) -> bool:
    """A career is open to the person, their manager and HR."""
    return actor.is_hr_for(person_id) or actor.is_person(person_id) or actor.manages(person_id)


@rule("people.read_team")
def may_read_team(actor: Actor, _subject: None = None) -> bool:
    """The page of a team is for the manager to whom its people report."""
    return bool(actor.report_ids)


@rule("people.prefer")
def may_prefer(actor: Actor, person_id: int) -> bool:
    """People choose their own language, time zone and notices, nobody else’s."""
    return actor.is_person(person_id)


@rule("people.hire")
def may_hire(actor: Actor, _subject: None = None) -> bool:
    """HR writes down who joins, each for their part of the organisation."""
    return actor.is_hr


@rule("people.edit")
def may_edit(actor: Actor, person_id: int) -> bool:
    """HR keeps the records of the people in their part, never their own record."""
    return actor.is_hr_for(person_id) and not actor.is_person(person_id)
