"""Who may do what with skills."""

from talentgrow.kernel.access import Actor, rule


@rule("skills.browse")
def may_browse(_actor: Actor, _subject: None = None) -> bool:
    """Everyone who is signed in may read the skill catalogue."""
    return True


@rule("skills.read_levels")
def may_read_levels(actor: Actor, person_id: int) -> bool:
    """Skill levels are open to the person, their manager and HR."""
    return actor.is_hr or actor.is_person(person_id) or actor.manages(person_id)


@rule("skills.declare")
def may_declare(actor: Actor, person_id: int) -> bool:
    """People declare their own skill levels, nobody else’s."""
    return actor.is_person(person_id)
