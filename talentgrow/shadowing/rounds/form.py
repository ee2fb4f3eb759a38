"""The forms of rounds: for HR, and for who takes part."""

from collections.abc import Mapping
from typing import Any, Self

from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from talentgrow.infra.forms import AppForm
from talentgrow.infra.i18n import gettext, language, localized
from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.missions.house_pages.forms import LONGEST_NUMBER, VersionedForm
from talentgrow.people.organisation import Places
from talentgrow.shadowing.exchanges.models import Round
from talentgrow.shadowing.exchanges.policy import may_edit
from talentgrow.shadowing.rounds import wording
from talentgrow.shadowing.rounds.joining import MOST_PLACES, Part
from talentgrow.shadowing.rounds.matching.teams import Team
from talentgrow.shadowing.rounds.values import (
    LONGEST_NAME,
    LONGEST_TEXT,
    PLAIN,
    SETTLED,
    TEXTS,
    RoundValues,
)

_DEEPER = "\u2003"
LONGEST_REASON = 500
LENGTHS = {
    2: _("Two: swaps only"),
    3: _("Three"),
    4: _("Four"),
    5: _("Five"),
}


def _text(label: Any) -> TextAreaField:
    return TextAreaField(label, [Length(max=LONGEST_TEXT)], render_kw={"rows": 3})


def _chosen(value: object) -> int | None:
    return int(str(value)) if value not in {None, "", "None"} else None


class RoundForm(VersionedForm):
    """Everything that HR says about a round."""

    name_fr = StringField(_("Name in French"), [Length(max=LONGEST_NAME)])
    name_en = StringField(_("Name in English"), [Length(max=LONGEST_NAME)])
    word_fr = _text(_("A word to colleagues, in French"))
    word_en = _text(_("A word to colleagues, in English"))
    join_by = DateField(_("Last day to join"), [InputRequired(_("Choose a day."))])
    visits_from = DateField(_("First day of visits"), [InputRequired(_("Choose a day."))])
    visits_to = DateField(_("Last day of visits"), [InputRequired(_("Choose a day."))])
    longest = RadioField(
        _("How many people a ring holds at most"),
        coerce=int,
        choices=lambda: [SelectChoice(str(one), str(text)) for one, text in LENGTHS.items()],
    )
    half_days = SelectField(
        _("How long a visit takes"),
        coerce=int,
        choices=lambda: [
            SelectChoice(str(number), wording.length(number)) for number in range(1, 11)
        ],
    )
    unit_id = SelectField(_("For a unit, with those below"), coerce=_chosen)
    site_id = SelectField(_("For a site"), coerce=_chosen)
    crosses_sites = BooleanField(_("People who agree to travel may visit other sites"))

    @property
    def languages(self) -> tuple[str, str]:
        """Return the reader's language, then the one which may be added."""
        return ("fr", "en") if language() == "fr" else ("en", "fr")

    @property
    def is_in_both_languages(self) -> bool:
        """Tell whether something is written, or wrong, in the language that is folded away."""
        second = self.languages[1]
        fields = [self[f"{name}_{second}"] for name in ("name", "word")]
        return any(field.data or field.errors for field in fields)

    def offer(self, places: Places, actor: Actor) -> None:
        """Say for which units and sites the actor holds rounds, and the house if they may."""

        def holds(unit_id: int | None, site_id: int | None) -> bool:
            return may_edit(actor, Round(unit_id=unit_id, site_id=site_id))

        house = gettext("The whole house, or a site") if holds(None, None) else gettext("Choose")
        self.unit_id.choices = [
            SelectChoice("", house),
            *(
                SelectChoice(str(one.unit.id), _DEEPER * one.depth + localized(one.unit.name))
                for one in places.units
                if holds(one.unit.id, None)
            ),
        ]
        self.site_id.choices = [
            SelectChoice("", gettext("No site in particular")),
            *(SelectChoice(str(one.id), one.name) for one in places.sites if holds(None, one.id)),
        ]

    def drop_settled(self) -> None:
        """Leave out what nobody changes once a round is open."""
        for name in SETTLED:
            del self[name]  # type: ignore[no-untyped-call]

    def values(self, stored: Mapping[str, Any]) -> RoundValues:
        """Return what was typed, as the service takes it; `stored` is what is not asked."""
        typed: dict[str, Any] = {
            name: self[name].data if name in self else stored[name]
            for name in PLAIN
            if name not in TEXTS
        }
        texts: dict[str, Any] = {name: _tidy(self[name].data or "") for name in TEXTS}
        return RoundValues(**typed, **texts)

    def show(self, errors: Mapping[str, str]) -> None:
        """Put what the service found wrong beside the fields; texts in the language read first."""
        for name, words in errors.items():
            field = self[name] if name in self else self[f"{name}_{self.languages[0]}"]
            field.errors = (words,)


def _tidy(text: str) -> str:
    """Return the lines of a text without blanks around them, and without empty ones."""
    return "\n".join(line for line in (" ".join(one.split()) for one in text.splitlines()) if line)


class JoinForm(AppForm):
    """When somebody can, and how they take part."""

    weeks = SelectMultipleField(
        _("Weeks in which you can"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    how = RadioField(_("How you take part"), choices=lambda: wording.ways())
    places = SelectField(
        _("How many visitors you take"),
        coerce=int,
        choices=[SelectChoice(str(number), str(number)) for number in range(1, MOST_PLACES + 1)],
        default=1,
    )
    travels = BooleanField(_("I agree to go to another site"))

    def part(self, weeks: Mapping[str, Any]) -> Part:
        """Return what was ticked; `weeks` are those of the round, by what the form calls them."""
        chosen = frozenset(weeks[one] for one in self.weeks.data or () if one in weeks)
        how = str(self.how.data or "both")
        return Part(
            weeks=chosen,
            visits=how != "host",
            places=0 if how == "visit" else int(self.places.data or 1),
            travels=bool(self.travels.data),
        )


class StepForm(AppForm):
    """A form of one step, beside others on its page."""

    @classmethod
    def empty(cls) -> Self:
        """Return the form as nobody has filled it, whatever was posted."""
        return cls(formdata=None)


class LaterForm(StepForm):
    """A later last day to join."""

    join_by = DateField(_("New last day to join"), [InputRequired(_("Choose a day."))])


class CancelForm(StepForm):
    """Why a round is called off."""

    reason = TextAreaField(_("Why"), [Length(max=LONGEST_REASON)], render_kw={"rows": 2})


class SendForm(AppForm):
    """Which proposal was read before it is sent."""

    run = IntegerField(validators=[InputRequired()])


class InviteForm(AppForm):
    """Teams that are invited to host: each a job and, where it matters, a site."""

    team = SelectMultipleField(validate_choice=False)

    def teams(self) -> list[Team]:
        """Return the teams chosen, as the proposal names them; nonsense is none."""
        found = (one.partition("-") for one in self.team.data or ())
        return [
            (int(job), int(site or 0))
            for job, _dash, site in found
            if _is_id(job) and (not site or _is_id(site))
        ]


class AskForm(AppForm):
    """Somebody whom a proposal leaves out."""

    person = IntegerField(validators=[InputRequired()])


def _is_id(text: str) -> bool:
    return text.isdecimal() and len(text) < LONGEST_NUMBER
