"""What is said to HR where more waits than can be listed: how much, and since when the longest."""

from datetime import date, datetime

from markupsafe import escape

from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import ngettext
from talentgrow.missions.applications.models import Application
from talentgrow.missions.deadlines import Deadline
from talentgrow.missions.waits import places
from talentgrow.missions.waits.wait import Wait, WaitKind, said
from talentgrow.missions.waits.words import until


def words(count: int, longest: Application, due: Deadline | None, *, today: date) -> Wait:
    """Say how many applications wait for the word of HR, in place of managers who were silent."""
    by = due.by if due else today
    title = ngettext(
        "One application waits for the word of HR",
        "%(num)s applications wait for the word of HR",
        count,
    )
    return Wait(
        kind=WaitKind.WORD,
        is_mine=True,
        title=escape(title),
        text=said(
            _("Nobody answered for the teams. The first answer is due %(until)s."),
            until=until(by, today),
        ),
        url=places.all_words(),
        action=_("Give your word"),
        since=longest.climbed_at or longest.since,
        by=by,
    )


def missions(count: int, since: datetime, due: Deadline, *, today: date) -> Wait:
    """Say how many missions wait for HR to publish them."""
    title = ngettext(
        "One mission waits for your word", "%(num)s missions wait for your word", count
    )
    return Wait(
        kind=WaitKind.MODERATION,
        is_mine=True,
        title=escape(title),
        text=said(
            _("HR reads them before they are published. The first answer is due %(until)s."),
            until=until(due.by, today),
        ),
        url=places.all_moderation(),
        action=_("Read and answer"),
        since=since,
        by=due.by,
    )
