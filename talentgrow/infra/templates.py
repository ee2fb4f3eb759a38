"""Filters and globals which every template may use."""

import secrets
from datetime import date, datetime

from flask import Flask
from flask_babel import format_date, format_datetime, format_decimal, format_percent

from talentgrow.infra import i18n
from talentgrow.infra.assets import asset
from talentgrow.infra.web import safe_next
from talentgrow.kernel.levels import LEVELS
from talentgrow.kernel.text import initials


def day(value: date, *, weekday: bool = False) -> str:
    """Return a day in full, such as "8 octobre 2026", or "Jeudi 8 octobre 2026"."""
    if weekday:
        words = i18n.with_ordinal(format_date(value, "EEEE d\u00a0MMMM y"))
        return words[0].upper() + words[1:]
    return i18n.with_ordinal(format_date(value, "d\u00a0MMMM y"))


def month(value: date) -> str:
    """Return a month in full, such as "mars 2023"."""
    return str(format_date(value, "MMMM y"))


def moment(value: datetime) -> str:
    """Return a day and an hour in the time zone of the house."""
    hour = " 'à' H\u00a0'h'\u00a0mm" if i18n.is_french() else ", HH:mm"
    return i18n.with_ordinal(format_datetime(value, f"d\u00a0MMMM y{hour}"))


def number(value: float, digits: int = 0) -> str:
    """Return a number with the separators of the reader's language."""
    return str(format_decimal(round(value, digits) if digits else round(value)))


def percent(share: float) -> str:
    """Return a share of 1 as a whole percentage."""
    # The house puts a narrow space before the sign, as before the other signs of French.
    return str(format_percent(share)).replace("\u00a0", "\u202f")


def once_key() -> str:
    """Return a key by which a form that is sent twice is known."""
    return secrets.token_urlsafe(16)


def init_app(app: Flask) -> None:
    """Install the filters and globals on `app`."""
    app.jinja_env.filters.update(
        day=day,
        month=month,
        moment=moment,
        hour=i18n.hour,
        number=number,
        percent=percent,
        localized=i18n.localized,
        initials=initials,
    )
    app.jinja_env.globals.update(
        asset=asset,
        safe_next=safe_next,
        language=i18n.language,
        levels=LEVELS,
        once_key=once_key,
        organisation_name=app.config["ORGANISATION"],
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
