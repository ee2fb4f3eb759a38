"""Forms of the skill catalogue."""

from collections.abc import Callable, Mapping
from typing import Any, Self

from flask import request
from wtforms import HiddenField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, ValidationError

from talentgrow.infra.forms import AppForm
from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.kernel.levels import LEVELS
from talentgrow.kernel.localized import Localized
from talentgrow.kernel.text import search_key
from talentgrow.skills import queries
from talentgrow.skills.editing import SkillValues
from talentgrow.skills.models import Skill, SkillFamily, SkillKind
from talentgrow.skills.wording import FamilyValues

LONGEST_NAME = 200
LONGEST_TEXT = 2_000
LONGEST_SENTENCE = 300
LONGEST_NUMBER = 9
NO_FAMILY = 0
KINDS = {
    SkillKind.KNOW_HOW: _("Know-how"),
    SkillKind.KNOWLEDGE: _("Knowledge"),
    SkillKind.BEHAVIOUR: _("Behaviour"),
}
LOCALES = {"": _("Both languages"), "fr": _("French"), "en": _("English")}
# Names of the public catalogues; they are the same in both languages.
SCHEMES = {"esco": "ESCO", "rome": "ROME", "onet": "O*NET"}


def _choices(words: Mapping[Any, object]) -> Callable[[], list[SelectChoice]]:
    """Return what asks for the words only once somebody reads them, in their language."""
    return lambda: [SelectChoice(value, str(said)) for value, said in words.items()]


def _stripped(text: str | None) -> str:
    return " ".join((text or "").split())


class CatalogueForm(AppForm):
    """A form which may stand beside another one, and may know which version it was filled from."""

    version = HiddenField()

    @classmethod
    def blank(cls) -> Self:
        """Return the form as it is before anything is typed, whatever was posted."""
        return cls(None)

    def seen_version(self) -> int:
        """Return the version of the skill the form was filled from; nonsense is none."""
        text = str(self.version.data or "")
        return int(text) if text.isdecimal() and len(text) < LONGEST_NUMBER else 0


class SkillForm(CatalogueForm):
    """Create or edit a skill."""

    name_fr = StringField(_("Name in French"), [Length(max=LONGEST_NAME)], filters=[_stripped])
    name_en = StringField(_("Name in English"), [Length(max=LONGEST_NAME)], filters=[_stripped])
    description_fr = TextAreaField(_("Description in French"), [Length(max=LONGEST_TEXT)])
    description_en = TextAreaField(_("Description in English"), [Length(max=LONGEST_TEXT)])
    kind = SelectField(_("Kind"), choices=_choices(KINDS), coerce=SkillKind)
    family_id = SelectField(_("Family"), coerce=int)
    broader_name = StringField(_("Broader skill"), [Length(max=LONGEST_NAME)], filters=[_stripped])
    broader_id: int | None = None

    def offer(self, families: list[tuple[int, str]], none: str) -> None:
        """Say which families can be chosen."""
        self.family_id.choices = _choices({NO_FAMILY: none} | dict(families))()

    def validate_name_fr(self, field: StringField) -> None:
        """Ask for a name in one language at least."""
        if not search_key(field.data) and not search_key(self.name_en.data):
            raise ValidationError(_("Give the skill a name in at least one language."))

    def validate_broader_name(self, field: StringField) -> None:
        """Find the broader skill by its name, an alias or a code."""
        if not field.data:
            return
        found = queries.called(field.data)
        if not found:
            raise ValidationError(_("No skill is called so: choose one of those proposed."))
        if len(found) > 1:
            raise ValidationError(_("Several skills are called so: give the code of one."))
        self.broader_id = found[0].id

    def values(self) -> SkillValues:
        """Return what was typed, as the service takes it."""
        return SkillValues(
            name_fr=self.name_fr.data,
            name_en=self.name_en.data,
            description_fr=(self.description_fr.data or "").strip(),
            description_en=(self.description_en.data or "").strip(),
            kind=self.kind.data,
            family_id=self.family_id.data or None,
            broader_id=self.broader_id,
        )


