"""What can be chosen in the form of a mission."""

from sqlalchemy import select
from wtforms.fields import SelectChoice

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import localized
from talentgrow.kernel.text import search_key
from talentgrow.missions.models import Theme
from talentgrow.people import queries as people

NONE = "0"


def themes() -> list[SelectChoice]:
    """Return the themes by name; one that is no longer offered is there for who has it."""
    found = [
        SelectChoice(
            str(theme.id),
            _("%(name)s (no longer offered)", name=localized(theme.name))
            if theme.retired_at
            else localized(theme.name),
        )
        for theme in db.session.scalars(select(Theme))
    ]
    return [SelectChoice(NONE, _("None in particular")), *sorted(found, key=_by_label)]


def units() -> list[SelectChoice]:
    """Return the units by name."""
    found = [SelectChoice(str(unit.id), localized(unit.name)) for unit in people.units()]
    return [SelectChoice(NONE, _("No unit in particular")), *sorted(found, key=_by_label)]


def sites() -> list[SelectChoice]:
    """Return the sites by name."""
    found = [SelectChoice(str(site.id), site.name) for site in people.sites()]
    return [SelectChoice(NONE, _("No site in particular")), *found]


def _by_label(choice: SelectChoice) -> str:
    return search_key(str(choice.label))
