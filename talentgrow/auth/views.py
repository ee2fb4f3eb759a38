"""One's own account, and the language of the pages."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from talentgrow.auth import policy, service
from talentgrow.infra import i18n
from talentgrow.infra.web import authorize, public, safe_next

bp = Blueprint("auth", __name__, template_folder="templates")


@bp.get("/account")
def account() -> ResponseReturnValue:
    """Show one's own account."""
    authorize(policy.may_open_account)
    return render_template("auth/account.html", account=current_user)


@bp.post("/language")
@public
def language() -> ResponseReturnValue:
    """Change the language of the pages; a signed-in person keeps it for next time."""
    chosen = request.form.get("locale", "")
    i18n.choose(chosen)
    if current_user.is_authenticated:
        service.choose_language(current_user, chosen)
    return redirect(safe_next(request.form.get("next"), url_for("home.index")))
