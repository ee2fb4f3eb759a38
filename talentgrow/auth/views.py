"""One's own account: password, sessions, and the language of the pages."""

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from talentgrow.auth import letters, passwords, policy, queries, service, sessions, tokens, web
from talentgrow.auth.factors import codes, passkeys, recovery
from talentgrow.auth.forms import ChangePasswordForm
from talentgrow.auth.models import SignInWay
from talentgrow.infra import clock, i18n
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import ngettext
from talentgrow.infra.web import authorize, current_actor, public, safe_next

bp = Blueprint("auth", __name__, template_folder="templates")


@bp.get("/account")
def account() -> ResponseReturnValue:
    """Show one's own account, and the ways into it."""
    authorize(policy.may_open_account)
    own, now = web.own_account(), clock.now()
    return render_template(
        "auth/account.html",
        account=own,
        scope=queries.places_of(own),
        factor=codes.of_account(own),
        left=recovery.number_left(own),
        keys=len(passkeys.of_account(own)),
        sessions=len(sessions.open_sessions(own, now=now)),
        tokens=len([token for token in tokens.of_account(own) if token.expires_at > now]),
        preferences_url=_preferences_url(),
    )


@bp.route("/account/password", methods=["GET", "POST"])
def password() -> ResponseReturnValue:
    """Change one's own password; every other session ends."""
    authorize(policy.may_open_account)
    own = web.own_account()
    form = ChangePasswordForm.from_request()
    form.account = own
    if form.accepted():
        passwords.choose(own, form.new_password.data, now=clock.now())
        service.note_new_password(own, by=current_actor(), now=clock.now())
        letters.tell_of_change(
            own,
            lambda: _("Your password was changed, and every other session has ended."),
            key=f"password:{own.fs_uniquifier[:16]}",
            now=clock.now(),
        )
        web.let_in(own, SignInWay.PASSWORD)
        flash(_("Your password is changed. Every other session has ended."), "success")
        return redirect(url_for("auth.account"))
    return render_template("auth/password.html", form=form), 422 if form.errors else 200


@bp.get("/account/sessions")
def my_sessions() -> ResponseReturnValue:
    """List where one is signed in."""
    authorize(policy.may_open_account)
    return render_template(
        "auth/sessions.html",
        sessions=sessions.open_sessions(web.own_account(), now=clock.now()),
        present=web.present_session_id(),
    )


@bp.post("/account/sessions/<int:sign_in_id>/end")
def end_session(sign_in_id: int) -> ResponseReturnValue:
    """End one of one's sessions."""
    authorize(policy.may_open_account)
    sessions.end(web.own_account(), sign_in_id, by=current_actor(), now=clock.now())
    if sign_in_id == web.present_session_id():
        return redirect(url_for("security.login"))
    flash(_("This session has ended."), "success")
    return redirect(url_for("auth.my_sessions"))


@bp.post("/account/sessions/end-others")
def end_other_sessions() -> ResponseReturnValue:
    """End every session but the present one."""
    authorize(policy.may_open_account)
    ended = sessions.end_others(
        web.own_account(), web.present_session_id(), by=current_actor(), now=clock.now()
    )
    flash(ngettext("One session has ended.", "%(num)s sessions have ended.", ended), "success")
    return redirect(url_for("auth.my_sessions"))


@bp.post("/language")
@public
def language() -> ResponseReturnValue:
    """Change the language of the pages; a signed-in person keeps it for next time."""
    chosen = request.form.get("locale", "")
    i18n.choose(chosen)
    if current_user.is_authenticated:
        service.choose_language(web.own_account(), chosen, by=current_actor(), now=clock.now())
    return redirect(safe_next(request.form.get("next"), url_for("home.index")))


def _preferences_url() -> str:
    """Return where language, time zone and notices are chosen, if this application has it."""
    endpoint = "preferences.show"
    return url_for(endpoint) if endpoint in current_app.view_functions else ""
