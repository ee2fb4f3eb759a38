"""For which part of the house something is held or kept, in a form: a unit, a site, or neither."""

from collections.abc import Iterable

from wtforms import SelectChoice, SelectField

from talentgrow.infra.i18n import gettext, localized
from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.missions.house_pages.forms import VersionedForm
from talentgrow.people.models import Site
from talentgrow.people.organisation import Option

_DEEPER = "\u2003"


def _chosen(value: object) -> int | None:
    return int(str(value)) if value not in {None, "", "None"} else None


class PlaceForm(VersionedForm):
    """A record that is edited, and the part of the house for which it is."""

    unit_id = SelectField(_("For a unit, with those below"), coerce=_chosen)
    site_id = SelectField(_("For a site"), coerce=_chosen)

    def offer_places(self, units: Iterable[Option], sites: Iterable[Site], *, no_unit: str) -> None:
        """Say which units and sites can be chosen; `no_unit` is what choosing no unit is called."""
        self.unit_id.choices = [
            SelectChoice("", no_unit),
            *(
                SelectChoice(str(one.unit.id), _DEEPER * one.depth + localized(one.unit.name))
                for one in units
            ),
        ]
        self.site_id.choices = [
            SelectChoice("", gettext("No site in particular")),
            *(SelectChoice(str(one.id), one.name) for one in sites),
        ]
