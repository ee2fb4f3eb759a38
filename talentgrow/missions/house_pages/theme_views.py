"""Strategic themes: the pages on which HR writes them, and the one which everybody reads."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from talentgrow.infra import clock
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.paging import page_number, paginate
from talentgrow.infra.web import authorize, current_actor
from talentgrow.missions import policy
from talentgrow.missions.explore.cards import FOR_CARDS, cards
from talentgrow.missions.house_pages import themes
from talentgrow.missions.house_pages.forms import ThemeForm
from talentgrow.missions.models import Theme

bp = Blueprint("themes", __name__)


@bp.get("/hr/themes")
def index() -> ResponseReturnValue:
    """List the themes with the number of missions on each."""
    authorize(policy.may_edit_themes)
    return render_template("missions/themes.html", themes=themes.every(), sizes=themes.sizes())


@bp.route("/hr/themes/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Add a theme."""
    authorize(policy.may_edit_themes)
    return _write(None)


@bp.route("/hr/themes/<int:theme_id>/edit", methods=["GET", "POST"])
def edit(theme_id: int) -> ResponseReturnValue:
    """Say a theme otherwise."""
    authorize(policy.may_edit_themes)
    return _write(themes.get(theme_id))


def _write(theme: Theme | None) -> ResponseReturnValue:
    form = ThemeForm.from_request(theme)
    status = 200
    if form.accepted():
        try:
            return _kept(form, theme)
        except themes.ThemeNameTaken as error:
            form.name_fr.errors = (str(error),)
        except themes.ThemeOvertaken:
            form.version.data, status = theme.version if theme else 1, 409
    page = render_template(
        "missions/theme_form.html", form=form, theme=theme, is_overtaken=status == 409
    )
    return page, 422 if form.errors else status


def _kept(form: ThemeForm, theme: Theme | None) -> ResponseReturnValue:
    by, now = current_actor(), clock.now()
    if theme is None:
        themes.create(form.values(), by=by, now=now)
        flash(_("The theme is there. Missions may hang on it from now on."), "success")
    else:
        themes.edit(theme, form.values(), version=form.seen_version(), by=by, now=now)
        flash(_("The theme is saved."), "success")
    return redirect(url_for("mission_house.themes.index"))


@bp.post("/hr/themes/<int:theme_id>/retire")
def retire(theme_id: int) -> ResponseReturnValue:
    """Offer a theme no longer."""
    authorize(policy.may_edit_themes)
    themes.retire(themes.get(theme_id), by=current_actor(), now=clock.now())
    flash(_("The theme is no longer offered. Missions that hang on it keep it."), "success")
    return redirect(url_for("mission_house.themes.index"))


@bp.post("/hr/themes/<int:theme_id>/restore")
def restore(theme_id: int) -> ResponseReturnValue:
    """Offer a retired theme again."""
    authorize(policy.may_edit_themes)
    themes.restore(themes.get(theme_id), by=current_actor(), now=clock.now())
    flash(_("The theme is offered again."), "success")
    return redirect(url_for("mission_house.themes.index"))


@bp.get("/themes/<int:theme_id>")
def show(theme_id: int) -> ResponseReturnValue:
    """Show what a theme is for and the open missions that serve it."""
    authorize(policy.may_explore)
    actor, theme, now = current_actor(), themes.get(theme_id), clock.now()
    found = themes.open_missions(actor, theme, today=now.date()).options(*FOR_CARDS)
    page = paginate(found, page_number())
    return render_template(
        "missions/theme.html", theme=theme, page=page, cards=cards(actor, page.items, now=now)
    )
