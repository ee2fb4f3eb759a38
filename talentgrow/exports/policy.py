"""Who may take which list along as a file."""

from talentgrow.kernel.access import Actor, rule


@rule("exports.people")
def may_export_people(actor: Actor, _subject: None = None) -> bool:
    """HR takes lists of people along, of the part of the organisation they look after."""
    return actor.is_hr


@rule("exports.levels")
def may_export_levels(_actor: Actor, _subject: None = None) -> bool:
    """Everybody takes their own levels along; HR those of the people they look after."""
    return True


@rule("exports.catalogues")
def may_export_catalogues(_actor: Actor, _subject: None = None) -> bool:
    """Everyone who is signed in may take the catalogues of jobs and skills along."""
    return True
