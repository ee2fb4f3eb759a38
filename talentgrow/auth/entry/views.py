"""Signing in: address and password, then the second step where an account asks for one."""

from typing import cast

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from talentgrow.auth import web
from talentgrow.auth.entry import pending, trail
from talentgrow.auth.entry.forms import CodeForm
from talentgrow.auth.factors import codes, recovery
from talentgrow.auth.forms import SignInForm
from talentgrow.auth.models import Account, SignInWay
from talentgrow.infra import clock
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.web import public, safe_next

bp = Blueprint("entry", __name__, url_prefix="/sign-in", template_folder="../templates")


@public
def sign_in() -> ResponseReturnValue:
    """Ask for address and password; it answers at the address of the library's own page."""
    if current_user.is_authenticated:
        return redirect(_following())
    form = SignInForm(request.form if request.method == "POST" else None)
    if request.method == "POST":
        address = str(form.email.data or "").strip().lower()
        web.count_attempt("sign_in", address)
        if form.validate():
            return _first_step_done(cast(Account, form.user), address)
        web.count_failure("sign_in")
        trail.note_failure(cast(Account | None, form.user), address, now=clock.now())
    return render_template("auth/sign_in.html", form=form, following=_asked())


def _first_step_done(account: Account, address: str) -> ResponseReturnValue:
    if codes.is_on(account):
        pending.begin(account, _following())
        return redirect(url_for("entry.second_step"))
    web.forget_attempts("sign_in", address)
    web.let_in(account, SignInWay.PASSWORD)
    return redirect(_following())


@bp.route("/second-step", methods=["GET", "POST"])
@public
def second_step() -> ResponseReturnValue:
    """Ask for the code of the authenticator app."""
    return _second_step(SignInWay.CODE)


@bp.route("/recovery-code", methods=["GET", "POST"])
@public
def recovery_code() -> ResponseReturnValue:
    """Ask for a code from paper instead."""
    return _second_step(SignInWay.RECOVERY_CODE)


def _second_step(way: SignInWay) -> ResponseReturnValue:
    begun = pending.present()
    if begun is None:
        return _begin_again()
    form = CodeForm.from_request()
    if form.accepted():
        web.count_attempt(way, begun.account.id)
        if way is SignInWay.CODE:
            web.count_code(begun.account)
        if _accepts(begun.account, way, form.code.data):
            return _second_step_done(begun, way)
        pending.count_try()
        trail.note_wrong_code(begun.account, way, now=clock.now())
        if pending.present() is None:
            return _begin_again()
        form.code.errors = (_("This code is not right, or it was used already."),)
    return render_template(
        "auth/second_step.html", form=form, is_recovery=way is SignInWay.RECOVERY_CODE
    )


def _accepts(account: Account, way: SignInWay, code: str) -> bool:
    accept = recovery.accept if way is SignInWay.RECOVERY_CODE else codes.accept
    return accept(account, code, now=clock.now())


def _second_step_done(begun: pending.Pending, way: SignInWay) -> ResponseReturnValue:
    pending.forget()
    web.forget_attempts("sign_in", begun.account.email)
    web.forget_attempts(way, begun.account.id)
    web.let_in(begun.account, way)
    left = recovery.number_left(begun.account)
    if way is SignInWay.RECOVERY_CODE and left < recovery.FEW:
        flash(_("Few recovery codes are left. Make new ones on this page."), "warning")
        return redirect(url_for("factors.index"))
    return redirect(begun.following)


def _begin_again() -> ResponseReturnValue:
    if current_user.is_authenticated:
        return redirect(url_for("home.index"))
    flash(_("Begin again: this took too long, or too many codes were wrong."), "warning")
    return redirect(url_for("security.login"))


def _asked() -> str | None:
    return request.form.get("next") or request.args.get("next")


def _following() -> str:
    """Return the page of this site that somebody wanted before they were asked to sign in."""
    return safe_next(_asked(), url_for("home.index"))
