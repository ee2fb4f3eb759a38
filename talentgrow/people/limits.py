"""Looking colleagues up is for finding somebody, not for copying the whole directory."""

from flask import current_app
from limits import parse_many
from werkzeug.exceptions import TooManyRequests

from talentgrow.infra.web import current_actor

# Nobody but HR reads further into a list than this.
MOST_PAGES = 5
FEWEST_LETTERS = 2
SECONDS_TO_WAIT = 60


def count_look_up() -> None:
    """Count one look at colleagues, or refuse it: each person may look so often, HR always.

    :raises TooManyRequests: this person has looked too often
    """
    actor = current_actor()
    limiter = current_app.extensions["talentgrow.limiter"]
    if actor.is_hr or not limiter.enabled:
        return
    counted = [
        limiter.limiter.hit(allowed, "directory", str(actor.person_id))
        for allowed in parse_many(current_app.config["DIRECTORY_LIMIT"])
    ]
    if not all(counted):
        raise TooManyRequests(retry_after=SECONDS_TO_WAIT)
