"""The forms of campaigns."""

from collections.abc import Mapping
from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    RadioField,
    SelectChoice,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from talentgrow.infra.forms import AppForm
from talentgrow.infra.i18n import gettext, language
from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.nominations.campaigns.values import (
    LONGEST_NAME,
    LONGEST_TEXT,
    PLAIN,
    SETTLED,
    TEXTS,
    CampaignValues,
)
from talentgrow.nominations.models import Intent
from talentgrow.nominations.place_form import PlaceForm
from talentgrow.people.organisation import Places
from talentgrow.people.parts import looks_after

INTENTS = {
    Intent.ADVANCEMENT: _("Advance: more responsibility, or a larger role"),
    Intent.LATERAL: _("Another job, at about the same level"),
    Intent.PROGRAMME: _("A programme of the house"),
}
PROPOSERS = {
    "leaders": _("Managers, and everybody themselves"),
    "all": _("Everybody: managers, colleagues, and people themselves"),
}


def _text(label: Any) -> TextAreaField:
    return TextAreaField(label, [Length(max=LONGEST_TEXT)], render_kw={"rows": 3})


def _offered(words: Mapping[Any, Any]) -> Any:
    """Return what makes the choices, in the language of the reader."""
    return lambda: [SelectChoice(str(value), str(text)) for value, text in words.items()]


class CampaignForm(PlaceForm):
    """Everything that HR says about a campaign."""

    name_fr = StringField(_("Name in French"), [Length(max=LONGEST_NAME)])
    name_en = StringField(_("Name in English"), [Length(max=LONGEST_NAME)])
    purpose_fr = _text(_("What it is for, in French"))
    purpose_en = _text(_("What it is for, in English"))
    criteria_fr = _text(_("By what you decide, in French"))
    criteria_en = _text(_("By what you decide, in English"))
    opens_on = DateField(_("First day"), [InputRequired(_("Choose a day."))])
    closes_on = DateField(_("Last day"), [InputRequired(_("Choose a day."))])
    intents = SelectMultipleField(
        _("What people are nominated for"),
        choices=_offered(INTENTS),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    programme_fr = StringField(_("The programme, in French"), [Length(max=LONGEST_NAME)])
    programme_en = StringField(_("The programme, in English"), [Length(max=LONGEST_NAME)])
    who = RadioField(_("Who nominates"), choices=_offered(PROPOSERS), default="leaders")
    has_nine_box = BooleanField(_("Offer the grid of nine boxes in its sessions"))

    @property
    def languages(self) -> tuple[str, str]:
        """Return the reader's language, then the one which may be added."""
        return ("fr", "en") if language() == "fr" else ("en", "fr")

    @property
    def is_in_both_languages(self) -> bool:
        """Tell whether something is written, or wrong, in the language that is folded away."""
        second = self.languages[1]
        fields = [self[f"{name}_{second}"] for name in ("name", "purpose", "criteria")]
        return any(field.data or field.errors for field in fields)

    def offer(self, places: Places, actor: Actor) -> None:
        """Say for which units and sites the actor holds campaigns, and the house if they may."""
        is_for_all = looks_after(actor, None, None)
        house = gettext("The whole house, or a site") if is_for_all else gettext("Choose")
        units = [one for one in places.units if looks_after(actor, one.unit.id, None)]
        sites = [one for one in places.sites if looks_after(actor, None, one.id)]
        self.offer_places(units, sites, no_unit=house)

    def drop_settled(self) -> None:
        """Leave out what nobody changes once a campaign is open."""
        for name in SETTLED:
            del self[name]  # type: ignore[no-untyped-call]

    def values(self, settled: Mapping[str, Any]) -> CampaignValues:
        """Return what was typed, as the service takes it; `settled` is what is not asked."""
        typed: dict[str, Any] = {
            name: "\n".join(_lines(self[name].data or ""))
            for name in (*TEXTS, "programme_fr", "programme_en")
        }
        days = {name: self[name].data if name in self else settled[name] for name in SETTLED}
        return CampaignValues(
            **typed,
            **days,
            peers_nominate=self.who.data == "all",
            has_nine_box=bool(self.has_nine_box.data),
            intents=frozenset(Intent(one) for one in self.intents.data or ()),
        )

    def show(self, errors: Mapping[str, str]) -> None:
        """Put what the service found wrong beside the fields; texts in the language read first."""
        for name, words in errors.items():
            field = self[name] if name in self else self[f"{name}_{self.languages[0]}"]
            field.errors = (words,)


class ExtendForm(AppForm):
    """A later end."""

    closes_on = DateField(_("New last day"), [InputRequired(_("Choose a day."))])


def filled_from(values: CampaignValues) -> dict[str, Any]:
    """Return what a campaign says, as the fields of the form."""
    plain = {name: getattr(values, name) for name in PLAIN if name != "peers_nominate"}
    return plain | {
        "programme_fr": values.programme_fr,
        "programme_en": values.programme_en,
        "intents": [one.value for one in Intent if one in values.intents],
        "who": "all" if values.peers_nominate else "leaders",
    }


def _lines(text: str) -> list[str]:
    """Return the lines of a text without blanks around them."""
    return [line for line in (" ".join(line.split()) for line in text.splitlines()) if line]
