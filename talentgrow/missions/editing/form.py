"""The form of a mission; its skills are added and removed by buttons, with or without script."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    FloatField,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange
from wtforms.widgets import HiddenInput

from talentgrow.graph.types import Importance
from talentgrow.infra import clock
from talentgrow.infra.forms import AppForm
from talentgrow.infra.i18n import language, localized
from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.infra.web import LARGEST_ID
from talentgrow.kernel.levels import LEVELS
from talentgrow.missions.editing import choices
from talentgrow.missions.models import Audience, Mission, Place
from talentgrow.missions.values import (
    LONGEST_IDEA,
    LONGEST_TEXT,
    LONGEST_TITLE,
    MOST_SKILLS,
    PLAIN,
    MissionValues,
    SkillValues,
)
from talentgrow.skills.forms import SkillSearchForm

NONE = 0
USUAL_GROWTH = 3
PLACES = {
    Place.SITE: _("On site"),
    Place.REMOTE: _("From anywhere"),
    Place.HYBRID: _("On site, and from anywhere"),
}
AUDIENCES = {
    Audience.EVERYBODY: _("Everybody in the house"),
    Audience.UNIT: _("People of the unit chosen above, and of those below it"),
    Audience.SITE: _("People of the site chosen above"),
}
RELEASED = {"yes": _("Released from the job"), "no": _("Beside the job")}
IMPORTANCES = {Importance.ESSENTIAL: _("essential"), Importance.USEFUL: _("useful")}


def _offered(words: Mapping[Any, Any]) -> Any:
    """Return what makes the choices, in the language of the reader."""
    return lambda: [SelectChoice(str(value), str(text)) for value, text in words.items()]


def _levels(nothing: Any) -> Any:
    return lambda: [
        SelectChoice(str(NONE), str(nothing)),
        *(
            SelectChoice(str(level), f"{level} · {localized(LEVELS[level])}")
            for level in range(1, len(LEVELS))
        ),
    ]


class SkillRow(AppForm):
    """One skill which the mission needs or grows."""

    class Meta:
        """The whole form carries the token."""

        csrf = False

    skill_id = IntegerField(
        validators=[InputRequired(), NumberRange(1, LARGEST_ID)], widget=HiddenInput()
    )
    needed = SelectField(_("Needed"), choices=_levels(_("not needed")), coerce=int)
    importance = SelectField(_("Importance"), choices=_offered(IMPORTANCES))
    grown_to = SelectField(_("Grows to"), choices=_levels(_("does not grow")), coerce=int)


class HoursField(FloatField):
    """A number of hours, with a comma or a point, as people of both languages type it."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed."""
        typed = [str(value).replace(",", ".") for value in valuelist]
        super().process_formdata(typed)  # type: ignore[no-untyped-call]

    def _value(self) -> str:
        if self.raw_data or self.data is None:
            return str(super()._value())  # type: ignore[no-untyped-call]
        shown = f"{self.data:g}"
        return shown.replace(".", ",") if language() == "fr" else shown


def _text(label: Any) -> TextAreaField:
    return TextAreaField(label, [Length(max=LONGEST_TEXT)])


