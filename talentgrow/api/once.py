"""Do once what a program asks, however often it tries again."""

from collections.abc import Callable

from flask import request

from talentgrow.audit import receipts
from talentgrow.infra import clock
from talentgrow.infra.web import current_actor

KEY = "Idempotency-Key"


def once(work: Callable[[], int]) -> int:
    """Do the work, which returns the id of what came of it, and return that.

    The same key sent to the same address again does nothing; without a key each is the first.
    """
    person_id = current_actor().person_id or 0
    key = receipts.key_of(request.path, request.headers.get(KEY, ""))
    earlier = receipts.earlier(person_id, key, now=clock.now())
    if earlier is not None:
        return int(earlier)
    found = work()
    if key:
        receipts.keep(person_id, key, str(found))
    return found
