"""What people are reminded of around visits: since when, until when, and what then."""

from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.notifications.service import NoticeKind

REQUEST_STILL = NoticeKind(
    "shadowing.request_still",
    _(
        "%(who)s has been waiting since %(since)s to hear whether they may visit you on %(day)s. "
        "You have until %(by)s to answer; then the request ends."
    ),
    needs_action=True,
)
WORD_STILL = NoticeKind(
    "shadowing.visit_word_still",
    _(
        "%(visitor)s and %(host)s have been waiting for your word since %(since)s about the visit "
        "of %(day)s. You have until %(by)s, then HR takes over."
    ),
    needs_action=True,
)
HR_WORD_STILL = NoticeKind(
    "shadowing.visit_hr_word_still",
    _(
        "%(visitor)s and %(host)s have been waiting for the word of HR since %(since)s about the "
        "visit of %(day)s. You have until %(by)s, then the visit ends."
    ),
    needs_action=True,
)
LATER_STILL = NoticeKind(
    "shadowing.visit_later_still",
    _(
        "Your visit with %(other)s is agreed from %(from_on)s on, which is after %(day)s. Choose "
        "a later day together; otherwise it ends on %(day)s."
    ),
    needs_action=True,
)
SWAP_STILL = NoticeKind(
    "shadowing.swap_still",
    _(
        "You have not answered in your swap since %(since)s. You have until %(by)s to say yes or "
        "no to each of your visits; without your answer they come to nothing."
    ),
    needs_action=True,
)
SIGN_STILL = NoticeKind(
    "shadowing.visit_sign_still",
    _(
        "The visit of %(visitor)s with %(host)s is on %(day)s and your signature is missing. "
        "Read it and sign; without all signatures it is called off on that day."
    ),
    needs_action=True,
)
HOW_WAS_IT = NoticeKind(
    "shadowing.how_was_it",
    _(
        "How was your visit with %(other)s on %(day)s? Say how it went and what surprised you, "
        "until %(by)s."
    ),
    needs_action=True,
)
HOW_STILL = NoticeKind(
    "shadowing.how_still",
    _(
        "Nobody has said yet how your visit with %(other)s on %(day)s went. Say it until %(by)s; "
        "otherwise it counts for nobody."
    ),
    needs_action=True,
)
DEBRIEF_STILL = NoticeKind(
    "shadowing.debrief_still",
    _(
        "You have not written yet what surprised you on your visit with %(other)s on %(day)s. "
        "You have until %(by)s, then it is closed with what there is."
    ),
    needs_action=True,
)
