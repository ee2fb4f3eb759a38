"""Which files were imported."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from talentgrow.imports import policy, queries
from talentgrow.imports.columns import COLUMNS
from talentgrow.infra.paging import page_number, paginate
from talentgrow.infra.web import authorize

bp = Blueprint("imports", __name__, url_prefix="/imports", template_folder="templates")


@bp.get("/")
def index() -> ResponseReturnValue:
    """List the imports, the newest first."""
    authorize(policy.may_read)
    page = paginate(queries.runs(), page_number())
    return render_template("imports/index.html", page=page, columns=COLUMNS)
