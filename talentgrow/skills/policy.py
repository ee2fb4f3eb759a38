"""Who may do what with skills."""

from talentgrow.kernel.access import Actor, rule


@rule("skills.browse")
def may_browse(_actor: Actor, _subject: None = None) -> bool:
    """Everyone who is signed in may read the skill catalogue."""
    return True


@rule("skills.read_levels")
def may_read_levels(actor: Actor, person_id: int) -> bool:
    """Skill levels are open to the person, their manager and HR."""
    return actor.is_hr_for(person_id) or actor.is_person(person_id) or actor.manages(person_id)


@rule("skills.declare")
def may_declare(actor: Actor, person_id: int) -> bool:
    """People declare their own skill levels, nobody else’s."""
    return actor.is_person(person_id)


@rule("skills.curate")
def may_curate(actor: Actor, _subject: object = None) -> bool:
    """HR of the whole organisation keeps the skill catalogue in order."""
    return actor.is_hr_for_all


@rule("skills.read_history")
def may_read_history(actor: Actor, _subject: object = None) -> bool:
    """HR reads who changed what in the skill catalogue."""
    return actor.is_hr
