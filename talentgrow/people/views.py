"""The directory of colleagues."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from talentgrow.infra.paging import page_number, paginate
from talentgrow.infra.web import authorize, current_actor, page_or_fragment
from talentgrow.people import policy, queries

bp = Blueprint("people", __name__, url_prefix="/people", template_folder="templates")


@bp.get("/")
def index() -> ResponseReturnValue:
    """List the colleagues whom the reader may find."""
    authorize(policy.may_browse)
    words = request.args.get("q", "").strip()
    page = paginate(queries.search(current_actor(), words), page_number())
    return page_or_fragment("people/index.html", "people/_list.html", page=page, words=words)
