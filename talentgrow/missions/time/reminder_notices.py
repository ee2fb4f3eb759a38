"""What people are reminded of who have not acted yet: since when, until when, and what then."""

from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.notifications.service import NoticeKind

WORD_STILL = NoticeKind(
    "missions.word_still",
    _(
        "%(who)s has been waiting for your word on “%(mission)s” since %(since)s. "
        "You have until %(by)s, then HR takes over."
    ),
    needs_action=True,
)
HR_WORD_STILL = NoticeKind(
    "missions.hr_word_still",
    _(
        "%(who)s has been waiting for a word from HR on “%(mission)s” since %(since)s. "
        "You have until %(by)s, then the application ends."
    ),
    needs_action=True,
)
REVIEW_STILL = NoticeKind(
    "missions.review_still",
    _("Applications to “%(mission)s” have been waiting for your answer since %(since)s."),
    needs_action=True,
)
OFFER_STILL = NoticeKind(
    "missions.offer_still",
    _("A seat in “%(mission)s” is kept for you until %(by)s. Say yes or no."),
    needs_action=True,
)
DEBRIEF_STILL = NoticeKind(
    "missions.debrief_still",
    _(
        "“%(mission)s” is over and you have not said yet what you learned. "
        "You have until %(by)s: without it there is no credit."
    ),
    needs_action=True,
)
DEBRIEFS_STILL = NoticeKind(
    "missions.debriefs_still",
    _(
        "“%(mission)s” is over and you have not said yet how it went for each of the team. "
        "You have until %(by)s: without it they get no credit."
    ),
    needs_action=True,
)
MODERATION_STILL = NoticeKind(
    "missions.moderation_still",
    _("“%(mission)s”, proposed by %(who)s, has been waiting for a word from HR since %(since)s."),
    needs_action=True,
)
QUESTION_STILL = NoticeKind(
    "missions.question_still",
    _("A question about “%(mission)s” has been waiting for your answer since %(since)s."),
    needs_action=True,
)
