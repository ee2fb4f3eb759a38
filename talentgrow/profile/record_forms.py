"""Forms with which HR keeps the record of a person."""

import unicodedata
from collections.abc import Iterable
from datetime import date

from wtforms import DateField, HiddenField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    Optional,
    Regexp,
    ValidationError,
)

from talentgrow.infra.forms import AppForm
from talentgrow.infra.i18n import gettext, lazy_gettext, localized
from talentgrow.people.organisation import Places
from talentgrow.people.service import Details, Post

_ = lazy_gettext
NONE = 0
LONGEST_NAME = 80
EARLIEST, LATEST = date(1930, 1, 1), date(2100, 1, 1)
# What can be an address, inside a house as well: no list of the world’s domains is asked.
ADDRESS = r"[^@\s,;<>\"]{1,64}@[^@\s,;<>\"]+\.[^@\s.,;<>\"]{2,}\Z"
_STEP = "\u2003"


def _tidy(text: str | None) -> str:
    """Return a text on one line, without signs that cannot be seen."""
    seen = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in text or "")
    return " ".join(seen.split())


def _choices(none: str, some: Iterable[tuple[int, str]]) -> list[SelectChoice]:
    """Return what a list offers, none of it first."""
    return [SelectChoice(str(key), words) for key, words in ((NONE, none), *some)]


class _Plausible:
    """Keep a day within the years of anybody’s working life."""

    def __call__(self, _form: AppForm, field: DateField) -> None:
        if not EARLIEST <= field.data <= LATEST:
            raise ValidationError(gettext("Is the year right?"))


class SeenForm(AppForm):
    """A form that knows which state of the record it was written from."""

    seen = HiddenField()


class DetailsForm(SeenForm):
    """How a person is called and reached."""

    first_name = StringField(_("First name"), [Length(max=LONGEST_NAME)], filters=[_tidy])
    last_name = StringField(
        _("Last name"), [DataRequired(), Length(max=LONGEST_NAME)], filters=[_tidy]
    )
    email = StringField(
        _("E-mail address"),
        [Optional(), Length(max=200), Regexp(ADDRESS, message=_("Is the address complete?"))],
        filters=[_tidy],
    )

    def details(self) -> Details:
        """Return what was typed, as the service takes it."""
        return Details(
            first_name=self.first_name.data,
            last_name=self.last_name.data,
            email=self.email.data or None,
        )


class PostForm(SeenForm):
    """What a person does from a day on; the manager is named by number or address."""

    job = SelectField(_("Job"), coerce=int, render_kw={"data-tom": "1"})
    unit = SelectField(_("Unit"), coerce=int, render_kw={"data-tom": "1"})
    site = SelectField(_("Site"), coerce=int)
    manager = StringField(_("Manager"), [Length(max=200)], filters=[_tidy])
    from_day = DateField(_("First day"), [InputRequired(), _Plausible()])

    def offer(self, jobs: Iterable[tuple[int, str]], places: Places) -> None:
        """Fill the lists to choose from."""
        self.job.choices = _choices(gettext("Choose a job"), jobs)
        indented = [
            (option.unit.id, _STEP * option.depth + localized(option.unit.name))
            for option in places.units
        ]
        self.unit.choices = _choices(gettext("No unit"), indented)
        self.site.choices = _choices(
            gettext("No site"), ((site.id, site.name) for site in places.sites)
        )

    def validate_job(self, field: SelectField) -> None:
        """Ask for a job."""
        if field.data == NONE:
            raise ValidationError(gettext("Choose a job."))

    def post(self, manager_id: int | None) -> Post:
        """Return what was chosen, as the service takes it."""
        return Post(
            job_id=self.job.data,
            unit_id=self.unit.data or None,
            site_id=self.site.data or None,
            manager_id=manager_id,
            from_day=self.from_day.data,
        )


class HireForm(DetailsForm, PostForm):
    """Somebody who joins: name, number, address and first post."""

    number = StringField(_("Employee number"), [DataRequired(), Length(max=40)], filters=[_tidy])


class LastDayForm(SeenForm):
    """The last day of somebody who leaves."""

    last_day = DateField(_("Last day"), [InputRequired(), _Plausible()])
