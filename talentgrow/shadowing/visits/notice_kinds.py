"""The sentences in which those concerned hear of a visit."""

from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.notifications.service import NoticeKind
from talentgrow.shadowing.states import VisitStatus

# Managers of both sides hear of a short visit once the host has said yes.
KNOWN_TO_MANAGERS = frozenset({VisitStatus.TO_SIGN, VisitStatus.CONFIRMED})

REQUESTED = NoticeKind(
    "shadowing.visit_requested",
    _(
        "%(who)s would like to visit you on %(day)s. You have until %(by)s to answer; "
        "after that the request ends and its place is free again."
    ),
    needs_action=True,
)
ACCEPTED = NoticeKind(
    "shadowing.visit_accepted",
    _(
        "%(who)s says yes to your visit on %(day)s. It is longer than a day, so your managers "
        "answer until %(by)s; then you sign."
    ),
)
DECLINED = NoticeKind(
    "shadowing.visit_declined",
    _("%(who)s cannot take you on %(day)s and says why. Other hosts are proposed to you."),
)
MANAGER_TOLD = NoticeKind(
    "shadowing.visit_manager_told",
    _("%(visitor)s visits %(host)s on %(day)s. You have nothing to do."),
)
WORD_ASKED = NoticeKind(
    "shadowing.visit_word_asked",
    _(
        "%(visitor)s would like to visit %(host)s from %(day)s to %(until)s. "
        "Your word is asked until %(by)s; without it HR takes over."
    ),
    needs_action=True,
)
HR_WORD_ASKED = NoticeKind(
    "shadowing.visit_hr_word_asked",
    _(
        "%(visitor)s would like to visit %(host)s from %(day)s to %(until)s, and no manager "
        "answers for %(person)s. Your word is asked until %(by)s; without it the visit ends."
    ),
    needs_action=True,
)
AGREED_FROM = NoticeKind(
    "shadowing.visit_agreed_from",
    _(
        "%(who)s agrees to the visit of %(visitor)s with %(host)s from %(from_on)s. "
        "Choose a day from then on: the visit waits for it."
    ),
    needs_action=True,
)
REFUSED = NoticeKind(
    "shadowing.visit_refused",
    _("%(who)s says no to your visit with %(other)s on %(day)s, and why. HR reads it too."),
)
REFUSAL_TO_HR = NoticeKind(
    "shadowing.visit_refusal_to_hr",
    _("%(who)s says no to the visit of %(visitor)s with %(host)s on %(day)s, and why."),
)
TO_SIGN = NoticeKind(
    "shadowing.visit_to_sign",
    _(
        "Your visit with %(other)s on %(day)s is agreed. Sign until %(by)s; "
        "if a signature is missing, it is called off."
    ),
    needs_action=True,
)
MANAGER_TO_SIGN = NoticeKind(
    "shadowing.visit_manager_to_sign",
    _(
        "%(visitor)s visits %(host)s on %(day)s, as you agreed. Sign until %(by)s; "
        "if a signature is missing, it is called off."
    ),
    needs_action=True,
)
CHANGED_AND_ASKED = NoticeKind(
    "shadowing.visit_changed_and_asked",
    _(
        "%(who)s has changed the visit of %(visitor)s with %(host)s: it begins on %(day)s at "
        "%(hour)s. The managers have the word; then everybody signs."
    ),
)
CHANGED_WHEN = NoticeKind(
    "shadowing.visit_changed_when",
    _(
        "%(who)s has changed the visit of %(visitor)s with %(host)s: it begins on %(day)s at "
        "%(hour)s. Sign it until %(by)s; if a signature is missing, it is called off."
    ),
    needs_action=True,
)
CHANGED_PLACE = NoticeKind(
    "shadowing.visit_changed_place",
    _(
        "%(who)s has changed the place of the visit of %(visitor)s with %(host)s on %(day)s. "
        "Sign it until %(by)s; if a signature is missing, it is called off."
    ),
    needs_action=True,
)
CHANGED_AGREEMENT = NoticeKind(
    "shadowing.visit_changed_agreement",
    _(
        "%(who)s has changed what %(visitor)s and %(host)s agree on for %(day)s. "
        "Sign it until %(by)s; if a signature is missing, the visit is called off."
    ),
    needs_action=True,
)
CANCELLED = NoticeKind(
    "shadowing.visit_cancelled",
    _("%(other)s calls off your visit on %(day)s and says why. You have nothing to do."),
)
CANCELLED_BY_ITSELF = NoticeKind(
    "shadowing.visit_cancelled_by_itself",
    _("Your visit with %(other)s on %(day)s is called off. You have nothing to do."),
)
CANCELLED_TO_MANAGER = NoticeKind(
    "shadowing.visit_cancelled_to_manager",
    _("The visit of %(visitor)s with %(host)s on %(day)s is called off. You have nothing to do."),
)
TOOK_PLACE = NoticeKind(
    "shadowing.visit_took_place",
    _("%(who)s notes that your visit took place. Write what surprised you until %(by)s."),
    needs_action=True,
)
MISSED = NoticeKind(
    "shadowing.visit_missed",
    _(
        "%(who)s notes that the visit of %(visitor)s with %(host)s on %(day)s did not take place. "
        "If it was otherwise, say so until %(by)s."
    ),
)
