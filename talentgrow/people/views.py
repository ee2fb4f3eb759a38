"""The organisation as a tree, and how one wishes to read and to be told."""

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from talentgrow.infra import clock, i18n
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.web import authorize, current_actor
from talentgrow.notifications.deadlines import DIGEST_AT, Wish
from talentgrow.people import organisation, policy, preferences
from talentgrow.people.forms import PreferencesForm, asked_wish, hour_words

organisation_bp = Blueprint("organisation", __name__, template_folder="templates")
preferences_bp = Blueprint(
    "preferences", __name__, url_prefix="/preferences", template_folder="templates"
)


@organisation_bp.get("/organisation")
def show() -> ResponseReturnValue:
    """Show the units, their people in numbers and who leads them."""
    authorize(policy.may_browse)
    actor = current_actor()
    return render_template(
        "people/organisation.html",
        tree=organisation.tree(actor),
        own_units=organisation.own_units(actor).all,
    )


@preferences_bp.route("/", methods=["GET", "POST"], endpoint="show")
def choose() -> ResponseReturnValue:
    """Choose language, time zone and how one is told."""
    actor = current_actor()
    authorize(policy.may_prefer, actor.person_id)
    held = preferences.of(current_user.person)
    house_zone = current_app.config["TIMEZONE"]
    form = PreferencesForm.of(held, house_zone=house_zone, reading=i18n.language())
    if form.accepted():
        values = form.values()
        preferences.choose(current_user.person, values, by=actor, now=clock.now())
        i18n.choose(values.locale)
        flash(_("Your choices are saved."), "success")
        return redirect(url_for("preferences.show"))
    page = render_template("people/preferences.html", form=form, **_in_words(held.wish))
    return page, 422 if form.errors else 200


@preferences_bp.get("/preview")
def preview() -> ResponseReturnValue:
    """Say in words what the choices on the page mean, before they are saved."""
    authorize(policy.may_prefer, current_actor().person_id)
    held = preferences.of(current_user.person).wish
    return render_template("people/_preview.html", **_in_words(asked_wish(request.args, held)))


def _in_words(wish: Wish) -> dict[str, object]:
    """Return what the sentences about mail are made of."""
    return {
        "timing": wish.timing,
        "has_quiet_hours": wish.quiet_from != wish.quiet_until,
        "first": hour_words(wish.quiet_until),
        "last": hour_words(wish.quiet_from),
        "digest": hour_words(wish.quiet_until if wish.is_quiet(DIGEST_AT.hour) else DIGEST_AT.hour),
    }
