"""The accounts of everybody: who can sign in, with which roles, for which part."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectChoice

from talentgrow.auth import policy, queries
from talentgrow.auth import service as own_service
from talentgrow.auth.accounts import service
from talentgrow.auth.accounts.forms import ALL, NO, PART, RolesForm
from talentgrow.auth.factors import codes, passkeys
from talentgrow.auth.models import Account
from talentgrow.infra import clock
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import localized
from talentgrow.infra.paging import page_number, paginate
from talentgrow.infra.web import authorize, current_actor, page_or_fragment
from talentgrow.kernel.access import Role
from talentgrow.kernel.errors import NotFound

bp = Blueprint("accounts", __name__, url_prefix="/accounts", template_folder="../templates")


@bp.get("/")
def index() -> ResponseReturnValue:
    """List people with what their accounts may do."""
    authorize(policy.may_read_accounts)
    words = request.args.get("q", "").strip()
    who = request.args.get("who", "")
    page = paginate(queries.people(words, who=who), page_number())
    accounts = queries.accounts_of([person.id for person in page])
    return page_or_fragment(
        "accounts/index.html",
        "accounts/_list.html",
        page=page,
        words=words,
        who=who,
        accounts=accounts,
        places=queries.places_of(*accounts.values()),
    )


@bp.get("/<int:person_id>")
def show(person_id: int) -> ResponseReturnValue:
    """Show one account, or that there is none."""
    authorize(policy.may_read_accounts)
    return _show(person_id)


@bp.post("/<int:person_id>/invite")
def invite(person_id: int) -> ResponseReturnValue:
    """Open an account and send the link to choose a password."""
    authorize(policy.may_change_account, person_id)
    person = queries.get_person(person_id)
    service.invite(person, by=current_actor(), now=clock.now())
    flash(_("%(name)s gets a mail with a link to choose a password.", name=person.name), "success")
    return redirect(url_for("accounts.show", person_id=person_id))


@bp.post("/<int:person_id>/roles")
def roles(person_id: int) -> ResponseReturnValue:
    """Give and take roles, and limit HR to some places."""
    authorize(policy.may_change_account, person_id)
    account = _account(person_id)
    form = _form(RolesForm.from_request())
    if not form.accepted():
        return _show(person_id, form), 422
    own_service.give_roles(account, form.roles, form.places, by=current_actor(), now=clock.now())
    flash(_("The roles are stored and count from the next page on."), "success")
    return redirect(url_for("accounts.show", person_id=person_id))


@bp.post("/<int:person_id>/send-link")
def send_link(person_id: int) -> ResponseReturnValue:
    """Send the link to choose a password."""
    return _act(person_id, service.send_link, _("A mail with a link is on its way."))


@bp.post("/<int:person_id>/close")
def close(person_id: int) -> ResponseReturnValue:
    """Let somebody no longer sign in."""
    return _act(person_id, service.close, _("The account is closed and every session has ended."))


@bp.post("/<int:person_id>/reopen")
def reopen(person_id: int) -> ResponseReturnValue:
    """Let somebody sign in again."""
    return _act(person_id, service.reopen, _("The account is open again, with the old password."))


@bp.post("/<int:person_id>/take-factors-off")
def take_factors_off(person_id: int) -> ResponseReturnValue:
    """Let somebody who lost their phone in by the password alone."""
    news = _("The password alone lets them in again; every session has ended.")
    return _act(person_id, service.take_factors_off, news)


@bp.post("/<int:person_id>/use-address")
def use_address(person_id: int) -> ResponseReturnValue:
    """Let somebody sign in with the address which they have now."""
    return _act(person_id, service.use_present_address, _("The new address is the one to use."))


def _act(person_id: int, action: Callable[..., None], news: str) -> ResponseReturnValue:
    authorize(policy.may_change_account, person_id)
    action(_account(person_id), by=current_actor(), now=clock.now())
    flash(news, "success")
    return redirect(url_for("accounts.show", person_id=person_id))


def _account(person_id: int) -> Account:
    account = queries.account_of(person_id)
    if account is None:
        raise NotFound(_("This person has no account."))
    return account


def _show(person_id: int, form: RolesForm | None = None) -> str:
    person = queries.get_person(person_id)
    account = queries.account_of(person_id)
    if account is not None and form is None:
        form = _form(_filled(account))
    return render_template(
        "accounts/show.html",
        person=person,
        account=account,
        form=form,
        factor=account and codes.of_account(account),
        keys=passkeys.of_account(account) if account else [],
        may_change=policy.may_change_account(current_actor(), person_id),
    )


def _filled(account: Account) -> RolesForm:
    limits = [limit for granted in account.roles for limit in granted.scopes]
    held = {granted.name for granted in account.roles}
    return RolesForm(  # type: ignore[no-untyped-call]
        formdata=None,
        hr=NO if Role.HR not in held else PART if limits else ALL,
        sites=[limit.site_id for limit in limits if limit.site_id],
        units=[limit.unit_id for limit in limits if limit.unit_id],
        admin=Role.ADMIN in held,
    )


def _form(form: RolesForm) -> RolesForm:
    form.sites.choices = [SelectChoice(str(site.id), site.name) for site in queries.sites()]
    form.units.choices = [
        SelectChoice(str(unit.id), f"{localized(unit.name)} ({unit.code})")
        for unit in queries.units()
    ]
    return form
