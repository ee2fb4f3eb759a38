"""A forgotten password, and the page behind the link that goes out by mail."""

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import logout_user

from talentgrow.auth import links, web
from talentgrow.auth.entry.forms import ForgottenForm
from talentgrow.auth.entry.views import bp
from talentgrow.auth.forms import NewPasswordForm
from talentgrow.auth.models import SignInLink
from talentgrow.infra import clock, tasks
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.web import after_commit, public

# The link’s secret leaves the address at once: histories and logs of proxies keep addresses.
KEY = "password_link"


@bp.route("/forgotten", methods=["GET", "POST"])
@public
def forgotten() -> ResponseReturnValue:
    """Send a link to whoever asks; the answer never tells whether the address is known."""
    form = ForgottenForm.from_request()
    if form.accepted():
        address = form.email.data.strip()
        web.count_attempt("forgotten", address.lower())
        web.count_failure("forgotten")
        after_commit(lambda: tasks.ask(links.TASK, address))
        return render_template("auth/forgotten_sent.html", address=address)
    return render_template("auth/forgotten.html", form=form), 422 if form.errors else 200


@bp.route("/new-password", methods=["GET", "POST"])
@public
def new_password() -> ResponseReturnValue:
    """Let whoever has the link choose a password."""
    if "key" in request.args and request.method == "GET":
        session[KEY] = request.args["key"]
        return redirect(url_for("entry.new_password"))
    try:
        link = links.find(session.get(KEY, ""), now=clock.now())
        form = NewPasswordForm.from_request()
        form.account = link.account
        if form.accepted():
            return _choose(link, form)
    except links.LinkIsOver as over:
        session.pop(KEY, None)
        return render_template("auth/link_is_over.html", message=str(over)), 410
    page = render_template("auth/new_password.html", form=form, link=link)
    return page, 422 if form.errors else 200


def _choose(link: SignInLink, form: NewPasswordForm) -> ResponseReturnValue:
    links.choose_password(link, form.new_password.data, now=clock.now())
    web.forget_attempts("sign_in", link.account.email)
    session.pop(KEY, None)
    logout_user()
    flash(_("Your password is stored. Sign in with it."), "success")
    return redirect(url_for("security.login"))
