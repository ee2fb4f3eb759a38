"""What people are told when time takes a step with an offer or a visit, or somebody leaves."""

from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.notifications.service import NoticeKind

OPEN_AGAIN = NoticeKind(
    "shadowing.offer_open_again",
    _("The day has come until which your offer was paused: it is open, and colleagues may ask."),
)
FULL_AGAIN = NoticeKind(
    "shadowing.offer_full_again",
    _(
        "The day has come until which your offer was paused, and no day of it has room: add days "
        "if you would like colleagues to ask."
    ),
)
UNANSWERED = NoticeKind(
    "shadowing.request_unanswered",
    _(
        "%(who)s has not answered, so your request for %(day)s has ended. Other hosts are "
        "proposed to you, and you may ask for another day."
    ),
)
NOT_ANSWERED_BY_YOU = NoticeKind(
    "shadowing.request_not_answered",
    _(
        "You have not answered %(who)s, who wanted to visit you on %(day)s: the request has "
        "ended and its place is free again."
    ),
)
CLIMBED = NoticeKind(
    "shadowing.visit_word_climbed",
    _(
        "%(manager)s has not answered about the visit of %(visitor)s with %(host)s on %(day)s. "
        "HR has the word until %(by)s; without it the visit ends."
    ),
    needs_action=True,
)
NOBODY_MANAGES = NoticeKind(
    "shadowing.visit_word_without_manager",
    _(
        "Nobody in their team may answer any more about the visit of %(visitor)s with %(host)s "
        "on %(day)s. HR has the word until %(by)s; without it the visit ends."
    ),
    needs_action=True,
)
CLIMBED_FOR_MANAGER = NoticeKind(
    "shadowing.visit_word_climbed_for_manager",
    _(
        "You did not answer in time: HR has the word about the visit of %(visitor)s with "
        "%(host)s on %(day)s."
    ),
)
WITHOUT_WORD = NoticeKind(
    "shadowing.visit_without_word",
    _(
        "Your visit with %(other)s on %(day)s does not take place: not everybody who has the "
        "word has agreed in time. You may ask for another day."
    ),
)
NOT_SIGNED = NoticeKind(
    "shadowing.visit_not_signed",
    _(
        "Your visit with %(other)s on %(day)s is called off, as a signature was missing. "
        "That happens: choose another day and it is quickly signed."
    ),
)
CALLED_OFF_FOR_MANAGER = NoticeKind(
    "shadowing.visit_ended_for_manager",
    _(
        "The visit of %(visitor)s with %(host)s on %(day)s does not take place. You have "
        "nothing to do."
    ),
)
PUT_AWAY = NoticeKind(
    "shadowing.visit_put_away",
    _(
        "Neither of you has said how your visit with %(other)s on %(day)s went. It is put away, "
        "and counts for nobody."
    ),
)
READABLE = NoticeKind(
    "shadowing.debrief_readable",
    _(
        "Your visit with %(other)s on %(day)s is closed. You may read what they wrote, and still "
        "write yourself."
    ),
)
HOST_LEFT = NoticeKind(
    "shadowing.visit_host_left",
    _(
        "%(other)s has left, so your visit on %(day)s does not take place. Other hosts are "
        "proposed to you."
    ),
)
VISITOR_LEFT = NoticeKind(
    "shadowing.visit_visitor_left",
    _("%(other)s has left and does not visit you on %(day)s. You have nothing to do."),
)
