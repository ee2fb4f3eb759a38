"""The passkeys of one's own account: add, list, delete."""

from flask import Blueprint, Response, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from talentgrow.auth import policy, web
from talentgrow.auth.entry.passkey_views import body, mapping, remember, remembered, site
from talentgrow.auth.factors import passkeys
from talentgrow.auth.factors.forms import PasskeyForm
from talentgrow.infra import clock
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.web import authorize, current_actor

bp = Blueprint("passkeys", __name__, url_prefix="/account/passkeys", template_folder="../templates")
# The name that was given with the right password; the key itself comes with a second request.
NAME = "passkey_name"


@bp.get("/")
def index() -> ResponseReturnValue:
    """List one's passkeys."""
    authorize(policy.may_open_account)
    return render_template(
        "auth/passkeys.html",
        keys=passkeys.of_account(web.own_account()),
        form=PasskeyForm.from_request(),
        takes_passkeys=site().takes_passkeys,
    )


@bp.post("/options")
def options() -> ResponseReturnValue:
    """Give the browser what it needs to make a key, to whoever knows the password."""
    authorize(policy.may_open_account)
    form = PasskeyForm.from_request()
    if not form.accepted():
        problems = [str(error) for field in form for error in field.errors]
        return {"message": " ".join(problems)}, 422
    asked, challenge = passkeys.registration_options(web.own_account(), site())
    remember(challenge)
    session[NAME] = form.name.data
    return Response(asked, mimetype="application/json")


@bp.post("/")
def add() -> ResponseReturnValue:
    """Keep the key that the browser made."""
    authorize(policy.may_open_account)
    try:
        key = passkeys.add(
            web.own_account(),
            mapping(body().get("credential")),
            remembered(),
            site(),
            name=session.pop(NAME, ""),
            by=current_actor(),
            now=clock.now(),
        )
    except passkeys.PasskeyRefused as refused:
        return {"message": str(refused)}, 422
    flash(_("“%(name)s” signs you in from now on.", name=key.name), "success")
    return {"next": url_for("passkeys.index")}


@bp.post("/<int:key_id>/delete")
def remove(key_id: int) -> ResponseReturnValue:
    """Delete one of one's passkeys."""
    authorize(policy.may_open_account)
    passkeys.remove(web.own_account(), key_id, by=current_actor(), now=clock.now())
    flash(_("This passkey no longer signs you in."), "success")
    return redirect(url_for("passkeys.index"))
