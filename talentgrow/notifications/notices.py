"""What the house itself tells people."""

from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.notifications.service import NoticeKind

WELCOME = NoticeKind("notifications.welcome", _("Welcome, %(name)s. %(first_step)s"))
# For a kind that a later release has no more, and for details that lack something.
UNKNOWN = _("Something you follow has changed.")