class MissionForm(SkillSearchForm):
    """Everything that owners say about their mission."""

    # The version from which the form was filled, and the name of this sending.
    seen = HiddenField()
    key = HiddenField()
    title_fr = StringField(_("Title in French"), [Length(max=LONGEST_TITLE)])
    title_en = StringField(_("Title in English"), [Length(max=LONGEST_TITLE)])
    tasks_fr = _text(_("What one will do, in French"))
    tasks_en = _text(_("What one will do, in English"))
    learning_fr = _text(_("What one will learn, in French"))
    learning_en = _text(_("What one will learn, in English"))
    theme_id = SelectField(_("Theme it serves"), choices=choices.themes, coerce=int)
    source_idea = TextAreaField(_("The idea it comes from"), [Length(max=LONGEST_IDEA)])
    unit_id = SelectField(_("Unit"), choices=choices.units, coerce=int)
    site_id = SelectField(_("Site"), choices=choices.sites, coerce=int)
    place = SelectField(_("Place"), choices=_offered(PLACES))
    hours_a_week = HoursField(  # type: ignore[no-untyped-call]
        _("Hours a week"), [InputRequired(_("Say how many hours."))]
    )
    is_released = RadioField(_("This time is"), choices=_offered(RELEASED))
    seats = IntegerField(_("Seats"), [InputRequired(_("Say how many people."))])
    starts_on = DateField(_("First day"), [InputRequired(_("Choose a day."))])
    ends_on = DateField(_("Last day"), [InputRequired(_("Choose a day."))])
    apply_by = DateField(_("Last day to apply"), [InputRequired(_("Choose a day."))])
    audience = RadioField(_("Who may apply"), choices=_offered(AUDIENCES))
    months_in_post = IntegerField(_("Months in the post"), [InputRequired(_("Write 0 for none."))])
    keeps_accepting = BooleanField(_("Let people apply for a waiting list once it is full"))
    skills = FieldList(FormField(SkillRow), max_entries=MOST_SKILLS)
    saving = frozenset({"save", "publish"})

    @property
    def skill_ids(self) -> list[int]:
        """Return the ids of the skills in the rows."""
        ids = (row.skill_id.data for row in self.skills)
        return [skill_id for skill_id in ids if skill_id and 0 < skill_id <= LARGEST_ID]

    @property
    def languages(self) -> tuple[str, str]:
        """Return the reader's language, then the one which may be added."""
        return ("fr", "en") if language() == "fr" else ("en", "fr")

    @property
    def is_in_both_languages(self) -> bool:
        """Tell whether something is written, or wrong, in the language that is folded away."""
        second = self.languages[1]
        fields = [self[f"{name}_{second}"] for name in ("title", "tasks", "learning")]
        return any(field.data or field.errors for field in fields)

    def rearrange(self) -> None:
        """Add or remove the row which the pressed button stands for."""
        verb, skill_id = self.order
        if verb == "remove":
            self.skills.entries = [row for row in self.skills if row.skill_id.data != skill_id]
        elif verb == "add" and skill_id not in {0, *self.skill_ids}:
            importance = Importance.ESSENTIAL.value
            row = {"skill_id": skill_id, "needed": NONE, "grown_to": USUAL_GROWTH}
            if len(self.skills) < MOST_SKILLS:
                self.skills.append_entry(row | {"importance": importance})

    def values(self) -> MissionValues:
        """Return what was typed, as the service takes it."""
        texts = ("title", "tasks", "learning")
        written = {
            f"{name}_{locale}": (self[f"{name}_{locale}"].data or "").strip()
            for name in texts
            for locale in ("fr", "en")
        }
        return MissionValues(
            **written,
            unit_id=self.unit_id.data or None,
            site_id=self.site_id.data or None,
            theme_id=self.theme_id.data or None,
            seats=self.seats.data,
            hours_a_week=self.hours_a_week.data,
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
            apply_by=self.apply_by.data,
            place=Place(self.place.data),
            is_released=self.is_released.data == "yes",
            audience=Audience(self.audience.data),
            months_in_post=self.months_in_post.data,
            keeps_accepting=bool(self.keeps_accepting.data),
            source_idea=(self.source_idea.data or "").strip(),
            skills=tuple(
                SkillValues(
                    row.skill_id.data,
                    row.needed.data or None,
                    row.grown_to.data or None,
                    Importance(row.importance.data),
                )
                for row in self.skills
            ),
        )

    def show(self, errors: Mapping[str, str]) -> None:
        """Put what the service found wrong beside the fields; texts in the language read first."""
        for name, words in errors.items():
            field = self[name] if name in self else self[f"{name}_{self.languages[0]}"]
            field.errors = (words,)


def filled_from(mission: Mission) -> dict[str, Any]:
    """Return what a wholly loaded mission says, as the fields of the form."""
    values = {name: getattr(mission, name) for name in PLAIN}
    return values | {
        "unit_id": mission.unit_id or NONE,
        "site_id": mission.site_id or NONE,
        "theme_id": mission.theme_id or NONE,
        "place": mission.place.value,
        "audience": mission.audience.value,
        "is_released": "yes" if mission.is_released else "no",
        "skills": [
            {
                "skill_id": row.skill_id,
                "needed": row.needed or NONE,
                "grown_to": row.grown_to or NONE,
                "importance": row.importance.value,
            }
            for row in mission.skills
        ],
    }


def usual(unit_id: int | None, site_id: int | None) -> dict[str, Any]:
    """Return what an empty form proposes: where the person works, and dates that leave time."""
    today = clock.today()
    monday = today + timedelta(days=28 - today.weekday())
    return {
        "unit_id": unit_id or NONE,
        "site_id": site_id or NONE,
        "theme_id": NONE,
        "place": Place.HYBRID.value,
        "audience": Audience.EVERYBODY.value,
        "is_released": "yes",
        "hours_a_week": 3,
        "seats": 1,
        "months_in_post": 0,
        "keeps_accepting": True,
        "starts_on": monday,
        "ends_on": monday + timedelta(weeks=12, days=-3),
        "apply_by": monday - timedelta(days=10),
    }


def dates_anew(values: dict[str, Any]) -> dict[str, Any]:
    """Return what a copied mission says with dates to come, as long as those of the first."""
    length = values["ends_on"] - values["starts_on"]
    fresh = usual(None, None)
    days = {name: fresh[name] for name in ("starts_on", "apply_by")}
    return values | days | {"ends_on": fresh["starts_on"] + length}
