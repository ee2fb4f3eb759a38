"""What the author of an import is told when the work is done."""

from datetime import datetime

from flask import url_for

from talentgrow.imports.models import ImportRun
from talentgrow.imports.states import RunStatus
from talentgrow.infra.i18n import lazy_gettext
from talentgrow.notifications.service import NoticeKind, notify

KINDS = {
    RunStatus.CHECKED: NoticeKind(
        "imports.checked",
        lazy_gettext("%(file)s is checked and can be stored."),
        needs_action=True,
    ),
    RunStatus.REFUSED: NoticeKind(
        "imports.refused",
        lazy_gettext("%(file)s has something to mend. Nothing was stored."),
        needs_action=True,
    ),
    RunStatus.APPLIED: NoticeKind("imports.applied", lazy_gettext("%(file)s is stored.")),
    RunStatus.FAILED: NoticeKind(
        "imports.failed",
        lazy_gettext("The work on %(file)s broke off. Nothing was stored."),
        needs_action=True,
    ),
}


def tell_author(run: ImportRun, *, now: datetime) -> None:
    """Tell who chose the file how it went, once for each check."""
    if run.author_id is not None:
        notify(
            run.author_id,
            KINDS[run.status],
            key=f"import:{run.id}:{run.status}:{run.checks}",
            url=url_for("imports.show", run_id=run.id),
            now=now,
            file=run.file_name,
        )
