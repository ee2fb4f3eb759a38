"""Do once what a form asks, however often it is sent."""

from collections.abc import Callable
from datetime import datetime

from flask import redirect, request
from flask.typing import ResponseReturnValue

from talentgrow.audit import receipts
from talentgrow.kernel.access import Actor

FIELD = "once"


def once(actor: Actor, work: Callable[[], str], *, now: datetime) -> ResponseReturnValue:
    """Do the work, which returns where its result is shown, and go there.

    The same form sent again goes to the same place and does nothing.
    """
    mine = actor.person_id or 0
    key = receipts.key_of(request.path, request.form.get(FIELD, ""))
    before = receipts.earlier(mine, key, now=now)
    if before is not None:
        return redirect(before)
    url = work()
    if key:
        receipts.keep(mine, key, url)
    return redirect(url)