def values_of(skill: Skill, language: str) -> dict[str, Any]:
    """Return what a form for a loaded skill shows first."""
    return {
        "family_id": skill.family_id or NO_FAMILY,
        "broader_name": skill.broader.name.in_(language) if skill.broader else "",
        "version": skill.version,
    }


class AliasForm(CatalogueForm):
    """Add another word for a skill."""

    text = StringField(
        _("Another word"), [InputRequired(), Length(max=LONGEST_NAME)], filters=[_stripped]
    )
    locale = SelectField(_("In"), choices=_choices(LOCALES))


class CodeForm(CatalogueForm):
    """Add the code of a public catalogue."""

    scheme = SelectField(_("Catalogue"), choices=_choices(SCHEMES))
    code = StringField(_("Code"), [InputRequired(), Length(max=200)], filters=[_stripped])


class SentencesForm(CatalogueForm):
    """Say what each level means for one skill, in both languages."""

    def values(self) -> dict[int, Localized]:
        """Return what was typed for each level."""
        return {
            level: Localized(
                *(_stripped(self[f"{language}_{level}"].data) for language in ("fr", "en"))
            )
            for level in range(len(LEVELS))
        }


for _level in range(len(LEVELS)):
    for _language, _label in (("fr", _("In French")), ("en", _("In English"))):
        setattr(
            SentencesForm,
            f"{_language}_{_level}",
            TextAreaField(_label, [Length(max=LONGEST_SENTENCE)]),
        )


class FamilyForm(CatalogueForm):
    """Create or edit a family of skills."""

    code = StringField(_("Code"), [InputRequired(), Length(max=40)], filters=[_stripped])
    name_fr = StringField(
        _("Name in French"), [InputRequired(), Length(max=LONGEST_NAME)], filters=[_stripped]
    )
    name_en = StringField(
        _("Name in English"), [InputRequired(), Length(max=LONGEST_NAME)], filters=[_stripped]
    )
    seen_code = HiddenField()
    seen_fr = HiddenField()
    seen_en = HiddenField()

    @classmethod
    def filled(cls, family: SkillFamily) -> Self:
        """Return the form as it is when somebody opens it now, whatever was posted."""
        return cls(None, obj=family, **seen_of(family))

    def values(self) -> FamilyValues:
        """Return what was typed, as the service takes it."""
        return FamilyValues(
            code=self.code.data, name_fr=self.name_fr.data, name_en=self.name_en.data
        )

    def seen(self) -> FamilyValues:
        """Return what the form showed when it was opened."""
        return FamilyValues(
            code=self.seen_code.data or "",
            name_fr=self.seen_fr.data or "",
            name_en=self.seen_en.data or "",
        )


def seen_of(family: SkillFamily) -> dict[str, str]:
    """Return what a form for a family remembers of it."""
    return {
        "seen_code": family.code,
        "seen_fr": family.name_fr,
        "seen_en": family.name_en,
    }


class DifferentForm(CatalogueForm):
    """Say that two skills are different, and why."""

    one = IntegerField(validators=[InputRequired()])
    other = IntegerField(validators=[InputRequired()])
    reason = StringField(_("Why (optional)"), [Length(max=LONGEST_SENTENCE)], filters=[_stripped])


class SkillSearchForm(AppForm):
    """Several buttons in one form: some save it, others look for a skill, add or remove one."""

    skill_words = StringField(_("Find a skill to add"), [Length(max=100)])
    looked_for = HiddenField()
    # The verbs of the buttons that save.
    saving = frozenset({"save"})

    @property
    def order(self) -> tuple[str, int]:
        """Return which button was pressed: its verb, and the skill it stands beside or 0."""
        verb, _colon, number = request.form.get("do", "save").partition(":")
        return verb, int(number) if number.isdecimal() and len(number) < 10 else 0

    @property
    def is_to_be_saved(self) -> bool:
        """Tell whether the form is to be saved; the Enter key after words to find is a search."""
        words = (self.skill_words.data or "").strip()
        return self.order[0] in self.saving and words in {"", self.looked_for.data}
