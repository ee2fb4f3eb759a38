"""The words of a mail that tells of notices, in the language of who receives it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import current_app

from talentgrow.infra.addresses import absolute
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import in_language, ngettext
from talentgrow.notifications import words
from talentgrow.notifications.models import Notice
from talentgrow.notifications.outbox import one_line
from talentgrow.notifications.recipients import Recipient

KEY = "notices:"
PREFERENCES = "/preferences"
LONGEST_NEWS = 90


@dataclass(frozen=True, slots=True)
class NoticeLetter:
    """A mail that tells of notices."""

    locale: str
    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class News:
    """One notice as a mail tells it."""

    sentence: str
    url: str
    needs_action: bool


def about(notices: Sequence[Notice], person: Recipient, *, is_digest: bool) -> NoticeLetter:
    """Return the mail that tells somebody of some notices, first what they are to do."""
    with in_language(person.locale) as locale:
        news = [
            News(words.sentence(notice), absolute(notice.url), words.needs_action(notice))
            for notice in notices
        ]
        news.sort(key=lambda one: not one.needs_action)
        context = {
            "news": news,
            "given_name": person.given_name,
            "is_digest": is_digest,
            "preferences_url": absolute(PREFERENCES),
            "preferences": _("Choose how you are told: %(url)s", url=absolute(PREFERENCES)),
        }
        return NoticeLetter(
            locale,
            _subject(news),
            _render("notifications/mail.txt", context),
            _render("notifications/mail.html", context),
        )


def _render(template: str, context: Mapping[str, object]) -> str:
    """Render a template without what pages say about the signed-in person: nobody is."""
    return current_app.jinja_env.get_template(template).render(context)


def _subject(news: Sequence[News]) -> str:
    """Return the news itself, so that many need not open the mail."""
    if len(news) == 1:
        return news[0].sentence
    first = one_line(news[0].sentence.rstrip("."), longest=LONGEST_NEWS)
    return ngettext(
        "%(news)s, and one more notice",
        "%(news)s, and %(num)s more notices",
        len(news) - 1,
        news=first,
    )
