"""The reader's language: which one, and words, dates and numbers in it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import time

from flask import Flask, current_app, g, has_request_context, request, session
from flask_babel import Babel, force_locale, get_locale, gettext, lazy_gettext, ngettext
from flask_login import current_user

from talentgrow.kernel.localized import LOCALES, Localized

__all__ = ["gettext", "lazy_gettext", "ngettext"]

SESSION_KEY = "locale"
# Dates and spelling are British where the reader chose English.
FULL_LOCALES = {"fr": "fr", "en": "en_GB"}


def language() -> str:
    """Return the language of the present reader: "fr" or "en".

    What was chosen in this session wins, then what the browser asks for, then the house's own.
    Signing in puts the person's own choice into the session.
    """
    known = g.get("language")
    if known is not None:
        return str(known)
    chosen = session.get(SESSION_KEY) if has_request_context() else None
    if chosen not in LOCALES and has_request_context():
        chosen = _wished_by_the_browser()
    g.language = chosen if chosen in LOCALES else current_app.config["DEFAULT_LOCALE"]
    return str(g.language)


def _wished_by_the_browser() -> str | None:
    """Return the first language the browser asks for which we speak; "fr-CA" is French too."""
    wished = (tag.partition("-")[0].lower() for tag, weight in request.accept_languages if weight)
    return next((language for language in wished if language in LOCALES), None)


def choose(locale: str) -> None:
    """Remember the reader's language for this session; an unknown one changes nothing."""
    if locale in LOCALES:
        session[SESSION_KEY] = locale
        g.language = locale


@contextmanager
def in_language(locale: str | None) -> Iterator[str]:
    """Say everything inside in another language than the present reader's: a mail, say.

    None or an unknown one means that of the house. Gives the language.
    """
    chosen = locale if locale in LOCALES else str(current_app.config["DEFAULT_LOCALE"])
    before = g.get("language")
    g.language = chosen
    try:
        with force_locale(FULL_LOCALES[chosen]):
            yield chosen
    finally:
        if before is None:
            g.pop("language", None)
        else:
            g.language = before


def with_ordinal(words: str) -> str:
    """Return a day in words as French writes it: only the first of a month is an ordinal.

    The pattern of a date cannot say so. An hour is none: "à 1 h".
    """
    return re.sub(r"\b1\u00a0(?!h)", "1er\u00a0", words) if is_french() else words


def is_french() -> bool:
    """Tell whether dates are written in French now."""
    return getattr(get_locale(), "language", "") == "fr"


def localized(text: Localized | None) -> str:
    """Return `text` in the reader's language."""
    return "" if text is None else text.in_(language())


def _timezone() -> str:
    """Return the time zone which the reader chose, else that of the house."""
    house = str(current_app.config["TIMEZONE"])
    # A page that tells of a broken database must not ask it who is reading.
    if not has_request_context() or g.get("is_failing") or not current_user.is_authenticated:
        return house
    return current_user.person.timezone or house


def init_app(app: Flask) -> None:
    """Install Flask-Babel on `app`."""
    Babel(
        app,
        locale_selector=lambda: FULL_LOCALES[language()],
        timezone_selector=_timezone,
        default_translation_directories="translations",
    )


def hour(value: time) -> str:
    """Return an hour of the house as people say it: "9 h 30" in French, "9:30" in English.

    Babel's own function would move it to the zone of the reader.
    """
    if not is_french():
        return f"{value.hour}:{value:%M}"
    minutes = f"\u00a0{value:%M}" if value.minute else ""
    return f"{value.hour}\u00a0h{minutes}"
