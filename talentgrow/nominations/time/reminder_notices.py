"""What people are reminded of around nominations: since when, until when, and what then."""

from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.notifications.service import NoticeKind

DRAFT_STILL = NoticeKind(
    "nominations.draft_still",
    _(
        "You have not sent yet what you wrote about %(who)s in “%(campaign)s”. "
        "You have until %(by)s, then it ends."
    ),
    needs_action=True,
)
OWN_DRAFT_STILL = NoticeKind(
    "nominations.own_draft_still",
    _(
        "You have not sent yet what you wrote about yourself in “%(campaign)s”. "
        "You have until %(by)s, then it ends."
    ),
    needs_action=True,
)
ANSWER_STILL = NoticeKind(
    "nominations.answer_still",
    _(
        "You were nominated in “%(campaign)s” and have not answered since %(since)s. You have "
        "until %(by)s: yes, later or no; then it goes back to who nominated you."
    ),
    needs_action=True,
)
TALK_STILL = NoticeKind(
    "nominations.talk_still",
    _(
        "%(who)s was silent in “%(campaign)s” and waits for a talk with you since %(since)s. "
        "You have until %(by)s to ask again, then it ends."
    ),
    needs_action=True,
)
WORD_STILL = NoticeKind(
    "nominations.approach_word_still",
    _(
        "HR has been waiting for your word on %(who)s for “%(about)s” since %(since)s. "
        "You have until %(by)s, then HR goes on."
    ),
    needs_action=True,
)
INTEREST_STILL = NoticeKind(
    "nominations.approach_interest_still",
    _("HR thought of you for “%(about)s” on %(since)s. Say whether you want to hear more."),
    needs_action=True,
)
REACH_STILL = NoticeKind(
    "nominations.approach_reach_still",
    _("You may talk to %(who)s about “%(about)s” since %(since)s, and have not yet."),
    needs_action=True,
)
REACH_FROM_NOW = NoticeKind(
    "nominations.approach_reach_from_now",
    _("The day has come from which %(who)s can be spared for “%(about)s”: talk to them."),
    needs_action=True,
)
LOOK_AGAIN = NoticeKind(
    "nominations.look_again",
    _(
        "HR said “not now” to you in “%(campaign)s”, until today. Talk with HR about what has "
        "changed, and nominate yourself again."
    ),
    needs_action=True,
)
LOOK_AGAIN_FOR_HR = NoticeKind(
    "nominations.look_again_for_hr",
    _(
        "HR said “not now” to %(who)s in “%(campaign)s”, until today: look at the wish again, "
        "and at what was owed until then."
    ),
    needs_action=True,
)
WAS_OWED = NoticeKind(
    "nominations.was_owed",
    _("You owed %(who)s until today: %(action)s. Say that it is done, or talk with them."),
    needs_action=True,
)
POOL_ENDS = NoticeKind(
    "nominations.pool_ends",
    _("Your time in the talent pool “%(pool)s” ends on %(by)s. Say to HR whether you want more."),
)
POOL_ENDS_FOR_HR = NoticeKind(
    "nominations.pool_ends_for_hr",
    _("The time of %(who)s in the talent pool “%(pool)s” ends on %(by)s: renew it, or let it end."),
    needs_action=True,
)
