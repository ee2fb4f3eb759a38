"""The second factor of one's own account: switch on, recovery codes, switch off."""

from base64 import b64encode
from io import BytesIO
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from qrcode.image.svg import SvgPathFillImage
from qrcode.main import QRCode

from talentgrow.auth import policy, web
from talentgrow.auth.factors import codes, passkeys, recovery
from talentgrow.auth.factors.forms import RenewForm, SwitchOffForm, SwitchOnForm
from talentgrow.infra import clock
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.web import authorize, current_actor

bp = Blueprint(
    "factors", __name__, url_prefix="/account/second-factor", template_folder="../templates"
)
# The secret of an app that is not confirmed yet: in the session, on the server.
NEW_SECRET = "new_second_factor"  # noqa: S105


@bp.get("/")
def index() -> ResponseReturnValue:
    """Show whether there is a second factor, and how to change it."""
    authorize(policy.may_open_account)
    account = web.own_account()
    return render_template(
        "auth/second_factor.html",
        factor=codes.of_account(account),
        left=recovery.number_left(account),
        has_passkeys=bool(passkeys.of_account(account)),
        few=recovery.FEW,
    )


@bp.route("/on", methods=["GET", "POST"])
def switch_on() -> ResponseReturnValue:
    """Show the secret to an app, and switch on once it shows the right code."""
    authorize(policy.may_open_account)
    account = web.own_account()
    if codes.is_on(account):
        return redirect(url_for("factors.index"))
    secret = session.setdefault(NEW_SECRET, codes.new_secret())
    form = SwitchOnForm.from_request()
    if form.accepted():
        try:
            shown = codes.switch_on(
                account, secret, form.code.data, by=current_actor(), now=clock.now()
            )
        except codes.WrongCode as wrong:
            form.code.errors = (str(wrong),)
        else:
            session.pop(NEW_SECRET)
            return _show_codes(shown, _("Signing in now also asks for a code of your app."))
    page = render_template(
        "auth/second_factor_on.html",
        form=form,
        secret=secret,
        picture=_picture(codes.address_of(secret, account, current_app.config["ORGANISATION"])),
    )
    return page, 422 if form.errors else 200


@bp.route("/recovery-codes", methods=["GET", "POST"])
def renew_codes() -> ResponseReturnValue:
    """Make new recovery codes; the old ones are worthless from then on."""
    authorize(policy.may_open_account)
    account = web.own_account()
    if not codes.is_on(account):
        return redirect(url_for("factors.index"))
    form = RenewForm.from_request()
    if form.accepted():
        shown = recovery.renew(account, by=current_actor(), now=clock.now())
        return _show_codes(shown, _("The codes you had before are worthless now."))
    return _ask(form, "auth/recovery_codes_renew.html")


@bp.route("/off", methods=["GET", "POST"])
def switch_off() -> ResponseReturnValue:
    """Ask for the password alone again."""
    authorize(policy.may_open_account)
    form = SwitchOffForm.from_request()
    if form.accepted():
        codes.switch_off(web.own_account(), by=current_actor(), now=clock.now())
        flash(_("Signing in asks for your password alone again."), "success")
        return redirect(url_for("factors.index"))
    return _ask(form, "auth/second_factor_off.html")


def _ask(form: RenewForm | SwitchOffForm, template: str) -> ResponseReturnValue:
    return render_template(template, form=form), 422 if form.errors else 200


def _show_codes(shown: list[str], news: str) -> ResponseReturnValue:
    """Show recovery codes, the only time: the page itself is never stored by the browser."""
    text = "\n".join(shown) + "\n"
    return render_template(
        "auth/recovery_codes.html",
        codes=shown,
        news=news,
        file=b64encode(text.encode()).decode(),
    )


def _picture(address: str) -> str:
    """Return a QR code as the address of an image which stands in the page itself."""
    drawn = BytesIO()
    code: Any = QRCode(border=2, image_factory=SvgPathFillImage)
    code.add_data(address)
    code.make_image().save(drawn)
    return "data:image/svg+xml;base64," + b64encode(drawn.getvalue()).decode()
