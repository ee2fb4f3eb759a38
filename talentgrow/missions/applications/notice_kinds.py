"""The sentences in which those concerned hear of an application."""

from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.notifications.service import NoticeKind

WORD_ASKED = NoticeKind(
    "applications.word_asked",
    _(
        "%(who)s would like to join “%(mission)s”. Your word is asked until %(by)s; "
        "without it HR takes over."
    ),
    needs_action=True,
)
HR_WORD_ASKED = NoticeKind(
    "applications.hr_word_asked",
    _(
        "%(who)s would like to join “%(mission)s” and has no manager who answers. "
        "Your word is asked until %(by)s."
    ),
    needs_action=True,
)
MANAGER_TOLD = NoticeKind(
    "applications.manager_told",
    _("%(who)s has applied to “%(mission)s”. You have nothing to do."),
)
TO_REVIEW = NoticeKind(
    "applications.to_review",
    _("%(who)s has applied to “%(mission)s”. You have until %(by)s to answer."),
    needs_action=True,
)
TO_REVIEW_FROM = NoticeKind(
    "applications.to_review_from",
    _(
        "%(who)s has applied to “%(mission)s” and is free from %(day)s. "
        "You have until %(by)s to answer."
    ),
    needs_action=True,
)
AGREED = NoticeKind(
    "applications.agreed",
    _("%(who)s agrees to “%(mission)s” for you. %(owner)s answers until %(by)s."),
)
AGREED_FROM = NoticeKind(
    "applications.agreed_from",
    _(
        "%(who)s agrees to “%(mission)s” for you from %(day)s. "
        "%(owner)s knows it and answers until %(by)s."
    ),
)
REFUSED = NoticeKind(
    "applications.refused",
    _("%(who)s says no to “%(mission)s” for you, and why. HR reads it and may decide otherwise."),
)
REFUSAL_TO_HR = NoticeKind(
    "applications.refusal_to_hr",
    _("%(who)s says no to “%(mission)s” for %(person)s and why. You may decide otherwise."),
)
OVERRULED = NoticeKind(
    "applications.overruled",
    _("%(who)s, of HR, has decided for %(person)s and “%(mission)s” in your place."),
)
TALK = NoticeKind(
    "applications.talk",
    _("%(who)s would like to talk with you about “%(mission)s” on %(day)s. Write if you cannot."),
    needs_action=True,
)
OFFERED = NoticeKind(
    "applications.offered",
    _(
        "%(who)s offers you a seat in “%(mission)s”. It is yours if you accept until %(by)s; "
        "then it moves on."
    ),
    needs_action=True,
)
MOVED_UP = NoticeKind(
    "applications.moved_up",
    _(
        "A seat in “%(mission)s” has become free, and you are next. It is yours if you accept "
        "until %(by)s; then it moves on."
    ),
    needs_action=True,
)
MOVED_UP_TO_OWNERS = NoticeKind(
    "applications.moved_up_to_owners",
    _("%(who)s was next on the waiting list of “%(mission)s” and has the seat until %(by)s."),
)
WAITLISTED = NoticeKind(
    "applications.waitlisted",
    _("All seats of “%(mission)s” are taken. You are on the waiting list, which moves by itself."),
)
DECLINED = NoticeKind(
    "applications.declined",
    _("%(who)s does not choose you for “%(mission)s”, says why and proposes a next step."),
)
WITHDRAWN = NoticeKind(
    "applications.withdrawn",
    _("%(who)s takes back the application to “%(mission)s”. You have nothing to do."),
)
ACCEPTED = NoticeKind(
    "applications.accepted",
    _("%(who)s accepts the seat in “%(mission)s”, which begins on %(day)s."),
)
MANAGER_OF_ACCEPTED = NoticeKind(
    "applications.manager_of_accepted",
    _("%(who)s joins “%(mission)s”: %(hours)s hours a week from %(day)s."),
)
OFFER_DECLINED = NoticeKind(
    "applications.offer_declined",
    _("%(who)s does not take the seat in “%(mission)s”. It goes to the next, if somebody waits."),
)
