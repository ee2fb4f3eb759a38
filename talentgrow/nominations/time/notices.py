"""What people are told when time takes a step with a nomination, a decision or a pool."""

from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.notifications.service import NoticeKind

GIVEN_BACK = NoticeKind(
    "nominations.given_back",
    _(
        "%(who)s has not answered in “%(campaign)s”. Talk with them, then ask again: "
        "you have until %(by)s, then it ends."
    ),
    needs_action=True,
)
GIVEN_BACK_TO_HR = NoticeKind(
    "nominations.given_back_to_hr",
    _(
        "%(who)s has not answered in “%(campaign)s”, and whoever nominated them is not there "
        "any more. It ends on %(by)s unless they answer: talk with them."
    ),
    needs_action=True,
)
GIVEN_BACK_FOR_NOMINEE = NoticeKind(
    "nominations.given_back_for_nominee",
    _(
        "You have not answered in “%(campaign)s”: it is back with %(nominator)s, who talks with "
        "you until %(by)s. You still may answer by yourself."
    ),
)
ENDED = NoticeKind(
    "nominations.ended_silently",
    _(
        "“%(campaign)s” ends for you without your answer. Nothing follows from that, and you may "
        "nominate yourself another time."
    ),
)
ENDED_FOR_NOMINATOR = NoticeKind(
    "nominations.ended_silently_for_nominator",
    _("%(who)s did not answer in “%(campaign)s”, so it has ended. Talk about it for another time."),
)
ASKED_ON_THE_DAY = NoticeKind(
    "nominations.asked_on_the_day",
    _("You wanted to be asked again today about “%(campaign)s”. You have until %(by)s to answer."),
    needs_action=True,
)
TOO_LATE_TO_ASK = NoticeKind(
    "nominations.too_late_to_ask",
    _(
        "You wanted to be asked again today about “%(campaign)s”, which is over by now. "
        "Nothing is lost: nominate yourself in the next one."
    ),
)
TOO_LATE_FOR_NOMINATOR = NoticeKind(
    "nominations.too_late_for_nominator",
    _(
        "%(who)s wanted to be asked again today about “%(campaign)s”, which is over by now. "
        "Talk about it for another time."
    ),
)
CLIMBED = NoticeKind(
    "nominations.approach_climbed",
    _("%(manager)s did not answer in time: you may talk to %(who)s about “%(about)s” now."),
    needs_action=True,
)
CLIMBED_FOR_MANAGER = NoticeKind(
    "nominations.approach_climbed_for_manager",
    _("You did not answer in time: HR may talk to %(who)s about “%(about)s” now."),
)
DRAFT_ENDED = NoticeKind(
    "nominations.draft_ended",
    _("%(who)s has left: what you had begun to write about them ends."),
)
STEP_INHERITED = NoticeKind(
    "nominations.step_inherited",
    _(
        "%(before)s has left and owed %(who)s something until %(by)s, which is for HR to do now: "
        "%(action)s"
    ),
    needs_action=True,
)
