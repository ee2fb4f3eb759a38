"""The form of one's own preferences."""

from collections.abc import Mapping

from wtforms import RadioField, SelectField
from wtforms.fields import SelectChoice

from talentgrow.infra.forms import AppForm
from talentgrow.infra.i18n import gettext
from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.kernel.localized import LOCALES
from talentgrow.notifications.deadlines import Wish
from talentgrow.notifications.models import Timing
from talentgrow.people.preferences import Preferences, timezones

# A language is called by its own name, whoever reads.
LANGUAGES = {"fr": "Français", "en": "English"}
HOURS = range(24)


def hour_words(hour: int) -> str:
    """Return an hour of the day in words, such as "7:00" or "7 h"."""
    return gettext("%(hour)s:00", hour=hour)


class PreferencesForm(AppForm):
    """Language, time zone, and how one wishes to be told."""

    locale = RadioField(
        _("Language"), choices=[SelectChoice(code, LANGUAGES[code]) for code in LOCALES]
    )
    timezone = SelectField(_("Time zone"), render_kw={"data-tom": "1"})
    timing = RadioField(_("Mail about what concerns you"))
    quiet_from = SelectField(_("No mail from"), coerce=int)
    quiet_until = SelectField(_("No mail until"), coerce=int)

    @classmethod
    def of(cls, held: Preferences, *, house_zone: str, reading: str) -> "PreferencesForm":
        """Return the form with what was posted, or else with what the person chose before."""
        form = cls.from_request(
            locale=held.locale or reading,
            timezone=held.timezone,
            timing=held.wish.timing.value,
            quiet_from=held.wish.quiet_from,
            quiet_until=held.wish.quiet_until,
        )
        usual = gettext("That of the house: %(zone)s", zone=_words(house_zone))
        named = (SelectChoice(zone, _words(zone)) for zone in timezones())
        form.timing.choices = [
            SelectChoice(Timing.AT_ONCE.value, gettext("At once, one mail for each notice")),
            SelectChoice(Timing.DAILY.value, gettext("Once a day, all in one mail")),
            SelectChoice(Timing.NEVER.value, gettext("Never: I look here myself")),
        ]
        form.timezone.choices = [SelectChoice("", usual), *named]
        hours = [SelectChoice(str(hour), hour_words(hour)) for hour in HOURS]
        form.quiet_from.choices = form.quiet_until.choices = hours
        return form

    def values(self) -> Preferences:
        """Return what was chosen, as the service takes it."""
        wish = Wish(Timing(self.timing.data), self.quiet_from.data, self.quiet_until.data)
        return Preferences(locale=self.locale.data, timezone=self.timezone.data, wish=wish)


def asked_wish(arguments: Mapping[str, str], held: Wish) -> Wish:
    """Return the wish which an address asks to put into words; nonsense counts as not said."""
    timing = arguments.get("timing", "")
    return Wish(
        Timing(timing) if timing in set(Timing) else held.timing,
        _hour(arguments.get("quiet_from", ""), held.quiet_from),
        _hour(arguments.get("quiet_until", ""), held.quiet_until),
    )


def _hour(text: str, otherwise: int) -> int:
    hours = {str(hour): hour for hour in HOURS}
    return hours.get(text, otherwise)


def _words(zone: str) -> str:
    return zone.replace("_", " ")
