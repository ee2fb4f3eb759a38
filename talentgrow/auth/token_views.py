"""The tokens which let programs act for oneself."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectChoice

from talentgrow.auth import letters, policy, tokens, web
from talentgrow.auth.forms import TokenForm
from talentgrow.infra import clock
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.web import authorize, current_actor

bp = Blueprint("tokens", __name__, url_prefix="/account/tokens", template_folder="templates")


@bp.route("/", methods=["GET", "POST"])
def index() -> ResponseReturnValue:
    """List one's tokens, and make one more; its secret is shown once, on the answer itself."""
    authorize(policy.may_open_account)
    account = web.own_account()
    form = TokenForm.from_request()
    form.days.choices = [
        SelectChoice(str(days), _("%(num)s days", num=days)) for days in tokens.LIFETIMES
    ]
    if form.accepted():
        made, secret = tokens.issue(
            account,
            form.name.data,
            form.scopes.data,
            form.days.data,
            by=current_actor(),
            now=clock.now(),
        )
        letters.tell_of_change(
            account,
            lambda: _("A token was made for a program: “%(name)s”.", name=made.name),
            key=f"token:{made.id}",
            now=clock.now(),
        )
        return render_template("auth/token.html", token=made, secret=secret, words=tokens.SCOPES)
    page = render_template(
        "auth/tokens.html",
        form=form,
        tokens=tokens.of_account(account),
        words=tokens.SCOPES,
        now=clock.now(),
    )
    return page, 422 if form.errors else 200


@bp.post("/<int:token_id>/revoke")
def revoke(token_id: int) -> ResponseReturnValue:
    """Make one of one's tokens worthless."""
    authorize(policy.may_open_account)
    tokens.revoke(web.own_account(), token_id, by=current_actor(), now=clock.now())
    flash(_("This token works no longer."), "success")
    return redirect(url_for("tokens.index"))
