"""Forms of the path pages."""

from wtforms import HiddenField
from wtforms.validators import AnyOf, InputRequired

from talentgrow.graph.results import PathLabel
from talentgrow.infra.forms import AppForm
from talentgrow.mobility.models import JobWish
from talentgrow.mobility.path_pages.destinations import Pace

NO_WISH = "none"


class SavePathForm(AppForm):
    """Keep one of the paths shown; `seen` is the data it was computed from."""

    open = HiddenField(validators=[AnyOf([label.value for label in PathLabel])])
    pace = HiddenField(validators=[AnyOf([pace.value for pace in Pace])])
    seen = HiddenField(validators=[InputRequired()])


class WishForm(AppForm):
    """Say that one would like a job, does not want it, or take that back."""

    wish = HiddenField(validators=[AnyOf([NO_WISH, *(wish.value for wish in JobWish)])])

    @property
    def choice(self) -> JobWish | None:
        """Return what was said; nothing when it was taken back."""
        return None if self.wish.data == NO_WISH else JobWish(self.wish.data)
