"""The form of a job profile; its rows are added and removed by buttons, with or without script."""

from typing import Any

from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, Regexp
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from talentgrow.graph.types import Importance
from talentgrow.infra.forms import AppForm
from talentgrow.infra.i18n import gettext, localized
from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.infra.web import LARGEST_ID
from talentgrow.jobs import queries
from talentgrow.jobs.forms import offered
from talentgrow.jobs.models import Job, Tag
from talentgrow.jobs.service import JobValues, NeedValues
from talentgrow.kernel.levels import LEVELS
from talentgrow.skills.forms import SkillSearchForm

LONGEST_TITLE = 160
LONGEST_DESCRIPTION = 4000
LONGEST_NOTE = 400
MOST_NEEDS = 150
NO_FAMILY = 0
SCHEMES = {"rome": "ROME", "esco": "ESCO", "onet": "O*NET"}
TAGS = {
    Tag.EMERGING: _("Emerging: the house will need more of it"),
    Tag.SHORTAGE: _("In shortage: people are hard to find"),
    Tag.AT_RISK: _("At risk: the house will need less of it"),
}
IMPORTANCES = {Importance.ESSENTIAL: _("essential"), Importance.USEFUL: _("useful")}


def _levels() -> list[SelectChoice]:
    return [
        SelectChoice(str(level), f"{level} · {localized(LEVELS[level])}")
        for level in range(1, len(LEVELS))
    ]


def _families() -> list[SelectChoice]:
    known = [SelectChoice(str(one.id), localized(one.name)) for one in queries.families()]
    return [SelectChoice(str(NO_FAMILY), gettext("No family")), *known]


class NeedRow(AppForm):
    """One skill which the job asks for."""

    class Meta:
        """The whole form carries the token."""

        csrf = False

    skill_id = IntegerField(
        validators=[InputRequired(), NumberRange(1, LARGEST_ID)], widget=HiddenInput()
    )
    level = SelectField(_("Level"), choices=_levels, coerce=int)
    importance = SelectField(_("Importance"), choices=offered(IMPORTANCES))


class CodeRow(AppForm):
    """What the job is called in one public catalogue; an empty row says nothing."""

    class Meta:
        """The whole form carries the token."""

        csrf = False

    scheme = SelectField(_("Catalogue"), choices=offered(SCHEMES), default="rome")
    code = StringField(_("Code"), [Length(max=120)])


class ProfileForm(SkillSearchForm):
    """Everything a job profile says, and why it changes."""

    # The mark of the profile from which the form was filled.
    seen = HiddenField()
    title_fr = StringField(_("Title in French"), [DataRequired(), Length(max=LONGEST_TITLE)])
    title_en = StringField(_("Title in English"), [DataRequired(), Length(max=LONGEST_TITLE)])
    description_fr = TextAreaField(_("Description in French"), [Length(max=LONGEST_DESCRIPTION)])
    description_en = TextAreaField(_("Description in English"), [Length(max=LONGEST_DESCRIPTION)])
    family_id = SelectField(_("Family"), choices=_families, coerce=int)
    grade = IntegerField(_("Grade"), [Optional(), NumberRange(0, 99)])
    is_temporary = BooleanField(_("A temporary job: students, seasonal work, pools"))
    tags = SelectMultipleField(
        _("What is to be known of its future"),
        choices=offered(TAGS),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    codes = FieldList(FormField(CodeRow), min_entries=1, max_entries=20)
    needs = FieldList(FormField(NeedRow), max_entries=MOST_NEEDS)
    note = TextAreaField(_("Why it changes"), [Length(max=LONGEST_NOTE)])

    @property
    def skills(self) -> list[int]:
        """Return the ids of the skills in the rows."""
        ids = (row.skill_id.data for row in self.needs)
        return [skill_id for skill_id in ids if skill_id and 0 < skill_id <= LARGEST_ID]

    def rearrange(self) -> None:
        """Add or remove the row which the pressed button stands for."""
        verb, skill_id = self.order
        if verb == "remove":
            self.needs.entries = [row for row in self.needs if row.skill_id.data != skill_id]
        elif verb == "add" and skill_id not in self.skills and len(self.needs) < MOST_NEEDS:
            self.needs.append_entry(
                {"skill_id": skill_id, "level": 3, "importance": Importance.ESSENTIAL.value}
            )
        elif verb == "code" and len(self.codes) < 20:
            self.codes.append_entry()

    def values(self) -> JobValues:
        """Return what was typed, as the service takes it."""
        return JobValues(
            title_fr=self.title_fr.data.strip(),
            title_en=self.title_en.data.strip(),
            description_fr=(self.description_fr.data or "").strip(),
            description_en=(self.description_en.data or "").strip(),
            family_id=self.family_id.data or None,
            grade=self.grade.data,
            is_temporary=self.is_temporary.data,
            tags=frozenset(Tag(tag) for tag in self.tags.data),
            codes=frozenset(
                (row.scheme.data, row.code.data.strip())
                for row in self.codes
                if (row.code.data or "").strip()
            ),
            needs=tuple(
                NeedValues(row.skill_id.data, row.level.data, Importance(row.importance.data))
                for row in self.needs
            ),
        )


class NewProfileForm(ProfileForm):
    """A job which the catalogue does not have yet."""

    code = StringField(
        _("Our own code"),
        [
            DataRequired(),
            Length(max=40),
            Regexp(r"\s*[\w.\-/ ]+$", message=_("Letters, digits, hyphens and points only.")),
        ],
    )


def filled_from(job: Job) -> dict[str, Any]:
    """Return what a wholly loaded job says, as the fields of the form."""
    return {
        "title_fr": job.title_fr,
        "title_en": job.title_en,
        "description_fr": job.description_fr,
        "description_en": job.description_en,
        "family_id": job.family_id or NO_FAMILY,
        "grade": job.grade,
        "is_temporary": job.is_temporary,
        "tags": [row.tag.value for row in job.tags],
        "codes": [{"scheme": row.scheme, "code": row.code} for row in job.codes],
        "needs": [
            {
                "skill_id": need.skill_id,
                "level": need.level,
                "importance": need.importance.value,
            }
            for need in queries.needs(job)
        ],
    }
