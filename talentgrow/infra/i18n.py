"""The reader's language: which one, and words, dates and numbers in it."""

from flask import Flask, current_app, g, has_request_context, request, session
from flask_babel import Babel, gettext, lazy_gettext, ngettext

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
    if "language" in g:
        return str(g.language)
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


def localized(text: Localized | None) -> str:
    """Return `text` in the reader's language."""
    return "" if text is None else text.in_(language())


def init_app(app: Flask) -> None:
    """Install Flask-Babel on `app`."""
    Babel(
        app,
        locale_selector=lambda: FULL_LOCALES[language()],
        timezone_selector=lambda: str(current_app.config["TIMEZONE"]),
        default_translation_directories="translations",
    )
